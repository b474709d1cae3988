"""The document store: the sheet on the canvas, on the disk as soon as the pen lifts, and the history of those before.

Each window owns a slot, held by a lock file that ends with the process, so that two windows never write the same sheet
and a window that was killed finds its own again. A change writes only the difference: strokes are immutable, so those
that are the same objects as before are in the store already.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Sequence
from itertools import count
from pathlib import Path

from PySide6.QtCore import QLockFile

from app.canvas.content import Content, Grey, PlacedPicture
from app.canvas.decoding import Decoding
from app.services import pins
from app.services.database import PATIENCE_MS, BrokenStoreError, Database, StoreError, set_aside, tr
from app.services.pins import KeptPin
from app.services.sheet import Sheet, search_words, to_png, to_row
from app.services.shelf import Shelf, digest_of, drop_pictures
from mathnet.ink import Stroke

WAIT_MS = 20  # the pen does not wait longer for another window; what is missing is written with the next change
GAP = 1024  # between the positions of two strokes, for those that come between them later

Kept = dict[Stroke, tuple[int, int]]  # row and position


class Store:
    """What one window keeps. All methods but `close` raise `StoreError` where the disk refuses."""

    def __init__(self, path: Path) -> None:
        """`path` is the file; nothing happens before `open`."""
        self.path = path
        self.shelf: Shelf
        self._database: Database
        self._lock: QLockFile | None = None
        self._slot = 0
        self._sheet = 0
        self._kept: Kept = {}
        self._picture: tuple[Grey | Decoding, int] | None = None  # the last one on the canvas, with its row

    def open(self) -> str:
        """Open or begin the file and take a slot; returns what the user has to be told, mostly nothing."""
        told = ""
        try:
            self._open()
        except BrokenStoreError:
            told = self.begin_anew()
        return told

    def begin_anew(self) -> str:
        """Set a damaged file aside and begin a new one; returns what the user has to be told."""
        self._close()
        aside = set_aside(self.path)
        self._open()
        told = tr("The history could not be read. It was set aside as {}, and a new one begun.")
        return told.format(aside)

    def close(self) -> None:
        self._close()
        if self._lock is not None:
            self._lock.unlock()
            self._lock = None

    @property
    def is_open(self) -> bool:
        return hasattr(self, "_database")

    # The sheet on the canvas

    def current(self) -> Sheet:
        """The sheet as it was when this window's slot was last written."""
        return self._known(self.shelf.sheet(self._sheet))

    def write(self, content: Content, said: Sequence[KeptPin] = ()) -> tuple[int, Grey] | None:
        """Write what differs from the last time; returns a picture that `write_picture` is to write, if there is one.

        LaTeX that was typed no longer counts as typed: it was about other ink. `said` is what the user says of symbols.
        """
        kept = dict(self._kept)
        with self._database.transaction(WAIT_MS) as connection:
            self._write_strokes(connection, content.strokes, kept)
            new = self._write_placement(connection, content)
            pins.put(connection, self._sheet, said)
            connection.execute("UPDATE sheet SET modified = ?, typed = 0 WHERE id = ?", (time.time(), self._sheet))
        self._kept = kept
        if content.picture is not None and new is not None:
            self._picture = content.picture.held, new
            return new, content.picture.grey
        return None

    def write_words(self, latex: str, typed: bool, title: str) -> None:
        """Write the LaTeX, whether it was typed, and the name of the file."""
        values = (latex, typed, title, search_words(latex, title), self._sheet)
        with self._database.transaction(WAIT_MS) as connection:
            connection.execute("UPDATE sheet SET latex = ?, typed = ?, title = ?, words = ? WHERE id = ?", values)

    def write_pins(self, said: Sequence[KeptPin]) -> None:
        """Write what the user says of symbols of the content that was written last."""
        with self._database.transaction(WAIT_MS) as connection:
            pins.put(connection, self._sheet, said)

    def leave(self, keep: bool = True) -> None:
        """Put the sheet into the history, unless it is empty or there already or not to be kept; begin an empty one."""
        with self._database.transaction(PATIENCE_MS) as connection:
            file_away(connection, self._sheet, keep)
            sheet = self._begin(connection)
        self._sheet, self._kept = sheet, {}

    def keep_copy(self, patience_ms: int = PATIENCE_MS) -> None:
        """Put a copy of the sheet into the history, unless it is empty or there already."""
        with self._database.transaction(patience_ms) as connection:
            columns = "created, modified, title, latex, typed, words, picture, picture_left, picture_top, picture_unit"
            copied = f"INSERT INTO sheet ({columns}) SELECT {columns} FROM sheet WHERE id = ?"
            copy = connection.execute(copied, (self._sheet,)).lastrowid or 0
            strokes = "SELECT ?, position, points, time, pressure FROM stroke WHERE sheet = ?"
            connection.execute(
                f"INSERT INTO stroke (sheet, position, points, time, pressure) {strokes}", (copy, self._sheet)
            )
            pins.copy(connection, self._sheet, copy)
            file_away(connection, copy, True)

    def know_picture(self, sheet: Sheet) -> None:
        """The picture of a sheet that is about to be shown is in the store, and need not be written again."""
        if sheet.content.picture is not None and sheet.picture_id is not None:
            self._picture = sheet.content.picture.held, sheet.picture_id

    def _write_strokes(self, connection: sqlite3.Connection, strokes: tuple[Stroke, ...], kept: Kept) -> None:
        """Bring the rows and `kept` in line with `strokes`."""
        here = set(strokes)
        gone = [stroke for stroke in kept if stroke not in here]
        connection.executemany("DELETE FROM stroke WHERE id = ?", [(kept.pop(stroke)[0],) for stroke in gone])
        highest = max((position for _, position in kept.values()), default=0)
        last = 0
        for stroke in strokes:
            row, position = kept.get(stroke, (0, last + (1 if last < highest else GAP)))
            position, as_kept = max(position, last + 1), position
            if not row:
                row = self._insert_stroke(connection, stroke, position)
            elif position != as_kept:
                connection.execute("UPDATE stroke SET position = ? WHERE id = ?", (position, row))
            kept[stroke] = row, position
            last = position

    def _insert_stroke(self, connection: sqlite3.Connection, stroke: Stroke, position: int) -> int:
        values = (self._sheet, position, *to_row(stroke))
        statement = "INSERT INTO stroke (sheet, position, points, time, pressure) VALUES (?, ?, ?, ?, ?)"
        return connection.execute(statement, values).lastrowid or 0

    def _write_placement(self, connection: sqlite3.Connection, content: Content) -> int | None:
        """Say in the sheet where which picture lies; returns the row of a picture that has none yet."""
        before = connection.execute("SELECT picture FROM sheet WHERE id = ?", (self._sheet,)).fetchone()[0]
        placed, row, new = content.picture, None, None
        if placed is not None:
            row = self._row_of(connection, placed)
            if row is None:
                row = new = connection.execute("INSERT INTO picture DEFAULT VALUES").lastrowid
        where = (placed.left, placed.top, placed.unit) if placed else (None, None, None)
        columns = "picture = ?, picture_left = ?, picture_top = ?, picture_unit = ?"
        connection.execute(f"UPDATE sheet SET {columns} WHERE id = ?", (row, *where, self._sheet))
        if before is not None and before != row:
            drop_pictures(connection, [before])
        return new

    def _row_of(self, connection: sqlite3.Connection, placed: PlacedPicture) -> int | None:
        if self._picture is None or self._picture[0] is not placed.held:
            return None
        found = connection.execute("SELECT id FROM picture WHERE id = ?", (self._picture[1],)).fetchone()
        return None if found is None else int(found[0])

    def _known(self, sheet: Sheet) -> Sheet:
        rows = self._database.rows("SELECT id, position FROM stroke WHERE sheet = ? ORDER BY position", (self._sheet,))
        places = [(int(str(row)), int(str(position))) for row, position in rows]
        self._kept = dict(zip(sheet.content.strokes, places, strict=True))
        self.know_picture(sheet)
        return sheet

    # Opening

    def _open(self) -> None:
        self._database = Database(self.path)
        self.shelf = Shelf(self._database)
        try:
            if self._lock is None:
                self._lock = self._take_slot()
            self._find_sheet()
        except BaseException:
            self._close()
            raise

    def _find_sheet(self) -> None:
        """Know this window's sheet; read here, where a file that cannot be read is still set aside."""
        with self._database.transaction() as connection:
            found = connection.execute("SELECT id FROM sheet WHERE slot = ?", (self._slot,)).fetchone()
            self._sheet = int(found[0]) if found else self._begin(connection)
            self._file_orphans(connection)
        self._kept, self._picture = {}, None
        self.current()

    def _close(self) -> None:
        if self.is_open:
            self._database.close()
            del self._database

    def _begin(self, connection: sqlite3.Connection) -> int:
        now = time.time()
        begun = "INSERT INTO sheet (slot, created, modified) VALUES (?, ?, ?)"
        return connection.execute(begun, (self._slot, now, now)).lastrowid or 0

    def _take_slot(self) -> QLockFile:
        for self._slot in count():
            lock = self._lock_of(self._slot)
            if lock.tryLock(0):
                return lock
            if lock.error() != QLockFile.LockError.LockFailedError:
                break
        raise StoreError(tr("What you write cannot be kept: {} cannot be written.").format(self.path.parent))

    def _file_orphans(self, connection: sqlite3.Connection) -> None:
        """Put the sheets of windows that are no more, and whose slot nobody took, into the history."""
        others = connection.execute("SELECT id, slot FROM sheet WHERE slot IS NOT NULL AND slot != ?", (self._slot,))
        for sheet, slot in others.fetchall():
            lock = self._lock_of(slot)
            if lock.tryLock(0):
                file_away(connection, sheet, True)
                lock.unlock()

    def _lock_of(self, slot: int) -> QLockFile:
        lock = QLockFile(str(self.path.with_name(f"{self.path.name}.{slot}.lock")))
        lock.setStaleLockTime(0)  # held for as long as its process lives
        return lock


