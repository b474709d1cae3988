"""Scribbles: ink that nobody reads, with nothing to say about it."""

from __future__ import annotations

import numpy as np
import pytest
import torch

from mathnet.config import tiny
from mathnet.model import Model
from mathnet.vocabulary import Vocabulary
from tests.training.synthesis.hands import composed
from training.data.batching import collate, draw_sample
from training.data.sample import NO_SYMBOL, Floats
from training.losses import LossConfig, Supervision
from training.synthesis import hershey
from training.synthesis.likeness import described
from training.synthesis.scribble import scratched, scribble

MANY = [scribble(np.random.default_rng(seed)) for seed in range(120)]


def test_a_scribble_has_ink_and_neither_caption_nor_symbols() -> None:
    for sample in MANY:
        assert len(sample.tokens) == len(sample.labels) == len(sample.symbol_of_token) == 0
        assert len(sample.symbol_of_stroke) == len(sample.strokes) > 0
        assert all(np.isfinite(stroke).all() and len(stroke) > 1 for stroke in sample.strokes)


def test_scribbles_begin_at_the_corner_and_are_of_a_size_that_can_be_drawn() -> None:
    for sample in MANY:
        assert np.concatenate(sample.strokes).min(axis=0) == pytest.approx([0, 0], abs=1e-4)
        assert 0.2 < max(sample.extent) < 60


def test_no_scribble_could_be_a_bar() -> None:
    alone = [sample for sample in MANY if len(sample.strokes) == 1]
    assert alone
    assert all(max(sample.extent) < 5 * min(sample.extent) for sample in alone)


def test_the_same_generator_scribbles_the_same() -> None:
    one, other = (scribble(np.random.default_rng(7)) for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(one.strokes, other.strokes, strict=True))


def test_a_batch_of_scribbles_can_be_learned_from() -> None:
    vocabulary = Vocabulary.load()
    batch = collate([draw_sample(sample, 0.5, tiny().raster, 2) for sample in MANY[:4]], vocabulary)
    assert batch.tokens.tolist() == [[vocabulary.start, vocabulary.end]] * 4
    torch.manual_seed(0)
    losses = Supervision(Model(tiny(), len(vocabulary)), vocabulary, LossConfig())(batch)
    assert all(bool(value.isfinite()) for value in losses.values())
    losses["total"].backward()


def test_a_formula_that_was_scratched_out_keeps_its_ink_and_loses_its_meaning() -> None:
    rng = np.random.default_rng(0)
    for latex in ("x", "-", "a + b = c + d + e + f"):
        formula = composed(latex)
        out = scratched(formula, rng)
        assert len(out.tokens) == len(out.labels) == 0
        assert len(out.strokes) > len(formula.strokes)
        assert set(out.symbol_of_stroke.tolist()) == {NO_SYMBOL}
        covering = out.strokes[len(formula.strokes) :]
        assert covered(out.strokes[: len(formula.strokes)], covering) > 0.7
        assert all(max(np.ptp(stroke, axis=0)) < 4 * min(np.ptp(stroke, axis=0)) for stroke in covering)


def covered(strokes: list[Floats], by: list[Floats]) -> float:
    """The share of points with a covering line near by, in symbol sizes."""
    points, over = np.concatenate(strokes), np.concatenate(by)
    nearest = np.abs(points[:, None] - over[None]).max(axis=2).min(axis=1)
    return float((nearest < 0.25).mean())


def test_no_scribble_looks_like_a_symbol() -> None:
    """Each is compared with a dozen hands of every glyph; as a rule, those are nearer to each other."""
    glyphs = hershey.glyphs()
    hands = {token: np.stack([described(hershey.written(token, hand)) for hand in range(12)]) for token in glyphs}
    alike = np.concatenate(list(hands.values()))
    usual = np.median([1 - np.sort(one @ one.T, axis=1)[:, -3].mean() for one in hands.values()])
    apart = [1 - float((alike @ described(sample.strokes)).max()) for sample in MANY]
    assert np.quantile(apart, 0.05) > 1.5 * usual
    assert min(apart) > usual


def test_there_are_scribbles_of_many_kinds() -> None:
    assert {len(sample.strokes) for sample in MANY} >= {1, 2, 3, 4}
    assert max(max(sample.extent) for sample in MANY) > 3
