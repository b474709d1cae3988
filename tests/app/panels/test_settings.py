"""The settings dialog applies at once, says what waits for a new start, and puts everything back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton
from pytestqt.qtbot import QtBot

from app.languages import Language
from app.panels.settings import SettingsDialog
from app.preferences import Preferences
from app.theme import Choice


@pytest.fixture
def dialog(qtbot: QtBot) -> SettingsDialog:
    made = SettingsDialog(Preferences())
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_another_theme_is_announced_at_once(dialog: SettingsDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.changed) as heard:
        QTest.keyClick(dialog.theme, Qt.Key.Key_Down)
    assert heard.args == [Preferences(theme=Choice.LIGHT)]


def test_ticks_are_announced_at_once(dialog: SettingsDialog, qtbot: QtBot) -> None:
    with qtbot.waitSignal(dialog.changed) as heard:
        QTest.keyClick(dialog.finger, Qt.Key.Key_Space)
    assert heard.args == [Preferences(finger_writes=False)]
    with qtbot.waitSignal(dialog.changed) as heard:
        QTest.keyClick(dialog.keeping, Qt.Key.Key_Space)
    assert heard.args == [Preferences(finger_writes=False, keeps=False)]
    with qtbot.waitSignal(dialog.changed) as heard:
        QTest.keyClick(dialog.learning, Qt.Key.Key_Space)
    assert heard.args == [Preferences(finger_writes=False, keeps=False, learns=True)]


def test_another_language_says_that_it_waits_for_the_next_start(dialog: SettingsDialog, qtbot: QtBot) -> None:
    assert not dialog.later.isVisible()
    with qtbot.waitSignal(dialog.language_changed):
        dialog.language.setCurrentIndex(dialog.language.findText("Deutsch"))
    assert dialog.later.isVisible()
    assert dialog.preferences.language is Language.GERMAN


def test_what_is_shown_is_what_was_given_and_announces_nothing(dialog: SettingsDialog, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(dialog.changed):
        dialog.show_preferences(Preferences(theme=Choice.DARK, form="typst", copies_by_itself=True))
    assert dialog.theme.currentText() == "Dark"
    assert dialog.form.currentText() == "Typst"
    assert dialog.automatic.isChecked()


def test_the_defaults_can_be_restored(dialog: SettingsDialog, qtbot: QtBot) -> None:
    dialog.show_preferences(Preferences(theme=Choice.CONTRAST, keeps=False, learns=True))
    with qtbot.waitSignal(dialog.changed) as heard:
        QTest.mouseClick(dialog.defaults_button, Qt.MouseButton.LeftButton)
    assert heard.args == [Preferences()]
    assert dialog.theme.currentText() == "As the system"
    assert dialog.keeping.isChecked()
    assert not dialog.learning.isChecked()


def test_every_control_is_named_explained_and_reached_by_tab(dialog: SettingsDialog) -> None:
    controls = [found for kind in (QComboBox, QCheckBox, QPushButton) for found in dialog.findChildren(kind)]
    assert len(controls) == 9
    assert all(control.toolTip() and (control.accessibleName() or control.text()) for control in controls)
    dialog.theme.setFocus()
    reached = set()
    for _ in range(20):
        QTest.keyClick(dialog.focusWidget(), Qt.Key.Key_Tab)
        reached.add(dialog.focusWidget())
    assert set(controls) <= reached
