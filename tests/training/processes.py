"""A program for tests of several processes: `processes.py WHAT OUT.json`, alone or under torchrun.

WHAT is an objective or a stage: four steps on a batch of eight expressions, of which each process has its part; OUT
gets the losses.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn.parallel import DistributedDataParallel

from mathnet.attention import AttentionNetwork
from mathnet.config import tiny
from mathnet.encoder import Encoder
from mathnet.model import Model
from mathnet.vocabulary import Vocabulary
from tests.training.inks import samples_of
from tests.training.runs import tiny_recipe
from training import parallel
from training.data.batching import Batch, collate, draw_sample
from training.data.views import ViewBatch, ViewChunks, ViewConfig
from training.losses import LossConfig, Supervision
from training.masking import MaskingConfig
from training.matching import AttendConfig, Matching
from training.objectives import PretrainConfig, make_objective

RASTER = replace(tiny().raster, symbol_pixels=16.0)
CANVAS = (192, 640)
UNMASKED = MaskingConfig(schedule="constant", first=0.0, last=0.0)  # what is hidden by chance differs with the batch


def objective(what: str) -> nn.Module:
    torch.manual_seed(0)
    encoder, width = Encoder(tiny().encoder, tiny().width), tiny().width
    if what == "finetune":
        vocabulary = Vocabulary.load()
        return Supervision(Model(tiny(), len(vocabulary)), vocabulary, LossConfig())
    if what == "attend":
        config = AttendConfig(masking=UNMASKED, hidden=32, embedding=16)
        return Matching(encoder, AttentionNetwork(width, tiny().focus), width, config)
    return make_objective(encoder, width, PretrainConfig(objective=what, hidden=32, embedding=16))


def part(what: str) -> Batch | ViewBatch:
    """This process's part of eight expressions, all on one canvas."""
    size = 8 // parallel.world()
    mine = slice(size * parallel.rank(), size * (parallel.rank() + 1))
    if what == "finetune":
        drawn = [draw_sample(sample, 0.5, tiny().raster, 2) for sample in samples_of()]
        return collate(drawn[mine], Vocabulary.load(), (128, 384))
    inks = [sample.strokes for sample in samples_of()]
    chunks = ViewChunks(inks, RASTER, ViewConfig(), replace(tiny_recipe().batch, size=8, chunk=8), seed=1)
    views = [chunks._two_views(ink, np.random.default_rng(number)) for number, ink in enumerate(inks)]
    return joined([chunks._batch((CANVAS, [pair]), np.random.default_rng(9)) for pair in views[mine]])


def joined(batches: list[ViewBatch]) -> ViewBatch:
    """Batches of one expression as one."""
    sides = []
    for name in ("first", "second"):
        pictures = [getattr(batch, name) for batch in batches]
        pixels = torch.cat([one.pixels + row * CANVAS[0] * CANVAS[1] for row, one in enumerate(pictures)])
        values, valid = (torch.cat([getattr(one, entry) for one in pictures]) for entry in ("values", "valid"))
        sides.append(type(pictures[0])(pixels, values, valid))
    return ViewBatch(sides[0], sides[1], torch.cat([batch.pairs for batch in batches]))


def four_steps(what: str) -> list[float]:
    module, batch = objective(what), part(what)
    parallel.share_batch_norm(module)
    step = DistributedDataParallel(module) if parallel.world() > 1 else module
    optimizer = torch.optim.SGD([value for value in module.parameters() if value.requires_grad], 0.05)
    totals = []
    for _ in range(4):
        optimizer.zero_grad()
        total = step(batch)["total"]
        total.backward()
        optimizer.step()
        if hasattr(module, "after_step"):
            module.after_step()
        totals.append(float(parallel.total(total.detach()) / parallel.world()))
    return totals


if __name__ == "__main__":
    torch.set_num_threads(1)
    what, out = sys.argv[1:]
    with parallel.processes(torch.device("cpu")):
        values = four_steps(what)
        if parallel.rank() == 0:
            Path(out).write_text(json.dumps(values), encoding="utf-8")
