"""Learning from corrections by a stand-in child: from the samples to a judgement, and what the user decides."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.controllers.learning import Learning
from app.panels.learning import LearningDialog
from app.services import run_follower
from app.services.lessons import Lessons
from app.services.memory_file import MemoryFile
from app.services.recognition import RecognitionService
from app.services.run_standing import has_process
from app.services.samples import How, Sample, Samples
from app.services.training_run import Runs
from mathnet.ink import Stroke
from tests.app.controllers.running import STANDIN, end_all
from tests.app.fakes import FakeRecogniser


class School:
    """Samples with all that learns from them, as one start of the program has it."""

    def __init__(self, folder: Path, qtbot: QtBot, samples: int = 3) -> None:
        self.folder, self.qtbot = folder, qtbot
        self.main = QWidget()
        self.samples = Samples(folder / "samples.sqlite")
        for number in range(samples - self.samples.count()):
            self.samples.add(Sample(("x",), How.TYPED, (Stroke([(0, 0), (9, number)]),)))
        self.recognition = RecognitionService(FakeRecogniser)
        self.lessons = Lessons(self.samples, MemoryFile(folder / "memory.safetensors"), self.recognition)
        self.runs = Runs(folder / "runs", STANDIN)
        self.adopted: list[tuple[str, str, str]] = []
        self.said: list[str] = []
        self.learning = Learning(self.main, self.runs, self.lessons, lambda: folder / "old" / "model", self._adopt)
        self.learning.said.connect(self.said.append)

    def _adopt(self, stem: Path, name: str, story: Path | None, then: Callable[[], None]) -> None:
        assert story is not None
        weights = stem.with_name(f"{stem.name}.safetensors").read_text()
        self.adopted.append((weights, name, story.read_text()))
        then()

    @property
    def dialog(self) -> LearningDialog:
        assert self.learning.dialog is not None
        return self.learning.dialog

    def open(self, page: str) -> None:
        self.learning.show()
        self.wait_for(page)

    def wait_for(self, page: str) -> None:
        self.qtbot.waitUntil(lambda: self.dialog.pages.currentWidget() is getattr(self.dialog, page), timeout=20_000)

    def begin(self) -> Path:
        self.open("start")
        self.qtbot.waitUntil(self.dialog.start.button.isEnabled)
        self.press(self.dialog.start.button)
        self.wait_for("progress")
        (run,) = (self.folder / "runs").iterdir()
        return run

    def press(self, button: QPushButton) -> None:
        assert button.isVisible()
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def close(self) -> None:
        self.learning.close()
        self.lessons.close()
        self.runs.let_go()
        self.main.close()
        self.main.deleteLater()


@pytest.fixture
def schools(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[School]]:
    """What is put in here is closed afterwards, and so are the children."""
    qapp.setStyle("Fusion")
    monkeypatch.setattr(run_follower, "POLL_MS", 30)
    made: list[School] = []
    yield made
    for school in made:
        school.close()
    end_all(tmp_path / "runs")


@pytest.fixture
def school(schools: list[School], qtbot: QtBot, tmp_path: Path) -> School:
    schools.append(School(tmp_path, qtbot))
    return schools[0]


def test_a_model_learns_is_judged_and_taken_into_use(school: School, qtbot: QtBot) -> None:
    run = school.begin()
    told = json.loads((run / "personal.json").read_text())["arguments"]
    assert told[:2] == ["personal", "--samples"]
    assert told[told.index("--model") + 1] == str(school.folder / "old" / "model")
    assert len(list((run / "samples").glob("*.inkml"))) == 3
    school.wait_for("judged")
    judged = school.dialog.judged
    assert judged.figures.texts()[1] == ["My corrections that were kept back (10)", "30.0 %", "70.0 %", "+ 40.0"]
    assert judged.figures.words.text() == "3 corrections."
    row = judged.formulas.table.topLevelItem(0)
    assert row is not None
    assert (row.text(3), row.toolTip(0)) == ("new is right", "It should be x^2")
    assert (row.toolTip(1), row.toolTip(2)) == ("x^7", "x^2")
    school.press(judged.use_button)
    assert school.adopted == [("learned", run.name, '{"data": {"corrections": 3}}')]
    qtbot.waitUntil(lambda: not run.exists())
    assert not school.dialog.isVisible()
    assert school.samples.count() == 3


def test_the_old_model_is_kept_and_nothing_is_left_of_the_new_one(school: School, qtbot: QtBot) -> None:
    run = school.begin()
    school.wait_for("judged")
    school.press(school.dialog.judged.keep_button)
    qtbot.waitUntil(lambda: not run.exists())
    assert school.adopted == []
    school.open("start")


def test_learning_is_paused_stopped_and_taken_up(school: School, qtbot: QtBot) -> None:
    school.begin()
    page = school.dialog.progress
    qtbot.waitUntil(page.pause_button.isEnabled)
    school.press(page.pause_button)
    qtbot.waitUntil(lambda: page.state.text() == "paused", timeout=10_000)
    school.press(page.stop_button)
    qtbot.waitUntil(lambda: page.state.text() == "stopped", timeout=10_000)
    school.press(page.go_on_button)
    school.wait_for("judged")


def test_learning_that_was_stopped_can_be_given_up(school: School, qtbot: QtBot) -> None:
    run = school.begin()
    page = school.dialog.progress
    qtbot.waitUntil(page.stop_button.isEnabled)
    school.press(page.stop_button)
    qtbot.waitUntil(page.discard_button.isVisible, timeout=10_000)
    school.press(page.discard_button)
    qtbot.waitUntil(lambda: not run.exists())
    school.open("start")


def test_learning_goes_on_without_the_window_and_waits_for_a_decision(
    school: School, schools: list[School], qtbot: QtBot, tmp_path: Path
) -> None:
    run = school.begin()
    school.close()
    schools.clear()
    qtbot.waitUntil(lambda: not has_process(run) and (run / "judgement.json").exists(), timeout=20_000)
    again = School(tmp_path, qtbot)
    schools.append(again)
    again.learning.find()
    told = "A model has learned from your corrections. See Training, Learn from my corrections"
    qtbot.waitUntil(lambda: again.said == [told])
    again.open("judged")


def test_without_samples_there_is_nothing_to_learn_from(schools: list[School], qtbot: QtBot, tmp_path: Path) -> None:
    school = School(tmp_path, qtbot, samples=0)
    schools.append(school)
    school.open("start")
    qtbot.waitUntil(lambda: school.dialog.start.told.text() == "Samples of your hand: 0.")
    assert not school.dialog.start.button.isEnabled()
    assert "write some when asked" in school.dialog.start.few.text()


def test_samples_that_cannot_be_written_are_told_and_no_run_is_left(
    school: School, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(folder: Path) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(school.samples, "export", full)
    school.open("start")
    qtbot.waitUntil(school.dialog.start.button.isEnabled)
    school.press(school.dialog.start.button)
    qtbot.waitUntil(lambda: "the disk is full" in school.dialog.trouble.text())
    assert list((school.folder / "runs").iterdir()) == []
    assert school.dialog.start.button.isEnabled()
