"""LaTeX in its surroundings: the formula itself is kept to the letter."""

from __future__ import annotations

import pytest

from mathnet.forms.latex_text import align, display, dollars, equation, inline, plain

TWO_LINES = r"\begin{aligned} a &= \mathbf{b} \\[2pt] c &= \begin{pmatrix} d & e \\ f & g \end{pmatrix} \end{aligned}"


def test_the_formula_is_kept_to_the_letter() -> None:
    assert plain(r" \mathbf{x}  ^ 2 ") == r"\mathbf{x}  ^ 2"


def test_a_formula_goes_into_a_line_or_on_its_own() -> None:
    assert dollars("x^2") == "$x^2$"
    assert inline("x^2") == r"\(x^2\)"
    assert display("x^2") == "\\[\n  x^2\n\\]"
    assert equation("x^2") == "\\begin{equation}\n  x^2\n\\end{equation}"


def test_lines_of_aligned_become_lines_of_align() -> None:
    lines = ["a &= \\mathbf{b} \\\\", "  c &= \\begin{pmatrix} d & e \\\\ f & g \\end{pmatrix}"]
    assert align(TWO_LINES) == "\\begin{align}\n  " + "\n".join(lines) + "\n\\end{align}"


def test_a_single_line_has_no_stray_alignment_mark() -> None:
    assert align("a = b") == "\\begin{align}\n  a = b\n\\end{align}"
    assert "&" not in align(r"\begin{aligned} a &= b \end{aligned}")


def test_aligned_beside_something_else_stays_aligned() -> None:
    latex = r"f = \begin{aligned} a &= b \\ c &= d \end{aligned}"
    assert latex in align(latex)


def test_two_aligned_blocks_are_one_line() -> None:
    one = r"\begin{aligned} a \\ b \end{aligned}"
    assert one + one in align(one + one)


@pytest.mark.parametrize(
    "written",
    ["$x$", "$$x$$", r"\(x\)", r"\[ x \]", r"\begin{equation*}x\end{equation*}", r"\begin{equation} x \end{equation}"],
)
def test_what_already_surrounds_a_formula_is_replaced(written: str) -> None:
    assert dollars(written) == "$x$"


def test_an_environment_of_its_own_becomes_one_that_can_stand_in_a_formula() -> None:
    assert display(r"\begin{align*}a&=b\\c&=d\end{align*}") == "\\[\n  \\begin{aligned}a&=b\\\\c&=d\\end{aligned}\n\\]"


def test_latex_that_is_not_well_formed_can_be_copied() -> None:
    assert align("x^{2") == "\\begin{align}\n  x^{2\n\\end{align}"
    assert dollars("\\") == "$\\$"
