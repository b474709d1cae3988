"""Every text of the window is translated, faithfully, and the window speaks the language chosen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from string import Formatter
from xml.etree.ElementTree import parse

import pytest
from PySide6.QtCore import QCoreApplication, QLocale, QSettings, QTranslator
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import languages, theme
from app.languages import LANGUAGES, NAMES, Language, chosen, install, spoken
from app.panels.settings import SettingsDialog
from app.panels.welcome import WelcomeCard
from app.preferences import Preferences
from scripts.translate import collect

FILES = sorted(LANGUAGES.glob("*.ts"))


@dataclass(frozen=True)
class Message:
    """A text in English and in another language."""

    context: str
    source: str
    translation: str
    is_finished: bool


def messages(path: Path) -> list[Message]:
    return [
        Message(
            context.findtext("name", ""),
            message.findtext("source", ""),
            message.findtext("translation", ""),
            (found := message.find("translation")) is not None and "type" not in found.attrib,
        )
        for context in parse(path).getroot().iter("context")
        for message in context.iter("message")
    ]


def places(text: str) -> list[tuple[str, str | None]]:
    """The places for other texts, whatever their order."""
    return sorted((name, form) for _, name, form, _ in Formatter().parse(text) if name is not None)


@pytest.fixture
def german(qapp: QApplication) -> Iterator[list[QTranslator]]:
    locale = QLocale()
    made = install(qapp, Language.GERMAN)
    yield made
    for translator in made:
        qapp.removeTranslator(translator)
    QLocale.setDefault(locale)


def test_there_is_a_translation_for_every_language_but_english() -> None:
    assert {path.stem for path in FILES} == {f"mask-match_{name}" for name in NAMES if name is not Language.ENGLISH}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
class TestTranslation:
    def test_every_text_of_the_window_is_in_it_and_nothing_else(self, path: Path) -> None:
        """`python scripts/translate.py` brings it up to date."""
        assert {(message.context, message.source) for message in messages(path)} == set(collect())

    def test_it_is_finished(self, path: Path) -> None:
        assert [message for message in messages(path) if not message.is_finished or not message.translation] == []

    def test_it_has_the_same_places_for_other_texts(self, path: Path) -> None:
        assert [one for one in messages(path) if places(one.source) != places(one.translation)] == []

    def test_it_keeps_line_breaks_endings_and_keys(self, path: Path) -> None:
        for message in messages(path):
            assert message.source.count("\n") == message.translation.count("\n")
            assert message.source.endswith("…") == message.translation.endswith("…"), message
            has_key = [len(re.findall("&[^& ]", text)) for text in (message.source, message.translation)]
            assert has_key[0] == has_key[1], message

    def test_what_the_window_loads_is_what_was_translated(self, path: Path, qapp: QApplication) -> None:
        translator = QTranslator()
        assert translator.load(str(path.with_suffix(".qm")))
        for message in messages(path):
            assert translator.translate(message.context, message.source) == message.translation


def test_german_is_spoken_by_widgets_and_functions_alike(german: list[QTranslator], qtbot: QtBot) -> None:
    dialog, card = SettingsDialog(Preferences()), WelcomeCard(theme.load("light"))
    qtbot.addWidget(dialog)
    qtbot.addWidget(card)
    assert dialog.windowTitle() == "Einstellungen"
    assert card.accessibleName() == "Drei Dinge zum Ausprobieren"
    assert QCoreApplication.translate("Actions", "&Undo") == "&Rückgängig"
    assert QLocale().language() == QLocale.Language.German


def test_english_needs_no_translation(qapp: QApplication) -> None:
    locale = QLocale()
    assert install(qapp, Language.ENGLISH) == []
    QLocale.setDefault(locale)


@pytest.mark.parametrize(
    ("system", "language"),
    [("de_AT", Language.GERMAN), ("en_GB", Language.ENGLISH), ("fr_FR", Language.ENGLISH), ("C", Language.ENGLISH)],
)
def test_the_system_s_language_is_spoken_where_it_is_known(system: str, language: Language) -> None:
    assert spoken(Language.SYSTEM, QLocale(system)) is language
    assert spoken(Language.GERMAN, QLocale(system)) is Language.GERMAN


def test_an_unknown_language_in_the_settings_means_the_system_s(settings: QSettings) -> None:
    assert chosen(settings) is Language.SYSTEM
    settings.setValue(languages.LANGUAGE_KEY, "kl")
    assert chosen(settings) is Language.SYSTEM
    settings.setValue(languages.LANGUAGE_KEY, "de")
    assert chosen(settings) is Language.GERMAN
