"""A recogniser that answers at once, or when told to, without a network: for tests of the window."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mathnet.raster import Frame
from mathnet.reading import Candidate, Reading

CELL = 8
ROWS, COLUMNS = 6, 20


def candidate(latex: str, probability: float, tokens: Sequence[str] = ()) -> Candidate:
    """A candidate whose tokens look at one cell after the other."""
    tokens = tuple(tokens) or tuple(latex.replace("{", " { ").replace("}", " } ").split())
    attention = np.zeros((len(tokens), ROWS, COLUMNS), dtype=np.float32)
    for index in range(len(tokens)):
        attention[index, ROWS // 2, index % COLUMNS] = 1.0
    confidences = tuple(float(0.99 - 0.5 * (index % 5 == 4)) for index in range(len(tokens)))
    return Candidate(tokens, latex, float(np.log(probability)), probability, confidences, attention)


def reading(latexes: Sequence[str] = ("x^{2}+1", "x^{2}+i"), scale: float = 1.0) -> Reading:
    """A reading with these candidates, each half as likely as the one before."""
    shares = np.array([0.5**place for place in range(len(latexes))])
    shares = shares / shares.sum() if len(shares) else shares
    return Reading(
        candidates=tuple(candidate(latex, float(share)) for latex, share in zip(latexes, shares, strict=True)),
        focus=np.linspace(0, 1, ROWS * COLUMNS, dtype=np.float32).reshape(ROWS, COLUMNS),
        picture=np.zeros((4, ROWS * CELL, COLUMNS * CELL), dtype=np.float32),
        frame=Frame(scale=scale, left=0.0, top=0.0, cell_pixels=CELL),
        milliseconds=42.0,
    )


@dataclass
class FakeRecogniser:
    """Answers `answers` in turn, the last one again and again; waits for `gate` before each answer."""

    answers: list[Any] = field(default_factory=lambda: [reading()])
    device: str = "cpu"
    gate: threading.Event = field(default_factory=threading.Event)
    seen: list[Any] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gate.set()

    def recognize(self, ink_or_image: Any, beam: int = 5, top: int = 5) -> Reading:
        self.seen.append(ink_or_image)
        assert self.gate.wait(10)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, Reading)
        return answer
