"""The canvas by real events of mouse, pen and finger."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QPointingDevice
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import theme
from app.canvas.canvas import InkCanvas, Tool
from app.canvas.compose import to_grey
from app.canvas.content import PlacedPicture
from mathnet.ink import Box, Ink, Stroke
from tests.app.canvas.looks import grabbed, has_ink, strokes
from tests.app.hand import ZIGZAG, mouse, pen, pen_event, touch


def test_the_mouse_leaves_a_stroke_through_the_places_it_was_at(canvas: InkCanvas) -> None:
    mouse(canvas)
    (stroke,) = strokes(canvas)
    assert stroke.points.tolist() == [list(place) for place in ZIGZAG]
    assert stroke.pressure is None
    assert stroke.time is not None
    assert stroke.time[0] == 0


def test_a_click_leaves_a_dot_that_can_be_seen(canvas: InkCanvas) -> None:
    mouse(canvas, [(200, 40), (200, 40)])
    assert len(strokes(canvas)[0]) == 1
    assert has_ink(canvas, 200, 40)


def test_ink_is_painted_while_the_pen_is_still_down(canvas: InkCanvas) -> None:
    pen_event(canvas, QEvent.Type.TabletPress, QPointF(50, 200))
    pen_event(canvas, QEvent.Type.TabletMove, QPointF(150, 200))
    pen_event(canvas, QEvent.Type.TabletMove, QPointF(300, 200))
    assert not strokes(canvas)
    assert has_ink(canvas, 60, 200)
    assert has_ink(canvas, 298, 200)
    pen_event(canvas, QEvent.Type.TabletRelease, QPointF(300, 200))


def test_ink_looks_the_same_after_it_is_painted_anew(canvas: InkCanvas) -> None:
    mouse(canvas, [(30, 40), (90, 200), (160, 60), (200, 220), (330, 120)])
    drawn = to_grey(grabbed(canvas)).astype(int)
    canvas.document.undo_stack.undo()
    canvas.document.undo_stack.redo()
    again = to_grey(grabbed(canvas)).astype(int)
    assert (drawn < 128).sum() > 300
    # The joins between pieces may be a shade heavier than a line drawn in one go, no more.
    assert np.abs(drawn - again).mean() < 0.2


def test_a_pen_leaves_its_pressure_and_no_second_stroke_as_a_mouse(canvas: InkCanvas) -> None:
    pen(canvas, pressure=0.75)
    (stroke,) = strokes(canvas)
    assert stroke.pressure is not None
    assert stroke.pressure.tolist() == [0.75] * len(stroke)


def test_a_mouse_event_made_up_from_the_pen_is_left_out(canvas: InkCanvas) -> None:
    pen_event(canvas, QEvent.Type.TabletPress, QPointF(50, 50))
    for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease):
        place = QPointF(80, 80)
        event = QMouseEvent(
            kind, place, place, canvas.mapToGlobal(place), Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier, Qt.MouseEventSource.MouseEventSynthesizedBySystem,
        )  # fmt: skip
        QApplication.sendEvent(canvas, event)
    pen_event(canvas, QEvent.Type.TabletRelease, QPointF(60, 60))
    assert [stroke.points.tolist() for stroke in strokes(canvas)] == [[[50, 50], [60, 60]]]


def test_the_mouse_waits_while_the_pen_writes(canvas: InkCanvas) -> None:
    pen_event(canvas, QEvent.Type.TabletPress, QPointF(50, 50))
    mouse(canvas)
    pen_event(canvas, QEvent.Type.TabletRelease, QPointF(60, 60))
    assert len(strokes(canvas)) == 1


def test_a_finger_leaves_a_stroke(canvas: InkCanvas, finger: QPointingDevice) -> None:
    touch(canvas, finger)
    assert [stroke.points.tolist() for stroke in strokes(canvas)] == [[list(place) for place in ZIGZAG]]


@pytest.mark.parametrize("rub", ["right button", "eraser tool", "end of the pen"])
def test_erasing_takes_out_whole_strokes_in_one_step(canvas: InkCanvas, rub: str) -> None:
    mouse(canvas, [(50, 50), (50, 150)])
    mouse(canvas, [(100, 50), (100, 150)])
    mouse(canvas, [(300, 50), (300, 150)])
    across = [(30, 100), (120, 100)]
    if rub == "right button":
        mouse(canvas, across, Qt.MouseButton.RightButton)
    elif rub == "eraser tool":
        canvas.set_tool(Tool.ERASER)
        mouse(canvas, across)
    else:
        pen(canvas, across, eraser=True)
    assert [stroke.points[0].tolist() for stroke in strokes(canvas)] == [[300, 50]]
    assert not has_ink(canvas, 50, 100)
    canvas.document.undo_stack.undo()
    assert len(strokes(canvas)) == 3
    assert has_ink(canvas, 50, 100)


def test_erasing_nothing_is_no_step(canvas: InkCanvas) -> None:
    mouse(canvas)
    mouse(canvas, [(300, 250), (350, 250)], Qt.MouseButton.RightButton)
    assert canvas.document.undo_stack.count() == 1


def test_undo_and_redo_go_through_writing_and_clearing(canvas: InkCanvas) -> None:
    mouse(canvas)
    mouse(canvas, [(200, 50), (250, 90)])
    canvas.document.clear()
    assert not strokes(canvas)
    counts = []
    for _ in range(3):
        canvas.document.undo_stack.undo()
        counts.append(len(strokes(canvas)))
    assert counts == [2, 1, 0]
    for _ in range(3):
        canvas.document.undo_stack.redo()
        counts.append(len(strokes(canvas)))
    assert counts == [2, 1, 0, 1, 2, 0]


def test_undo_while_the_pen_is_down_loses_neither_ink_nor_picture_of_it(canvas: InkCanvas) -> None:
    mouse(canvas, [(200, 50), (250, 90)])
    pen_event(canvas, QEvent.Type.TabletPress, QPointF(50, 200))
    pen_event(canvas, QEvent.Type.TabletMove, QPointF(150, 200))
    canvas.document.undo_stack.undo()
    pen_event(canvas, QEvent.Type.TabletMove, QPointF(250, 200))
    pen_event(canvas, QEvent.Type.TabletRelease, QPointF(300, 200))
    assert [len(stroke) for stroke in strokes(canvas)] == [4]
    assert has_ink(canvas, 60, 200)


def test_a_file_in_inches_fits_the_canvas_and_is_written_on_in_inches(canvas: InkCanvas) -> None:
    canvas.document.open(Ink.of([[(10.0, 5.0), (10.4, 5.2)]]))
    canvas.fit()
    assert has_ink(canvas, 200, 150)
    mouse(canvas, [(200, 150), (201, 150)])
    assert strokes(canvas)[-1].points[0].tolist() == pytest.approx([10.2, 5.1], abs=1e-5)


def test_ink_stays_in_sight_when_the_window_shrinks(canvas: InkCanvas, qtbot: QtBot) -> None:
    mouse(canvas, [(350, 250), (390, 290)])
    canvas.resize(300, 200)
    qtbot.waitUntil(lambda: canvas.width() == 300)
    shown = canvas.view.to_widget(strokes(canvas)[0].points)
    assert (shown >= 0).all()
    assert (shown <= [300, 200]).all()


def test_a_picture_is_placed_whole_and_written_on_in_dark_ink(canvas: InkCanvas) -> None:
    grey = np.full((600, 800), 200, dtype=np.uint8)
    canvas.document.place(canvas.placed(grey))
    picture = canvas.document.content.picture
    assert isinstance(picture, PlacedPicture)
    area = canvas.view.rect_of(picture.box)
    assert canvas.rect().contains(area.toAlignedRect())
    assert to_grey(grabbed(canvas))[150, 200] == 200
    mouse(canvas, [(150, 150), (250, 150)])
    assert has_ink(canvas, 200, 150)


def test_ink_written_before_a_picture_came_is_seen_on_it_in_the_dark(canvas: InkCanvas) -> None:
    canvas.setPalette(theme.palette(theme.load("dark")))
    mouse(canvas, [(150, 150), (250, 150)])
    assert to_grey(grabbed(canvas))[150, 200] > 200
    canvas.document.place(canvas.placed(np.full((200, 300), 240, dtype=np.uint8)))
    assert has_ink(canvas, 200, 150)
    canvas.document.undo_stack.undo()
    assert to_grey(grabbed(canvas))[150, 200] > 200


def test_time_goes_on_where_the_file_ended(canvas: InkCanvas) -> None:
    line = np.array([[0, 0], [9, 9]], dtype=np.float32)
    canvas.document.open(Ink((Stroke(line, np.array([0, 7.5], dtype=np.float32)),)))
    mouse(canvas)
    last = strokes(canvas)[-1].time
    assert last is not None
    assert last[0] == pytest.approx(8.5)


def test_the_heatmap_lies_on_its_box_and_under_the_ink(canvas: InkCanvas) -> None:
    mouse(canvas, [(50, 100), (350, 100)])
    before = grabbed(canvas)
    canvas.show_heat(np.ones((2, 2), dtype=np.float32), Box(150, 50, 250, 150))
    after = grabbed(canvas)
    assert after.pixelColor(200, 70) != before.pixelColor(200, 70)
    assert after.pixelColor(60, 70) == before.pixelColor(60, 70)
    assert after.pixelColor(200, 100) == before.pixelColor(200, 100)
    canvas.hide_heat()
    assert grabbed(canvas) == before


def test_the_hint_goes_as_soon_as_the_pen_is_down(canvas: InkCanvas) -> None:
    empty = grabbed(canvas)
    pen_event(canvas, QEvent.Type.TabletPress, QPointF(5, 290))
    written = grabbed(canvas)
    middle = (150, 110, 100, 50)
    assert empty.copy(*middle) != written.copy(*middle)
    pen_event(canvas, QEvent.Type.TabletRelease, QPointF(5, 290))
