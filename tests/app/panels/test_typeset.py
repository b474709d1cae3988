"""Typesetting: the whole vocabulary and all grids can be shown, and what was shown can be edited and read back."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app import theme
from app.panels.formula import FormulaPanel
from app.panels.typeset import complaint, typeset
from mathnet.latex import parse, pretty
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
    assert not panel.preview.is_stale
    assert complaint(panel.latex) == ""
    assert parse(panel.latex) == parse(latex)
