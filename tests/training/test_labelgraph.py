"""Label graphs: what CROHME's symLG files say is read as the caption, and what they cannot say is refused."""

from __future__ import annotations

from itertools import pairwise

import pytest

from tests.training.packages import POWER_GRAPH
from training.data.labelgraph import caption
from training.data.report import UnusableError


def graph(objects: str, *relations: str) -> str:
    """A label graph of symbols `id:label`, or `id` alone, and of relations `id relation id`."""
    pairs = [(name, label or name) for name, _, label in (one.partition(":") for one in objects.split())]
    lines = [f"O, {name}, {label}, 1.0, 0" for name, label in pairs]
    for parent, relation, child in (one.split() for one in relations):
        lines.append(f"R, {parent}, {child}, {relation}, 1.0")
    return "\n".join(lines)


def test_a_graph_is_read_from_its_root_to_the_right() -> None:
    assert " ".join(caption(POWER_GRAPH)) == "x ^ { 2 } + 1"


@pytest.mark.parametrize("bar", ["-", "\\frac"])
def test_a_bar_with_something_above_and_below_is_a_fraction(bar: str) -> None:
    text = graph(f"a b p + f:{bar}", "f Above a", "f Below b", "b Right +", "+ Right p")
    assert " ".join(caption(text)) == "\\frac { a } { b + p }"


def test_a_bar_alone_is_a_minus() -> None:
    assert " ".join(caption(graph("m:- x", "m Right x"))) == "- x"


def test_limits_and_scripts_are_subscripts_and_superscripts() -> None:
    text = graph("s:\\sum i n x k", "s Below i", "s Above n", "s Right x", "x Sub k")
    assert " ".join(caption(text)) == "\\sum _ { i } ^ { n } x _ { k }"


def test_what_is_above_a_root_is_its_index() -> None:
    text = graph("r:\\sqrt x three:3 y", "r Inside x", "r Above three", "r Right y")
    assert " ".join(caption(text)) == "\\sqrt [ 3 ] { x } y"


def test_both_halves_of_a_root_s_row_may_be_tied_to_it() -> None:
    """As `mml2lg` does: the second half is also to the right of the first."""
    text = graph("r:\\sqrt x + y", "r Inside x", "r Inside +", "x Right +", "+ Right y")
    assert " ".join(caption(text)) == "\\sqrt { x + y }"


def test_commas_and_relations_have_other_names_too() -> None:
    text = (
        "O, a, x, 1.0, 0\nO, COMMA_1, COMMA, 1.0, 1\nO, b, \\lt, 1.0, 2\nEO, a, COMMA_1, HOR, 1.0\nEO,COMMA_1,b,R,1.0"
    )
    assert caption(text) == ["x", ",", "<"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("# nothing but a remark", "without symbols"),
        ("N, 0, x, 1.0\nE, 0, 1, Right, 1.0", "strokes"),
        (graph("x y"), "2 beginnings"),
        (graph("x y z", "y Right z", "z Right y"), "in a ring"),
        (graph("x y z", "x Right y", "x Right z"), "begins twice"),
        (graph("x y z", "x Sup y", "x Right z", "z Right y"), "two ways"),
        (graph("x y", "x Inside y"), "x with inside"),
        (graph("x h:\\hat", "x Above h"), "x with above"),
        (graph("s:\\sum x y", "s Sub x", "s Below y"), "sub and below"),
        (graph("f:\\frac x", "f Above x"), "lacks its parts"),
        (graph("x y", "x Beneath y"), "Beneath"),
        (graph("x", "x Right y"), "a relation of y"),
        (graph("m:*M x", "m Inside x"), "matrix"),
        ("O, x", "broken label graph"),
        ("hello", "broken label graph"),
    ],
)
def test_a_graph_that_says_no_formula_is_refused_with_the_reason(text: str, reason: str) -> None:
    with pytest.raises(UnusableError, match=reason):
        caption(text)


def test_scripts_without_end_are_refused() -> None:
    names = [f"s{number}" for number in range(300)]
    tower = graph(" ".join(f"{name}:x" for name in names), *(f"{a} Sup {b}" for a, b in pairwise(names)))
    with pytest.raises(UnusableError, match="too deep"):
        caption(tower)
