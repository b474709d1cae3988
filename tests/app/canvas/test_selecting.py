"""The select tool: lasso, tap, dragging, keys."""

from __future__ import annotations

import math

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest

from app.canvas.canvas import InkCanvas, Tool
from app.canvas.content import PlacedPicture
from tests.app.canvas.looks import has_colour, has_ink, lines, points, strokes
from tests.app.hand import Way, mouse, mouse_down, mouse_up, pen, pen_down, pen_event

# The box around the first is 10 logical pixels larger: from (90, 90) to (160, 160).
INK = lines(((100, 100), (150, 150)), ((300, 100), (300, 200)))
AROUND_FIRST: Way = ((80, 80), (170, 80), (170, 170), (80, 170), (80, 90))


@pytest.fixture
def selecting(canvas: InkCanvas) -> InkCanvas:
    canvas.document.open(INK)
    canvas.set_tool(Tool.SELECT)
    return canvas


@pytest.fixture
def selected(selecting: InkCanvas) -> InkCanvas:
    mouse(selecting, AROUND_FIRST)
    assert selecting.has_selection
    return selecting


def test_a_lasso_selects_what_it_goes_around(selecting: InkCanvas) -> None:
    said: list[bool] = []
    selecting.selection_changed.connect(said.append)
    pen(selecting, AROUND_FIRST)
    assert said == [True]
    selecting.delete_selection()
    assert said == [True, False]
    assert [stroke[0] for stroke in points(selecting)] == [[300, 100]]


@pytest.mark.parametrize(("right", "is_in"), [(132, True), (118, False)])
def test_a_stroke_is_in_a_lasso_when_most_of_it_is(selecting: InkCanvas, right: int, is_in: bool) -> None:
    mouse(selecting, [(80, 80), (right, 80), (right, 170), (80, 170)])
    assert selecting.has_selection == is_in


def test_a_lasso_writes_nothing(selected: InkCanvas) -> None:
    assert points(selected) == [stroke.points.tolist() for stroke in INK.strokes]
    assert selected.document.undo_stack.count() == 0


def test_a_tap_on_ink_picks_it_and_selects_nothing(selecting: InkCanvas) -> None:
    picked: list[QPointF] = []
    selecting.picked.connect(picked.append)
    mouse(selecting, [(302, 150), (303, 151)])
    mouse(selecting, [(200, 250), (200, 250)])
    assert picked == [QPointF(302, 150)]
    assert not selecting.has_selection
    assert len(strokes(selecting)) == 2


def test_a_tap_on_a_picture_picks_what_is_in_it(selecting: InkCanvas) -> None:
    selecting.document.open(picture=PlacedPicture(np.full((100, 100), 255, dtype=np.uint8), left=50, top=50))
    picked: list[QPointF] = []
    selecting.picked.connect(picked.append)
    pen(selecting, [(100, 100), (100, 100)])
    pen(selecting, [(300, 100), (300, 100)])
    assert picked == [QPointF(100, 100)]


def test_a_tap_beside_the_selection_lets_it_go(selected: InkCanvas) -> None:
    mouse(selected, [(220, 250), (220, 250)])
    assert not selected.has_selection


def test_dragging_the_selection_moves_it_in_one_step(selected: InkCanvas) -> None:
    mouse(selected, [(125, 110), (140, 130), (145, 140)])
    assert points(selected)[0][0] == [120, 130]
    assert points(selected)[1] == INK.strokes[1].points.tolist()
    assert selected.has_selection
    assert selected.document.undo_stack.count() == 1
    selected.document.undo_stack.undo()
    assert points(selected)[0][0] == [100, 100]


def test_dragging_shows_the_ink_where_it_is_going_to_be(selected: InkCanvas) -> None:
    mouse_down(selected, [(125, 110), (140, 130), (145, 210)])
    assert has_ink(selected, 145, 225)
    assert not has_ink(selected, 125, 125)
    assert points(selected)[0][0] == [100, 100]
    mouse_up(selected, (145, 210))
    assert has_ink(selected, 145, 225)


