"""Samples: the corrections of a person, as the program exports them, brought to what a model can learn.

Every fifth is held back to judge by. The program does not say which strokes make a symbol; the model that is to learn
finds them by where it looks when it is told what is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mathnet.errors import SpokenError
from mathnet.ink import Ink
from mathnet.linking import inked, strokes_of
from mathnet.reading import Candidate
from mathnet.recognizer import Recognizer
from mathnet.sources import SourceError
from mathnet.vocabulary import Vocabulary
from training.data.corpus import Corpus
from training.data.folder import is_table, read_folder
from training.data.gather import Source
from training.data.report import Report
from training.data.sample import NO_SYMBOL, Sample
from training.data.texts import list_files

EVERY = 5  # one of so many is held back, none of fewer


def read_samples(folder: Path, vocabulary: Vocabulary) -> tuple[Corpus, Report]:
    """The usable samples of a folder in the order of their names, and what was passed over and why.

    Raises `ValueError` for a folder without samples that can be used.
    """
    if not folder.is_dir():
        raise SourceError("there is no folder {}: export your corrections, and name the folder they went to", folder)
    report = Report()
    try:
        corpus = read_folder(Source(folder), list_files(folder, is_table), None, vocabulary, report)
    except OSError as error:
        raise SourceError("{} cannot be read: {}", folder, error) from error
    if not len(corpus):
        said = "; ".join(f"{name}: {why}" for name, why in report.skipped[:3])
        raise SpokenError("no sample in {} can be used ({}): export them anew", folder, said or "–")
    return corpus.subset(sorted(range(len(corpus)), key=lambda at: corpus.names[at])), report


@dataclass(frozen=True)
class Divided:
    """Samples to learn from, and those that are held back to judge by."""

    taught: Corpus
    held_back: Corpus


def divide(corpus: Corpus) -> Divided:
    """Holds back every fifth sample, none where there are fewer than five."""
    held_back = range(EVERY - 1, len(corpus), EVERY)
    taught = [at for at in range(len(corpus)) if at not in held_back]
    return Divided(corpus.subset(taught), corpus.subset(held_back))


def to_given(sample: Sample) -> Ink | NDArray[np.uint8]:
    """What the recogniser reads: ink, or a picture, black on white."""
    if sample.picture is not None:
        return np.asarray(255 - sample.picture, dtype=np.uint8)
    return Ink.of([stroke.tolist() for stroke in sample.strokes])


def grouped(samples: Sequence[Sample], recognizer: Recognizer) -> list[Sample]:
    """The samples with their strokes tied to symbols, as far as the model finds ink for each of them."""
    return [_tied(sample, recognizer) for sample in samples]


def _tied(sample: Sample, recognizer: Recognizer) -> Sample:
    ink, tokens = to_given(sample), recognizer.vocabulary.decode(sample.tokens.tolist())
    if not isinstance(ink, Ink) or len(sample.labels):
        return sample
    try:
        looked = recognizer.explain(ink, tokens)[-1].mean(axis=0)  # (T, H, W)
    except ValueError:  # a caption that the grammar cannot read has no places to look at
        return sample
    reading = recognizer.recognize(ink, beam=1, top=1)
    told = Candidate(tokens, "", 0.0, 1.0, (1.0,) * len(tokens), looked)
    return _with_symbols(sample, strokes_of(told, reading, ink), tokens)


def _with_symbols(sample: Sample, strokes: Sequence[frozenset[int]], tokens: Sequence[str]) -> Sample:
    """The sample with symbols; as it is where a token with ink of its own has found none."""
    places = inked(tokens)
    if not all(strokes[at] for at in places):
        return sample
    symbol_of_stroke = np.full(len(sample.strokes), NO_SYMBOL, dtype=np.int64)
    symbol_of_token = np.full(len(tokens), NO_SYMBOL, dtype=np.int64)
    for symbol, at in enumerate(places):
        symbol_of_stroke[sorted(strokes[at])] = symbol
        symbol_of_token[at] = symbol
    labels = sample.tokens[places]
    return replace(sample, symbol_of_stroke=symbol_of_stroke, labels=labels, symbol_of_token=symbol_of_token)
