"""Zooming and panning by wheel, touchpad, fingers, middle button and space; what one writes is never bent by it."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QPointingDevice
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.canvas.canvas import InkCanvas
from app.canvas.compose import to_grey
from app.canvas.layer import FEW
from app.canvas.view import View
from tests.app.canvas.looks import grabbed, has_ink, lines, points, strokes
from tests.app.hand import mouse, mouse_down, mouse_up, pen_down, pen_event, pinch, second_down, touch, turn

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
INK = lines(((100, 100), (200, 150)), ((300, 100), (300, 200)))
MANY = lines(*(((20 + 3 * index, 40), (20 + 3 * index, 260)) for index in range(FEW // 11 + 1)))


@pytest.fixture
def written(canvas: InkCanvas) -> InkCanvas:
    canvas.document.open(INK)
    return canvas


def test_ctrl_and_the_wheel_zoom_about_the_pointer(written: InkCanvas) -> None:
    there = written.view.point_at(QPointF(300, 150))
    turn(written, (300, 150), (0, 120), CTRL)
    assert written.view.scale == pytest.approx(1.2)
    again = written.view.point_at(QPointF(300, 150))
    assert (again.x(), again.y()) == pytest.approx((there.x(), there.y()))
    assert has_ink(written, 300, 150)
    turn(written, (300, 150), (0, -120), CTRL)
    assert written.view.scale == pytest.approx(1.0)


def test_the_wheel_moves_up_and_down_and_with_shift_to_the_sides(written: InkCanvas) -> None:
    turn(written, (50, 50), (0, -120))
    assert written.view == View(1.0, 0.0, 60.0)
    assert has_ink(written, 300, 90)
    turn(written, (50, 50), (0, 120), SHIFT)
    assert written.view == View(1.0, -60.0, 60.0)


def test_a_touchpad_moves_by_the_pixel(written: InkCanvas) -> None:
    turn(written, (50, 50), (-16, -24), pixels=(-7, -3))
    assert written.view == View(1.0, 7.0, 3.0)


def test_zooming_and_moving_come_to_an_end(written: InkCanvas) -> None:
    for _ in range(60):
        written.zoom_in()
    largest = written.view.scale
    for _ in range(90):
        written.zoom_out()
    assert 5 < largest < 100
    assert 0.01 < written.view.scale < 0.2
    written.fit()
    for _ in range(80):
        turn(written, (50, 50), (-120, -120))
    assert written.view.rect_of(written.document.content.box).intersects(written.rect())


def test_fitting_shows_everything_again(written: InkCanvas) -> None:
    written.fit()
    fitted = written.view
    written.zoom_in()
    turn(written, (50, 50), (0, -120))
    written.fit()
    assert written.view == fitted


def test_ink_that_was_moved_looks_as_if_it_were_painted_there(canvas: InkCanvas) -> None:
    canvas.document.open(MANY)
    for pixels in ((-33, 0), (0, 41), (90, -70), (-15, -8)):
        turn(canvas, (50, 50), pixels, pixels=pixels)
    moved = to_grey(grabbed(canvas)).astype(int)
    canvas._renew()
    assert np.abs(moved - to_grey(grabbed(canvas)).astype(int)).max() <= 3


def test_much_ink_is_sharp_soon_after_a_zoom(canvas: InkCanvas, qtbot: QtBot) -> None:
    canvas.document.open(MANY)
    turn(canvas, (200, 150), (0, 240), CTRL)
    assert canvas._sheet.layer.is_behind
    assert has_ink(canvas, 200, 150) or has_ink(canvas, 204, 150)
    qtbot.waitUntil(lambda: not canvas._sheet.layer.is_behind)
    soon = to_grey(grabbed(canvas)).astype(int)
    canvas._renew()
    assert np.abs(soon - to_grey(grabbed(canvas)).astype(int)).max() <= 3


def test_a_stroke_begun_just_after_a_zoom_is_seen_and_kept(canvas: InkCanvas) -> None:
    canvas.document.open(MANY)
    turn(canvas, (0, 0), (0, 240), CTRL)
    pen_down(canvas, [(20, 10), (60, 10), (100, 12), (150, 10)])
    assert has_ink(canvas, 60, 10)
    pen_event(canvas, QEvent.Type.TabletRelease, QPointF(150, 10))
    assert len(strokes(canvas)) == len(MANY) + 1
    assert np.allclose(canvas.view.to_widget(strokes(canvas)[-1].points)[0], [20, 10], atol=1e-3)


def test_middle_button_and_space_move_the_view_and_write_nothing(written: InkCanvas) -> None:
    mouse(written, [(50, 50), (70, 60), (80, 90)], Qt.MouseButton.MiddleButton)
    assert written.view == View(1.0, -30.0, -40.0)
    QTest.keyPress(written, Qt.Key.Key_Space)
    mouse(written, [(50, 50), (40, 45), (20, 10)])
    QTest.keyRelease(written, Qt.Key.Key_Space)
    assert written.view == View(1.0, 0.0, 0.0)
    assert len(strokes(written)) == 2
    mouse(written)
    assert len(strokes(written)) == 3


def test_two_fingers_together_move_the_view(written: InkCanvas, finger: QPointingDevice) -> None:
    pinch(written, finger, [(100, 100), (110, 100), (130, 120)], [(200, 100), (210, 100), (230, 120)])
    assert written.view == View(1.0, -30.0, -20.0)
    assert len(strokes(written)) == 2


def test_two_fingers_apart_zoom_about_the_place_between_them(written: InkCanvas, finger: QPointingDevice) -> None:
    pinch(written, finger, [(150, 150), (125, 150), (100, 150)], [(250, 150), (275, 150), (300, 150)])
    assert written.view.scale == pytest.approx(2.0)
    assert written.view.place_of(QPointF(200, 150)) == QPointF(200, 150)


def test_a_second_finger_takes_back_what_the_first_one_wrote(canvas: InkCanvas, finger: QPointingDevice) -> None:
    QTest.touchEvent(canvas, finger).press(0, QPoint(50, 50), canvas).commit()
    QTest.touchEvent(canvas, finger).move(0, QPoint(80, 50), canvas).commit()
    assert has_ink(canvas, 60, 50)
    second_down(canvas, finger, (80, 50), (200, 200))
    assert not has_ink(canvas, 60, 50)
    QTest.touchEvent(canvas, finger).move(0, QPoint(90, 50), canvas).release(1, QPoint(200, 200), canvas).commit()
    QTest.touchEvent(canvas, finger).move(0, QPoint(120, 50), canvas).commit()
    QTest.touchEvent(canvas, finger).release(0, QPoint(120, 50), canvas).commit()
    assert not strokes(canvas)
    assert canvas.document.undo_stack.count() == 0
    touch(canvas, finger)
    assert len(strokes(canvas)) == 1


def test_a_finger_that_comes_back_to_a_pinch_does_not_make_the_view_jump(
    written: InkCanvas, finger: QPointingDevice
) -> None:
    first, second = QPoint(100, 100), QPoint(200, 100)
    QTest.touchEvent(written, finger).press(0, first, written).commit()
    second_down(written, finger, (100, 100), (200, 100))
    QTest.touchEvent(written, finger).move(0, first, written).release(1, second, written).commit()
    before = written.view
    second_down(written, finger, (100, 100), (390, 290))
    assert written.view == before
    QTest.touchEvent(written, finger).release(0, first, written).release(1, QPoint(390, 290), written).commit()


def test_writing_works_at_any_zoom_with_a_pen_as_wide_as_ever(written: InkCanvas) -> None:
    for _ in range(4):
        written.zoom_in()
    width = written.pen_width * written.view.scale
    mouse(written, [(20, 30), (60, 30), (90, 35)])
    assert np.allclose(written.view.to_widget(strokes(written)[-1].points), [[20, 30], [60, 30], [90, 35]], atol=1e-2)
    assert width == pytest.approx(2.6)


@pytest.mark.parametrize("change", ["zoom", "fit", "resize", "wheel"])
def test_a_view_that_changes_under_the_pen_does_not_bend_the_stroke(
    written: InkCanvas, qtbot: QtBot, change: str
) -> None:
    way = [QPointF(40, 60), QPointF(60, 80), QPointF(80, 100)]
    pen_down(written, [(int(place.x()), int(place.y())) for place in way])
    if change == "resize":
        written.resize(280, 180)
        qtbot.waitUntil(lambda: written.width() == 280)
    elif change == "wheel":
        turn(written, (100, 100), (0, 120), CTRL)
    else:
        {"zoom": written.zoom_in, "fit": written.fit}[change]()
    place = written.view.place_of(QPointF(120, 90))
    assert has_ink(written, *written.view.place_of(QPointF(60, 80)).toPoint().toTuple())
    pen_event(written, QEvent.Type.TabletMove, place)
    pen_event(written, QEvent.Type.TabletRelease, place)
    expected = [*(place.toTuple() for place in way), (120, 90)]
    assert np.allclose(points(written)[-1], expected, atol=1e-3)


def test_the_wheel_waits_while_the_hand_writes(written: InkCanvas) -> None:
    before = written.view
    mouse_down(written, [(40, 60), (60, 80)])
    turn(written, (100, 100), (0, 120))
    assert written.view == before
    mouse_up(written, (60, 80))
    turn(written, (100, 100), (0, 120))
    assert written.view != before


def test_a_window_that_grows_and_shrinks_leaves_a_chosen_view_alone(written: InkCanvas, qtbot: QtBot) -> None:
    for _ in range(8):
        written.zoom_in()
    chosen = written.view
    written.resize(350, 280)
    qtbot.waitUntil(lambda: written.width() == 350)
    assert written.view == chosen
