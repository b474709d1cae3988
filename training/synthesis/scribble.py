"""Scribbles: ink that is no formula, with an empty caption, so that a model learns to say nothing.

What people leave on a canvas without meaning it: a line that wanders, hatching, zigzags, coils, something crossed out,
and specks. A scribble has no symbols. Whatever comes out so long and flat that it could be a bar is drawn anew, and
coils are filled, so that they are no zero.

Letters: N points of a stroke. Units: about symbol sizes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mathnet.raster import stroke_size
from training.data.sample import NO_SYMBOL, Floats, Sample

Doubles = NDArray[np.float64]

_NONE = np.zeros(0, dtype=np.int64)
_FLATTEST = 2.5  # times as long as wide


def scribble(rng: np.random.Generator) -> Sample:
    """Ink without meaning. The same generator state gives the same."""
    kind = _KINDS[int(rng.integers(len(_KINDS)))]
    drawn = kind(rng)
    while _is_flat(drawn):
        drawn = kind(rng)
    turn, size = rng.uniform(-0.4, 0.4), np.exp(rng.uniform(-0.3, 0.3))
    turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]]) * size
    strokes = [_floats(stroke @ turned.T) for stroke in drawn]
    corner, unit = np.concatenate(strokes).min(axis=0), np.float32(stroke_size(strokes))
    strokes = [(stroke - corner) / unit for stroke in strokes]
    return Sample(strokes, np.full(len(strokes), NO_SYMBOL), _NONE, _NONE, _NONE)


def _is_flat(strokes: list[Floats]) -> bool:
    width, height = np.ptp(np.concatenate(strokes), axis=0).tolist()
    return bool(max(width, height) > _FLATTEST * min(width, height))


def _walk(rng: np.random.Generator) -> list[Floats]:
    """A line that changes its mind: a smoothed random walk, in one to three strokes."""
    return [_wandering(rng) for _ in range(rng.integers(1, 4))]


def _wandering(rng: np.random.Generator) -> Floats:
    steps = rng.normal(0, 0.25, (int(rng.integers(60, 200)), 2))
    return _smooth(np.cumsum(steps, axis=0) + rng.normal(0, 1, 2), 5)


def _hatching(rng: np.random.Generator) -> list[Floats]:
    """Many strokes side by side, sometimes crossed by others."""
    count, length, gap = int(rng.integers(8, 25)), rng.uniform(0.7, 2.5), rng.uniform(0.08, 0.25)
    lean = rng.uniform(-0.8, 0.8)
    lines = [_line((at * gap, 0), (at * gap + lean * length, length), rng) for at in range(count)]
    if rng.random() < 0.4:
        lines += [_line((0, at * gap), (count * gap, at * gap + 0.2), rng) for at in range(count // 2)]
    return lines


def _zigzag(rng: np.random.Generator) -> list[Floats]:
    """One stroke to and fro."""
    count, gap = int(rng.integers(12, 50)), rng.uniform(0.03, 0.2)
    across = np.arange(count) * gap + rng.normal(0, 0.05, count)
    up = np.where(np.arange(count) % 2, 0.0, rng.uniform(0.6, 1.5)) + rng.normal(0, 0.12, count)
    return [_dense(np.stack([across, up], axis=1))]


def _coil(rng: np.random.Generator) -> list[Floats]:
    """Loops drawn over each other or along a line, too many for any symbol."""
    turns, drift = rng.uniform(6, 20), rng.uniform(0.0, 0.12)
    angle = np.linspace(0, 2 * np.pi * turns, int(24 * turns))
    radius = np.linspace(rng.uniform(0.05, 0.3), rng.uniform(0.7, 1.2), len(angle))[:, None]
    wobble = _smooth(np.cumsum(rng.normal(0, 0.04, (len(angle), 2)), axis=0), 9)
    loops = np.stack([np.cos(angle), np.sin(angle) * rng.uniform(0.6, 1)], axis=1) * radius + wobble
    return [_floats(loops + np.stack([angle * drift / 2, np.zeros_like(angle)], axis=1))]


def _crossed_out(rng: np.random.Generator) -> list[Floats]:
    """A patch of ink that was scratched over until nothing of it can be read."""
    over = [_floats(stroke * [rng.uniform(0.8, 1.6), 0.8]) for _ in range(2) for stroke in _zigzag(rng)]
    return [_wandering(rng), *over]


def _specks(rng: np.random.Generator) -> list[Floats]:
    """Short touches all over the place."""
    count = int(rng.integers(8, 40))
    places, ends = rng.uniform(0, 1.5, (count, 2)), rng.normal(0, 0.05, (count, 2))
    return [_line(tuple(place), tuple(place + end), rng) for place, end in zip(places, ends, strict=True)]


_KINDS = (_walk, _hatching, _zigzag, _coil, _crossed_out, _specks)


def _line(begin: tuple[float, ...], end: tuple[float, ...], rng: np.random.Generator) -> Floats:
    """A stroke from one place to another by an unsteady hand."""
    share = np.linspace(0, 1, 8)[:, None]
    return _floats(np.array(begin) * (1 - share) + np.array(end) * share + rng.normal(0, 0.02, (8, 2)))


def _dense(corners: Doubles) -> Floats:
    """Points along a line with corners, the corners a little rounded."""
    at = np.linspace(0, len(corners) - 1, 6 * len(corners))
    line = np.stack([np.interp(at, np.arange(len(corners)), corners[:, axis]) for axis in (0, 1)], axis=1)
    return _smooth(line, 3)


def _smooth(points: Doubles, width: int) -> Floats:
    """A moving average along the stroke, its ends kept. Shapes: (N, 2) to (N, 2)."""
    padded = np.pad(points, ((width // 2, width // 2), (0, 0)), mode="edge")
    kernel = np.ones(width) / width
    return _floats(np.stack([np.convolve(padded[:, axis], kernel, "valid") for axis in (0, 1)], axis=1))


def _floats(points: Doubles) -> Floats:
    return np.asarray(points, dtype=np.float32)
