"""What the user said of a formula comes back with its ink: from the history, after a kill, and by undo."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.program import Program
from mathnet.reading import Reading
from tests.app.conftest import FakeQuestions, end
from tests.app.controllers.test_fixing import choose_the_second, pick, read_as, symbol
from tests.app.fakes import FakeRecogniser
from tests.app.hand import mouse

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def read_in_two_ways() -> Reading:
    first, second = read_as("x", "+", "1"), read_as("x", "+", "i")
    return Reading((*first.candidates, *second.candidates), first.focus, first.picture, first.frame, 42.0)


@pytest.fixture
def written(program: Program, recogniser: FakeRecogniser, qtbot: QtBot) -> Program:
    """Three symbols that can be read in two ways."""
    write_three(program, recogniser, qtbot)
    return program


def write_three(program: Program, recogniser: FakeRecogniser, qtbot: QtBot) -> None:
    recogniser.answers = [read_in_two_ways()]
    for place in range(3):
        mouse(program.window.canvas, symbol(place))
    qtbot.waitUntil(lambda: program.linking.links.boxes[2:] != ())


@pytest.fixture
def after_a_kill(
    program: Program, settings: QSettings, questions: FakeQuestions, store_path: Path, qtbot: QtBot
) -> Iterator[Program]:
    """A later start, of what is on the disk while the first one still runs; not started yet."""
    copied = store_path.parent / "as it lies there" / store_path.name
    recogniser = FakeRecogniser([read_in_two_ways()])
    recogniser.gate.clear()
    made = Program(lambda: recogniser, settings, questions, copied)
    made.recogniser = recogniser  # type: ignore[attr-defined]
    yield made
    recogniser.gate.set()
    made.close()
    end(made)


def start(program: Program, store_path: Path, qtbot: QtBot) -> FakeRecogniser:
    copied = store_path.parent / "as it lies there"
    copied.mkdir()
    for part in ("", "-wal"):
        shutil.copyfile(f"{store_path}{part}", copied / f"{store_path.name}{part}")
    program.start()
    qtbot.waitExposed(program.window)
    made: FakeRecogniser = program.recogniser  # type: ignore[attr-defined]
    return made


def choose_z(program: Program, recogniser: FakeRecogniser, qtbot: QtBot) -> None:
    """Say that the last symbol is z."""
    recogniser.answers = [read_as("x", "+", "z")]
    pick(program, 2, qtbot)
    choose_the_second(program)
    qtbot.waitUntil(lambda: len(recogniser.pinned[-1]) == 1 and program.linking.links.boxes[2:] != ())


def type_at_the_end(program: Program, *keys: Qt.Key, text: str = "") -> None:
    source = program.window.formula.source
    source.setFocus()
    QTest.keySequence(source, QKeySequence(QKeySequence.StandardKey.MoveToEndOfDocument))
    for key in keys:
        QTest.keyClick(source, key)
    QTest.keyClicks(source, text)


def type_anew(program: Program, text: str) -> None:
    source = program.window.formula.source
    source.setFocus()
    QTest.keySequence(source, QKeySequence(QKeySequence.StandardKey.SelectAll))
    QTest.keyClicks(source, text)


def said_of(program: Program) -> list[tuple[str, set[int]]]:
    """The pins, with the places of their strokes."""
    content = program.document.content
    return [(pin.token, {content.strokes.index(each) for each in pin.strokes}) for pin in program.fixing.pins(content)]


def open_the_newest(program: Program) -> None:
    program.window.actions_.history.trigger()
    view = program.window.history.list
    view.setFocus()
    view.setCurrentIndex(program.window.history.model.index(0))
    QTest.keyClick(view, Qt.Key.Key_Return)


def test_after_a_kill_the_formula_that_was_chosen_is_shown_at_once_and_read_around_the_choice(
    written: Program, after_a_kill: Program, recogniser: FakeRecogniser, store_path: Path, qtbot: QtBot
) -> None:
    choose_z(written, recogniser, qtbot)
    later = start(after_a_kill, store_path, qtbot)
    assert after_a_kill.window.formula.latex == "x+z"
    assert said_of(after_a_kill) == [("z", {2})]
    later.answers = [read_as("x", "+", "z")]
    later.gate.set()
    qtbot.waitUntil(lambda: after_a_kill.linking.links.boxes[2:] != ())
    assert [[pin.token for pin in pins] for pins in later.pinned] == [["z"]]


def test_a_sheet_of_the_history_brings_its_choices_and_can_be_let_go_of_them(
    written: Program, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    choose_z(written, recogniser, qtbot)
    written.filing.new()
    assert said_of(written) == []
    count = len(recogniser.seen)
    open_the_newest(written)
    assert written.window.formula.latex == "x+z"
    qtbot.waitUntil(lambda: len(recogniser.seen) > count and written.linking.links.boxes[2:] != ())
    assert [pin.token for pin in recogniser.pinned[-1]] == ["z"]
    recogniser.answers = [read_in_two_ways()]
    pick(written, 2, qtbot)
    assert written.fixing.menu is not None
    QTest.mouseClick(written.fixing.menu.release, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: written.window.formula.latex == "x+1")
    written.filing.new()
    open_the_newest(written)
    assert said_of(written) == []


def test_typed_latex_comes_back_as_it_was_typed_and_is_pinned_once_writing_goes_on(
    written: Program, after_a_kill: Program, store_path: Path, qtbot: QtBot
) -> None:
    type_at_the_end(written, Qt.Key.Key_Backspace, text="  7")
    later = start(after_a_kill, store_path, qtbot)
    later.gate.set()
    qtbot.waitUntil(lambda: after_a_kill.linking.links.boxes[2:] != ())
    assert after_a_kill.window.formula.latex == "x+  7"
    assert after_a_kill.window.candidates.list.currentRow() == -1
    count = len(later.seen)
    mouse(after_a_kill.window.canvas, symbol(4))
    qtbot.waitUntil(lambda: len(later.seen) > count)
    assert [pin.token for pin in later.pinned[-1]] == ["7"]


def test_a_reading_that_was_picked_comes_back_as_the_one_that_is_shown(
    written: Program, after_a_kill: Program, store_path: Path, qtbot: QtBot
) -> None:
    written.window.candidates.list.setFocus()
    QTest.keyClick(written.window.candidates.list, Qt.Key.Key_Down)
    assert written.window.formula.latex == "x+i"
    later = start(after_a_kill, store_path, qtbot)
    later.gate.set()
    qtbot.waitUntil(lambda: after_a_kill.linking.links.boxes[2:] != ())
    assert after_a_kill.window.formula.latex == "x+i"
    assert after_a_kill.window.candidates.list.currentRow() == 1
    assert after_a_kill.window.attention.strip.tokens == ("x", "+", "i")


def test_a_choice_comes_back_with_its_ink_by_undo(written: Program, recogniser: FakeRecogniser, qtbot: QtBot) -> None:
    choose_z(written, recogniser, qtbot)
    written.document.erase({2})
    assert said_of(written) == []
    written.document.undo_stack.undo()
    assert said_of(written) == [("z", {2})]
    assert [pin.token for pin in written.keeping._store.current().pins] == ["z"]


def test_after_clearing_is_undone_the_formula_is_there_before_it_is_read_anew(
    written: Program, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    recogniser.gate.clear()
    count = len(recogniser.seen)
    written.document.clear()
    assert written.window.formula.latex == ""
    written.document.undo_stack.undo()
    qtbot.waitUntil(lambda: written.window.formula.latex == "x+1")
    assert len(recogniser.seen) == count
    assert written.window.candidates.list.count() == 2
    assert written.window.attention.strip.tokens == ("x", "+", "1")
    assert written.keeping._store.current().entry.latex == "x+1"


def test_what_is_undone_by_a_further_stroke_says_what_was_said_before(
    written: Program, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    type_anew(written, "k=h")
    recogniser.answers = [read_as("x", "+", "1", "2")]
    mouse(written.window.canvas, symbol(3))
    qtbot.waitUntil(lambda: written.window.formula.latex == "x+12")
    recogniser.gate.clear()
    written.document.undo_stack.undo()
    qtbot.waitUntil(lambda: written.window.formula.latex == "k=h")
    assert written.keeping._store.current().typed_latex == "k=h"


def test_typed_latex_that_the_ink_does_not_give_is_in_the_history_before_a_reading_replaces_it(
    written: Program, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    type_anew(written, "k=h")
    assert written.keeping.find("") == []
    recogniser.answers = [read_as("x", "+", "1", "2")]
    mouse(written.window.canvas, symbol(3))
    assert "in the history" in written.window.statusBar().currentMessage()
    qtbot.waitUntil(lambda: written.window.formula.latex == "x+12")
    (spared,) = written.keeping.entries(written.keeping.find(""))
    assert (spared.latex, spared.typed) == ("k=h", True)
    assert len(written.keeping._store.shelf.sheet(spared.id).content.strokes) == 3
    mouse(written.window.canvas, symbol(4))
    assert written.keeping.find("") == [spared.id]


def test_typed_latex_that_the_pins_give_needs_no_row_of_its_own(
    written: Program, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    type_at_the_end(written, Qt.Key.Key_Backspace, text="7")
    recogniser.answers = [read_as("x", "+", "7", "2")]
    mouse(written.window.canvas, symbol(3))
    qtbot.waitUntil(lambda: written.window.formula.latex == "x+72")
    assert written.keeping.find("") == []
    assert written.window.statusBar().currentMessage() == ""


def test_another_formula_typed_over_the_ink_says_nothing_of_its_symbols(
    written: Program, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    type_anew(written, r"y^2")
    count = len(recogniser.seen)
    mouse(written.window.canvas, symbol(4))
    qtbot.waitUntil(lambda: len(recogniser.seen) > count)
    assert recogniser.pinned[-1] == ()


def test_a_chosen_symbol_is_in_formula_and_latex_while_the_ink_is_read_anew(
    written: Program, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    pick(written, 2, qtbot)
    recogniser.gate.clear()
    choose_the_second(written)
    formula = written.window.formula
    assert formula.latex == "x+z"
    qtbot.waitUntil(lambda: not formula.preview.is_stale)
    assert written.window.candidates.list.currentRow() == -1
    lasting = formula.preview.grab().toImage()
    qtbot.waitUntil(lambda: formula.preview.grab().toImage() != lasting, timeout=2000)  # it has faded
    recogniser.answers = [read_as("x", "+", "z")]
    recogniser.gate.set()
    qtbot.waitUntil(lambda: written.window.candidates.list.currentRow() == 0)


def test_a_symbol_chosen_in_typed_latex_changes_it_and_it_stays(
    written: Program, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    type_at_the_end(written, text="+n")
    qtbot.waitUntil(lambda: not written.window.formula.preview.is_stale and written.window.formula.preview.place(4))
    recogniser.answers = [read_as("x", "+", "z")]
    pick(written, 2, qtbot)
    choose_the_second(written)
    assert written.window.formula.latex == "x+z+n"
    qtbot.waitUntil(lambda: written.window.attention.strip.tokens == ("x", "+", "z"))
    assert written.window.formula.latex == "x+z+n"
