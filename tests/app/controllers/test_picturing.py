"""Taking a part of the screen, and what becomes of the picture: cropped, turned, kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from app.canvas.canvas import InkCanvas
from app.canvas.content import PlacedPicture
from app.canvas.document import Document
from app.controllers.picturing import Picturing
from app.services.background import Background
from app.services.screen import ScreenError, Shot
from tests.app.desk import Desk
from tests.app.hand import mouse

# Said by the platform without a display; it says nothing about the window.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support raise")

WHERE = QRect(0, 0, 400, 300)


class FakePortal(QObject):
    """Answers when the test emits; says when it was asked."""

    taken = Signal(Path)
    cancelled = Signal()
    refused = Signal(str)
    asked = Signal()

    def ask(self) -> None:
        self.asked.emit()


class Place:
    """A window with a canvas in front of a screen that shows a dark square, twice as fine as logical pixels."""

    def __init__(self) -> None:
        self.window = QMainWindow()
        self.canvas = InkCanvas(Document(self.window))
        self.window.setCentralWidget(self.canvas)
        self.window.resize(500, 400)
        self.background = Background("pictures")
        self.shots: list[Shot] | Exception = [Shot(screen(), WHERE)]
        self.portal: FakePortal | None = None
        self.picturing = Picturing(
            self.window,
            self.canvas,
            self.background,
            portal=lambda: self.portal,  # type: ignore[arg-type, return-value]
            grab=self.grab,
        )
        self.troubles: list[str] = []
        self.picturing.trouble.connect(self.troubles.append)

    def grab(self) -> list[Shot]:
        assert not self.window.isVisible()
        if isinstance(self.shots, Exception):
            raise self.shots
        return self.shots

    def close(self) -> None:
        self.background.close()
        self.canvas.document.close()
        self.window.close()


def screen() -> QPixmap:
    """White with a black square of 60 pixels, its corner at (100, 80)."""
    made = QPixmap(800, 600)
    made.fill(QColor("white"))
    painter = QPainter(made)
    painter.fillRect(100, 80, 60, 60, QColor("black"))
    painter.end()
    return made


@pytest.fixture
def place(qtbot: QtBot) -> Iterator[Place]:
    made = Place()
    made.window.show()
    qtbot.waitExposed(made.window)
    yield made
    made.close()


def test_the_part_that_is_chosen_lands_on_the_canvas_with_all_its_pixels(place: Place, qtbot: QtBot) -> None:
    place.picturing.take_region()
    qtbot.waitUntil(lambda: bool(place.picturing.pickers))
    (picker,) = place.picturing.pickers
    qtbot.waitExposed(picker)
    picker.resize(WHERE.size())  # the screen of the tests is another than the one that is shown
    with qtbot.waitSignal(place.picturing.settled):
        mouse(picker, [(40, 30), (60, 60), (99, 89)])
    assert place.window.isVisible()
    assert place.picturing.pickers == ()
    picture = place.canvas.document.content.picture
    assert picture is not None
    assert picture.grey.shape == (120, 120)
    assert picture.unit == 0.5
    assert (picture.grey[20:80, 20:80] == 0).all()
    assert picture.grey[19, 20] == 255
    place.canvas.document.undo_stack.undo()
    assert place.canvas.document.content.is_empty


def take(place: Place, qtbot: QtBot) -> None:
    """Take a part of the screen."""
    place.picturing.take_region()
    qtbot.waitUntil(lambda: bool(place.picturing.pickers))
    (picker,) = place.picturing.pickers
    qtbot.waitExposed(picker)
    picker.resize(WHERE.size())
    with qtbot.waitSignal(place.picturing.settled):
        mouse(picker, [(40, 30), (60, 60), (99, 89)])


def test_another_part_of_the_screen_is_another_document_and_can_be_drawn_over(place: Place, qtbot: QtBot) -> None:
    opened: list[None] = []
    mouse(place.canvas)
    place.canvas.document.opened.connect(lambda: opened.append(None))
    take(place, qtbot)
    content = place.canvas.document.content
    assert content.picture is not None
    assert content.strokes == ()
    assert opened != []  # so that what was there goes into the history
    mouse(place.canvas)
    assert place.canvas.document.content.picture is content.picture
    assert len(place.canvas.document.content.strokes) == 1


def test_every_screen_is_covered_and_all_are_free_again_when_one_cancels(place: Place, qtbot: QtBot) -> None:
    place.shots = [Shot(screen(), WHERE), Shot(screen(), QRect(400, 0, 800, 600))]
    place.picturing.take_region()
    qtbot.waitUntil(lambda: len(place.picturing.pickers) == 2)
    first, second = place.picturing.pickers
    qtbot.waitExposed(second)
    QTest.keyClick(second, Qt.Key.Key_Escape)
    assert not first.isVisible()
    assert not second.isVisible()
    assert place.window.isVisible()
    assert place.canvas.document.content.is_empty
    assert place.troubles == []


def test_a_screen_that_cannot_be_seen_is_told_and_the_window_comes_back(place: Place, qtbot: QtBot) -> None:
    place.shots = ScreenError("not allowed")
    with qtbot.waitSignal(place.picturing.trouble):
        place.picturing.take_region()
    qtbot.waitUntil(place.window.isVisible)
    assert place.troubles == ["not allowed"]


def test_the_window_comes_back_from_what_nobody_expected(place: Place, qtbot: QtBot) -> None:
    place.shots = RuntimeError("a defect")
    with qtbot.captureExceptions() as errors:
        place.picturing.take_region()
        qtbot.waitUntil(lambda: bool(errors))
    assert place.window.isVisible()


def test_asking_twice_asks_once(place: Place, qtbot: QtBot) -> None:
    place.picturing.take_region()
    place.picturing.take_region()
    qtbot.waitUntil(lambda: bool(place.picturing.pickers))
    place.picturing.take_region()
    qtbot.wait(350)
    assert len(place.picturing.pickers) == 1


def test_a_picture_of_the_desktop_lands_on_the_canvas(place: Place, qtbot: QtBot, tmp_path: Path) -> None:
    assert screen().save(str(tmp_path / "shot.png"))
    place.portal = FakePortal()
    with qtbot.waitSignal(place.portal.asked):
        place.picturing.take_region()
    assert not place.window.isVisible()
    with qtbot.waitSignal(place.picturing.settled):
        place.portal.taken.emit(tmp_path / "shot.png")
    assert place.window.isVisible()
    picture = place.canvas.document.content.picture
    assert picture is not None
    assert picture.grey.shape == (600, 800)


def test_a_desktop_that_refuses_or_cancels_leaves_the_window_as_it_was(place: Place, qtbot: QtBot) -> None:
    for end in ("cancelled", "refused"):
        place.portal = FakePortal()
        with qtbot.waitSignal(place.portal.asked):
            place.picturing.take_region()
        place.portal.cancelled.emit() if end == "cancelled" else place.portal.refused.emit("no portal")
        assert place.window.isVisible()
    assert place.troubles == ["no portal"]


def test_the_window_does_not_wait_for_a_desktop_for_ever(place: Place, qtbot: QtBot) -> None:
    place.picturing._waiting.setInterval(500)
    place.portal = FakePortal()
    place.picturing.take_region()
    qtbot.waitUntil(place.window.isHidden)
    qtbot.waitUntil(place.window.isVisible)


def test_a_file_of_the_desktop_that_cannot_be_read_is_told(place: Place, qtbot: QtBot, tmp_path: Path) -> None:
    place.portal = FakePortal()
    with qtbot.waitSignal(place.portal.asked):
        place.picturing.take_region()
    with qtbot.waitSignal(place.picturing.trouble):
        place.portal.taken.emit(tmp_path / "gone.png")
    assert "gone.png" in place.troubles[0]


def test_it_says_whether_there_is_a_picture_to_crop_and_turn(place: Place) -> None:
    said: list[bool] = []
    place.picturing.there.connect(said.append)
    place.canvas.document.place(place.canvas.placed(np.full((40, 60), 200, np.uint8)))
    place.picturing.turn(1)
    assert place.canvas.document.content.picture is not None
    assert place.canvas.document.content.picture.grey.shape == (60, 40)
    place.picturing.crop()
    QTest.keyClick(place.canvas, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    place.picturing.crop()
    assert place.canvas.document.content.picture.grey.shape == (60, 39)
    place.canvas.document.clear()
    place.canvas.document.undo_stack.undo()
    assert said == [True, False, True]


def test_moving_cropping_and_turning_are_kept_over_a_restart(desk: Desk, again: Desk, qtbot: QtBot) -> None:
    grey = np.arange(200, dtype=np.uint8).reshape(10, 20)
    desk.document.open(picture=PlacedPicture(grey, 100, 80, 4.0))
    desk.canvas.select_all()
    mouse(desk.canvas, [(140, 100), (150, 110), (170, 120)])
    desk.canvas.crop()
    mouse(desk.canvas, [(130, 120), (140, 120), (150, 120)])  # the left side, five pixels to the right
    QTest.keyClick(desk.canvas, Qt.Key.Key_Return)
    desk.canvas.turn_picture(1)
    left = desk.document.content.picture
    assert left is not None
    assert left.grey.shape == (15, 10)
    desk.close()
    again.start(qtbot)
    found = again.document.content.picture
    assert found is not None
    assert np.array_equal(found.grey, np.rot90(grey[:, 5:], -1))
    assert (found.left, found.top, found.unit) == (left.left, left.top, left.unit)


def test_undoing_a_crop_is_kept_over_a_restart_too(desk: Desk, again: Desk, qtbot: QtBot) -> None:
    grey = np.arange(200, dtype=np.uint8).reshape(10, 20)
    desk.document.open(picture=PlacedPicture(grey, 100, 80, 4.0))
    desk.canvas.crop()
    mouse(desk.canvas, [(100, 100), (110, 100), (120, 100)])
    QTest.keyClick(desk.canvas, Qt.Key.Key_Return)
    assert desk.document.content.picture is not None
    assert desk.document.content.picture.grey.shape == (10, 15)
    desk.document.undo_stack.undo()
    desk.close()
    again.start(qtbot)
    assert again.document.content.picture is not None
    assert np.array_equal(again.document.content.picture.grey, grey)


def test_a_screenshot_of_a_dark_page_is_turned_over(place: Place, qtbot: QtBot, tmp_path: Path) -> None:
    dark = QImage(80, 60, QImage.Format.Format_RGB32)
    dark.fill(QColor("#101010"))
    assert dark.save(str(tmp_path / "dark.png"))
    place.portal = FakePortal()
    with qtbot.waitSignal(place.portal.asked):
        place.picturing.take_region()
    with qtbot.waitSignal(place.picturing.settled):
        place.portal.taken.emit(tmp_path / "dark.png")
    assert place.canvas.document.content.picture is not None
    assert place.canvas.document.content.picture.grey[0, 0] == 239
