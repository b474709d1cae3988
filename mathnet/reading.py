"""What the recogniser answers: candidates with their scores, and the maps that say where the model looked.

Letters: T tokens, H W cells of the encoder, P Q rows and columns of the raster in pixels.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mathnet.ink import Box
from mathnet.raster import Frame

Map = NDArray[np.float32]


class Stopped(Exception):  # noqa: N818 - no error: it was asked for
    """A reading was given up because its caller no longer wants it."""


@dataclass(frozen=True)
class Alternative:
    """A token that could stand in one place of a caption; its probability, from 0 to 1, given all other tokens."""

    token: str
    probability: float


@dataclass(frozen=True)
class Pin:
    """What is written in this box, in ink units, is this token: somebody said so."""

    token: str
    box: Box


@dataclass(frozen=True, eq=False)
class Candidate:
    """One way to read the ink.

    `score` is the mean natural-log probability a token over both reading directions (0 is certain, below is less so),
    and over both views where the ink was looked at twice;
    `probability`, from 0 to 1, is how likely the candidate is right, as the model's calibration has it; without
    one, its share among all that the search kept.

    Shapes: `confidences` has T entries from 0 to 1; `attention` (T, H, W), each map sums to 1.
    """

    tokens: tuple[str, ...]
    latex: str
    score: float
    probability: float
    confidences: tuple[float, ...]
    attention: Map


@dataclass(frozen=True, eq=False)
class Reading:
    """The answer for one ink or picture, best candidate first; no candidates for ink without strokes.

    Shapes: `focus` (H, W) from 0 to 1; `picture` (4, P, Q) as the encoder saw it: ink, dx, dy, order.
    A cell is `frame.cell_pixels` raster pixels wide and high; `frame` carries pixels and cells back to ink units.
    """

    candidates: tuple[Candidate, ...]
    focus: Map
    picture: Map
    frame: Frame
    milliseconds: float

    @property
    def best(self) -> Candidate | None:
        return self.candidates[0] if self.candidates else None

    @property
    def latex(self) -> str:
        """The best candidate's LaTeX, or an empty string."""
        return self.candidates[0].latex if self.candidates else ""
