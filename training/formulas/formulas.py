"""Formulas: what composed training data says, drawn at random from a mix of sources over the whole vocabulary.

Six sources: the grammar of everyday mathematics (`mathematics.pcfg`); formulas people brought along in files; captions
of written expressions; inputs of two or three symbols; single symbols, which people try first; and what has rows under
each other, which the others seldom give. Handwriting is short, so formulas from files are drawn by a length that is
typical of it. Tokens that would come too seldom are wanted: the grammar is then asked for a formula that holds one.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from math import exp
from typing import Any

import numpy as np

from mathnet.latex import parse, tokens_of
from mathnet.latex_tree import FONTS, Row
from mathnet.vocabulary import SPECIALS, Vocabulary
from training.formulas.pcfg import Pcfg
from training.formulas.recombine import Renamer, exchange
from training.formulas.rules import packaged_rules, restricted
from training.formulas.trees import PLACING, depth, heads, is_writable, length
from training.formulas.uses import standing_alone, uses

GRAMMAR, FILES, CAPTIONS, SHORT, SINGLE, GRID = KINDS = ("grammar", "files", "captions", "short", "single", "grid")
_STARTS = {GRAMMAR: "formula", SHORT: "short", SINGLE: "single", GRID: "grid"}  # rules of the grammar
_TRIES = 50  # for a formula that is neither too long nor too deep
_SURVEYED = 5000  # formulas drawn to see which tokens come too seldom, or how often each symbol is used
_STYLED = 0.3  # how much of its use a letter in another style has among single symbols: many draw the plain one
_UNWANTED = frozenset([*SPECIALS, *PLACING, "'"])  # `'` without a base before it; behind one it is `\prime`


@dataclass(frozen=True)
class FormulaConfig:
    """Shares of the sources, which add up to 1, and what is done with what they give.

    The share of a source that is not there goes to the grammar.
    """

    grammar: float = 0.42
    files: float = 0.25
    captions: float = 0.22
    short: float = 0.06
    single: float = 0.05
    grid: float = 0.0  # beside those that the other sources give
    by_use: bool = False  # single symbols as often as formulas use them; else, as the grammar has them
    least: float = 0.004  # aimed-at share of formulas that hold a token, for every token; 0 leaves the mix as it is
    exchanged: float = 0.35  # chance that a formula from files or captions gets a part of another
    renamed: float = 0.4  # chance that it has symbols renamed
    renamed_symbols: float = 0.4  # share of its different symbols then
    typical_tokens: float = 14.0  # median length of what is drawn from files, in tokens
    most_tokens: int = 72  # no formula has more
    most_depth: int = 6  # rows inside each other; 1 for symbols side by side

    def __post_init__(self) -> None:
        chances = (*self.shares, self.least, self.exchanged, self.renamed, self.renamed_symbols)
        if min(chances) < 0 or max(chances) > 1 or abs(sum(self.shares) - 1) > 1e-6:
            raise ValueError(f"shares of formulas lie between 0 and 1 and those of sources add up to 1: {self}")
        if self.typical_tokens <= 0 or self.most_tokens < 8 or self.most_depth < 2:
            raise ValueError(f"formulas need room: at least 8 tokens, 2 rows deep, and a typical length: {self}")

    @property
    def shares(self) -> tuple[float, ...]:
        return tuple(getattr(self, kind) for kind in KINDS)

    def giving(self, **shares: float) -> FormulaConfig:
        """The same with other shares of some sources; those of the rest keep their proportions.

        Raises `ValueError` for shares that leave nothing of 1 to the rest.
        """
        kept = {kind: getattr(self, kind) for kind in KINDS if kind not in shares}
        left = (1 - sum(shares.values())) / sum(kept.values())
        changed: dict[str, Any] = shares | {kind: share * left for kind, share in kept.items()}
        return replace(self, **changed)


@dataclass(frozen=True)
class Sources:
    """Formulas as tokens: those from files (`formula_files.load_formulas`) and the captions of written expressions."""

    files: Sequence[Sequence[str]] = ()
    captions: Sequence[Sequence[str]] = ()


@dataclass(frozen=True)
class _Shelf:
    """Formulas to draw from, tokens joined by spaces to save memory, and their weights added up."""

    texts: list[str] = field(default_factory=list)
    sums: list[float] = field(default_factory=list)

    @classmethod
    def of(cls, formulas: Iterable[Sequence[str]], weights: Iterable[float]) -> _Shelf:
        return cls([" ".join(tokens) for tokens in formulas], list(accumulate(weights)))

    def draw(self, source: random.Random) -> Row:
        at = bisect(self.sums, source.random() * self.sums[-1])
        return parse(self.texts[min(at, len(self.texts) - 1)])


class Formulas:
    """Draws formulas. The same state of the generator gives the same formula; picklable, for worker processes.

    Nothing that is drawn leaves the vocabulary. Raises `ValueError` for one so small that it leaves nothing to draw.
    """

    def __init__(
        self, sources: Sources | None = None, config: FormulaConfig | None = None, vocabulary: Vocabulary | None = None
    ) -> None:
        sources, vocabulary = sources or Sources(), vocabulary or Vocabulary.load()
        self.config = config or FormulaConfig()
        rules = restricted(packaged_rules(), vocabulary)
        if not rules.keys() >= set(_STARTS.values()) - {_STARTS[GRID]}:
            raise ValueError(f"a vocabulary of {len(vocabulary)} tokens is too small to write mathematics")
        self.grammar = Pcfg(rules)
        self._drawn = frozenset(kind for kind, start in _STARTS.items() if start in rules)  # what the grammar gives
        self._renamer = Renamer(vocabulary)
        self._shelves = self._shelve(sources, vocabulary)
        self._kind_sums = list(accumulate(self._shares()))
        self._wanted: list[str] = []
        self._wanted_sums: list[float] = []
        if self.config.least > 0:
            self._balance(vocabulary)
        if self.config.by_use:
            self._shelves[SINGLE] = self._used(vocabulary)

    def draw(self, rng: np.random.Generator) -> Row:
        """The next formula; takes one number from the generator."""
        source = random.Random(int(rng.integers(2**63)))
        at = bisect(self._kind_sums, source.random() * self._kind_sums[-1])
        return self.draw_from(KINDS[min(at, len(KINDS) - 1)], source)

    def draw_from(self, kind: str, source: random.Random) -> Row:
        """A formula from one of the sources, by its name in `KINDS`. Raises `ValueError` for one that is not there."""
        if kind not in self.kinds:
            raise ValueError(f"there are no formulas from {kind!r}: the sources here are {', '.join(self.kinds)}")
        holds = self._rare(source) if kind == GRAMMAR else None
        for _ in range(_TRIES):
            row = self._made(kind, holds, source)
            if is_writable(row) and length(row) <= self.config.most_tokens and depth(row) <= self.config.most_depth:
                return row
        return parse(self.grammar.draw(_STARTS[SINGLE], source))

    @property
    def kinds(self) -> list[str]:
        """The sources that are there."""
        return [kind for kind in KINDS if kind in self._drawn or kind in self._shelves]

    def _made(self, kind: str, holds: str | None, source: random.Random) -> Row:
        if kind in _STARTS and kind not in self._shelves:
            return parse(self.grammar.draw(_STARTS[kind], source, holds))
        row = self._shelves[kind].draw(source)
        if kind == SINGLE:
            return row
        if source.random() < self.config.exchanged:
            row = exchange(row, self._shelves[kind].draw(source), source)
            row = parse(tokens_of(row))  # `\bar` over two symbols becomes `\overline`
        if source.random() < self.config.renamed:
            row = self._renamer(row, self.config.renamed_symbols, source)
        return row

    def _rare(self, source: random.Random) -> str | None:
        """A token that the formula shall hold, because too few do; None most of the time."""
        at = bisect(self._wanted_sums, source.random())
        return self._wanted[at] if at < len(self._wanted) else None

    def _shelve(self, sources: Sources, vocabulary: Vocabulary) -> dict[str, _Shelf]:
        files, captions = (
            [tokens for tokens in formulas if all(token in vocabulary for token in tokens)]
            for formulas in (sources.files, sources.captions)
        )
        shelves = {
            FILES: _Shelf.of(files, _by_length(files, self.config.typical_tokens)),
            CAPTIONS: _Shelf.of(captions, [1.0] * len(captions)),
        }
        return {kind: shelf for kind, shelf in shelves.items() if shelf.texts}

    def _used(self, vocabulary: Vocabulary) -> _Shelf:
        """All symbols that stand alone, as often as they are used."""
        used = uses(self, np.random.default_rng(1), _SURVEYED)
        names = standing_alone(used, vocabulary)
        return _Shelf.of(([name] for name in names), (used[name] * _weight(name) for name in names))

    def _shares(self) -> list[float]:
        shares = dict(zip(KINDS, self.config.shares, strict=True))
        for kind in set(KINDS) - set(self.kinds):
            shares[GRAMMAR] += shares.pop(kind)
        return [shares.get(kind, 0.0) for kind in KINDS]

    def _balance(self, vocabulary: Vocabulary) -> None:
        """Finds the tokens that come too seldom, and how often the grammar must be asked for each."""
        held = survey(self)
        possible = {token for token, number in self.grammar.expected(_STARTS[GRAMMAR]).items() if number > 0}
        shares = {token: held[token] / _SURVEYED for token in vocabulary.tokens if token in possible - _UNWANTED}
        lacking = _lacking(shares, self.config.least)
        grammar = self._shares()[KINDS.index(GRAMMAR)]
        self._wanted = list(lacking) if grammar else []
        self._wanted_sums = list(accumulate(missing / grammar for missing in lacking.values())) if grammar else []


def _weight(name: str) -> float:
    return _STYLED if name.startswith(FONTS) else 1.0


def _lacking(shares: dict[str, float], least: float, passes: int = 20) -> dict[str, float]:
    """The share of all formulas to draw for each token that would else stand in fewer than `least`.

    What is drawn for one token takes the place of what others stood in, so the answer is found by going round.
    """
    drawn = 0.0
    for _ in range(passes):
        lacking = {token: least - share * (1 - drawn) for token, share in shares.items()}
        drawn = min(sum(missing for missing in lacking.values() if missing > 0), 1.0)
    return {token: missing for token, missing in lacking.items() if missing > 0}


def survey(formulas: Formulas, count: int = _SURVEYED, seed: int = 0) -> Counter[str]:
    """In how many of `count` formulas each token stands."""
    rng = np.random.default_rng(seed)
    return Counter(token for _ in range(count) for token in set(heads(formulas.draw(rng))))


def _by_length(formulas: Sequence[Sequence[str]], median: float) -> list[float]:
    """Weights with which lengths come by a gamma distribution of shape 2 with this median, as handwriting does."""
    lengths = Counter(map(len, formulas))
    scale = median / 1.678  # the median of that distribution, in units of its scale
    return [len(tokens) * exp(-len(tokens) / scale) / lengths[len(tokens)] for tokens in formulas]
