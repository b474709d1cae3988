"""The picture under the ink: selected, moved, scaled, turned, taken away, and shown at every zoom."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest

from app import theme
from app.canvas.canvas import InkCanvas, Tool
from app.canvas.compose import to_grey
from app.canvas.content import PlacedPicture, Subject
from app.canvas.picture import cropped, turned
from mathnet.ink import Box
from tests.app.canvas.looks import grabbed, lines, points
from tests.app.hand import mouse, mouse_down, mouse_up, pen_down, pen_event

INK = lines(((160, 100), (160, 140)))


@pytest.fixture
def chosen(canvas: InkCanvas) -> InkCanvas:
    """A canvas whose picture, from (100, 80) to (220, 160), is selected."""
    canvas.document.open(INK, picture=PlacedPicture(grey(), 100, 80, 2.0))
    canvas.set_tool(Tool.SELECT)
    mouse(canvas, [(120, 120), (120, 120)])
    assert canvas.has_selection
    return canvas


def grey() -> np.ndarray:
    return np.full((40, 60), 130, dtype=np.uint8)


def place(canvas: InkCanvas) -> tuple[float, float, float]:
    picture = canvas.document.content.picture
    assert picture is not None
    return picture.left, picture.top, picture.unit


def test_a_tap_beside_the_ink_selects_the_picture_and_one_on_the_ink_does_not(canvas: InkCanvas) -> None:
    canvas.document.open(INK, picture=PlacedPicture(grey(), 100, 80, 2.0))
    canvas.set_tool(Tool.SELECT)
    mouse(canvas, [(160, 120), (160, 120)])
    assert not canvas.has_selection
    mouse(canvas, [(120, 120), (120, 120)])
    assert canvas.has_selection
    mouse(canvas, [(300, 250), (300, 250)])
    assert not canvas.has_selection


def test_dragging_moves_the_picture_alone_in_one_step(chosen: InkCanvas) -> None:
    mouse(chosen, [(120, 120), (140, 130), (150, 125)])
    assert place(chosen) == (130, 85, 2)
    assert points(chosen) == [stroke.points.tolist() for stroke in INK.strokes]
    assert chosen.has_selection
    chosen.document.undo_stack.undo()
    assert place(chosen) == (100, 80, 2)
    assert chosen.has_selection


def test_dragging_shows_the_picture_where_it_is_going_to_be(chosen: InkCanvas) -> None:
    mouse_down(chosen, [(120, 120), (140, 150), (220, 220)])
    seen = to_grey(grabbed(chosen))
    assert seen[230, 300] == 130
    assert seen[100, 120] == 255
    assert place(chosen) == (100, 80, 2)
    mouse_up(chosen, (220, 220))
    assert np.array_equal(to_grey(grabbed(chosen))[190:250, 210:310], seen[190:250, 210:310])


def test_escape_puts_the_picture_back(chosen: InkCanvas) -> None:
    before = to_grey(grabbed(chosen))
    pen_down(chosen, [(120, 120), (140, 130), (200, 180)])
    QTest.keyClick(chosen, Qt.Key.Key_Escape)
    pen_event(chosen, QEvent.Type.TabletRelease, QPointF(200, 180))
    assert place(chosen) == (100, 80, 2)
    assert np.array_equal(to_grey(grabbed(chosen)), before)


def test_dragging_a_corner_scales_the_picture_about_the_one_opposite(chosen: InkCanvas) -> None:
    mouse(chosen, [(220, 160), (270, 190), (280, 200)])
    assert place(chosen) == pytest.approx((100, 80, 3))
    assert points(chosen) == [stroke.points.tolist() for stroke in INK.strokes]


def test_arrows_nudge_and_delete_takes_the_picture_away(chosen: InkCanvas) -> None:
    QTest.keyClick(chosen, Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert place(chosen) == (110, 80, 2)
    QTest.keyClick(chosen, Qt.Key.Key_Delete)
    assert chosen.document.content.picture is None
    assert len(chosen.document.content.strokes) == 1
    assert not chosen.has_selection
    chosen.document.undo_stack.undo()
    assert place(chosen) == (110, 80, 2)


def test_the_picture_is_copied_as_a_picture(chosen: InkCanvas) -> None:
    data = chosen.copy_selection()
    assert data is not None
    assert np.array_equal(to_grey(QImage(data.imageData())), grey())


def test_all_is_the_ink_or_the_picture_where_there_is_none(canvas: InkCanvas) -> None:
    canvas.document.open(INK, picture=PlacedPicture(grey(), 100, 80, 2.0))
    canvas.select_all()
    canvas.delete_selection()
    assert not canvas.document.content.strokes
    assert canvas.document.content.picture is not None
    canvas.select_all()
    assert "picture" in canvas.accessibleDescription()
    QTest.keyClick(canvas, Qt.Key.Key_Return)
    assert "Return crops, Escape" in canvas.accessibleDescription()


def test_turning_is_about_the_middle_and_four_times_is_nothing() -> None:
    picture = PlacedPicture(np.arange(6, dtype=np.uint8).reshape(2, 3), 10, 20, 2.0)
    right = turned(picture, 1)
    assert right.grey.tolist() == [[3, 0], [4, 1], [5, 2]]
    assert (right.left, right.top) == (11, 19)
    assert turned(right, -1).grey.tolist() == picture.grey.tolist()
    whole = turned(turned(right, 1), 2)
    assert whole.grey.tolist() == picture.grey.tolist()
    assert (whole.left, whole.top) == (10, 20)


def test_a_picture_that_was_seen_whole_is_seen_whole_when_turned(canvas: InkCanvas) -> None:
    canvas.document.place(canvas.placed(np.full((100, 700), 200, np.uint8)))
    canvas.turn_picture(1)
    picture = canvas.document.content.picture
    assert picture is not None
    assert picture.grey.shape == (700, 100)
    assert canvas.rect().contains(canvas.view.rect_of(picture.box).toAlignedRect())
    canvas.document.undo_stack.undo()
    assert canvas.document.content.picture.grey.shape == (100, 700)


def test_cropping_rounds_to_whole_pixels() -> None:
    picture = PlacedPicture(np.arange(20, dtype=np.uint8).reshape(4, 5), 10, 20, 0.5)
    part = cropped(picture, Box(0.6, 1.4, 4.2, 3.5))
    assert part.grey.tolist() == [[6, 7, 8], [11, 12, 13], [16, 17, 18]]
    assert (part.left, part.top, part.unit) == (10.5, 20.5, 0.5)


@pytest.mark.parametrize("zoom", [-12, -3, 0, 3, 40])
def test_a_photo_is_shown_in_its_shades_at_every_zoom(canvas: InkCanvas, zoom: int) -> None:
    photo = np.full((1500, 2000), 90, dtype=np.uint8)
    photo[:, :1000] = 210
    canvas.document.open(picture=canvas.placed(photo))
    for _ in range(abs(zoom)):
        if zoom > 0:
            canvas.zoom_in()
        else:
            canvas.zoom_out()
    picture = canvas.document.content.picture
    assert picture is not None
    edge = round(canvas.view.rect_of(picture.box).center().x())
    shades = to_grey(grabbed(canvas))[150].astype(int)
    assert abs(shades[edge - 25] - 210) <= 1
    assert abs(shades[edge + 25] - 90) <= 1


def test_fine_lines_of_a_large_picture_become_grey_and_not_broken(canvas: InkCanvas) -> None:
    """As each pixel of the screen is the mean of those under it, whatever it begins with."""
    striped = np.full((1600, 1600), 255, dtype=np.uint8)
    striped[:, ::2] = 0
    canvas.document.open(picture=canvas.placed(striped))
    inside = to_grey(grabbed(canvas))[100:200, 150:250].astype(int)
    assert abs(inside.mean() - 127.5) < 2
    assert inside.std() < 3


def test_a_picture_of_a_fine_screen_is_placed_pixel_for_pixel(canvas: InkCanvas) -> None:
    canvas.document.place(canvas.placed(np.full((101, 203), 9, np.uint8), ratio=2.0))
    left, top, unit = place(canvas)
    assert unit == 0.5
    assert (left, top) == (round(left), round(top))


def test_ink_over_a_picture_is_read_black_on_white_in_the_dark(canvas: InkCanvas) -> None:
    canvas.setPalette(theme.palette(theme.load("dark")))
    canvas.document.open(picture=PlacedPicture(np.full((200, 300), 250, np.uint8), 50, 50))
    canvas.document.content.picture.grey[20:23, 20:100] = 30  # type: ignore[union-attr]
    mouse(canvas, [(150, 150), (250, 150)])
    material = Subject(canvas.document.content, canvas.pen_width).material()
    assert isinstance(material, np.ndarray)
    assert material[100, 150] < 40
    assert material[21, 60] < 40
    assert np.median(material) == 250
