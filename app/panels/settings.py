"""The settings: a few options that apply at once, and one button that puts all of them back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.compact import Yielding
from app.languages import NAMES, Language
from app.panels.card import GRID, Card, label
from app.panels.copy_menu import form_name
from app.preferences import Preferences
from app.theme import Choice
from mathnet.forms import FORMS

LEAST_HEIGHT = 120  # logical pixels of the options; on a low screen one scrolls


class SettingsDialog(QDialog):
    """Shows preferences and lets them be changed.

    Signals: `changed(Preferences)` after every change; `language_changed()` besides where that was the language, which
    needs a new start.
    """

    changed = Signal(object)
    language_changed = Signal()

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.preferences = preferences
        self.theme = self._choices(self._themes())
        self.language = self._choices({Language.SYSTEM: self.tr("As the system")} | NAMES)
        self.form = self._choices({form.id: form_name(form) for form in FORMS.values()})
        self.finger = QCheckBox(self.tr("&Write with a finger"))
        self.automatic = QCheckBox(self.tr("Copy each new formula &automatically"))
        self.keeping = QCheckBox(self.tr("Keep what I write in the &history"))
        self.learning = QCheckBox(self.tr("&Keep corrections, so that the program learns my hand"))
        self.later = label(self.tr("The language changes when the program is started again."), "note")
        self.defaults_button = QPushButton(self.tr("&Restore defaults"))
        self.close_button = QPushButton(self.tr("Close"))
        self.setWindowTitle(self.tr("Settings"))
        self._explain()
        self._lay_out()
        self.show_preferences(preferences)
        self._connect()

    def show_preferences(self, preferences: Preferences) -> None:
        """Show these; announces nothing."""
        self.preferences = preferences
        boxes = ((self.theme, preferences.theme), (self.language, preferences.language), (self.form, preferences.form))
        ticks = ((self.finger, preferences.finger_writes), (self.automatic, preferences.copies_by_itself))
        for box, value in boxes:
            box.blockSignals(True)
            box.setCurrentIndex(box.findData(str(value)))
            box.blockSignals(False)
        for tick, on in (*ticks, (self.keeping, preferences.keeps), (self.learning, bool(preferences.learns))):
            tick.blockSignals(True)
            tick.setChecked(on)
            tick.blockSignals(False)

    def _themes(self) -> dict[Choice, str]:
        return {
            Choice.SYSTEM: self.tr("As the system"),
            Choice.LIGHT: self.tr("Light"),
            Choice.DARK: self.tr("Dark"),
            Choice.CONTRAST: self.tr("High contrast"),
        }

    def _choices(self, names: Mapping[Choice, str] | Mapping[Language, str] | Mapping[str, str]) -> QComboBox:
        made = QComboBox()
        for value, name in names.items():
            made.addItem(name, str(value))
        return made

    def _explain(self) -> None:
        explained = {
            self.theme: (self.tr("Theme"), self.tr("The colours of the window")),
            self.language: (self.tr("Language"), self.tr("The language of the window, from the next start on")),
            self.form: (self.tr("Copy as"), self.tr("The form in which a formula is copied as text")),
            self.finger: ("", self.tr("When off, one finger moves the view, and pen and mouse write")),
            self.automatic: ("", self.tr("A new formula is copied once it has stood for a second")),
            self.keeping: ("", self.tr("When off, only what is on the canvas is kept")),
            self.learning: ("", self.tr("They stay on this computer. Until you choose, you are asked at a correction")),
        }
        for control, (name, tip) in explained.items():
            control.setToolTip(tip)
            control.setAccessibleDescription(tip)
            if name:
                control.setAccessibleName(name)
        self.defaults_button.setToolTip(self.tr("Set all options as they were at the first start"))
        self.close_button.setToolTip(self.tr("Close the settings"))

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(Yielding(self._groups(), LEAST_HEIGHT), 1)
        buttons = QHBoxLayout()
        buttons.addWidget(self.defaults_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column.addLayout(buttons)
        self.close_button.setDefault(True)
        self.later.hide()
        self.setMinimumWidth(440)

    def _groups(self) -> QWidget:
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self._group(self.tr("Appearance"), self.theme, self.language, self.later))
        column.addWidget(self._group(self.tr("Writing"), self.finger, self.keeping, self.learning))
        column.addWidget(self._group(self.tr("Copying"), self.form, self.automatic))
        column.addStretch(1)
        return inner

    def _group(self, heading: str, *controls: QWidget) -> Card:
        card, grid = Card(heading), QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setVerticalSpacing(GRID)
        grid.setColumnStretch(1, 1)
        for row, control in enumerate(controls):
            if isinstance(control, QComboBox):
                grid.addWidget(QLabel(control.accessibleName()), row, 0)
                grid.addWidget(control, row, 1)
            else:
                grid.addWidget(control, row, 0, 1, 2)
        card.body.addLayout(grid)
        return card

    def _connect(self) -> None:
        self.theme.currentIndexChanged.connect(lambda _: self._change(theme=Choice(self.theme.currentData())))
        self.language.currentIndexChanged.connect(
            lambda _: self._change(language=Language(self.language.currentData()))
        )
        self.form.currentIndexChanged.connect(lambda _: self._change(form=self.form.currentData()))
        self.finger.toggled.connect(lambda on: self._change(finger_writes=on))
        self.automatic.toggled.connect(lambda on: self._change(copies_by_itself=on))
        self.keeping.toggled.connect(lambda on: self._change(keeps=on))
        self.learning.toggled.connect(lambda on: self._change(learns=on))
        self.defaults_button.clicked.connect(self._restore)
        self.close_button.clicked.connect(self.accept)

    def _change(self, **options: object) -> None:
        self._take(replace(self.preferences, **options))  # type: ignore[arg-type]  # each is of its option's type

    def _restore(self) -> None:
        self._take(Preferences())
        self.show_preferences(self.preferences)

    def _take(self, preferences: Preferences) -> None:
        before, self.preferences = self.preferences, preferences
        if preferences != before:
            self.changed.emit(preferences)
        if preferences.language is not before.language:
            self.later.show()
            self.language_changed.emit()
