"""The formula panel as a whole: print and source point at each other, and marks belong to what was read."""

from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app import theme
from app.panels import setting
from app.panels.copy_menu import CopyMenu
from app.panels.formula import FormulaPanel
from app.typeset.formula import Formula
from app.typeset.typesetter import typeset
from mathnet.latex import canonical
from tests.app.hand import hover

LATEX = r"\frac{a}{b}+c"
TOKENS = tuple(canonical(LATEX))  # \frac { a } { b } + c
SURE = tuple(0.4 if token == "b" else 0.99 for token in TOKENS)
A, B, C = 2, 5, 8
# Said by the platform without a display whenever a popup is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def panel(qtbot: QtBot) -> FormulaPanel:
    made = FormulaPanel(theme.load("light"))
    qtbot.addWidget(made)
    made.resize(700, 300)
    made.show()
    made.activateWindow()
    qtbot.waitExposed(made)
    typeset(LATEX)  # as the thread that reads does it
    made.show_reading(LATEX, TOKENS, SURE)
    hover(made, QPointF(2, 2))  # away from where the test before left the pointer
    return made


def point(panel: FormulaPanel, token: int) -> None:
    box = panel.preview.place(token)
    assert box is not None
    hover(panel.preview.viewport(), box.center())


def lit_in_source(panel: FormulaPanel) -> list[str]:
    return [str(mark.cursor.selectedText()) for mark in panel.source.extraSelections()]


def test_a_symbol_pointed_at_in_print_lights_up_in_the_source_and_is_told(panel: FormulaPanel) -> None:
    told: list[int] = []
    panel.pointed.connect(told.append)
    point(panel, B)
    assert told == [B]
    assert lit_in_source(panel) == ["b"]


def test_the_caret_lights_its_symbol_up_in_print_and_tells_it(panel: FormulaPanel, qtbot: QtBot) -> None:
    told: list[int] = []
    panel.pointed.connect(told.append)
    panel.source.setFocus()
    qtbot.waitUntil(panel.source.hasFocus)
    QTest.keyClick(panel.source, Qt.Key.Key_End)
    assert panel.preview.lit == C
    assert told[-1] == C


def test_a_symbol_lit_from_elsewhere_shows_in_both(panel: FormulaPanel) -> None:
    panel.light(A)
    assert panel.preview.lit == A
    assert lit_in_source(panel) == ["a"]
    panel.light(-1)
    assert panel.preview.lit == -1
    assert lit_in_source(panel) == []


