"""The handwriting model: what a writer's style does to points, and to the order of strokes."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tests.training.synthesis.hands import CAREFUL, line
from training.synthesis.boxes import Glyph, Mark
from training.synthesis.hand import HandConfig, Style, deformed, lined, shaken, smoothed
from training.synthesis.order import Piece, pieces

POINTS = np.stack([np.linspace(0, 10, 50), np.linspace(-1, 0, 50)], axis=1)
INNER = np.array([False, *[True] * 48, False])


def style(config: HandConfig = CAREFUL, seed: int = 0) -> Style:
    return Style.draw(np.random.default_rng(seed), config)


def mark(label: str, *strokes: tuple[tuple[float, float], ...]) -> Mark:
    return Mark(label, Glyph.of([line(*stroke) for stroke in strokes]), size=1.0, near=1.0, tall=1.0)


BAR, STEM, FAR = ((0.0, 0.0), (1.0, 0.0)), ((0.5, -1.0), (0.5, 0.0)), ((3.0, 0.0), (4.0, 0.0))
WORD = [mark("t", STEM, BAR), mark("a", STEM), mark("b", STEM), mark(")", STEM)]


def order(marks: list[Mark], seed: int = 0, **chances: float) -> list[Piece]:
    return pieces(marks, replace(CAREFUL, **chances), np.random.default_rng(seed))


def test_the_same_generator_state_draws_the_same_writer() -> None:
    assert style(HandConfig(), 3) == style(HandConfig(), 3)
    assert style(HandConfig(), 3) != style(HandConfig(), 4)


def test_most_writers_are_careful_and_a_few_are_not() -> None:
    sizes = np.array([style(HandConfig(), seed).size for seed in range(400)])
    assert np.percentile(sizes, 95) > 2 * np.median(sizes)
    assert np.percentile(sizes, 75) < 2 * np.median(sizes)


def test_a_writer_takes_one_of_the_hands_that_are_there() -> None:
    drawn = {Style.draw(np.random.default_rng(seed), CAREFUL, ("ann", "bob")).writer for seed in range(20)}
    assert drawn == {"ann", "bob"}


def test_a_careful_hand_leaves_points_where_they_are() -> None:
    hand, rng = replace(style(), rounding=0.0), np.random.default_rng(0)
    mark_of_point = np.zeros(50, dtype=np.int64)
    assert np.allclose(deformed(POINTS, mark_of_point, 1, hand, rng), POINTS)
    assert np.allclose(shaken(POINTS, INNER, np.ones(50), hand, rng), POINTS)
    assert np.allclose(lined(POINTS, hand), POINTS, atol=1e-4)


def test_slant_leans_what_is_high_to_the_right_and_leaves_the_baseline() -> None:
    leaning = lined(np.array([[2.0, 0.0], [2.0, -1.0]]), replace(style(), slant=0.3))
    assert leaning[0, 0] == pytest.approx(2.0, abs=1e-3)
    assert leaning[1, 0] == pytest.approx(2.3, abs=1e-3)


def test_size_decays_along_the_line_but_never_to_nothing() -> None:
    ends = np.array([[0.0, -1.0], [10.0, -1.0], [500.0, -1.0]])
    near, middle, far = lined(ends, replace(style(), decay=0.2))[:, 1]
    assert -1.01 < near < middle < far < -0.5


def test_a_sloping_line_rises_or_falls() -> None:
    assert lined(POINTS, replace(style(), slope=0.1))[-1, 1] == pytest.approx(1.0, abs=0.01)


def test_rounding_cuts_corners_and_keeps_ends() -> None:
    corner = np.array([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0]])
    inner = np.array([False, True, False])
    rounded = smoothed(corner, inner, 0.5, np.full(3, 9.0))
    assert np.array_equal(rounded[[0, 2]], corner[[0, 2]])
    assert rounded[1].tolist() == [0.75, 0.25]
    limited = smoothed(corner, inner, 0.5, np.full(3, 0.1))
    assert np.hypot(*(limited - corner).T).tolist() == pytest.approx([0, 0.1, 0])


def test_tremor_is_in_proportion_to_the_size_of_what_is_written() -> None:
    hand = replace(style(), tremor=0.01, rounding=0.0)
    small, large = (
        np.abs(shaken(POINTS, INNER, np.full(50, size), hand, np.random.default_rng(0)) - POINTS).mean()
        for size in (0.5, 1.0)
    )
    assert 0 < small == pytest.approx(large / 2)


def test_strokes_come_symbol_by_symbol_without_disorder() -> None:
    assert [piece.mark for piece in order(WORD)] == [0, 0, 1, 2, 3]
    assert not any(piece.backwards for piece in order(WORD))


def test_a_late_bar_waits_for_the_next_symbols_but_is_not_lost() -> None:
    late = order(WORD, late=1.0)
    assert sorted(piece.mark for piece in late) == [0, 0, 1, 2, 3]
    assert late[0].mark == 0
    assert late[1].mark != 0
    bar = next(piece for piece in late[1:] if piece.mark == 0)
    assert bar.begin > 0


def test_a_tardy_writer_corrects_at_the_end() -> None:
    bracket_early = [WORD[0], WORD[3], WORD[1], WORD[2]]
    last = {order(bracket_early, seed, tardy=0.5)[-1].mark for seed in range(40)}
    assert 1 in last
    assert len(last) > 1


def test_strokes_may_be_written_the_other_way_round() -> None:
    assert all(piece.backwards for piece in order(WORD, reverse=1.0))


def test_only_strokes_that_nearly_touch_are_joined() -> None:
    touching = mark("L", ((0.0, -1.0), (0.0, 0.0)), ((0.1, 0.0), (1.0, 0.0)))
    apart = mark("=", BAR, FAR)
    assert len(order([touching], joined=1.0)) == 1
    assert len(order([apart], joined=1.0)) == 2
    assert order([touching], joined=1.0)[0].end == len(touching.glyph.points)


@pytest.mark.parametrize("wrong", [{"late": 1.2}, {"gap": (1.0, 0.0)}, {"script": (0.0, 0.5)}])
def test_hands_that_make_no_sense_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="hand's"):
        HandConfig(**wrong)  # type: ignore[arg-type]
