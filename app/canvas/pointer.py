"""Pen, mouse and touch as one stream of samples, each movement of the hand counted once.

Systems send one hand several times over: a pen also as a mouse, a finger also as a mouse, a palm beside the pen as a
finger. Whoever starts a gesture owns it until it ends, events that the system made up from others are left out, and
touch rests while a pen is near.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEventPoint, QMouseEvent, QPointingDevice, QTabletEvent, QTouchEvent

PALM_REST_MS = 500  # how long touch is ignored after the pen was last seen


class Phase(Enum):
    """Where in a gesture a sample is."""

    BEGIN = auto()
    MOVE = auto()
    END = auto()
    CANCEL = auto()  # the system took the gesture away: what it did is to be undone


class _Owner(Enum):
    MOUSE = auto()
    PEN = auto()
    TOUCH = auto()


@dataclass(frozen=True)
class Sample:
    """One place of the hand: position in logical pixels, time in seconds, pressure 0 to 1 where the device has any."""

    phase: Phase
    position: QPointF
    seconds: float
    pressure: float | None = None
    erasing: bool = False


class Pointers:
    """Turns Qt's events into samples; None for an event that is to be left out."""

    def __init__(self) -> None:
        self._owner: _Owner | None = None
        self._erasing = False
        self._finger = 0
        self._pen_seen_ms = -PALM_REST_MS

    def sample(self, event: QMouseEvent | QTabletEvent | QTouchEvent) -> Sample | None:
        """What an event of any of the three tells about the hand."""
        if isinstance(event, QMouseEvent):
            return self.mouse(event)
        return self.tablet(event) if isinstance(event, QTabletEvent) else self.touch(event)

    def mouse(self, event: QMouseEvent) -> Sample | None:
        """The left button draws, the right one erases."""
        if event.source() != Qt.MouseEventSource.MouseEventNotSynthesized:
            return None
        phase = self._mouse_phase(event)
        if phase is Phase.BEGIN:
            self._erasing = event.button() == Qt.MouseButton.RightButton
        return self._sample(_Owner.MOUSE, phase, event.position(), event.timestamp())

    def tablet(self, event: QTabletEvent) -> Sample | None:
        """The tip draws with its pressure; the other end of the pen, and a button on its side, erase."""
        self._pen_seen_ms = event.timestamp()
        phase = _TABLET_PHASES.get(event.type())
        if phase is Phase.BEGIN:
            is_eraser = event.pointerType() == QPointingDevice.PointerType.Eraser
            self._erasing = is_eraser or event.button() == Qt.MouseButton.RightButton
        return self._sample(_Owner.PEN, phase, event.position(), event.timestamp(), event.pressure())

    def touch(self, event: QTouchEvent) -> Sample | None:
        """The first finger draws; more fingers are left out."""
        if event.type() == QEvent.Type.TouchCancel:
            return self._sample(_Owner.TOUCH, Phase.CANCEL, QPointF(), event.timestamp())
        if event.type() == QEvent.Type.TouchBegin:
            if event.timestamp() - self._pen_seen_ms < PALM_REST_MS:
                return None
            self._finger, self._erasing = event.points()[0].id(), False
        point = next((point for point in event.points() if point.id() == self._finger), None)
        phase = _TOUCH_PHASES.get(point.state()) if point else None
        return self._sample(_Owner.TOUCH, phase, point.position(), event.timestamp()) if point else None

    def _mouse_phase(self, event: QMouseEvent) -> Phase | None:
        if event.type() == QEvent.Type.MouseMove:
            return Phase.MOVE
        if event.button() not in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            return None
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            return Phase.BEGIN if self._owner is None else None
        started_by = Qt.MouseButton.RightButton if self._erasing else Qt.MouseButton.LeftButton
        return Phase.END if event.button() == started_by else None

    def _sample(
        self, owner: _Owner, phase: Phase | None, position: QPointF, milliseconds: int, pressure: float | None = None
    ) -> Sample | None:
        if phase is None or self._owner is not (None if phase is Phase.BEGIN else owner):
            return None
        self._owner = owner if phase in (Phase.BEGIN, Phase.MOVE) else None
        return Sample(phase, position, milliseconds / 1000, pressure, self._erasing)


_TABLET_PHASES = {
    QEvent.Type.TabletPress: Phase.BEGIN,
    QEvent.Type.TabletMove: Phase.MOVE,
    QEvent.Type.TabletRelease: Phase.END,
}

_TOUCH_PHASES = {
    QEventPoint.State.Pressed: Phase.BEGIN,
    QEventPoint.State.Updated: Phase.MOVE,
    QEventPoint.State.Released: Phase.END,
}
