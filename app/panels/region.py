"""Choosing a part of a screen: what it showed, frozen and dimmed, and on it a rectangle drawn by hand or by keys."""

from __future__ import annotations

import sys

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSizeF, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPalette,
    QPen,
    QPixmap,
)
from PySide6.QtWidgets import QWidget

from app.canvas.keys import CROPS, nudge

DIM = 120  # of 255, over what is not chosen
LEAST = 4  # logical pixels: what is smaller was a click
FIRST = (320, 160)  # logical pixels, the rectangle that keys begin with
ROOM = QSizeF(20, 10)  # logical pixels that a label is larger than its words


class RegionPicker(QWidget):
    """One screen, frozen, on which a rectangle is drawn.

    Signals, one of which ends it: `picked(QRect)` with the rectangle in logical pixels from the screen's corner;
    `cancelled()`.
    """

    picked = Signal(QRect)
    cancelled = Signal()

    def __init__(self, pixels: QPixmap, place: QRect) -> None:
        """`pixels` is what the screen shows, as fine as they come; `place` where it is, in logical pixels."""
        super().__init__(None, Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint)
        self.area = QRect()
        self._pixels = pixels
        self._start: QPoint | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_QuitOnClose, False)  # the window behind it is hidden, not closed
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setWindowTitle(self.tr("Choose a part of the screen"))
        self.setAccessibleName(self.windowTitle())
        self.setAccessibleDescription(self._hint())
        self.setGeometry(place)

    def cover(self) -> None:
        """Lie over the whole screen."""
        if sys.platform == "darwin":
            self.show()  # full screens are spaces of their own there, and slide in
        else:
            self.showFullScreen()
        self.activateWindow()

    def _hint(self) -> str:
        return self.tr("Drag a rectangle around the formula. Return takes the whole screen, Escape cancels.")

    def _take(self) -> None:
        self.picked.emit(self.area if self.area.isValid() else self.rect())

    def _draw_to(self, place: QPoint) -> None:
        if self._start is not None:
            (left, right), (top, bottom) = zip(self._start.toTuple(), place.toTuple(), strict=True)
            area = QRect(QPoint(min(left, right), min(top, bottom)), QPoint(max(left, right), max(top, bottom)))
            self.area = area.intersected(self.rect())
            self.update()

    def _nudge(self, by: QPoint, grows: bool) -> None:
        """Move the rectangle, or its lower right corner; begin one in the middle where there is none."""
        if not self.area.isValid():
            self.area.setSize(self.rect().size().boundedTo(QRect(0, 0, *FIRST).size()))
            self.area.moveCenter(self.rect().center())
        elif grows:
            self.area.setWidth(max(self.area.width() + by.x(), LEAST))
            self.area.setHeight(max(self.area.height() + by.y(), LEAST))
        else:
            room = self.rect().adjusted(0, 0, 1 - self.area.width(), 1 - self.area.height())
            corner = self.area.topLeft() + by
            corner.setX(min(max(corner.x(), room.left()), room.right()))
            corner.setY(min(max(corner.y(), room.top()), room.bottom()))
            self.area.moveTo(corner)
        self.area = self.area.intersected(self.rect())
        self.update()

    # Showing

    def _paint_area(self, painter: QPainter) -> None:
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 2))
        painter.drawRect(QRectF(self.area).adjusted(-1, -1, 1, 1))
        ratio = self._pixels.width() / max(self.width(), 1)
        sides = round(self.area.width() * ratio), round(self.area.height() * ratio)
        corner = QPointF(self.area.bottomRight())
        self._paint_label(painter, self.tr("{} × {}").format(*sides), corner + QPointF(0, 2 * ROOM.height()))

    def _paint_label(self, painter: QPainter, text: str, middle: QPointF) -> None:
        """Words on a small card, all of it in sight."""
        card = QRectF(QPointF(), QSizeF(painter.fontMetrics().size(0, text)) + ROOM)
        card.moveCenter(middle)
        seen = QRectF(self.rect()).adjusted(8, 8, -8, -8)
        card.moveRight(min(card.right(), seen.right()))
        card.moveBottom(min(card.bottom(), seen.bottom()))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(card, 6, 6)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.drawText(card, Qt.AlignmentFlag.AlignCenter, text)

    # Overrides of Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.drawPixmap(self.rect(), self._pixels)
        dim = QColor(self.palette().color(QPalette.ColorRole.Shadow))
        dim.setAlpha(DIM)
        shade = QPainterPath()
        shade.addRect(QRectF(self.rect()))
        shade.addRect(QRectF(self.area))  # the odd-even rule leaves the rectangle out
        painter.fillPath(shade, dim)
        if self.area.isValid():
            self._paint_area(painter)
        elif self._start is None:
            self._paint_label(painter, self._hint(), QRectF(self.rect()).center())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            self.cancelled.emit()
        elif event.button() == Qt.MouseButton.LeftButton:
            self._start, self.area = event.position().toPoint(), QRect()
            self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._draw_to(event.position().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or self._start is None:
            return
        self._draw_to(event.position().toPoint())
        self._start = None
        if min(self.area.width(), self.area.height()) >= LEAST:
            self._take()
        else:
            self.area = QRect()
            self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = nudge(event)
        if event.key() == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.key() in CROPS:
            self._take()
        elif by is not None:
            self._nudge(by.toPoint(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier))
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self.cancelled.emit()
