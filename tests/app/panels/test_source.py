"""The LaTeX to edit: who changed it, what is underlined and lit, completion, and which characters are which token."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette, QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.panels.completion import begun, filled
from app.panels.source import LatexSource, pair_of
from app.panels.spans import mistake, spans_of, unknown
from mathnet.latex import canonical, pretty

# Said by the platform without a display whenever a popup is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@pytest.fixture
def source(qtbot: QtBot) -> LatexSource:
    made = LatexSource()
    qtbot.addWidget(made)
    made.resize(400, 80)
    made.show()
    made.activateWindow()
    made.setFocus()
    qtbot.waitUntil(made.hasFocus)
    return made


def texts(latex: str) -> dict[str, str]:
    """What each canonical token is written with."""
    tokens = canonical(latex)
    return {tokens[index]: latex[span.start : span.end] for index, span in spans_of(latex).items()}


def selections(source: LatexSource) -> list[tuple[str, QTextEdit.ExtraSelection]]:
    return [(str(mark.cursor.selectedText()), mark) for mark in source.extraSelections()]


def put_caret(source: LatexSource, place: int) -> None:
    cursor = source.textCursor()
    cursor.setPosition(place)
    source.setTextCursor(cursor)


def test_only_the_user_edits(source: LatexSource) -> None:
    edited: list[str] = []
    source.edited.connect(edited.append)
    source.set_latex("x^2")
    assert edited == []
    put_caret(source, 3)
    QTest.keyClicks(source, "+1")
    assert edited == ["x^2+", "x^2+1"]
    source.undo()
    source.undo()
    assert source.latex == ""
    assert edited[-1] == ""


def test_colours_do_not_count_as_edits(source: LatexSource) -> None:
    source.set_latex(r"\frac{1}{2}")
    edited: list[str] = []
    source.edited.connect(edited.append)
    palette = source.palette()
    palette.setColor(QPalette.ColorRole.Highlight, Qt.GlobalColor.magenta)
    source.setPalette(palette)
    formats = source.document().firstBlock().layout().formats()
    assert any(found.format.foreground().color() == Qt.GlobalColor.magenta for found in formats)
    assert edited == []


def test_commands_braces_and_numbers_have_colours_of_their_own(source: LatexSource) -> None:
    source.set_latex(r"\alpha{x}12")
    found = {
        source.toPlainText()[piece.start : piece.start + piece.length]: piece.format.foreground().color().name()
        for piece in source.document().firstBlock().layout().formats()
    }
    assert set(found) == {r"\alpha", "{", "}", "12"}
    assert len({found[r"\alpha"], found["{"], found["12"]}) == 3


def test_the_caret_points_at_its_token(source: LatexSource) -> None:
    source.set_latex(r"\alpha+b")
    pointed: list[int] = []
    source.pointed.connect(pointed.append)
    put_caret(source, 3)
    QTest.keyClick(source, Qt.Key.Key_End)
    source.clearFocus()
    assert pointed == [0, 2, -1]
    assert [source.token_at(place) for place in (0, 6, 7, 8)] == [0, 1, 2, 2]


def test_a_token_shown_is_highlighted(source: LatexSource) -> None:
    source.set_latex(r"\frac{a}{b}")
    source.show_token(5)  # \frac { a } { b }
    assert [text for text, _ in selections(source) if text == "b"] == ["b"]
    source.show_token(-1)
    assert "b" not in [text for text, _ in selections(source)]


def test_a_mistake_is_underlined_with_a_wave(source: LatexSource) -> None:
    source.set_latex(r"a+\frac{b}+c")
    assert mistake(source.toPlainText()) is None  # the + is taken for the argument
    source.set_latex(r"a+\begin{pmatrix} b & c")
    wrong = mistake(source.toPlainText())
    assert wrong is not None
    source.show_mistake(wrong.span)
    waves = [
        text
        for text, mark in selections(source)
        if mark.format.underlineStyle() == QTextCharFormat.UnderlineStyle.WaveUnderline
    ]
    assert waves == [r"\begin{pmatrix}"]
    assert "\\end{pmatrix}" in wrong.told


@pytest.mark.parametrize(
    ("latex", "where"), [("x^{2", "{"), ("a}b", "}"), ("ab^", "^"), ("a \\", "\\"), (r"\begin{foo}", r"\begin{foo}")]
)
def test_a_mistake_is_where_it_was_made(latex: str, where: str) -> None:
    found = mistake(latex)
    assert found is not None
    assert latex[found.span.start : found.span.end] == where


def test_a_command_that_print_does_not_know_is_found() -> None:
    latex = r"a+\foo b\alpha"
    found = unknown(latex)
    assert found is not None
    assert latex[found.start : found.end] == r"\foo"
    assert unknown(r"\frac{\alpha}{\sqrt{2}}\sin x\quad\mathrm{d}\hline x") is None


def test_the_braces_at_the_caret_light_up_in_pairs(source: LatexSource) -> None:
    source.set_latex("{a{b}}")
    put_caret(source, 6)
    places = [mark.cursor.selectionStart() for _, mark in selections(source)]
    assert sorted(places) == [0, 5]
    assert pair_of("{a{b}}", 2) == (2, 4)
    assert pair_of("a}", 1) == ()


def test_tab_leaves_the_field(qtbot: QtBot) -> None:
    whole, source, after = QWidget(), LatexSource(), QLineEdit()
    qtbot.addWidget(whole)
    layout = QVBoxLayout(whole)
    layout.addWidget(source)
    layout.addWidget(after)
    whole.show()
    whole.activateWindow()
    source.setFocus()
    qtbot.waitUntil(source.hasFocus)
    QTest.keyClick(source, Qt.Key.Key_Tab)
    assert after.hasFocus()
    assert source.latex == ""


@pytest.mark.parametrize(
    "latex", [r"x=\frac{-b\pm\sqrt{b^2-4ac}}{2a}", r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", r"\sum_{i=0}^nx_i"]
)
def test_every_token_of_printed_latex_but_braces_has_its_characters(latex: str) -> None:
    printed = pretty(latex)
    tokens = canonical(printed)
    found = spans_of(printed)
    assert {index for index, token in enumerate(tokens) if token not in "{}"} == set(found)
    assert all(printed[span.start : span.end] == tokens[index] for index, span in found.items())


def test_freely_typed_latex_is_mapped_by_what_it_says() -> None:
    assert texts(r"\left( x \right)' \le \dfrac12") == {
        "(": "(", "x": "x", ")": ")", "\\prime": "'", "\\leq": r"\le", "\\frac": r"\dfrac", "1": "1", "2": "2",
    }  # fmt: skip
    assert texts(r"a % a comment")["a"] == "a"
    assert spans_of(r"\frac{") == {}


def test_what_is_being_typed_of_a_command_is_told_from_what_is_not_one() -> None:
    begins = {"a+\\al": "\\al", "\\": "\\", "a": "", "\\alpha ": "", "\\\\": "", "\\\\\\al": "\\al"}
    assert {text: begun(text) for text in begins} == begins
    assert filled("\\frac") == ("\\frac{}{}", 3)
    assert filled("\\alpha") == ("\\alpha", 0)


def test_commands_are_completed_while_they_are_typed(source: LatexSource, qtbot: QtBot) -> None:
    QTest.keyClicks(source, "x+\\al")
    listed = source.completion.list
    qtbot.waitUntil(listed.isVisible)
    names = [str(listed.model().index(row, 0).data()) for row in range(listed.model().rowCount())]
    assert names == ["\\aleph", "\\alpha"]
    QTest.keyClick(listed, Qt.Key.Key_Down)
    QTest.keyClick(listed, Qt.Key.Key_Return)
    assert source.latex == "x+\\alpha"
    assert not listed.isVisible()
    source.undo()
    assert source.latex != "x+\\alpha"


def test_a_completed_fraction_has_the_caret_in_its_first_braces(source: LatexSource, qtbot: QtBot) -> None:
    QTest.keyClicks(source, "\\fra")
    qtbot.waitUntil(source.completion.list.isVisible)
    QTest.keyClick(source.completion.list, Qt.Key.Key_Return)
    QTest.keyClicks(source, "a")
    assert source.latex == "\\frac{a}{}"


def test_the_list_goes_when_nothing_begins_so(source: LatexSource, qtbot: QtBot) -> None:
    QTest.keyClicks(source, "\\al")
    listed = source.completion.list
    qtbot.waitUntil(listed.isVisible)
    QTest.keyClicks(source, "q")
    assert not listed.isVisible()
    QTest.keyClick(source, Qt.Key.Key_Return)
    assert source.toPlainText() == "\\alq\n"
    source.moveCursor(QTextCursor.MoveOperation.End)
