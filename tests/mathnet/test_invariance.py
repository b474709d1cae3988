"""Real ink reads the same whatever pen, screen and hand brought it: its units, sampling, speed and rounding."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

import numpy as np
import pytest

from mathnet.ink import Ink, Stroke
from mathnet.inkml import read
from mathnet.raster import stroke_size
from mathnet.recognizer import Recognizer
from mathnet.sources import iterate
from tests.mathnet.captions import data_folder

COUNT = 16
LEAST_SAME = 15  # of them: a reading on the edge may tip over by a pixel


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return Recognizer.load(device="cpu")


@pytest.fixture(scope="module")
def inks() -> list[Ink]:
    """Expressions of CROHME, one of every ten, brought to symbols of 50 units."""
    archive = data_folder() / "crohme" / "inkml.tar.xz"
    files = islice(iterate(archive), 0, 10 * COUNT, 10)
    return [sized(read(data), 50) for _, data in files]


@pytest.fixture(scope="module")
def readings(recognizer: Recognizer, inks: list[Ink]) -> list[str]:
    return [recognizer.recognize(ink).latex for ink in inks]


def sized(ink: Ink, pixels: float) -> Ink:
    factor = np.float32(pixels / stroke_size([stroke.points for stroke in ink.strokes]))
    return Ink(tuple(Stroke(stroke.points * factor, stroke.time) for stroke in ink.strokes))


def changed(ink: Ink, change: Callable[[np.ndarray], np.ndarray]) -> Ink:
    return Ink(tuple(Stroke(change(stroke.points)) for stroke in ink.strokes))


def sparse(points: np.ndarray) -> np.ndarray:
    """Every second point and the last, as a slow mouse gives them."""
    return np.concatenate([points[:-1:2], points[-1:]])


def dense(points: np.ndarray) -> np.ndarray:
    """Three points more between any two, as a fast pen gives them."""
    places = np.linspace(0, len(points) - 1, 4 * len(points) - 3)
    return np.stack([np.interp(places, np.arange(len(points)), side) for side in points.T], axis=1)


def hasty(points: np.ndarray) -> np.ndarray:
    """Points that stand close where the stroke begins and far apart where it ends."""
    places = np.linspace(0, 1, max(len(points), 12)) ** 1.5 * (len(points) - 1)
    return np.stack([np.interp(places, np.arange(len(points)), side) for side in points.T], axis=1)


WAYS: dict[str, Callable[[Ink], Ink]] = {
    "500 pixels a symbol": lambda ink: sized(ink, 500),
    "thousandths of an inch": lambda ink: sized(ink, 0.01),
    "whole pixels": lambda ink: changed(ink, np.round),
    "half the points": lambda ink: changed(ink, sparse),
    "four times the points": lambda ink: changed(ink, dense),
    "a hasty hand": lambda ink: changed(ink, hasty),
    "far from the origin": lambda ink: changed(ink, lambda points: points + np.float32(3000)),
}


@pytest.mark.parametrize("way", WAYS)
def test_real_ink_reads_the_same(way: str, recognizer: Recognizer, inks: list[Ink], readings: list[str]) -> None:
    again = [recognizer.recognize(WAYS[way](ink)).latex for ink in inks]
    different = [(before, after) for before, after in zip(readings, again, strict=True) if before != after]
    assert len(inks) == COUNT
    assert len(inks) - len(different) >= LEAST_SAME, different


def test_the_readings_are_formulas(readings: list[str]) -> None:
    assert all(readings)
    assert len(set(readings)) > COUNT // 2
