r"""What can be done with a formula that was understood, by SymPy: each operation gives results as LaTeX.

Bounds and points come as LaTeX and are understood as every other formula; no string is ever evaluated.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sympy
from sympy.integrals.risch import NonElementaryIntegral

from app.compute import words
from app.compute.printing import result
from app.compute.solving import solve
from app.compute.understanding import Kind, Understood, understand
from app.compute.words import Words, refuse

LONGEST = 2000  # characters of LaTeX that are shown
_MOST_BITS = 13000  # of a whole number that Python turns into digits
_DIGITS, _ORDER = 6, 6
# What is done by a variable, and what else it may be told.
_TOLD = {"solve": (), "differentiate": (), "integrate": ("lower", "upper"), "limit": ("point",), "series": ("point",)}


@dataclass(frozen=True)
class Result:
    """One result, with what there is to say beside it."""

    latex: str
    label: Words


@dataclass(frozen=True)
class Question:
    """An operation on one expression: by which variable, and what else was typed."""

    value: Any
    variable: Any
    options: Mapping[str, str]

    @property
    def digits(self) -> int:
        return _whole(self.options.get("digits"), _DIGITS, 1, 100)

    def given(self, name: str) -> Any | None:
        """The value of an option that is typed as LaTeX, None where it is left empty."""
        latex = self.options.get(name, "").strip()
        if not latex:
            return None
        understood = understand(latex)
        if understood.kind is not Kind.EXPRESSION or len(understood.values) != 1:
            refuse(words.NOT_READ)
        return understood.values[0].doit()


def _whole(text: str | None, default: int, least: int, most: int) -> int:
    return min(max(int(text), least), most) if text and text.strip().isdigit() else default


def offered(understood: Understood) -> list[str]:
    """The names of the operations that make sense for a formula."""
    if understood.kind is Kind.MATRIX:
        square = understood.values[0].shape[0] == understood.values[0].shape[1]
        return ["evaluate", *(["determinant", "inverse", "eigenvalues"] if square else []), "rank"]
    free = any(value.free_symbols for value in understood.expressions)
    calculus = ["differentiate", "integrate", "limit", "series"] if free else []
    if understood.kind is Kind.EXPRESSION or understood.subject:
        solving = ["solve"] if free else []
        return ["evaluate", "simplify", *(["expand"] if free else []), "factor", *solving, *calculus]
    return ["solve"] if free else ["evaluate"]


def operate(understood: Understood, name: str, options: Mapping[str, str]) -> list[Result]:
    """Do one of the operations offered. Raises `Refusal` where it has no answer."""
    variable = _variable(understood, options.get("variable", ""))
    if name == "solve":
        return _solved(understood, variable, options)
    found = []
    tags = ([words.UPPER], [words.LOWER]) if len(understood.expressions) > 1 else ([],)
    for value, tag in zip(understood.expressions, tags, strict=True):
        answers = _OPERATIONS[name](Question(value, variable, options))
        found += [Result(answer.latex, answer.label or list(tag)) for answer in answers]
    return found


def about(understood: Understood, name: str, options: Mapping[str, str]) -> dict[str, str]:
    """What an operation was told, as it was understood: LaTeX by the names of its options."""
    if name not in _TOLD or (name == "solve" and understood.kind is Kind.SYSTEM):
        return {}
    question = Question(None, _variable(understood, options.get("variable", "")), options)
    given = {field: question.given(field) for field in _TOLD[name]}
    return {"variable": result(question.variable)} | {
        field: result(value) for field, value in given.items() if value is not None
    }


def _variable(understood: Understood, name: str) -> Any:
    if name and name not in understood.constants:
        return sympy.Symbol(name)
    free = [symbol for symbol in understood.variables if symbol.name != understood.subject]
    return free[0] if free else sympy.Symbol("x")


def _solved(understood: Understood, variable: Any, options: Mapping[str, str]) -> list[Result]:
    digits = Question(None, variable, options).digits
    return [Result(latex, label) for latex, label in solve(understood, variable, digits)]


def _shown(value: Any, digits: int, sign: str = "=") -> list[Result]:
    """A value exactly, and as a decimal number where that says more."""
    if value.has(sympy.nan, sympy.zoo):
        refuse(words.NO_VALUE)
    latex = _exact(value)
    exact = [Result(f"{sign} {latex}", [])] if latex else []
    if value.free_symbols or is_whole(value) or getattr(value, "is_Matrix", False) or value.is_infinite:
        return exact or [Result(f"\\approx {result(sympy.N(value, digits))}", [words.ABOUT, str(digits)])]
    approximate = sympy.N(_numeric(value), digits, maxn=2000)
    if not approximate.is_number or approximate.has(sympy.Integral, sympy.Sum, sympy.Limit, sympy.Product):
        return exact
    return [*exact, Result(f"\\approx {result(approximate)}", [words.ABOUT, str(digits)])]


def _numeric(value: Any) -> Any:
    """The value with plain integrals for those proved to have no closed form, which SymPy gives no number for."""
    return value.replace(NonElementaryIntegral, sympy.Integral) if value.has(sympy.Integral) else value


def is_whole(value: Any) -> bool:
    return bool(value.is_Integer) and int(value).bit_length() < _MOST_BITS


def _exact(value: Any) -> str:
    """The LaTeX of a value, or nothing where it is too long to be of use."""
    if any(int(number.p).bit_length() > _MOST_BITS for number in value.atoms(sympy.Rational)):
        return ""
    latex = result(value)
    return latex if len(latex) <= LONGEST else ""


def _plainly(value: Any, question: Question) -> list[Result]:
    if value.has(sympy.Integral, sympy.Sum, sympy.Product, sympy.Limit) and value.free_symbols:
        refuse(words.UNSOLVED)
    shown = _shown(value, question.digits)
    if not shown:
        refuse(words.TOO_LONG, str(len(result(value))))
    return shown


def _evaluate(question: Question) -> list[Result]:
    value = question.value.doit()
    if getattr(value, "is_Matrix", False):
        value = value.as_explicit()
    if isinstance(value, sympy.logic.boolalg.BooleanAtom):
        return [Result("", [words.HOLDS if value else words.DOES_NOT_HOLD])]
    unsolved = value.has(sympy.Integral, sympy.Sum, sympy.Product, sympy.Limit)
    return [answer for answer in _plainly(value, question) if not unsolved or answer.label] or refuse(words.UNSOLVED)


def _simplify(question: Question) -> list[Result]:
    return _plainly(sympy.simplify(question.value.doit()), question)


def _expand(question: Question) -> list[Result]:
    return _plainly(sympy.expand(question.value.doit()), question)


def _factor(question: Question) -> list[Result]:
    value = question.value.doit()
    if value.is_Integer and abs(value) > 1:
        parts = [sympy.Pow(prime, power, evaluate=power == 1) for prime, power in sympy.factorint(value).items()]
        return [Result(f"= {result(sympy.Mul(*parts, evaluate=False))}", [])]
    return _plainly(sympy.factor(value), question)


def _differentiate(question: Question) -> list[Result]:
    return _plainly(sympy.diff(question.value.doit(), question.variable), question)


def _integrate(question: Question) -> list[Result]:
    lower, upper = question.given("lower"), question.given("upper")
    value = question.value.doit()
    if lower is None or upper is None:
        if (lower, upper) != (None, None):
            refuse(words.BOUNDS, "\\int")
        found = sympy.integrate(value, question.variable)
        return [Result(answer.latex, answer.label or [words.PLUS_CONSTANT]) for answer in _plainly(found, question)]
    found = sympy.integrate(value, (question.variable, lower, upper))
    shown = _plainly(found, question)
    return [answer for answer in shown if answer.label] if found.has(sympy.Integral) else shown


def _limit(question: Question) -> list[Result]:
    point = question.given("point")
    point = sympy.S.Zero if point is None else point
    side = "+-" if point.is_finite is not False else "+"
    try:
        return _plainly(sympy.limit(question.value.doit(), question.variable, point, side), question)
    except ValueError:  # from the left it is another one than from the right
        refuse(words.NO_VALUE)


def _series(question: Question) -> list[Result]:
    point, order = question.given("point"), _whole(question.options.get("order"), _ORDER, 1, 20)
    point = sympy.S.Zero if point is None else point
    found = sympy.series(question.value.doit(), question.variable, point, order)
    return [Result(f"= {result(found)}", [])]


def _matrix(question: Question) -> Any:
    return question.value.doit().as_explicit()


def _determinant(question: Question) -> list[Result]:
    return _plainly(sympy.simplify(_matrix(question).det()), question)


def _inverse(question: Question) -> list[Result]:
    matrix = _matrix(question)
    if sympy.simplify(matrix.det()) == 0:
        refuse(words.SINGULAR)
    return _plainly(sympy.simplify(matrix.inv()), question)


def _eigenvalues(question: Question) -> list[Result]:
    found = []
    for value, times in _matrix(question).eigenvals().items():
        label: Words = [words.MULTIPLE, str(times)] if times > 1 else []
        found += [Result(f"\\lambda {shown.latex}", shown.label or label) for shown in _shown(value, question.digits)]
    return found


def _rank(question: Question) -> list[Result]:
    return _plainly(sympy.Integer(_matrix(question).rank(simplify=True)), question)


_OPERATIONS: dict[str, Callable[[Question], list[Result]]] = {
    "evaluate": _evaluate,
    "simplify": _simplify,
    "expand": _expand,
    "factor": _factor,
    "differentiate": _differentiate,
    "integrate": _integrate,
    "limit": _limit,
    "series": _series,
    "determinant": _determinant,
    "inverse": _inverse,
    "eigenvalues": _eigenvalues,
    "rank": _rank,
}
