"""Engine: formulas in a writer's hand, as samples that carry all that real ones carry, and as many as are asked for.

`compose` sets a tree, gives its strokes an order and lets the writer's hand loose on all points at once.

Letters: N points, S strokes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from mathnet.ink import Ink, Stroke, Symbol
from mathnet.latex import pretty
from mathnet.latex_tree import Row
from mathnet.raster import stroke_size
from mathnet.vocabulary import Vocabulary
from training.data.sample import NO_SYMBOL, Ids, Sample
from training.synthesis.boxes import Bank, Box, Mark
from training.synthesis.hand import Doubles, HandConfig, Style, deformed, lined, shaken
from training.synthesis.layout import Layout
from training.synthesis.order import Piece, pieces
from training.synthesis.scribble import scratched, scribble
from training.synthesis.scribe import Scribe
from training.synthesis.twins import as_commonest

_SCRATCHED = 0.15  # of the scribbles are formulas that were scratched out
_TRIES = 50  # formulas that the bank may lack a symbol of, one after the other


class Trees(Protocol):
    """Where formulas come from, see `training.formulas.formulas`."""

    def draw(self, rng: np.random.Generator) -> Row: ...


@dataclass(frozen=True, eq=False)
class Engine:
    """Composed expressions without end. The same generator state gives the same expression."""

    formulas: Trees
    bank: Bank
    vocabulary: Vocabulary
    config: HandConfig = field(default_factory=HandConfig)
    writers: Sequence[str] = ()  # whose hands are drawn from
    scribbles: float = 0.01  # chance of ink that is no formula, with an empty caption
    twins: bool = True  # whether a lone symbol keeps its name, where alone it looks like a commoner one

    def draw(self, rng: np.random.Generator) -> Sample:
        """A new formula in a new hand, or now and then a scribble.

        Formulas with a symbol that the bank lacks are passed over. Raises `KeyError` if all of many are.
        """
        if rng.random() >= self.scribbles:
            return self._composed(rng)
        return scratched(self._composed(rng), rng) if rng.random() < _SCRATCHED else scribble(rng)

    def _composed(self, rng: np.random.Generator) -> Sample:
        for tries_left in reversed(range(_TRIES)):
            tree, hand = self.formulas.draw(rng), Style.draw(rng, self.config, self.writers)
            try:
                sample = compose(tree, self.bank, hand, self.vocabulary, rng)
            except KeyError:
                if not tries_left:
                    raise
            else:
                return sample if self.twins else as_commonest(sample, self.vocabulary)
        raise AssertionError("unreachable")


def compose(tree: Row, bank: Bank, hand: Style, vocabulary: Vocabulary, rng: np.random.Generator) -> Sample:
    """A formula as the writer `hand` would write it, in symbol sizes.

    Raises `ValueError` for a formula without ink, and for tokens that the vocabulary lacks.
    """
    box = Layout(Scribe(bank, hand, rng)).row(tree)
    if not box.marks:
        raise ValueError(f"the formula {tree} leaves no ink: draw another")
    order = pieces(box.marks, hand.config, rng)
    points, lengths = _written(box.marks, order, hand, rng)
    strokes = np.split(points.astype(np.float32), np.cumsum(lengths)[:-1])
    size, corner = np.float32(stroke_size(strokes)), points.min(axis=0).astype(np.float32)
    owners, labels, tied = _symbols(box)
    return Sample(
        [(stroke - corner) / size for stroke in strokes],
        np.array([owners[piece.mark] for piece in order], dtype=np.int64),
        np.array(vocabulary.encode(labels), dtype=np.int64),
        np.array(vocabulary.encode(token for token, _ in box.tokens), dtype=np.int64),
        tied,
    )


def _symbols(box: Box) -> tuple[list[int], list[str], Ids]:
    """The symbol of each mark and of each token, and the symbols' labels, in the order in which they are read."""
    numbers: dict[Mark, int] = {}
    tied = [NO_SYMBOL if mark is None else numbers.setdefault(mark, len(numbers)) for _, mark in box.tokens]
    owners = [numbers[mark.symbol or mark] for mark in box.marks]
    return owners, [mark.label for mark in numbers], np.array(tied, dtype=np.int64)


def _written(marks: list[Mark], order: list[Piece], hand: Style, rng: np.random.Generator) -> tuple[Doubles, Ids]:
    """All points in writing order (N, 2) in caps, and the lengths of the strokes (S,)."""
    lengths = np.array([piece.end - piece.begin for piece in order], dtype=np.int64)
    local = np.concatenate([_points(marks[piece.mark], piece) for piece in order]).astype(np.float64)
    mark = np.repeat([piece.mark for piece in order], lengths)
    placed = _placed(deformed(local, mark, len(marks), hand, rng), mark, marks)
    ends = np.cumsum(lengths)
    inner = np.ones(len(placed), dtype=np.bool_)
    inner[ends - 1] = inner[ends - lengths] = False
    size = np.array([one.size for one in marks])[mark]
    return lined(shaken(placed, inner, size, hand, rng), hand), lengths


def _points(mark: Mark, piece: Piece) -> NDArray[np.float32]:
    points = mark.glyph.points[piece.begin : piece.end]
    return points[::-1] if piece.backwards else points


def _placed(local: Doubles, mark: Ids, marks: list[Mark]) -> Doubles:
    """Points of glyphs moved to where their marks stand, see `Mark`. Shapes: `local` (N, 2), `mark` (N,)."""
    rows = [(one.near, one.far, one.knee, one.tall, one.x, one.y, one.turn) for one in marks]
    near, far, knee, tall, left, base, turn = np.array(rows)[mark].T  # each (N,)
    x = left + near * np.minimum(local[:, 0], knee) + far * np.maximum(local[:, 0] - knee, 0.0)
    y = base + tall * local[:, 1]
    middles = np.array([((one.left + one.right) / 2, (one.top + one.bottom) / 2) for one in marks])[mark]
    x, y = x - middles[:, 0], y - middles[:, 1]
    cosine, sine = np.cos(turn), np.sin(turn)
    turned = np.stack([cosine * x - sine * y, sine * x + cosine * y], axis=1)
    return np.asarray(turned + middles, dtype=np.float64)


def to_ink(sample: Sample, vocabulary: Vocabulary) -> Ink:
    """The sample as ink: strokes, symbol groups with their labels, and its LaTeX as the truth."""
    names = vocabulary.tokens
    symbols = tuple(
        Symbol(names[label], tuple(np.flatnonzero(sample.symbol_of_stroke == number).tolist()))
        for number, label in enumerate(sample.labels.tolist())
    )
    truth = pretty(vocabulary.decode(sample.tokens.tolist()))
    return Ink(tuple(Stroke(stroke) for stroke in sample.strokes), symbols, MappingProxyType({"truth": f"${truth}$"}))
