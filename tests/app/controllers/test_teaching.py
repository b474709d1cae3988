"""Corrections are kept when the user is done with them, once for a sheet, and remembered by the recogniser."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.controllers.teaching import is_about_the_same
from mathnet.reading import Reading
from tests.app.controllers.lesson import RIGHT, Class, copy, pin, type_over_the_end, wait_for
from tests.app.controllers.test_fixing import TOKENS, read_as, symbol
from tests.app.fakes import CELL, FakeRecogniser, candidate, reading
from tests.app.hand import mouse
from tests.app.paper import picture

# The popup takes the keyboard, which the platform without a display cannot give.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_a_kept_correction_is_remembered_by_the_recogniser(
    written: Class, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    pin(written, recogniser, qtbot)
    qtbot.waitUntil(written.offer.isVisible)
    written.press("keep")
    qtbot.waitUntil(lambda: recogniser.remembered == {1: RIGHT})


@pytest.mark.parametrize("leave", ["new", "clear", "quit"])
def test_a_correction_is_kept_when_the_sheet_is_put_away(keeping: Class, qtbot: QtBot, leave: str) -> None:
    type_over_the_end(keeping, "7")
    assert keeping.kept == []
    if leave == "new":
        keeping.program.filing.new()
    elif leave == "clear":
        keeping.program.document.clear()
    else:
        keeping.teaching.close()
    wait_for(keeping, qtbot, ("x+7", "x+1", "typed"))


def test_later_corrections_of_a_sheet_take_the_place_of_earlier_ones(
    keeping: Class, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    type_over_the_end(keeping, "7")
    copy(keeping)
    wait_for(keeping, qtbot, ("x+7", "x+1", "typed"))
    type_over_the_end(keeping, "9")
    copy(keeping)
    copy(keeping)
    wait_for(keeping, qtbot, ("x+9", "x+1", "typed"))
    qtbot.waitUntil(lambda: recogniser.remembered == {2: ("x", "+", "9")})


def test_a_correction_that_is_taken_back_is_kept_no_longer(
    keeping: Class, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    type_over_the_end(keeping, "7")
    copy(keeping)
    wait_for(keeping, qtbot, ("x+7", "x+1", "typed"))
    type_over_the_end(keeping, "1")
    copy(keeping)
    wait_for(keeping, qtbot)
    qtbot.waitUntil(lambda: recogniser.remembered == {})


def test_another_candidate_is_a_correction(keeping: Class, recogniser: FakeRecogniser, qtbot: QtBot) -> None:
    made = read_as(*TOKENS)
    other = candidate("x+z", 0.1, RIGHT)
    recogniser.answers = [Reading((*made.candidates, other), made.focus, made.picture, made.frame, 42.0)]
    count = len(recogniser.seen)
    mouse(keeping.program.window.canvas, symbol(4))
    qtbot.waitUntil(lambda: len(recogniser.seen) > count and keeping.program.window.candidates.list.count() == 2)
    keeping.program.window.candidates.list.setCurrentRow(1)
    copy(keeping)
    wait_for(keeping, qtbot, ("x+z", "x+1", "chosen"))
    (kept,) = keeping.samples.all()
    assert len(kept.strokes) == 4


def test_what_was_said_of_the_ink_stands_when_writing_goes_on(
    keeping: Class, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    pin(keeping, recogniser, qtbot)
    recogniser.answers = [read_as(*RIGHT, "=", "2")]
    count = len(recogniser.seen)
    mouse(keeping.program.window.canvas, symbol(4))
    qtbot.waitUntil(lambda: len(recogniser.seen) > count and keeping.program.window.formula.latex == "x+z=2")
    keeping.program.filing.new()
    wait_for(keeping, qtbot, ("x+z=2", "", "pin"))


def test_what_comes_back_by_undo_is_not_kept_twice(keeping: Class, recogniser: FakeRecogniser, qtbot: QtBot) -> None:
    pin(keeping, recogniser, qtbot)
    copy(keeping)
    wait_for(keeping, qtbot, ("x+z", "x+1", "pin"))
    keeping.program.document.clear()
    count = len(recogniser.seen)
    keeping.program.document.undo_stack.undo()
    qtbot.waitUntil(lambda: len(recogniser.seen) > count and keeping.program.window.formula.latex == "x+z")
    copy(keeping)
    keeping.lessons.close()
    assert len(keeping.kept) == 1


def test_latex_that_comes_with_a_sheet_of_the_history_is_no_correction(
    keeping: Class, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    ink, count = keeping.program.document.ink, len(recogniser.seen)
    keeping.program.document.open(ink)
    keeping.program.presenter.hold("x+7")
    qtbot.waitUntil(lambda: len(recogniser.seen) > count)
    qtbot.waitUntil(lambda: keeping.program.linking.links.boxes[2:] != ())
    copy(keeping)
    keeping.lessons.close()
    assert keeping.kept == []


def test_another_formula_typed_over_the_ink_is_not_about_it(keeping: Class, qtbot: QtBot) -> None:
    source = keeping.program.window.formula.source
    source.setFocus()
    QTest.keySequence(source, QKeySequence(QKeySequence.StandardKey.SelectAll))
    QTest.keyClicks(source, "abcdefg=h")
    copy(keeping)
    keeping.lessons.close()
    assert keeping.kept == []


@pytest.mark.parametrize("text", ["\\frac{", "\\boxed{7}"])
def test_what_is_no_formula_or_unknown_to_the_model_is_not_kept(keeping: Class, qtbot: QtBot, text: str) -> None:
    type_over_the_end(keeping, text)
    keeping.program.filing.new()
    keeping.lessons.close()
    assert keeping.kept == []


def test_a_corrected_picture_is_kept_with_the_ink_on_it(
    keeping: Class, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    count = len(recogniser.seen)
    keeping.program.document.place(picture())
    recogniser.answers = [reading(["x+1"], scale=CELL / 80)]
    qtbot.waitUntil(lambda: len(recogniser.seen) > count and keeping.program.recognition.is_idle)
    type_over_the_end(keeping, "7")
    copy(keeping)
    qtbot.waitUntil(lambda: len(keeping.kept) == 1)
    (kept,) = keeping.samples.all()
    assert kept.picture is not None
    assert kept.strokes == ()


def test_a_store_that_refuses_is_told_and_the_program_goes_on(keeping: Class, qtbot: QtBot) -> None:
    keeping.samples.path.unlink(missing_ok=True)
    keeping.samples.path.mkdir()
    type_over_the_end(keeping, "7")
    with qtbot.waitSignal(keeping.lessons.trouble) as heard:
        copy(keeping)
    assert "cannot be kept" in heard.args[0]


def test_symbols_that_the_model_doubts_are_counted(written: Class, recogniser: FakeRecogniser, qtbot: QtBot) -> None:
    recogniser.answers = [read_as("a", "+", "b", "=", "\\xi")]  # the fake doubts every fifth
    count = len(recogniser.seen)
    mouse(written.program.window.canvas, symbol(4))
    qtbot.waitUntil(lambda: len(recogniser.seen) > count and written.program.recognition.is_idle)
    written.program.filing.new()
    assert written.teaching.doubted == {"\\xi": 1}


@pytest.mark.parametrize(
    ("read", "typed", "same"),
    [("z", "2", True), ("x + 1", "x + i", True), ("a b c", "x y z", True), ("a b c d e", "v w x y z", False)],
)
def test_a_correction_changes_a_part_of_what_was_read(read: str, typed: str, same: bool) -> None:
    assert is_about_the_same(read.split(), typed.split()) is same
