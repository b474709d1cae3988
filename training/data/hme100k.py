"""HME100K: photos of school exercises with a table of captions a part, and corpora laid out like it.

As distributed: `train_images/train_0.jpg` … beside `train_labels.txt` of `file name <TAB> tokens`, the same for `test`,
at the top or in a folder a part. Its users also have `train/caption.txt` with `train/img/`, names without a suffix, and
spaces for the tab; all are read. The test part is set aside unless it is asked for.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

from mathnet.vocabulary import Vocabulary
from training.data.corpus import Corpus
from training.data.gather import Source, gather
from training.data.report import Report
from training.data.tables import Tables
from training.data.texts import Listing

_TABLE = re.compile(r"(^|[_-])(label|caption)s?([_-]|$)", re.IGNORECASE)


def is_table(name: str) -> bool:
    """Whether a file is one of captions, such as `train_labels.txt` or `caption.txt`."""
    place = PurePosixPath(name)
    return place.suffix.lower() == ".txt" and bool(_TABLE.search(place.stem))


def read_hme100k(source: Source, listing: Listing, vocabulary: Vocabulary, report: Report) -> Corpus:
    """All captioned pictures of the parts that are meant."""
    tables = Tables([text for text in listing.texts if is_table(text.name)], report)
    corpus = gather(source, tables, vocabulary, report)
    tables.report_missing(listing.names, report)
    return corpus
