"""The first stage of a pipeline: its dataset, packed into one file and checked to be the one that is named.

What is packed already is not read again, unless the settings name another dataset: that needs a new folder.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from mathnet.errors import Spoken, SpokenError
from mathnet.vocabulary import Vocabulary
from training.data.corpus import Corpus
from training.data.report import Report, at_once
from training.loop import write_json
from training.pipeline.settings import Pipeline
from training.prepare import PARTS, Wanted, read_data

PACKED, ORIGIN, PROBLEMS = "corpus.npz", "corpus.json", "problems.tsv"
_NAMED = ("data", "format", "captions", "within")  # the settings that say what is packed


def is_packed(folder: Path, pipeline: Pipeline) -> bool:
    """Whether the dataset lies packed in the folder. Raises `ValueError` if another one does."""
    try:
        origin = json.loads((folder / ORIGIN).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return False
    if origin != _origin(pipeline):
        raise SpokenError("{} holds another dataset, {}: choose a new folder for this one", folder, origin.get("data"))
    return (folder / PACKED).is_file()


def pack(folder: Path, pipeline: Pipeline, pace: Callable[[], object] = at_once) -> tuple[Corpus, Report]:
    """Reads the dataset at the `pace` of `Report` and packs it into the folder.

    Raises `ValueError` that says what is wrong with it.
    """
    corpus, report = read(folder, pipeline, pace)
    report.save(folder / PROBLEMS)
    corpus.save(folder / PACKED)
    write_json(folder / ORIGIN, _origin(pipeline))
    return corpus, report


def read(folder: Path, pipeline: Pipeline, pace: Callable[[], object] = at_once) -> tuple[Corpus, Report]:
    """The dataset, and what is to be said about it. A packed file is taken as it is."""
    path = folder / pipeline.data  # an absolute path stays what it is
    if path.suffix == ".npz":
        corpus = Corpus.load(path)
        report = Report(read=len(corpus), kind="packed")
    else:
        captions = folder / pipeline.captions if pipeline.captions else None
        parts = [part for part in PARTS if (path / f"{part}.tsv").is_file()] or PARTS
        wanted = Wanted(path, pipeline.format, captions, pipeline.within, parts, pace=pace)
        corpus, report = read_data(wanted, Vocabulary.load())
    if not len(corpus):
        for files, _, template, examples in report.problems():
            told = (path, files, Spoken(template), examples)
            raise SpokenError("nothing in {} could be used: {} files are left out, {} ({})", *told)
        raise SpokenError("nothing in {} could be used", path)
    return corpus, report


def _origin(pipeline: Pipeline) -> dict[str, str]:
    return {name: getattr(pipeline, name) for name in _NAMED}
