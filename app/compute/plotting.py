r"""Values for a plot: which one fits a formula, and its points for a range, computed by numpy from SymPy's own code.

Curves are sampled evenly and then more densely where they jump, so that poles and steps are told from steep parts and
not joined by a line. Implicit curves and contour lines are traced on a grid by contourpy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import sympy
from numpy.typing import NDArray

from app.compute import words
from app.compute.understanding import Kind, Understood
from app.compute.words import Refusal, refuse

Floats = NDArray[np.float64]
Function = Callable[..., Floats]

SAMPLES = 601  # along a curve
CELLS = 160  # each way of a surface
LEVELS = 7
HALVINGS = 14  # of a jump, until what is left of it is a pole or a step
_AXES = (("x", "y"), ("u", "v"), ("s", "t"))
_REAL = 1e-9  # the share of an imaginary part that is rounding


@dataclass(frozen=True)
class Plan:
    """What is drawn: `kind` is curve, implicit or surface; the names of the axes; the parameters that get sliders."""

    kind: str
    value: Any
    across: str
    up: str  # the second variable, or what a curve's height is called
    parameters: tuple[str, ...]


def plan(understood: Understood) -> Plan | None:
    """The plot that fits a formula, or None."""
    if understood.kind not in (Kind.EXPRESSION, Kind.EQUATION):
        return None
    value = understood.expressions[0]
    if understood.kind is Kind.EQUATION and not understood.subject:
        value = value.lhs - value.rhs
    names = [symbol.name for symbol in understood.variables if symbol in value.free_symbols]
    if not names:
        return None
    pair = next((pair for pair in _AXES if set(pair) <= set(names)), None) or understood.arguments[:2]
    is_implicit = understood.kind is Kind.EQUATION and not understood.subject
    if len(pair) == 2:
        return _planned("implicit" if is_implicit else "surface", value, pair[0], pair[1], names)
    if is_implicit and len(names) > 1:
        return _planned("implicit", value, names[0], names[1], names)
    across = understood.arguments[0] if understood.arguments else names[0]
    return _planned("curve", value, across, "" if is_implicit else understood.subject, names)


def _planned(kind: str, value: Any, across: str, up: str, names: list[str]) -> Plan:
    return Plan(kind, value, across, up, tuple(name for name in names if name not in (across, up)))


def sample(chosen: Plan, ranges: Mapping[str, tuple[float, float]], parameters: Mapping[str, float]) -> dict[str, Any]:
    """The points of lines, `x` and `y` with NaN between them, and the `values` of a surface. Raises `Refusal`."""
    across, up = ranges["across"], ranges["up"]
    with np.errstate(all="ignore"):
        function = _function(chosen, parameters)
        if chosen.kind == "curve":
            x, y = _curve(function, *across)
            return {"x": x, "y": y}
        values = _grid(function, across, up)
        if chosen.kind == "implicit":
            x, y = _zeros(function, values, across, up)
            return {"x": x, "y": y}
        x, y = _contours(values, across, up)
        return {"x": x, "y": y, "values": values}


def _function(chosen: Plan, parameters: Mapping[str, float]) -> Function:
    """The value as a function of arrays; numbers that are not real come out as NaN."""
    names = [chosen.across] if chosen.kind == "curve" else [chosen.across, chosen.up]
    arguments = [sympy.Dummy() for _ in names]
    known = {sympy.Symbol(name): sympy.Float(parameters.get(name, 1.0)) for name in chosen.parameters}
    value = chosen.value.doit().subs(known).subs({sympy.Symbol(n): a for n, a in zip(names, arguments, strict=True)})
    if value.free_symbols - set(arguments) or value.has(sympy.zoo, sympy.nan):
        refuse(words.NO_PLOT)
    return _tried(_compiled(arguments, value, "numpy"), arguments) or _slow(arguments, value)


def _compiled(arguments: list[Any], value: Any, modules: str) -> Callable[..., Any]:
    return sympy.lambdify(arguments, value, modules=modules)  # type: ignore[no-any-return]


def _tried(compiled: Callable[..., Any], arguments: list[Any]) -> Function | None:
    """The function if numpy has all it needs: over complex numbers, or else over real ones."""
    probe = [np.linspace(0.3, 0.7, 3) for _ in arguments]
    for kind in (np.complex128, np.float64):
        function = _real(compiled, kind)
        try:
            function(*probe)
        except (TypeError, NameError, AttributeError, ValueError):
            continue
        return function
    return None


def _real(compiled: Callable[..., Any], kind: Any) -> Function:
    def function(*places: Floats) -> Floats:
        values = np.asarray(compiled(*(place.astype(kind) for place in places)))
        return _reals(np.broadcast_to(values, places[0].shape))

    return function


def _slow(arguments: list[Any], value: Any) -> Function:
    """By mpmath, one number at a time, for what numpy has not: the gamma function and the like."""
    compiled = _compiled(arguments, value, "mpmath")

    def one(*place: float) -> complex:
        try:
            return complex(compiled(*place))
        except (ValueError, ZeroDivisionError, OverflowError):
            return complex(np.nan)
        except (TypeError, NameError, AttributeError) as error:
            raise Refusal(words.NO_PLOT) from error

    def function(*places: Floats) -> Floats:
        found = [one(*place) for place in zip(*(array.ravel().tolist() for array in places), strict=True)]
        return _reals(np.array(found).reshape(places[0].shape))

    return function


def _reals(values: NDArray[Any]) -> Floats:
    found = np.array(values.real, dtype=np.float64)
    if np.iscomplexobj(values):
        found[np.abs(values.imag) > _REAL * (1 + np.abs(found))] = np.nan
    found[~np.isfinite(found)] = np.nan
    return found


def _curve(function: Function, first: float, last: float) -> tuple[Floats, Floats]:
    x = np.linspace(first, last, SAMPLES)
    y = function(x)
    x, y = _refined(function, x, y)
    jumps = _jumps(function, x, y)
    # A gap in the middle of each jump, for nothing joins its ends.
    return np.insert(x, jumps + 1, (x[jumps] + x[jumps + 1]) / 2), np.insert(y, jumps + 1, np.nan)


def _refined(function: Function, x: Floats, y: Floats) -> tuple[Floats, Floats]:
    """More points where the curve bends most, or begins and ends."""
    bend = np.abs(np.diff(y, 2, prepend=np.nan, append=np.nan))
    known = bend[np.isfinite(bend)]
    sharp = (bend > 20 * np.median(known)) if known.size else np.zeros(len(x), dtype=bool)
    edge = np.isfinite(y[1:]) != np.isfinite(y[:-1])
    wanted = np.flatnonzero(sharp[:-1] | sharp[1:] | edge)
    more = np.concatenate([x[wanted] + share * (x[wanted + 1] - x[wanted]) for share in (0.2, 0.4, 0.6, 0.8)])
    if not more.size:
        return x, y
    x, y = np.concatenate([x, more]), np.concatenate([y, function(more)])
    order = np.argsort(x, kind="stable")
    return x[order], y[order]


def _jumps(function: Function, x: Floats, y: Floats) -> NDArray[np.int64]:
    """The places behind which the curve jumps: halving the way there does not shrink what it rises."""
    rise = np.abs(np.diff(y))
    known = rise[np.isfinite(rise)]
    if not known.size:
        return np.array([], dtype=np.int64)
    places = np.flatnonzero(rise > 4 * np.median(known) + 1e-12)
    left, right = x[places].copy(), x[places + 1].copy()
    low, high = y[places].copy(), y[places + 1].copy()
    for _ in range(HALVINGS):
        middle = (left + right) / 2
        height = function(middle) if places.size else middle
        first = np.nan_to_num(np.abs(height - low), nan=np.inf) > np.nan_to_num(np.abs(high - height), nan=0.0)
        right, high = np.where(first, middle, right), np.where(first, height, high)
        left, low = np.where(first, left, middle), np.where(first, low, height)
    still = ~(np.abs(high - low) < 0.5 * rise[places])
    return places[still]


def _mesh(across: tuple[float, float], up: tuple[float, float]) -> tuple[Floats, Floats]:
    x, y = np.meshgrid(np.linspace(*across, CELLS), np.linspace(*up, CELLS))
    return x, y


def _grid(function: Function, across: tuple[float, float], up: tuple[float, float]) -> Floats:
    """Values by row (y) and column (x)."""
    return function(*_mesh(across, up))


def _zeros(
    function: Function, values: Floats, across: tuple[float, float], up: tuple[float, float]
) -> tuple[Floats, Floats]:
    """Where the values are zero, less what only changes its sign at a pole."""
    x, y = _lines(values, across, up, [0.0])
    at = np.abs(function(x, y))
    usual = np.nanmedian(np.abs(values)) if np.isfinite(values).any() else 0.0
    y = np.where(at > usual, np.nan, y)
    return x, y


def _contours(values: Floats, across: tuple[float, float], up: tuple[float, float]) -> tuple[Floats, Floats]:
    known = values[np.isfinite(values)]
    if not known.size or known.min() == known.max():
        return np.array([]), np.array([])
    low, high = np.percentile(known, [2, 98])
    return _lines(values, across, up, np.linspace(low, high, LEVELS + 2)[1:-1].tolist())


def _lines(
    values: Floats, across: tuple[float, float], up: tuple[float, float], levels: list[float]
) -> tuple[Floats, Floats]:
    from contourpy import LineType, contour_generator

    tracer = contour_generator(*_mesh(across, up), np.ma.masked_invalid(values), line_type=LineType.Separate)
    found = [line for level in levels for line in tracer.lines(level)]
    gap = np.full((1, 2), np.nan)
    points = np.concatenate([part for line in found for part in (np.asarray(line), gap)]) if found else gap[:0]
    return points[:, 0].copy(), points[:, 1].copy()