def test_escape_puts_what_is_dragged_back(selected: InkCanvas) -> None:
    pen_down(selected, [(125, 110), (140, 130), (145, 210)])
    QTest.keyClick(selected, Qt.Key.Key_Escape)
    pen_event(selected, QEvent.Type.TabletRelease, QPointF(145, 210))
    assert points(selected)[0][0] == [100, 100]
    assert has_ink(selected, 125, 125)
    assert selected.has_selection
    assert selected.document.undo_stack.count() == 0


def test_dragging_a_corner_scales_about_the_one_opposite(selected: InkCanvas) -> None:
    mouse(selected, [(160, 160), (190, 190), (230, 230)])
    assert np.allclose(points(selected)[0][0], [110, 110])
    assert np.allclose(points(selected)[0][-1], [210, 210])
    assert selected.document.undo_stack.count() == 1


def test_scaling_keeps_the_shape_and_never_turns_it_over(selected: InkCanvas) -> None:
    mouse(selected, [(90, 160), (160, 90), (300, 20)])
    (left, top), (right, bottom) = points(selected)[0][0], points(selected)[0][-1]
    assert right - left == pytest.approx(bottom - top)
    assert right > left


@pytest.mark.parametrize(
    ("key", "keys", "moved"),
    [
        (Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier, (-1, 0)),
        (Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, (0, 1)),
        (Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier, (10, 0)),
        (Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier, (0, -10)),
    ],
)
def test_arrows_nudge_by_pixels_of_the_screen(
    selected: InkCanvas, key: Qt.Key, keys: Qt.KeyboardModifier, moved: tuple[int, int]
) -> None:
    QTest.keyClick(selected, key, keys)
    assert points(selected)[0][0] == [100 + moved[0], 100 + moved[1]]
    assert selected.has_selection
    assert selected.document.undo_stack.count() == 1


@pytest.mark.parametrize("key", [Qt.Key.Key_Delete, Qt.Key.Key_Backspace])
def test_delete_takes_out_what_is_selected(selected: InkCanvas, key: Qt.Key) -> None:
    QTest.keyClick(selected, key)
    assert [stroke[0] for stroke in points(selected)] == [[300, 100]]
    assert not selected.has_selection
    assert selected.document.undo_stack.count() == 1


def test_escape_lets_the_selection_go(selected: InkCanvas) -> None:
    QTest.keyClick(selected, Qt.Key.Key_Escape)
    assert not selected.has_selection
    assert len(strokes(selected)) == 2


def test_undo_takes_from_the_selection_what_it_takes_away(canvas: InkCanvas) -> None:
    mouse(canvas)
    canvas.select_all()
    assert canvas.tool is Tool.SELECT
    assert canvas.has_selection
    canvas.document.undo_stack.undo()
    assert not canvas.has_selection


def test_another_tool_lets_the_selection_go_and_is_announced(selected: InkCanvas) -> None:
    tools: list[Tool] = []
    selected.tool_changed.connect(tools.append)
    selected.set_tool(Tool.PEN)
    assert not selected.has_selection
    assert tools == [Tool.PEN]


def test_the_selection_is_seen_with_a_handle_at_each_corner(selected: InkCanvas) -> None:
    for x, y in ((90, 90), (160, 90), (90, 160), (160, 160)):
        assert has_colour(selected, QPalette.ColorRole.Highlight, x, y, reach=6)
    assert selected.grab().toImage().pixelColor(150, 100) != selected.palette().color(QPalette.ColorRole.Base)
    assert "Delete" in selected.accessibleDescription()


def test_the_right_button_still_erases(selecting: InkCanvas) -> None:
    mouse(selecting, [(290, 150), (310, 150)], Qt.MouseButton.RightButton)
    assert [stroke[0] for stroke in points(selecting)] == [[100, 100]]


def test_a_selection_is_dragged_right_in_a_view_that_is_zoomed(selecting: InkCanvas) -> None:
    selecting.fit()
    for _ in range(3):
        selecting.zoom_out()
    selecting.select_all()
    before = np.array(points(selecting)[0])
    place = selecting.view.place_of(QPointF(125, 125)).toPoint()
    mouse(selecting, [place.toTuple(), (place.x() + 10, place.y()), (place.x() + 30, place.y() + 20)])
    moved = (np.array(points(selecting)[0]) - before) * selecting.view.scale
    assert np.allclose(moved, [30, 20], atol=1e-2)
    assert not math.isclose(selecting.view.scale, 1)
