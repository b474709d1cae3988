"""Plots: the right kind for a formula, right values, and nothing joined where there is a pole or a step."""

from __future__ import annotations

import numpy as np
import pytest

from app.compute.plotting import Plan, plan, sample
from app.compute.understanding import understand

RANGES = {"across": (-5.0, 5.0), "up": (-5.0, 5.0)}


def planned(latex: str) -> Plan:
    found = plan(understand(latex))
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("latex", "kind", "axes", "parameters"),
    [
        (r"\frac{\sin x}{x}", "curve", ("x", ""), ()),
        ("y=x^2+c", "curve", ("x", "y"), ("c",)),
        ("f(t)=at", "curve", ("t", "f(t)"), ("a",)),
        ("ax^2+bx+c", "curve", ("x", ""), ("a", "b", "c")),
        ("x^2+y^2=4", "implicit", ("x", "y"), ()),
        ("x^2-5x+6=0", "curve", ("x", ""), ()),
        (r"\sin x\cos y", "surface", ("x", "y"), ()),
        ("f(u,v)=uv", "surface", ("u", "v"), ()),
    ],
)
def test_the_plot_fits_the_formula(latex: str, kind: str, axes: tuple[str, str], parameters: tuple[str, ...]) -> None:
    found = planned(latex)
    assert (found.kind, (found.across, found.up), found.parameters) == (kind, axes, parameters)


@pytest.mark.parametrize("latex", ["2+3", "x<1", "x+y=1,x-y=2", r"\begin{pmatrix}x&1\end{pmatrix}"])
def test_what_has_no_plot_gets_none(latex: str) -> None:
    assert plan(understand(latex)) is None


def test_a_curve_has_the_values_of_its_function() -> None:
    found = sample(planned("ax^2"), RANGES, {"a": 3.0})
    assert np.allclose(found["y"], 3 * found["x"] ** 2)
    assert found["x"][[0, -1]].tolist() == [-5, 5]


@pytest.mark.parametrize(
    ("latex", "pieces"),
    [
        (r"\frac{1}{x}", 2),
        (r"\frac{1}{x-0.3}", 2),
        (r"\tan x", 5),
        (r"\lfloor x\rfloor", 10),
        ("x^3", 1),
        ("1000x", 1),
        (r"\sin 20x", 1),
        ("e^{x}", 1),
    ],
)
def test_poles_and_steps_are_not_joined_and_steep_parts_are(latex: str, pieces: int) -> None:
    known = np.isfinite(sample(planned(latex), RANGES, {})["y"])
    runs = "".join("x" if there else " " for there in known).split()
    assert sum(len(run) > 1 for run in runs) == pieces


def test_where_a_function_is_not_real_there_is_no_curve() -> None:
    found = sample(planned(r"\sqrt{x}"), RANGES, {})
    assert np.isnan(found["y"][found["x"] < 0]).all()
    assert np.allclose(found["y"][found["x"] >= 0] ** 2, found["x"][found["x"] >= 0])


def test_functions_that_numpy_lacks_are_drawn_too() -> None:
    found = sample(planned("x!"), {"across": (0.0, 4.0), "up": (0.0, 30.0)}, {})
    assert np.isclose(found["y"][-1], 24)


def test_an_implicit_curve_lies_where_the_equation_holds() -> None:
    found = sample(planned("x^2+y^2=4"), RANGES, {})
    there = np.isfinite(found["y"])
    assert there.sum() > 100
    assert np.allclose(np.hypot(found["x"], found["y"])[there], 2, atol=0.01)


def test_a_change_of_sign_at_a_pole_is_no_part_of_an_implicit_curve() -> None:
    found = sample(planned(r"\frac{y}{x}=1"), RANGES, {})
    there = np.isfinite(found["y"])
    assert np.allclose(found["x"][there], found["y"][there], atol=0.05)


def test_a_surface_has_values_by_row_and_contour_lines() -> None:
    found = sample(planned("x+10y"), RANGES, {})
    values = found["values"]
    assert np.isclose(values[0, -1] - values[0, 0], 10)
    assert np.isclose(values[-1, 0] - values[0, 0], 100)
    assert np.isfinite(found["x"]).any()


def test_a_constant_surface_has_no_contour_lines() -> None:
    assert sample(planned("0x+0y+1"), RANGES, {})["x"].size == 0
