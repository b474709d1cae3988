"""Prepare: packs what people have into one file: CROHME, MathWriting, HME100K, or their own ink and pictures.

What cannot be used is left out, and told in one table at the end.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from mathnet.sources import INK_SUFFIXES, SourceError
from mathnet.vocabulary import Vocabulary
from training.data import detect
from training.data.corpus import Corpus
from training.data.crohme import find_ink, read_captions, read_corpus
from training.data.folder import read_folder
from training.data.gather import Source
from training.data.hme100k import read_hme100k
from training.data.mathwriting import read_mathwriting
from training.data.packages import read_package
from training.data.report import Report, at_once

AUTO = "auto"
PARTS = ("train", "extra")


@dataclass(frozen=True)
class Wanted:
    """What to pack: `path` a folder or an archive; `within` the name of a folder in it; `captions` a table for plain
    folders; `parts` the tables of CROHME where there are some; `report` a file for all remarks."""

    path: Path
    format: str = AUTO
    captions: Path | None = None
    within: str = ""
    parts: Sequence[str] = PARTS
    report: Path | None = None
    pace: Callable[[], object] = at_once  # of `Report`


def prepare(crohme: Path, parts: Sequence[str], out: Path, remarks: Path | None = None) -> int:
    """Reads the parts of `crohme`, prints what was left out and why, and writes `out`. Returns 0."""
    corpus, report = _read_parts(Wanted(crohme, parts=parts), Vocabulary.load())
    nothing = f"no captioned InkML file was found under {crohme}: is this the folder of CROHME?"
    return _finish(corpus, report, out, remarks, nothing)


def prepare_data(wanted: Wanted, out: Path) -> int:
    """Packs what is at a path, in whatever known format it is, and prints what was left out. Returns 0.

    Raises `ValueError` if nothing there can be used.
    """
    corpus, report = read_data(wanted, Vocabulary.load())
    return _finish(corpus, report, out, wanted.report, f"nothing in {wanted.path} could be used")


def read_data(wanted: Wanted, vocabulary: Vocabulary) -> tuple[Corpus, Report]:
    """The corpus at a path and what is to be said about it. Raises `ValueError` for a path that cannot be read."""
    if not wanted.path.exists():
        raise SourceError("there is no file or folder {}", wanted.path)
    kind = _kind(wanted)
    report = Report(pace=wanted.pace)
    if kind == detect.CROHME_TABLES:
        _say(wanted, kind)
        corpus, report = _read_parts(wanted, vocabulary)
        report.kind = kind
        return corpus, report
    if kind == detect.MATHWRITING:
        _say(wanted, kind)
        report.kind = kind
        source = Source(wanted.path, wanted.within, hold_out=True, suffixes=INK_SUFFIXES)
        return read_mathwriting(source, vocabulary, report), report
    return _read_listed(wanted, kind, vocabulary, report), report


def _kind(wanted: Wanted) -> str:
    """The format, empty if all names must be known to tell it."""
    if wanted.captions is not None:
        if wanted.format not in (AUTO, detect.FOLDER):
            raise ValueError("--captions goes with --format folder: the other formats bring their own captions")
        return detect.FOLDER
    plain = not wanted.within and detect.has_tables(wanted.path, wanted.parts)
    if plain and wanted.format in (AUTO, detect.CROHME):
        return detect.CROHME_TABLES
    if wanted.format != AUTO:
        return wanted.format
    return detect.MATHWRITING if detect.is_mathwriting(wanted.path) else ""


def _read_listed(wanted: Wanted, kind: str, vocabulary: Vocabulary, report: Report) -> Corpus:
    """Reads the formats whose captions lie in files beside the ink."""
    listing = detect.list_texts(wanted.path)
    kind = report.kind = kind or detect.detect(wanted.path, listing)
    _say(wanted, kind)
    if kind == detect.FOLDER:
        return read_folder(Source(wanted.path, wanted.within), listing, wanted.captions, vocabulary, report)
    source = Source(wanted.path, wanted.within, hold_out=True)
    read = read_hme100k if kind == detect.HME100K else read_package
    return read(source, listing, vocabulary, report)


def _say(wanted: Wanted, kind: str) -> None:
    print(f"{wanted.path} is read as {detect.NAMES[kind]}")


def _read_parts(wanted: Wanted, vocabulary: Vocabulary) -> tuple[Corpus, Report]:
    whole, everything = Corpus([], [], [], [], vocabulary.tokens), Report()
    for part in wanted.parts:
        captions = read_captions(wanted.path / f"{part}.tsv")
        corpus, report = read_corpus(find_ink(wanted.path), captions, vocabulary, part, wanted.pace)
        print(f"{part}: {next(report.lines())}")
        whole, everything = whole.joined(corpus), everything.joined(report)
    return whole, everything


def _finish(corpus: Corpus, report: Report, out: Path, remarks: Path | None, nothing: str) -> int:
    """Tells what was read and writes the packed file. Raises `ValueError`, saying `nothing`, if there is none."""
    print("\n".join(report.lines()))
    if remarks is not None:
        report.save(remarks)
        print(f"all remarks in {remarks}")
    if not len(corpus):
        raise ValueError(nothing)
    corpus.save(out)
    print(f"{len(corpus)} expressions packed into {out} ({out.stat().st_size / 2**20:.1f} MiB)")
    return 0
