"""A program that is taught, and what its user does: for the tests of teaching."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.controllers.teaching import Teaching
from app.panels.offer import OfferBar
from app.program import Program
from app.services.lessons import Lessons
from app.services.samples import Samples
from tests.app.controllers.test_fixing import choose_the_second, pick, read_as
from tests.app.fakes import FakeRecogniser

RIGHT = ("x", "+", "z")


@dataclass
class Class:
    """The program with what teaches it."""

    program: Program
    offer: OfferBar
    teaching: Teaching
    lessons: Lessons
    samples: Samples

    def press(self, key: str) -> None:
        QTest.mouseClick(getattr(self.offer, f"{key}_button"), Qt.MouseButton.LeftButton)

    @property
    def kept(self) -> list[tuple[str, str, str]]:
        """What is right, what was read and how it was set right, of all samples."""
        return [("".join(each.tokens), "".join(each.read), each.how.value) for each in self.samples.all()]


def pin(lesson: Class, recogniser: FakeRecogniser, qtbot: QtBot) -> None:
    """Choose z for the last symbol."""
    recogniser.answers = [read_as(*RIGHT)]
    pick(lesson.program, 2, qtbot)
    choose_the_second(lesson.program)
    qtbot.waitUntil(lambda: lesson.program.window.formula.latex == "x+z")


def type_over_the_end(lesson: Class, text: str) -> None:
    source = lesson.program.window.formula.source
    source.setFocus()
    QTest.keySequence(source, QKeySequence(QKeySequence.StandardKey.MoveToEndOfDocument))
    QTest.keyClick(source, Qt.Key.Key_Backspace)
    QTest.keyClicks(source, text)


def copy(lesson: Class) -> None:
    lesson.program.window.formula.copy()


def wait_for(lesson: Class, qtbot: QtBot, *kept: tuple[str, str, str]) -> None:
    qtbot.waitUntil(lambda: lesson.kept == list(kept))
