"""Which strokes the hand meant: those that an eraser or a tap touches, and those that a lasso goes around.

Letters: N points of a stroke, S places on the eraser's way, L corners of a lasso.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF

from app.canvas.content import box_of
from app.canvas.strokes import meeting
from app.canvas.view import View
from mathnet.ink import Points, Stroke

MOST = 0.5  # of a stroke's points are inside a lasso that goes around it
CORNERS, POINTS = 150, 24  # as many of a lasso and of a stroke tell as well as all


def touched(strokes: Sequence[Stroke], start: QPointF, end: QPointF, view: View, radius: float) -> set[int]:
    """Which strokes an eraser of `radius` logical pixels meets on its way from `start` to `end`."""
    reach = QRectF(start, end).normalized().adjusted(-radius, -radius, radius, radius)
    steps = max(int(np.hypot(end.x() - start.x(), end.y() - start.y()) / radius), 1)
    fractions = np.linspace(0, 1, steps + 1)[:, None]
    way = np.array([start.toTuple()]) * (1 - fractions) + np.array([end.toTuple()]) * fractions  # (S, 2)
    near = set(meeting(strokes, reach, view, 1))
    found = ((index, stroke) for index, stroke in enumerate(strokes) if stroke in near)
    return {index for index, stroke in found if _distance(way, view.to_widget(stroke.points)) <= radius}


def enclosed(strokes: Iterable[Stroke], lasso: Sequence[tuple[float, float]]) -> set[int]:
    """Which strokes have most of their points inside the polygon `lasso` (L, 2), in document units."""
    corners = np.array(lasso[:: len(lasso) // CORNERS + 1], dtype=np.float64)
    lowest, highest = corners.min(axis=0), corners.max(axis=0)
    found = set()
    for index, stroke in enumerate(strokes):
        box = box_of(stroke)
        apart = box.right < lowest[0] or box.left > highest[0] or box.bottom < lowest[1] or box.top > highest[1]
        if not apart and _inside(stroke.points[:: len(stroke) // POINTS + 1], corners).mean() > MOST:
            found.add(index)
    return found


def _inside(points: Points, corners: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Which points (N, 2) a polygon (L, 2) holds: a line from them to the right crosses it an odd number of times."""
    x, y = points[:, :1].astype(np.float64), points[:, 1:].astype(np.float64)  # (N, 1)
    (x0, y0), (x1, y1) = corners.T, np.roll(corners, -1, axis=0).T  # (L,)
    spans = (y0 <= y) != (y1 <= y)  # (N, L)
    crossing = x0 + (y - y0) / np.where(y1 == y0, 1.0, y1 - y0) * (x1 - x0)
    return np.asarray((spans & (crossing > x)).sum(axis=1) % 2 == 1)


def _distance(way: NDArray[np.float64], line: Points) -> float:
    """The least distance between the places (S, 2) and the line through the points (N, 2)."""
    begin, end = (line[:-1], line[1:]) if len(line) > 1 else (line, line)
    along = end - begin  # (N - 1, 2)
    squared = np.maximum((along**2).sum(axis=1), 1e-12)
    offset = way[:, None] - begin  # (S, N - 1, 2)
    position = np.clip((offset * along).sum(axis=2) / squared, 0, 1)
    return float(np.linalg.norm(offset - position[..., None] * along, axis=2).min())
