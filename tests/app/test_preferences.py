"""Preferences come back as they were kept, and where each part of the program looks for its own."""

from __future__ import annotations

from PySide6.QtCore import QSettings

from app.controllers.copying import Copying
from app.languages import Language
from app.preferences import Preferences, read, write
from app.theme import Choice

OTHER = Preferences(Choice.CONTRAST, Language.GERMAN, False, "mathml", True, False, True)


def test_at_the_first_start_everything_is_as_usual(settings: QSettings) -> None:
    assert read(settings) == Preferences()


def test_preferences_come_back_from_the_disk(settings: QSettings) -> None:
    write(settings, OTHER)
    settings.sync()
    assert read(QSettings(settings.fileName(), QSettings.Format.IniFormat)) == OTHER


def test_to_be_asked_about_corrections_again_is_a_preference_too(settings: QSettings) -> None:
    write(settings, Preferences(learns=False))
    assert read(settings).learns is False
    write(settings, Preferences())
    assert read(settings).learns is None


def test_what_is_unknown_in_the_settings_is_as_usual(settings: QSettings) -> None:
    for key in ("view/theme", "language", "copy/form"):
        settings.setValue(key, "no such thing")
    assert read(settings) == Preferences()


def test_copying_follows_the_preferences(settings: QSettings, qapp: object) -> None:
    write(settings, OTHER)
    copying = Copying(settings)
    assert copying.form_id == "mathml"
    assert copying.is_automatic
