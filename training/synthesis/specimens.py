r"""Specimens: fills a symbol bank from ink of whole expressions, drawn symbols, look-alikes and single-stroke letters.

Without any data at hand, the glyphs of `training.synthesis.hershey` alone give every symbol some specimens. A `Supply`
keeps what banks for training and banks to measure by are made of apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace
from pathlib import Path
from string import ascii_uppercase

import numpy as np

from training.data.corpus import Corpus
from training.data.sample import Floats
from training.data.split import split
from training.synthesis import hershey
from training.synthesis.curves import fitted, thinned
from training.synthesis.detexify import PLAIN, Part, read_detexify
from training.synthesis.likeness import fuller, nearer, unlike, usual
from training.synthesis.lookalikes import RECIPES, Recipe
from training.synthesis.symbols import Specimen, SymbolBank, fits
from training.synthesis.typography import WRITTEN, shape_of

_MOST, _MOST_OF_A_HAND = 400, 4  # specimens of a token in the bank, and of one writer among them
_ENOUGH = 60
_PLENTY = dict.fromkeys("DJKOQUWZ", 160)  # what is as frequent as any letter, but missing in CROHME
_LARGEST = 6.0  # capitals wide or high; an overlong minus or root is of no use
_SURE, _UNSURE = 6.0, 3.0  # how odd a symbol may look whose label was checked, and one whose label was not
_DOTS = frozenset([".", ":", "\\bullet", "\\therefore", "\\because", *(f"\\{which}dots" for which in "lcvd"), "\\cdot"])
# What looks like the other in some hands: a z with a tail is a fine z, but no capital.
_MISTAKEN = {"\\vartheta": "\\theta", "\\varphi": "\\phi", "Z": "3", "\\{": "|", "\\}": "|"}
_STYLED = (*(f"\\mathbb{{{letter}}}" for letter in (*ascii_uppercase, "1")),
           *(f"\\mathcal{{{letter}}}" for letter in ascii_uppercase))  # fmt: skip
EVERYTHING = (*WRITTEN, *_STYLED)  # all that may stand in a bank


@dataclass(frozen=True)
class Supply:
    """Which drawings a bank takes, and how much it makes up."""

    drawings: Part = Part.EVERY
    enough: int = _ENOUGH  # specimens of a token; with so many real ones, nothing is made up
    plenty: Mapping[str, int] = field(default_factory=lambda: _PLENTY)  # of some, more
    first_hand: int = 0  # of the made-up writers of glyphs, who are as many as `hershey.HANDS` or `enough`


TRAINING = Supply(Part.TRAINING)
# To measure by: other drawings, other made-up writers, and as little made up as will do
HELD_OUT = Supply(Part.HELD_OUT, enough=5, plenty={}, first_hand=1000)


def build_bank(
    corpus: Corpus | None = None,
    detexify: Path | None = None,
    seed: int = 0,
    tokens: Collection[str] = EVERYTHING,
    supply: Supply | None = None,
) -> tuple[SymbolBank, str]:
    """The bank of a packed corpus and a file of drawn symbols, and a sentence on what was read and left out.

    Only `tokens` come into it; those of which others are made must be among them. Raises `OSError` and `ValueError` for
    a file that cannot be read. The same sources and seed make the same bank.
    """
    rng, supply = np.random.default_rng(seed), supply or Supply()
    written = _grouped(_of_corpus(corpus, frozenset(tokens)) if corpus is not None else [])
    drawn = _grouped(_of_detexify(detexify, frozenset(tokens), supply.drawings) if detexify is not None else [])
    told = {token: specimens for token, specimens in _told_apart(drawn, written).items() if specimens}
    kept = [_thin(specimen) for specimen in (*_chosen(written, _SURE, rng), *_chosen(told, _UNSURE, rng))]
    real = Counter(specimen.token for specimen in kept)
    made = [specimen for token in tokens if real[token] < supply.enough for specimen in _of_hershey(token, supply)]
    made += _composed(SymbolBank([*kept, *made]), tokens, supply, rng)
    read = (f"{sum(map(len, group.values()))} {what}" for group, what in ((written, "written"), (drawn, "drawn")))
    return SymbolBank([*kept, *made]), f"{' and '.join(read)} symbols read, {len(kept)} kept, {len(made)} made"


def prepare_symbols(
    corpus: Path | None, detexify: Path | None, out: Path, validation_share: float = 0.08, seed: int = 2026
) -> int:
    """Packs a symbol bank of a packed corpus and a file of drawn symbols, either of which may lack. Returns 0.

    The writers that `split` holds out for validation, with a recipe's share and seed, are left out of it, and so are
    the drawings that are held out to measure by.

    Raises `OSError` and `ValueError` for a file that cannot be read.
    """
    written = split(Corpus.load(corpus), validation_share, seed)[0] if corpus is not None else None
    bank, said = build_bank(written, detexify, supply=TRAINING)
    bank.save(out)
    print(f"{said}; {len(bank.tokens)} symbols by {len(bank.writers)} hands packed into {out}")
    return 0


def hand_of(source: str, writer: str) -> str:
    """The name of a writer's hand in a bank."""
    return f"{source} {writer}"


def _thin(specimen: Specimen) -> Specimen:
    return replace(specimen, strokes=[thinned(stroke) for stroke in specimen.strokes])


