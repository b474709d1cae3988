"""Normalised pictures: whatever the paper, the light and the pen, what comes out looks like rasterised ink."""

from collections.abc import Callable

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from mathnet.picture import load_picture, normalise
from mathnet.raster import stroke_size

Grey = NDArray[np.uint8]
Strokes = list[NDArray[np.float32]]


def arc(x: float, y: float, radius: float, start: float = 0.0, end: float = 360.0) -> NDArray[np.float32]:
    angles = np.radians(np.linspace(start, end, 40))
    return np.stack([x + radius * np.cos(angles), y + radius * np.sin(angles)], axis=1).astype(np.float32)


def line(*points: tuple[float, float]) -> NDArray[np.float32]:
    return np.array(points, np.float32)


# "i . 0 + 3 = x over 4": strokes as large as 1, with two dots.
FORMULA: Strokes = [
    line((0, 0.3), (0.05, 1.0)), line((0, 0.0), (0.02, 0.0)),
    line((0.6, 1.0), (0.62, 1.0)), arc(1.4, 0.5, 0.5),
    line((2.3, 0.6), (3.1, 0.6)), line((2.7, 0.2), (2.7, 1.0)),
    arc(3.9, 0.25, 0.25, -150, 90), arc(3.9, 0.75, 0.25, -90, 150),
    line((4.7, 0.4), (5.5, 0.4)), line((4.7, 0.7), (5.5, 0.7)),
    line((6.1, 0.5), (7.4, 0.5)), line((6.4, -0.7), (7.1, 0.2)), line((7.1, -0.7), (6.4, 0.2)),
    line((6.8, 0.8), (6.4, 1.4), (7.1, 1.4)), line((6.9, 1.1), (6.9, 1.7)),
]  # fmt: skip


def draw(strokes: Strokes, scale: float, thickness: int, origin: tuple[float, float], shape: tuple[int, int]) -> Grey:
    """Ink 255 on 0, in a picture of `shape` rows and columns, with unit 1 drawn `scale` pixels long."""
    canvas = np.zeros(shape, np.uint8)
    for stroke in strokes:
        fixed = np.round((stroke * scale + np.float32(origin) - 0.5) * 16).astype(np.int32)
        cv2.polylines(canvas, [fixed.reshape(-1, 1, 2)], False, 255, thickness, cv2.LINE_AA, 4)
    return canvas


def written(scale: float = 60, thickness: int = 5, ink: int = 40, paper: int = 230) -> Grey:
    """The formula on even paper, with a margin as wide as a symbol."""
    shape = round(4.4 * scale), round(9.4 * scale)
    cover = draw(FORMULA, scale, thickness, (scale, 1.7 * scale), shape) / 255
    return np.round(paper + (ink - paper) * cover).astype(np.uint8)


def likeness(picture: Grey, scale: float = 60) -> float:
    """How much of raster and truth is common to both, from 0 to 1, once the truth is drawn at the scale found."""
    raster, found, (left, top) = normalise(picture)
    origin = (scale - left) * found, (1.7 * scale - top) * found
    truth = draw(FORMULA, scale * found, 2, origin, raster.shape).astype(np.float32) / 255
    return float(np.minimum(raster, truth).sum() / np.maximum(raster, truth).sum())


def parts(raster: NDArray[np.float32]) -> int:
    return cv2.connectedComponents((raster > 0.5).astype(np.uint8))[0] - 1


def even(picture: Grey) -> Grey:
    return picture


def light_on_dark(picture: Grey) -> Grey:
    return 255 - picture


def uneven_light(picture: Grey) -> Grey:
    rows, columns = picture.shape
    light = np.linspace(1.0, 0.35, columns) * np.linspace(0.7, 1.0, rows)[:, None]
    return (picture * light).astype(np.uint8)


