"""Copying: in the form that the user prefers, as a picture, and by itself."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.controllers.copying import AUTOMATIC_KEY, FORM_KEY, Copying
from app.services.drawing import Ground

LATEX = r"\frac{1}{2}"


class Heard:
    """What a `Copying` announced."""

    def __init__(self, copying: Copying) -> None:
        self.copied: list[str] = []
        self.trouble: list[str] = []
        copying.copied.connect(self.copied.append)
        copying.trouble.connect(self.trouble.append)


@pytest.fixture
def copying(qtbot: QtBot, settings: QSettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Copying]:
    monkeypatch.setattr("app.controllers.copying.STANDING_MS", 30)
    state = Qt.ApplicationState.ApplicationActive
    monkeypatch.setattr("app.controllers.copying.QGuiApplication.applicationState", lambda: state)
    QGuiApplication.clipboard().setText("before")
    made = Copying(settings)
    yield made
    made.deleteLater()


@pytest.fixture
def heard(copying: Copying) -> Heard:
    return Heard(copying)


def text() -> str:
    return str(QGuiApplication.clipboard().text())


def test_latex_is_copied_at_first(copying: Copying, heard: Heard) -> None:
    assert copying.copy(LATEX)
    assert text() == LATEX
    assert heard.copied == ["LaTeX"]


def test_any_form_can_be_copied_without_preferring_it(copying: Copying, heard: Heard) -> None:
    copying.copy_as("sympy", LATEX)
    assert text() == "1/2"
    assert copying.form_id == "latex"


def test_what_a_form_cannot_say_is_told_and_leaves_the_clipboard(copying: Copying, heard: Heard) -> None:
    assert not copying.copy_as("sympy", r"\pm 1")
    assert text() == "before"
    assert "two values" in heard.trouble[0]
    assert heard.copied == []


def test_the_form_chosen_is_copied_and_remembered(copying: Copying, heard: Heard, settings: QSettings) -> None:
    copying.show_latex(LATEX)
    copying.menu.forms["typst"].trigger()
    assert text() == "$ frac(1, 2) $"
    assert copying.form_name == "Typst"
    again = Copying(settings)
    assert again.form_id == "typst"
    assert again.menu.forms["typst"].isChecked()


def test_a_form_that_is_unknown_is_forgotten(settings: QSettings, qtbot: QtBot) -> None:
    settings.setValue(FORM_KEY, "troff")
    assert Copying(settings).form_id == "latex"


def test_nothing_is_copied_by_itself_unless_asked(copying: Copying, heard: Heard, qtbot: QtBot) -> None:
    copying.show_latex(LATEX)
    qtbot.wait(80)
    assert text() == "before"


def test_a_formula_that_stands_is_copied_by_itself_once(copying: Copying, heard: Heard, qtbot: QtBot) -> None:
    copying.menu.automatic.trigger()
    copying.show_latex("x")
    copying.show_latex(LATEX)  # before the first has stood long enough
    qtbot.waitUntil(lambda: text() == LATEX)
    copying.show_latex(LATEX)
    qtbot.wait(80)
    assert heard.copied == ["LaTeX"]


def test_what_was_copied_by_hand_is_not_copied_again(copying: Copying, heard: Heard, qtbot: QtBot) -> None:
    copying.menu.automatic.trigger()
    copying.show_latex(LATEX)
    copying.copy(LATEX)
    QGuiApplication.clipboard().setText("something else")
    qtbot.wait(80)
    assert text() == "something else"


def test_nothing_is_copied_while_the_user_is_elsewhere(
    copying: Copying, heard: Heard, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    away = Qt.ApplicationState.ApplicationInactive
    monkeypatch.setattr("app.controllers.copying.QGuiApplication.applicationState", lambda: away)
    copying.menu.automatic.trigger()
    copying.show_latex(LATEX)
    qtbot.wait(80)
    assert text() == "before"


def test_nothing_is_copied_while_the_user_goes_on_writing(copying: Copying, heard: Heard, qtbot: QtBot) -> None:
    copying.menu.automatic.trigger()
    copying.show_latex(LATEX)
    copying.wait()
    qtbot.wait(80)
    assert text() == "before"


def test_copying_by_itself_is_remembered(copying: Copying, settings: QSettings) -> None:
    copying.menu.automatic.trigger()
    assert settings.value(AUTOMATIC_KEY, type=bool) is True
    assert Copying(settings).menu.automatic.isChecked()


def test_a_picture_is_saved_where_the_user_says(qtbot: QtBot, settings: QSettings, tmp_path: Path) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    asked: list[QWidget | None] = []

    def ask(parent: QWidget | None) -> tuple[Path, Ground]:
        asked.append(parent)
        return tmp_path / "formula.svg", Ground.WHITE

    copying = Copying(settings, window, ask)
    copying.show_latex(LATEX)
    copying.menu.picture.trigger()
    assert asked == [window]
    assert (tmp_path / "formula.svg").read_bytes().startswith(b"<svg")


def test_a_picture_that_cannot_be_saved_is_told(qtbot: QtBot, settings: QSettings, tmp_path: Path) -> None:
    copying = Copying(settings, ask=lambda _: (tmp_path / "missing" / "formula.png", Ground.WHITE))
    heard = Heard(copying)
    copying.show_latex(LATEX)
    copying.save_picture()
    copying.show_latex("{")
    copying.save_picture()
    assert "another folder" in heard.trouble[0]
    assert len(heard.trouble) == 2


def test_thinking_better_of_a_picture_does_nothing(qtbot: QtBot, settings: QSettings) -> None:
    copying = Copying(settings, ask=lambda _: None)
    heard = Heard(copying)
    copying.save_picture()
    assert heard.trouble == []
