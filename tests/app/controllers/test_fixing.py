"""Pointing at symbols, and fixing them: by their alternatives, by typing, and for as long as their ink is there."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.canvas.canvas import Tool
from app.canvas.content import PlacedPicture
from app.controllers.pinned import Pinned
from app.program import Program
from mathnet.ink import Box
from mathnet.reading import Reading
from tests.app.fakes import CELL, FakeRecogniser, candidate, reading
from tests.app.hand import hover, mouse

# The popup takes the keyboard, which the platform without a display cannot give.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")

TOKENS = ("x", "+", "1")
SIDE = 80  # document units of a cell: each of the three symbols is written into its own
TOP = 3 * SIDE  # of the row of cells that the fake looks at


def symbol(place: int) -> list[tuple[int, int]]:
    """Where the pen goes for the symbol in a place: across its cell."""
    left = place * SIDE
    return [(left + 20, TOP + 20), (left + 40, TOP + 40), (left + 60, TOP + 60)]


def read_as(*tokens: str) -> Reading:
    made = reading([" ".join(tokens)], scale=CELL / SIDE)
    return Reading((candidate("".join(tokens), 0.9, tokens),), made.focus, made.picture, made.frame, 42.0)


@pytest.fixture
def written(program: Program, recogniser: FakeRecogniser, qtbot: QtBot) -> Program:
    """The program with three symbols that were read."""
    recogniser.answers = [read_as(*TOKENS)]
    for place in range(3):
        mouse(program.window.canvas, symbol(place))
    qtbot.waitUntil(lambda: program.linking.links.boxes[2:] != ())
    return program


def middle(place: int) -> QPointF:
    return QPointF(*symbol(place)[1])


def pick(program: Program, place: int, qtbot: QtBot) -> None:
    """Click a symbol in print, and wait for what else it may be."""
    preview = program.window.formula.preview
    box = preview.place(place)
    assert box is not None
    QTest.mouseClick(preview.viewport(), Qt.MouseButton.LeftButton, pos=box.center().toPoint())
    qtbot.waitUntil(lambda: program.fixing.menu is not None and program.fixing.menu.list.count() > 1)


def choose_the_second(program: Program) -> None:
    """Take the second alternative, which is z."""
    assert program.fixing.menu is not None
    QTest.keyClick(program.fixing.menu.list, Qt.Key.Key_2)


def test_pointing_at_ink_lights_the_symbol_in_print_and_among_the_tokens(written: Program) -> None:
    hover(written.window.canvas, middle(2))
    assert written.window.formula.preview.lit == 2
    hover(written.window.canvas, QPointF(700, 40))
    assert written.window.formula.preview.lit == -1


def test_pointing_at_a_token_lights_its_ink(written: Program) -> None:
    lit: list[tuple[frozenset[int], Box | None]] = []
    written.window.canvas.light = lambda strokes=frozenset(), box=None: lit.append((strokes, box))  # type: ignore[method-assign]
    written.window.attention.strip.pointed.emit(1)
    assert [strokes for strokes, _ in lit] == [frozenset([1])]


def test_a_chosen_alternative_is_pinned_to_its_ink_and_the_rest_is_read_anew(
    written: Program, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    recogniser.answers = [read_as("x", "+", "z")]
    pick(written, 2, qtbot)
    assert recogniser.asked == [(TOKENS, 2)]
    choose_the_second(written)
    qtbot.waitUntil(lambda: recogniser.pinned[-1] != () and written.linking.links.boxes[2:] != ())
    (pin,) = recogniser.pinned[-1]
    assert (pin.token, pin.box) == ("z", written.linking.links.boxes[2])


def test_a_pin_is_kept_while_writing_goes_on_and_goes_with_its_ink(
    written: Program, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    recogniser.answers = [read_as("x", "+", "z")]
    pick(written, 2, qtbot)
    choose_the_second(written)
    qtbot.waitUntil(lambda: len(recogniser.pinned[-1]) == 1)
    count = len(recogniser.seen)
    mouse(written.window.canvas, symbol(4))
    qtbot.waitUntil(lambda: len(recogniser.seen) > count)
    assert [pin.token for pin in recogniser.pinned[-1]] == ["z"]
    written.document.erase({2})
    qtbot.waitUntil(lambda: len(recogniser.seen) > count + 1)
    assert recogniser.pinned[-1] == ()


def test_a_pin_that_is_let_go_is_no_longer_told(written: Program, recogniser: FakeRecogniser, qtbot: QtBot) -> None:
    pick(written, 2, qtbot)
    choose_the_second(written)
    qtbot.waitUntil(lambda: len(recogniser.pinned[-1]) == 1)
    qtbot.waitUntil(lambda: written.window.formula.latex == "x+1" and written.linking.links.boxes[2:] != ())
    pick(written, 2, qtbot)
    menu = written.fixing.menu
    assert menu is not None
    assert menu.release.isVisible()
    QTest.mouseClick(menu.release, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: recogniser.pinned[-1] == ())


def test_a_symbol_typed_over_another_is_pinned_when_writing_goes_on(
    written: Program, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    source = written.window.formula.source
    source.setFocus()
    QTest.keySequence(source, QKeySequence(QKeySequence.StandardKey.MoveToEndOfDocument))
    QTest.keyClick(source, Qt.Key.Key_Backspace)
    QTest.keyClicks(source, "7")
    assert written.window.formula.latex == "x+7"
    count = len(recogniser.seen)
    mouse(written.window.canvas, symbol(4))
    qtbot.waitUntil(lambda: len(recogniser.seen) > count)
    assert [pin.token for pin in recogniser.pinned[-1]] == ["7"]


def test_tapping_ink_with_the_select_tool_opens_its_alternatives(
    written: Program, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    canvas = written.window.canvas
    canvas.set_tool(Tool.SELECT)
    mouse(canvas, [symbol(0)[1]])
    qtbot.waitUntil(lambda: written.fixing.menu is not None and written.fixing.menu.isVisible())
    qtbot.waitUntil(lambda: recogniser.asked == [(TOKENS, 0)])
    written.fixing.menu.hide()  # type: ignore[union-attr]


def test_alternatives_opened_in_print_hide_neither_the_symbol_nor_its_ink(written: Program, qtbot: QtBot) -> None:
    pick(written, 1, qtbot)
    menu, canvas, preview = written.fixing.menu, written.window.canvas, written.window.formula.preview
    assert menu is not None
    ink, symbol = canvas.view.rect_of(written.linking.links.boxes[1]), preview.place(1)  # type: ignore[arg-type]
    assert symbol is not None
    assert not menu.geometry().intersects(QRect(canvas.mapToGlobal(ink.topLeft().toPoint()), ink.size().toSize()))
    assert not menu.geometry().intersects(
        QRect(preview.viewport().mapToGlobal(symbol.topLeft().toPoint()), symbol.size().toSize())
    )
    menu.hide()


def test_another_document_has_no_pins(written: Program, recogniser: FakeRecogniser, qtbot: QtBot) -> None:
    pick(written, 2, qtbot)
    choose_the_second(written)
    qtbot.waitUntil(lambda: len(recogniser.pinned[-1]) == 1)
    written.filing.new()
    mouse(written.window.canvas, symbol(2))
    qtbot.waitUntil(lambda: len(recogniser.seen[-1]) == 1)
    assert recogniser.pinned[-1] == ()


def test_a_pin_on_a_picture_is_told_where_its_symbol_is_once_the_picture_was_turned(
    program: Program, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    photo = np.full((200, 300), 255, dtype=np.uint8)
    photo[60:100, 40:60] = 0
    program.document.open(picture=PlacedPicture(photo, 50, 50))
    qtbot.waitUntil(lambda: len(recogniser.seen) > 0)
    program.fixing._chosen = [Pinned("z", Box(90, 110, 110, 150), frozenset(), program.document.content.picture)]
    program.window.canvas.turn_picture(1)
    qtbot.waitUntil(lambda: len(recogniser.pinned[-1]) == 1)
    (pin,) = recogniser.pinned[-1]
    material = recogniser.seen[-1]
    assert isinstance(material, np.ndarray)
    left, top, right, bottom = (round(side) for side in (pin.box.left, pin.box.top, pin.box.right, pin.box.bottom))
    assert (right - left, bottom - top) == (40, 20)
    assert (material[top:bottom, left:right] == 0).all()
    assert (material == 0).sum() == 800
