"""Typesetting: the whole vocabulary and all grids can be shown, and what was shown can be edited and read back."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import theme
from app.panels.formula import FormulaPanel
from app.panels.spans import mistake
from app.typeset.formula import Formula
from app.typeset.typesetter import typeset, typeset_before
from mathnet.latex import canonical, parse, pretty
from mathnet.latex_names import GRIDS
from mathnet.latex_tree import ARGUMENTS
from mathnet.vocabulary import SPECIALS, Vocabulary

STRUCTURE = {*SPECIALS, "{", "}", "_", "^", "&", "\\\\"}
SYMBOLS = [token for token in Vocabulary.load().tokens if token not in STRUCTURE and "{" not in token]
FORMULAS = [
    r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}^{-1}",
    r"\begin{pmatrix} \begin{vmatrix} a & b \\ & d \end{vmatrix} & 0 \\ 0 & 1 \end{pmatrix}_1^T",
    r"f(x)=\begin{cases} x^2 & x>0 \\ 0 \end{cases}",
    r"\left\{ \begin{array}{ll} 1 & x \\ 2 & y \end{array} \right.",
    r"\binom{\frac{a}{b}}{\binom{c}{d}}",
]


@pytest.mark.parametrize("token", SYMBOLS)
def test_every_token_of_the_vocabulary_is_set(token: str) -> None:
    arguments = "{A}" * ARGUMENTS.get(token, int(token == "\\sqrt"))
    formula = typeset(token + arguments)
    assert formula.width > 2
    assert "<path" in formula.svg
    assert not arguments or formula.svg != typeset(arguments).svg


@pytest.mark.parametrize("name", GRIDS)
def test_grids_are_as_many_lines_high_as_they_have_rows(name: str) -> None:
    two, three = (typeset(rf"\begin{{{name}}} {rows} \end{{{name}}}") for rows in (r"a \\ b", r"a \\ b \\ c"))
    assert typeset("a").height < 0.7 * two.height < 0.6 * three.height


@pytest.mark.parametrize("latex", FORMULAS)
def test_grids_with_scripts_and_inner_braces_are_set(latex: str) -> None:
    assert typeset(latex).height > 2 * typeset("a").height


@pytest.mark.parametrize("latex", FORMULAS)
def test_a_grid_in_the_source_is_shown_and_reads_back_the_same(qtbot: QtBot, latex: str) -> None:
    panel = FormulaPanel(theme.load("light"))
    qtbot.addWidget(panel)
    panel.set_latex(pretty(latex))
    assert panel.note.isHidden()
    qtbot.waitUntil(lambda: not panel.preview.is_stale)
    assert mistake(panel.latex) is None
    assert parse(panel.latex) == parse(latex)


def written_at(latex: str, formula: Formula) -> list[str]:
    """The tokens that have a place, in their order."""
    tokens = canonical(latex)
    return [tokens[place.token] for place in formula.places]


@pytest.mark.parametrize("token", SYMBOLS)
def test_every_symbol_has_a_place_in_print(token: str) -> None:
    if token in ("\\mathbb", "\\mathcal"):  # dress a letter, which has the place
        latex = f"a+{token}{{A}}"
    else:
        latex = f"a+{token}" + "{A}" * ARGUMENTS.get(token, int(token == "\\sqrt"))
    formula = typeset(latex)
    expected = [written for written in canonical(latex) if written not in ("{", "}", "\\mathbb", "\\mathcal", "_", "^")]
    assert written_at(latex, formula) == expected
    whole = QRectF(-3, -3, formula.width + 6, formula.height + 6)
    assert all(whole.contains(place.box) for place in formula.places)


def test_places_follow_the_layout_of_the_formula() -> None:
    latex = r"x=\frac{12}{\sqrt{y}}"
    places = {place.token: place.box for place in typeset(latex).places}
    named = {token: places[index] for index, token in enumerate(canonical(latex)) if index in places}
    assert named["x"].right() < named["="].left() < named["="].right() < named["\\frac"].left()
    assert named["1"].right() <= named["2"].left()  # digits of one number apart
    assert named["2"].bottom() < named["\\frac"].top()
    assert named["\\frac"].bottom() < named["y"].top()
    assert named["\\sqrt"].contains(named["y"])
    assert named["\\frac"].width() > named["\\sqrt"].width()


def test_scripts_and_arguments_drawn_in_another_order_have_their_own_places() -> None:
    places = {place.token: place.box for place in typeset(r"\sqrt[3]{x}+y_1^2").places}
    tokens = canonical(r"\sqrt[3]{x}+y_1^2")
    at = {token: places[index] for index, token in enumerate(tokens) if index in places}
    assert at["3"].right() < at["x"].left()
    assert at["3"].bottom() < at["x"].bottom()
    assert at["2"].bottom() < at["1"].top()


def test_the_fences_of_a_matrix_belong_to_its_begin_and_end() -> None:
    latex = r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}"
    formula = typeset(latex)
    assert written_at(latex, formula) == ["\\begin{pmatrix}", "a", "b", "c", "d", "\\end{pmatrix}"]
    left, a, b, c, _, right = (place.box for place in formula.places)
    assert left.right() <= a.left() < b.left() < right.left()
    assert a.bottom() < c.top()
    assert left.height() > c.bottom() - a.top()


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        (r"\left( \begin{array}{cc} a & b \\ c & d \end{array} \right)^T", 7),
        (r"f''(x)+f'_1", 10),
        (r"\text{if }x>0", 5),
        (r"a\leqslant b", 3),
        (r"{a \over b}", 3),
        (r"\sin\theta\,dx", 4),
        (r"y=\ln2", 4),
    ],
)
def test_freely_typed_latex_has_places_for_its_canonical_tokens(typed: str, count: int) -> None:
    assert len(typeset(typed).places) == count


@pytest.mark.parametrize("latex", [r"\not=x", r"\sqrt[{]}]{x}", r"\phantom{x}y\tag{1}"])
def test_what_is_drawn_otherwise_than_it_is_read_has_no_wrong_places(latex: str) -> None:
    formula = typeset(latex)
    assert formula.width > 5
    assert written_at(latex, formula) in ([], ["y"])


def test_the_boxes_hold_all_the_ink_of_the_formula(qapp: QApplication) -> None:
    formula = typeset(r"\sum_{i=0}^{n}\frac{\hat{x}_i+\sqrt{2}}{\int f}\{\overline{AB}\}")
    image = QImage(round(formula.width) + 8, round(formula.height) + 8, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    painter.translate(4, 4)
    formula.paint(painter, QRectF(0, 0, formula.width, formula.height), QColor("black"), 1.0)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    assert ink(image) > 500
    for place in formula.places:
        painter.fillRect(place.box.adjusted(-1.5, -1.5, 1.5, 1.5), Qt.GlobalColor.black)
    painter.end()
    assert ink(image) == 0


def ink(image: QImage) -> int:
    return sum(image.pixelColor(x, y).alpha() > 32 for y in range(image.height()) for x in range(image.width()))


def test_what_is_too_much_for_the_setter_as_typed_is_set_as_it_is_read() -> None:
    assert typeset("x''^2").width > typeset("x''").width


def test_latex_that_does_not_parse_but_can_be_set_has_no_places() -> None:
    assert typeset("a}").places == ()


def test_what_was_set_before_is_there_at_once_and_what_was_not_is_not() -> None:
    typeset("x+17")
    assert typeset_before("x+17") is typeset("x+17")
    assert typeset_before("x+18") is None
