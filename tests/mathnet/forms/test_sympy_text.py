"""SymPy: what it reads back is what was written; what has no meaning, or two, is refused."""

from __future__ import annotations

import pytest
import sympy
from sympy import (
    Derivative,
    Eq,
    Function,
    I,
    Integral,
    Limit,
    Matrix,
    Sum,
    Symbol,
    cos,
    exp,
    oo,
    pi,
    sin,
    sqrt,
    sympify,
)

from mathnet.forms import FormError
from mathnet.forms.sympy_text import sympy_text
from mathnet.latex_names import FUNCTIONS

a, b, c, d, i, k, n, t, x, y, z = sympy.symbols("a b c d i k n t x y z")
f, g = Function("f"), Function("g")

MEANT = {
    r"\frac{1}{2}x": x / 2,
    r"2x^{2}y-3": 2 * x**2 * y - 3,
    r"-x^2": -(x**2),
    r"(a+b)(a-b)": (a + b) * (a - b),
    r"x(x+1)": x * (x + 1),
    r"a(b+c)": a * (b + c),
    r"a-(b-c)": a - (b - c),
    r"\frac{a}{bc}": a / (b * c),
    r"a/b\cdot c": a / b * c,
    r"x^{y^z}": x ** (y**z),
    r"(x^y)^z": (x**y) ** z,
    r"2^{-1}": sympify("1/2"),
    r"1.5": sympify("1.5"),
    r"\sqrt{x}+\sqrt[3]{y}": sqrt(x) + sympy.root(y, 3),
    r"e^{i\pi}": exp(I * pi),
    r"\sin^2 x+\cos 2x": sin(x) ** 2 + cos(2 * x),
    r"\sin x\cos y": sin(x) * cos(y),
    r"\sin^{-1}x": sympy.asin(x),
    r"\log_{2}x+\ln x": sympy.log(x, 2) + sympy.log(x),
    r"\sin30^\circ": sin(pi / 6),
    r"n!+(2n)!": sympy.factorial(n) + sympy.factorial(2 * n),
    r"\binom{n}{k}": sympy.binomial(n, k),
    r"|x|\lfloor y\rfloor\lceil z\rceil": sympy.Abs(x) * sympy.floor(y) * sympy.ceiling(z),
    r"f(x+1)g(x,y)": f(x + 1) * g(x, y),
    r"y(x)": Function("y")(x),
    r"\Gamma(x+1)": sympy.gamma(x + 1),
    r"f'(x)": Derivative(f(x), x),
    r"f''(x)": Derivative(f(x), x, 2),
    r"f'(0)": sympy.Subs(Derivative(f(x), x), x, 0),
    r"x'": Symbol("xprime"),
    r"x_1+x_{ab}": Symbol("x_1") + Symbol("x_ab"),
    r"x_{n+1}": Symbol("x_{n+1}"),
    r"\hat{x}\bar{y}": Symbol("xhat") * Symbol("ybar"),
    r"NES\beta\lambda": Symbol("N") * Symbol("E") * Symbol("S") * Symbol("beta") * Symbol("lambda"),
    r"\int_{0}^{1}x^2dx": Integral(x**2, (x, 0, 1)),
    r"\int\frac{dx}{x}": Integral(1 / x, x),
    r"\int\frac{2dx}{x}+1": Integral(2 / x, x) + 1,
    r"\iint xy\,dx\,dy": Integral(x * y, x, y),
    r"\int_0^1\int_0^x y\,dy\,dx": Integral(Integral(y, (y, 0, x)), (x, 0, 1)),
    r"\sum_{i=1}^{n}i^2+1": Sum(i**2, (i, 1, n)) + 1,
    r"\sum_{i=1}^{n}x_i": Sum(sympy.IndexedBase("x")[i], (i, 1, n)),
    r"\prod_{k=1}^{n}k": sympy.Product(k, (k, 1, n)),
    r"\lim_{x\to0}\frac{\sin x}{x}": Limit(sin(x) / x, x, 0, "+-"),
    r"\lim_{x\to0^+}\frac{1}{x}": Limit(1 / x, x, 0, "+"),
    r"\lim_{n\to\infty}\frac{1}{n}": Limit(1 / n, n, oo),
    r"\frac{d}{dx}\sin x": Derivative(sin(x), x),
    r"\frac{d^2y}{dx^2}": Derivative(y, (x, 2)),
    r"\frac{\partial^2f}{\partial x\partial y}": Derivative(Symbol("f"), x, y),
    r"x=1": Eq(x, 1),
    r"x^2\neq y": sympy.Ne(x**2, y),
    r"a<b\leq c": sympy.And(a < b, b <= c),
    r"x+1=y.": Eq(x + 1, y),
    r"\begin{pmatrix}a&b\\c&d\end{pmatrix}\begin{pmatrix}x\\y\end{pmatrix}": Matrix([[a, b], [c, d]]) * Matrix([x, y]),
    r"\begin{bmatrix}a&b\\c&d\end{bmatrix}^T": Matrix([[a, c], [b, d]]),
    r"\begin{vmatrix}a&b\\c&d\end{vmatrix}": sympy.Determinant(Matrix([[a, b], [c, d]])),
    r"A=\begin{pmatrix}a\\b\end{pmatrix}": Eq(sympy.MatrixSymbol("A", 2, 1), Matrix([a, b])),
    r"\begin{cases}x&x\geq0\\-x&\text{otherwise}\end{cases}": sympy.Piecewise((x, x >= 0), (-x, True)),
    r"\begin{cases}x+y=1\\x-y=2\end{cases}": [Eq(x + y, 1), Eq(x - y, 2)],
    r"\begin{aligned}a&=b\\&=c\end{aligned}": [Eq(a, b), Eq(b, c)],
    r"\int_{-\infty}^{\infty}e^{-x^2}dx=\sqrt{\pi}": Eq(Integral(exp(-(x**2)), (x, -oo, oo)), sqrt(pi)),
}  # fmt: skip
REFUSED = {
    r"x=\pm1": "two values",
    r"\nabla\cdot E": "nabla",
    r"x\approx1": "approx",
    r"1+\ldots+n": "Dots",
    r"a,b": "listed",
    r"x\in A": "relation or an arrow",
    r"z(x+1)": "function or a factor",
    r"f^2(x)": "exponent",
    r"x2": "dot between",
    r"2\frac{1}{2}": "added or multiplied",
    r"a/bc": "below",
    r"\int x": "dx",
    r"x dx": "outside of an integral",
    r"\sum x": "begins",
    r"\sin(x)^2": "one more pair",
    r"\sum_{k=0}^{n}f_k(x)": "each index",
    r"Si(x)": "letters Si",
    r"A^T": "transpose",
    r"\vec{a}\times\vec{b}": "vectors",
    r"(a+b": "not closed",
    r"a+": "missing",
    r"=1": "missing",
    r"s^{mod}": "word",
    r"\begin{pmatrix}a\\b\end{pmatrix}+1": "one size",
    r"\begin{pmatrix}a\\b\end{pmatrix}^2": "rows",
    r"\begin{pmatrix}a\\b\end{pmatrix}\begin{pmatrix}a\\b\end{pmatrix}": "fit",
    r"\begin{pmatrix}a&\\&b\end{pmatrix}": "empty",
    r"x+y=\begin{pmatrix}a\\b\end{pmatrix}": "equal to a matrix",
}


