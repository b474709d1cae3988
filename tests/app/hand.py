"""A hand for the tests: draws with mouse, pen and finger by the events that Qt would deliver."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

Way = Sequence[tuple[int, int]]

ZIGZAG: Way = ((60, 60), (90, 100), (120, 60), (150, 100))

_PRESSURE = QInputDevice.Capability.Position | QInputDevice.Capability.Pressure
_PENS: dict[QPointingDevice.PointerType, QPointingDevice] = {}


def mouse(widget: QWidget, way: Way = ZIGZAG, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """Press, move and release: sent to the window, since QTest only moves the cursor for widgets."""
    mouse_down(widget, way, button)
    mouse_up(widget, way[-1], button)


def mouse_down(widget: QWidget, way: Way, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """Press and move, and stay down."""
    window = widget.window().windowHandle()
    QTest.mousePress(window, button, pos=_in_window(widget, way[0]))
    for place in way[1:]:
        QTest.mouseMove(window, _in_window(widget, place))


def mouse_up(widget: QWidget, place: tuple[int, int], button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    QTest.mouseRelease(widget.window().windowHandle(), button, pos=_in_window(widget, place))


def hover(widget: QWidget, place: QPointF) -> None:
    """Move the pointer over a place of the widget."""
    QTest.mouseMove(widget.window().windowHandle(), _in_window(widget, place.toPoint().toTuple()))


def _in_window(widget: QWidget, place: tuple[int, int]) -> QPoint:
    return widget.mapTo(widget.window(), QPoint(*place))


def turn(
    widget: QWidget,
    place: tuple[int, int],
    angle: tuple[int, int],
    keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    pixels: tuple[int, int] = (0, 0),
) -> None:
    """Turn the wheel, 120 a step; or move two fingers on a touchpad, which reports `pixels` as well."""
    phase = Qt.ScrollPhase.ScrollUpdate if any(pixels) else Qt.ScrollPhase.NoScrollPhase
    at = QPointF(*place)
    event = QWheelEvent(
        at, widget.mapToGlobal(at), QPoint(*pixels), QPoint(*angle), Qt.MouseButton.NoButton, keys, phase, False
    )
    QApplication.sendEvent(widget, event)


def pen(widget: QWidget, way: Way = ZIGZAG, pressure: float = 0.5, eraser: bool = False) -> None:
    """Tip down, along the way, and up."""
    pen_down(widget, way[:-1], pressure, eraser)
    pen_event(widget, QEvent.Type.TabletRelease, QPointF(*way[-1]), pressure, eraser, 8 * (len(way) - 1))


def pen_down(widget: QWidget, way: Way, pressure: float = 0.5, eraser: bool = False) -> None:
    """Tip down and along the way, and stay down."""
    for place, (x, y) in enumerate(way):
        kind = QEvent.Type.TabletMove if place else QEvent.Type.TabletPress
        pen_event(widget, kind, QPointF(x, y), pressure, eraser, 8 * place)


def pen_event(
    widget: QWidget, kind: QEvent.Type, place: QPointF, pressure: float = 0.5, eraser: bool = False, timestamp: int = 0
) -> None:
    """One event of a pen; `timestamp` in milliseconds."""
    tip = QPointingDevice.PointerType.Eraser if eraser else QPointingDevice.PointerType.Pen
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletMove else Qt.MouseButton.LeftButton
    buttons = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else Qt.MouseButton.LeftButton
    event = tablet_event(kind, place, widget.mapToGlobal(place), pressure, tip, button, buttons)
    event.setTimestamp(timestamp)
    QApplication.sendEvent(widget, event)


def pen_hovers(widget: QWidget, place: QPointF, timestamp: int = 0) -> None:
    """The pen is over a place without touching it."""
    none = Qt.MouseButton.NoButton
    tip = QPointingDevice.PointerType.Pen
    event = tablet_event(QEvent.Type.TabletMove, place, widget.mapToGlobal(place), 0.0, tip, none, none)
    event.setTimestamp(timestamp)
    QApplication.sendEvent(widget, event)


def pen_proximity(near: bool, timestamp: int = 0) -> None:
    """The pen came near or went away, which is told to the application."""
    none = Qt.MouseButton.NoButton
    kind = QEvent.Type.TabletEnterProximity if near else QEvent.Type.TabletLeaveProximity
    event = tablet_event(kind, QPointF(), QPointF(), 0.0, QPointingDevice.PointerType.Pen, none, none)
    event.setTimestamp(timestamp)
    application = QApplication.instance()
    assert application is not None
    QApplication.sendEvent(application, event)


def tablet_event(
    kind: QEvent.Type,
    place: QPointF,
    on_screen: QPointF,
    pressure: float,
    tip: QPointingDevice.PointerType,
    button: Qt.MouseButton,
    buttons: Qt.MouseButton,
) -> QTabletEvent:
    return QTabletEvent(
        kind, _pen(tip), place, on_screen, pressure, 0, 0, 0, 0, 0, Qt.KeyboardModifier.NoModifier, button, buttons
    )


def _pen(tip: QPointingDevice.PointerType) -> QPointingDevice:
    if tip not in _PENS:
        kind = QInputDevice.DeviceType.Stylus
        _PENS[tip] = QPointingDevice(f"pen {tip.name}", 100 + tip.value, kind, tip, _PRESSURE, 1, 3)
    return _PENS[tip]


def touch(widget: QWidget, device: QPointingDevice, way: Way = ZIGZAG) -> None:
    """A finger down, along the way, and up; `device` comes from `QTest.createTouchDevice`."""
    QTest.touchEvent(widget, device).press(0, QPoint(*way[0]), widget).commit()
    for x, y in way[1:]:
        QTest.touchEvent(widget, device).move(0, QPoint(x, y), widget).commit()
    QTest.touchEvent(widget, device).release(0, QPoint(*way[-1]), widget).commit()


def second_down(widget: QWidget, device: QPointingDevice, first: tuple[int, int], second: tuple[int, int]) -> None:
    """A second finger beside the first; `stationary` would forget where that one is."""
    QTest.touchEvent(widget, device).move(0, QPoint(*first), widget).press(1, QPoint(*second), widget).commit()


def pinch(widget: QWidget, device: QPointingDevice, first: Way, second: Way) -> None:
    """The first finger down, then the second; both along ways of the same length, and up."""
    QTest.touchEvent(widget, device).press(0, QPoint(*first[0]), widget).commit()
    second_down(widget, device, first[0], second[0])
    for here, there in zip(first[1:], second[1:], strict=True):
        QTest.touchEvent(widget, device).move(0, QPoint(*here), widget).move(1, QPoint(*there), widget).commit()
    last = QTest.touchEvent(widget, device)
    last.release(0, QPoint(*first[-1]), widget).release(1, QPoint(*second[-1]), widget).commit()
