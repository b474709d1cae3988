"""Compose: new expressions out of the corpus' own ink.

Three ways, all of which keep strokes, captions and symbol groups tied together: *cut* a sub-expression out; *graft* a
sub-expression of one expression into the place of another's; *swap* single symbols for others of the same kind, which
teaches the decoder to trust the ink and not the corpus' favourite formulas. A picture has no symbols to take apart: it
stays as it is, and gives nothing to others.

Letters: N points, S strokes.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace

import numpy as np

from mathnet.grammar import Grammar
from mathnet.latex_tree import NARROW, WIDE
from mathnet.raster import stroke_size
from mathnet.vocabulary import Vocabulary
from training.data.sample import NO_SYMBOL, Floats, Sample
from training.data.spans import Span, Structure, assemble, cut

_KINDS = (
    "0 1 2 3 4 5 6 7 8 9",
    "a c e m n o r s u v w x z \\alpha \\sigma \\infty",
    "b d h k l t \\theta \\lambda",
    "g p q y \\gamma \\mu \\phi \\beta",
    "A B C E F G H I L M N P R S T V X Y \\Delta",
    "+ - \\times \\div \\pm \\cdot",
    "= \\neq \\leq \\geq < > \\in",
)


@dataclass(frozen=True)
class ComposeConfig:
    """Shares of composed expressions; what is left of 1 is drawn from the corpus as it stands."""

    cut: float = 0.15
    graft: float = 0.25
    swap: float = 0.3  # chance that a sample, however it came about, has some symbols swapped
    swapped: float = 0.3  # share of its symbols then
    synthetic: float = 0.0  # chance that an expression comes from the data engine, not from the corpus
    # Of the engine's expressions:
    scribbles: float = 0.01  # ink that is no formula
    grids: float = 0.0  # matrices, cases and aligned lines beside those that come anyway
    singles: float = 0.0  # single symbols, as often as formulas use each; 0 for a twentieth, as the grammar has them
    typical_tokens: float = 14.0  # median length of formulas from files

    def __post_init__(self) -> None:
        shares = (self.cut, self.graft, self.swap, self.swapped, self.synthetic)
        engine = (self.scribbles, self.grids, self.singles)
        sums = (self.cut + self.graft, self.grids + self.singles)
        if self.typical_tokens <= 0:
            raise ValueError(f"the typical length of formulas is a positive number of tokens: {self}")
        if not all(0 <= share <= 1 for share in (*shares, *engine)) or max(sums) > 1:
            raise ValueError(f"shares of composed expressions must lie between 0 and 1: {self}")


@dataclass(frozen=True, eq=False)
class _Specimen:
    """One written symbol, for swapping."""

    label: int
    strokes: list[Floats]


class Composer:
    """Draws expressions, real and composed, from a corpus. The same generator state gives the same expression."""

    def __init__(self, samples: list[Sample], vocabulary: Vocabulary, config: ComposeConfig) -> None:
        self.samples, self.config = samples, config
        self.donors = [sample for sample in samples if sample.picture is None]
        self.structure, self.vocabulary, self.grammar = Structure.of(vocabulary), vocabulary, Grammar(vocabulary)
        self.kind_of = {
            label: kind
            for kind, names in enumerate(_KINDS)
            for label in vocabulary.encode(name for name in names.split() if name in vocabulary)
        }
        self.bank = self._collect()

    def _collect(self) -> dict[int, list[_Specimen]]:
        bank: dict[int, list[_Specimen]] = defaultdict(list)
        for sample in self.samples:
            for symbol, label in enumerate(sample.labels.tolist()):
                if label in self.kind_of:
                    strokes = [sample.strokes[at] for at in np.flatnonzero(sample.symbol_of_stroke == symbol)]
                    bank[self.kind_of[label]].append(_Specimen(label, strokes))
        return bank

    def draw(self, index: int, rng: np.random.Generator) -> Sample:
        """The expression number `index`, or one composed from it."""
        sample = self.samples[index]
        if sample.picture is not None:
            return sample
        chance = rng.random()
        if chance < self.config.cut:
            sample = self.cut(sample, rng)
        elif chance < self.config.cut + self.config.graft:
            sample = self.graft(sample, self.donors[rng.integers(len(self.donors))], rng)
        if rng.random() < self.config.swap:
            sample = self.swap(sample, rng)
        return _resized(sample)

    def _span(self, sample: Sample, rng: np.random.Generator, longest: int) -> Span | None:
        starts = self.structure.starts(sample.tokens)
        if not starts:
            return None
        begin = int(rng.choice(starts))
        ends = [end for end in self.structure.ends(sample.tokens, begin) if end - begin <= longest]
        span = (begin, int(rng.choice(ends))) if ends else None
        return span if span and self.structure.written(sample, span) else None

    def cut(self, sample: Sample, rng: np.random.Generator) -> Sample:
        """A random sub-expression, or the whole where none can be cut out."""
        span = self._span(sample, rng, len(sample.tokens)) if sample.strokes else None
        part = cut(sample, span) if span else sample
        return part if part.strokes else sample

    def graft(self, host: Sample, donor: Sample, rng: np.random.Generator, tries: int = 6) -> Sample:
        """`host` with one sub-expression replaced by one of `donor` that fits into its place."""
        for _ in range(tries):
            there, here = self._span(host, rng, 16), self._span(donor, rng, 16)
            if there and here and not self._collides(host, there, donor, here):
                grown = _planted(host, there, donor, here)
                if grown is not None and self._reads(grown):
                    return grown
        return host

    def _reads(self, sample: Sample) -> bool:
        r"""Whether what stands over one symbol still does, and the other way round, see `mathnet.grammar_rules`."""
        caption = self.vocabulary.decode(sample.tokens.tolist())
        if not any(token in WIDE or token in NARROW or token.startswith("\\begin") for token in caption):
            return True
        return self.grammar.reads(sample.tokens.tolist())

    def _collides(self, host: Sample, there: Span, donor: Sample, here: Span) -> bool:
        """Whether two scripts would stand on one base, host's behind donor's, or a bracket in a root's index."""
        follows = there[1] < len(host.tokens) and int(host.tokens[there[1]]) in self.structure.scripts
        twice = follows and int(donor.tokens[here[1] - 1]) == self.structure.closing
        return twice or not self.structure.may_stand_at(host.tokens, there[0], donor.tokens[here[0] : here[1]])

    def swap(self, sample: Sample, rng: np.random.Generator) -> Sample:
        """Some symbols replaced by others of their kind, written by someone else."""
        strokes = list(zip(sample.strokes, sample.symbol_of_stroke.tolist(), strict=True))
        labels = dict(enumerate(sample.labels.tolist()))
        for symbol, label in list(labels.items()):
            if label in self.kind_of and rng.random() < self.config.swapped:
                specimens = self.bank[self.kind_of[label]]
                chosen = specimens[rng.integers(len(specimens))]
                fitted = _fitted(chosen.strokes, [stroke for stroke, owner in strokes if owner == symbol])
                if fitted is not None:
                    strokes, labels[symbol] = _replaced(strokes, {symbol}, [(s, symbol) for s in fitted]), chosen.label
        tokens = [
            (labels[symbol] if symbol != NO_SYMBOL and labels[symbol] in self.kind_of else token, symbol)
            for token, symbol in zip(sample.tokens.tolist(), sample.symbol_of_token.tolist(), strict=True)
        ]
        return assemble(strokes, labels, tokens)


