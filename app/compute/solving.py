r"""Solving equations, inequalities and systems, so that no solution is left out without saying so.

`solveset` gives all solutions or says that it cannot; SymPy's older `solve`, which may leave some out, is for systems.
"""

from __future__ import annotations

from typing import Any

import sympy

from app.compute import words
from app.compute.printing import result
from app.compute.understanding import Kind, Understood
from app.compute.words import Words, refuse

Line = tuple[str, Words]
_LONG = 160  # characters from which a number is only shown as a decimal


def solve(understood: Understood, variable: Any, digits: int) -> list[Line]:
    """The solutions as lines of LaTeX. Raises `Refusal` where no way is known."""
    if understood.kind is Kind.SYSTEM:
        return _system(understood, digits)
    lines: list[Line] = []
    for value in understood.values:
        value = value.doit()
        if value in (sympy.true, sympy.false):
            return [("", [words.ALWAYS if value is sympy.true else words.NONE_FOUND])]
        if isinstance(value, sympy.core.relational.Relational) and not isinstance(value, sympy.Eq):
            lines += _inequality(value, variable)
        else:
            lines += _equation(value, variable, digits)
    return list({line[0]: line for line in lines}.values())


def _equation(equation: Any, variable: Any, digits: int) -> list[Line]:
    difference = equation.lhs - equation.rhs if isinstance(equation, sympy.Eq) else equation
    everywhere = difference.is_polynomial(variable) or difference.has(sympy.I)
    found = sympy.solveset(difference, variable, sympy.S.Complexes if everywhere else sympy.S.Reals)
    if found.has(sympy.ConditionSet):
        refuse(words.UNSOLVED)
    if found is sympy.S.EmptySet:
        return [("", [words.NONE_FOUND])]
    if found in (sympy.S.Complexes, sympy.S.Reals):
        return [("", [words.ALWAYS])]
    if isinstance(found, sympy.Intersection) and found.args[0] is sympy.S.Reals:  # real only under conditions
        found = found.args[1]
    if isinstance(found, sympy.FiniteSet):
        return [_value(variable, value, digits) for value in sorted(found, key=_order)]
    return [(f"{result(variable)} \\in {result(found)}", [])]


def _order(value: Any) -> Any:
    number = sympy.N(value) if not value.free_symbols else None
    return (0, float(sympy.re(number)), float(sympy.im(number))) if number is not None else (1, 0.0, 0.0)


def _value(variable: Any, value: Any, digits: int) -> Line:
    latex = result(value)
    if value.free_symbols or value.is_Rational:
        return f"{result(variable)} = {latex}", []
    decimal = result(sympy.N(value, digits))
    if len(latex) > _LONG or value.has(sympy.CRootOf):
        return f"{result(variable)} \\approx {decimal}", [words.ABOUT, str(digits)]
    return f"{result(variable)} = {latex} \\approx {decimal}", [words.ABOUT, str(digits)]


def _inequality(inequality: Any, variable: Any) -> list[Line]:
    if inequality.free_symbols != {variable}:
        refuse(words.UNSOLVED)
    real = sympy.Symbol(variable.name, real=True)
    try:
        found = sympy.reduce_inequalities(inequality.subs(variable, real), [real])
    except (NotImplementedError, TypeError):
        refuse(words.UNSOLVED)
    if found in (sympy.true, sympy.false):
        return [("", [words.ALWAYS if found is sympy.true else words.NONE_FOUND])]
    return [(result(found), [])]


def _system(understood: Understood, digits: int) -> list[Line]:
    relations = [value.doit() for value in understood.values]
    if sympy.false in relations:
        return [("", [words.NONE_FOUND])]
    equations = [value for value in relations if value is not sympy.true]
    if not all(isinstance(equation, sympy.Eq) for equation in equations):
        if len(understood.variables) != 1:
            refuse(words.UNSOLVED)
        return _inequality(sympy.And(*equations), understood.variables[0])
    try:
        found = sympy.solve(equations, understood.variables[: len(equations)], dict=True)
    except NotImplementedError:
        refuse(words.UNSOLVED)
    if not found:
        return [("", [words.NONE_FOUND])]
    return [(_together(solution, digits), []) for solution in found]


def _together(solution: dict[Any, Any], digits: int) -> str:
    return ",\\; ".join(_value(variable, value, digits)[0] for variable, value in solution.items())
