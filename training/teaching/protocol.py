"""Protocol: held-out writers stand in for people who correct what is read of them, and then go on writing.

Each writer's expressions are shuffled by a seed. The first are corrected, whether they were misread or not, and the
program may learn from these alone; it is judged by the writer's later ones, and by those of everyone else. Settings are
chosen on one half of the writers and judged on the other, both ways round.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from training.data.corpus import Corpus

LEAST_LATER = 5  # expressions to judge a person by


@dataclass(frozen=True)
class Person:
    """A writer, with the places in a corpus of expressions that are corrected, and of those written later."""

    name: str
    corrected: tuple[int, ...]
    later: tuple[int, ...]


def people(corpus: Corpus, corrected: int, seed: int = 2026) -> list[Person]:
    """The writers with so many expressions to correct, and some more to be judged by; in the order of their names.

    What a writer corrects first is corrected first for any number.
    """
    written: dict[str, list[int]] = {}
    for at, writer in enumerate(corpus.writers):
        if writer:
            written.setdefault(writer, []).append(at)
    found = []
    for name in sorted(written):
        order = written[name]
        random.Random(f"{seed} {name}").shuffle(order)
        if len(order) >= corrected + LEAST_LATER:
            found.append(Person(name, tuple(order[:corrected]), tuple(order[corrected:])))
    return found


def everyone_else(corpus: Corpus, person: Person, most: int, seed: int = 2026) -> tuple[int, ...]:
    """The places of at most so many expressions by other writers, drawn by the seed and the person's name."""
    others = [at for at, writer in enumerate(corpus.writers) if writer and writer != person.name]
    random.Random(f"{seed} all but {person.name}").shuffle(others)
    return tuple(others[:most])


def halves(names: Sequence[str], seed: int = 2026) -> tuple[frozenset[str], frozenset[str]]:
    """The writers in two halves, drawn by the seed."""
    order = sorted(set(names))
    random.Random(f"{seed} halves").shuffle(order)
    return frozenset(order[::2]), frozenset(order[1::2])


def interval(
    writers: Mapping[str, object], figure: Callable[[Sequence[str]], float], draws: int = 2000, seed: int = 2026
) -> tuple[float, float]:
    """The middle 95 % of a figure over writers drawn with replacement (bootstrap)."""
    names = sorted(writers)
    drawn = np.random.default_rng(seed).integers(0, len(names), (draws, len(names)))
    low, high = np.percentile([figure([names[at] for at in row]) for row in drawn], [2.5, 97.5])
    return float(low), float(high)
