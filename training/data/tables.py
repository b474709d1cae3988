"""Tables of captions: `file name <TAB> LaTeX` a line, for ink and pictures that lie anywhere near them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath

from mathnet.errors import sentence
from mathnet.ink import Ink
from mathnet.latex import canonical
from mathnet.sources import INK_SUFFIXES, PICTURE_SUFFIXES
from training.data.nearness import nearest
from training.data.report import Report, UnusableError
from training.data.texts import Text

_SUFFIXES = INK_SUFFIXES | PICTURE_SUFFIXES


class Tables:
    """Captions by the names of files, out of one or more tables; where several name a file, the nearest one counts."""

    def __init__(self, texts: Sequence[Text], report: Report) -> None:
        self._tables = [(text.place.with_suffix(""), dict(_rows(text, report))) for text in texts]
        self._names = [text.name for text in texts]
        for text in texts:
            if text.encoding:
                report.note(text.name, sentence("not plain UTF-8"), text.encoding)

    def __call__(self, place: PurePosixPath, _: Ink | None = None) -> list[str]:
        """The canonical tokens of a file's caption. Raises `ValueError` if there is none, or none that can be read."""
        for key in _keys(place):
            found = nearest(place.parent, [(path, rows[key]) for path, rows in self._tables if key in rows])
            if found is not None:
                return canonical(found)
        raise UnusableError("no caption")

    def report_missing(self, names: Sequence[str], report: Report) -> None:
        """Reports the captions whose file is not among `names`."""
        there = {key for name in names for key in _keys(PurePosixPath(name)) if _has_ink(name)}
        for table, (_, rows) in zip(self._names, self._tables, strict=True):
            for key in rows.keys() - there:
                report.leave_out(f"{table}: {key}", UnusableError("caption without a file"))


def _keys(place: PurePosixPath) -> tuple[str, str]:
    """The names under which a table may list a file."""
    return f"{place.parent.name}/{place.stem}", place.stem


def _has_ink(name: str) -> bool:
    return PurePosixPath(name).suffix.lower() in _SUFFIXES


def _rows(text: Text, report: Report) -> Iterator[tuple[str, str]]:
    """Keys and captions; a line without both is reported. White space may stand for the tab before LaTeX tokens."""
    for number, line in enumerate(text.text.splitlines(), start=1):
        name, latex = _cells(line)
        if name and latex:
            yield _key(name), latex
        elif line.strip():
            error = UnusableError("line that is no `file name <TAB> caption`", line.strip()[:40])
            report.leave_out(f"{text.name}, line {number}", error)


def _cells(line: str) -> tuple[str, str]:
    if "\t" in line:
        name, _, latex = line.partition("\t")
        return name.strip(), latex.strip()
    name, _, latex = line.strip().partition(" ")
    return (name, latex.strip()) if _has_ink(name) else ("", "")


def _key(name: str) -> str:
    """A name as tables have it, without its suffix and with one folder at most."""
    place = PurePosixPath(name.replace("\\", "/"))
    if place.suffix.lower() in _SUFFIXES:
        place = place.with_suffix("")
    return "/".join(place.parts[-2:])
