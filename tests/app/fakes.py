"""A recogniser that answers at once, or when told to, without a network: for tests of the window."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from mathnet.raster import Frame
from mathnet.reading import Alternative, Candidate, Map, Pin, Reading, Stopped
from mathnet.vocabulary import Vocabulary

CELL = 8
ROWS, COLUMNS = 6, 20
LAYERS, HEADS = 3, 8


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


@dataclass(frozen=True)
class FakeMemory:
    """Knows formulas by their samples, and keeps them nowhere."""

    formulas: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.formulas)

    @property
    def samples(self) -> tuple[frozenset[str], ...]:
        return tuple(frozenset([name]) for name in self.formulas)

    def empty(self) -> FakeMemory:
        return FakeMemory()

    def without(self, sample: str) -> FakeMemory:
        return FakeMemory({name: tokens for name, tokens in self.formulas.items() if name != sample})

    def with_formula(self, entries: tuple[str, tuple[str, ...]]) -> FakeMemory:
        return FakeMemory({**self.formulas, entries[0]: entries[1]})

    def save(self, path: object) -> None: ...


@dataclass
class FakeRecogniser:
    """Answers `answers` in turn, the last one again and again; waits for `gate` before each answer.

    Its alternatives are the present token with 0.6 and then `others`; each head of its layers looks at one
    cell after the other, in the row of its layer and from the column of its own number on.
    """

    answers: list[Any] = field(default_factory=lambda: [reading()])
    device: str = "cpu"
    gate: threading.Event = field(default_factory=threading.Event)
    seen: list[Any] = field(default_factory=list)
    pinned: list[tuple[Pin, ...]] = field(default_factory=list)  # the pins of each reading
    asked: list[tuple[tuple[str, ...], int]] = field(default_factory=list)  # tokens and place, of alternatives
    others: list[Alternative] = field(default_factory=lambda: [Alternative("z", 0.3), Alternative("2", 0.05)])
    vocabulary: Vocabulary = field(default_factory=Vocabulary.load)
    memory: FakeMemory = field(default_factory=lambda: FakeMemory())

    def __post_init__(self) -> None:
        self.gate.set()

    def recognize(
        self,
        ink_or_image: Any,
        beam: int = 5,
        top: int = 5,
        pins: Sequence[Pin] = (),
        stop: Callable[[], bool] | None = None,
    ) -> Reading:
        self.seen.append(ink_or_image)
        self.pinned.append(tuple(pins))
        self._wait(stop)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if isinstance(answer, Exception):
            raise answer
        assert isinstance(answer, Reading)
        return answer

    def alternatives(
        self, ink_or_image: Any, tokens: Sequence[str], index: int, top: int = 8
    ) -> tuple[Alternative, ...]:
        self.asked.append((tuple(tokens), index))
        self._wait(None)
        others = [other for other in self.others if other.token != tokens[index]]
        return (Alternative(tokens[index], 0.6), *others)[:top]

    def explain(self, ink_or_image: Any, tokens: Sequence[str]) -> Map:
        self._wait(None)
        maps = np.zeros((LAYERS, HEADS, len(tokens), ROWS, COLUMNS), dtype=np.float32)
        for layer, head, token in np.ndindex(maps.shape[:3]):
            maps[layer, head, token, layer % ROWS, (head + token) % COLUMNS] = 1.0
        return maps

    def memorise(self, ink_or_image: Any, tokens: Sequence[str], sample: str) -> tuple[str, tuple[str, ...]]:
        return sample, tuple(tokens)

    @property
    def remembered(self) -> dict[int, tuple[str, ...]]:
        """The tokens of what is remembered, by the numbers of the samples."""
        return {int(name): tokens for name, tokens in self.memory.formulas.items()}

    def _wait(self, stop: Callable[[], bool] | None) -> None:
        """Until the gate is open, or `stop` says that nobody wants the answer any more."""
        until = time.monotonic() + 10
        while not self.gate.wait(0.005):
            assert time.monotonic() < until
            if stop is not None and stop():
                raise Stopped
