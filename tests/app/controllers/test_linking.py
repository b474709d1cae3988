"""Print, LaTeX, ink, tokens and readings always speak of the same symbol, and of none where there is no such."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.panels.attention_light import LIGHT_MS
from app.program import Program
from tests.app.controllers.test_coming_back import read_in_two_ways, type_anew, type_at_the_end, write_three
from tests.app.controllers.test_fixing import symbol
from tests.app.fakes import FakeRecogniser
from tests.app.hand import hover

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def written(program: Program, recogniser: FakeRecogniser, qtbot: QtBot) -> Program:
    """Three symbols that can be read in two ways."""
    write_three(program, recogniser, qtbot)
    return program


def test_a_caret_in_another_formula_lights_no_ink_of_this_one(
    written: Program, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    source = written.window.formula.source
    type_at_the_end(written, text="+n")
    QTest.keySequence(source, QKeySequence(QKeySequence.StandardKey.MoveToStartOfDocument))
    assert written.window.attention.strip._lit == 0
    type_anew(written, "k=1-h")
    for _ in range(3):
        assert written.window.attention.strip._lit == -1
        QTest.keyClick(source, Qt.Key.Key_Left)


def test_no_reading_is_marked_while_other_latex_is_shown(written: Program) -> None:
    row = written.window.candidates.list.currentRow
    assert row() == 0
    type_anew(written, "k=h")
    assert row() == -1
    type_anew(written, "x+i")
    assert row() == 1
    type_anew(written, "k=h")
    written.window.candidates.list.setFocus()
    QTest.keyClick(written.window.candidates.list, Qt.Key.Key_Home)
    assert row() == 0
    assert written.window.formula.latex == "x+1"


@pytest.mark.parametrize("where", ["print", "latex", "ink"])
def test_the_map_of_a_symbol_is_over_the_ink_wherever_it_is_pointed_at(
    written: Program, where: str, qtbot: QtBot
) -> None:
    canvas, formula = written.window.canvas, written.window.formula
    assert canvas.heat is None
    point_at_the_last(written, where)
    assert canvas.heat is None  # who only passes by sees none
    qtbot.waitUntil(lambda: canvas.heat is not None)
    assert canvas.heat is not None
    assert canvas.heat[0] is not None
    assert (canvas.heat[0] == read_in_two_ways().candidates[0].attention[2]).all()
    if where == "latex":
        canvas.setFocus()
    else:
        hover(canvas if where == "ink" else formula.preview.viewport(), QPointF(3, 3))
    qtbot.waitUntil(lambda: canvas.heat is None)


def test_a_panel_that_is_not_seen_lays_no_map_over_the_ink(written: Program, qtbot: QtBot) -> None:
    written.window.actions_.compute.trigger()
    point_at_the_last(written, "print")
    qtbot.wait(2 * LIGHT_MS)
    assert written.window.canvas.heat is None


def point_at_the_last(program: Program, where: str) -> None:
    formula = program.window.formula
    if where == "latex":
        formula.source.setFocus()
        QTest.keySequence(formula.source, QKeySequence(QKeySequence.StandardKey.MoveToEndOfDocument))
    elif where == "ink":
        hover(program.window.canvas, QPointF(*symbol(2)[1]))
    else:
        box = formula.preview.place(2)
        assert box is not None
        hover(formula.preview.viewport(), box.center())
