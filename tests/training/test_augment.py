"""Augmentation: another hand, the same expression."""

from __future__ import annotations

import numpy as np
import pytest

from mathnet.raster import RasterConfig
from tests.training.inks import samples_of
from training.augment import AugmentConfig, augment
from training.data.batching import draw_sample
from training.data.sample import Sample
from training.data.stream import withhold

SAMPLES = samples_of()
STILL = AugmentConfig(
    *(0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0),
    **dict.fromkeys(("thin", "drop_stroke", "reverse", "pictures", "blur"), 0.0),
    thickness=(2,),
)
WILD = AugmentConfig(thin=1.0, drop_stroke=1.0, reverse=1.0)


def same_strokes(one: Sample, other: Sample) -> bool:
    return len(one.strokes) == len(other.strokes) and all(
        a.shape == b.shape and np.allclose(a, b, atol=1e-5) for a, b in zip(one.strokes, other.strokes, strict=True)
    )


@pytest.mark.parametrize("config", [AugmentConfig(), WILD], ids=["usual", "wild"])
def test_captions_and_symbols_stay_and_at_most_one_stroke_is_lost(config: AugmentConfig) -> None:
    rng = np.random.default_rng(0)
    for sample in SAMPLES * 20:
        other = augment(sample, config, rng)
        assert np.array_equal(other.tokens, sample.tokens)
        assert np.array_equal(other.symbol_of_token, sample.symbol_of_token)
        assert np.array_equal(other.labels, sample.labels)
        assert len(sample.strokes) - len(other.strokes) in {0, 1}
        assert len(other.strokes) == len(other.symbol_of_stroke)
        assert set(other.symbol_of_stroke.tolist()) == set(sample.symbol_of_stroke.tolist())
        assert all(np.isfinite(stroke).all() and stroke.dtype == np.float32 for stroke in other.strokes)


def test_only_symbols_of_three_strokes_or_more_lose_one() -> None:
    rng = np.random.default_rng(0)
    lost = [len(sample.strokes) - len(augment(sample, WILD, rng).strokes) for sample in SAMPLES]
    assert lost == [0, 0, 0, 0, 0, 0, 0, 1]  # the last one holds a pi


def test_without_strength_nothing_changes() -> None:
    rng = np.random.default_rng(0)
    assert all(same_strokes(sample, augment(sample, STILL, rng)) for sample in SAMPLES)


def test_two_draws_differ_and_the_same_generator_state_repeats_them() -> None:
    first, again = (augment(SAMPLES[0], AugmentConfig(), np.random.default_rng(5)) for _ in range(2))
    other = augment(SAMPLES[0], AugmentConfig(), np.random.default_rng(6))
    assert same_strokes(first, again)
    assert not same_strokes(first, other)


def test_the_sample_itself_is_left_alone() -> None:
    before = [stroke.copy() for stroke in SAMPLES[7].strokes]
    augment(SAMPLES[7], WILD, np.random.default_rng(0))
    assert all(np.array_equal(a, b) for a, b in zip(before, SAMPLES[7].strokes, strict=True))


def test_thinned_strokes_keep_their_ends() -> None:
    thin = AugmentConfig(*(0.0,) * 8, thin=1.0, drop_stroke=0.0, reverse=0.0)
    other = augment(SAMPLES[0], thin, np.random.default_rng(0))
    for before, after in zip(SAMPLES[0].strokes, other.strokes, strict=True):
        assert len(after) < len(before)
        assert np.allclose(before[[0, -1]], after[[0, -1]], atol=1e-4)


def test_a_reversed_stroke_runs_the_other_way() -> None:
    turned = AugmentConfig(*(0.0,) * 8, thin=0.0, drop_stroke=0.0, reverse=1.0)
    other = augment(SAMPLES[0], turned, np.random.default_rng(0))
    assert all(np.allclose(a, b[::-1], atol=1e-4) for a, b in zip(SAMPLES[0].strokes, other.strokes, strict=True))


@pytest.mark.parametrize("blur", [0.0, 1.0])
def test_a_picture_keeps_the_ink_and_loses_direction_and_order(blur: float) -> None:
    raster = draw_sample(SAMPLES[0], 1.0, RasterConfig(), 2).raster
    picture = withhold(raster, AugmentConfig(blur=blur), np.random.default_rng(0))
    assert not picture[1:].any()
    assert raster[1:].any()
    assert 0 <= picture[0].min() <= picture[0].max() <= 1
    assert np.corrcoef(picture[0].ravel(), raster[0].ravel())[0, 1] > 0.8
    assert np.array_equal(picture[0], raster[0]) == (blur == 0)


@pytest.mark.parametrize("wrong", [{"thin": 1.5}, {"blur": -0.1}, {"thickness": ()}, {"thickness": (0,)}])
def test_strengths_that_make_no_sense_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="chances from 0 to 1"):
        AugmentConfig(**wrong)
