r"""LaTeX of two dimensions: matrices, cases and lines, of which each picture has one canonical form."""

from __future__ import annotations

import random

import pytest

from mathnet.latex import LatexError, canonical, parse, pretty, structure, tokenize
from mathnet.latex_tree import Grid, Row, Symbol
from tests.mathnet.captions import random_grid

SPELLINGS = [
    (r"\begin { pmatrix } a & b\\c & d \end{ pmatrix}", r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}"),
    (r"\begin{matrix*}[r] a \\* b \\[2pt] c \end{matrix*}", r"\begin{matrix} a \\ b \\ c \end{matrix}"),
    (r"\begin{array}[t]{c|c} 1 & 2 \\ \hline 3 & 4 \end{array}", r"\begin{matrix} 1 & 2 \\ 3 & 4 \end{matrix}"),
    (r"\left( \begin{array} { c } a \\ b \end{array} \right)^T", r"\begin{pmatrix} a \\ b \end{pmatrix} ^ { T }"),
    (r"[\begin{matrix} a & b \\ c & d \end{matrix}]", r"\begin{bmatrix} a & b \\ c & d \end{bmatrix}"),
    (r"\left|{\begin{smallmatrix} a \\ b \end{smallmatrix}}\right|", r"\begin{vmatrix} a \\ b \end{vmatrix}"),
    (r"( \begin{matrix} a \\ b \end{matrix} ]", r"( \begin{matrix} a \\ b \end{matrix} ]"),
    (r"\begin{Bmatrix} a \\ b \end{Bmatrix}", r"\{ \begin{matrix} a \\ b \end{matrix} \}"),
    (r"\begin{Vmatrix} a \\ b \end{Vmatrix}", r"\| \begin{matrix} a \\ b \end{matrix} \|"),
    (r"\left\{ \begin{array}{ll} 1 & x \\ 2 & y \end{array} \right.", r"\begin{cases} 1 & x \\ 2 & y \end{cases}"),
    (r"\left\{\begin{aligned} x&=1 \\ y&=2 \end{aligned}\right.", r"\begin{cases} x = 1 \\ y = 2 \end{cases}"),
    (r"\{ \begin{matrix} x \\ y \end{matrix} \}", r"\{ \begin{matrix} x \\ y \end{matrix} \}"),
    (r"\begin{dcases} 1 & x \\ 2 \end{dcases}", r"\begin{cases} 1 & x \\ 2 \end{cases}"),
    (r"\[ \begin{align*} a &= b \\ &= c \end{align*} \]", r"\begin{aligned} a & = b \\ & = c \end{aligned}"),
    (r"\begin{eqnarray} a &=& b \\ &=& c \end{eqnarray}", r"\begin{aligned} a & = b \\ & = c \end{aligned}"),
    (r"\begin{array}{rcl} a &=& b \\ &=& c \end{array}", r"\begin{aligned} a & = b \\ & = c \end{aligned}"),
    (r"\begin{equation} \begin{split} a \\ b \end{split} \end{equation}", r"\begin{aligned} a \\ b \end{aligned}"),
    (r"\begin{gathered} a \\ b \\ \end{gathered}", r"\begin{aligned} a \\ b \end{aligned}"),
    (r"\begin{matrix} a & \\ \\ b & c & \\ \end{matrix}", r"\begin{matrix} a \\ b & c \end{matrix}"),
    (r"\begin{align} x = 1 \end{align}", "x = 1"),
    (r"\begin{pmatrix} x \end{pmatrix}^2", "( x ) ^ { 2 }"),
    (r"\begin{cases} x & y \end{cases}", r"\{ x y"),
    (r"\begin{bmatrix} \end{bmatrix}", "[ ]"),
    (r"{a \over \begin{matrix} b \\ c \over d \end{matrix}}",
     r"\frac { a } { \begin{matrix} b \\ \frac { c } { d } \end{matrix} }"),
    (r"\begin{matrix} \\ [ a ) \\ * \end{matrix}", r"\begin{matrix} [ a ) \\ * \end{matrix}"),
]  # fmt: skip

BROKEN = [
    ("a & b", 2, r"& outside an environment: .*begin\{aligned\}"),
    (r"a \\ b", 2, "outside an environment"),
    (r"x\begin{matrix} a", 1, r"add \\end\{matrix\}"),
    (r"{\begin{cases} a }", 1, r"add \\end\{cases\}"),
    (r"\begin{matrix} a \end{pmatrix}", 17, r"ends what began as .*write \\end\{matrix\}"),
    (r"x \end{cases}", 2, r"without \\begin\{cases\}"),
    (r"\begin{matrix} {a & b} \end{matrix}", 18, "& inside { }: move it out"),
    (r"\begin{matrix} x_& \end{matrix}", 17, "lacks an argument"),
    (r"\begin{tikzpicture}", 0, "is not read: use matrix"),
    (r"\begin matrix", 0, "needs a name"),
    (r"\begin{matrix}" * 500, 1400, "nested"),
]


@pytest.mark.parametrize(("text", "expected"), SPELLINGS)
def test_every_spelling_of_a_grid_has_one_canonical_form(text: str, expected: str) -> None:
    assert canonical(text) == expected.split()
    assert canonical(expected) == expected.split()


@pytest.mark.parametrize(("text", "position", "advice"), BROKEN)
def test_broken_grids_are_errors_with_their_place_and_what_to_do(text: str, position: int, advice: str) -> None:
    with pytest.raises(LatexError, match=advice) as caught:
        parse(text)
    assert caught.value.position == position


def test_an_environment_is_one_token() -> None:
    assert tokenize(r"\begin { align * } x \end{align*}") == [r"\begin{align*}", "x", r"\end{align*}"]


def test_rows_are_padded_to_the_widest() -> None:
    a, b, c = (Row((Symbol(letter),)) for letter in "abc")
    assert parse(r"\begin{bmatrix} a \\ b & c \end{bmatrix}") == Row((Grid("bmatrix", ((a, Row()), (b, c))),))


def test_a_grid_of_unequal_rows_is_refused() -> None:
    with pytest.raises(ValueError, match="equally long"):
        Grid("matrix", ((Row(),), (Row(), Row())))


def test_grids_are_printed_as_people_write_them() -> None:
    assert pretty(r"\begin{vmatrix} x^2&\\&\alpha b\end{vmatrix}") == r"\begin{vmatrix} x^2 \\ & \alpha b \end{vmatrix}"


def test_structure_keeps_the_cells_of_a_grid() -> None:
    assert " ".join(structure(r"\begin{cases} x & 1 \\ y \end{cases}")) == r"\begin{cases} □ & □ \\ □ \end{cases}"


@pytest.mark.parametrize("seed", range(50))
def test_random_grids_in_grids_read_back_from_print_and_tokens(seed: int) -> None:
    text = random_grid(random.Random(seed), 3)
    assert parse(pretty(text)) == parse(text)
    assert parse(canonical(text)) == parse(text)
    assert canonical(canonical(text)) == canonical(text)
