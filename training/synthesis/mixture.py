"""Mixture: composed expressions among the real ones of a corpus, for the stream of fine-tuning."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from mathnet.vocabulary import Vocabulary
from training.data.compose import ComposeConfig, Composer
from training.data.corpus import Corpus
from training.data.sample import Sample
from training.formulas.files import captions_of, load_formulas
from training.formulas.formulas import GRID, SINGLE, FormulaConfig, Formulas, Sources
from training.synthesis.engine import Engine
from training.synthesis.specimens import build_bank, hand_of
from training.synthesis.symbols import SymbolBank


@dataclass(frozen=True, eq=False)
class Mixture:
    """A corpus' own expressions, as the composer draws them, mixed with a share of the engine's.

    Another stream than the composer's alone even with a share of 0, since each expression takes one more number.
    """

    composer: Composer
    engine: Engine
    share: float  # of the engine's expressions, from 0 to 1

    @property
    def samples(self) -> list[Sample]:
        return self.composer.samples

    def draw(self, index: int, rng: np.random.Generator) -> Sample:
        """An expression of the engine, or number `index` of the corpus or one composed from it."""
        return self.engine.draw(rng) if rng.random() < self.share else self.composer.draw(index, rng)

    def cut(self, sample: Sample, rng: np.random.Generator) -> Sample:
        return self.composer.cut(sample, rng)


def make_engine(
    corpus: Corpus,
    held_out: Corpus,
    vocabulary: Vocabulary,
    bank: Path | None,
    formulas: Path | None,
    config: ComposeConfig | None = None,
) -> Engine:
    """The engine over a packed symbol bank and packed formulas, either of which may lack: the program's own glyphs and
    grammar then serve alone. Captions of `corpus` are recombined, too. Of `config`, what it says of the engine counts.

    Raises `ValueError` for a bank with symbols of writers that are held out, and `OSError` for files that lack.
    """
    symbols = SymbolBank.load(bank) if bank is not None else build_bank()[0]
    refuse_held_out(symbols, held_out, bank)
    sources = Sources(tuple(load_formulas(formulas)) if formulas is not None else (), tuple(captions_of(corpus)))
    config = config or ComposeConfig()
    trees = Formulas(sources, mix_of(config), vocabulary)
    return Engine(
        trees, symbols, vocabulary, writers=symbols.writers, scribbles=config.scribbles, twins=not config.singles
    )


def mix_of(config: ComposeConfig) -> FormulaConfig:
    """The mix of formulas with the shares of grids and single symbols and the length that a recipe asks for."""
    asked = {GRID: config.grids} | ({SINGLE: config.singles} if config.singles else {})
    mix = FormulaConfig(typical_tokens=config.typical_tokens)
    return replace(mix.giving(**asked), by_use=config.singles > 0)


def refuse_held_out(symbols: SymbolBank, held_out: Corpus, path: Path | None) -> None:
    """Raises `ValueError` if a bank has symbols of writers, however few, that are held out."""
    known = zip(held_out.sources, held_out.writers, strict=True)
    seen = {hand_of(source, writer) for source, writer in known if writer} & symbols.everyone
    if seen:
        raise ValueError(
            f"the symbol bank {path} has symbols of {len(seen)} writers that are held out for validation: make it anew "
            "by `training symbols` with the recipe's seed and validation_share"
        )
