"""New, open, save, paste and drop in the whole program, and what the user is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.controllers.filing import Filing
from app.program import Program
from app.services.background import Background, Job, Then
from mathnet.ink import Ink
from mathnet.inkml import read, write
from tests.app.conftest import FakeQuestions
from tests.app.fakes import FakeRecogniser
from tests.app.hand import mouse


def wait_for_reading(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: program.window.candidates.list.count() > 0)


def test_ink_saved_is_ink_opened(
    program: Program, questions: FakeQuestions, recogniser: FakeRecogniser, tmp_path: Path
) -> None:
    mouse(program.window.canvas)
    mouse(program.window.canvas, [(200, 50), (250, 90)])
    written = program.document.content.strokes
    questions.saves = questions.opens = tmp_path / "mine.inkml"
    program.window.actions_.save.trigger()
    assert not program.window.isWindowModified()
    program.window.actions_.save.trigger()
    assert questions.asked == ["save"]
    program.window.actions_.new.trigger()
    assert program.document.content.is_empty
    program.window.actions_.open.trigger()
    assert questions.asked == ["save", "open"]
    opened = program.document.content.strokes
    assert [stroke.points.tolist() for stroke in opened] == [stroke.points.tolist() for stroke in written]
    assert "mine.inkml" in program.window.windowTitle()


def test_nobody_is_asked_before_ink_is_replaced_or_the_window_closed(
    program: Program, questions: FakeQuestions
) -> None:
    mouse(program.window.canvas)
    program.window.actions_.new.trigger()
    assert program.document.content.is_empty
    mouse(program.window.canvas)
    assert program.window.close()
    assert questions.asked == []


def test_only_what_differs_from_its_file_is_marked_in_the_title(
    program: Program, questions: FakeQuestions, tmp_path: Path
) -> None:
    mouse(program.window.canvas)
    assert not program.window.isWindowModified()
    questions.saves = tmp_path / "mine.inkml"
    program.window.actions_.save.trigger()
    mouse(program.window.canvas, [(200, 50), (250, 90)])
    assert program.window.isWindowModified()
    program.window.actions_.undo.trigger()
    assert not program.window.isWindowModified()


def test_what_comes_from_elsewhere_is_not_saved_over_the_file_before(
    program: Program, questions: FakeQuestions, tmp_path: Path
) -> None:
    mouse(program.window.canvas)
    questions.saves = tmp_path / "mine.inkml"
    program.window.actions_.save.trigger()
    assert "mine.inkml" in program.window.windowTitle()
    program.document.open(Ink.of([[(0, 0), (1, 1)], [(2, 2), (3, 3)]]))
    assert "mine.inkml" not in program.window.windowTitle()
    program.window.actions_.save.trigger()
    assert questions.asked == ["save", "save"]


def test_saving_ink_over_a_picture_says_that_the_file_lacks_the_picture(
    program: Program, questions: FakeQuestions, tmp_path: Path
) -> None:
    mouse(program.window.canvas)
    program.document.place(program.window.canvas.placed(np.full((40, 60), 255, np.uint8)))
    questions.saves = tmp_path / "mine.inkml"
    program.window.actions_.save.trigger()
    assert len(read(tmp_path / "mine.inkml")) == 1
    assert program.window.message.isVisible()
    assert "without the picture" in program.window.message.text.text()


def test_a_broken_file_is_told_and_costs_nothing(program: Program, questions: FakeQuestions, tmp_path: Path) -> None:
    mouse(program.window.canvas)
    questions.opens = tmp_path / "broken.inkml"
    questions.opens.write_bytes(b"<ink><trace>1 2, 3")
    program.window.actions_.open.trigger()
    assert program.window.message.isVisible()
    assert "broken.inkml" in program.window.message.text.text()
    assert len(program.document.content.strokes) == 1
    assert questions.asked == ["open"]


def test_a_dropped_inkml_file_is_opened(program: Program, tmp_path: Path, qtbot: QtBot) -> None:
    path = tmp_path / "dropped.inkml"
    write(Ink.of([[(0, 0), (1, 1)], [(2, 2), (3, 3)]]), path)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place, none = QPointF(400, 300), Qt.MouseButton.NoButton
    keys = Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place.toPoint(), Qt.DropAction.CopyAction, data, none, keys)
    drop = QDropEvent(place, Qt.DropAction.CopyAction, data, none, keys)
    for event in (enter, drop):
        QApplication.sendEvent(program.window, event)
        assert event.isAccepted()
    assert len(program.document.content.strokes) == 2
    wait_for_reading(program, qtbot)


def test_inkml_text_is_pasted(program: Program, tmp_path: Path) -> None:
    write(Ink.of([[(0, 0), (1, 1)]]), tmp_path / "x.inkml")
    QGuiApplication.clipboard().setText((tmp_path / "x.inkml").read_text())
    program.window.actions_.paste.trigger()
    assert len(program.document.content.strokes) == 1


def test_a_pasted_picture_lies_under_the_ink_and_is_read_with_it(
    program: Program, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    mouse(program.window.canvas)
    wait_for_reading(program, qtbot)
    image = QImage(120, 80, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    QGuiApplication.clipboard().setImage(image)
    program.window.actions_.paste.trigger()
    qtbot.waitUntil(lambda: len(recogniser.seen) == 2)
    assert len(program.document.content.strokes) == 1
    assert isinstance(recogniser.seen[1], np.ndarray)
    assert recogniser.seen[1].min() < 60
    program.window.actions_.undo.trigger()
    assert program.document.content.picture is None


def white(width: int, height: int) -> QImage:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    return image


def test_a_picture_pasted_over_another_begins_a_sheet_of_its_own(program: Program, qtbot: QtBot) -> None:
    for width, height in ((120, 80), (60, 30)):
        QGuiApplication.clipboard().setImage(white(width, height))
        program.window.actions_.paste.trigger()
        qtbot.waitUntil(lambda shape=(height, width): shape_of(program) == shape)
        mouse(program.window.canvas)
        assert len(program.document.content.strokes) == 1
    (before,) = program.keeping.find("")
    kept = program.keeping._store.shelf.sheet(before).content
    assert kept.picture is not None
    assert (kept.picture.shape, len(kept.strokes)) == ((80, 120), 1)


def shape_of(program: Program) -> tuple[int, int] | None:
    picture = program.document.content.picture
    return None if picture is None else picture.shape


def test_a_picture_that_was_opened_names_the_window_and_its_sheet_but_is_never_saved_over(
    program: Program, questions: FakeQuestions, tmp_path: Path, qtbot: QtBot
) -> None:
    questions.opens, questions.saves = picture_file(tmp_path / "blackboard.png"), tmp_path / "mine.inkml"
    before = questions.opens.read_bytes()
    program.window.actions_.open.trigger()
    qtbot.waitUntil(lambda: "blackboard.png" in program.window.windowTitle())
    assert program.keeping._store.current().entry.title == "blackboard.png"
    mouse(program.window.canvas)
    program.window.actions_.save.trigger()
    assert questions.asked == ["open", "save"]
    assert "mine.inkml" in program.window.windowTitle()
    assert questions.opens.read_bytes() == before
    program.window.actions_.new.trigger()
    assert "blackboard.png" not in program.window.windowTitle()


def test_pasting_words_says_what_can_be_pasted(program: Program) -> None:
    QGuiApplication.clipboard().setText("some words")
    program.window.actions_.paste.trigger()
    assert program.window.message.isVisible()
    assert program.document.content.is_empty


class Later(Background):
    """Does its jobs when the test says so."""

    def __init__(self) -> None:
        super().__init__("later")
        self.jobs: list[Callable[[], None]] = []

    def run(self, job: Job, then: Then, failed: Callable[[Exception], None]) -> None:
        self.jobs.append(lambda: then(job()))


@pytest.fixture
def later(program: Program) -> Iterator[tuple[Filing, Later]]:
    background = Later()
    yield Filing(program.document, program.window.canvas, FakeQuestions(), background), background
    background.close()


def picture_file(path: Path, side: int = 40) -> Path:
    image = QImage(side, side, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    assert image.save(str(path))
    return path


def test_a_picture_is_decoded_while_one_goes_on(program: Program, later: tuple[Filing, Later], tmp_path: Path) -> None:
    filing, background = later
    assert filing.open(picture_file(tmp_path / "photo.png"))
    assert program.document.content.is_empty
    background.jobs.pop()()
    assert program.document.content.picture is not None


def test_a_picture_that_comes_too_late_does_not_replace_what_was_opened_since(
    program: Program, later: tuple[Filing, Later], tmp_path: Path
) -> None:
    filing, background = later
    filing.open(picture_file(tmp_path / "one.png"))
    filing.open(picture_file(tmp_path / "two.png", side=60))
    first, second = background.jobs
    second()
    first()
    assert program.document.content.picture is not None
    assert program.document.content.picture.grey.shape == (60, 60)
    filing.open(picture_file(tmp_path / "three.png"))
    filing.new()
    background.jobs[-1]()
    assert program.document.content.is_empty


def test_a_picture_that_cannot_be_decoded_is_told_from_the_other_thread(
    program: Program, qtbot: QtBot, tmp_path: Path
) -> None:
    (tmp_path / "broken.png").write_bytes(b"not a picture")
    filing = Filing(program.document, program.window.canvas, FakeQuestions(), program.background)
    with qtbot.waitSignal(filing.trouble) as told:
        filing.open(tmp_path / "broken.png")
    assert "broken.png" in told.args[0]
