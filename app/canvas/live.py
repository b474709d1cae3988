"""The gestures under way: a stroke that is being drawn, and an eraser that is being rubbed over strokes."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from app.canvas.content import box_of
from app.canvas.pointer import Sample
from app.canvas.strokes import Look, add_piece, add_tail
from app.canvas.view import View
from mathnet.ink import Points, Stroke


class LiveStroke:
    """Points gathered while the pen is down; hands out each new piece for painting.

    Times are in seconds since the first stroke of the document began.
    """

    def __init__(self, first: Sample, began: float) -> None:
        self.points = [first.position]
        self._seconds = [first.seconds - began]
        self._pressures = [first.pressure]
        self._began = began

    def extend(self, sample: Sample) -> bool:
        """Add a sample; False if the pen has not moved since the last one."""
        if sample.position == self.points[-1]:
            return False
        self.points.append(sample.position)
        self._seconds.append(sample.seconds - self._began)
        self._pressures.append(sample.pressure)
        return True

    def piece(self) -> QPainterPath:
        """The part of the curve that the newest point completed."""
        path = QPainterPath()
        if len(self.points) > 1:
            add_piece(path, self.points, len(self.points) - 1)
        return path

    def tail(self) -> QPainterPath:
        """The straight rest between the completed curve and the pen."""
        path = QPainterPath()
        add_tail(path, self.points)
        return path

    @property
    def pressure(self) -> float | None:
        return self._pressures[-1]

    def reach(self, look: Look) -> QRectF:
        """The part of the widget that the newest point changes."""
        xs, ys = [point.x() for point in self.points[-3:]], [point.y() for point in self.points[-3:]]
        margin = look.width + 2
        return QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys))).adjusted(-margin, -margin, margin, margin)

    def stroke(self, view: View) -> Stroke:
        """The stroke in document units."""
        points = np.array([view.to_document(point) for point in self.points], dtype=np.float32)  # (N, 2)
        pressures = [pressure for pressure in self._pressures if pressure is not None]
        has_pressure = len(pressures) == len(points)
        return Stroke(
            points,
            np.array(self._seconds, dtype=np.float32),
            np.array(pressures, dtype=np.float32) if has_pressure else None,
        )


def touched(strokes: Iterable[Stroke], start: QPointF, end: QPointF, view: View, radius: float) -> set[int]:
    """Which strokes an eraser of `radius` logical pixels meets on its way from `start` to `end`."""
    reach = QRectF(start, end).normalized().adjusted(-radius, -radius, radius, radius)
    steps = max(int(np.hypot(end.x() - start.x(), end.y() - start.y()) / radius), 1)
    fractions = np.linspace(0, 1, steps + 1)[:, None]
    way = np.array([start.toTuple()]) * (1 - fractions) + np.array([end.toTuple()]) * fractions  # (S, 2)
    near = ((index, stroke) for index, stroke in enumerate(strokes) if _room(stroke, view).intersects(reach))
    return {index for index, stroke in near if _distance(way, view.to_widget(stroke.points)) <= radius}


def _room(stroke: Stroke, view: View) -> QRectF:
    """Where a stroke is in the widget; a pixel larger, since an upright line would have an empty rectangle."""
    return view.rect_of(box_of(stroke)).adjusted(-1, -1, 1, 1)


def _distance(way: NDArray[np.float64], line: Points) -> float:
    """The least distance between the places (S, 2) and the line through the points (N, 2)."""
    begin, end = (line[:-1], line[1:]) if len(line) > 1 else (line, line)
    along = end - begin  # (N - 1, 2)
    squared = np.maximum((along**2).sum(axis=1), 1e-12)
    offset = way[:, None] - begin  # (S, N - 1, 2)
    position = np.clip((offset * along).sum(axis=2) / squared, 0, 1)
    return float(np.linalg.norm(offset - position[..., None] * along, axis=2).min())
