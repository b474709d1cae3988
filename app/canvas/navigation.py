"""Wheel, touchpad and two fingers: what they make of the view.

The wheel moves the content up and down, with Shift to the sides, with Ctrl it zooms about the pointer; a touchpad moves
it by the pixel. Two fingers move it at once and zoom only when they mean it: fingers that move together never keep
quite the same distance, and a view that only moves is painted faster.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QNativeGestureEvent, QWheelEvent

from app.canvas.pointer import Pinch
from app.canvas.sheet import Sheet
from app.canvas.view import View

NOTCH = 120.0  # what a wheel reports for one step
STEP = 60.0  # logical pixels a step
ZOOM_STEP = 1.2
PINCH_MEANT = 1.06  # how much further apart or closer fingers get before they zoom


class Navigation:
    """Turns events into views of a sheet; the canvas decides whether to look through them."""

    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._pinch: Pinch | None = None  # the last one that the view has followed
        self._zooming = False

    def wheel(self, event: QWheelEvent) -> View:
        angle, keys = QPointF(event.angleDelta()) / NOTCH, event.modifiers()
        if keys & Qt.KeyboardModifier.ControlModifier:
            return self._sheet.zoomed(ZOOM_STEP ** (angle.y() or angle.x()), event.position())
        # Without phases, which a touchpad has, the pixels are made up by the driver.
        if not event.pixelDelta().isNull() and event.phase() != Qt.ScrollPhase.NoScrollPhase:
            return self._sheet.moved(QPointF(event.pixelDelta()))
        sideways = keys & Qt.KeyboardModifier.ShiftModifier and not angle.x()
        return self._sheet.moved((angle.transposed() if sideways else angle) * STEP)

    def touchpad(self, event: QNativeGestureEvent) -> View:
        """A pinch on a touchpad, which the system has made a zoom already."""
        if event.gestureType() is not Qt.NativeGestureType.ZoomNativeGesture:
            return self._sheet.view
        return self._sheet.zoomed(max(1.0 + event.value(), 0.1), event.position())

    def pinch(self, pinch: Pinch) -> View:
        """The first pinch changes nothing; each further one keeps what is under the fingers there."""
        last = self._pinch or pinch
        factor = pinch.spread / last.spread
        self._zooming = self._zooming or not 1 / PINCH_MEANT < factor < PINCH_MEANT
        if self._zooming:
            self._pinch = pinch
            return self._sheet.zoomed(factor, last.centre).moved(pinch.centre - last.centre)
        by = self._sheet.rounded(pinch.centre - last.centre)
        self._pinch = Pinch(last.centre + by, last.spread)
        return self._sheet.moved(by)

    def rest(self) -> None:
        """The fingers are no longer two."""
        self._pinch, self._zooming = None, False
