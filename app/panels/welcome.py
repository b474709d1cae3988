"""A card for the first minute: three things one would not guess, each with a small drawing. It goes away for good."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.icons import icon
from app.panels.card import GRID, Card, label, small_button
from app.theme import Theme

SEEN_KEY = "welcome/seen"
WIDTH, HEIGHT = 64, 44  # of a drawing, logical pixels

Paint = Callable[[QPainter, QPalette], None]


class WelcomeCard(Card):
    """Shows three gestures.

    Signals: `closed()` once, when it was closed or is no longer needed; `example_wanted()`.
    """

    closed = Signal()
    example_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        heading = self.tr("Three things to try")
        self.setAccessibleName(heading)
        self.close_button = small_button(self.tr("Close"), self.tr("Close this hint for good"))
        self.close_button.clicked.connect(self.finish)
        self.head.addWidget(label(heading, "heading"), 1)
        self.head.addWidget(self.close_button)
        self.body.addLayout(self.head)
        self._add(paint_writing, self.tr("Write a formula: it is read when the pen rests."))
        self._add(paint_scribble, self.tr("Scribble over ink to erase it."))
        self._add(paint_fix, self.tr("Click a symbol in the formula to fix it."))
        self.example_button = QPushButton(self.tr("Open an &example"))
        self.example_button.setToolTip(self.tr("Show a formula that someone wrote; there are more in the File menu"))
        self.example_button.clicked.connect(self.example_wanted)
        self.body.addWidget(self.example_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.wear(theme)

    def wear(self, theme: Theme) -> None:
        """Colour the icon to match the theme."""
        self.close_button.setIcon(icon("close", theme))

    def finish(self) -> None:
        """Go away; the user has found out or wants to."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def _add(self, paint: Paint, text: str) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID + 4)
        row.addWidget(_Drawing(paint))
        told = label(text, "text")
        told.setWordWrap(True)
        row.addWidget(told, 1)
        self.body.addLayout(row)


class _Drawing(QWidget):
    """One gesture, drawn in the colours of the palette."""

    def __init__(self, paint: Paint) -> None:
        super().__init__()
        self._paint = paint
        self.setFixedSize(WIDTH, HEIGHT)

    # Overrides of Qt

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(_pen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Window))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._paint(painter, self.palette())

    def sizeHint(self) -> QSize:
        return QSize(WIDTH, HEIGHT)


def paint_writing(painter: QPainter, palette: QPalette) -> None:
    """An x that is being written, the pen at its end."""
    painter.setPen(_pen(palette.color(QPalette.ColorRole.Text)))
    painter.drawPath(_x(24))
    painter.setPen(_pen(palette.color(QPalette.ColorRole.Highlight)))
    pen = QPainterPath(QPointF(36, 32))
    pen.lineTo(39, 25)
    pen.lineTo(51, 11)
    pen.lineTo(55, 15)
    pen.lineTo(43, 29)
    pen.closeSubpath()
    painter.drawPath(pen)


def paint_scribble(painter: QPainter, palette: QPalette) -> None:
    """An x under a scribble in the colour of warnings."""
    painter.setPen(_pen(palette.color(QPalette.ColorRole.Text)))
    painter.drawPath(_x(32))
    painter.setPen(_pen(palette.color(QPalette.ColorRole.Link)))
    way = QPainterPath(QPointF(16, 28))
    for place in range(7):
        way.lineTo(22 + 4 * place, 12 if place % 2 == 0 else 32)
    painter.drawPath(way)


def paint_fix(painter: QPainter, palette: QPalette) -> None:
    """An x that is picked, with what it could be instead below it."""
    painter.setPen(_pen(palette.color(QPalette.ColorRole.Text)))
    painter.drawPath(_x(18))
    accent = palette.color(QPalette.ColorRole.Highlight)
    painter.setPen(_pen(accent, 1.5))
    painter.drawRoundedRect(QRectF(7, 9, 22, 26), 4, 4)
    painter.setBrush(palette.color(QPalette.ColorRole.Base))
    painter.drawRoundedRect(QRectF(35, 7, 22, 30), 4, 4)
    painter.setPen(_pen(palette.color(QPalette.ColorRole.Text), 1.5))
    for y in (15, 22, 29):
        painter.drawLine(QPointF(40, y), QPointF(52, y))


def _x(middle: float) -> QPainterPath:
    way = QPainterPath(QPointF(middle - 8, 14))
    way.cubicTo(middle - 2, 12, middle + 1, 33, middle + 9, 30)
    way.moveTo(middle + 8, 13)
    way.cubicTo(middle + 3, 16, middle - 3, 29, middle - 8, 31)
    return way


def _pen(colour: QColor, width: float = 2) -> QPen:
    return QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
