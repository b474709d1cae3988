"""How a stroke looks: a curve through the middles of its points, as wide as the pen was pressed.

The curve between two middles depends on three points only, so what is painted while the pen moves is, piece by piece,
what is painted again when the whole stroke is drawn: ink does not change its shape when the pen lifts.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.canvas.content import around, box_of
from app.canvas.view import View
from mathnet.ink import Points, Stroke

DOT_RADIUS = 0.7  # what a dot is larger than the pen by: dots count in formulas, and as wide as a line they are lost

PRESSURE_STEPS = 24  # of the pen's width, each an eighth of a logical pixel at most


@dataclass(frozen=True)
class Look:
    """Colour and width of the pen; `width` in the painter's units, at middling pressure."""

    colour: QColor
    width: float

    @classmethod
    def nothing(cls) -> Look:
        """The look of a layer on which nothing was painted yet."""
        return cls(QColor(), 0.0)

    def pen(self, pressure: float | None = None) -> QPen:
        factor = 1.0 if pressure is None else 0.4 + 1.2 * steady(pressure)
        return QPen(
            self.colour,
            self.width * factor,
            Qt.PenStyle.SolidLine,
            Qt.PenCapStyle.RoundCap,
            Qt.PenJoinStyle.RoundJoin,
        )


def middle(first: QPointF, second: QPointF) -> QPointF:
    return (first + second) / 2


def add_piece(path: QPainterPath, points: Sequence[QPointF], index: int) -> None:
    """Add the piece that the point at `index` (1 or above) completes: up to the middle before that point."""
    end = middle(points[index - 1], points[index])
    if index == 1:
        path.moveTo(points[0])
        path.lineTo(end)
        return
    path.moveTo(middle(points[index - 2], points[index - 1]))
    path.quadTo(points[index - 1], end)


def add_tail(path: QPainterPath, points: Sequence[QPointF]) -> None:
    """Add what is left from the last middle to where the pen is; a dot where there is one point."""
    if len(points) == 1:
        path.addEllipse(points[0], DOT_RADIUS, DOT_RADIUS)
        return
    path.moveTo(middle(points[-2], points[-1]))
    path.lineTo(points[-1])


def paint_stroke(painter: QPainter, stroke: Stroke, view: View, look: Look) -> None:
    """Paint a whole stroke, seen through `view`."""
    corner = QPointF(view.left, view.top) * view.scale
    painter.translate(-corner)
    for path, pressure in _paths(stroke, view.scale):
        painter.strokePath(path, look.pen(pressure))
    painter.translate(corner)


def paint_part(painter: QPainter, stroke: Stroke, view: View, look: Look, area: QRectF) -> None:
    """Paint what of a stroke can be seen in `area` of the widget, to which the painter has to be clipped.

    A painter takes as long for a path that it clips away as for one that it shows, so the rest is left out.
    """
    spans = _spans(stroke, view, area, 2 * look.width)
    if 2 * sum(last - first for first, last in spans) > len(stroke):
        paint_stroke(painter, stroke, view, look)
        return
    corner = QPointF(view.left, view.top) * view.scale
    painter.translate(-corner)
    for first, last in spans:
        for path, pressure in _pieces(stroke, view.scale, slice(first, last)):
            painter.strokePath(path, look.pen(pressure))
    painter.translate(corner)


def paint_curve(painter: QPainter, stroke: Stroke, view: View, pen: QPen) -> None:
    """Paint a whole stroke with one pen, whatever the pressure was."""
    corner = QPointF(view.left, view.top) * view.scale
    painter.translate(-corner)
    painter.strokePath(_curve(stroke, view.scale), pen)
    painter.translate(corner)


def room_of(strokes: Iterable[Stroke], view: View, reach: float) -> QRectF:
    """What strokes cover in the widget, with `reach` logical pixels around them; a level line has no height itself."""
    return view.rect_of(around([box_of(stroke) for stroke in strokes])).adjusted(-reach, -reach, reach, reach)


def meeting(strokes: Iterable[Stroke], area: QRectF, view: View, reach: float) -> list[Stroke]:
    """Those of the strokes whose boxes come within `reach` logical pixels of `area` in the widget."""
    wide = area.adjusted(-reach, -reach, reach, reach)
    left, top = view.to_document(wide.topLeft())
    right, bottom = view.to_document(wide.bottomRight())
    boxes = ((stroke, box_of(stroke)) for stroke in strokes)
    return [
        stroke
        for stroke, box in boxes
        if box.left <= right and box.right >= left and box.top <= bottom and box.bottom >= top
    ]


@lru_cache(maxsize=4096)
def _paths(stroke: Stroke, scale: float) -> tuple[tuple[QPainterPath, float | None], ...]:
    """A stroke at a scale as paths, each with the pressure on it; a view that only moves needs no others."""
    return tuple(_pieces(stroke, scale))


def _pieces(stroke: Stroke, scale: float, some: slice = slice(None)) -> list[tuple[QPainterPath, float | None]]:
    """The curve through some points as paths, each with the pressure on it."""
    points = _places(stroke.points[some], scale)
    if stroke.pressure is None:
        return [(whole(points), None)]
    pressures = [steady(pressure) for pressure in stroke.pressure[some].tolist()]
    paths: list[tuple[QPainterPath, float | None]] = [(QPainterPath(), pressures[0])]
    for index in range(1, len(points)):
        if pressures[index] != paths[-1][1]:
            paths.append((QPainterPath(), pressures[index]))
        add_piece(paths[-1][0], points, index)
    add_tail(paths[-1][0], points)
    return paths


def _spans(stroke: Stroke, view: View, area: QRectF, reach: float) -> list[tuple[int, int]]:
    """Which points, from the first up to the last, are needed for what of the curve lies in `area`.

    A piece of the curve lies in the triangle of three points. A span has one point more on each side, so that its ends,
    which are no part of the curve, are in triangles that do not meet the area.
    """
    if len(stroke) < 3:
        return [(0, len(stroke))]
    wide = area.adjusted(-reach, -reach, reach, reach)
    low, high = view.to_document(wide.topLeft()), view.to_document(wide.bottomRight())
    one, two, three = stroke.points[:-2], stroke.points[1:-1], stroke.points[2:]
    least, most = np.minimum(np.minimum(one, two), three), np.maximum(np.maximum(one, two), three)
    spans: list[tuple[int, int]] = []
    for index in np.flatnonzero(((least <= high) & (most >= low)).all(axis=1)).tolist():
        first, last = max(index - 1, 0), min(index + 4, len(stroke))
        if spans and first <= spans[-1][1]:
            first = spans.pop()[0]
        spans.append((first, last))
    return spans


@lru_cache(maxsize=4096)
def _curve(stroke: Stroke, scale: float) -> QPainterPath:
    return whole(_places(stroke.points, scale))


def _places(points: Points, scale: float) -> list[QPointF]:
    """Shapes: (N, 2)."""
    return [QPointF(x, y) for x, y in (points.astype(np.float64) * scale).tolist()]


def whole(points: Sequence[QPointF]) -> QPainterPath:
    """The curve from the first point to the last; a dot where there is one point."""
    path = QPainterPath(points[0])
    if len(points) == 1:
        add_tail(path, points)
        return path
    path.lineTo(middle(points[0], points[1]))
    for before, after in pairwise(points[1:]):
        path.quadTo(before, middle(before, after))
    path.lineTo(points[-1])
    return path


def steady(pressure: float) -> float:
    """The pressure in steps that cannot be seen, so that pieces one after the other can be painted as one."""
    return round(pressure * PRESSURE_STEPS) / PRESSURE_STEPS
