"""Tables of what formulas are like: how long, how deep, and in how many of them each token stands, source by source."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from mathnet.latex_tree import Row
from mathnet.vocabulary import Vocabulary
from training.formulas.formulas import Formulas
from training.formulas.trees import PLACING, depth, heads, length

_PERCENTILES = (5, 25, 50, 75, 95, 99)
_DEPTHS = (1, 2, 3, 4, 5)  # the last one and all beyond


@dataclass(frozen=True)
class Figures:
    """Of some formulas: their lengths in tokens, their depths in rows, and in how many each token stands."""

    lengths: list[int]
    depths: list[int]
    held: Counter[str]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Figures:
        held = Counter(token for row in rows for token in set(heads(row)))
        return cls([length(row) for row in rows], [depth(row) for row in rows], held)

    def __len__(self) -> int:
        return len(self.lengths)

    def share(self, token: str) -> float:
        return self.held[token] / max(len(self), 1)


def figures(formulas: Formulas, count: int = 5000, seed: int = 1) -> dict[str, Figures]:
    """Figures of the mix and of each source, of `count` formulas each."""
    rng = np.random.default_rng(seed)
    found = {"mix": Figures.of([formulas.draw(rng) for _ in range(count)])}
    for kind in formulas.kinds:
        source = random.Random(seed)
        found[kind] = Figures.of([formulas.draw_from(kind, source) for _ in range(count)])
    return found


def table(found: Mapping[str, Figures], vocabulary: Vocabulary, rarest: int = 24) -> Iterator[str]:
    """Lines for people: lengths and depths of each source, then the rarest tokens of each."""
    titles = [f"{percent} %" for percent in _PERCENTILES] + ["most"] + [f"depth {d}" for d in _DEPTHS[:-1]] + ["more"]
    yield f"{'':10}" + "".join(f"{title:>9}" for title in titles)
    for name, one in found.items():
        lengths = [f"{value:.0f}" for value in (*np.percentile(one.lengths, _PERCENTILES), max(one.lengths))]
        depths = Counter(min(value, _DEPTHS[-1]) for value in one.depths)
        shares = [f"{depths[value] / len(one):.1%}" for value in _DEPTHS]
        yield f"{name:10}" + "".join(f"{cell:>9}" for cell in [*lengths, *shares])
    written = [token for token in vocabulary.tokens[3:] if token not in PLACING]
    for name, one in found.items():
        seldom = sorted(written, key=one.share)[:rarest]
        yield f"rarest in {name}: " + ", ".join(f"{token} {one.share(token):.2%}" for token in seldom)
