"""The card for the first minute: it can be closed, goes away once, and its drawings follow the theme."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app import theme
from app.panels.welcome import HEIGHT, WIDTH, Paint, WelcomeCard, paint_fix, paint_scribble, paint_writing


@pytest.fixture
def card(qtbot: QtBot) -> WelcomeCard:
    made = WelcomeCard(theme.load("light"))
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def drawn(paint: Paint, palette: QPalette) -> set[str]:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(palette.color(QPalette.ColorRole.Window))
    painter = QPainter(image)
    paint(painter, palette)
    painter.end()
    return {image.pixelColor(x, y).name() for x in range(WIDTH) for y in range(HEIGHT)}


def test_its_button_closes_it_and_that_is_announced(card: WelcomeCard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(card.closed):
        QTest.mouseClick(card.close_button, Qt.MouseButton.LeftButton)
    assert not card.isVisible()


def test_it_goes_away_once(card: WelcomeCard, qtbot: QtBot) -> None:
    card.finish()
    with qtbot.assertNotEmitted(card.closed):
        card.finish()


def test_an_example_can_be_asked_for_by_keyboard(card: WelcomeCard, qtbot: QtBot) -> None:
    with qtbot.waitSignal(card.example_wanted):
        QTest.keyClick(card.example_button, Qt.Key.Key_Space)


@pytest.mark.parametrize("name", ["light", "contrast_dark"])
def test_the_drawings_wear_the_colours_of_the_theme(name: str) -> None:
    worn = theme.load(name)
    palette = theme.palette(worn)
    for paint, accent in ((paint_writing, worn.accent), (paint_scribble, worn.warning), (paint_fix, worn.accent)):
        assert {QColor(worn.text).name(), QColor(accent).name()} <= drawn(paint, palette)