def _of_corpus(corpus: Corpus, tokens: Set[str]) -> Iterator[Specimen]:
    """Every symbol of every expression; where the writer is not known, an expression counts as a hand of its own."""
    for sample, name, source, writer in zip(corpus.samples, corpus.names, corpus.sources, corpus.writers, strict=True):
        strokes_of: dict[int, list[Floats]] = defaultdict(list)
        for stroke, symbol in zip(sample.strokes, sample.symbol_of_stroke.tolist(), strict=True):
            strokes_of[symbol].append(stroke)
        for symbol, label in enumerate(sample.labels.tolist()):
            token = corpus.vocabulary[label] if label >= 0 else ""
            if token in tokens and symbol in strokes_of:
                yield from _fitting(token, strokes_of[symbol], hand_of(source, writer or name), source)


def _of_detexify(path: Path, tokens: Set[str], part: Part) -> Iterator[Specimen]:
    for token, drawings in read_detexify(path, tokens, part).items():
        for strokes in drawings:
            yield from _fitting(token, strokes, "", "detexify")


def _of_hershey(token: str, supply: Supply) -> Iterator[Specimen]:
    if token in hershey.glyphs():
        for hand in range(supply.first_hand, supply.first_hand + min(hershey.HANDS, supply.enough)):
            yield from _fitting(token, hershey.written(token, hand), f"{hershey.HAND} {hand}", "hershey")


def _fitting(token: str, strokes: list[Floats], writer: str, source: str) -> Iterator[Specimen]:
    """The symbol scaled to its shape, unless that makes it overlong."""
    scaled = fitted(strokes, shape_of(token))
    size = np.ptp(np.concatenate(scaled), axis=0)
    if size.max() <= _LARGEST and fits(scaled):
        yield Specimen(token, scaled, writer, source)


Groups = dict[str, list[Specimen]]


def _grouped(specimens: Iterable[Specimen]) -> Groups:
    groups: Groups = defaultdict(list)
    for specimen in specimens:
        groups[specimen.token].append(specimen)
    return dict(sorted(groups.items()))


def _told_apart(drawn: Groups, written: Groups) -> Groups:
    r"""The drawings without those of `\mathcal` and `\mathbb` that could be the plain letter, and without script ones
    where they serve as plain letters."""
    return {token: [found[at] for at in _style_shown(token, found, written)] for token, found in drawn.items()}


def _style_shown(token: str, found: list[Specimen], written: Groups) -> list[int]:
    letter = token.rstrip("}")[-1]
    script = f"\\mathcal{{{letter}}}"
    if token not in _STYLED and token not in PLAIN:
        return list(range(len(found)))
    drawings = [specimen.strokes for specimen in found]
    plain = [*_glyphs(letter), *(specimen.strokes for specimen in written.get(letter, [])[:_MOST])]
    if token.startswith("\\mathbb"):
        shown = fuller(drawings, plain)
    else:
        shown = nearer(drawings, _glyphs(script), plain) == (token == script)
    return np.flatnonzero(shown).tolist()


def _glyphs(token: str) -> list[list[Floats]]:
    return [hershey.written(token, hand) for hand in range(hershey.HANDS)]


def _chosen(groups: Groups, tolerance: float, rng: np.random.Generator) -> Iterator[Specimen]:
    """Of each token a fair number, not too many by one hand, less those that look like something else."""
    for token, found in groups.items():
        fair = _fair([found[at] for at in rng.permutation(len(found)).tolist()])
        drawings = [specimen.strokes for specimen in fair]
        keep = np.ones(len(fair), dtype=bool) if token in _DOTS else usual(drawings, tolerance)
        if token in _MISTAKEN:
            keep &= unlike(drawings, [specimen.strokes for specimen in groups.get(_MISTAKEN[token], [])])
        yield from (fair[at] for at in np.flatnonzero(keep).tolist())


def _fair(specimens: list[Specimen]) -> list[Specimen]:
    """The first specimens, but not too many of one hand."""
    hands: Counter[str] = Counter()
    fair = []
    for specimen in specimens:
        hands[specimen.writer] += 1
        if not specimen.writer or hands[specimen.writer] <= _MOST_OF_A_HAND:
            fair.append(specimen)
    return fair[:_MOST]


def _composed(
    bank: SymbolBank, tokens: Collection[str], supply: Supply, rng: np.random.Generator
) -> Iterator[Specimen]:
    """Look-alikes by the real hands of a bank, for the tokens of which it has too few.

    Where there are none, made-up hands stand in, but only for what they have no glyph of.
    """
    real = [hand for hand in bank.writers if not hand.startswith(hershey.HAND)]
    hands = real or bank.writers
    for token in (token for token in tokens if token in RECIPES):
        wanted = supply.plenty.get(token, supply.enough) if real or token not in hershey.glyphs() else 0
        made: list[Specimen] = []
        for _ in range(wanted - bank.count(token)):
            hand = hands[int(rng.integers(len(hands)))] if hands else ""
            made += _fitting(token, _follow(RECIPES[token], bank, hand, rng), hand, "composed")
        rivals = bank.specimens(_MISTAKEN[token]) if _MISTAKEN.get(token) in bank else []
        keep = unlike([specimen.strokes for specimen in made], [rival.strokes for rival in rivals])
        yield from (made[at] for at in np.flatnonzero(keep).tolist())


def _follow(recipe: Recipe, bank: SymbolBank, hand: str, rng: np.random.Generator) -> list[Floats]:
    return recipe(lambda token: bank.pick(token, rng, hand).strokes, rng)
