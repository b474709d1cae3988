"""Scribbles: ink that is no formula, with an empty caption, so that a model learns to say nothing.

What people leave on a canvas without meaning it: a line that wanders or curls, hatching, zigzags, coils, doodles, a
scrawled word, perhaps with a line under it, something crossed out, and specks. A scribble has no symbols. Whatever
comes out so long and flat that it could be a bar is drawn anew; coils are filled, so that they are no zero, and curls
and words bend too often to be a letter.

Letters: N points of a stroke. Units: about symbol sizes.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mathnet.raster import stroke_size
from training.data.sample import NO_SYMBOL, Floats, Sample

Doubles = NDArray[np.float64]

_NONE = np.zeros(0, dtype=np.int64)
_FLATTEST = 2.0  # times as long as wide


def scribble(rng: np.random.Generator) -> Sample:
    """Ink without meaning. The same generator state gives the same."""
    kind = _KINDS[int(rng.integers(len(_KINDS)))]
    drawn = kind(rng)
    while _is_flat(drawn) and kind is not _word:
        drawn = kind(rng)
    turn = rng.uniform(-0.1, 0.1) if kind is _word else rng.uniform(-0.4, 0.4)
    turned = np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])
    return _sample([_floats(stroke @ turned.T) for stroke in drawn])


def scratched(sample: Sample, rng: np.random.Generator) -> Sample:
    """A formula that was scratched out: its ink under strokes to and fro, one beside the other, over all of it."""
    corner, extent = np.concatenate(sample.strokes).min(axis=0), np.maximum(sample.extent, 0.8)
    patches = max(round(extent[0] / (1.5 * extent[1])), 1)  # each about as wide as it is high
    patch, step = extent / [patches, 1], np.array([extent[0] / patches, 0.0])
    over = [_to_and_fro(corner + at * step, patch, rng) for at in range(patches)]
    return _sample([*sample.strokes, *over])


def _to_and_fro(corner: Doubles | Floats, extent: Doubles | Floats, rng: np.random.Generator) -> Floats:
    """A stroke that swings up and down over all of a box, given by its upper left corner and its size (2,)."""
    swings = max(int(extent[0] / rng.uniform(0.12, 0.3)), 8)
    across = np.linspace(-0.05, 1.05, swings) + rng.normal(0, 0.2 / swings, swings)
    up = np.where(np.arange(swings) % 2, -0.1, 1.1) + rng.normal(0, 0.1, swings)
    return _floats(_dense(np.stack([across, up], axis=1)) * extent + corner)


def _sample(strokes: list[Floats]) -> Sample:
    """Ink in its own symbol size, without a caption."""
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
    count, gap = int(rng.integers(16, 50)), rng.uniform(0.03, 0.2)
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
    under = _wandering(rng)
    corner, extent = under.min(axis=0), np.ptp(under, axis=0)
    return [under, *(_to_and_fro(corner, extent, rng) for _ in range(2))]


def _specks(rng: np.random.Generator) -> list[Floats]:
    """Short touches all over the place."""
    count = int(rng.integers(8, 40))
    places, ends = rng.uniform(0, 1.5, (count, 2)), rng.normal(0, 0.05, (count, 2))
    return [_line(tuple(place), tuple(place + end), rng) for place, end in zip(places, ends, strict=True)]


def _curl(rng: np.random.Generator) -> list[Floats]:
    """One curve that curls about and crosses itself again and again."""
    time = np.linspace(0, 2 * np.pi, 240)[:, None, None]
    waves = np.arange(1, 6)[:, None]  # of different lengths, for both axes
    parts = rng.normal(0, 1, (5, 2)) * [[0.3], [0.8], [1.0], [1.0], [0.8]]
    curve = (np.sin(waves * time + rng.uniform(0, 2 * np.pi, (5, 2))) * parts).sum(axis=1)
    return [_floats(curve[: int(rng.integers(180, 241))])]


def _word(rng: np.random.Generator) -> list[Floats]:
    """A word or a name of a few strokes that nobody can read, at times with a line under it."""
    strokes, right = [], 0.0
    for _ in range(int(rng.integers(2, 5))):
        part = _scrawled(rng)
        strokes.append(_floats(part + np.array([right - part[:, 0].min(), 0.0])))
        right = float(strokes[-1][:, 0].max()) + rng.uniform(-0.1, 0.3)
    if rng.random() < 0.3:
        left, low = rng.uniform(-0.3, 0.3), float(np.concatenate(strokes)[:, 1].max()) + rng.uniform(0.05, 0.3)
        strokes.append(_line((left, low), (right, low + rng.normal(0, 0.1)), rng))
    return strokes


def _scrawled(rng: np.random.Generator) -> Floats:
    """Loops and arches along a line, some high and some hanging."""
    letters = int(rng.integers(4, 8))
    angle = np.linspace(0, 2 * np.pi * letters, 16 * letters)
    letter = np.minimum((angle / (2 * np.pi)).astype(int), letters - 1)
    tall = rng.choice([0.3, 0.4, 0.5, 0.9, 1.1], letters)[letter]
    sunk = rng.choice([0.0, 0.0, 0.0, 0.6], letters)[letter]
    broad = rng.uniform(0.05, 0.28, letters)[letter]
    x = angle / (2 * np.pi) * rng.uniform(0.25, 0.4) - broad * np.sin(angle)
    y = tall * (np.cos(angle) - 1) / 2 + sunk * np.maximum(-np.cos(angle), 0.0)
    return _smooth(np.stack([x - rng.uniform(0.0, 0.3) * y, y], axis=1), 5)


def _doodle(rng: np.random.Generator) -> list[Floats]:
    """A flower, a spiral, or a star drawn round and round."""
    kind = int(rng.integers(3))
    if kind == 2:
        corners, turns = int(rng.choice([5, 7, 9])), int(rng.integers(1, 4))
        angle = np.arange(corners * turns + 1) * 2 * np.pi * (corners // 2) / corners
        return [_dense(np.stack([np.sin(angle), -np.cos(angle)], axis=1) + rng.normal(0, 0.07, (len(angle), 2)))]
    rounds = rng.uniform(3.0, 6.0)
    angle = np.linspace(0, 2 * np.pi * (rounds if kind else 1.05), 160)
    radius = angle / angle[-1] if kind else 0.65 + 0.35 * np.cos(int(rng.integers(5, 9)) * angle)
    round_ = np.stack([np.cos(angle), np.sin(angle) * rng.uniform(0.75, 1)], axis=1) * radius[:, None]
    return [_floats(round_ + _smooth(np.cumsum(rng.normal(0, 0.01, (160, 2)), axis=0), 9))]


_KINDS = (_walk, _hatching, _zigzag, _coil, _crossed_out, _specks, _curl, _word, _word, _doodle)


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
