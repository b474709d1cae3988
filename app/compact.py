"""A window with little room: a screen of 1080 lines at 300 % leaves 640 by 360 logical pixels to a program.

Bars get thinner then, in a low window the LaTeX stands beside its print, and what still needs more room scrolls.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QScrollArea, QSplitter, QVBoxLayout, QWidget

from app.panels.card import GRID

LEAST = QSize(640, 344)  # logical pixels of a window that is still of use
LEAST_CANVAS = QSize(240, 64)
_LOW, _NARROW = 480, 720  # below these, a window has little room
_LEAST_BELOW = 72
_WIDE = 480  # from here on, print and LaTeX have room beside each other


def is_compact(window: QSize) -> bool:
    """Whether a window of this size has little room."""
    return window.height() < _LOW or window.width() < _NARROW


def tell_style(bar: QWidget, compact: bool) -> None:
    """Dress a bar, and what is on it, for little room, or for enough."""
    bar.setProperty("compact", compact)
    for widget in (*bar.findChildren(QWidget), bar):  # the style sheet looks at properties only here
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))  # they remember how large they were


def arrange(body: QVBoxLayout, window: QSize, width: int) -> None:
    """Arrange the two parts of a card in a window that leaves `width` for it: below or beside each other."""
    beside = window.height() < _LOW and width >= _WIDE
    margin = GRID if is_compact(window) else 2 * GRID
    body.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
    body.setStretch(0, 2 if beside else 1)
    body.setStretch(1, 3 if beside else 0)
    body.setContentsMargins(margin, min(margin, GRID + 4), margin, margin)


class Column(QSplitter):
    """The canvas above what follows from it, which leaves it the least of room."""

    def __init__(self, canvas: QWidget, below: QWidget) -> None:
        super().__init__(Qt.Orientation.Vertical, childrenCollapsible=False, handleWidth=GRID)
        self._below = Yielding(below, below.minimumSizeHint().height())
        canvas.setMinimumSize(LEAST_CANVAS)
        self.addWidget(canvas)
        self.addWidget(self._below)
        self.setStretchFactor(0, 3)
        self.setStretchFactor(1, 1)

    # Overrides of Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._below.allow(event.size().height() - self.handleWidth() - LEAST_CANVAS.height())


class Yielding(QScrollArea):
    """As high as what is in it needs, but never higher than it may be: then one scrolls."""

    def __init__(self, inner: QWidget, most: int) -> None:
        super().__init__()
        self._inner, self._most = inner, most
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(inner)

    def allow(self, most: int) -> None:
        """Say how high it may insist to be."""
        self._most = max(most, _LEAST_BELOW)
        self.updateGeometry()

    # Overrides of Qt

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # what is in it needs more or less than before
            self.updateGeometry()
        return super().event(event)

    def sizeHint(self) -> QSize:
        return self._inner.sizeHint()

    def minimumSizeHint(self) -> QSize:
        inner = self._inner
        width, height = inner.minimumSizeHint().width(), inner.minimumSizeHint().height()
        if inner.hasHeightForWidth():  # the height is then one for the least width
            height = inner.heightForWidth(max(width, self.viewport().width()))
        bar = self.verticalScrollBar().sizeHint().width() if height > self._most else 0
        return QSize(width + bar, min(height, self._most))
