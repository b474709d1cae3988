"""What formulas mean: what is understood is what was written, and what has two meanings is refused."""

from __future__ import annotations

from typing import Any

import pytest
import sympy
from sympy.abc import a, b, c, k, n, x, y

from app.compute import printing, words
from app.compute.understanding import Kind, understand
from app.compute.words import Refusal

UNDERSTOOD: list[tuple[str, Any]] = [
    (r"2+3\cdot4", 14),
    (r"-2^2", -4),
    (r"(-2)^2", 4),
    (r"5-(-3)", 8),
    (r"\frac{1}{2}x", x / 2),
    (r"0.1x", x / 10),
    (r"1.5", sympy.Rational(3, 2)),
    (r"2x(x+1)", 2 * x * (x + 1)),
    (r"(a+b)(a-b)", (a + b) * (a - b)),
    (r"x \times x", x**2),
    (r"2^{x+1}", 2 ** (x + 1)),
    (r"x^{a^b}", x ** (a**b)),
    (r"{x^2}^3", x**6),
    (r"\sqrt[3]{8}", 2),
    (r"a/b", a / b),
    (r"12\div3\div2", 2),
    (r"|x-1|", sympy.Abs(x - 1)),
    (r"|x|+2|y|", sympy.Abs(x) + 2 * sympy.Abs(y)),
    (r"|x||y|", sympy.Abs(x) * sympy.Abs(y)),
    (r"\sin 2x\cos y", sympy.sin(2 * x) * sympy.cos(y)),
    (r"\sin^2 x+\cos^2 x", sympy.sin(x) ** 2 + sympy.cos(x) ** 2),
    (r"\sin^{-1} x", sympy.asin(x)),
    (r"\log_2 8", 3),
    (r"\ln e", 1),
    (r"e^{i\pi}", -1),
    (r"i^2", -1),
    (r"\binom{5}{2}", 10),
    (r"5!", 120),
    (r"(n+1)!", sympy.factorial(n + 1)),
    (r"30^\circ", sympy.pi / 6),
    (r"\lfloor 2.5\rfloor", 2),
    (r"\int_0^1 x^2+1 dx", sympy.Rational(4, 3)),
    (r"\int_1^2\frac{dx}{x}", sympy.log(2)),
    (r"\int_0^1\int_0^x y\,dy\,dx", sympy.Rational(1, 6)),
    (r"\int_0^1 x \mathrm{d}x", sympy.Rational(1, 2)),
    (r"\sum_{i=1}^{3} i^2+1", 15),
    (r"\prod_{k=1}^{4}k", 24),
    (r"\lim_{x\to0}\frac{\sin x}{x}", 1),
    (r"\lim_{x\to0^+}\frac{1}{x}", sympy.oo),
    (r"\frac{d}{dx}x^3", 3 * x**2),
    (r"\frac{d^2}{dx^2}x^3", 6 * x),
    (r"\begin{vmatrix}1&2\\3&4\end{vmatrix}", -2),
    (r"\left|\begin{array}{cc}a&b\\c&1\end{array}\right|", a - b * c),
    (r"\frac{\sum_{k=1}^{n}k}{n}", (n + 1) / 2),
]


@pytest.mark.parametrize(("latex", "value"), UNDERSTOOD)
def test_a_formula_means_what_it_says(latex: str, value: Any) -> None:
    understood = understand(latex)
    assert len(understood.values) == 1
    found = understood.values[0].doit()
    assert found == value or sympy.simplify(found - value) == 0


@pytest.mark.parametrize("latex", [latex for latex, _ in UNDERSTOOD])
def test_what_is_printed_back_is_understood_as_the_same(latex: str) -> None:
    understood = understand(latex)
    assert printing.same(understand(understood.formulas[0]).values, understood.values)


REFUSED = [
    ("", words.EMPTY),
    ("x^{2", words.MALFORMED),
    ("1+", words.MISSING),
    ("(x+1", words.UNCLOSED),
    ("x)", words.UNOPENED),
    (r"1+2+\ldots+n", words.DOTS),
    ("a=b=c", words.CHAIN),
    ("0<x<1", words.CHAIN),
    (r"x\in A", words.SIGN),
    (r"x\rightarrow y", words.SIGN),
    ("f(x)", words.APPLIED),
    ("T(n-1)+1", words.APPLIED),
    ("P(A)", words.APPLIED),
    ("x(t)", words.APPLIED),
    ("sinx", words.WORD),
    ("area", words.WORD),
    ("8cm", words.WORD),
    ("2x3", words.NUMBER_BEHIND),
    (r"2\frac{1}{2}", words.MIXED),
    ("1/2x", words.SLASH),
    ("1,2", words.COMMA),
    ("100,000", words.COMMA),
    ("x dx", words.DIFFERENTIAL),
    (r"\int x^2", words.NO_DIFFERENTIAL),
    (r"\int_C x dx", words.BOUNDS),
    (r"\int x dx y", words.BEHIND_DIFFERENTIAL),
    (r"\sum x_i", words.RANGE),
    (r"\sum_{i=1}^{n} x_i", words.INDEX),
    (r"\lim_{n\to\infty} a_n", words.INDEX),
    (r"\lim x", words.APPROACH),
    (r"\frac{dy}{dx}", words.DERIVATIVE),
    ("y'=y", words.PRIMED),
    (r"\hat{x}", words.MARK),
    (r"\sin(x)^2", words.ARGUMENT_POWER),
    (r"\sin x/2", words.ARGUMENT_END),
    ("|a|b|c|", words.BARS),
    ("|A|", words.SIZE),
    ("A^T", words.TRANSPOSED),
    ("x^{(n)}", words.BRACKET_POWER),
    ("[x]", words.SIGN),
    ("gxg^{-1}", words.ORDER),
    (r"\Delta x", words.DIFFERENCE),
    ("n!!", words.DOUBLE_FACTORIAL),
    (r"\begin{pmatrix}1&2\\3&4\end{pmatrix}+1", words.SIZES),
    (r"\begin{pmatrix}1&2\end{pmatrix}\begin{pmatrix}1&2\end{pmatrix}", words.SIZES),
    (r"\sin\begin{pmatrix}1&2\\3&4\end{pmatrix}", words.MATRIX_HERE),
    (r"\begin{aligned}x&=1\\y\end{aligned}", words.PARTLY),
]


