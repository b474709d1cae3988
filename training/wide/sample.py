"""The sample: what a model is to read, drawn with a seed from the packaged vocabulary, whatever the model's own is.

Composed expressions as they come; more that hold a grid, a like number of each kind, since grids are few among those;
single symbols, each in its turn; and scribbles. Each has a generator of its own, from the seed, its kind and number,
so that a larger sample has all of a smaller one.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from mathnet.ink import Ink, Stroke
from mathnet.latex import parse, tokens_of
from mathnet.latex_tree import Row
from training.data.sample import Sample
from training.formulas.uses import standing_alone, uses
from training.synthesis.engine import Engine, Trees
from training.synthesis.scribble import scribble

EXPRESSION, GRID, SINGLE, SCRIBBLE = KINDS = ("expression", "grid", "single", "scribble")
GRIDS = {
    "matrix": frozenset(f"\\begin{{{name}}}" for name in ("matrix", "pmatrix", "bmatrix", "vmatrix")),
    "cases": frozenset(["\\begin{cases}"]),
    "aligned": frozenset(["\\begin{aligned}"]),
}
_TRIES = 50_000  # formulas, until one holds a grid
_SURVEYED = 3000  # formulas in which uses of symbols are counted


@dataclass(frozen=True)
class SampleConfig:
    """How much of each kind, and the seed."""

    expressions: int = 300
    grids: int = 20  # of each kind, beside those that the expressions have
    singles: int = 600  # each symbol in its turn, so about two of each
    scribbles: int = 60
    seed: int = 4242

    def __post_init__(self) -> None:
        if min(self.expressions, self.grids, self.singles, self.scribbles) < 1:
            raise ValueError(f"a sample has at least one of each kind: {self}")

    @classmethod
    def of(cls, count: int, seed: int) -> SampleConfig:
        """About `count` expressions, and of the rest in proportion."""
        return cls(count, max(count // 15, 1), 2 * count, max(count // 5, 1), seed)


@dataclass(frozen=True, eq=False)
class Item:
    """One ink to read: its kind, its canonical tokens, none for a scribble, and what a single symbol weighs by use."""

    kind: str
    truth: tuple[str, ...]
    ink: Ink
    weight: float = 1.0


@dataclass(frozen=True, eq=False)
class Holding:
    """Formulas that hold one of some tokens, out of others. `draw` raises `ValueError` if very many have none."""

    formulas: Trees
    tokens: frozenset[str]

    def draw(self, rng: np.random.Generator) -> Row:
        for _ in range(_TRIES):
            tree = self.formulas.draw(rng)
            if not self.tokens.isdisjoint(tokens_of(tree)):
                return tree
        raise ValueError(f"none of {_TRIES} formulas holds one of {' '.join(sorted(self.tokens))}")


@dataclass(frozen=True, eq=False)
class Only:
    """One formula for ever."""

    tree: Row

    def draw(self, rng: np.random.Generator) -> Row:  # noqa: ARG002 - there is nothing to choose
        return self.tree


def draw_sample(engine: Engine, names: Iterable[str], config: SampleConfig) -> Iterator[Item]:
    """The sample, in order of its kinds. `names` are those of which single symbols are taken, as a bank has them."""
    engine = replace(engine, scribbles=0.0)
    for number in range(config.expressions):
        yield _composed(engine, EXPRESSION, _generator(config, 0, number))
    for kind, tokens in enumerate(GRIDS.values()):
        holding = replace(engine, formulas=Holding(engine.formulas, tokens))
        for number in range(config.grids):
            yield _composed(holding, GRID, _generator(config, 1, kind, number))
    yield from _singles(engine, list(names), config)
    for number in range(config.scribbles):
        yield Item(SCRIBBLE, (), _ink(scribble(_generator(config, 3, number))))


def _singles(engine: Engine, names: Sequence[str], config: SampleConfig) -> Iterator[Item]:
    """Symbols in a shuffled order, round and round; each weighs as much as formulas use it."""
    alone = standing_alone(names, engine.vocabulary)
    order = [alone[at] for at in _generator(config, 2).permutation(len(alone)).tolist()]
    used = uses(engine.formulas, _generator(config, 4), _SURVEYED)
    times = Counter(order[number % len(order)] for number in range(config.singles))
    for number in range(config.singles):
        name = order[number % len(order)]
        single = replace(engine, formulas=Only(parse(name)))
        item = _composed(single, SINGLE, _generator(config, 2, number))
        yield replace(item, weight=used[name] / times[name])


def _generator(config: SampleConfig, *numbers: int) -> np.random.Generator:
    return np.random.default_rng([config.seed, *numbers])


def _composed(engine: Engine, kind: str, rng: np.random.Generator) -> Item:
    sample = engine.draw(rng)
    return Item(kind, engine.vocabulary.decode(sample.tokens.tolist()), _ink(sample))


def _ink(sample: Sample) -> Ink:
    return Ink(tuple(Stroke(stroke) for stroke in sample.strokes))


def fingerprint(items: Iterable[Item]) -> str:
    """Eight digits that tell one sample from another, to 1/16 of a symbol's size."""
    digest = hashlib.sha256()
    for item in items:
        digest.update(" ".join(item.truth).encode())
        for stroke in item.ink.strokes:
            digest.update(np.round(stroke.points * 16).astype("<i4").tobytes())
    return digest.hexdigest()[:8]