def file_away(connection: sqlite3.Connection, sheet: int, keep: bool) -> None:
    """Make a sheet part of the history; one that is empty, or the same as another there, goes.

    The other one takes over the LaTeX and the pins: they are the later word about the same ink.
    """
    found = digest_of(connection, sheet) if keep else None
    same = "SELECT id FROM sheet WHERE digest = ? AND id != ? AND deleted IS NULL"
    twin = connection.execute(same, (found, sheet)).fetchone() if found else None
    if found is not None and twin is None:
        connection.execute("UPDATE sheet SET slot = NULL, digest = ? WHERE id = ?", (found, sheet))
        return
    if twin is not None:
        later = "(SELECT latex, typed, words FROM sheet WHERE id = ?1)"
        news = "EXISTS (SELECT 1 FROM sheet WHERE id = ?1 AND latex != '')"
        update = f"UPDATE sheet SET (latex, typed, words) = {later} WHERE id = ?2 AND {news}"
        if connection.execute(update, (sheet, twin[0])).rowcount:
            pins.copy(connection, sheet, twin[0])
    picture = connection.execute("SELECT picture FROM sheet WHERE id = ?", (sheet,)).fetchone()[0]
    connection.execute("DELETE FROM sheet WHERE id = ?", (sheet,))
    drop_pictures(connection, [picture])


def write_picture(path: Path, row: int, grey: Grey) -> None:
    """Write the pixels of a picture; for another thread, since it takes long. Raises `StoreError`."""
    png = to_png(grey)
    with Database(path) as database, database.transaction() as connection:
        connection.execute("UPDATE picture SET png = ? WHERE id = ?", (png, row))
