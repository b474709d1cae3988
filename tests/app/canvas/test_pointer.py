"""Pen, palm and finger told apart."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEventPoint, QInputDevice, QPointingDevice, QTabletEvent, QTouchEvent

from app.canvas.pointer import NEAR_AT_MOST_MS, PALM_REST_MS, Phase, Pointers, Sample

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


def pen_event(
    kind: QEvent.Type, timestamp: int, pressure: float = 0.0, tilt: tuple[float, float] = (0, 0)
) -> QTabletEvent:
    none, left = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
    button = left if kind in (QEvent.Type.TabletPress, QEvent.Type.TabletRelease) else none
    place, keys = QPointF(10, 10), Qt.KeyboardModifier.NoModifier
    event = QTabletEvent(kind, STYLUS, place, place, pressure, *tilt, 0, 0, 0, keys, button, button)
    event.setTimestamp(timestamp)
    return event


def hovering_pen(timestamp: int) -> QTabletEvent:
    return pen_event(QEvent.Type.TabletMove, timestamp)


def test_a_hovering_pen_does_not_write() -> None:
    assert Pointers().tablet(hovering_pen(1000)) == ()


def test_a_palm_beside_the_pen_does_not_write() -> None:
    pointers = Pointers()
    pointers.tablet(hovering_pen(1000))
    assert pointers.touch(finger(QEventPoint.State.Pressed, 1000 + PALM_REST_MS // 2)) == ()
    assert pointers.touch(finger(QEventPoint.State.Updated, 1000 + PALM_REST_MS)) == ()
    assert pointers.touch(finger(QEventPoint.State.Released, 1010 + PALM_REST_MS)) == ()


def test_a_finger_writes_again_once_the_pen_is_away() -> None:
    pointers = Pointers()
    pointers.tablet(hovering_pen(1000))
    (sample,) = pointers.touch(finger(QEventPoint.State.Pressed, 1001 + PALM_REST_MS))
    assert isinstance(sample, Sample)
    assert sample.phase is Phase.BEGIN


def test_a_pen_that_is_near_keeps_fingers_out_until_it_is_long_unheard_of() -> None:
    pointers = Pointers()
    pointers.proximity(pen_event(QEvent.Type.TabletEnterProximity, 1000))
    assert pointers.touch(finger(QEventPoint.State.Pressed, 1001 + PALM_REST_MS)) == ()
    assert pointers.touch(finger(QEventPoint.State.Pressed, 1001 + NEAR_AT_MOST_MS)) != ()


def test_a_pen_that_says_it_leaves_lets_fingers_in_soon() -> None:
    pointers = Pointers()
    pointers.proximity(pen_event(QEvent.Type.TabletEnterProximity, 1000))
    pointers.proximity(pen_event(QEvent.Type.TabletLeaveProximity, 2000))
    assert pointers.touch(finger(QEventPoint.State.Pressed, 1999 + PALM_REST_MS)) == ()
    assert pointers.touch(finger(QEventPoint.State.Pressed, 2001 + PALM_REST_MS)) != ()


def test_a_pen_takes_the_canvas_from_a_palm_that_was_there_first() -> None:
    pointers = Pointers()
    pointers.touch(finger(QEventPoint.State.Pressed, 5000))
    heard = pointers.tablet(pen_event(QEvent.Type.TabletPress, 5100))
    assert [each.phase for each in heard if isinstance(each, Sample)] == [Phase.CANCEL, Phase.BEGIN]
    assert pointers.touch(finger(QEventPoint.State.Updated, 5110)) == ()
    (sample,) = pointers.tablet(pen_event(QEvent.Type.TabletRelease, 5200))
    assert isinstance(sample, Sample)
    assert sample.phase is Phase.END


@pytest.mark.parametrize(
    ("tilt", "pressure"),
    [((0, 0), 0.4), ((-45, 0), 0.4), ((0, 57.5), 0.6), ((60, 60), 0.8), ((-60, 60), 0.8)],
)
def test_a_pen_laid_flat_draws_as_with_more_pressure(tilt: tuple[float, float], pressure: float) -> None:
    (sample,) = Pointers().tablet(pen_event(QEvent.Type.TabletPress, 1000, 0.4, tilt))
    assert isinstance(sample, Sample)
    assert sample.pressure == pytest.approx(pressure, abs=1e-6)


def test_no_tilt_makes_more_than_the_greatest_pressure() -> None:
    (sample,) = Pointers().tablet(pen_event(QEvent.Type.TabletPress, 1000, 0.9, (60, 60)))
    assert isinstance(sample, Sample)
    assert sample.pressure == 1.0


def test_a_touch_that_the_system_takes_away_is_cancelled() -> None:
    pointers = Pointers()
    pointers.touch(finger(QEventPoint.State.Pressed, 5000))
    (sample,) = pointers.touch(QTouchEvent(QEvent.Type.TouchCancel, SCREEN))
    assert isinstance(sample, Sample)
    assert sample.phase is Phase.CANCEL
    assert pointers.touch(finger(QEventPoint.State.Updated, 5100)) == ()