def test_a_click_asks_for_a_symbol_to_be_fixed(panel: FormulaPanel, qtbot: QtBot) -> None:
    box = panel.preview.place(B)
    assert box is not None
    with qtbot.waitSignal(panel.picked) as picked:
        QTest.mouseClick(panel.preview.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    assert picked.args[0] == B


def test_uncertain_symbols_are_marked_by_the_reading_alone(panel: FormulaPanel) -> None:
    point(panel, B)
    assert "40%" in panel.preview.viewport().toolTip()
    panel.mark(frozenset(), frozenset([B]))
    point(panel, A)
    point(panel, B)
    assert "by you" in panel.preview.viewport().toolTip()


def test_in_what_was_typed_its_own_tokens_are_told_and_nothing_is_marked(panel: FormulaPanel, qtbot: QtBot) -> None:
    told: list[int] = []
    picked: list[int] = []
    shown = panel.preview.formula
    panel.source.selectAll()
    QTest.keyClicks(panel.source, "xyz")
    qtbot.waitUntil(lambda: panel.preview.formula is not shown)
    plain = panel.preview.grab().toImage()
    panel.mark(frozenset([0, 1]), frozenset([2]))
    assert panel.preview.grab().toImage() == plain
    panel.pointed.connect(told.append)
    panel.picked.connect(lambda token, _: picked.append(token))
    point(panel, 2)
    assert lit_in_source(panel) == ["z"]
    assert "sure" not in panel.preview.viewport().toolTip()
    box = panel.preview.place(2)
    assert box is not None
    QTest.mouseClick(panel.preview.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    panel.light(1)
    assert panel.preview.lit == 1
    assert told[0] == 2
    assert picked == [2]


def test_what_lights_up_elsewhere_does_not_put_out_what_the_pointer_is_on(panel: FormulaPanel) -> None:
    panel.pointed.connect(lambda _: panel.light(-1))  # nothing elsewhere belongs to what was typed anew
    point(panel, B)
    assert lit_in_source(panel) == ["b"]


def test_the_same_formula_spelt_otherwise_still_is_what_was_read(panel: FormulaPanel, qtbot: QtBot) -> None:
    shown = panel.preview.formula
    panel.source.selectAll()
    QTest.keyClicks(panel.source, r"\dfrac a b + c ")
    qtbot.waitUntil(lambda: panel.preview.formula is not shown and not panel.preview.is_stale)
    qtbot.waitUntil(lambda: panel.preview.place(C) is not None)
    told: list[int] = []
    panel.pointed.connect(told.append)
    point(panel, B)
    assert told == [B]
    assert "40%" in panel.preview.viewport().toolTip()


def test_edits_of_the_user_are_told_and_readings_are_not(panel: FormulaPanel) -> None:
    edited: list[str] = []
    panel.edited.connect(edited.append)
    panel.show_reading("x", ("x",), (1.0,))
    panel.set_latex("y")
    assert edited == []
    QTest.keyClicks(panel.source, "z")
    assert len(edited) == 1
    assert set(edited[0]) == {"y", "z"}


def test_a_mistake_is_underlined_and_told_once_typing_rests_and_moves_nothing(
    panel: FormulaPanel, qtbot: QtBot
) -> None:
    before = panel.preview.geometry()
    panel.source.selectAll()
    QTest.keyClicks(panel.source, "a+{b")
    assert panel.note.isHidden()
    qtbot.waitUntil(panel.note.isVisible)
    wrong = panel.source.wrong
    assert wrong is not None
    assert panel.source.toPlainText()[wrong.start : wrong.end] == "{"
    assert panel.preview.geometry() == before
    QTest.keyClicks(panel.source, "}")
    qtbot.waitUntil(panel.note.isHidden)
    assert panel.source.wrong is None


def test_a_command_that_is_not_known_is_told_although_it_is_shown(panel: FormulaPanel, qtbot: QtBot) -> None:
    panel.set_latex(r"x+\nosuch")
    assert r"\nosuch" in panel.note.text()
    assert panel.source.wrong is not None
    qtbot.waitUntil(lambda: not panel.preview.is_stale)


def test_the_window_sets_nothing_itself_and_shows_the_newest_alone(
    panel: FormulaPanel, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate, threads, asked, shown = threading.Event(), set(), [], []

    def slow(latex: str) -> Formula:
        threads.add(threading.get_ident())
        asked.append(latex)
        assert gate.wait(10)
        return typeset(latex)

    monkeypatch.setattr(setting, "typeset", slow)
    monkeypatch.setattr(panel.preview, "show_formula", lambda latex, formula: shown.append((latex, formula)))
    for latex in ("u+1", "u+2", "u+3"):
        panel.set_latex(latex)
    assert panel.preview.is_stale
    assert panel.preview.place(0) is None  # what is shown is about other LaTeX
    gate.set()
    qtbot.waitUntil(lambda: bool(shown))
    assert shown == [("u+3", typeset("u+3"))]
    assert asked == ["u+1", "u+3"]
    assert threading.get_ident() not in threads


def test_what_only_the_printer_refuses_is_told_once_it_was_tried(panel: FormulaPanel, qtbot: QtBot) -> None:
    panel.set_latex(r"\begin{matrix}\end{matrix}")
    qtbot.waitUntil(lambda: "cannot be shown" in panel.note.text())
    assert panel.preview.is_stale
    panel.set_latex(LATEX)
    assert panel.note.isHidden()
    assert not panel.preview.is_stale


def test_there_are_more_ways_to_copy_when_there_is_a_menu(panel: FormulaPanel) -> None:
    assert panel.copy_more.isHidden()
    menu = CopyMenu(panel)
    panel.set_copy_menu(menu)
    assert panel.copy_more.isVisible()
    assert panel.copy_more.menu() is menu
    assert panel.copy_more.accessibleName()
    assert panel.copy_more.focusPolicy() & Qt.FocusPolicy.TabFocus
