"""Cropping a picture by mouse, pen and keys."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from app.canvas.canvas import InkCanvas, Tool
from app.canvas.compose import compose
from app.canvas.content import PlacedPicture
from tests.app.canvas.looks import grabbed, has_colour, lines, strokes
from tests.app.hand import mouse, mouse_down, pen, pen_event

ROWS, COLUMNS = 100, 150
UNIT = 2.0  # so the picture covers 300 by 200, from (50, 50) on


@pytest.fixture
def cropping(canvas: InkCanvas) -> InkCanvas:
    canvas.document.open(lines(((60, 60), (340, 240))), picture=PlacedPicture(numbered(), 50, 50, UNIT))
    canvas.crop()
    return canvas


def numbered() -> np.ndarray:
    """A light picture each of whose pixels differs from its neighbours."""
    return (200 + (np.arange(ROWS)[:, None] * 7 + np.arange(COLUMNS)) % 50).astype(np.uint8)


def picture(canvas: InkCanvas) -> PlacedPicture:
    found = canvas.document.content.picture
    assert found is not None
    return found


def test_dragging_a_side_and_return_drop_what_is_outside(cropping: InkCanvas) -> None:
    mouse(cropping, [(350, 150), (300, 150), (250, 155)])
    assert picture(cropping).grey.shape == (ROWS, COLUMNS)
    QTest.keyClick(cropping, Qt.Key.Key_Return)
    assert np.array_equal(picture(cropping).grey, numbered()[:, :100])
    assert (picture(cropping).left, picture(cropping).top, picture(cropping).unit) == (50, 50, UNIT)
    assert picture(cropping).grey.base is None


def test_dragging_a_corner_crops_both_ways_and_what_is_left_stays_in_its_place(cropping: InkCanvas) -> None:
    pen(cropping, [(50, 50), (70, 70), (110, 90)])
    QTest.keyClick(cropping, Qt.Key.Key_Enter)
    assert np.array_equal(picture(cropping).grey, numbered()[20:, 30:])
    assert (picture(cropping).left, picture(cropping).top) == (110, 90)


def test_a_double_click_crops(cropping: InkCanvas) -> None:
    mouse(cropping, [(50, 150), (100, 150), (150, 150)])
    window = cropping.window().windowHandle()
    QTest.mouseDClick(window, Qt.MouseButton.LeftButton, pos=QPointF(250, 150).toPoint())
    assert picture(cropping).grey.shape == (ROWS, COLUMNS - 50)


def test_two_slow_taps_do_not_crop(cropping: InkCanvas) -> None:
    mouse(cropping, [(50, 150), (100, 150), (150, 150)])
    for seconds in (1, 5):
        pen_event(cropping, QEvent.Type.TabletPress, QPointF(250, 150), timestamp=1000 * seconds)
        pen_event(cropping, QEvent.Type.TabletRelease, QPointF(250, 150), timestamp=1000 * seconds + 20)
    assert picture(cropping).grey.shape == (ROWS, COLUMNS)


def test_cropping_is_one_step_that_undo_brings_back_whole(cropping: InkCanvas) -> None:
    whole = picture(cropping)
    mouse(cropping, [(350, 150), (300, 150), (250, 150)])
    mouse(cropping, [(150, 250), (150, 240), (150, 200)])
    cropping.crop()
    assert picture(cropping).grey.shape == (75, 100)
    assert cropping.document.undo_stack.count() == 1
    cropping.document.undo_stack.undo()
    assert picture(cropping) is whole


def test_escape_lets_the_drag_go_and_then_the_frame(cropping: InkCanvas) -> None:
    said: list[bool] = []
    cropping.cropping_changed.connect(said.append)
    mouse_down(cropping, [(350, 150), (300, 150), (250, 150)])
    QTest.keyClick(cropping, Qt.Key.Key_Escape)
    assert said == []
    QTest.keyClick(cropping, Qt.Key.Key_Escape)
    assert said == [False]
    assert picture(cropping).grey.shape == (ROWS, COLUMNS)
    assert cropping.document.undo_stack.count() == 0


def test_a_frame_around_the_whole_picture_changes_nothing(cropping: InkCanvas) -> None:
    QTest.keyClick(cropping, Qt.Key.Key_Return)
    assert cropping.document.undo_stack.count() == 0


def test_the_frame_stays_on_the_picture_and_keeps_some_of_it(cropping: InkCanvas) -> None:
    mouse(cropping, [(50, 150), (20, 150), (5, 150)])
    mouse(cropping, [(350, 150), (100, 150), (10, 150)])
    mouse(cropping, [(58, 250), (58, 100), (58, 10)])
    QTest.keyClick(cropping, Qt.Key.Key_Return)
    assert np.array_equal(picture(cropping).grey, numbered()[:8, :8])


def test_the_whole_frame_is_moved_by_its_middle_and_by_arrows(cropping: InkCanvas) -> None:
    mouse(cropping, [(350, 250), (300, 200), (250, 150)])  # 100 by 50 pixels are left
    mouse(cropping, [(150, 100), (160, 110), (170, 120)])  # 10 pixels both ways
    QTest.keyClick(cropping, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)  # 10 logical pixels
    QTest.keyClick(cropping, Qt.Key.Key_Up)
    QTest.keyClick(cropping, Qt.Key.Key_Up)
    QTest.keyClick(cropping, Qt.Key.Key_Return)
    assert np.array_equal(picture(cropping).grey, numbered()[9:59, 15:115])


def test_keys_alone_make_the_frame_smaller(cropping: InkCanvas) -> None:
    keys = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
    for _ in range(4):
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Left, keys)
        QApplication.sendEvent(cropping, event)
    QTest.keyClick(cropping, Qt.Key.Key_Return)
    assert np.array_equal(picture(cropping).grey, numbered()[:, :130])


def test_the_hand_writes_and_erases_nothing_meanwhile(cropping: InkCanvas) -> None:
    pen(cropping, [(180, 150), (190, 160), (220, 160)])
    mouse(cropping, [(180, 130), (190, 160), (220, 170)], Qt.MouseButton.RightButton)
    mouse(cropping, [(10, 10), (20, 10), (30, 290)])
    assert len(strokes(cropping)) == 1
    assert cropping.document.undo_stack.count() == 0


def test_another_tool_or_another_picture_lets_the_frame_go(cropping: InkCanvas) -> None:
    said: list[bool] = []
    cropping.cropping_changed.connect(said.append)
    cropping.set_tool(Tool.PEN)
    cropping.crop()
    cropping.document.place(PlacedPicture(numbered()))
    assert said == [False, True, False]


def test_there_is_nothing_to_crop_without_a_picture(canvas: InkCanvas) -> None:
    said: list[bool] = []
    canvas.cropping_changed.connect(said.append)
    canvas.crop()
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert said == []


def test_what_is_outside_is_dimmed_and_the_frame_is_seen(cropping: InkCanvas) -> None:
    bright = grabbed(cropping).pixelColor(320, 70).lightness()
    mouse(cropping, [(350, 150), (300, 150), (250, 150)])
    dimmed = grabbed(cropping)
    assert dimmed.pixelColor(320, 70).lightness() < bright - 50
    assert dimmed.pixelColor(220, 70).lightness() > bright - 50
    assert dimmed.pixelColor(20, 20) == cropping.palette().color(QPalette.ColorRole.Base)
    assert has_colour(cropping, QPalette.ColorRole.Highlight, 250, 150)


def test_what_was_cut_off_is_not_read(cropping: InkCanvas) -> None:
    mouse(cropping, [(350, 250), (300, 200), (250, 150)])
    QTest.keyClick(cropping, Qt.Key.Key_Return)
    cropping.document.erase({0})
    assert np.array_equal(compose(cropping.document.content, 1.0).grey, numbered()[:50, :100])


def test_it_says_in_words_what_keys_do(cropping: InkCanvas) -> None:
    assert "Return crops" in cropping.accessibleDescription()
    QTest.keyClick(cropping, Qt.Key.Key_Escape)
    assert "Return crops" not in cropping.accessibleDescription()


@pytest.mark.parametrize("end", [Qt.Key.Key_Return, Qt.Key.Key_Escape])
@pytest.mark.parametrize("tool", [Tool.PEN, Tool.ERASER, Tool.SELECT])
def test_after_cropping_the_tool_from_before_is_back(canvas: InkCanvas, tool: Tool, end: Qt.Key) -> None:
    canvas.document.open(lines(((60, 60), (340, 240))), picture=PlacedPicture(numbered(), 50, 50, UNIT))
    canvas.set_tool(tool)
    canvas.crop()
    mouse(canvas, [(350, 150), (300, 150), (250, 155)])
    QTest.keyClick(canvas, end)
    assert canvas.tool is tool


def test_a_tool_taken_while_cropping_stays(canvas: InkCanvas) -> None:
    canvas.document.open(picture=PlacedPicture(numbered(), 50, 50, UNIT))
    canvas.crop()
    canvas.set_tool(Tool.ERASER)
    assert canvas.tool is Tool.ERASER
