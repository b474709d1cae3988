"""Marks on symbols, the same wherever they are: lit up, uncertain, pinned; bars for probabilities, grounds of rows.

All are in colours of the palette.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

SOFT = 0.2  # opacity of the accent behind what is lit
ROUND = 4.0  # logical pixels, as are all lengths here
BELOW = 4.0  # from a symbol to the line under it
LINE = 2.0
PIN = 2.5  # radius of the head of a pin
BAR = 5.0  # how high a bar is, its outline included


def soft(palette: QPalette) -> QColor:
    """The accent, so that what is in front of it stays readable."""
    colour = QColor(palette.color(QPalette.ColorRole.Highlight))
    colour.setAlphaF(SOFT)
    return colour


def paint_lit(painter: QPainter, palette: QPalette, box: QRectF, framed: bool = False) -> None:
    """A soft box behind a symbol; framed where the keyboard is."""
    painter.setBrush(soft(palette))
    painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 1.5) if framed else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(box, ROUND, ROUND)


def paint_uncertain(painter: QPainter, palette: QPalette, box: QRectF) -> None:
    """A dotted line under a symbol."""
    pen = QPen(palette.color(QPalette.ColorRole.Link), LINE, Qt.PenStyle.CustomDashLine, Qt.PenCapStyle.RoundCap)
    pen.setDashPattern([0.1, 1.9])
    painter.setPen(pen)
    line = box.bottom() + BELOW
    painter.drawLine(QPointF(box.left() + 1, line), QPointF(box.right() - 1, line))


def paint_share(painter: QPainter, palette: QPalette, left: float, right: float, top: float, share: float) -> None:
    """A bar for a share from 0 to 1 in a track that is but an outline: so it is told from the bar in any theme."""
    track = QRectF(left, top, right - left, BAR).adjusted(0.5, 0.5, -0.5, -0.5)
    painter.setPen(QPen(palette.color(QPalette.ColorRole.PlaceholderText), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(track, 2, 2)
    bar = QRectF(left, top, max((right - left) * min(share, 1.0), 3.0), BAR)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
    painter.drawRoundedRect(bar, 2, 2)


def paint_pinned(painter: QPainter, palette: QPalette, box: QRectF) -> None:
    """A line under a symbol, with the head of a pin."""
    colour = palette.color(QPalette.ColorRole.Highlight)
    paint_pin(painter, colour, box.left() + 1, box.right() - 1, box.bottom() + BELOW)


def paint_pin(painter: QPainter, colour: QColor, left: float, right: float, height: float) -> None:
    """A pin lying from left to right, its head in the middle."""
    painter.setPen(QPen(colour, LINE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(left, height), QPointF(right, height))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF((left + right) / 2, height), PIN, PIN)


def paint_row(painter: QPainter, option: QStyleOptionViewItem, area: QRectF) -> None:
    """The ground of a list's row: pointed at, chosen, or where the keyboard is."""
    palette, state = option.palette, option.state
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    painter.setPen(Qt.PenStyle.NoPen)
    if chosen or state & QStyle.StateFlag.State_MouseOver:
        painter.setBrush(palette.color(QPalette.ColorRole.AlternateBase))
        painter.drawRoundedRect(area, 8, 8)
    if chosen:
        painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
        painter.drawRoundedRect(QRectF(area.left() + 1, area.top() + 12, 3, area.height() - 24), 1.5, 1.5)
    if state & QStyle.StateFlag.State_HasFocus:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Highlight), 1))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
