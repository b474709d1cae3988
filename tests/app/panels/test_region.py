"""Choosing a part of a screen by mouse and keys."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import theme
from app.panels.region import RegionPicker
from tests.app.hand import mouse, mouse_down, mouse_up


@pytest.fixture
def picker(qtbot: QtBot) -> RegionPicker:
    """Over a white screen of 400 by 300 with two pixels a logical pixel."""
    pixels = QPixmap(800, 600)
    pixels.fill(QColor("white"))
    made = RegionPicker(pixels, QRect(0, 0, 400, 300))
    made.setPalette(theme.palette(theme.load("light")))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def picked(picker: RegionPicker) -> list[QRect]:
    taken: list[QRect] = []
    picker.picked.connect(taken.append)
    return taken


@pytest.fixture
def cancelled(picker: RegionPicker) -> list[bool]:
    told: list[bool] = []
    picker.cancelled.connect(lambda: told.append(True))
    return told


def test_the_rectangle_is_taken_where_the_button_goes_up(picker: RegionPicker, picked: list[QRect]) -> None:
    mouse(picker, [(200, 150), (120, 60), (101, 51)])
    assert picked == [QRect(QPoint(101, 51), QPoint(200, 150))]


def test_a_rectangle_ends_where_the_screen_does(picker: RegionPicker, picked: list[QRect]) -> None:
    mouse_down(picker, [(350, 250), (390, 290)])
    outside = QPointF(500, 400)
    for kind in (QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease):
        left = Qt.MouseButton.LeftButton
        event = QMouseEvent(kind, outside, picker.mapToGlobal(outside), left, left, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(picker, event)
    mouse_up(picker, (390, 290))
    assert picked == [QRect(350, 250, 50, 50)]


def test_a_click_takes_nothing(picker: RegionPicker, picked: list[QRect], cancelled: list[bool]) -> None:
    mouse(picker, [(200, 150), (201, 151)])
    assert picked == cancelled == []
    assert not picker.area.isValid()


def test_escape_and_the_right_button_cancel(picker: RegionPicker, picked: list[QRect], cancelled: list[bool]) -> None:
    mouse_down(picker, [(50, 50), (52, 52)])
    QTest.keyClick(picker, Qt.Key.Key_Escape)
    assert cancelled == [True]
    mouse_up(picker, (52, 52))
    QTest.mouseClick(picker, Qt.MouseButton.RightButton)
    assert cancelled == [True, True]
    assert picked == []


def test_a_picker_that_the_system_closes_cancels(picker: RegionPicker, cancelled: list[bool]) -> None:
    picker.close()
    assert cancelled == [True]


def test_return_takes_the_whole_screen_where_nothing_is_drawn(picker: RegionPicker, picked: list[QRect]) -> None:
    QTest.keyClick(picker, Qt.Key.Key_Return)
    assert picked == [QRect(0, 0, 400, 300)]


def test_keys_alone_draw_move_and_take_a_rectangle(picker: RegionPicker, picked: list[QRect]) -> None:
    shift, alt = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
    QTest.keyClick(picker, Qt.Key.Key_Left)  # begins with one in the middle
    assert picker.area == QRect(40, 70, 320, 160)
    QTest.keyClick(picker, Qt.Key.Key_Left, shift)
    QTest.keyClick(picker, Qt.Key.Key_Down)
    QTest.keyClick(picker, Qt.Key.Key_Up, shift | alt)
    QTest.keyClick(picker, Qt.Key.Key_Return)
    assert picked == [QRect(30, 71, 320, 150)]


def test_keys_keep_the_rectangle_on_the_screen(picker: RegionPicker) -> None:
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up):
        for _ in range(12):
            QTest.keyClick(picker, key, Qt.KeyboardModifier.ShiftModifier)
    assert picker.area == QRect(0, 0, 320, 160)
    for _ in range(20):
        QTest.keyClick(picker, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert picker.area == QRect(80, 0, 320, 160)


def test_the_rectangle_is_seen_as_it_was_and_the_rest_is_dimmed(picker: RegionPicker) -> None:
    mouse_down(picker, [(50, 50), (100, 100), (250, 200)])
    seen = picker.grab().toImage()
    assert seen.pixelColor(150, 120) == QColor("white")
    assert seen.pixelColor(20, 20).lightness() < 180
    accent = QColor(theme.load("light").accent)
    assert any(seen.pixelColor(49 + step, 120) == accent for step in (-1, 0, 1))
    mouse_up(picker, (250, 200))


def test_it_says_what_to_do(picker: RegionPicker) -> None:
    assert "Escape" in picker.accessibleDescription()
    assert picker.accessibleName()
