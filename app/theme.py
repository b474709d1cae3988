"""Light and dark: the colours, the palette that custom painting reads, and the style sheet made from both.

The colours are TOML files in `resources/themes`. Widgets that paint themselves never name a colour: they take it from
their palette, whose roles mean Window the ground beneath the cards, Base card and paper, Text ink, PlaceholderText
quiet text, Mid borders, Highlight accent, AlternateBase hover, Link warnings.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, fields
from enum import StrEnum
from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).resolve().parents[1] / "resources"


@dataclass(frozen=True)
class Theme:
    """The colours of one theme, as #rrggbb."""

    window: str  # the ground beneath the cards
    card: str  # cards, and the paper of the canvas
    hover: str  # under the pointer
    border: str
    text: str  # text, and the ink
    muted: str  # quiet text
    accent: str  # the one main button, focus, what is chosen
    accent_hover: str
    on_accent: str  # text on the accent
    accent_soft: str  # behind what is chosen
    warning: str
    warning_soft: str  # behind a warning

    @property
    def is_dark(self) -> bool:
        return QColor(self.card).lightness() < 128


class Choice(StrEnum):
    """Which theme the user asked for."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"


@cache
def load(name: str) -> Theme:
    """The theme in `resources/themes/NAME.toml`."""
    return Theme(**tomllib.loads((RESOURCES / "themes" / f"{name}.toml").read_text(encoding="utf-8")))


def palette(theme: Theme) -> QPalette:
    """The palette that Qt's own style and the widgets that paint themselves read."""
    colours = {
        QPalette.ColorRole.Window: theme.window,
        QPalette.ColorRole.WindowText: theme.text,
        QPalette.ColorRole.Base: theme.card,
        QPalette.ColorRole.AlternateBase: theme.hover,
        QPalette.ColorRole.Text: theme.text,
        QPalette.ColorRole.Button: theme.card,
        QPalette.ColorRole.ButtonText: theme.text,
        QPalette.ColorRole.Mid: theme.border,
        QPalette.ColorRole.Highlight: theme.accent,
        QPalette.ColorRole.HighlightedText: theme.on_accent,
        QPalette.ColorRole.PlaceholderText: theme.muted,
        QPalette.ColorRole.Link: theme.warning,
        QPalette.ColorRole.ToolTipBase: theme.card,
        QPalette.ColorRole.ToolTipText: theme.text,
    }
    made = QPalette(QColor(theme.card), QColor(theme.window))
    for role, colour in colours.items():
        made.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText, QPalette.ColorRole.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(theme.muted))
    return made


def style_sheet(theme: Theme) -> str:
    """`resources/themes/style.qss` with the theme's colours in it."""
    sheet = (RESOURCES / "themes" / "style.qss").read_text(encoding="utf-8")
    # Longest name first, so that @accent does not eat the head of @accent_hover.
    for field in sorted(fields(theme), key=lambda field: -len(field.name)):
        sheet = sheet.replace(f"@{field.name}", getattr(theme, field.name))
    return sheet


class ThemeSwitch(QObject):
    """Dresses the application in the theme chosen, and follows the system while the choice is `SYSTEM`.

    Signals: `changed(Theme)` after the application wears a theme.
    """

    changed = Signal(object)

    def __init__(
        self, application: QApplication, choice: Choice = Choice.SYSTEM, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._application = application
        self.choice = choice
        self.theme = load("light")
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._apply)
        self.choose(choice)

    def choose(self, choice: Choice) -> None:
        """Wear the light or the dark theme, or whichever the system asks for."""
        self.choice = choice
        scheme = {Choice.LIGHT: Qt.ColorScheme.Light, Choice.DARK: Qt.ColorScheme.Dark}
        # Told to Qt as well, so that title bars and the system's own dialogs match.
        QGuiApplication.styleHints().setColorScheme(scheme.get(choice, Qt.ColorScheme.Unknown))
        self._apply()

    def _apply(self) -> None:
        self.theme = load(self._name())
        self._application.setPalette(palette(self.theme))
        self._application.setStyleSheet(style_sheet(self.theme))
        self.changed.emit(self.theme)

    def _name(self) -> str:
        if self.choice is not Choice.SYSTEM:
            return self.choice.value
        return "dark" if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else "light"
