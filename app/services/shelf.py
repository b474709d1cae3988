"""The history: sheets that were left, to be listed, searched, pinned, and deleted for good.

A search goes through one index that holds order and words together; that takes milliseconds for ten thousand sheets, so
there is no full-text table beside it, which would keep the words of what was deleted.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from app.canvas.content import Content
from app.services import pins
from app.services.database import BrokenStoreError, Database, StoreError, tr
from app.services.sheet import Entry, Sheet, digest, query_words, search_words, to_picture, to_stroke
from app.telling import told

UNDO_SECONDS = 10  # how long a deletion can be taken back
BATCH = 100  # sheets deleted at a time, so that the pen can be kept in between

_LISTED = "slot IS NULL AND deleted IS NULL"
_ORDER = "pinned DESC, modified DESC"
_ENTRY = "id, modified, title, latex, typed, pinned"


class Shelf:
    """The sheets in a database. All methods raise `StoreError` where the disk refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def find(self, query: str = "") -> list[int]:
        """The sheets whose LaTeX or title has all words of `query`, those pinned first, then the newest."""
        words = tuple(query_words(query))
        where = " AND ".join([_LISTED, *["instr(words, ?) > 0"] * len(words)])
        found = self._database.rows(f"SELECT id FROM sheet WHERE {where} ORDER BY {_ORDER}", words)
        return [number(row[0]) for row in found]

    def entries(self, sheets: Sequence[int]) -> list[Entry]:
        """What a list shows of `sheets`, in their order; those that are no more are left out."""
        marks = ", ".join("?" * len(sheets))
        rows = self._database.rows(f"SELECT {_ENTRY} FROM sheet WHERE id IN ({marks})", tuple(sheets))
        found = {number(row[0]): _entry(row) for row in rows}
        return [found[sheet] for sheet in sheets if sheet in found]

    def sheet(self, sheet: int) -> Sheet:
        """A whole sheet."""
        rows: list[Any] = self._database.rows(
            "SELECT points, time, pressure FROM stroke WHERE sheet = ? ORDER BY position", (sheet,)
        )
        entries, placed = self.entries([sheet]), self._placement(sheet)
        if not entries or placed is None:
            raise StoreError(tr("This sheet is no longer in the history."))
        try:
            strokes = tuple(map(to_stroke, rows))
        except ValueError as error:
            raise BrokenStoreError(tr("This sheet cannot be read: {}.").format(told(error))) from error
        row, png, *where = placed
        picture = None if png is None else to_picture(png, *where)
        return Sheet(entries[0], Content(strokes, picture), row, pins.of(self._database, sheet))

    def _placement(self, sheet: int) -> tuple[Any, ...] | None:
        columns = "picture.id, png, picture_left, picture_top, picture_unit"
        joined = f"SELECT {columns} FROM sheet LEFT JOIN picture ON picture.id = sheet.picture WHERE sheet.id = ?"
        found = self._database.rows(joined, (sheet,))
        return found[0] if found else None

    def unread(self) -> list[int]:
        """The sheets of which no LaTeX is known, the newest first: they were put away before they were read."""
        found = self._database.rows(f"SELECT id FROM sheet WHERE {_LISTED} AND latex = '' ORDER BY modified DESC")
        return [number(row[0]) for row in found]

    def tell(self, sheet: int, latex: str) -> None:
        """Say what a sheet was read as, unless that is known."""
        with self._database.transaction() as connection:
            found = connection.execute("SELECT title FROM sheet WHERE id = ? AND latex = ''", (sheet,)).fetchone()
            if found is not None:
                values = (latex, search_words(latex, found[0]), sheet)
                connection.execute("UPDATE sheet SET latex = ?, words = ? WHERE id = ?", values)

    def pin(self, sheets: Iterable[int], pinned: bool) -> None:
        with self._database.transaction() as connection:
            update = "UPDATE sheet SET pinned = ? WHERE id = ?"
            connection.executemany(update, [(pinned, sheet) for sheet in sheets])

    def delete(self, sheets: Iterable[int]) -> None:
        """Take sheets out of the list; until they are purged, `bring_back` brings them back."""
        self._mark(sheets, time.time())

    def bring_back(self, sheets: Iterable[int]) -> None:
        self._mark(sheets, None)

    def _mark(self, sheets: Iterable[int], deleted: float | None) -> None:
        with self._database.transaction() as connection:
            update = "UPDATE sheet SET deleted = ? WHERE id = ? AND slot IS NULL"
            connection.executemany(update, [(deleted, sheet) for sheet in sheets])

    def everything(self) -> list[int]:
        """All sheets of the history, those that could still be brought back included."""
        return [number(row[0]) for row in self._database.rows("SELECT id FROM sheet WHERE slot IS NULL")]

    def left_over(self) -> list[int]:
        """Sheets whose time to be brought back is over; a program that was killed could not purge them."""
        late = time.time() - UNDO_SECONDS
        return [number(row[0]) for row in self._database.rows("SELECT id FROM sheet WHERE deleted < ?", (late,))]

    def purge(self, sheets: Sequence[int]) -> None:
        """Delete sheets for good. Takes long: for another thread."""
        for start in range(0, len(sheets), BATCH):
            with self._database.transaction() as connection:
                for sheet in sheets[start : start + BATCH]:
                    _purge(connection, sheet)
        self._database.wipe()


def _purge(connection: sqlite3.Connection, sheet: int) -> None:
    found = connection.execute("SELECT picture FROM sheet WHERE id = ? AND slot IS NULL", (sheet,)).fetchone()
    if found is not None:
        connection.execute("DELETE FROM sheet WHERE id = ?", (sheet,))
        drop_pictures(connection, [found[0]])


def drop_pictures(connection: sqlite3.Connection, pictures: Iterable[int | None]) -> None:
    """Delete those pictures that lie on no sheet any more."""
    unused = "DELETE FROM picture WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM sheet WHERE picture = ?1)"
    connection.executemany(unused, [(picture,) for picture in pictures if picture is not None])


def digest_of(connection: sqlite3.Connection, sheet: int) -> bytes | None:
    """What tells the content of a sheet apart; None for an empty one."""
    columns = "latex, typed, picture, picture_left, picture_top, picture_unit"
    latex, typed, *picture = connection.execute(f"SELECT {columns} FROM sheet WHERE id = ?", (sheet,)).fetchone()
    query = "SELECT points, time, pressure FROM stroke WHERE sheet = ? ORDER BY position"
    strokes = connection.execute(query, (sheet,)).fetchall()
    is_empty = not strokes and picture[0] is None and not (typed and latex)
    return None if is_empty else digest(strokes, tuple(picture), latex)


def number(value: object) -> int:
    """A whole number out of a row."""
    assert isinstance(value, int)
    return value


def _entry(row: tuple[Any, ...]) -> Entry:
    sheet, modified, title, latex, typed, pinned = row
    return Entry(sheet, datetime.fromtimestamp(modified), title, latex, bool(typed), bool(pinned))
