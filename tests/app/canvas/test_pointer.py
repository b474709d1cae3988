"""Pen, palm and finger told apart."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEventPoint, QInputDevice, QPointingDevice, QTabletEvent, QTouchEvent

from app.canvas.pointer import PALM_REST_MS, Phase, Pointers

Kind = QInputDevice.DeviceType
Tip = QPointingDevice.PointerType
SCREEN = QPointingDevice("screen", 7, Kind.TouchScreen, Tip.Finger, QInputDevice.Capability.Position, 5, 0)
STYLUS = QPointingDevice("pen", 8, Kind.Stylus, Tip.Pen, QInputDevice.Capability.Pressure, 1, 3)


def finger(state: QEventPoint.State, timestamp: int) -> QTouchEvent:
    kinds = {
        QEventPoint.State.Pressed: QEvent.Type.TouchBegin,
        QEventPoint.State.Updated: QEvent.Type.TouchUpdate,
        QEventPoint.State.Released: QEvent.Type.TouchEnd,
    }
    point = QEventPoint(3, state, QPointF(10, 10), QPointF(10, 10))
    event = QTouchEvent(kinds[state], SCREEN, Qt.KeyboardModifier.NoModifier, [point])
    event.setTimestamp(timestamp)
    return event


def hovering_pen(timestamp: int) -> QTabletEvent:
    none = Qt.MouseButton.NoButton
    place = QPointF(10, 10)
    keys = Qt.KeyboardModifier.NoModifier
    event = QTabletEvent(QEvent.Type.TabletMove, STYLUS, place, place, 0, 0, 0, 0, 0, 0, keys, none, none)
    event.setTimestamp(timestamp)
    return event


def test_a_hovering_pen_does_not_write() -> None:
    assert Pointers().tablet(hovering_pen(1000)) is None


def test_a_palm_beside_the_pen_does_not_write() -> None:
    pointers = Pointers()
    pointers.tablet(hovering_pen(1000))
    assert pointers.touch(finger(QEventPoint.State.Pressed, 1000 + PALM_REST_MS // 2)) is None
    assert pointers.touch(finger(QEventPoint.State.Updated, 1000 + PALM_REST_MS)) is None
    assert pointers.touch(finger(QEventPoint.State.Released, 1010 + PALM_REST_MS)) is None


def test_a_finger_writes_again_once_the_pen_is_away() -> None:
    pointers = Pointers()
    pointers.tablet(hovering_pen(1000))
    sample = pointers.touch(finger(QEventPoint.State.Pressed, 1001 + PALM_REST_MS))
    assert sample is not None
    assert sample.phase is Phase.BEGIN


def test_a_touch_that_the_system_takes_away_is_cancelled() -> None:
    pointers = Pointers()
    pointers.touch(finger(QEventPoint.State.Pressed, 5000))
    sample = pointers.touch(QTouchEvent(QEvent.Type.TouchCancel, SCREEN))
    assert sample is not None
    assert sample.phase is Phase.CANCEL
    assert pointers.touch(finger(QEventPoint.State.Updated, 5100)) is None
