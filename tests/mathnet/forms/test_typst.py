"""Typst: names, numbers, arguments, brackets. What it reads was checked against Typst 0.15."""

from __future__ import annotations

import pytest

from mathnet.forms.typst import typst

WRITTEN = {
    r"\frac{-b\pm\sqrt{b^2-4ac}}{2a}": "frac(- b plus.minus sqrt(b^2 - 4 a c), 2 a)",
    r"ab": "a b",
    r"12.5x_{12}": "12.5 x_12",
    r"x_{n+1}^{2}": "x_(n + 1)^2",
    r"\sqrt[3]{x}": "root(3, x)",
    r"\sum_{i=0}^{\infty} i": "sum_(i = 0)^infinity i",
    r"\hat{x}+\overline{ab}": "hat(x) + overline(a b)",
    r"\begin{bmatrix}a&b\\c&d\end{bmatrix}": 'mat(delim: "[", a, b; c, d)',
    r"\begin{pmatrix}a&\\&d\end{pmatrix}": 'mat(delim: "(", a, ""; "", d)',
    r"\begin{cases}x&x>0\\0&x\leq0\end{cases}": "cases(x & quad x > 0, 0 & quad x <= 0)",
    r"\begin{aligned}a&=b\\c&=d\end{aligned}": "a & = b \\\n  c & = d",
    r"\binom{n}{k}": "binom(n, k)",
    r"\mathbb{R}\mathbb{A}\mathcal{L}": "RR bb(A) cal(L)",
    r"\sin x": "sin x",
    r"f(x)": "f(x)",
    r"f_f(x)": "f_f (x)",
    r"f'(x)": "f' (x)",
    r"\varepsilon\epsilon\varphi\phi": "epsilon epsilon.alt phi phi.alt",
    r"\overbrace{a+b}^{n}": "overbrace(a + b, n)",
    r"\textsc{ab}": '"ab"',
    r"a/b": r"a \/ b",
    r"|x|": "|x|",
    r"^2x": '""^2 x',
    r"{x^2}^3": "attach(x^2, t: 3)",
}


@pytest.mark.parametrize("latex", WRITTEN)
def test_formulas_are_written(latex: str) -> None:
    assert typst(latex) == f"$ {WRITTEN[latex]} $"


def test_what_parts_arguments_is_escaped_inside_a_call_only() -> None:
    assert typst(r"\frac{a,b;c}{(a,b)}") == r"$ frac(a\, b\; c, (a, b)) $"
    assert typst("a,b") == "$ a, b $"


def test_brackets_without_a_partner_are_escaped() -> None:
    assert typst(r"\frac{a)}{b}") == r"$ frac(a\), b) $"
    assert typst("]0,1[") == r"$ \] 0, 1 \[ $"
    assert typst("[0,1)") == "$ [0, 1) $"
    assert typst("(a+b)^2") == "$ (a + b)^2 $"
