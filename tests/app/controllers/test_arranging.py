"""What the user arranged once is found again, and takes effect at once where it can."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from app import preferences
from app.preferences import Preferences
from app.program import Program
from app.theme import Choice
from tests.app.conftest import end
from tests.app.fakes import FakeRecogniser
from tests.app.hand import mouse


@pytest.fixture
def again(program: Program, settings: QSettings, store_path: Path, qtbot: QtBot) -> Iterator[Program]:
    """A later start of the program, with what the first one left in the settings."""
    program.window.side.setCurrentIndex(2)
    program.window.actions_.side.setChecked(False)
    program.arranging.remember()
    later = Program(FakeRecogniser, settings, store=store_path.with_name("other.sqlite"))
    later.start()
    yield later
    later.close()
    end(later)


def test_where_things_lie_is_found_again_at_the_next_start(again: Program) -> None:
    assert again.window.side.currentIndex() == 2
    assert not again.window.side.isVisible()


def test_settings_take_effect_at_once_and_are_kept(program: Program, settings: QSettings) -> None:
    wanted = Preferences(theme=Choice.CONTRAST, form="typst", copies_by_itself=True, keeps=False)
    program.arranging._apply(wanted)
    assert program.themes.choice is Choice.CONTRAST
    assert program.window.actions_.contrast_theme.isChecked()
    assert (program.copying.form_id, program.copying.is_automatic) == ("typst", True)
    assert preferences.read(settings) == wanted


def test_button_and_menu_name_the_form_that_is_preferred(program: Program, settings: QSettings) -> None:
    action, button = program.window.actions_.copy, program.window.formula.copy_button
    assert (action.text().replace("&", ""), button.text()) == ("Copy LaTeX", "Copy LaTeX")
    program.arranging._apply(Preferences(form="typst"))
    assert (action.text().replace("&", ""), button.text()) == ("Copy Typst", "Copy Typst")
    assert "Typst" in action.toolTip()
    program.copying.menu.forms["sympy"].trigger()
    assert (action.text().replace("&", ""), button.text()) == ("Copy SymPy", "Copy SymPy")


def test_the_hint_of_the_first_minute_goes_for_good_with_the_first_formula(
    program: Program, settings: QSettings, qtbot: QtBot
) -> None:
    assert program.window.welcome.isVisible()
    mouse(program.window.canvas)
    qtbot.waitUntil(lambda: program.window.welcome.isHidden())
    assert settings.value("welcome/seen", False, type=bool)


def test_an_example_opens_from_the_menu(program: Program, qtbot: QtBot) -> None:
    program.window.examples.actions()[0].trigger()
    assert program.document.content.strokes
