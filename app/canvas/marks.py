"""What the reading says about the ink, shown on it: a symbol that is pointed at glows, one that is uncertain carries a
dotted line, one that the user pinned carries a solid line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen

from app.canvas.sheet import PEN_WIDTH, Sheet
from app.canvas.strokes import paint_curve, room_of
from app.canvas.view import View
from mathnet.ink import Box, Stroke

GLOW = 9.0  # logical pixels by which the glow is wider than the pen
GLOW_ALPHA, BOX_ALPHA = 90, 48  # of 255
BENEATH = 6.0  # logical pixels between a symbol and the line under it
LINE = 2.0  # logical pixels
DOT, APART = 2.5, 6.0  # logical pixels: a dot, and from one to the next


class Marks:
    """Paints only what lies in the part of the sheet that is painted anyway, so that marks cost the pen nothing."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._lit: frozenset[Stroke] = frozenset()
        self._box: Box | None = None
        self._uncertain: tuple[Box, ...] = ()
        self._pinned: tuple[Box, ...] = ()
        self._lines: tuple[View, list[QLineF], list[QLineF]] = View(), [], []  # as this view sees them

    def light(self, strokes: Iterable[Stroke], box: Box | None) -> None:
        """Let strokes glow, or `box` where there are none; nothing else glows then."""
        lit = frozenset(strokes)
        box = None if lit else box
        if (lit, box) != (self._lit, self._box):
            self._update(self._glowing())
            self._lit, self._box = lit, box
            self._update(self._glowing())

    def mark(self, uncertain: Sequence[Box], pinned: Sequence[Box]) -> None:
        """Draw lines under these boxes, and no others."""
        wanted = tuple(uncertain), tuple(pinned)
        if wanted != (self._uncertain, self._pinned):
            self._uncertain, self._pinned = wanted
            self._place_lines()
            self._sheet.widget.update()

    def keep_up(self, gone: bool) -> None:
        """The document is another: marks stay while it only grows, for a moment later there is a new reading."""
        if gone:
            self.light((), None)
            self.mark((), ())

    def paint_under(self, painter: QPainter, dirty: QRectF) -> None:
        """Paint what glows; goes beneath the ink."""
        area = self._glowing()
        if not area.intersects(dirty):
            return
        accent, view = self._sheet.colour(QPalette.ColorRole.Highlight), self._sheet.view
        if self._box is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(_faint(accent, BOX_ALPHA))
            painter.drawRoundedRect(area, 6, 6)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        pen = QPen(_faint(accent, GLOW_ALPHA), PEN_WIDTH + GLOW)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        for stroke in self._lit:
            paint_curve(painter, stroke, view, pen)

    def paint_over(self, painter: QPainter, dirty: QRectF) -> None:
        """Paint the lines under symbols."""
        if self._lines[0] != self._sheet.view:
            self._place_lines()
        _, uncertain, pinned = self._lines
        warning, accent = (self._sheet.colour(role) for role in (QPalette.ColorRole.Link, QPalette.ColorRole.Highlight))
        painter.setPen(QPen(warning, DOT, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        # A dashed line would take ten times as long.
        painter.drawPoints([dot for line in uncertain if _near(line, dirty) for dot in _dots(line)])
        painter.setPen(QPen(accent, LINE))
        painter.drawLines([line for line in pinned if _near(line, dirty)])

    def _place_lines(self) -> None:
        view = self._sheet.view
        uncertain, pinned = ([_beneath(box, view) for box in boxes] for boxes in (self._uncertain, self._pinned))
        self._lines = view, uncertain, pinned

    def _glowing(self) -> QRectF:
        view = self._sheet.view
        if self._lit:
            return room_of(self._lit, view, GLOW)
        return view.rect_of(self._box).adjusted(-4, -4, 4, 4) if self._box is not None else QRectF()

    def _update(self, area: QRectF) -> None:
        if not area.isEmpty():
            self._sheet.widget.update(area.toAlignedRect())


def _faint(colour: QColor, alpha: int) -> QColor:
    faint = QColor(colour)
    faint.setAlpha(alpha)
    return faint


def _beneath(box: Box, view: View) -> QLineF:
    """The line under a box, at least as long as three dots."""
    middle, half = view.place_of(QPointF((box.left + box.right) / 2, box.bottom)), box.width * view.scale / 2
    half, y = max(half, 2 * LINE), middle.y() + BENEATH
    return QLineF(middle.x() - half, y, middle.x() + half, y)


def _dots(line: QLineF) -> list[QPointF]:
    steps = max(round(line.length() / APART), 1)
    return [line.pointAt(step / steps) for step in range(steps + 1)]


def _near(line: QLineF, dirty: QRectF) -> bool:
    level = dirty.top() - LINE <= line.y1() <= dirty.bottom() + LINE
    return level and line.x1() <= dirty.right() + LINE and line.x2() >= dirty.left() - LINE
