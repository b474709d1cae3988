"""Detect: which of the known corpora lies at a path? Told by what is in the files, not by what they are called."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from pathlib import Path, PurePosixPath

from mathnet.errors import SpokenError, sentence
from mathnet.sources import Item, SourceError, items
from training.data import folder, hme100k, mathwriting
from training.data.texts import Listing, list_files

CROHME_TABLES, CROHME, MATHWRITING, HME100K, FOLDER = "crohme tables", "crohme", "mathwriting", "hme100k", "folder"
NAMES = {
    CROHME_TABLES: sentence("CROHME with tables of canonical captions"),
    CROHME: sentence("CROHME as distributed"),
    MATHWRITING: "MathWriting",
    HME100K: "HME100K",
    FOLDER: sentence("a folder of ink or pictures with a table of captions"),
}
_PEEK = 20  # files


def has_tables(path: Path, parts: Sequence[str]) -> bool:
    """Whether a folder is laid out as `training.data.crohme` reads it."""
    return path.is_dir() and any((path / f"{part}.tsv").is_file() for part in parts) and _has_parts(path, parts)


def _has_parts(path: Path, parts: Sequence[str]) -> bool:
    return any(path.glob("inkml.*")) or any((path / part).is_dir() for part in parts)


def is_mathwriting(path: Path) -> bool:
    """Whether one of the first files at a path is of MathWriting; raises `SourceError` where none can be read."""
    ink = (item for item in items(path) if item.is_ink)
    return any(map(_marked, islice(ink, _PEEK)))


def _marked(item: Item) -> bool:
    try:
        return mathwriting.MARK in item.read()
    except SourceError:
        return False


def list_texts(path: Path) -> Listing:
    """All names at a path, with every text that a loader may want: label graphs and tables of captions."""
    return list_files(
        path, lambda name: name.lower().endswith(".lg") or hme100k.is_table(name) or folder.is_table(name)
    )


def detect(path: Path, listing: Listing) -> str:
    """The format of what is neither MathWriting nor has CROHME's tables. Raises `ValueError` if it is none."""
    if any(hme100k.is_table(text.name) for text in listing.texts):
        return HME100K
    if any(folder.is_table(text.name) for text in listing.texts):
        return FOLDER
    if {PurePosixPath(name).suffix.lower() for name in listing.names} & {".inkml", ".lg"}:
        return CROHME
    raise SpokenError(
        "{} holds no InkML and no table of captions: name one by --captions, `file name <TAB> LaTeX`", path
    )
