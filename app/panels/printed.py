"""The ground of the preview: a formula as large as there is room for, scrolled where it would be too small to read."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QResizeEvent, QTransform, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QFrame, QSizePolicy, QWidget

from app.typeset.formula import Formula, Place

LARGEST = 1.15  # times the font size of `typeset`
LEAST = 0.45  # the same: what is larger at this scale is scrolled
MARGIN = 8.0  # logical pixels around the formula
GROWN = 3.0  # how far around a symbol the pointer still finds it
LEAST_TARGET = 14.0  # the least width and height that the pointer finds: minus signs and fraction bars are thin


class Printed(QAbstractScrollArea):
    """Knows where a formula and its symbols are in the viewport; what is painted there is for others to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formula: Formula | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @property
    def formula(self) -> Formula | None:
        return self._formula

    @property
    def scale(self) -> float:
        """The largest scale at which the formula fits, but no smaller than can be read."""
        if self._formula is None:
            return LARGEST
        whole = QRectF(self.contentsRect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
        return max(self._formula.scale_in(whole, LARGEST), LEAST)

    def place(self, token: int) -> QRectF | None:
        """Where a token is in the viewport; None for one that is not printed."""
        box = next((place.box for place in self.places() if place.token == token), None)
        return None if box is None else self.onto_viewport().mapRect(box)

    def places(self) -> Sequence[Place]:
        """Where the symbols are that can be pointed at, in pixels of the formula."""
        return self._formula.places if self._formula is not None else ()

    def area(self) -> QRectF:
        """Where the formula is in the viewport: in the middle, or as far as it is scrolled."""
        if self._formula is None:
            return QRectF()
        scale, room = self.scale, self.viewport().size()
        width, height = self._formula.width * scale, self._formula.height * scale
        left = max((room.width() - width) / 2, MARGIN) - self.horizontalScrollBar().value()
        top = max((room.height() - height) / 2, MARGIN) - self.verticalScrollBar().value()
        return QRectF(left, top, width, height)

    def onto_viewport(self) -> QTransform:
        """From pixels of the formula to the viewport."""
        area, scale = self.area(), self.scale
        return QTransform.fromTranslate(area.left(), area.top()).scale(scale, scale)

    def settle(self) -> None:
        """Give the scroll bars the range that the formula needs."""
        area, room = self.area(), self.viewport().size()
        for bar, needed, there in (
            (self.horizontalScrollBar(), area.width(), room.width()),
            (self.verticalScrollBar(), area.height(), room.height()),
        ):
            bar.setPageStep(there)
            bar.setSingleStep(int(2 * MARGIN))
            bar.setRange(0, max(0, ceil(needed + 2 * MARGIN - 0.1) - there))  # a hair's breadth needs no bar
        self.viewport().update()

    def bring_into_view(self, token: int) -> None:
        """Scroll to a token."""
        box = self.place(token)
        if box is not None:
            across, down = self.horizontalScrollBar(), self.verticalScrollBar()
            room = QRectF(self.viewport().rect()).adjusted(MARGIN, MARGIN, -MARGIN, -MARGIN)
            across.setValue(across.value() + _beyond(box.left(), box.right(), room.left(), room.right()))
            down.setValue(down.value() + _beyond(box.top(), box.bottom(), room.top(), room.bottom()))
        self.viewport().update()

    def token_at(self, position: QPointF) -> int:
        """The token under a place of the viewport, the smallest where several are; -1 for none."""
        onto = self.onto_viewport()
        hit = [(onto.mapRect(place.box), place.token) for place in self.places()]
        found = [(box.width() * box.height(), token) for box, token in hit if _target(box).contains(position)]
        return min(found)[1] if found else -1

    # Overrides of Qt

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Up and down scrolls sideways where the formula is only too wide."""
        sideways = self.horizontalScrollBar().maximum() > 0 == self.verticalScrollBar().maximum()
        if sideways and event.angleDelta().y():
            QApplication.sendEvent(self.horizontalScrollBar(), event)
        else:
            super().wheelEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.settle()

    def sizeHint(self) -> QSize:
        return QSize(400, 120)

    def minimumSizeHint(self) -> QSize:
        return QSize(120, 40)


def _target(box: QRectF) -> QRectF:
    """Where the pointer finds a symbol."""
    across = max(GROWN, (LEAST_TARGET - box.width()) / 2)
    down = max(GROWN, (LEAST_TARGET - box.height()) / 2)
    return box.adjusted(-across, -down, across, down)


def _beyond(low: float, high: float, first: float, last: float) -> int:
    """How far to scroll so that what reaches from `low` to `high` is between `first` and `last`."""
    return ceil(max(0.0, high - last)) - ceil(max(0.0, first - low))