@pytest.mark.parametrize("latex", MEANT)
def test_sympy_reads_back_what_was_written(latex: str) -> None:
    assert sympify(sympy_text(latex)) == MEANT[latex], sympy_text(latex)


@pytest.mark.parametrize("latex", REFUSED)
def test_what_has_no_meaning_or_two_is_refused_with_the_reason(latex: str) -> None:
    with pytest.raises(FormError, match=REFUSED[latex]):
        sympy_text(latex)


LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
GREEK = """
alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi rho sigma tau upsilon phi chi psi omega
Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega varepsilon vartheta varrho varsigma varphi ell hbar
"""


@pytest.mark.parametrize("name", [*sorted(set(LETTERS) - set("ei")), *GREEK.split()])
def test_every_letter_is_a_variable_of_its_name(name: str) -> None:
    latex = name if len(name) == 1 else f"\\{name}"
    assert sympify(sympy_text(latex)) == Symbol(name)
    assert sympify(sympy_text(latex + "_{1}")) == Symbol(f"{name}_1")
    assert sympify(sympy_text(latex + "(x,y)")).func != Symbol


def test_the_bound_letter_of_a_sum_is_no_imaginary_unit() -> None:
    assert sympify(sympy_text(r"i\sum_{i=0}^{2}i")) == I * Sum(i, (i, 0, 2))


def test_the_letters_of_a_function_are_no_product() -> None:
    for name in sorted(FUNCTIONS & {"sin", "cos", "tan", "log", "exp", "max", "min", "det", "gcd", "lim"}):
        with pytest.raises(FormError, match="word"):
            sympy_text(name)