def hard_shadow(picture: Grey) -> Grey:
    light = np.ones(picture.shape)
    light[:, picture.shape[1] // 2 :] = 0.45
    return (picture * cv2.GaussianBlur(light, (0, 0), 3)).astype(np.uint8)


def noisy(picture: Grey) -> Grey:
    noise = np.random.default_rng(0).normal(0, 6, picture.shape)
    return (cv2.GaussianBlur(picture, (0, 0), 1) + noise).clip(0, 255).astype(np.uint8)


def pale(picture: Grey) -> Grey:
    return (200 + 0.2 * (picture.astype(float) - 230)).astype(np.uint8)


def jpeg(picture: Grey) -> Grey:
    packed = cv2.imencode(".jpg", noisy(picture), [cv2.IMWRITE_JPEG_QUALITY, 40])[1].tobytes()
    return load_picture(packed, "photo.jpg")


def on_a_desk(picture: Grey) -> Grey:
    return cv2.GaussianBlur(cv2.copyMakeBorder(picture, 0, 0, 0, 50, cv2.BORDER_CONSTANT, value=50), (0, 0), 1)


def ruled(picture: Grey) -> Grey:
    lines = picture.copy()
    for row in range(20, len(picture), 55):
        cv2.line(lines, (0, row), (picture.shape[1], row + 4), 150, 2, cv2.LINE_AA)
    return np.minimum(lines, picture)


def squared(picture: Grey) -> Grey:
    lines = ruled(picture)
    for column in range(15, picture.shape[1], 55):
        cv2.line(lines, (column, 0), (column - 2, picture.shape[0]), 150, 2, cv2.LINE_AA)
    return np.minimum(lines, picture)


@pytest.mark.parametrize(
    "condition",
    [even, light_on_dark, uneven_light, hard_shadow, noisy, pale, jpeg, on_a_desk, ruled, squared],
    ids=lambda condition: condition.__name__,
)
def test_a_picture_comes_to_look_like_rasterised_ink(condition: Callable[[Grey], Grey]) -> None:
    assert likeness(condition(written())) > 0.8


@pytest.mark.parametrize(("scale", "thickness"), [(12, 1), (30, 1), (60, 2), (60, 9), (150, 1), (300, 1), (300, 40)])
def test_thin_and_thick_pens_give_lines_of_one_thickness(scale: int, thickness: int) -> None:
    assert likeness(written(scale, thickness), scale) > 0.72


@pytest.mark.parametrize("scale", [12, 40, 100, 300])
def test_strokes_are_scaled_as_those_of_ink_are(scale: int) -> None:
    _, found, _ = normalise(written(scale, max(1, scale // 15)))
    assert found * scale * stroke_size(FORMULA) == pytest.approx(32, rel=0.15)


def test_size_sets_the_scale_and_thickness_the_lines() -> None:
    raster, scale, _ = normalise(written())
    larger, larger_scale, _ = normalise(written(), size=64.0)
    bolder, bolder_scale, _ = normalise(written(), thickness=3.0)
    assert larger_scale == pytest.approx(2 * scale)
    assert len(larger) == pytest.approx(2 * len(raster), abs=6)
    assert bolder_scale == scale
    assert bolder.sum() > 1.25 * raster.sum()


def test_the_raster_is_cropped_to_its_ink_and_in_range() -> None:
    raster, _, _ = normalise(written())
    assert raster.dtype == np.float32
    assert raster.min() == 0
    assert raster.max() == 1
    assert all(side.any() for side in (raster[0], raster[-1], raster[:, 0], raster[:, -1]))


def test_a_large_photo_gives_what_a_small_one_gives() -> None:
    small = written()
    large = cv2.resize(small, None, fx=7, fy=7, interpolation=cv2.INTER_CUBIC)
    raster, scale, corner = normalise(small)
    large_raster, large_scale, large_corner = normalise(large)
    assert large_scale * 7 == pytest.approx(scale, rel=0.03)
    assert np.array(large_corner) / 7 == pytest.approx(np.array(corner), abs=2)
    assert large_raster.shape == pytest.approx(raster.shape, rel=0.05)


def test_dots_stay_where_specks_go() -> None:
    picture = written()
    expected = parts(normalise(picture)[0])
    for row, column in np.random.default_rng(1).integers(5, 180, (30, 2)):
        picture[row, column] = 60
    raster, _, _ = normalise(picture)
    assert expected == 11  # i, its dot, the point, 0, +, 3, = in two, x, the bar and 4
    assert parts(raster) == expected


def test_a_frame_around_the_picture_goes() -> None:
    picture = written()
    cv2.rectangle(picture, (0, 0), (picture.shape[1] - 1, picture.shape[0] - 1), 40, 4)
    assert likeness(picture) > 0.8


@pytest.mark.parametrize("margin", [0, 1, 4])
def test_ink_may_reach_the_sides_of_the_picture(margin: int) -> None:
    picture = written()
    rows, columns = np.nonzero(picture < 200)
    cut = picture[rows.min() - margin : rows.max() + 1 + margin, columns.min() - margin : columns.max() + 1 + margin]
    raster, scale, _ = normalise(np.ascontiguousarray(cut))
    expected, expected_scale, _ = normalise(picture)
    assert scale == pytest.approx(expected_scale, rel=0.05)
    assert parts(raster) == parts(expected)


def noise(strength: float) -> Grey:
    return np.random.default_rng(2).normal(190, strength, (300, 700)).clip(0, 255).astype(np.uint8)


@pytest.mark.parametrize(
    "picture",
    [
        np.full((200, 300), 255, np.uint8),
        np.zeros((200, 300), np.uint8),
        np.zeros((0, 0), np.uint8),
        np.zeros((1, 1), np.uint8),
        np.full((3, 500), 128, np.uint8),
        np.tile(np.linspace(60, 240, 700).astype(np.uint8), (300, 1)),
        noise(3),
        noise(10),
        255 - noise(12),
        jpeg(np.full((300, 700), 180, np.uint8)),
    ],
    ids=[
        "white",
        "black",
        "empty",
        "one pixel",
        "strip",
        "gradient",
        "noise",
        "strong noise",
        "dark noise",
        "jpeg noise",
    ],
)
def test_a_picture_without_ink_gives_an_empty_raster(picture: Grey) -> None:
    raster, scale, corner = normalise(picture)
    assert raster.shape == (0, 0)
    assert scale > 0
    assert corner == (0.0, 0.0)


def test_a_single_dot_and_a_single_line_are_ink() -> None:
    dot = np.full((100, 100), 255, np.uint8)
    cv2.circle(dot, (40, 60), 4, 0, -1)
    raster, scale, (left, top) = normalise(dot)
    assert parts(raster) == 1
    middle = left + raster.shape[1] / 2 / scale, top + raster.shape[0] / 2 / scale
    assert middle == pytest.approx((40.5, 60.5), abs=1)
    bar = np.full((100, 300), 255, np.uint8)
    bar[48:52, 50:250] = 0
    assert normalise(bar)[0].shape[1] == pytest.approx(36, abs=2)


def test_a_page_of_tiny_marks_gives_a_raster_of_bounded_size() -> None:
    picture = np.full((1000, 1500), 255, np.uint8)
    picture[::8, ::8] = picture[1::8, ::8] = picture[::8, 1::8] = 0
    picture[500, 300:1200] = 0
    assert normalise(picture)[0].size <= 1_100_000
