"""Colours that can be read, a style sheet without gaps, icons in the colour of the theme, and what the system wants."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app import theme
from app.icons import icon
from app.theme import RESOURCES, Choice, Theme, ThemeSwitch

LINE_DRAWINGS = [path for path in sorted((RESOURCES / "icons").glob("*.svg")) if path.stem != "mask-match"]
USUAL, CONTRAST = ("light", "dark"), ("contrast_light", "contrast_dark")


def contrast(one: str, other: str) -> float:
    """The contrast ratio of the Web Content Accessibility Guidelines."""
    brighter, darker = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def texts_on_grounds(worn: Theme) -> list[tuple[str, str]]:
    """Every pair of colours in which something is written."""
    pairs = [(worn.text, ground) for ground in (worn.window, worn.card, worn.hover, worn.accent_soft)]
    pairs += [(worn.text, worn.warning_soft), (worn.accent, worn.accent_soft)]
    pairs += [(colour, ground) for colour in (worn.muted, worn.warning, worn.accent) for ground in (worn.card,)]
    pairs += [(worn.muted, worn.window), (worn.on_accent, worn.accent), (worn.on_accent, worn.accent_hover)]
    return pairs


@pytest.fixture(params=[*USUAL, *CONTRAST])
def worn(request: pytest.FixtureRequest) -> Theme:
    return theme.load(request.param)


def test_text_can_be_read_on_every_ground(worn: Theme) -> None:
    assert min(contrast(*pair) for pair in texts_on_grounds(worn)) >= 4.5
    assert all(contrast(worn.text, ground) >= 7 for ground in (worn.window, worn.card, worn.hover))


@pytest.mark.parametrize("name", CONTRAST)
def test_in_high_contrast_all_text_and_all_lines_stand_out(name: str) -> None:
    worn = theme.load(name)
    assert min(contrast(*pair) for pair in texts_on_grounds(worn)) >= 7
    assert all(contrast(line, worn.card) >= 7 for line in (worn.border, worn.outline, worn.accent, worn.warning))


def test_what_one_uses_can_be_told_from_its_ground(worn: Theme) -> None:
    for line in (worn.outline, worn.accent, worn.warning):
        assert min(contrast(line, worn.card), contrast(line, worn.window)) >= 3


def test_no_name_of_a_colour_is_left_in_the_style_sheet(worn: Theme) -> None:
    assert re.search(r"@\w", theme.style_sheet(worn).split("*/", 1)[1]) is None


def test_every_drawing_that_the_style_sheet_names_is_there(worn: Theme) -> None:
    paths = re.findall(r'url\("([^"]+)"\)', theme.style_sheet(worn))
    assert paths
    assert [path for path in paths if not Path(path).is_file()] == []


def test_the_focus_shows_by_a_thicker_line_in_every_theme(worn: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    field = QLineEdit()
    field.setStyleSheet(theme.style_sheet(worn))
    field.resize(120, 40)
    qtbot.addWidget(field)
    field.show()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    with_focus = [field.grab().toImage().pixelColor(row, 20) for row in (0, 1)]
    assert with_focus == [QColor(worn.accent)] * 2
    field.clearFocus()
    assert field.grab().toImage().pixelColor(0, 20) == QColor(worn.outline)
    assert field.grab().toImage().pixelColor(1, 20) != QColor(worn.outline)


@pytest.mark.parametrize(
    ("choice", "dark", "wants_contrast", "name"),
    [
        (Choice.SYSTEM, False, False, "light"),
        (Choice.SYSTEM, True, False, "dark"),
        (Choice.SYSTEM, True, True, "contrast_dark"),
        (Choice.CONTRAST, False, False, "contrast_light"),
        (Choice.LIGHT, True, True, "light"),
    ],
)
def test_the_theme_follows_the_choice_and_then_the_system(
    choice: Choice, dark: bool, wants_contrast: bool, name: str
) -> None:
    assert theme.wanted_name(choice, dark, wants_contrast) == name


def test_high_contrast_can_be_chosen_and_left_again(qapp: QApplication) -> None:
    switch = ThemeSwitch(qapp)
    switch.choose(Choice.CONTRAST)
    assert switch.theme in [theme.load(name) for name in CONTRAST]
    switch.choose(Choice.LIGHT)
    assert switch.theme == theme.load("light")


def test_an_unknown_theme_in_the_settings_means_the_system_s(settings: QSettings) -> None:
    settings.setValue(theme.THEME_KEY, "pink")
    assert theme.chosen(settings) is Choice.SYSTEM
    settings.setValue(theme.THEME_KEY, "contrast")
    assert theme.chosen(settings) is Choice.CONTRAST


@pytest.mark.parametrize("path", LINE_DRAWINGS, ids=lambda path: path.stem)
def test_every_icon_is_drawn_in_the_colour_of_the_theme(path: Path, qapp: QApplication) -> None:
    image = icon(path.stem, theme.load("dark")).pixmap(24, 24).toImage()
    strong = [image.pixelColor(x, y) for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() == 255]
    assert strong
    wanted = QColor(theme.load("dark").text)
    # Where two half covered edges meet, rounding takes a level or two.
    assert all(abs(colour.red() - wanted.red()) + abs(colour.blue() - wanted.blue()) <= 8 for colour in strong)
