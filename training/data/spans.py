"""Spans: stretches of a caption that are formulas by themselves, with the ink that belongs to them.

Letters: T tokens, S strokes, K symbols of a sample.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from mathnet.grammar_rules import STRUCTURE_OF_GRIDS
from mathnet.latex_names import GRIDS
from mathnet.latex_tree import ARGUMENTS, FONTS
from mathnet.vocabulary import Vocabulary
from training.data.sample import NO_SYMBOL, Floats, Ids, Sample

Span = tuple[int, int]  # tokens begin .. end - 1
_WITHOUT_INK = ("&", "\\\\", "\\begin{matrix}", "\\end{matrix}", "\\begin{aligned}", "\\end{aligned}", "\\end{cases}")


@dataclass(frozen=True)
class Structure:
    """Vocabulary ids of the tokens that make structure; sets hold those that the vocabulary has."""

    opening: int
    closing: int
    scripts: frozenset[int]
    root: int
    left_bracket: int
    right_bracket: int
    commands: frozenset[int]  # those with arguments, the root too
    fonts: frozenset[int]
    begins: frozenset[int]  # of grids
    ends_of_grids: frozenset[int]
    separators: frozenset[int]  # of cells and rows
    silent: frozenset[int]  # need no ink

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Structure:
        """Raises `ValueError` for a vocabulary without braces, scripts, roots and brackets."""

        def ids(tokens: Iterable[str]) -> frozenset[int]:
            return frozenset(vocabulary.encode(token for token in tokens if token in vocabulary))

        opening, closing, root, left, right = vocabulary.encode(["{", "}", "\\sqrt", "[", "]"])
        begins, ends = (ids(f"\\{side}{{{name}}}" for name in GRIDS) for side in ("begin", "end"))
        scripts = frozenset(vocabulary.encode(["_", "^"]))
        return cls(
            *(opening, closing, scripts, root, left, right),
            *(ids([*ARGUMENTS, "\\sqrt"]), ids(FONTS), begins, ends, ids(STRUCTURE_OF_GRIDS) - begins - ends),
            ids(_WITHOUT_INK) | {opening, closing, *scripts},
        )

    def starts(self, tokens: Ids) -> list[int]:
        """Positions at which a span may begin; the letter of a font is not itself without it."""
        outside = {self.opening, self.closing, *self.scripts, *self.ends_of_grids, *self.separators}
        index = self._index_brackets(tokens)
        letters = {at + 2 for at in np.flatnonzero(np.isin(tokens, list(self.fonts))).tolist()}
        within = letters | index.keys()
        return [at for at, token in enumerate(tokens.tolist()) if token not in outside and at not in within]

    def ends(self, tokens: Ids, begin: int) -> list[int]:
        """Positions behind which a span that begins at `begin` may end."""
        index, depth, found = self._index_brackets(tokens), 0, []
        opens, closes = {self.opening, *self.begins}, {self.closing, *self.ends_of_grids}
        for at in range(begin, len(tokens)):
            token = int(tokens[at])
            depth += (token in opens or index.get(at) == 1) - (token in closes or index.get(at) == -1)
            if depth < 0 or (depth == 0 and token in self.separators):
                break
            if depth == 0 and not self._awaits(tokens, at, index):
                found.append(at + 1)
        return found

    def _awaits(self, tokens: Ids, at: int, index: dict[int, int]) -> bool:
        """Whether the token at `at` needs what comes next: an argument, or the second one of a fraction."""
        needs = int(tokens[at]) in self.commands | self.scripts
        behind = at + 1 < len(tokens) and (int(tokens[at + 1]) == self.opening)
        return needs or behind or index.get(at) == -1

    def _index_brackets(self, tokens: Ids) -> dict[int, int]:
        """Where root indices open (1) and close (-1); other brackets are symbols."""
        marks: dict[int, int] = {}
        for at in np.flatnonzero(tokens[:-1] == self.root).tolist():
            if tokens[at + 1] == self.left_bracket:
                depth = np.cumsum((tokens[at:] == self.opening).astype(int) - (tokens[at:] == self.closing))
                closing = np.flatnonzero((tokens[at:] == self.right_bracket) & (depth == 0))
                if len(closing):
                    marks[at + 1], marks[at + int(closing[0])] = 1, -1
        return marks

    def may_stand_at(self, host: Ids, at: int, part: Ids) -> bool:
        """Whether `part` may be written at `at` of `host`: a root's index has no brackets and grids of its own."""
        inside = sum(mark for place, mark in self._index_brackets(host).items() if place < at)
        return not inside or not np.isin(part, [self.left_bracket, self.right_bracket, *self.begins]).any()

    def written(self, sample: Sample, span: Span) -> bool:
        """Whether every symbol token of the span is tied to ink, so that the span can stand alone."""
        begin, end = span
        index = self._index_brackets(sample.tokens)
        return all(
            sample.symbol_of_token[at] != NO_SYMBOL or int(sample.tokens[at]) in self.silent or at in index
            for at in range(begin, end)
        )


def cut(sample: Sample, span: Span) -> Sample:
    """The span as a sample of its own, in the coordinates of the whole."""
    begin, end = span
    symbols = [symbol for symbol in dict.fromkeys(sample.symbol_of_token[begin:end].tolist()) if symbol != NO_SYMBOL]
    return assemble(
        [(stroke, int(symbol)) for stroke, symbol in zip(sample.strokes, sample.symbol_of_stroke, strict=True)
         if symbol in symbols],
        {symbol: int(sample.labels[symbol]) for symbol in symbols},
        [(int(sample.tokens[at]), int(sample.symbol_of_token[at])) for at in range(begin, end)],
    )  # fmt: skip


def assemble(
    strokes: Sequence[tuple[Floats, int]], labels: dict[int, int], tokens: Sequence[tuple[int, int]]
) -> Sample:
    """A sample from strokes and tokens that each name their symbol by any number, -1 for none."""
    number = {symbol: index for index, symbol in enumerate(labels)} | {NO_SYMBOL: NO_SYMBOL}
    return Sample(
        [stroke for stroke, _ in strokes],
        np.array([number.get(symbol, NO_SYMBOL) for _, symbol in strokes], dtype=np.int64),
        np.array(list(labels.values()), dtype=np.int64),
        np.array([token for token, _ in tokens], dtype=np.int64),
        np.array([number.get(symbol, NO_SYMBOL) for _, symbol in tokens], dtype=np.int64),
    )
