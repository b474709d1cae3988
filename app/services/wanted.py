"""What the collector asks the user to write: first what was mixed up, then what is rare or missing among the samples.

Symbols are asked for in rows of those that look alike: alone, a capital could not be told from its small letter, nor a
point from a circle. Between the rows come whole formulas, out of a list of our own in `resources/wanted.toml`.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from functools import cache
from itertools import chain, zip_longest
from types import MappingProxyType

from app.services.samples import How, Sample
from app.theme import RESOURCES
from mathnet.latex import LatexError, canonical, pretty
from mathnet.latex_tree import ARGUMENTS

COUNT = 16  # wishes at a time: some minutes of writing
ENOUGH = 2  # times that a pair that was mixed up once is asked for
MOST_WEAK = 8  # of the wishes at a time

_LAYOUT = frozenset(["{", "}", "_", "^", "&", "\\\\", "\\sqrt", *ARGUMENTS])

Tokens = tuple[str, ...]
Pair = tuple[str, str]  # what was read, and what it is


class Why(Enum):
    """What a wish is for."""

    WEAK = auto()  # these symbols were mixed up
    SYMBOLS = auto()  # these are rare or missing
    FORMULA = auto()


@dataclass(frozen=True)
class Wish:
    """What is to be written, in canonical tokens."""

    tokens: Tokens
    why: Why

    @property
    def latex(self) -> str:
        """Symbols of a row stand apart, so that nobody takes them for one."""
        return pretty(self.tokens) if self.why is Why.FORMULA else "\\quad ".join(self.tokens)


def wishes(
    samples: Sequence[Sample],
    known: Collection[str],
    confused: Mapping[Pair, int] = MappingProxyType({}),
    doubted: Collection[str] = (),
    count: int = COUNT,
) -> list[Wish]:
    """What to ask for next: at most `count`, the same for the same samples.

    `known` are the model's tokens, others are not asked for; `confused` says how often which two symbols were mixed up;
    `doubted` are symbols of which the model was lately not sure.
    """
    often, written = _shown(samples), Counter(sample.tokens for sample in samples)
    weak = [Wish(row, Why.WEAK) for row in _weak(samples, known, confused)][:MOST_WEAK]
    asked = {token for wish in weak for token in wish.tokens}
    rows = [row for row in _listed("rows") if _is_known(row, known) and row not in {wish.tokens for wish in weak}]
    rows.sort(key=lambda row: (min(often[token] for token in row), -len(set(row) & set(doubted))))
    formulas = [formula for formula in _listed("formulas") if _is_known(formula, known)]
    formulas.sort(key=lambda formula: (written[formula], -len(set(formula) & (asked | set(doubted)))))
    rest = _mixed([Wish(row, Why.SYMBOLS) for row in rows], [Wish(each, Why.FORMULA) for each in formulas])
    return [*weak, *rest][:count]


def coverage(samples: Iterable[Sample], known: Collection[str]) -> tuple[int, int]:
    """How many of the symbols that can be asked for are among the samples, and how many there are."""
    askable = {token for tokens in chain(_listed("rows"), _listed("formulas")) for token in tokens}
    askable = {token for token in askable - _LAYOUT if token in known}
    return len(askable & {token for sample in samples for token in sample.tokens}), len(askable)


def _weak(samples: Sequence[Sample], known: Collection[str], confused: Mapping[Pair, int]) -> Iterator[Tokens]:
    """Rows with the pairs that were mixed up more often than they were shown since, the worst first."""
    collected = [set(sample.tokens) for sample in samples if sample.how is How.COLLECTED]
    need = {
        pair: ENOUGH * times - sum(1 for tokens in collected if tokens >= set(pair)) for pair, times in confused.items()
    }
    worst = sorted((pair for pair in need if need[pair] > 0), key=lambda pair: -need[pair])
    yield from dict.fromkeys(row for pair in worst if (row := _row_of(pair)) and _is_known(row, known))


def _row_of(pair: Pair) -> Tokens | None:
    """A row that shows both symbols; None where one of them does not stand alone."""
    listed = next((row for row in _listed("rows") if set(pair) <= set(row)), None)
    return listed or (pair if _stands(pair) else None)


def _stands(tokens: Tokens) -> bool:
    """Whether the tokens can be written side by side and mean just that."""
    try:
        return not set(tokens) & _LAYOUT and canonical(tokens) == list(tokens)
    except LatexError:
        return False


def _shown(samples: Iterable[Sample]) -> Counter[str]:
    """In how many samples each token is."""
    return Counter(token for sample in samples for token in set(sample.tokens))


def _is_known(tokens: Tokens, known: Collection[str]) -> bool:
    return all(token in known for token in tokens)


def _mixed(rows: Sequence[Wish], formulas: Sequence[Wish]) -> Iterator[Wish]:
    """Two rows, a formula, and so on; when one runs out, the other goes on."""
    pairs = [rows[at : at + 2] for at in range(0, len(rows), 2)]
    for few, formula in zip_longest(pairs, formulas):
        yield from few or ()
        if formula is not None:
            yield formula


@cache
def _listed(kind: str) -> tuple[Tokens, ...]:
    """The rows or the formulas of the list, in canonical tokens."""
    listed = tomllib.loads((RESOURCES / "wanted.toml").read_text(encoding="utf-8"))
    return tuple(tuple(canonical(latex)) for latex in listed[kind])
