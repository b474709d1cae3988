"""Arranging: what the user sets once and finds again: theme, language, preferences, and where things lie."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSettings, Signal

from app import placement, preferences
from app.languages import LANGUAGE_KEY, Language, chosen
from app.panels.welcome import SEEN_KEY
from app.preferences import Preferences
from app.theme import THEME_KEY, Choice, ThemeSwitch

if TYPE_CHECKING:
    from app.controllers.copying import Copying
    from app.main_window import MainWindow


class Arranging(QObject):
    """Joins the settings with what they are about.

    Signals: `said(str)` when something takes effect later.
    """

    said = Signal(str)

    def __init__(self, window: MainWindow, settings: QSettings, themes: ThemeSwitch, copying: Copying) -> None:
        super().__init__(window)
        self._window, self._settings, self._themes, self._copying = window, settings, themes, copying
        self._connect_themes()
        self._connect_languages()
        self._connect_welcome()
        copying.menu.preferred.connect(window.actions_.name_copy)
        window.actions_.name_copy(copying.form_name)
        window.actions_.settings.triggered.connect(self._ask)
        window.canvas.set_finger_writes(preferences.read(settings).finger_writes)

    def restore(self) -> None:
        """Put the window and its parts where they were; before it is shown."""
        window = self._window
        window.actions_.side.setChecked(placement.restore(self._settings, window, window.splitters, window.side))

    def remember(self) -> None:
        """Keep where the window and its parts are; before it is closed."""
        placement.remember(self._settings, self._window, self._window.splitters, self._window.side)

    def _connect_themes(self) -> None:
        window, themes = self._window, self._themes
        themes.changed.connect(window.wear)
        themes.changed.connect(lambda _: window.attention.show_scale(window.canvas.is_dark))
        window.attention.show_scale(window.canvas.is_dark)
        window.actions_.themes[themes.choice].setChecked(True)
        for choice, action in window.actions_.themes.items():
            action.triggered.connect(_with(self._choose_theme, choice))

    def _choose_theme(self, choice: Choice) -> None:
        self._settings.setValue(THEME_KEY, choice.value)
        self._themes.choose(choice)

    def _connect_languages(self) -> None:
        now = chosen(self._settings)
        for language, action in self._window.actions_.languages.items():
            action.setChecked(language is now)
            action.triggered.connect(_with(self._choose_language, language))

    def _choose_language(self, language: Language) -> None:
        self._settings.setValue(LANGUAGE_KEY, language.value)
        self.said.emit(self.tr("The language changes at the next start"))

    def _connect_welcome(self) -> None:
        welcome = self._window.welcome
        welcome.setVisible(not self._settings.value(SEEN_KEY, False, type=bool))
        welcome.closed.connect(lambda: self._settings.setValue(SEEN_KEY, True))

    def _ask(self) -> None:
        from app.panels.settings import SettingsDialog

        dialog = SettingsDialog(preferences.read(self._settings), self._window)
        dialog.changed.connect(self._apply)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _apply(self, wanted: Preferences) -> None:
        """Everything that can change at once does so."""
        preferences.write(self._settings, wanted)
        its = self._window.actions_
        self._themes.choose(wanted.theme)
        its.themes[wanted.theme].setChecked(True)
        its.languages[wanted.language].setChecked(True)
        self._copying.menu.prefer(wanted.form)
        self._copying.menu.automatic.setChecked(wanted.copies_by_itself)
        self._window.history.say_keeping(wanted.keeps)
        self._window.canvas.set_finger_writes(wanted.finger_writes)


def _with(do: Callable[[Any], None], what: object) -> Callable[[bool], None]:
    """`do` with `what`, as a slot of an action."""
    return lambda _: do(what)
