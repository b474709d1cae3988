"""Damage to ink: as much as it says, the same for every model, and never to the caption."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from mathnet.raster import RasterConfig, resample
from tests.training.inks import ALL, SCRIPTS, samples_of
from training.data.sample import NO_SYMBOL, Sample
from training.measures.corrupt import AS_WRITTEN, CONDITIONS, Condition, conditions_named, damage

NAMES = [written.stem for written in ALL]
SHARES = (0.1, 0.2, 0.3, 0.4, 0.5)


@pytest.fixture(scope="module")
def samples() -> list[Sample]:
    return samples_of()


def length(sample: Sample) -> float:
    return sum(float(np.hypot(*np.diff(stroke, axis=0).T).sum()) for stroke in sample.strokes)


def damaged(samples: list[Sample], kind: str, amount: float, seed: int = 1) -> list[Sample]:
    condition = Condition("", kind, amount)
    return [damage(sample, name, condition, seed) for sample, name in zip(samples, NAMES, strict=True)]


def near(points: np.ndarray, others: np.ndarray) -> bool:
    """Whether every point is next to one of the others."""
    return bool((np.abs(points[:, None] - others[None]).max(axis=2).min(axis=1) < 0.05).all())


@pytest.mark.parametrize("condition", CONDITIONS, ids=lambda condition: condition.name)
def test_damage_is_the_same_each_time_and_leaves_captions_and_symbols_alone(
    samples: list[Sample], condition: Condition
) -> None:
    for sample, name in zip(samples, NAMES, strict=True):
        first, second = damage(sample, name, condition, 1), damage(sample, name, condition, 1)
        assert all(np.array_equal(a, b) for a, b in zip(first.strokes, second.strokes, strict=True))
        assert first.strokes
        assert len(first.symbol_of_stroke) == len(first.strokes)
        for part in ("tokens", "labels", "symbol_of_token"):
            assert np.array_equal(getattr(first, part), getattr(sample, part))
        assert condition.draw(first, RasterConfig()).raster[0].max() > 0.1


@pytest.mark.parametrize("kind", ["strokes", "blocks"])
def test_another_seed_and_another_name_give_other_damage(samples: list[Sample], kind: str) -> None:
    condition = Condition("", kind, 0.4)
    found = [damage(SCRIPTS_SAMPLE, name, condition, seed) for name, seed in [("a", 1), ("a", 2), ("b", 1), ("c", 1)]]
    assert len({tuple(np.concatenate(sample.strokes).ravel().tolist()) for sample in found}) > 1


def test_strokes_are_dropped_whole_and_in_the_share_asked_for(samples: list[Sample]) -> None:
    for share in SHARES:
        counts = []
        for seed in range(60):
            for sample, left in zip(samples, damaged(samples, "strokes", share, seed), strict=True):
                assert all(any(stroke is other for other in sample.strokes) for stroke in left.strokes)
                if len(sample.strokes) > 2:
                    counts.append(1 - len(left.strokes) / len(sample.strokes))
        assert np.mean(counts) == pytest.approx(share, abs=0.02)


def test_blocks_take_the_share_of_ink_asked_for(samples: list[Sample]) -> None:
    for share in SHARES:
        left = [
            length(after) / length(before)
            for before, after in zip(samples, damaged(samples, "blocks", share), strict=True)
        ]
        assert np.mean(left) == pytest.approx(1 - share, abs=0.06)


def test_no_line_is_drawn_across_a_hidden_block(samples: list[Sample]) -> None:
    for sample, left in zip(samples, damaged(samples, "blocks", 0.4), strict=True):
        written = resample(sample.strokes, 1 / 32).points
        for stroke in left.strokes:
            assert np.abs(np.diff(stroke, axis=0)).max() < 0.05
            assert near(stroke, written)


def test_blocks_are_about_a_symbol_wide() -> None:
    row = Sample([np.array([[0, 0], [40, 0]], dtype=np.float32)], *(np.zeros(1, dtype=np.int64),) * 4)
    for seed in range(10):
        left = damage(row, "row", Condition("", "blocks", 0.3), seed)
        gaps = [b[0, 0] - a[-1, 0] for a, b in pairwise(left.strokes)]
        assert len(gaps) > 4
        assert np.median(gaps) == pytest.approx(1.0, abs=0.4)


@pytest.mark.parametrize("kind", ["strokes", "blocks"])
def test_what_is_missing_stays_missing_when_damage_grows(samples: list[Sample], kind: str) -> None:
    for less, more in pairwise(SHARES):
        for before, after in zip(damaged(samples, kind, less), damaged(samples, kind, more), strict=True):
            assert near(np.concatenate(after.strokes), np.concatenate(before.strokes))


def test_the_parts_of_a_stroke_keep_its_symbol(samples: list[Sample]) -> None:
    for sample, left in zip(samples, damaged(samples, "blocks", 0.3), strict=True):
        for stroke, symbol in zip(left.strokes, left.symbol_of_stroke.tolist(), strict=True):
            own = [sample.strokes[at] for at in np.flatnonzero(sample.symbol_of_stroke == symbol).tolist()]
            assert symbol != NO_SYMBOL
            assert near(stroke, resample(own, 1 / 32).points)


def test_scale_changes_the_size_and_thickness_the_lines_of_the_picture(samples: list[Sample]) -> None:
    raster = RasterConfig()
    for sample in samples:
        usual = AS_WRITTEN.draw(sample, raster).raster[0]
        thick = Condition("", "thickness", 4).draw(sample, raster).raster[0]
        large = Condition("", "scale", 2.0).draw(sample, raster).raster[0]
        assert thick.shape == usual.shape
        assert thick.sum() > 1.3 * usual.sum()
        assert large.size > 2 * usual.size
        assert large.sum() == pytest.approx(2 * usual.sum(), rel=0.2)


def test_strokes_of_a_picture_cannot_be_dropped() -> None:
    none = np.zeros(0, dtype=np.int64)
    picture = Sample([], none, none, none, none, np.full((20, 20), 255, dtype=np.uint8))
    for kind in ("strokes", "blocks"):
        with pytest.raises(ValueError, match="is a picture"):
            damage(picture, "photo", Condition("half", kind, 0.5), 1)
    assert damage(picture, "photo", AS_WRITTEN, 1) is picture


def test_conditions_are_found_by_name() -> None:
    names = [condition.name for condition in CONDITIONS]
    assert len(set(names)) == len(names) == 18
    assert conditions_named(["blocks hidden 20 %", "as written"]) == [
        CONDITIONS[names.index("blocks hidden 20 %")],
        AS_WRITTEN,
    ]
    with pytest.raises(ValueError, match=r"'rain'.*as written, strokes dropped 10 %"):
        conditions_named(["rain"])


@pytest.mark.parametrize(
    ("kind", "amount"), [("fire", 0.1), ("strokes", 1.0), ("blocks", -0.1), ("scale", 0), ("thickness", 0)]
)
def test_damage_that_cannot_be_done_is_refused(kind: str, amount: float) -> None:
    with pytest.raises(ValueError, match=r"missing ink|cannot be drawn|damage is one of"):
        Condition("bad", kind, amount)


SCRIPTS_SAMPLE = samples_of((SCRIPTS,))[0]
