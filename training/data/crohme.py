"""CROHME: InkML files and their canonical captions, brought to samples.

Captions come from tables of `file stem <TAB> tokens`; ink, symbol groups and writers from the InkML files. What cannot
be used is reported, never passed over in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

import numpy as np

from mathnet import inkml
from mathnet.ink import Ink
from mathnet.raster import stroke_size
from mathnet.sources import iterate
from mathnet.vocabulary import Vocabulary
from training.data.align import align
from training.data.corpus import Corpus, fits
from training.data.sample import NO_SYMBOL, Sample

UNKNOWN_WRITERS = frozenset({"", "Unknown"})


@dataclass
class Report:
    """What was read and what was not, with the reason."""

    read: int = 0
    skipped: list[tuple[str, str]] = field(default_factory=list)

    def lines(self) -> Iterator[str]:
        yield f"{self.read} expressions read, {len(self.skipped)} left out"
        for name, why in self.skipped:
            yield f"  {name}: {why}"


def read_captions(path: Path) -> dict[str, list[str]]:
    """A table of `file stem <TAB> tokens`, the stem with its folder before it where stems repeat (`t2013/101_em_1`).

    Raises `ValueError` that names a malformed line.
    """
    captions = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        stem, tab, tokens = line.partition("\t")
        if not tab or not stem:
            raise ValueError(f"{path}, line {number}: expected `file stem <TAB> tokens`")
        captions[stem] = tokens.split()
    return captions


def to_sample(ink: Ink, tokens: list[str], vocabulary: Vocabulary) -> Sample:
    """A sample in symbol sizes. Raises `ValueError` for ink without strokes and for tokens the vocabulary lacks."""
    size = stroke_size([stroke.points for stroke in ink.strokes])
    corner = np.array([ink.box.left, ink.box.top], dtype=np.float32)
    symbol_of_stroke = np.full(len(ink), NO_SYMBOL, dtype=np.int64)
    symbol_of_token = np.array(align(tokens, ink), dtype=np.int64)
    for index, symbol in enumerate(ink.symbols):
        symbol_of_stroke[list(symbol.strokes)] = index
    return Sample(
        [(stroke.points - corner) / np.float32(size) for stroke in ink.strokes],
        symbol_of_stroke,
        _labels(tokens, symbol_of_token, len(ink.symbols), vocabulary),
        np.array(vocabulary.encode(tokens), dtype=np.int64),
        symbol_of_token,
    )


def _labels(tokens: list[str], symbol_of_token: np.ndarray, symbols: int, vocabulary: Vocabulary) -> np.ndarray:
    """The caption token of every aligned symbol (so a fraction's bar is `\\frac`), -1 for the others."""
    labels = np.full(symbols, NO_SYMBOL, dtype=np.int64)
    for token, symbol in zip(tokens, symbol_of_token, strict=True):
        if symbol != NO_SYMBOL:
            labels[symbol] = vocabulary.encode([token])[0]
    return labels


def read_corpus(
    files: Path, captions: dict[str, list[str]], vocabulary: Vocabulary, within: str = ""
) -> tuple[Corpus, Report]:
    """All captioned InkML files of a folder or archive whose folder contains `within`, as a corpus and a report."""
    corpus, report = Corpus([], [], [], [], vocabulary.tokens), Report()
    for name, data in iterate(files):
        path = PurePosixPath(name)
        if path.suffix.lower() != ".inkml" or (within and within not in path.parts):
            continue
        try:
            ink = inkml.read(data, name=name)
            sample = to_sample(ink, caption_of(captions, path), vocabulary)
            if not fits(sample):
                raise ValueError("the ink is far larger than its strokes")
        except ValueError as error:
            report.skipped.append((name, str(error)))
            continue
        report.read += 1
        _append(corpus, sample, path, ink.annotations.get("writer", ""))
    return corpus, report


def _append(corpus: Corpus, sample: Sample, path: PurePosixPath, writer: str) -> None:
    corpus.samples.append(sample)
    corpus.names.append(path.stem)
    corpus.sources.append(path.parent.name)
    corpus.writers.append("" if writer in UNKNOWN_WRITERS else writer)


def caption_of(captions: dict[str, list[str]], path: PurePosixPath) -> list[str]:
    """The caption of a file. Raises `ValueError` if the table has none."""
    for key in (f"{path.parent.name}/{path.stem}", path.stem):
        if key in captions:
            return captions[key]
    raise ValueError("no caption")
