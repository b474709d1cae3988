"""The language of the window: the system's where it is spoken here, or the one chosen, from the next start on.

Translations are made by `scripts/translate.py` and lie in `resources/languages`; Qt brings those of its own dialogs.
"""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QSettings, QTranslator

from app.theme import RESOURCES

LANGUAGES = RESOURCES / "languages"
LANGUAGE_KEY = "language"


class Language(StrEnum):
    """Which language the user asked for; English is what the program is written in."""

    SYSTEM = "system"
    ENGLISH = "en"
    GERMAN = "de"


# Each in its own language, since whoever looks for theirs may not read the others.
NAMES = {Language.ENGLISH: "English", Language.GERMAN: "Deutsch"}


def chosen(settings: QSettings) -> Language:
    """The language in the settings; the system's where there is none, or none that is known."""
    stored = str(settings.value(LANGUAGE_KEY, Language.SYSTEM.value))
    return Language(stored) if stored in list(Language) else Language.SYSTEM


def spoken(language: Language, system: QLocale) -> Language:
    """The language that the window is shown in: for `SYSTEM` the first that the system prefers and that is there."""
    if language is not Language.SYSTEM:
        return language
    preferred = (name.replace("_", "-").split("-")[0] for name in system.uiLanguages())
    return next((Language(code) for code in preferred if code in list(NAMES)), Language.ENGLISH)


def install(application: QCoreApplication, language: Language) -> list[QTranslator]:
    """Let `application` speak `language`; called before the first widget is made. Returns what it speaks by."""
    code = spoken(language, QLocale.system())
    if language is not Language.SYSTEM:
        QLocale.setDefault(QLocale(code.value))  # numbers and dates, too
    if code is Language.ENGLISH:
        return []
    folders = {"qtbase": QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath), "mask-match": str(LANGUAGES)}
    translators = []
    for name, folder in folders.items():
        translator = QTranslator(application)
        if translator.load(f"{name}_{code.value}", folder):  # Qt's own are not installed everywhere
            application.installTranslator(translator)
            translators.append(translator)
    return translators
