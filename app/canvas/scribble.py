"""Scribbling out: which ink a stroke that goes to and fro, quickly and densely, is meant to take away.

Three things have to come together, none of which handwriting does by itself: the pen turns back again and again along
one axis, its way is much longer than the room it takes, and that room covers ink that was there before. Letters such
as m or w turn back, and cursive words do so often, but not on top of other ink; bars and roots lie over ink, but do
not turn back.

Letters: N points of the scribble, P points of another stroke, D directions.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.canvas.content import box_of
from mathnet.ink import Points, Stroke

FEWEST_LEGS = 5  # from one turn to the next; an m has five at most, beside its entry
LONG_LEG = 0.35  # of the longest way along the axis: shorter turns are curls and trembling
DENSEST_LETTER = 2.6  # the way against the diagonal of its room; a scribble is denser than this
COVERED = 0.6  # of a stroke's points, to go with the scribble

# Eight directions are sixteen sides: close enough to the convex hull, and two products of matrices.
_ANGLES = np.arange(8) * (np.pi / 8)
_DIRECTIONS = np.stack([np.cos(_ANGLES), np.sin(_ANGLES)])  # (2, D)


def scribbled_out(points: Points, strokes: Sequence[Stroke]) -> frozenset[int]:
    """The indices of the `strokes` that a stroke through `points` (N, 2) scribbles out; most often none."""
    if len(points) <= FEWEST_LEGS or not _is_dense(points):
        return frozenset()
    reach = points @ _DIRECTIONS  # (N, D)
    lowest, highest = reach.min(axis=0), reach.max(axis=0)
    near = [index for index, stroke in enumerate(strokes) if _may_meet(stroke, lowest, highest)]
    return frozenset(index for index in near if _covered(strokes[index].points, lowest, highest) >= COVERED)


def _is_dense(points: Points) -> bool:
    steps = np.diff(points, axis=0)  # (N - 1, 2)
    lengths = np.hypot(steps[:, 0], steps[:, 1])
    way = float(lengths.sum())
    if way == 0 or way < DENSEST_LETTER * float(np.hypot(*np.ptp(points, axis=0))):
        return False
    return legs(points @ _axis(steps, lengths)) >= FEWEST_LEGS


def _axis(steps: Points, lengths: NDArray[np.float32]) -> NDArray[np.float64]:
    """The direction (2,) along which most of the way goes, to or fro."""
    tensor = (steps / np.maximum(lengths, 1e-9)[:, None]).T @ steps  # (2, 2)
    return np.asarray(np.linalg.eigh(tensor)[1][:, 1])


def legs(places: NDArray[np.floating]) -> int:
    """How often a walk over `places` (N,) on a line goes on one way for long before it turns."""
    least = LONG_LEG * float(np.ptp(places))
    count, heading = 0, 0
    low = high = float(places[0])
    for place in places.tolist():
        low, high = min(low, place), max(high, place)
        if heading <= 0 and place - low >= least:
            count, heading, high = count + 1, 1, place
        elif heading >= 0 and high - place >= least:
            count, heading, low = count + 1, -1, place
    return count


def _may_meet(stroke: Stroke, lowest: NDArray[np.floating], highest: NDArray[np.floating]) -> bool:
    box = box_of(stroke)
    across = box.left <= highest[0] and box.right >= lowest[0]
    return bool(across and box.top <= highest[4] and box.bottom >= lowest[4])


def _covered(points: Points, lowest: NDArray[np.floating], highest: NDArray[np.floating]) -> float:
    """The share of the points (P, 2) in the room that the scribble takes."""
    reach = points @ _DIRECTIONS  # (P, D)
    return float(((reach >= lowest) & (reach <= highest)).all(axis=1).mean())
