"""What is a scribble over ink, and what is writing."""

from __future__ import annotations

import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from app.canvas.scribble import scribbled_out
from mathnet.ink import Points, Stroke
from mathnet.inkml import read

SAMPLES = Path(__file__).resolve().parents[3] / "resources" / "samples"


def zigzag(legs: int, width: float = 60.0, height: float = 40.0, slant: float = 0.0) -> Points:
    """To and fro across a room around the origin, advancing down it, the whole turned by `slant`."""
    corners = [(width / 2 * (-1) ** leg, height * (leg / legs - 0.5)) for leg in range(legs + 1)]
    shares = np.linspace(0, 1, 12)[:, None]
    way = np.concatenate(
        [np.array([here]) * (1 - shares) + np.array([there]) * shares for here, there in pairwise(corners)]
    )
    turn = np.array([[math.cos(slant), math.sin(slant)], [-math.sin(slant), math.cos(slant)]])
    return np.asarray(way @ turn, dtype=np.float32)


def circle(radius: float = 10.0, x: float = 0.0, y: float = 0.0) -> Stroke:
    angles = np.linspace(0, 2 * np.pi, 30)
    return Stroke(np.stack([x + radius * np.cos(angles), y + radius * np.sin(angles)], axis=1).astype(np.float32))


@pytest.mark.parametrize("slant", [0.0, math.pi / 2, 0.8])
@pytest.mark.parametrize("scale", [1.0, 0.01, 40.0])
def test_to_and_fro_over_ink_scribbles_it_out_in_any_direction_and_unit(slant: float, scale: float) -> None:
    strokes = [circle(10 * scale), circle(10 * scale, x=200 * scale)]
    assert scribbled_out(zigzag(8, slant=slant) * np.float32(scale), strokes) == {0}


def test_round_and_round_over_ink_scribbles_it_out() -> None:
    angles = np.linspace(0, 8 * np.pi, 120)
    coil = np.stack([24 * np.cos(angles), 20 * np.sin(angles) + angles / 2 - 6], axis=1).astype(np.float32)
    assert scribbled_out(coil, [circle()]) == {0}


def test_a_dot_is_scribbled_out() -> None:
    assert scribbled_out(zigzag(8), [Stroke(np.zeros((1, 2), dtype=np.float32))]) == {0}


def test_to_and_fro_over_nothing_is_writing() -> None:
    assert scribbled_out(zigzag(12), [circle(x=300), circle(y=300)]) == frozenset()


def test_turning_back_a_few_times_over_ink_is_writing() -> None:
    assert scribbled_out(zigzag(4), [circle()]) == frozenset()


def test_a_wave_that_spreads_out_over_ink_is_writing() -> None:
    assert scribbled_out(zigzag(8, width=30, height=300), [circle()]) == frozenset()


def test_ink_of_which_only_the_end_is_covered_stays() -> None:
    bar = Stroke(np.stack([np.linspace(-20, 300, 60), np.zeros(60)], axis=1).astype(np.float32))
    assert scribbled_out(zigzag(8), [bar, circle()]) == {1}


def test_a_dot_and_a_line_of_the_pen_resting_are_writing() -> None:
    assert scribbled_out(np.zeros((40, 2), dtype=np.float32), [circle()]) == frozenset()


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*.inkml")), ids=lambda path: path.stem)
def test_no_stroke_of_a_real_formula_is_a_scribble(sample: Path) -> None:
    strokes = read(sample).strokes
    assert len(strokes) > 1
    for index, stroke in enumerate(strokes):
        assert scribbled_out(stroke.points, strokes[:index]) == frozenset()