@pytest.mark.parametrize(("latex", "sentence"), REFUSED)
def test_what_is_not_clear_is_refused_with_the_reason(latex: str, sentence: str) -> None:
    with pytest.raises(Refusal) as refusal:
        understand(latex)
    assert refusal.value.words[0] == sentence
    assert "{}" not in str(refusal.value)


def test_constants_are_assumed_aloud_and_can_be_variables_instead() -> None:
    understood = understand("e^x")
    assert [words.EULER, "e"] in understood.assumptions
    assert understood.variables == [x]
    as_variable = understand("e^x", frozenset({"e"}))
    assert as_variable.assumptions == ()
    assert {symbol.name for symbol in as_variable.variables} == {"e", "x"}


@pytest.mark.parametrize(
    ("latex", "sentence"),
    [
        (r"\log x", words.NATURAL),
        (r"\sin^{-1}x", words.INVERSE),
        (r"\sin 45", words.RADIANS),
        (r"\sin xy", words.COVERS),
        ("x(x+1)", words.PRODUCT),
        ("x'+1", words.PRIME_NAME),
        (r"\sum_{k=1}^{n}k+1", words.REACH),
    ],
)
def test_what_is_usual_but_not_certain_is_said(latex: str, sentence: str) -> None:
    assert [assumed[0] for assumed in understand(latex).assumptions] == [sentence]


def test_an_index_called_i_is_no_imaginary_unit() -> None:
    for latex in (r"\sum_{i=1}^{n} i", r"i\neq1", "i+j"):
        assert not any(value.has(sympy.I) for value in understand(latex).values)
        assert understand(latex).constants == ()


def test_plus_minus_gives_both() -> None:
    understood = understand(r"\frac{-b\pm\sqrt{b^2-4ac}}{2a}")
    first, second = understood.values
    assert sympy.simplify(first * second - c / a) == 0
    assert [words.BOTH] in understood.assumptions
    assert len(understood.formulas) == 2


@pytest.mark.parametrize(
    "latex",
    [
        r"\begin{cases}x+y=3\\x-y=1\end{cases}",
        r"\begin{aligned}x+y&=3\\x-y&=1\end{aligned}",
        r"\left\{\begin{array}{l}x+y=3\\x-y=1\end{array}\right.",
        "x+y=3, x-y=1",
    ],
)
def test_lines_of_equations_are_a_system(latex: str) -> None:
    understood = understand(latex)
    assert understood.kind is Kind.SYSTEM
    assert sympy.solve([value.doit() for value in understood.values]) == {x: 2, y: 1}


def test_cases_with_conditions_are_one_function() -> None:
    understood = understand(r"f(x)=\begin{cases}x^2&\text{if }x>0\\0&\text{otherwise}\end{cases}")
    assert (understood.kind, understood.subject) == (Kind.EQUATION, "f(x)")
    (value,) = understood.expressions
    assert [value.doit().subs(x, place) for place in (-1, 3)] == [0, 9]


def test_matrices_keep_their_order() -> None:
    understood = understand(r"\begin{pmatrix}1&2\\0&1\end{pmatrix}\begin{bmatrix}1&0\\k&1\end{bmatrix}")
    assert understood.kind is Kind.MATRIX
    assert understood.values[0].doit().as_explicit() == sympy.Matrix([[1 + 2 * k, 2], [k, 1]])


def test_a_sign_of_equality_at_the_end_asks_for_the_value() -> None:
    understood = understand("2+3=")
    assert understood.kind is Kind.EXPRESSION
    assert [words.VALUE] in understood.assumptions


def test_understanding_evaluates_nothing() -> None:
    assert understand("9^{9^{9^9}}").formulas == ("9^{9^{9^{9}}}",)
    assert understand("2+3").formulas == ("2 + 3",)


def test_groups_nested_too_deeply_are_refused() -> None:
    with pytest.raises(Refusal):
        understand("(" * 400 + "x" + ")" * 400)
