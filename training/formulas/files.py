"""Formula files: a folder of formula corpora read, cleaned and packed into one small file, and that file loaded.

Corpora are text: on each line a formula, or prose with formulas in it; plain or compressed by xz, gzip or bzip2. The
packed file has one formula a line, canonical tokens apart, each only once.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from mathnet.latex import LatexError
from mathnet.sources import LARGEST_FILE_BYTES, SourceError
from mathnet.vocabulary import Vocabulary
from training.data.corpus import Corpus
from training.data.report import Report, UnusableError
from training.data.texts import decode
from training.formulas.lines import formula_of, formulas_in

Tokens = tuple[str, ...]

SUFFIXES = frozenset([".txt", ".lst", ".tex", ".latex", ".tsv", ".formulas"])
_Stream = IO[bytes] | bz2.BZ2File | gzip.GzipFile | lzma.LZMAFile
_OPENERS: dict[str, Callable[[Path], _Stream]] = {".xz": lzma.open, ".gz": gzip.open, ".bz2": bz2.open}
_PACKINGS: dict[str, Callable[[bytes], bytes]] = {".xz": lzma.compress, ".gz": gzip.compress, ".bz2": bz2.compress}
_BROKEN = (OSError, EOFError, lzma.LZMAError, zlib.error)


def read_formulas(path: Path, vocabulary: Vocabulary) -> tuple[list[Tokens], Report]:
    """The formulas of a file, or of all formula files in a folder, and what was left out and why.

    Raises `ValueError` if there is no such path or no formula file in it.
    """
    files = find_files(path)
    if not files:
        raise ValueError(f"{path} holds no formula files: they end in {', '.join(sorted(SUFFIXES))}, packed or not")
    report, formulas = Report(), dict[Tokens, None]()  # a dict, for the order
    for file in files:
        name = file.relative_to(path).as_posix() if file != path else file.name
        try:
            for number, line in enumerate(_read(file).splitlines(), 1):
                _add(f"{name} line {number}", line, vocabulary, formulas, report)
        except SourceError as error:
            report.leave_out(name, error)
    report.read = len(formulas)
    return list(formulas), report


def find_files(path: Path) -> list[Path]:
    """Formula files at a path, in the order of their names. Raises `ValueError` for a path that does not exist."""
    if path.is_file():
        return [path]
    if not path.is_dir():
        raise ValueError(f"there is no file or folder {path}")
    return sorted(file for file in path.rglob("*") if file.is_file() and _kind(file) in SUFFIXES)


def _kind(file: Path) -> str:
    return (file.with_suffix("") if file.suffix in _OPENERS else file).suffix.lower()


def _open(file: Path) -> _Stream:
    return file.open("rb")


def _read(file: Path) -> str:
    """The text of a file; raises `SourceError` for one that is broken or too large."""
    try:
        with _OPENERS.get(file.suffix, _open)(file) as stream:
            data = stream.read(LARGEST_FILE_BYTES + 1)
    except _BROKEN as error:
        raise SourceError("{} cannot be read: {}", file.name, error) from error
    if len(data) > LARGEST_FILE_BYTES:
        raise SourceError("{} has more than {} MB: split it", file.name, LARGEST_FILE_BYTES >> 20)
    return decode(data)[0]


def _add(name: str, line: str, vocabulary: Vocabulary, formulas: dict[Tokens, None], report: Report) -> None:
    """The formulas of one line; what stands before a tab is a name, as in tables of captions."""
    found = formulas_in(line.rpartition("\t")[2])
    if line.strip() and not found:
        report.leave_out(name, UnusableError("prose without a formula"))
    for latex in found:
        try:
            tokens = formula_of(latex, vocabulary)
        except (LatexError, UnusableError) as error:
            report.leave_out(name, error)
            continue
        if tokens in formulas:
            report.leave_out(name, UnusableError("a formula that is already there"))
        formulas[tokens] = None


def prepare_formulas(path: Path, out: Path, remarks: Path | None = None) -> int:
    """Packs the formulas at a path into `out`, prints what was left out and why. Returns 0.

    Raises `ValueError` if nothing there can be used.
    """
    formulas, report = read_formulas(path, Vocabulary.load())
    print("\n".join(report.lines()))
    if remarks is not None:
        report.save(remarks)
        print(f"all remarks in {remarks}")
    if not formulas:
        raise ValueError(f"no formula in {path} could be used")
    save_formulas(formulas, out)
    print(f"{len(formulas)} formulas packed into {out} ({out.stat().st_size / 2**20:.1f} MiB)")
    return 0


def save_formulas(formulas: list[Tokens], path: Path) -> None:
    """One formula a line, packed if the name ends in `.xz`, `.gz` or `.bz2`."""
    text = "".join(" ".join(tokens) + "\n" for tokens in formulas).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_PACKINGS.get(path.suffix, bytes)(text))


def load_formulas(path: Path) -> list[Tokens]:
    """The formulas of a packed file. Raises `OSError` if there is none and `ValueError` if it cannot be read."""
    if not path.is_file():
        raise FileNotFoundError(f"there is no formula file {path}: make it by `training formulas`")
    return [tuple(map(sys.intern, line.split())) for line in _read(path).splitlines() if line.strip()]


def captions_of(corpus: Corpus) -> list[Tokens]:
    """The captions of a corpus as tokens, one for each expression."""
    return list(_captions(corpus))


def _captions(corpus: Corpus) -> Iterator[Tokens]:
    for sample in corpus.samples:
        yield tuple(corpus.vocabulary[number] for number in sample.tokens.tolist())
