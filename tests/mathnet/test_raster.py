"""The raster: one picture for one expression, whatever device wrote it and however large."""

from __future__ import annotations

import numpy as np
import pytest

from mathnet.ink import Ink
from mathnet.raster import STRIDE, RasterConfig, place_picture, rasterize, resample, stroke_size
from tests.mathnet.drawings import CROSS, TALL, WIDE, wavy


def difference(one: np.ndarray, other: np.ndarray) -> float:
    assert one.shape == other.shape
    return float(np.abs(one - other).mean())


@pytest.mark.parametrize("factor", [0.01, 0.37, 100.0])
def test_the_unit_of_the_input_makes_no_difference(factor: float) -> None:
    strokes = [wavy(60), wavy(30) + np.array([10, 50])]
    usual, _ = rasterize(Ink.of(strokes))
    other, _ = rasterize(Ink.of([stroke * factor + 3 * factor for stroke in strokes]))
    assert difference(usual, other) < 2e-3


def test_how_densely_the_device_samples_makes_no_difference() -> None:
    sparse, _ = rasterize(Ink.of([wavy(80)]))
    dense, _ = rasterize(Ink.of([wavy(900)]))
    assert difference(sparse, dense) < 5e-3
    assert np.abs(sparse[0] - dense[0]).max() < 0.5


def test_points_twice_in_one_place_make_no_difference() -> None:
    once, _ = rasterize(Ink.of([wavy(50)]))
    twice, _ = rasterize(Ink.of([np.repeat(wavy(50), 3, axis=0)]))
    assert difference(once, twice) < 1e-3


def test_resampling_keeps_both_ends_and_steps_evenly() -> None:
    trace = resample([np.array([[0, 0], [3, 0], [3, 4.2]], dtype=np.float32), np.ones((1, 2), dtype=np.float32)], 1.0)
    first = trace.points[trace.stroke == 0]
    assert np.allclose(first[[0, -1]], [[0, 0], [3, 4.2]])
    steps = np.abs(np.diff(first, axis=0)).sum(axis=1)  # along the axes, corner included
    assert np.allclose(steps, 0.9, atol=1e-5)
    assert np.allclose(trace.points[trace.stroke == 1], 1)


@pytest.mark.parametrize("dot", [[(60, 38)], [(60, 38)] * 3, [(60, 38), (60.4, 38.2)]])
def test_dots_survive(dot: list[tuple[float, float]]) -> None:
    raster, frame = rasterize(Ink.of([*CROSS, dot]))
    column, row = frame.to_pixels(np.array([dot[0]], dtype=np.float32))[0].astype(int)
    assert raster[0, row - 1 : row + 2, column - 1 : column + 2].max() > 0.5


def test_a_single_dot_is_a_picture_with_ink() -> None:
    raster, _ = rasterize(Ink.of([[(5, 5)]]))
    assert raster[0].max() > 0.5
    assert np.isfinite(raster).all()


@pytest.mark.parametrize("strokes", [CROSS, WIDE, TALL, [wavy(50)], [[(0, 0)]]])
def test_sides_are_multiples_of_the_stride_and_values_in_range(strokes: object) -> None:
    raster, _ = rasterize(Ink.of(strokes))
    assert raster.shape[0] == 4
    assert all(side % STRIDE == 0 and side > 0 for side in raster.shape[1:])
    assert raster[[0, 3]].min() >= 0
    assert np.abs(raster).max() <= 1 + 1e-5


@pytest.mark.parametrize("away", [(1e6, 0.0), (0.0, 1e5), (4e4, 4e4)])
def test_too_large_ink_is_scaled_down_to_the_most_pixels(away: tuple[float, float]) -> None:
    config = RasterConfig(most_pixels=200_000)
    far = [[(x + away[0], y + away[1]) for x, y in stroke] for stroke in CROSS]
    raster, frame = rasterize(Ink.of([*CROSS, *far]), config)
    assert raster[0].size <= config.most_pixels
    assert raster[0].size > 0.5 * config.most_pixels
    assert frame.scale < config.symbol_pixels / 40


