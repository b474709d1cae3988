r"""SymPy expressions back to LaTeX that people and our own reader read the same, and when two expressions are the same.

SymPy's printer evaluates signs as it prints and drops the base of a logarithm; what is shown as understood must be the
expression itself.
"""

from __future__ import annotations

from collections import Counter
from typing import Any

import sympy
from sympy.printing.latex import LatexPrinter

_SETTINGS = {"ln_notation": True, "inv_trig_style": "full", "mat_delim": "", "mat_str": "pmatrix"}
_LARGEST_EXPONENT = 64  # up to which powers of numbers are worked out to compare


def written(value: Any) -> str:
    """An unevaluated expression or relation, in the order in which it was written."""
    return str(_Printer(_SETTINGS | {"order": "none"}).doprint(value))


def dotted(value: Any) -> str:
    r"""The same with `\cdot` in every product."""
    return str(_Printer(_SETTINGS | {"order": "none", "mul_symbol": "dot"}).doprint(value))


def result(value: Any) -> str:
    """A result, in SymPy's own order."""
    return str(_Results(_SETTINGS).doprint(value))


class _Results(LatexPrinter):  # type: ignore[misc]  # SymPy has no types
    def _print_Piecewise(self, piecewise: Any) -> str:
        pieces = []
        for value, condition in piecewise.args:
            said = "\\text{otherwise}" if condition is sympy.true else f"\\text{{if }} {self._print(condition)}"
            pieces.append(f"{self._print(value)} & {said}")
        rows = " \\\\ ".join(pieces)
        return f"\\begin{{cases}} {rows} \\end{{cases}}"

    def _print_Determinant(self, determinant: Any, exp: str | None = None) -> str:
        text = str(self._print_matrix_contents(determinant.arg)).replace("pmatrix", "vmatrix")
        return text if exp is None else f"{text}^{{{exp}}}"

    def _print_log(self, logarithm: Any, exp: str | None = None) -> str:
        name = "\\ln" if len(logarithm.args) == 1 else f"\\log_{{{self._print(logarithm.args[1])}}}"
        text = f"{name}{{\\left({self._print(logarithm.args[0])} \\right)}}"
        return text if exp is None else f"\\left({text}\\right)^{{{exp}}}"


class _Printer(_Results):
    """Prints what was written: nothing is evaluated or put in order."""

    def _print_Add(self, total: Any, order: Any = None) -> str:  # noqa: ARG002
        text = ""
        for place, term in enumerate(total.args):
            said = self._bracketed(term) if self._needs_add_brackets(term) or term.is_Add else self._print(term)
            sign = " - " if said.startswith("-") else " + "
            text += said if place == 0 else sign + said.removeprefix("-").lstrip()
        return text

    def _print_Mul(self, product: Any) -> str:
        if product.args[0] is not sympy.S.NegativeOne or len(product.args) == 1:
            return str(super()._print_Mul(product))
        rest = product.args[1] if len(product.args) == 2 else sympy.Mul(*product.args[1:], evaluate=False)
        said = self._print(rest)
        return f"- {self._bracketed(rest) if rest.is_Add or said.startswith('-') else said}"

    def _bracketed(self, value: Any) -> str:
        return f"\\left({self._print(value)}\\right)"


def same(a: Any, b: Any) -> bool:
    """Whether two expressions say the same, up to the order of terms and factors and how fractions are nested."""
    return bool(_key(a) == _key(b))


def _key(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return tuple(map(_key, value))
    if isinstance(value, sympy.Add):
        return ("Add", frozenset(Counter(map(_key, _terms(value))).items()))
    if isinstance(value, sympy.Mul | sympy.Pow) or value.is_Rational:
        return _product_key(value)
    if isinstance(value, sympy.exp):
        return ("Pow", sympy.srepr(sympy.E), _key(value.args[0]))
    if not value.args:
        return sympy.srepr(value)
    return (type(value).__name__, *map(_key, value.args))


def _terms(total: Any) -> list[Any]:
    return [inner for term in total.args for inner in (_terms(term) if term.is_Add else [term])]


def _product_key(value: Any) -> Any:
    factors: Counter[Any] = Counter()
    coefficient = _collect(value, 1, factors)
    left = {key: power for key, power in factors.items() if power}
    if coefficient == 1 and len(left) == 1 and set(left.values()) == {1}:
        return next(iter(left))
    return ("Mul", sympy.srepr(coefficient), frozenset(left.items()))


def _collect(value: Any, power: Any, factors: Counter[Any]) -> Any:
    """Counts the factors of a value to an integer power; returns the number among them."""
    if isinstance(value, sympy.Mul):
        return sympy.prod(_collect(factor, power, factors) for factor in value.args)
    if isinstance(value, sympy.Pow):
        return _collect_power(value, power, factors)
    if value.is_Rational and value != 0 and abs(power) <= _LARGEST_EXPONENT:
        return value**power
    key = ("number", sympy.srepr(value)) if value.is_Rational else _key(value)
    factors[key] += power
    return sympy.S.One


def _collect_power(value: Any, power: Any, factors: Counter[Any]) -> Any:
    base, exponent = value.args
    known = _number(exponent)
    if known is None:
        factors["Pow", _key(base) if base != sympy.E else sympy.srepr(sympy.E), _key(exponent)] += power
        return sympy.S.One
    if known.is_Integer:
        return _collect(base, known * power, factors)
    factors["root", _key(base)] += known * power
    return sympy.S.One


def _number(exponent: Any) -> Any | None:
    """The rational number that an exponent is, also where it is a fraction that was written out."""
    if exponent.is_Rational:
        return exponent
    match exponent.args if isinstance(exponent, sympy.Mul | sympy.Pow) else ():
        case (above, sympy.Pow(args=(below, minus))) if above.is_Integer and below.is_Integer and minus == -1 and below:
            return above / below
        case (below, minus) if isinstance(exponent, sympy.Pow) and below.is_Integer and minus == -1 and below:
            return 1 / below
        case (minus, number) if minus == -1 and (known := _number(number)) is not None:
            return -known
    return None
