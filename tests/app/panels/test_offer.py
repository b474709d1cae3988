"""The offer to keep a correction: three answers and none, each by mouse and keyboard."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app import theme
from app.panels.offer import OfferBar


class Answers(list[str]):
    """What the bar announced."""

    def __init__(self, bar: OfferBar) -> None:
        super().__init__()
        bar.kept.connect(lambda: self.append("kept"))
        bar.always.connect(lambda: self.append("always"))
        bar.never.connect(lambda: self.append("never"))


@pytest.fixture
def host(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(860, 120)
    made.show()
    qtbot.waitExposed(made)
    return made


@pytest.fixture
def bar(host: QWidget) -> OfferBar:
    made = OfferBar(theme.load("light"), host)
    made.resize(host.size())
    return made


def test_it_is_hidden_until_there_is_something_to_offer(bar: OfferBar) -> None:
    assert not bar.isVisible()
    bar.offer()
    assert bar.isVisible()
    assert "stays on this computer" in bar.text.text()


@pytest.mark.parametrize(
    ("name", "answer"), [("keep_button", "kept"), ("always_button", "always"), ("never_button", "never")]
)
def test_each_answer_is_announced_once_and_ends_the_offer(bar: OfferBar, name: str, answer: str) -> None:
    answers = Answers(bar)
    bar.offer()
    QTest.mouseClick(getattr(bar, name), Qt.MouseButton.LeftButton)
    assert (answers, bar.isVisible()) == ([answer], False)


def test_it_can_be_closed_without_an_answer(bar: OfferBar) -> None:
    answers = Answers(bar)
    bar.offer()
    QTest.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert (answers, bar.isVisible()) == ([], False)


def test_it_takes_the_keyboard_from_nobody_but_can_be_reached(bar: OfferBar, host: QWidget) -> None:
    writing = QPushButton("elsewhere", host)
    writing.show()
    writing.setFocus()
    bar.offer()
    assert writing.hasFocus()
    answers = Answers(bar)
    bar.always_button.setFocus()
    QTest.keyClick(bar.always_button, Qt.Key.Key_Space)
    assert answers == ["always"]
    assert all(button.toolTip() for button in bar.findChildren(QPushButton))
