"""Tiny runs for tests. As a program, `runs.py CACHE RECIPE FOLDER`, fine-tuning that saves after every chunk, or, with
the name of a stage for a recipe, that stage of the tiny recipe."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import torch

from mathnet.config import tiny
from training.attend import Attend
from training.augment import AugmentConfig
from training.config import Recipe, load_recipe
from training.data.batching import BatchConfig
from training.data.compose import ComposeConfig
from training.data.corpus import Corpus
from training.finetune import Finetune
from training.loop import OptimizerConfig
from training.matching import AttendConfig
from training.objectives import PretrainConfig
from training.pretrain import Pretrain
from training.stages import STAGES, RunOptions

STILL = AugmentConfig(*(0.0,) * 8, thin=0.0, drop_stroke=0.0, reverse=0.0, thickness=(2,), pictures=0.0, blur=0.0)
RECIPE_TOML = """
seed = 5
validation_share = 0.1
[model]
width = 32
focus = 8
[model.encoder]
stem = 8
channels = [16, 24, 32]
blocks = [1, 1, 1]
[model.decoder]
layers = 2
heads = 4
feedforward = 64
dropout = 0.1
coverage = 8
[batch]
size = 4
chunk = 8
canvases = [[64, 128], [96, 256], [192, 640]]
[optimizer]
steps = 24
warmup = 2
average = 0.9
"""


VIEWED = BatchConfig(size=4, chunk=4, slab=1, canvases=((64, 128), (128, 256)))


def tiny_recipe(steps: int = 6, peak: float = 1e-3) -> Recipe:
    """A recipe without augmentation and composition, four expressions a batch."""
    optimizer = OptimizerConfig(steps=steps, warmup=2, peak=peak, average=0.9)
    return Recipe(
        validation_share=0.1,
        model=tiny(),
        batch=BatchConfig(size=4, chunk=16, canvases=((64, 128), (128, 256))),
        augment=STILL,
        compose=ComposeConfig(cut=0.0, graft=0.0, swap=0.0),
        optimizer=optimizer,
        pretrain=PretrainConfig(hidden=32, embedding=16, batch=VIEWED, optimizer=optimizer),
        attend=AttendConfig(hidden=32, embedding=16, batch=VIEWED, optimizer=optimizer),
    )


def make_stage(
    stage: str, corpus: Corpus, recipe: Recipe, folder: Path, **options: object
) -> Pretrain | Attend | Finetune:
    usual = RunOptions(folder, torch.device("cpu"), workers=0, save_steps=1, log_steps=1)
    return STAGES[stage](corpus, recipe, replace(usual, **options))


def make_run(corpus: Corpus, recipe: Recipe, folder: Path, **options: object) -> Finetune:
    usual = RunOptions(folder, torch.device("cpu"), workers=0, save_steps=1, log_steps=1)
    return Finetune(corpus, recipe, replace(usual, **options))


if __name__ == "__main__":
    torch.set_num_threads(1)
    cache, what, folder = sys.argv[1:]
    if what in STAGES:
        make_stage(what, Corpus.load(Path(cache)), tiny_recipe(steps=6), Path(folder)).run()
    else:
        make_run(Corpus.load(Path(cache)), load_recipe(what), Path(folder)).run()
