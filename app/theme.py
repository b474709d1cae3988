"""Light, dark and high contrast: their colours, the palette that custom painting reads, and the style sheet.

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

from PySide6.QtCore import QObject, QSettings, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

RESOURCES = Path(__file__).resolve().parents[1] / "resources"
THEME_KEY = "view/theme"


@dataclass(frozen=True)
class Theme:
    """The colours of one theme, as #rrggbb."""

    window: str  # the ground beneath the cards
    card: str  # cards, and the paper of the canvas
    hover: str  # under the pointer
    border: str  # around cards, between things
    outline: str  # around what one types in, ticks or presses
    text: str  # text, and the ink
    muted: str  # quiet text
    faint: str  # drawings on what cannot be used now
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
    CONTRAST = "contrast"  # as light or dark as the system is


def chosen(settings: QSettings) -> Choice:
    """The theme in the settings; the system's where there is none, or none that is known."""
    stored = str(settings.value(THEME_KEY, Choice.SYSTEM.value))
    return Choice(stored) if stored in list(Choice) else Choice.SYSTEM


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
    """`resources/themes/style.qss` with the theme's colours, and the paths of its drawings, in it."""
    folder = RESOURCES / "themes"
    on_ground, on_accent = ("white", "black") if theme.is_dark else ("black", "white")
    names = {field.name: str(getattr(theme, field.name)) for field in fields(theme)}
    names |= {"images": folder.as_posix(), "ink": on_ground, "paper": on_accent}
    sheet = (folder / "style.qss").read_text(encoding="utf-8")
    # Longest name first, so that @accent does not eat the head of @accent_hover.
    for name in sorted(names, key=len, reverse=True):
        sheet = sheet.replace(f"@{name}", names[name])
    return sheet


def wanted_name(choice: Choice, dark: bool, contrast: bool) -> str:
    """The theme for what the user chose, where the system asks for `dark` colours or for high `contrast`."""
    if choice in (Choice.LIGHT, Choice.DARK):
        return choice.value
    shade = "dark" if dark else "light"
    return f"contrast_{shade}" if contrast or choice is Choice.CONTRAST else shade


def system_wants_contrast() -> bool:
    """Whether the system asks for high contrast; never before Qt 6.10, which is the first to ask it."""
    hints = QGuiApplication.styleHints()
    if not hasattr(hints, "accessibility"):
        return False
    return bool(hints.accessibility().contrastPreference() == Qt.ContrastPreference.HighContrast)


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
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._apply)
        application.screenAdded.connect(self._apply)  # icons are drawn for the screens there are
        if hasattr(hints, "accessibility"):  # from Qt 6.10
            hints.accessibility().contrastPreferenceChanged.connect(self._apply)
        self.choose(choice)

    def choose(self, choice: Choice) -> None:
        """Wear the theme chosen, or whichever the system asks for."""
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
        dark = QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark
        return wanted_name(self.choice, dark, system_wants_contrast())
