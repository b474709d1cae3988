"""A plain folder, or an archive: InkML files, pictures or both, with tables of `file name <TAB> LaTeX`.

Any LaTeX that `mathnet.latex` reads will do. The tables are all `.tsv` files there, or the one that is named.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from mathnet.errors import SpokenError
from mathnet.sources import SourceError
from mathnet.vocabulary import Vocabulary
from training.data.corpus import Corpus
from training.data.gather import Source, gather
from training.data.report import Report
from training.data.tables import Tables
from training.data.texts import Listing, Text


def is_table(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() == ".tsv"


def read_folder(
    source: Source, listing: Listing, captions: Path | None, vocabulary: Vocabulary, report: Report
) -> Corpus:
    """All captioned ink and pictures of a source. Raises `ValueError` if there is no table, or the one named is not."""
    texts = [_read_table(captions)] if captions else [text for text in listing.texts if is_table(text.name)]
    if not texts:
        raise SpokenError("{} has no table of captions: name one by --captions, `file name <TAB> LaTeX`", source.path)
    tables = Tables(texts, report)
    corpus = gather(source, tables, vocabulary, report)
    tables.report_missing(listing.names, report)
    return corpus


def _read_table(path: Path) -> Text:
    try:
        return Text.of(path.name, path.read_bytes())
    except OSError as error:
        raise SourceError("the table of captions {} cannot be opened: {}", path, error) from error
