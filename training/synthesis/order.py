"""Order: in which order, and which way round, the strokes of an expression are written.

Symbols come in the order that the layout gave them. Dots, bars of t and f, and accents may wait for the symbols behind
them; a plus may start as a minus; a closing bracket or a correction may come at the very end; strokes that nearly touch
may be written as one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from training.synthesis.boxes import Mark
from training.synthesis.hand import HandConfig
from training.synthesis.spacing import OPENED_BY
from training.synthesis.stretch import ACCENTS

_LATE = frozenset({*"i j t f + F E H", "\\pm", "\\neq", "\\theta", *ACCENTS})
_CLOSING = frozenset(OPENED_BY) - {"|", "\\|"}
_TOUCHING = 0.22  # caps of the symbol: two strokes nearer than that may be written as one


@dataclass(frozen=True)
class Piece:
    """Points begin .. end - 1 of a mark's glyph, written in one go, perhaps backwards."""

    mark: int
    begin: int
    end: int
    backwards: bool = False


def pieces(marks: list[Mark], config: HandConfig, rng: np.random.Generator) -> list[Piece]:
    """The strokes of all marks in writing order."""
    ranked: list[tuple[float, Piece]] = []
    for number, mark in enumerate(marks):
        strokes = _strokes(number, mark, config, rng)
        tardy = config.tardy * (2.0 if mark.label in _CLOSING else 0.25)
        rank = float(len(marks)) if rng.random() < tardy else float(number)
        ranked += [(rank, stroke) for stroke in strokes]
        waits = mark.label in _LATE and (len(strokes) > 1 or mark.label in ACCENTS)
        if waits and rng.random() < config.late:
            ranked[-1] = (rank + rng.integers(1, 5) + 0.5, strokes[-1])
    ranked.sort(key=lambda pair: pair[0])
    return [piece for _, piece in ranked]


def _strokes(number: int, mark: Mark, config: HandConfig, rng: np.random.Generator) -> list[Piece]:
    found: list[Piece] = []
    points, begin = mark.glyph.points, 0
    for length in mark.glyph.lengths:
        piece = Piece(number, begin, begin + length, bool(rng.random() < config.reverse))
        begin += length
        if found and rng.random() < config.joined and not piece.backwards and not found[-1].backwards:
            across = points[piece.begin] - points[found[-1].end - 1]
            if abs(across[0]) + abs(across[1]) < _TOUCHING:
                piece = Piece(number, found.pop().begin, piece.end)
        found.append(piece)
    return found
