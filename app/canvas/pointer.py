"""Pen, mouse and touch as one stream of samples, each movement of the hand counted once.

Systems send one hand several times over: a pen also as a mouse, a finger also as a mouse, a palm beside the pen as a
finger. Whoever starts a gesture owns it until it ends, except that a pen takes the canvas from a touch, which was the
palm then. Events that the system made up from others are left out, and touch rests while a pen is near. A second finger
turns what the first one did into a pinch. A pen laid flat draws broader, as a pencil does: tilt adds to the pressure.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum, auto

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEventPoint, QMouseEvent, QPointingDevice, QTabletEvent, QTouchEvent

PALM_REST_MS = 500  # how long touch is ignored after the pen was last seen
# A pen that is near reports all the time. One that was last heard of longer ago has left without saying so.
NEAR_AT_MOST_MS = 5000
# Degrees from upright. One writes at up to the first; at the second the line is as of twice the pressure.
UPRIGHT, FLAT = 50.0, 65.0


class Phase(Enum):
    """Where in a gesture a sample is."""

    BEGIN = auto()
    MOVE = auto()
    END = auto()
    CANCEL = auto()  # the gesture was taken away: what it did is to be undone


class _Owner(Enum):
    MOUSE = auto()
    PEN = auto()
    TOUCH = auto()


@dataclass(frozen=True)
class Sample:
    """One place of the hand: position in logical pixels, time in seconds, pressure 0 to 1 where the device has any.

    The pressure is that of the tip and rises with the pen's tilt.
    """

    phase: Phase
    position: QPointF
    seconds: float
    pressure: float | None = None
    button: Qt.MouseButton = (
        Qt.MouseButton.LeftButton
    )  # the left one for a pen's tip and a finger, the right one erases

    @property
    def erasing(self) -> bool:
        return self.button == Qt.MouseButton.RightButton


@dataclass(frozen=True)
class Pinch:
    """Two fingers: the place between them and how far they are apart, in logical pixels."""

    centre: QPointF
    spread: float


Heard = tuple[Sample | Pinch, ...]

_BUTTONS = (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton)


class Pointers:
    """Turns Qt's events into samples; none for an event that is to be left out."""

    def __init__(self) -> None:
        self.finger_button = Qt.MouseButton.LeftButton  # what a single finger stands for; the middle one moves the view
        self._owner: _Owner | None = None
        self._button = Qt.MouseButton.LeftButton
        self._finger = 0
        self._pinching = False
        self._pen_near = False
        self._pen_seen_ms = -PALM_REST_MS

    @property
    def is_free(self) -> bool:
        """Whether no gesture is under way."""
        return self._owner is None

    def hear(self, event: QMouseEvent | QTabletEvent | QTouchEvent) -> Heard:
        """What an event of any of the three tells about the hand."""
        if isinstance(event, QMouseEvent):
            return self.mouse(event)
        return self.tablet(event) if isinstance(event, QTabletEvent) else self.touch(event)

    def mouse(self, event: QMouseEvent) -> Heard:
        """The left button draws, the right one erases, the middle one moves the view."""
        if event.source() != Qt.MouseEventSource.MouseEventNotSynthesized:
            return ()
        phase = self._mouse_phase(event)
        if phase is Phase.BEGIN:
            self._button = event.button()
        return self._sample(_Owner.MOUSE, phase, event.position(), event.timestamp())

    def tablet(self, event: QTabletEvent) -> Heard:
        """The tip draws with its pressure; the other end of the pen, and a button on its side, erase."""
        self._pen_seen_ms = event.timestamp()
        palm = self._take_from_touch(event)
        phase = _TABLET_PHASES.get(event.type())
        if phase is Phase.BEGIN and self._owner is None:
            is_eraser = event.pointerType() == QPointingDevice.PointerType.Eraser
            self._button = Qt.MouseButton.RightButton if is_eraser else event.button()
        return (*palm, *self._sample(_Owner.PEN, phase, event.position(), event.timestamp(), _pressure(event)))

    def proximity(self, event: QTabletEvent) -> Heard:
        """A pen came near or went away; Qt tells it to the application, not to a widget."""
        self._pen_near = event.type() == QEvent.Type.TabletEnterProximity
        self._pen_seen_ms = event.timestamp()
        return self._take_from_touch(event)

    def touch(self, event: QTouchEvent) -> Heard:
        """One finger draws, two pinch; what more there are is left out."""
        if event.type() == QEvent.Type.TouchCancel:
            return self._end_touch(event)
        down = [point for point in event.points() if point.state() != QEventPoint.State.Released]
        if event.type() == QEvent.Type.TouchBegin and not self._may_touch(event):
            return ()
        if self._pinching or (len(down) > 1 and self._owner is _Owner.TOUCH):
            return self._pinch(event, down)
        point = next((point for point in event.points() if point.id() == self._finger), None)
        phase = _TOUCH_PHASES.get(point.state()) if point else None
        return self._sample(_Owner.TOUCH, phase, point.position(), event.timestamp()) if point else ()

    def _may_touch(self, event: QTouchEvent) -> bool:
        """Whether fingers may begin a gesture now; if so, it begins."""
        unseen = event.timestamp() - self._pen_seen_ms
        if self._owner is not None or unseen < (NEAR_AT_MOST_MS if self._pen_near else PALM_REST_MS):
            return False
        self._finger, self._button = event.points()[0].id(), self.finger_button
        if len(event.points()) > 1:
            self._owner, self._pinching = _Owner.TOUCH, True
        return True

    def _pinch(self, event: QTouchEvent, down: list[QEventPoint]) -> Heard:
        taken_back = () if self._pinching else (Sample(Phase.CANCEL, QPointF(), event.timestamp() / 1000),)
        self._pinching = True
        if event.type() == QEvent.Type.TouchEnd:
            return self._end_touch(event)
        if len(down) < 2:
            return ()
        first, second = down[0].position(), down[1].position()
        way = second - first
        return (*taken_back, Pinch((first + second) / 2, max((way.x() ** 2 + way.y() ** 2) ** 0.5, 1.0)))

    def _take_from_touch(self, event: QTabletEvent) -> Heard:
        return self._end_touch(event) if self._owner is _Owner.TOUCH else ()

    def _end_touch(self, event: QTabletEvent | QTouchEvent) -> Heard:
        was_pinch, self._pinching = self._pinching, False
        sample = self._sample(_Owner.TOUCH, Phase.CANCEL, QPointF(), event.timestamp())
        return () if was_pinch else sample

    def _mouse_phase(self, event: QMouseEvent) -> Phase | None:
        if event.type() == QEvent.Type.MouseMove:
            return Phase.MOVE
        if event.button() not in _BUTTONS:
            return None
        if event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            return Phase.BEGIN if self._owner is None else None
        return Phase.END if event.button() == self._button else None

    def _sample(
        self, owner: _Owner, phase: Phase | None, position: QPointF, milliseconds: int, pressure: float | None = None
    ) -> Heard:
        if phase is None or self._owner is not (None if phase is Phase.BEGIN else owner):
            return ()
        self._owner = owner if phase in (Phase.BEGIN, Phase.MOVE) else None
        return (Sample(phase, position, milliseconds / 1000, pressure, self._button),)


def _pressure(event: QTabletEvent) -> float:
    """The pen's pressure, up to twice as much where it is laid flat; never above 1."""
    lean = math.hypot(math.tan(math.radians(event.xTilt())), math.tan(math.radians(event.yTilt())))
    flatness = (math.degrees(math.atan(lean)) - UPRIGHT) / (FLAT - UPRIGHT)
    return min(event.pressure() * (1 + min(max(flatness, 0.0), 1.0)), 1.0)


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
