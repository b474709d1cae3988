"""Sheets of the history as files for other programs: InkML with the LaTeX as its truth, a LaTeX document, a table."""

from __future__ import annotations

import csv
import io
import os
import re
from collections.abc import Callable, Iterable
from enum import Enum
from pathlib import Path

from app.services import files
from app.services.database import tr
from app.services.files import FileError
from app.services.sheet import Entry, Sheet
from app.telling import told
from mathnet.ink import Ink
from mathnet.latex import LatexError, parse, pretty

_HEAD = "\\documentclass{article}\n\\usepackage{amsmath, amssymb}\n\\begin{document}\n"
_FOOT = "\\end{document}\n"
# What may not stand inside a display, or ends it.
_DISPLAYS = r"math|displaymath|equation|eqnarray|align|flalign|gather|multline"
_OWN_DISPLAY = re.compile(rf"\$|\\[\[\]()]|\\(?:begin|end)\s*\{{(?:{_DISPLAYS})\*?\}}")
_COLUMNS = ("date", "LaTeX", "file")


class Form(Enum):
    """What sheets can be exported as; the value is the ending of the file."""

    INKML = "inkml"
    TEX = "tex"
    CSV = "csv"


def export(sheets: Iterable[Sheet], form: Form, path: Path) -> int:
    """Write sheets to the file `path`, as InkML into the folder `path`; returns how many had nothing to write.

    Takes long for many: for another thread. Raises `FileError`.
    """
    return _WRITERS[form](sheets, path)


def export_ink(sheet: Sheet, path: Path) -> None:
    """Write one sheet as the InkML file `path`. Raises `FileError`, for one without ink, too."""
    ink = Ink(sheet.content.strokes)
    files.write(ink.with_annotations(truth=sheet.entry.latex) if sheet.entry.latex else ink, path)


def file_name(entry: Entry) -> str:
    """What the InkML file of a sheet is called; the table names it, too."""
    return f"{entry.modified:%Y-%m-%d_%H-%M-%S}_{entry.id}.inkml"


def displayed(latex: str) -> str:
    r"""LaTeX as a display that compiles with amsmath; as a comment where it is not well-formed."""
    try:
        parse(latex)
    except LatexError:
        return "\n".join(f"% {line}" for line in latex.splitlines())
    if _OWN_DISPLAY.search(latex):
        latex = pretty(latex).replace("\\begin{eqnarray}", "\\begin{array}{rcl}")
        latex = latex.replace("\\end{eqnarray}", "\\end{array}")
    return f"\\[\n  {' '.join(latex.split())}\n\\]"


def _write_inks(sheets: Iterable[Sheet], folder: Path) -> int:
    left_out = 0
    for sheet in sheets:
        if sheet.content.strokes:
            export_ink(sheet, folder / file_name(sheet.entry))
        else:
            left_out += 1
    return left_out


def _write_document(sheets: Iterable[Sheet], path: Path) -> int:
    parts, left_out = [], 0
    for sheet in sheets:
        if sheet.entry.latex:
            parts.append(f"% {sheet.entry.modified:%Y-%m-%d %H:%M}\n{displayed(sheet.entry.latex)}\n")
        else:
            left_out += 1
    _write_text(_HEAD + "\n".join(parts) + _FOOT, path)
    return left_out


def _write_table(sheets: Iterable[Sheet], path: Path) -> int:
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\n")
    table.writerow(_COLUMNS)
    for sheet in sheets:
        name = sheet.entry.title or (file_name(sheet.entry) if sheet.content.strokes else "")
        table.writerow((sheet.entry.modified.isoformat(" ", "seconds"), sheet.entry.latex, name))
    _write_text(text.getvalue(), path)
    return 0


def _write_text(text: str, path: Path) -> None:
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_text(text, encoding="utf-8")
        os.replace(beside, path)
    except OSError as error:
        raise FileError(tr("{} cannot be written: {}. Choose another place.").format(path, told(error))) from error


_WRITERS: dict[Form, Callable[[Iterable[Sheet], Path], int]] = {
    Form.INKML: _write_inks,
    Form.TEX: _write_document,
    Form.CSV: _write_table,
}
