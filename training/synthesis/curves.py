"""Curves: geometry of written symbols: round what was drawn with few points, thin out, scale, distort.

Letters: N points of one stroke. Units are those of `training.synthesis.typography`: capitals are 1 high.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from training.data.sample import Floats
from training.synthesis.typography import Shape

_SHARP = np.cos(np.radians(48.0))  # a pen turns sharper than this on purpose: the corner stays


def box(strokes: Sequence[Floats]) -> tuple[Floats, Floats]:
    """The upper left and the lower right corner (2,) of strokes."""
    points = np.concatenate(strokes)
    low: Floats = points.min(axis=0)
    high: Floats = points.max(axis=0)
    return low, high


def into(strokes: Sequence[Floats], left: float, top: float, width: float, height: float) -> list[Floats]:
    """Strokes stretched into a box; what has no width or height of its own stands in its middle."""
    low, high = box(strokes)
    size = high - low
    room = np.array([width, height], dtype=np.float32)
    extended = size > 1e-6
    scale = np.where(extended, room / np.maximum(size, 1e-6), 0)
    origin = np.array([left, top], dtype=np.float32) + np.where(extended, 0, room / 2)
    return [((stroke - low) * scale + origin).astype(np.float32) for stroke in strokes]


def fitted(strokes: Sequence[Floats], shape: Shape) -> list[Floats]:
    """Strokes scaled to a shape, their aspect kept, with the left edge at x = 0; a dot stays a dot."""
    low, high = box(strokes)
    size = high - low
    known, wanted = (size[1], shape.height) if shape.width is None else (size.max(), shape.width)
    scale = np.float32(wanted / known) if known > 0.02 * size.max() and size.max() > 0 else np.float32(0.0)
    middle = np.array([low[0], (low[1] + high[1]) / 2], dtype=np.float32)
    place = np.array([0.0, (shape.top + shape.bottom) / 2], dtype=np.float32)
    return [((stroke - middle) * scale + place).astype(np.float32) for stroke in strokes]


def smoothed(points: Floats, parts: int = 4) -> Floats:
    """A stroke of few points (N, 2) as a pen would draw it: a Catmull-Rom curve, broken at sharp corners."""
    points = points[np.concatenate([[True], np.abs(np.diff(points, axis=0)).max(axis=1) > 1e-9])]
    if len(points) < 3:
        return points
    legs = np.diff(points, axis=0)
    legs /= np.linalg.norm(legs, axis=1, keepdims=True)
    corners = np.flatnonzero((legs[:-1] * legs[1:]).sum(axis=1) < _SHARP) + 1
    ends = [0, *corners.tolist(), len(points) - 1]
    runs = [_curve(points[start : stop + 1], parts) for start, stop in pairwise(ends)]
    return np.concatenate([runs[0], *(run[1:] for run in runs[1:])]).astype(np.float32)


def _curve(points: Floats, parts: int) -> Floats:
    """A cubic curve through all points, without corners (Hermite form; tangents are as long as the shorter leg)."""
    if len(points) < 3:
        return points
    closed = np.allclose(points[0], points[-1])
    before, after = (points[-2:-1], points[1:2]) if closed else (points[:1], points[-1:])
    padded = np.concatenate([before, points, after])  # (N + 2, 2)
    chords = padded[2:] - padded[:-2]  # (N, 2)
    legs = np.linalg.norm(np.diff(padded, axis=0), axis=1)  # (N + 1,)
    legs[[0, -1]] = legs[[0, -1]] if closed else legs[[1, -2]]
    ways = chords / np.maximum(np.linalg.norm(chords, axis=1, keepdims=True), 1e-9)
    tangents = ways * np.minimum(legs[:-1], legs[1:])[:, None]  # no overshooting beside a short leg
    step = (np.arange(parts, dtype=np.float32) / parts)[None, :, None]  # (1, parts, 1)
    start, stop, out, back = (part[:, None] for part in (points[:-1], points[1:], tangents[:-1], tangents[1:]))
    squared, cubed = step**2, step**3
    curve = (2 * cubed - 3 * squared + 1) * start + (cubed - 2 * squared + step) * out
    curve = curve + (3 * squared - 2 * cubed) * stop + (cubed - squared) * back  # (N - 1, parts, 2)
    joined: Floats = np.concatenate([curve.reshape(-1, 2), points[-1:]]).astype(np.float32)
    return joined


def thinned(points: Floats, tolerance: float = 0.006) -> Floats:
    """The points of a stroke without which it would move by more than `tolerance` (Ramer, Douglas, Peucker)."""
    keep = np.zeros(len(points), dtype=bool)
    keep[[0, -1]] = True
    spans = [(0, len(points) - 1)]
    while spans:
        first, last = spans.pop()
        if last - first < 2:
            continue
        distances = _distances(points[first + 1 : last], points[first], points[last])
        far = int(distances.argmax())
        if distances[far] > tolerance:
            keep[first + 1 + far] = True
            spans += [(first, first + 1 + far), (first + 1 + far, last)]
    kept: Floats = points[keep]
    return kept


def _distances(points: Floats, start: Floats, stop: Floats) -> Floats:
    """The distance of each point from the segment between two others."""
    leg = stop - start
    length = float(leg @ leg)
    along = np.clip((points - start) @ leg / length, 0, 1) if length > 0 else np.zeros(len(points))
    apart: Floats = np.hypot(*(points - start - along[:, None] * leg).T).astype(np.float32)
    return apart


def slant(strokes: Sequence[Floats]) -> float:
    """How far steep parts lean to the right: the mean of x per unit of height, 0 for upright or flat strokes."""
    legs = np.concatenate([np.diff(stroke, axis=0) for stroke in strokes])
    legs = legs[np.abs(legs[:, 1]) > np.abs(legs[:, 0])]
    weight = float(np.abs(legs[:, 1]).sum())
    return float(-(legs[:, 0] * np.sign(legs[:, 1])).sum() / weight) if weight > 0 else 0.0


def distorted(strokes: Sequence[Floats], hand: np.random.Generator, slips: np.random.Generator) -> list[Floats]:
    """Strokes of a drawn sign as a hand would write it: `hand` sets slant, width and bend, `slips` what differs."""
    lean, wide = np.clip(hand.normal(0.1, 0.12), -0.15, 0.3), np.exp(hand.normal(0.0, 0.12))
    writing = np.array([[wide, 0.0], [-lean, 1.0]])
    phase, wave, bend = hand.uniform(0, 6.28, (2, 2)), hand.uniform(2.0, 5.0, (2, 2)), hand.normal(0, 0.022, (2, 2))
    low, high = box(strokes)
    size = float((high - low).max()) or 1.0
    result = []
    for stroke in strokes:
        points = _slipped(stroke / size, slips)
        waves = np.sin(points[:, ::-1, None] * wave + phase)  # (N, 2, 2): x bends along y, y along x
        result.append((((points + (waves * bend).sum(axis=2)) @ writing) * size).astype(np.float32))
    return result


def _slipped(points: Floats, slips: np.random.Generator) -> Floats:
    """A stroke a little turned, scaled and moved, as no two are alike."""
    turn = slips.normal(0, 0.035)
    middle = points.mean(axis=0)
    turned = (points - middle) @ np.array([[1, turn], [-turn, 1]]) * np.exp(slips.normal(0, 0.04))
    moved: Floats = (turned + middle + slips.normal(0, 0.018, 2)).astype(np.float32)
    return moved
