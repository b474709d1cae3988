"""CROHME with canonical captions: a table of `file stem <TAB> tokens` a part, beside a folder or archive of InkML.

The packages as they are distributed have no such tables: see `training.data.packages`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from mathnet.sources import INK_SUFFIXES
from mathnet.vocabulary import Vocabulary
from training.data.corpus import Corpus
from training.data.gather import Source, gather
from training.data.making import to_sample
from training.data.report import Report, UnusableError, at_once
from training.data.texts import decode

__all__ = ["caption_of", "find_ink", "read_captions", "read_corpus", "to_sample"]

_ARCHIVES = ("inkml.tar.xz", "inkml.tar.gz", "inkml.zip")


def find_ink(folder: Path) -> Path:
    """The archive of InkML files in the folder, else the folder itself."""
    return next((folder / name for name in _ARCHIVES if (folder / name).exists()), folder)


def read_captions(path: Path) -> dict[str, list[str]]:
    """A table of `file stem <TAB> tokens`, the stem with its folder before it where stems repeat (`t2013/101_em_1`).

    Raises `ValueError` that names a malformed line.
    """
    captions = {}
    for number, line in enumerate(decode(path.read_bytes())[0].splitlines(), start=1):
        stem, tab, tokens = line.partition("\t")
        if not tab or not stem:
            raise ValueError(f"{path}, line {number}: expected `file stem <TAB> tokens`")
        captions[stem] = tokens.split()
    return captions


def caption_of(captions: dict[str, list[str]], path: PurePosixPath) -> list[str]:
    """The caption of a file. Raises `ValueError` if the table has none."""
    for key in (f"{path.parent.name}/{path.stem}", path.stem):
        if key in captions:
            return captions[key]
    raise UnusableError("no caption")


def read_corpus(
    files: Path,
    captions: dict[str, list[str]],
    vocabulary: Vocabulary,
    within: str = "",
    pace: Callable[[], object] = at_once,
) -> tuple[Corpus, Report]:
    """All captioned InkML files of a folder or archive whose folder contains `within`, as a corpus and a report."""
    report = Report(pace=pace)
    source = Source(files, within, suffixes=INK_SUFFIXES)
    return gather(source, lambda place, _: caption_of(captions, place), vocabulary, report), report
