"""Curves: strokes keep their form when they are fitted, rounded and thinned out."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from training.data.sample import Floats
from training.synthesis.curves import box, distorted, fitted, into, slant, smoothed, thinned
from training.synthesis.typography import shape_of


def stroke(*points: tuple[float, float]) -> Floats:
    return np.array(points, dtype=np.float32)


def circle(count: int) -> Floats:
    angle = np.linspace(0, 2 * np.pi, count + 1)
    return np.stack([np.cos(angle), np.sin(angle)], axis=1).astype(np.float32)


def test_a_fitted_symbol_stands_in_its_shape_with_its_aspect_kept() -> None:
    low, high = box(fitted([stroke((10, 30), (16, 42))], shape_of("g")))
    shape = shape_of("g")
    assert (low[1], high[1]) == pytest.approx((shape.top, shape.bottom))
    assert (low[0], high[0]) == pytest.approx((0, shape.height / 2))


def test_a_fitted_minus_has_the_width_of_its_shape() -> None:
    low, high = box(fitted([stroke((5, 7), (9, 7.2))], shape_of("-")))
    assert high[0] - low[0] == pytest.approx(shape_of("-").width)
    assert (low[1] + high[1]) / 2 == pytest.approx(shape_of("-").top, abs=0.01)


def test_a_dot_stays_a_dot() -> None:
    assert fitted([stroke((5, 7))], shape_of("."))[0].tolist() == [[0, pytest.approx(-0.03)]]


def test_a_flat_stroke_is_put_in_the_middle_of_a_box() -> None:
    low, high = box(into([stroke((1, 1), (3, 1))], 10, 20, 4, 2))
    assert (low.tolist(), high.tolist()) == ([10, 21], [14, 21])


def test_a_rounded_stroke_keeps_its_points_and_becomes_a_circle() -> None:
    rounded = smoothed(circle(10))
    assert all(np.linalg.norm(rounded - point, axis=1).min() < 1e-6 for point in circle(10))
    assert np.linalg.norm(rounded, axis=1) == pytest.approx(1, abs=0.02)


def test_a_sharp_corner_stays_sharp() -> None:
    corner = stroke((0, 0), (1, 0), (1, 1))
    assert np.allclose(smoothed(corner), corner)


@pytest.mark.parametrize(
    "points", [circle(100), stroke((0, 0), (0, 1), (0, 0.4)), stroke((0, 0)), stroke((0, 0), (1, 1), (0, 0))]
)
def test_thinning_out_moves_no_point_by_more_than_the_tolerance(points: Floats) -> None:
    thin = thinned(points, 0.01)
    dense = np.concatenate([np.linspace(a, b, 200) for a, b in pairwise(thin)] or [thin])
    assert max(np.linalg.norm(dense - point, axis=1).min() for point in points) < 0.012
    assert len(thin) < 50


def test_a_bar_that_leans_to_the_right_has_a_positive_slant_whichever_way_it_is_drawn() -> None:
    assert slant([stroke((0.3, -1), (0, 0))]) == slant([stroke((0, 0), (0.3, -1))]) == pytest.approx(0.3)
    assert slant([stroke((0, 0), (1, 0.1))]) == 0


def test_one_hand_distorts_all_symbols_alike_and_another_hand_otherwise() -> None:
    def lean(hand: int, slips: int) -> float:
        strokes = distorted([stroke((0, -1), (0, 0))], np.random.default_rng(hand), np.random.default_rng(slips))
        return slant(strokes)

    within = np.std([[lean(hand, slips) for slips in range(20)] for hand in range(20)], axis=1).mean()
    between = np.std([lean(hand, 0) for hand in range(20)])
    assert between > 1.5 * within > 0
