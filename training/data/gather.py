"""Gather: every ink and picture at a path that has a caption becomes a sample; the rest goes into the report.

All loaders share this loop and differ in where a caption comes from.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from tqdm import tqdm

from mathnet import inkml
from mathnet.errors import sentence
from mathnet.ink import Ink
from mathnet.sources import INK_SUFFIXES, PICTURE_SUFFIXES, Item, SourceError, items
from mathnet.vocabulary import Vocabulary
from training.data.corpus import Corpus, fits
from training.data.making import picture_sample, to_sample
from training.data.report import Report, UnusableError
from training.data.sample import Sample
from training.data.texts import decode

UNKNOWN_WRITERS = frozenset({"", "Unknown"})
# A file's caption in canonical tokens, from its place and, unless it is a picture, its ink; raises `ValueError`.
Captions = Callable[[PurePosixPath, Ink | None], Sequence[str]]
_HELD_OUT = re.compile(r"(?<![a-z])(test|val(id(ation)?)?(?![a-z]))|Test|TEST|Val(id|$)")


@dataclass(frozen=True)
class Source:
    """Which files at a path are meant: those below a folder called `within`, if one is named; without a name, those
    below folders of tests and validation are left out where `hold_out` is set, so that nobody trains on them unawares.
    """

    path: Path
    within: str = ""
    hold_out: bool = False
    suffixes: frozenset[str] = INK_SUFFIXES | PICTURE_SUFFIXES

    def takes(self, place: PurePosixPath) -> bool:
        return place.suffix.lower() in self.suffixes and (not self.within or self.within in place.parts)

    def check(self, place: PurePosixPath) -> None:
        """Raises `UnusableError` for files of tests and validation that were not asked for."""
        if self.hold_out and not self.within:
            for part in place.parts[:-1]:
                if _HELD_OUT.search(part):
                    raise UnusableError("test or validation, read by --within FOLDER", part)


def gather(
    source: Source,
    captions: Captions,
    vocabulary: Vocabulary,
    report: Report,
    wanted: Callable[[PurePosixPath], bool] = lambda _: True,
) -> Corpus:
    """The corpus of all files of a source that are `wanted`, and nothing said of those that are not.

    Raises `SourceError` for a path that cannot be read at all.
    """
    corpus = Corpus([], [], [], [], vocabulary.tokens)
    for item in tqdm(_intact(source.path, report), unit=" files", disable=None, leave=False):
        report.pace()
        place = PurePosixPath(item.name)
        if source.takes(place) and wanted(place):
            try:
                source.check(place)
                sample, writer = _sample(item, captions, vocabulary, report)
            except ValueError as error:
                report.leave_out(item.name, error)
                continue
            report.read += 1
            _append(corpus, sample, place, writer)
    return corpus


def _intact(path: Path, report: Report) -> Iterator[Item]:
    """The items before the place where an archive breaks off, which is reported."""
    try:
        yield from items(path)
    except SourceError as error:
        if not report.read:
            raise
        report.leave_out(str(path), error)


def _sample(item: Item, captions: Captions, vocabulary: Vocabulary, report: Report) -> tuple[Sample, str]:
    """The sample of a file and its writer."""
    data, place = item.read(), PurePosixPath(item.name)
    if not data.strip():
        raise UnusableError("empty file")
    if not item.is_ink:
        return _fitting(picture_sample(data, item.name, captions(place, None), vocabulary)), ""
    ink = inkml.read(data, name=item.name)
    sample = _fitting(to_sample(ink, captions(place, ink), vocabulary))
    encoding = decode(data)[1]
    if encoding:
        report.note(item.name, sentence("not plain UTF-8"), encoding)
    return sample, ink.annotations.get("writer", "")


def _fitting(sample: Sample) -> Sample:
    if not fits(sample):
        raise UnusableError("far larger than its strokes")
    return sample


def _append(corpus: Corpus, sample: Sample, place: PurePosixPath, writer: str) -> None:
    corpus.samples.append(sample)
    corpus.names.append(place.stem)
    corpus.sources.append(place.parent.name)
    corpus.writers.append("" if writer in UNKNOWN_WRITERS else writer)
