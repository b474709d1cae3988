"""Sources: where composed expressions come from, with nothing but what the program brings along.

Replay: formulas of the grammar in made-up hands of vector glyphs, and CROHME's training writers where a packed file is
given. The person's hand: the same formulas with symbols that were cut out of the corrections.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from mathnet.vocabulary import Vocabulary
from training.data.compose import ComposeConfig, Composer
from training.data.corpus import Corpus
from training.data.sample import Sample
from training.data.split import split
from training.formulas.formulas import Formulas
from training.personal.lessons import Draws, FromCorpus
from training.synthesis.engine import Engine
from training.synthesis.specimens import TRAINING, build_bank, hand_of

_HAND = "person"
_FEWEST = 5  # different symbols that make a hand worth composing in


@dataclass(frozen=True)
class Replay:
    """What is not to be forgotten: composed expressions, and those of a packed corpus if there is one."""

    composed: Engine
    corpus: Corpus | None = None

    def sources(self) -> list[Draws]:
        """Each as much as the other."""
        if self.corpus is None or not len(self.corpus):
            return [self.composed]
        composer = Composer(self.corpus.samples, Vocabulary(self.corpus.vocabulary), ComposeConfig())
        return [self.composed, FromCorpus(composer)]


def make_replay(vocabulary: Vocabulary, crohme: Path | None, share: float, seed: int) -> Replay:
    """Replay in the vocabulary of a model, without the writers that were held out from its training.

    Raises `OSError` and `ValueError` for a packed file that cannot be read.
    """
    bank, _ = build_bank(supply=TRAINING)
    engine = Engine(Formulas(vocabulary=vocabulary), bank, vocabulary, writers=bank.writers)
    if crohme is None:
        return Replay(engine)
    return Replay(engine, spoken(split(Corpus.load(crohme), share, seed)[0], vocabulary))


def spoken(corpus: Corpus, vocabulary: Vocabulary) -> Corpus:
    """A corpus in another vocabulary, without what that has no token for."""
    if corpus.vocabulary == vocabulary.tokens:
        return corpus
    number = np.array([vocabulary.encode([token])[0] if token in vocabulary else -1 for token in corpus.vocabulary])
    kept = [at for at, sample in enumerate(corpus.samples) if (number[sample.tokens] >= 0).all()]
    found = corpus.subset(kept)
    samples = [_translated(sample, number) for sample in found.samples]
    return Corpus(samples, found.names, found.sources, found.writers, vocabulary.tokens)


def _translated(sample: Sample, number: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Sample:
    labels = np.where(sample.labels < 0, sample.labels, number[sample.labels])
    return replace(sample, tokens=number[sample.tokens], labels=labels)


def hand_engine(samples: Sequence[Sample], replay: Engine) -> Engine | None:
    """Formulas in a person's own symbols, as far as they were cut out of the samples; else none."""
    written = [sample for sample in samples if len(sample.labels)]
    labels = {int(label) for sample in written for label in sample.labels}
    if len(labels) < _FEWEST:
        return None
    count = len(written)
    names = [f"{_HAND} {number}" for number in range(count)]
    own = Corpus(written, names, [_HAND] * count, [_HAND] * count, replay.vocabulary.tokens)
    bank, _ = build_bank(own, supply=TRAINING)
    return replace(replay, bank=bank, writers=[hand_of(_HAND, _HAND)], scribbles=0.0)
