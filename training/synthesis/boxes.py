"""Boxes: what the layout moves about. A mark is one written symbol and how its specimen is stretched and placed; a box
holds marks in writing order and the tokens that they stand for.

Letters: N points. Units: caps, the height of a capital; y points down, the baseline is y = 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from training.data.sample import Floats

_FAR = math.inf


class Written(Protocol):
    """A specimen of a symbol: strokes (N, 2) on the baseline, their left edge at x = 0."""

    @property
    def strokes(self) -> list[Floats]: ...


class Bank(Protocol):
    """Where specimens come from, see `training.synthesis.symbols`."""

    def pick(self, token: str, rng: np.random.Generator, writer: str = "") -> Written: ...


@dataclass(frozen=True, eq=False)
class Glyph:
    """A specimen as one array. Shapes: `points` (N, 2), `lengths` one a stroke."""

    points: Floats
    lengths: list[int]
    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, strokes: Sequence[Floats]) -> Glyph:
        points = np.concatenate(strokes)
        (left, top), (right, bottom) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
        return cls(points, [len(stroke) for stroke in strokes], left, top, right, bottom)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(slots=True, eq=False)
class Mark:
    """A glyph at its place: x goes to `x + near * min(x, knee) + far * max(x - knee, 0)`, y to `y + tall * y`.

    The knee is where a stretched symbol changes from what keeps its size to what is drawn out, as in a radical.
    """

    label: str
    glyph: Glyph
    size: float  # nominal, in caps
    near: float
    tall: float
    x: float = 0.0
    y: float = 0.0
    far: float = 1.0
    knee: float = _FAR
    turn: float = 0.0  # radians about the middle
    symbol: Mark | None = None  # the mark whose symbol it is a part of, if not one by itself

    @property
    def left(self) -> float:
        return self.x + self._across(self.glyph.left)

    @property
    def right(self) -> float:
        return self.x + self._across(self.glyph.right)

    @property
    def top(self) -> float:
        return self.y + self.tall * self.glyph.top

    @property
    def bottom(self) -> float:
        return self.y + self.tall * self.glyph.bottom

    def _across(self, x: float) -> float:
        return self.near * x if x <= self.knee else self.near * self.knee + self.far * (x - self.knee)

    def span(self, left: float, right: float, knee: float = _FAR) -> None:
        """Stretches the mark sideways from `left` to `right`; up to the knee, it keeps its size."""
        glyph = self.glyph
        if knee < glyph.right:
            kept = self.near * (knee - glyph.left)
            self.knee, self.far = knee, max(right - left - kept, 0.05) / (glyph.right - knee)
        else:
            self.near = (right - left) / max(glyph.width, 0.02)
        self.x = left - self.near * glyph.left

    def rise(self, top: float, bottom: float) -> None:
        """Stretches the mark from `top` to `bottom`."""
        self.tall = (bottom - top) / max(self.glyph.height, 0.02)
        self.y = top - self.tall * self.glyph.top


@dataclass(slots=True, eq=False)
class Box:
    """Marks in writing order, tokens in reading order with the mark that each stands for, and the ink's edges."""

    marks: list[Mark]
    tokens: list[tuple[str, Mark | None]]
    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, mark: Mark) -> Box:
        """The box of one mark, whose label is its token."""
        return cls([mark], [(mark.label, mark)], mark.left, mark.top, mark.right, mark.bottom)

    @classmethod
    def around(cls, marks: list[Mark], tokens: list[tuple[str, Mark | None]]) -> Box:
        """The box that just holds the marks; an empty one on the baseline where there are none."""
        if not marks:
            return cls([], tokens, 0.0, 0.0, 0.0, 0.0)
        left, top = min(mark.left for mark in marks), min(mark.top for mark in marks)
        right, bottom = max(mark.right for mark in marks), max(mark.bottom for mark in marks)
        return cls(marks, tokens, left, top, right, bottom)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2

    def moved(self, x: float, y: float) -> Box:
        """The same box after all its marks were moved."""
        for mark in self.marks:
            mark.x += x
            mark.y += y
        self.left, self.right = self.left + x, self.right + x
        self.top, self.bottom = self.top + y, self.bottom + y
        return self


def grouped(*boxes: Box) -> list[tuple[str, Mark | None]]:
    """The tokens of arguments, each in braces."""
    tokens: list[tuple[str, Mark | None]] = []
    for box in boxes:
        tokens += [("{", None), *box.tokens, ("}", None)]
    return tokens
