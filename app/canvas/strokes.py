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
from mathnet.ink import Stroke

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
    if stroke.pressure is None:
        return ((_curve(stroke, scale), None),)
    points, pressures = _places(stroke, scale), [steady(pressure) for pressure in stroke.pressure.tolist()]
    paths = [(QPainterPath(), pressures[0])]
    for index in range(1, len(points)):
        if pressures[index] != paths[-1][1]:
            paths.append((QPainterPath(), pressures[index]))
        add_piece(paths[-1][0], points, index)
    add_tail(paths[-1][0], points)
    return tuple(paths)


@lru_cache(maxsize=4096)
def _curve(stroke: Stroke, scale: float) -> QPainterPath:
    return whole(_places(stroke, scale))


def _places(stroke: Stroke, scale: float) -> list[QPointF]:
    return [QPointF(x, y) for x, y in (stroke.points.astype(np.float64) * scale).tolist()]


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
