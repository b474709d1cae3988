"""Raster: ink drawn as the picture that the encoder reads. Canvas, files and training all pass through here.

Ink is scaled so that a robust stroke size (the 75th percentile of stroke extents) has a fixed number of pixels,
resampled by arc length and drawn anti-aliased into four channels: ink, direction (dx, dy) and writing order. A picture
without strokes fills the ink channel alone. Direction and order are what on-line recognisers gain over pictures.

Letters: N points, S strokes, P Q rows and columns of pixels (multiples of `STRIDE`).
"""

from __future__ import annotations

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mathnet.ink import Box, Ink

CHANNELS = ("ink", "dx", "dy", "order")
STRIDE = 16
_SUBPIXEL_BITS = 4

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class RasterConfig:
    """How ink becomes pixels; a model is trained with one setting and carries it in its file."""

    symbol_pixels: float = 32.0  # what the robust stroke size is scaled to
    thickness: int = 2  # pixels of a drawn line
    margin: int = 8  # empty pixels around the ink
    most_pixels: int = 1_000_000  # larger rasters are scaled down to this area

    def __post_init__(self) -> None:
        least = max(64 * STRIDE**2, 2 * (2 * self.margin + STRIDE) ** 2)  # of pixels
        if self.symbol_pixels < 4 or self.thickness < 1 or self.margin < 1 or self.most_pixels < least:
            raise ValueError(f"a raster cannot be drawn with {self}")


@dataclass(frozen=True)
class Frame:
    """Where a raster lies on the ink: `ink = (left, top) + pixel / scale`.

    `scale` is in pixels an ink unit; `left` and `top` are the ink coordinates of the raster's upper left corner;
    an encoder cell is `cell_pixels` wide and high.
    """

    scale: float
    left: float
    top: float
    cell_pixels: int = 8

    def to_pixels(self, points: Floats) -> Floats:
        """Ink units to raster pixels. Shapes: (N, 2) to (N, 2)."""
        return (points - self._corner) * np.float32(self.scale)

    def to_ink(self, pixels: Floats) -> Floats:
        """Raster pixels to ink units. Shapes: (N, 2) to (N, 2)."""
        return pixels / np.float32(self.scale) + self._corner

    @property
    def _corner(self) -> Floats:
        return np.array([self.left, self.top], dtype=np.float32)

    def map_box(self, rows: int, columns: int) -> Box:
        """The ink rectangle that a map of `rows` by `columns` cells covers."""
        side = self.cell_pixels / self.scale
        return Box(self.left, self.top, self.left + columns * side, self.top + rows * side)


@dataclass(frozen=True, eq=False)
class Trace:
    """Strokes resampled by arc length, end to end. Shapes: `points` (N, 2); `stroke` (N,), the stroke of each point."""

    points: Floats
    stroke: NDArray[np.int64]


def stroke_size(strokes: list[Floats]) -> float:
    """The 75th percentile of stroke extents in ink units, dots left out where anything larger is there.

    Where every stroke is small and far from all others, as in an ellipsis or a colon, the distance between them counts:
    dots are not enlarged until they look like strokes. Returns 1 for a single dot, which has no size of its own.
    """
    extents = np.array([np.ptp(points, axis=0).max() for points in strokes])
    largest = float(extents.max(initial=0.0))
    usual = float(np.percentile(extents[extents > 0.1 * largest], 75)) if largest > 0 else 0.0
    return max(usual, _least_distance(strokes) - usual) or 1.0


def _least_distance(strokes: list[Floats]) -> float:
    """How far the two strokes are apart that are nearest to each other, from middle to middle; 0 for a single one."""
    if len(strokes) < 2:
        return 0.0
    middles = np.array([(points.min(axis=0) + points.max(axis=0)) / 2 for points in strokes])  # (S, 2)
    apart = np.abs(middles[:, None] - middles[None]).max(axis=2)  # (S, S)
    np.fill_diagonal(apart, np.inf)
    return float(apart.min())


def resample(strokes: list[Floats], step: float) -> Trace:
    """Points at equal steps of arc length along each stroke, its first and last point kept. Units: those of `step`."""
    points = np.concatenate(strokes)  # (N, 2)
    lengths = np.array([len(stroke) for stroke in strokes])
    travelled = np.concatenate([[0.0], np.hypot(*np.diff(points, axis=0).T)])
    first = np.cumsum(lengths) - lengths
    travelled[first] = 1.0  # pen-up: any positive jump keeps `along` increasing from stroke to stroke
    along = np.cumsum(travelled)  # (N,)
    begin, end = along[first], along[first + lengths - 1]
    counts = np.maximum(np.ceil((end - begin) / step).astype(int), 1) + 1
    stroke = np.repeat(np.arange(len(strokes)), counts)
    position = np.arange(len(stroke)) - np.repeat(np.cumsum(counts) - counts, counts)
    where = begin[stroke] + (end - begin)[stroke] * position / (counts - 1)[stroke]
    resampled = np.stack([np.interp(where, along, points[:, axis]) for axis in (0, 1)], axis=1)
    return Trace(resampled.astype(np.float32), stroke)


