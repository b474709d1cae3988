"""A person for tests: exports of hand-made expressions with an odd symbol, a model that has learned the usual ones."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import torch

from mathnet import inkml
from mathnet.checkpoint import load_model
from mathnet.ink import Ink
from mathnet.vocabulary import Vocabulary
from tests.training import inks
from tests.training.inks import Written, to_corpus, to_ink
from tests.training.runs import STILL, make_run, tiny_recipe
from training.data.batching import BatchConfig, collate, draw_sample
from training.data.compose import ComposeConfig
from training.data.sample import Sample
from training.finetune import greedy_matches
from training.personal.beginning import Beginning, PersonalOptions
from training.personal.config import MixConfig, PersonalConfig, UpdateConfig
from training.personal.running import Running

ODD = (((0, 0), (0, 1), (0.3, 0), (0.3, 1), (0.6, 0), (0.6, 1), (1, 0), (1, 1)),)  # how the person writes a 2
USUAL = tuple(inks._row(f"one-{at}", "", label) for at, label in enumerate(("2", "3", "7", "a", "b", "n", "x", "\\pi")))
TWO = USUAL[0]
SMALL = PersonalConfig(
    update=UpdateConfig(kind="low_rank", rank=4, kept=1),
    mix=MixConfig(own=0.5, hand=0.0, replay=0.5),
    batch=BatchConfig(size=4, chunk=8, slab=1, canvases=((64, 128), (128, 256))),
    augment=STILL,
    compose=ComposeConfig(cut=0.0, graft=0.0, swap=0.0),
    steps=4,
    warmup=1,
    peak=1e-2,
    smoothing=0.0,
    average=0.9,
    check=3,
    beam=1,
)


def make_base(folder: Path) -> Path:
    """A model that reads some single symbols, and `corpus.npz` with these."""
    corpus = to_corpus(USUAL)
    corpus.save(folder / "corpus.npz")
    make_run(corpus, tiny_recipe(steps=120, peak=6e-3), folder / "run", log_steps=50).run()
    return folder / "run" / "model.safetensors"


def odd_ink(written: Written) -> Ink:
    """The strokes alone, as the program exports them."""
    usual, inks.GLYPHS["2"] = inks.GLYPHS["2"], ODD
    try:
        return Ink(to_ink(written).strokes)
    finally:
        inks.GLYPHS["2"] = usual


def export(folder: Path, expressions: tuple[Written, ...]) -> Path:
    """A folder as the program exports corrections."""
    folder.mkdir(parents=True)
    rows = []
    for number, written in enumerate(expressions):
        name = f"sample-{number:06}"
        inkml.write(odd_ink(written), folder / f"{name}.inkml")
        rows.append(f"{name}\t{written.caption}\n")
    (folder / "captions.tsv").write_text("".join(rows), encoding="utf-8")
    return folder


def options(base: Path, samples: Path, run: Path, **others: object) -> PersonalOptions:
    usual = PersonalOptions(samples, run, base, minutes=5.0, device="cpu", workers=0, config=SMALL)
    return replace(usual, **others)


def make(given: PersonalOptions) -> Running:
    from training.events import Log

    return Running(Beginning(given), Log(given.run))


def share_read(model: Path, samples: list[Sample]) -> float:
    """The share of captions, in both directions, that greedy decoding would get right."""
    network, vocabulary = load_model(model)
    assert vocabulary.tokens == Vocabulary.load().tokens
    raster = network.config.raster
    batch = collate([draw_sample(sample, 1.0, raster, raster.thickness) for sample in samples], vocabulary)
    with torch.inference_mode():
        return float(greedy_matches(network, batch, vocabulary, strokes=True).sum()) / (2 * len(samples))
