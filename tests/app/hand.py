"""A hand for the tests: draws with mouse, pen and finger by the events that Qt would deliver."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

Way = Sequence[tuple[int, int]]

ZIGZAG: Way = ((60, 60), (90, 100), (120, 60), (150, 100))

_PRESSURE = QInputDevice.Capability.Position | QInputDevice.Capability.Pressure
_PENS: dict[QPointingDevice.PointerType, QPointingDevice] = {}


def mouse(widget: QWidget, way: Way = ZIGZAG, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    """Press, move and release: sent to the window, since QTest only moves the cursor for widgets."""
    corner = widget.mapTo(widget.window(), QPoint())
    window = widget.window().windowHandle()
    places = [corner + QPoint(x, y) for x, y in way]
    QTest.mousePress(window, button, pos=places[0])
    for place in places[1:]:
        QTest.mouseMove(window, place)
    QTest.mouseRelease(window, button, pos=places[-1])


def hover(widget: QWidget, place: QPointF) -> None:
    """Move the pointer over a place of the widget."""
    QTest.mouseMove(widget.window().windowHandle(), widget.mapTo(widget.window(), place.toPoint()))


def pen(widget: QWidget, way: Way = ZIGZAG, pressure: float = 0.5, eraser: bool = False) -> None:
    """Tip down, along the way, and up."""
    kinds = [QEvent.Type.TabletPress, *[QEvent.Type.TabletMove] * (len(way) - 2), QEvent.Type.TabletRelease]
    for place, (kind, (x, y)) in enumerate(zip(kinds, way, strict=True)):
        pen_event(widget, kind, QPointF(x, y), pressure, eraser, 8 * place)


def pen_event(
    widget: QWidget, kind: QEvent.Type, place: QPointF, pressure: float = 0.5, eraser: bool = False, timestamp: int = 0
) -> None:
    """One event of a pen; `timestamp` in milliseconds."""
    tip = QPointingDevice.PointerType.Eraser if eraser else QPointingDevice.PointerType.Pen
    button = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletMove else Qt.MouseButton.LeftButton
    buttons = Qt.MouseButton.NoButton if kind == QEvent.Type.TabletRelease else Qt.MouseButton.LeftButton
    event = QTabletEvent(
        kind, _pen(tip), place, widget.mapToGlobal(place), pressure, 0, 0, 0, 0, 0,
        Qt.KeyboardModifier.NoModifier, button, buttons,
    )  # fmt: skip
    event.setTimestamp(timestamp)
    QApplication.sendEvent(widget, event)


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
