"""Ink: what a pen leaves behind, as strokes of points, with what is known about them.

Coordinates are whatever the device gave (inches, pixels, tablet units): x grows to the right and y grows downwards.
Nothing here may trust absolute units; `mathnet.raster` scales ink by the size of its strokes.

Letters: N points of one stroke.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from mathnet.errors import SpokenError

Points = NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Stroke:
    """The points between one pen-down and the next pen-up.

    Shapes: `points` (N, 2) as x, y; `time` (N,) in seconds; `pressure` (N,) from 0 to 1. N is at least 1.
    Raises `ValueError` for an empty stroke, for lengths that differ, and for coordinates that are not finite.
    """

    points: Points
    time: NDArray[np.float32] | None = None
    pressure: NDArray[np.float32] | None = None

    def __post_init__(self) -> None:
        points = np.asarray(self.points, dtype=np.float32)
        if points.ndim != 2 or points.shape[1] != 2 or len(points) == 0:
            raise SpokenError("a stroke needs points of shape (N, 2) with N >= 1, not {}", points.shape)
        if not np.isfinite(points).all():
            raise SpokenError("a stroke has coordinates that are not finite numbers")
        object.__setattr__(self, "points", points)
        for name in ("time", "pressure"):
            self._check_channel(name)

    def _check_channel(self, name: str) -> None:
        channel = getattr(self, name)
        if channel is None:
            return
        channel = np.asarray(channel, dtype=np.float32)
        if channel.shape != (len(self.points),):
            raise SpokenError("a stroke of {} points has {} of shape {}", len(self.points), name, channel.shape)
        object.__setattr__(self, name, channel)

    def __len__(self) -> int:
        return len(self.points)


@dataclass(frozen=True)
class Symbol:
    """One written symbol: its LaTeX label, the indices of its strokes, and its name in the truth tree, if any."""

    label: str
    strokes: tuple[int, ...]
    identifier: str = ""


@dataclass(frozen=True)
class Box:
    """An upright rectangle in ink units."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, eq=False)
class Ink:
    """A written expression: strokes in writing order, symbol groups and annotations where a file gave them."""

    strokes: tuple[Stroke, ...] = ()
    symbols: tuple[Symbol, ...] = ()
    annotations: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        for symbol in self.symbols:
            if any(not 0 <= index < len(self.strokes) for index in symbol.strokes):
                raise ValueError(f"symbol {symbol.label!r} names a stroke that the ink of {len(self)} strokes lacks")

    @classmethod
    def of(cls, strokes: Iterable[object]) -> Ink:
        """Ink from plain sequences of (x, y) points, one a stroke."""
        return cls(tuple(Stroke(np.asarray(points, dtype=np.float32)) for points in strokes))

    def __len__(self) -> int:
        return len(self.strokes)

    @property
    def box(self) -> Box:
        """The smallest box around all points; raises `ValueError` for ink without strokes."""
        if not self.strokes:
            raise ValueError("ink without strokes has no box")
        points = np.concatenate([stroke.points for stroke in self.strokes])  # (N, 2)
        (left, top), (right, bottom) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
        return Box(left, top, right, bottom)

    @property
    def truth(self) -> str:
        """The LaTeX that the file states as its truth, as written there, or an empty string."""
        return self.annotations.get("truth", "")

    def with_annotations(self, **annotations: str) -> Ink:
        return replace(self, annotations=MappingProxyType({**self.annotations, **annotations}))