def _directions(trace: Trace, reach: int = 2) -> Floats:
    """Unit tangents (N, 2), by central difference over `reach` steps that never crosses a pen-up."""
    count = len(trace.points)
    index = np.arange(count)
    ahead, behind = np.minimum(index + reach, count - 1), np.maximum(index - reach, 0)
    ahead = np.where(trace.stroke[ahead] == trace.stroke, ahead, index)
    behind = np.where(trace.stroke[behind] == trace.stroke, behind, index)
    tangent = trace.points[ahead] - trace.points[behind]
    length = np.linalg.norm(tangent, axis=1, keepdims=True)
    return np.asarray(tangent / np.maximum(length, 1e-6), dtype=np.float32)


def _draw_lines(trace: Trace, height: int, width: int, thickness: int) -> Floats:
    """The ink channel (P, Q), from 0 to 1."""
    canvas = np.zeros((height, width), dtype=np.uint8)
    fixed = np.round((trace.points - 0.5) * (1 << _SUBPIXEL_BITS)).astype(np.int32)
    lines = np.split(fixed, np.flatnonzero(np.diff(trace.stroke)) + 1)
    cv2.polylines(canvas, lines, False, 255, thickness, cv2.LINE_AA, _SUBPIXEL_BITS)
    for line in lines:
        if np.ptp(line, axis=0).max() < thickness << _SUBPIXEL_BITS:  # OpenCV leaves next to nothing of so short a line
            radius = (thickness + 1) << (_SUBPIXEL_BITS - 1)
            cv2.circle(canvas, line.mean(axis=0).astype(int).tolist(), radius, 255, -1, cv2.LINE_AA, _SUBPIXEL_BITS)
    return canvas.astype(np.float32) / 255.0


def _spread(trace: Trace, values: Floats, ink: Floats, thickness: int) -> Floats:
    """Carries `values` (K, N) of the trace's points to all pixels that hold ink: (K, P, Q)."""
    height, width = ink.shape
    column, row = np.clip(trace.points.astype(np.int64), 0, [width - 1, height - 1]).T
    flat = row * width + column
    stack = np.stack([np.bincount(flat, weight, height * width) for weight in (np.ones(len(flat)), *values)])
    planes = stack.reshape(-1, height, width).astype(np.float32)
    kernel = (thickness + 3) | 1
    blurred = np.stack([cv2.blur(plane, (kernel, kernel)) for plane in planes])
    return np.asarray(ink * blurred[1:] / np.maximum(blurred[0], 1e-6), dtype=np.float32)


def draw(trace: Trace, height: int, width: int, thickness: int) -> Floats:
    """The raster (4, P, Q) of a trace given in pixels: ink and order from 0 to 1, dx and dy from -1 to 1."""
    ink = _draw_lines(trace, height, width, thickness)
    order = np.arange(1, len(trace.points) + 1, dtype=np.float32) / len(trace.points)
    values = np.concatenate([_directions(trace).T, order[None]])  # (3, N)
    return np.concatenate([ink[None], _spread(trace, values, ink, thickness)])


def _padded(extent: float, margin: int) -> int:
    return int(np.ceil((extent + 2 * margin) / STRIDE)) * STRIDE


def fit(box: Box, scale: float, config: RasterConfig) -> tuple[Frame, int, int]:
    """The frame of a box drawn at `scale` or, if that were too large, smaller; with rows and columns of pixels."""
    scale = min(scale, _largest_scale(box, config))
    height, width = _padded(box.height * scale, config.margin), _padded(box.width * scale, config.margin)
    left = box.left - (width / scale - box.width) / 2
    top = box.top - (height / scale - box.height) / 2
    return Frame(scale, left, top), height, width


def _largest_scale(box: Box, config: RasterConfig) -> float:
    """The scale at which the box, with margins and padding, has the most pixels: the root of a quadratic equation."""
    around = 2 * config.margin + STRIDE
    square, linear = box.width * box.height, around * (box.width + box.height)
    room = config.most_pixels - around**2
    below = linear + (linear**2 + 4 * square * room) ** 0.5
    return 2 * room / below if below else float("inf")


def rasterize(ink: Ink, config: RasterConfig | None = None) -> tuple[Floats, Frame]:
    """Draws ink for the encoder. Shapes: (4, P, Q). Raises `ValueError` for ink without strokes."""
    config = config or RasterConfig()
    strokes = [stroke.points for stroke in ink.strokes]
    frame, height, width = fit(ink.box, config.symbol_pixels / stroke_size(strokes), config)
    trace = resample([frame.to_pixels(points) for points in strokes], step=1.0)
    return draw(trace, height, width, config.thickness), frame


def place_picture(
    crop: Floats, scale: float, corner: tuple[float, float], config: RasterConfig
) -> tuple[Floats, Frame]:
    """Pads a normalised picture (rows, columns) into the ink channel; `scale` and `corner` are those of the crop.

    Shapes: (4, P, Q), with direction and order left at 0. Units: `corner` in picture pixels.
    """
    rows, columns = crop.shape
    box = Box(corner[0], corner[1], corner[0] + columns / scale, corner[1] + rows / scale)
    frame, height, width = fit(box, scale, config)
    if frame.scale < scale:
        shrink = frame.scale / scale
        crop = cv2.resize(crop, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA).astype(np.float32)
        rows, columns = crop.shape
    raster = np.zeros((len(CHANNELS), height, width), dtype=np.float32)
    top, left = (height - rows) // 2, (width - columns) // 2
    raster[0, top : top + rows, left : left + columns] = crop
    return raster, Frame(frame.scale, corner[0] - left / frame.scale, corner[1] - top / frame.scale)
