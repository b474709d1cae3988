"""The look of the empty canvas: paper with a hint on it, and the cursors of the two tools."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QPainter, QPalette, QPen, QPixmap

from app.fonts import scaled

CORNER = 12.0  # logical pixels, as the cards have
PICTURE_PAPER = QColor("#ffffff")  # a picture is seen on white, and written on in dark ink, in every theme
PICTURE_INK = QColor("#1b2130")


def paint_paper(painter: QPainter, area: QRectF, paper: QColor, border: QColor) -> None:
    painter.setPen(QPen(border, 1))
    painter.setBrush(paper)
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), CORNER, CORNER)


def paint_hint(painter: QPainter, area: QRectF, palette: QPalette, title: str, detail: str) -> None:
    """What one can do here, in the middle of the paper."""
    font = painter.font()
    colour = palette.color(QPalette.ColorRole.PlaceholderText)
    middle = area.center().y()
    for text, factor, top in ((title, 1.9, middle - 44), (detail, 1.0, middle + 4)):
        painter.setFont(scaled(font, factor))
        painter.setPen(colour)
        line = QRectF(area.left() + 16, top, area.width() - 32, 40)
        painter.drawText(line, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter, text)


@cache
def pen_cursor() -> QCursor:
    """A small dot with a light rim: it hides as little as possible of what is being written."""
    return _round_cursor(4, QColor("#1b2130"), QColor("#ffffff"))


@cache
def eraser_cursor(radius: int) -> QCursor:
    """A ring as large as what the eraser reaches."""
    return _round_cursor(radius, QColor(128, 128, 128, 40), QColor("#808894"))


def _round_cursor(radius: int, filling: QColor, rim: QColor) -> QCursor:
    side = 2 * radius + 4
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(filling)
    painter.setPen(QPen(rim, 1.5))
    painter.drawEllipse(QPointF(side / 2, side / 2), radius, radius)
    painter.end()
    return QCursor(pixmap)
