"""Samples of the user's hand: what was written, what it is, and what it was read as; kept until the user deletes them.

They lie in the document store, in tables of their own, and never leave the machine by themselves. Every call opens the
file anew and may take long, so it is for another thread than the window's.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.canvas.content import Content, Grey, PlacedPicture
from app.services import files
from app.services.database import Database
from app.services.files import FileError
from app.services.sheet import to_picture, to_png, to_row, to_stroke
from app.telling import told
from mathnet.ink import Ink, Stroke
from mathnet.latex import pretty

log = logging.getLogger(__name__)

CAPTIONS = "captions.tsv"

_SAMPLE = "INSERT INTO sample (made, latex, read, how, png) VALUES (?, ?, ?, ?, ?)"
_STROKE = "INSERT INTO sample_stroke (sample, points, time, pressure) VALUES (?, ?, ?, ?)"


def tr(text: str) -> str:
    return QCoreApplication.translate("Samples", text)


class How(StrEnum):
    """How a sample came about."""

    PINNED = "pin"  # by choosing what a symbol is
    TYPED = "typed"
    CHOSEN = "chosen"  # another reading than the likeliest
    COLLECTED = "collected"  # written when asked for


@dataclass(frozen=True, eq=False)
class Sample:
    """Ink, or a picture (P, Q) with all ink drawn into it, and what is written there in canonical tokens."""

    tokens: tuple[str, ...]
    how: How
    strokes: tuple[Stroke, ...] = ()
    picture: Grey | None = None
    read: tuple[str, ...] = ()  # what it was read as, as far as that is known
    when: datetime = field(default_factory=datetime.now)  # local time
    id: int = 0  # given by the store

    @property
    def latex(self) -> str:
        return pretty(self.tokens)

    @property
    def material(self) -> Ink | Grey:
        """What the recogniser reads."""
        return Ink(self.strokes) if self.picture is None else self.picture

    @property
    def content(self) -> Content:
        """What is to be drawn."""
        return Content(self.strokes, None if self.picture is None else PlacedPicture(self.picture))


class Samples:
    """All samples of a store. Every method raises `StoreError` where the disk refuses."""

    def __init__(self, path: Path) -> None:
        """`path` is the file of the store."""
        self.path = path

    def add(self, sample: Sample, instead_of: int = 0) -> int:
        """Keep a sample, in the place of another if there is one; returns its number, which is never given twice."""
        with Database(self.path) as database, database.transaction() as connection:
            connection.execute("DELETE FROM sample WHERE id = ?", (instead_of,))
            number = connection.execute(_SAMPLE, _to_row(sample)).lastrowid or 0
            connection.executemany(_STROKE, [(number, *to_row(stroke)) for stroke in sample.strokes])
        return number

    def all(self) -> list[Sample]:
        """All samples, oldest first; one that cannot be read is left out, and said so in the log."""
        with Database(self.path) as database:
            rows: list[Any] = database.rows("SELECT id, made, latex, read, how, png FROM sample ORDER BY id")
            points: list[Any] = database.rows("SELECT sample, points, time, pressure FROM sample_stroke ORDER BY id")
        inks = {number: list(strokes) for number, strokes in groupby(sorted(points, key=_first), key=_first)}
        found = (_from_row(row, [stroke[1:] for stroke in inks.get(row[0], ())]) for row in rows)
        return [sample for sample in found if sample is not None]

    def count(self) -> int:
        with Database(self.path) as database:
            return int(str(database.rows("SELECT count(*) FROM sample")[0][0]))

    def delete(self, numbers: Sequence[int]) -> None:
        """Delete samples so that no byte of them stays."""
        with Database(self.path) as database:
            with database.transaction() as connection:
                connection.executemany("DELETE FROM sample WHERE id = ?", [(number,) for number in numbers])
            database.wipe()

    def delete_all(self) -> None:
        """Delete all samples so that no byte of them stays."""
        with Database(self.path) as database:
            with database.transaction() as connection:
                connection.execute("DELETE FROM sample")
            database.wipe()

    def export(self, folder: Path) -> int:
        """Write all samples into a folder that `python -m training prepare` reads; see `export`."""
        return export(self.all(), folder)


def export(samples: Iterable[Sample], folder: Path) -> int:
    """Write one file a sample, InkML or PNG, and a table of what is right; returns how many there are.

    Raises `FileError`, for a folder that has such a table already, too.
    """
    if (folder / CAPTIONS).exists():
        raise FileError(tr("There is a {} in {} already. Choose another folder.").format(CAPTIONS, folder))
    rows = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for sample in samples:
            rows.append(f"{_write(sample, folder)}\t{sample.latex}\n")
        (folder / CAPTIONS).write_text("".join(rows), encoding="utf-8")
    except OSError as error:
        raise FileError(tr("{} cannot be written: {}. Choose another folder.").format(folder, told(error))) from error
    return len(rows)


def _write(sample: Sample, folder: Path) -> str:
    """Write the ink or the picture; returns the name of its file without the ending."""
    name = f"sample-{sample.id:06}"
    if sample.picture is None:
        said = {"truth": sample.latex, "how": sample.how.value}
        said |= {"read": pretty(sample.read)} if sample.read else {}
        files.write(Ink(sample.strokes).with_annotations(**said), folder / f"{name}.inkml")
    else:
        (folder / f"{name}.png").write_bytes(to_png(sample.picture))
    return name


def _to_row(sample: Sample) -> tuple[object, ...]:
    png = None if sample.picture is None else to_png(sample.picture)
    return sample.when.timestamp(), " ".join(sample.tokens), " ".join(sample.read), sample.how.value, png


def _from_row(row: Sequence[Any], strokes: list[Any]) -> Sample | None:
    number, made, latex, read, how, png = row
    try:
        placed = None if png is None else to_picture(png, 0.0, 0.0, 1.0)
        if placed is None and not strokes:
            raise ValueError("there is no ink")
        return Sample(
            tokens=tuple(latex.split()),
            how=How(how),
            strokes=tuple(map(to_stroke, strokes)),
            picture=None if placed is None else placed.grey,
            read=tuple(read.split()),
            when=datetime.fromtimestamp(made),
            id=number,
        )
    except ValueError as error:
        log.warning("sample %d cannot be read: %s", number, error)
        return None


def _first(row: Sequence[Any]) -> int:
    return int(row[0])
