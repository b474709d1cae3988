"""Formula trees: taken apart and put together again they are the same, and sizes are those of the canonical tokens."""

from __future__ import annotations

import pytest

from mathnet.latex import canonical, parse
from training.formulas.trees import (
    depth,
    heads,
    is_writable,
    length,
    mapped,
    places,
    replaced,
    rows_of,
    tokens_of,
    with_rows,
)

FORMULAS = [
    "x",
    "a_{1}^{2}+b'",
    "\\sqrt[3]{x+1}",
    "\\sqrt{2}",
    "\\frac{\\partial f}{\\partial x}",
    "\\sum_{i=1}^{n}\\binom{n}{i}",
    "\\hat{H}\\psi=\\overline{a b}",
    "\\begin{pmatrix}1&0\\\\0&x^{2}\\end{pmatrix}^{-1}",
    "f(x)=\\begin{cases}1,&x>0\\\\0\\end{cases}",
    "\\underbrace{a+b}_{n}",
]


@pytest.mark.parametrize("latex", FORMULAS)
def test_tokens_are_the_canonical_ones(latex: str) -> None:
    assert list(tokens_of(parse(latex))) == canonical(latex)
    assert length(parse(latex)) == len(canonical(latex))


@pytest.mark.parametrize("latex", FORMULAS)
def test_nodes_given_their_own_rows_stay_as_they_are(latex: str) -> None:
    for item in parse(latex).items:
        assert with_rows(item, [row for _, row in rows_of(item)]) == item


@pytest.mark.parametrize("latex", FORMULAS)
def test_a_place_leads_to_its_row(latex: str) -> None:
    row = parse(latex)
    for place in places(row):
        assert replaced(row, place.path, place.row) == row


def test_a_row_is_replaced_where_it_stands() -> None:
    row = parse("\\frac{a}{\\sqrt{b}}")
    inner = next(place for place in places(row) if place.role == "root")
    assert replaced(row, inner.path, parse("c+1")) == parse("\\frac{a}{\\sqrt{c+1}}")


def test_roles_tell_limits_from_scripts() -> None:
    roles = {role for _, role, _ in places(parse("\\sum_{i}^{n}x_{j}^{2}"))}
    assert roles == {"lower limit", "upper limit", "sub", "sup", "base"}


def test_symbols_change_at_all_depths_and_commands_stay() -> None:
    assert mapped(parse("x+\\hat{x}^{\\frac{x}{y}}"), {"x": "z"}) == parse("z+\\hat{z}^{\\frac{z}{y}}")


@pytest.mark.parametrize(("latex", "rows"), [("x+1", 1), ("x^2", 2), ("\\frac{1}{x^2}", 3), ("\\hat{x}^2", 2)])
def test_depth_counts_rows_inside_rows(latex: str, rows: int) -> None:
    assert depth(parse(latex)) == rows


def test_heads_are_what_is_written() -> None:
    assert list(heads(parse("\\frac{x_{1}}{2}"))) == ["\\frac", "x", "1", "2"]


@pytest.mark.parametrize("latex", ["", "\\frac{}{2}", "{}_{1}x", "{x^{2}}^{3}", "\\sqrt{}", "\\sqrt[{]}]{x}"])
def test_what_no_hand_writes_is_not_writable(latex: str) -> None:
    assert not is_writable(parse(latex))


@pytest.mark.parametrize("latex", [*FORMULAS, "\\begin{bmatrix}1&\\\\&1\\end{bmatrix}"])
def test_formulas_are_writable_even_with_empty_cells(latex: str) -> None:
    assert is_writable(parse(latex))


@pytest.mark.parametrize(
    ("latex", "writable"),
    [
        (r"\begin{matrix} a & b \\ c & d \end{matrix}", False),
        (r"x = \begin{matrix} a \\ b \end{matrix}", False),
        (r"\frac{\begin{matrix} a \\ b \end{matrix}}{2}", False),
        (r"\{ \begin{matrix} a \\ b \end{matrix} + 1 \}", False),
        (r"\{ \begin{matrix} a \\ b \end{matrix} \}", True),
        (r"\| \begin{matrix} a & b \\ c & d \end{matrix} \|^2", True),
        (r"( \begin{matrix} a \\ b \end{matrix} )", True),
        (r"\begin{aligned} a \\ b \end{aligned}", True),
    ],
)
def test_a_matrix_stands_between_delimiters(latex: str, writable: bool) -> None:
    assert is_writable(parse(latex)) == writable
