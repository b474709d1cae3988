"""The panels on their own: formula, candidates, tokens, attention, model view."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPalette
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app import theme
from app.panels.candidates import FORMULA_ROLE, ROW, CandidatesPanel
from app.panels.copy_menu import CopyMenu
from app.panels.formula import FormulaPanel
from app.panels.marked import paint_share
from app.panels.model_view import ModelViewPanel
from app.panels.spans import mistake
from app.panels.tokens import TokenStrip
from app.typeset.formula import Formula, TypesetError
from app.typeset.typesetter import typeset
from tests.app.fakes import candidate
from tests.app.hand import hover

LIGHT = theme.load("light")
FORMULAS = [
    r"\frac{-b\pm\sqrt{b^{2}-4ac}}{2a}",
    r"\sum_{i=0}^{\infty}x_{i}",
    r"\int_{0}^{1}f(x)dx",
    r"a<b",
    r"\sqrt[3]{x}",
    r"\lim_{n\rightarrow\infty}\frac{1}{n}",
]


@pytest.mark.parametrize("latex", FORMULAS)
def test_formulas_are_set(latex: str) -> None:
    formula = typeset(latex)
    assert formula.width > 5
    assert formula.height > 5


@pytest.mark.parametrize("latex", [r"\frac{a}", "a & b", "", "{"])
def test_what_cannot_be_set_is_an_error_for_the_user(latex: str) -> None:
    with pytest.raises(TypesetError):
        typeset(latex)


def test_a_complaint_says_where_the_trouble_is() -> None:
    found = mistake("x^{2")
    assert found is not None
    assert "3" in found.told
    assert mistake("x^{2}") is None


def test_the_preview_follows_what_is_typed(qtbot: QtBot) -> None:
    panel = FormulaPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.set_latex("x")
    first = panel.preview.formula
    QTest.keyClicks(panel.source, "^2")
    qtbot.waitUntil(lambda: panel.preview.formula not in (first, None))
    assert panel.latex == "x^2"
    assert panel.note.isHidden()


def test_latex_that_does_not_parse_is_noted_and_the_last_formula_stays_faded(qtbot: QtBot) -> None:
    panel = FormulaPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.set_latex("x^2")
    qtbot.waitUntil(lambda: panel.preview.formula is not None)
    shown = panel.preview.formula
    panel.set_latex(r"\frac{x}")
    assert not panel.note.isHidden()
    assert panel.note.text()
    assert panel.preview.formula is shown
    assert panel.preview.is_stale
    panel.set_latex("x^3")
    assert panel.note.isHidden()
    qtbot.waitUntil(lambda: not panel.preview.is_stale)
    assert panel.preview.formula is typeset("x^3")


def test_a_new_reading_can_be_taken_back_in_the_source(qtbot: QtBot) -> None:
    panel = FormulaPanel(LIGHT)
    qtbot.addWidget(panel)
    panel.set_latex("mine")
    panel.set_latex("read")
    panel.source.undo()
    assert panel.latex == "mine"


def test_there_is_nothing_to_copy_before_there_is_latex(qtbot: QtBot) -> None:
    panel = FormulaPanel(LIGHT)
    qtbot.addWidget(panel)
    assert not panel.copy_button.isEnabled()
    panel.set_latex("x")
    with qtbot.waitSignal(panel.copy_wanted) as wanted:
        QTest.mouseClick(panel.copy_button, Qt.MouseButton.LeftButton)
    assert wanted.args == ["x"]
    assert panel.copy_button.text() == "Copy LaTeX"  # until somebody says that it was copied
    panel.thank()
    assert panel.copy_button.text() == "Copied"


def test_the_button_says_in_which_form_it_copies(qtbot: QtBot) -> None:
    panel, menu = FormulaPanel(LIGHT), CopyMenu()
    for widget in (panel, menu):
        qtbot.addWidget(widget)
    menu.prefer("mathml")
    panel.set_copy_menu(menu)
    button = panel.copy_button
    assert (button.text(), button.accessibleName()) == ("Copy MathML", "Copy MathML")
    assert "MathML" in button.toolTip()
    menu.prefer("align")
    assert button.text() == "Copy LaTeX align"  # what is behind the comma is in the tooltip
    assert "numbered lines" in button.toolTip()
    assert button.minimumWidth() >= button.sizeHint().width()


def test_the_list_of_readings_is_as_high_as_its_rows_and_does_not_jump_while_one_writes(qtbot: QtBot) -> None:
    panel = CandidatesPanel()
    qtbot.addWidget(panel)
    panel.show()
    five = [candidate(latex, 0.2) for latex in "abcde"]
    panel.show_candidates(five[:1])
    assert panel.list.height() == ROW
    panel.show_candidates(five)
    assert panel.list.height() == 5 * ROW
    panel.show_candidates(five[:2])
    assert panel.list.height() == 5 * ROW
    panel.show_candidates(five[:3])
    qtbot.waitUntil(lambda: panel.list.height() == 3 * ROW)


def test_a_new_sheet_gives_the_room_of_the_readings_back_at_once(qtbot: QtBot) -> None:
    panel = CandidatesPanel()
    qtbot.addWidget(panel)
    panel.show_candidates([candidate(latex, 0.2) for latex in "abcde"])
    panel.show_candidates(())
    panel.show_candidates([candidate("x", 0.9)])
    assert panel.list.height() == ROW


@pytest.mark.parametrize("name", ["light", "dark", "contrast_light", "contrast_dark"])
@pytest.mark.parametrize("ground", [QPalette.ColorRole.Base, QPalette.ColorRole.AlternateBase])
def test_how_long_a_bar_is_can_be_seen_in_every_theme(name: str, ground: QPalette.ColorRole) -> None:
    palette = theme.palette(theme.load(name))
    image = QImage(52, 9, QImage.Format.Format_RGB32)
    image.fill(palette.color(ground))
    painter = QPainter(image)
    paint_share(painter, palette, 0, 52, 2, 0.5)
    painter.end()
    share, track = (image.pixelColor(column, 4) for column in (10, 40))
    assert share == palette.color(QPalette.ColorRole.Highlight)
    assert contrast(share, track) >= 3  # as WCAG 2.2 asks of what is no text
    assert contrast(image.pixelColor(40, 2), palette.color(ground)) >= 3  # where the track ends


def contrast(one: QColor, other: QColor) -> float:
    """The contrast of two colours by WCAG, from 1 to 21."""

    def luminance(colour: QColor) -> float:
        parts = np.array([colour.redF(), colour.greenF(), colour.blueF()])
        linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
        return float(linear @ [0.2126, 0.7152, 0.0722])

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_candidates_are_listed_in_print_and_announce_only_the_users_choice(qtbot: QtBot) -> None:
    panel = CandidatesPanel()
    qtbot.addWidget(panel)
    chosen: list[int] = []
    panel.chosen.connect(chosen.append)
    panel.show_candidates([candidate("x", 0.7), candidate("X", 0.2), candidate(r"\frac{x}", 0.1)])
    assert chosen == []
    assert panel.list.currentRow() == 0
    last = panel.list.item(2)
    qtbot.waitUntil(lambda: last.data(FORMULA_ROLE) is not None)
    assert isinstance(panel.list.item(0).data(FORMULA_ROLE), Formula)
    assert last.data(FORMULA_ROLE) is False
    panel.show()
    QTest.mouseClick(
        panel.list.viewport(), Qt.MouseButton.LeftButton, pos=panel.list.visualItemRect(panel.list.item(1)).center()
    )
    assert chosen == [1]


def test_tokens_break_into_lines_and_are_found_under_the_pointer(qtbot: QtBot) -> None:
    strip = TokenStrip()
    qtbot.addWidget(strip)
    strip.resize(200, 400)
    strip.show_tokens([f"x_{number}" for number in range(30)], [0.9] * 30)
    strip.show()
    qtbot.waitExposed(strip)
    assert strip.chip(29).top() > strip.chip(0).top()
    assert all(strip.chip(index).right() <= 200 for index in range(30))
    assert strip.heightForWidth(200) >= strip.chip(29).bottom() - 1
    pointed: list[int] = []
    strip.pointed.connect(pointed.append)
    hover(strip, strip.chip(17).center())
    hover(strip, QPointF(199, 399))
    assert pointed == [17, -1]


def test_tokens_are_reached_by_the_arrow_keys(qtbot: QtBot) -> None:
    strip = TokenStrip()
    qtbot.addWidget(strip)
    strip.show_tokens("abc", [0.9] * 3)
    pointed: list[int] = []
    pressed: list[int] = []
    strip.pointed.connect(pointed.append)
    strip.pressed.connect(pressed.append)
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Left, Qt.Key.Key_Return, Qt.Key.Key_Escape):
        QTest.keyClick(strip, key)
    assert pointed == [0, 1, 0, -1]
    assert pressed == [0]


def test_a_picture_without_strokes_shows_its_ink_channel_alone(qtbot: QtBot) -> None:
    panel = ModelViewPanel()
    qtbot.addWidget(panel)
    picture = np.zeros((4, 16, 32), dtype=np.float32)
    picture[0, 4:8] = 1
    panel.show_picture(picture)
    assert [view.image is not None for view in panel.views] == [True, False, False, False]
    ink = panel.views[0].image
    assert ink is not None
    assert ink.pixelColor(QPoint(3, 5)).value() == 0
    assert ink.pixelColor(QPoint(3, 12)).value() == 255
    picture[1:, 4:8] = 0.5
    panel.show_picture(picture)
    assert all(view.image is not None for view in panel.views)
    panel.show_picture(None)
    assert all(view.image is None for view in panel.views)
    panel.show_picture(np.zeros((4, 0, 0), dtype=np.float32))
    assert all(view.image is None for view in panel.views)
