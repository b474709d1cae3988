"""Likeness: which drawings of a symbol look like the others of their class, and which are something else altogether.

A drawing is described by where its ink lies and which way it runs, on a coarse blurred grid. One whose nearest
neighbours in its class are much farther away than is usual in that class is a scribble, a slip or a wrong label.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from training.data.sample import Floats
from training.synthesis.curves import box

_CELLS, _DIRECTIONS, _POINTS = 10, 4, 160
_NEIGHBOUR = 3  # an error is seldom repeated more than once or twice
_FEWEST = 8  # in a smaller class nothing is usual


def described(strokes: Sequence[Floats]) -> Floats:
    """A unit vector (cells * cells * directions,) that tells where ink lies and which way it runs; size is left out."""
    low, high = box(strokes)
    size = max(float((high - low).max()), 1e-6)
    middle = (low + high) / 2
    places, legs = _walk([((stroke - middle) / size).astype(np.float32) for stroke in strokes])
    cells = np.clip((places * 0.96 + 0.5) * _CELLS, 0, _CELLS - 1).astype(np.intp)  # (P, 2)
    turns = np.arctan2(legs[:, 1], legs[:, 0]) / np.pi * _DIRECTIONS  # a line and its reverse are the same
    low_turn = np.floor(turns).astype(np.intp)
    grid = np.zeros((_CELLS, _CELLS, _DIRECTIONS), dtype=np.float32)
    for turn, share in ((low_turn, 1 - (turns - low_turn)), (low_turn + 1, turns - low_turn)):
        np.add.at(grid, (cells[:, 1], cells[:, 0], turn % _DIRECTIONS), share)
    vector = np.sqrt(cv2.GaussianBlur(grid, (5, 5), 1.0)).ravel()
    return np.asarray(vector / max(float(np.linalg.norm(vector)), 1e-9), dtype=np.float32)


def _walk(strokes: Sequence[Floats]) -> tuple[Floats, Floats]:
    """Points at equal steps along all strokes, and the way the pen goes there (P, 2); a dot counts as a short dash."""
    starts = np.concatenate([stroke if len(stroke) == 1 else stroke[:-1] for stroke in strokes])
    ends = np.concatenate([stroke + np.float32(0.01) if len(stroke) == 1 else stroke[1:] for stroke in strokes])
    legs = ends - starts
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*legs.T) + 1e-9)])
    where = np.linspace(0, along[-1], _POINTS, endpoint=False)
    leg = np.searchsorted(along, where, side="right") - 1
    share = ((where - along[leg]) / (along[leg + 1] - along[leg]))[:, None]
    return (starts[leg] + share * legs[leg]).astype(np.float32), legs[leg]


def usual(drawings: Sequence[Sequence[Floats]], tolerance: float) -> NDArray[np.bool_]:
    """Which drawings of one class to keep: those whose third neighbour is at most `tolerance` spreads too far away."""
    if len(drawings) < _FEWEST:
        return np.ones(len(drawings), dtype=bool)
    near = _apart(drawings, drawings, _NEIGHBOUR)  # the first neighbour is the drawing itself
    middle = float(np.median(near))
    spread = max(1.48 * float(np.median(np.abs(near - middle))), 0.25 * middle, 0.01)
    keep: NDArray[np.bool_] = near <= middle + tolerance * spread
    return keep


def unlike(drawings: Sequence[Sequence[Floats]], rivals: Sequence[Sequence[Floats]]) -> NDArray[np.bool_]:
    """Which drawings of one class to keep: those that look less like the class it is often mistaken for."""
    if min(len(drawings), len(rivals)) < _FEWEST:
        return np.ones(len(drawings), dtype=bool)
    keep: NDArray[np.bool_] = _apart(drawings, drawings, _NEIGHBOUR) < 0.9 * _apart(drawings, rivals, _NEIGHBOUR - 1)
    return keep


def nearer(
    drawings: Sequence[Sequence[Floats]], models: Sequence[Sequence[Floats]], rivals: Sequence[Sequence[Floats]]
) -> NDArray[np.bool_]:
    """Which drawings look more like the models than like the rivals, of which there are at least three each."""
    near: NDArray[np.bool_] = _apart(drawings, models, _NEIGHBOUR - 1) < 0.9 * _apart(drawings, rivals, _NEIGHBOUR - 1)
    return near


def fuller(drawings: Sequence[Sequence[Floats]], rivals: Sequence[Sequence[Floats]]) -> NDArray[np.bool_]:
    """Which drawings have more ink than is usual for the rivals, as letters with a doubled stroke have."""
    full: NDArray[np.bool_] = np.array([*map(_ink, drawings)]) > 1.05 * np.median([*map(_ink, rivals)])
    return full


def _ink(strokes: Sequence[Floats]) -> float:
    """How far the pen goes, in heights of the drawing."""
    low, high = box(strokes)
    length = sum(float(np.hypot(*np.diff(stroke, axis=0).T).sum()) for stroke in strokes)
    return length / max(float(high[1] - low[1]), 1e-6)


def _apart(drawings: Sequence[Sequence[Floats]], others: Sequence[Sequence[Floats]], neighbour: int) -> Floats:
    """How far each drawing is from its nearest, next nearest … among others, counted from 0."""
    vectors, theirs = (np.stack([described(strokes) for strokes in group]) for group in (drawings, others))
    near: Floats = np.partition(1 - vectors @ theirs.T, neighbour, axis=1)[:, neighbour]
    return near