def _resized(sample: Sample) -> Sample:
    """The sample in its own symbol size, which a cut or a graft changes: what the rasteriser would do to its ink."""
    size = stroke_size(sample.strokes)
    return replace(sample, strokes=[stroke / np.float32(size) for stroke in sample.strokes])


Owned = list[tuple[Floats, int]]


def _replaced(strokes: Owned, gone: set[int], new: Owned) -> Owned:
    """`strokes` without those of the symbols `gone`; the new ones stand where the first of them was."""
    first = next(at for at, (_, owner) in enumerate(strokes) if owner in gone)
    rest = [(at, pair) for at, pair in enumerate(strokes) if pair[1] not in gone]
    return [pair for at, pair in rest if at < first] + new + [pair for at, pair in rest if at > first]


def _box(strokes: list[Floats]) -> tuple[Floats, Floats]:
    """Centre and size (x, y) of strokes."""
    points = np.concatenate(strokes)
    low, high = points.min(axis=0), points.max(axis=0)
    return (low + high) / 2, high - low


def _fitted(strokes: list[Floats], place: list[Floats], stretch: float = 1.3) -> list[Floats] | None:
    """Strokes moved and scaled into the box of `place`; None if they would be distorted or change size too much."""
    if not strokes or not place:
        return None
    (here, size), (there, room) = _box(strokes), _box(place)
    size, room = np.maximum(size, 0.08), np.maximum(room, 0.08)
    ratio = room / size
    even = float(np.sqrt(ratio[0] * ratio[1]))
    if not 0.4 < even < 2.5 or not 1 / stretch**2 < ratio[0] / ratio[1] < stretch**2:
        return None
    scale = np.clip(ratio, even / stretch, even * stretch)
    return [((stroke - here) * scale + there).astype(np.float32) for stroke in strokes]


def _planted(host: Sample, there: Span, donor: Sample, here: Span) -> Sample | None:
    """The donor's span in the place of the host's; None if it does not fit or either holds no ink."""
    old = set(host.symbol_of_token[there[0] : there[1]].tolist()) - {NO_SYMBOL}
    part = cut(donor, here)
    place = [stroke for stroke, owner in zip(host.strokes, host.symbol_of_stroke, strict=True) if owner in old]
    fitted = _fitted(part.strokes, place)
    if fitted is None:
        return None
    base = len(host.labels)
    strokes = list(zip(host.strokes, host.symbol_of_stroke.tolist(), strict=True))
    new = [(stroke, base + int(owner)) for stroke, owner in zip(fitted, part.symbol_of_stroke, strict=True)]
    labels = {symbol: int(label) for symbol, label in enumerate(host.labels) if symbol not in old}
    labels |= {base + symbol: int(label) for symbol, label in enumerate(part.labels)}
    tokens = list(zip(host.tokens.tolist(), host.symbol_of_token.tolist(), strict=True))
    grown = [(token, NO_SYMBOL if owner == NO_SYMBOL else base + owner)
             for token, owner in zip(part.tokens.tolist(), part.symbol_of_token.tolist(), strict=True)]  # fmt: skip
    return assemble(_replaced(strokes, old, new), labels, tokens[: there[0]] + grown + tokens[there[1] :])
