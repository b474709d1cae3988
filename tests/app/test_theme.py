"""Colours that can be read, a style sheet without gaps, icons in the colour of the theme."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from app import theme
from app.icons import icon
from app.theme import RESOURCES, Theme

LINE_DRAWINGS = [path for path in sorted((RESOURCES / "icons").glob("*.svg")) if path.stem != "mask-match"]


def contrast(one: str, other: str) -> float:
    """The contrast ratio of the Web Content Accessibility Guidelines."""
    brighter, darker = sorted((_luminance(QColor(one)), _luminance(QColor(other))), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.fixture(params=["light", "dark"])
def worn(request: pytest.FixtureRequest) -> Theme:
    return theme.load(request.param)


def test_text_can_be_read_on_every_ground(worn: Theme) -> None:
    for ground in (worn.window, worn.card, worn.hover):
        assert contrast(worn.text, ground) >= 7
    for ground in (worn.window, worn.card):
        assert contrast(worn.muted, ground) >= 4.5
    assert contrast(worn.on_accent, worn.accent) >= 4.5
    assert contrast(worn.warning, worn.card) >= 4.5
    assert contrast(worn.text, worn.warning_soft) >= 7


def test_no_name_of_a_colour_is_left_in_the_style_sheet(worn: Theme) -> None:
    assert re.search(r"@\w", theme.style_sheet(worn).split("*/", 1)[1]) is None


@pytest.mark.parametrize("path", LINE_DRAWINGS, ids=lambda path: path.stem)
def test_every_icon_is_drawn_in_the_colour_of_the_theme(path: Path, qapp: QApplication) -> None:
    image = icon(path.stem, theme.load("dark")).pixmap(24, 24).toImage()
    strong = [image.pixelColor(x, y) for x in range(24) for y in range(24) if image.pixelColor(x, y).alpha() == 255]
    assert strong
    wanted = QColor(theme.load("dark").text)
    # Where two half covered edges meet, rounding takes a level or two.
    assert all(abs(colour.red() - wanted.red()) + abs(colour.blue() - wanted.blue()) <= 8 for colour in strong)
