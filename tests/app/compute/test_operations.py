"""What can be done with formulas, and that each operation gives the right result or says why there is none."""

from __future__ import annotations

import pytest

from app.compute import words
from app.compute.operations import offered, operate
from app.compute.understanding import understand
from app.compute.words import Refusal

MATRIX = r"\begin{pmatrix}1&2\\3&4\end{pmatrix}"


def lines(latex: str, operation: str, **options: str) -> list[str]:
    return [result.latex for result in operate(understand(latex), operation, options)]


def labels(latex: str, operation: str, **options: str) -> list[list[str]]:
    return [result.label for result in operate(understand(latex), operation, options)]


@pytest.mark.parametrize(
    ("latex", "operation", "results"),
    [
        ("2+3", "evaluate", ["= 5"]),
        (r"\frac{1}{3}", "evaluate", [r"= \frac{1}{3}", r"\approx 0.333333"]),
        (r"\int_0^\infty e^{-x^2}dx", "evaluate", [r"= \frac{\sqrt{\pi}}{2}", r"\approx 0.886227"]),
        (r"\int_0^1 x^x dx", "evaluate", [r"\approx 0.78343"]),
        (r"\sin^2 x+\cos^2 x", "simplify", ["= 1"]),
        ("(x+1)^2", "expand", ["= x^{2} + 2 x + 1"]),
        ("x^2-1", "factor", [r"= \left(x - 1\right) \left(x + 1\right)"]),
        ("360", "factor", [r"= 2^{3} \cdot 3^{2} \cdot 5"]),
        ("x^2-5x+6=0", "solve", ["x = 2", "x = 3"]),
        ("x^2-5x+6", "solve", ["x = 2", "x = 3"]),
        ("|x-1|=2", "solve", ["x = -1", "x = 3"]),
        ("e^x=2", "solve", [r"x = \ln{\left(2 \right)} \approx 0.693147"]),
        ("x^2<4", "solve", [r"-2 < x \wedge x < 2"]),
        ("x+y=3, x-y=1", "solve", [r"x = 2,\; y = 1"]),
        ("f(x)=x^3", "differentiate", ["= 3 x^{2}"]),
        ("x^2", "integrate", [r"= \frac{x^{3}}{3}"]),
        (r"\frac{\sin x}{x}", "limit", ["= 1"]),
        (MATRIX, "determinant", ["= -2"]),
        (MATRIX, "rank", ["= 2"]),
    ],
)
def test_operations_give_the_right_results(latex: str, operation: str, results: list[str]) -> None:
    assert lines(latex, operation) == results


def test_options_are_understood_as_latex() -> None:
    assert lines("x^2", "integrate", lower="0", upper=r"\frac{6}{2}") == ["= 9"]
    assert lines(r"\frac{1}{x}", "limit", point=r"\infty") == ["= 0"]
    assert lines("xy", "differentiate", variable="y") == ["= x"]
    assert lines(r"\sqrt{2}", "evaluate", digits="20")[-1] == r"\approx 1.4142135623730950488"
    with pytest.raises(Refusal):
        lines("x^2", "integrate", lower="__import__('os')", upper="1")


def test_both_results_of_plus_minus_are_told_apart() -> None:
    assert labels(r"1\pm2", "evaluate") == [[words.UPPER], [words.LOWER]]
    assert lines(r"1\pm2", "evaluate") == ["= 3", "= -1"]


@pytest.mark.parametrize(
    ("latex", "operation", "sentence"),
    [
        (r"\frac{1}{0}", "evaluate", words.NO_VALUE),
        (r"\frac{1}{x}", "limit", words.NO_VALUE),
        ("x^x", "integrate", words.UNSOLVED),
        (r"\begin{pmatrix}1&2\\2&4\end{pmatrix}", "inverse", words.SINGULAR),
        (r"x^5+\sin x=e^x", "solve", words.UNSOLVED),
    ],
)
def test_where_there_is_no_result_it_is_said(latex: str, operation: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refusal:
        lines(latex, operation)
    assert refusal.value.words[0] == sentence


def test_no_solution_and_every_solution_are_said() -> None:
    assert labels("x+1=x", "solve") == [[words.NONE_FOUND]]
    assert labels("x=x", "solve") == [[words.ALWAYS]]
    assert labels("2+2=5", "evaluate") == [[words.DOES_NOT_HOLD]]


def test_a_result_too_long_to_show_is_given_as_a_decimal_number() -> None:
    assert lines("100000!", "evaluate") == [r"\approx 2.82423 \cdot 10^{456573}"]


@pytest.mark.parametrize(
    ("latex", "some", "not_these"),
    [
        ("2+3", {"evaluate", "factor"}, {"solve", "differentiate", "determinant"}),
        ("x^2", {"solve", "differentiate", "integrate", "limit", "series"}, {"determinant"}),
        ("x^2=4", {"solve"}, {"differentiate", "factor"}),
        ("y=x^2", {"solve", "differentiate"}, {"rank"}),
        (MATRIX, {"determinant", "inverse", "eigenvalues", "rank"}, {"solve"}),
        (r"\begin{pmatrix}1&2\end{pmatrix}", {"rank"}, {"determinant", "inverse"}),
    ],
)
def test_only_what_makes_sense_is_offered(latex: str, some: set[str], not_these: set[str]) -> None:
    names = set(offered(understand(latex)))
    assert some <= names
    assert not names & not_these


@pytest.mark.parametrize("latex", ["x^2-1", "y=x^2+1", MATRIX, "7"])
def test_everything_offered_gives_results(latex: str) -> None:
    for name in offered(understand(latex)):
        assert lines(latex, name)