def test_the_frame_leads_from_ink_to_pixels_and_back() -> None:
    ink = Ink.of([wavy(80)])
    raster, frame = rasterize(ink)
    points = ink.strokes[0].points
    pixels = frame.to_pixels(points)
    assert np.allclose(frame.to_ink(pixels), points, atol=1e-3)
    column, row = pixels.astype(int).T
    assert raster[0, row, column].min() > 0.3
    box = frame.map_box(raster.shape[1] // 8, raster.shape[2] // 8)
    assert box.left < 0 < 100 < box.right
    assert box.top < -30 < 30 < box.bottom


@pytest.mark.parametrize(
    ("end", "expected"),
    [((100, 0), (1, 0)), ((-100, 0), (-1, 0)), ((0, 100), (0, 1)), ((-80, -80), (-0.7071, -0.7071))],
)
def test_direction_points_the_way_of_the_pen(end: tuple[float, float], expected: tuple[float, float]) -> None:
    raster, _ = rasterize(Ink.of([[(0, 0), end]]))
    full = raster[0] > 0.99
    assert full.sum() > 10
    assert np.allclose(raster[1:3, full].mean(axis=1), expected, atol=0.05)


def test_order_grows_along_a_stroke_and_from_stroke_to_stroke() -> None:
    raster, frame = rasterize(Ink.of([[(0, 0), (100, 0)], [(100, 60), (0, 60)]]))
    places = np.array([(5, 0), (50, 0), (95, 0), (95, 60), (50, 60), (5, 60)], dtype=np.float32)
    column, row = frame.to_pixels(places).round().astype(int).T
    order = raster[3, row, column] / raster[0, row, column]
    assert (np.diff(order) > 0.05).all()
    assert 0 < order[0] < order[-1] <= 1


def test_where_there_is_no_ink_no_channel_says_anything() -> None:
    raster, _ = rasterize(Ink.of(WIDE))
    assert not raster[1:, raster[0] == 0].any()


def test_a_picture_fills_the_ink_channel_alone() -> None:
    crop = np.random.default_rng(0).random((40, 70)).astype(np.float32)
    raster, frame = place_picture(crop, 0.5, (10.0, 20.0), RasterConfig())
    assert not raster[1:].any()
    assert raster[0].sum() == pytest.approx(crop.sum(), rel=1e-5)
    left, top = frame.to_pixels(np.array([[10.0, 20.0]], dtype=np.float32))[0].round().astype(int)
    assert np.array_equal(raster[0, top : top + 40, left : left + 70], crop)
    assert all(side % STRIDE == 0 for side in raster.shape[1:])


def test_a_picture_that_is_too_large_is_made_smaller() -> None:
    config = RasterConfig(most_pixels=100_000)
    raster, frame = place_picture(np.ones((400, 900), dtype=np.float32), 1.0, (0.0, 0.0), config)
    assert raster[0].size <= config.most_pixels
    assert frame.scale < 1


def test_dots_do_not_decide_on_the_size_of_strokes() -> None:
    lines = [np.array([[0, 0], [0, 10]], dtype=np.float32)] * 2
    assert stroke_size(lines) == 10
    assert stroke_size([*lines, *[np.ones((1, 2), dtype=np.float32)] * 9]) == 10
    assert stroke_size([np.ones((1, 2), dtype=np.float32)]) == 1


def blots(*places: tuple[float, float], size: float = 2.0) -> list[np.ndarray]:
    """A small square a place, as a pen draws a dot."""
    square = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]], dtype=np.float32) * size
    return [square + np.array(place, dtype=np.float32) for place in places]


@pytest.mark.parametrize("places", [[(0, 0), (20, 0), (40, 0)], [(0, 0), (0, 20)], [(0, 20), (10, 0), (20, 20)]])
def test_dots_alone_stay_dots(places: list[tuple[float, float]]) -> None:
    raster, frame = rasterize(Ink.of(blots(*places)))
    assert 2 * frame.scale < 6  # pixels
    assert max(raster.shape[1:]) <= 6 * 16
    assert (raster[0] > 0.5).sum() >= 3 * len(places)


@pytest.mark.parametrize("factor", [0.01, 1.0, 300.0])
def test_dots_are_as_large_whatever_the_unit(factor: float) -> None:
    strokes = [stroke * factor for stroke in blots((0, 0), (20, 0), (40, 0))]
    assert stroke_size(strokes) == pytest.approx(18 * factor, rel=1e-5)


def test_points_alone_are_as_far_apart_as_symbols_are_large() -> None:
    points = [np.array([[x, 0]], dtype=np.float32) for x in (0, 7, 14)]
    assert stroke_size(points) == 7


def test_symbols_are_as_large_as_ever_however_far_apart_up_to_twice_their_size() -> None:
    one = np.array([[0, 0], [0, 10]], dtype=np.float32)
    for gap in (0, 3, 12, 20):
        assert stroke_size([one, one + np.array([gap, 0], dtype=np.float32)]) == 10
    assert stroke_size([one, one + np.array([21, 0], dtype=np.float32)]) == pytest.approx(11)


def test_ink_without_strokes_is_refused() -> None:
    with pytest.raises(ValueError, match="without strokes"):
        rasterize(Ink())


@pytest.mark.parametrize(
    "wrong", [{"symbol_pixels": 1.0}, {"thickness": 0}, {"margin": 0}, {"most_pixels": 100}, {"margin": 200}]
)
def test_settings_that_cannot_be_drawn_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="cannot be drawn"):
        RasterConfig(**({"most_pixels": 20_000} | wrong))
