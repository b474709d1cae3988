r"""Uses: how often each symbol is written in formulas, so that single symbols come as often as people have them.

A letter in another style goes by its whole name, `\mathbb{R}`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

import numpy as np

from mathnet.latex import LatexError, parse, tokens_of
from mathnet.latex_tree import FONTS, Command, Row, Symbol
from mathnet.vocabulary import Vocabulary


class Drawing(Protocol):
    """Where formulas come from, see `training.formulas.formulas`."""

    def draw(self, rng: np.random.Generator) -> Row: ...


def uses(formulas: Drawing, rng: np.random.Generator, count: int) -> Counter[str]:
    """How often each symbol is written in `count` formulas."""
    return Counter(name for _ in range(count) for name in _names(tuple(tokens_of(formulas.draw(rng)))))


def _names(tokens: Sequence[str]) -> Iterator[str]:
    for at, token in enumerate(tokens):
        if token in FONTS:
            yield "".join(tokens[at : at + 4])
        elif at < 2 or tokens[at - 2] not in FONTS:
            yield token


def standing_alone(names: Iterable[str], vocabulary: Vocabulary) -> list[str]:
    """Those of some names that are a formula of one written symbol: no accents, roots, fractions or grids."""
    return sorted(name for name in names if _is_alone(name, vocabulary))


def _is_alone(name: str, vocabulary: Vocabulary) -> bool:
    try:
        tree = parse(name)
    except LatexError:
        return False
    match tree.items:
        case (Symbol(),):
            return tuple(tokens_of(tree)) == (name,) and name in vocabulary
        case (Command(command, _),):
            return command in FONTS and all(token in vocabulary for token in tokens_of(tree))
    return False
