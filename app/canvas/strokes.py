"""How a stroke looks: a curve through the middles of its points, as wide as the pen was pressed.

The curve between two middles depends on three points only, so what is painted while the pen moves is, piece by piece,
what is painted again when the whole stroke is drawn: ink does not change its shape when the pen lifts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from app.canvas.view import View
from mathnet.ink import Stroke

DOT_RADIUS = 0.7  # what a dot is larger than the pen by: dots count in formulas, and as wide as a line they are lost


@dataclass(frozen=True)
class Look:
    """Colour and width of the pen; `width` in the painter's units, at middling pressure."""

    colour: QColor
    width: float

    def pen(self, pressure: float | None = None) -> QPen:
        factor = 1.0 if pressure is None else 0.4 + 1.2 * pressure
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
    points = [QPointF(x, y) for x, y in view.to_widget(stroke.points).tolist()]
    if stroke.pressure is None:
        painter.strokePath(_whole(points), look.pen())
        return
    pressures: list[float] = stroke.pressure.tolist()
    for index in range(1, len(points)):
        path = QPainterPath()
        add_piece(path, points, index)
        painter.strokePath(path, look.pen(pressures[index]))
    tail = QPainterPath()
    add_tail(tail, points)
    painter.strokePath(tail, look.pen(pressures[-1]))


def _whole(points: Sequence[QPointF]) -> QPainterPath:
    path = QPainterPath(points[0])
    if len(points) == 1:
        add_tail(path, points)
        return path
    path.lineTo(middle(points[0], points[1]))
    for before, after in pairwise(points[1:]):
        path.quadTo(before, middle(before, after))
    path.lineTo(points[-1])
    return path
