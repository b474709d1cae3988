"""What the user chose for good: the options of the settings dialog, each kept where its part of the program looks."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QSettings

from app import languages, theme
from app.controllers.copying import AUTOMATIC_KEY, FIRST_FORM, FORM_KEY
from app.controllers.keeping import KEEP_KEY
from app.controllers.teaching import LEARN_KEY, choice
from app.languages import Language
from app.theme import Choice
from mathnet.forms import FORMS

FINGER_KEY = "canvas/finger_writes"


@dataclass(frozen=True)
class Preferences:
    """One value for each option; as they are made here, the program starts with them."""

    theme: Choice = Choice.SYSTEM
    language: Language = Language.SYSTEM
    finger_writes: bool = True  # else one finger moves the view
    form: str = FIRST_FORM  # the id of the form in which formulas are copied
    copies_by_itself: bool = False
    keeps: bool = True  # what is written goes into the history
    learns: bool | None = None  # corrections are kept; None while the user has not said


def read(settings: QSettings) -> Preferences:
    """The preferences in the settings; what is missing or unknown there is as at the first start."""
    form = str(settings.value(FORM_KEY, FIRST_FORM))
    return Preferences(
        theme=theme.chosen(settings),
        language=languages.chosen(settings),
        finger_writes=_is_on(settings, FINGER_KEY, True),
        form=form if form in FORMS else FIRST_FORM,
        copies_by_itself=_is_on(settings, AUTOMATIC_KEY, False),
        keeps=_is_on(settings, KEEP_KEY, True),
        learns=choice(settings),
    )


def write(settings: QSettings, preferences: Preferences) -> None:
    """Keep the preferences for the next start."""
    settings.setValue(theme.THEME_KEY, preferences.theme.value)
    settings.setValue(languages.LANGUAGE_KEY, preferences.language.value)
    settings.setValue(FINGER_KEY, preferences.finger_writes)
    settings.setValue(FORM_KEY, preferences.form)
    settings.setValue(AUTOMATIC_KEY, preferences.copies_by_itself)
    settings.setValue(KEEP_KEY, preferences.keeps)
    if preferences.learns is None:
        settings.remove(LEARN_KEY)
    else:
        settings.setValue(LEARN_KEY, preferences.learns)


def _is_on(settings: QSettings, key: str, usual: bool) -> bool:
    return bool(settings.value(key, usual, type=bool))
