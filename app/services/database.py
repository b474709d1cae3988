"""The file of the document store: opened, kept whole, and its errors put into words.

The file is `sheets.sqlite` in the user's data folder (`QStandardPaths.AppDataLocation`: on Linux
`~/.local/share/mask-match/Mask & Match`), with `-wal` and `-shm` beside it while the program runs. Nothing of it leaves
the machine. A file that cannot be read is never deleted: it is set aside under another name.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths

from app.services.store_schema import SETTINGS, NewerSchemaError, migrate
from app.telling import told

FILE_NAME = "sheets.sqlite"
# Whole after a crash of the program in any case, and after a power cut, too; FULL adds the very last stroke to that.
SYNCHRONOUS = "NORMAL"
PATIENCE_MS = 5000  # how long a step that must not fail waits for another window
_BROKEN = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def tr(text: str) -> str:
    return QCoreApplication.translate("Store", text)


def default_path() -> Path:
    """Where the store of the user lies."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppDataLocation)) / FILE_NAME


class StoreError(Exception):
    """The store cannot do what it should; the message is for the user."""


class BrokenStoreError(StoreError):
    """The file is damaged, or no store at all."""


class BusyStoreError(StoreError):
    """Another window is writing just now; to be tried again."""


class Database:
    """One connection, of one thread. Use as a context manager, or `close` it."""

    def __init__(self, path: Path) -> None:
        """Open the file at `path`, or begin it. Raises `StoreError`."""
        self.path = path
        with _in_words(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            self._connection = sqlite3.connect(path, timeout=PATIENCE_MS / 1000, isolation_level=None)
            try:
                self._connection.executescript(SETTINGS.format(synchronous=SYNCHRONOUS))
                migrate(self._connection)
            except BaseException:
                self._connection.close()
                raise

    def __enter__(self) -> Database:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        self._connection.close()

    def rows(self, statement: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
        """All rows that a query finds. Raises `StoreError`."""
        with _in_words(self.path):
            return self._connection.execute(statement, values).fetchall()

    @contextmanager
    def transaction(self, patience_ms: int = PATIENCE_MS) -> Iterator[sqlite3.Connection]:
        """All of what is done within, or nothing. Raises `StoreError`."""
        with _in_words(self.path):
            self._connection.execute(f"PRAGMA busy_timeout = {patience_ms}")
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:  # a full disk has rolled back already
                    self._connection.execute("ROLLBACK")
                raise

    def wipe(self) -> None:
        """Leave no trace of what was deleted, in the file or beside it. Raises `StoreError`."""
        with _in_words(self.path):
            self._connection.execute("VACUUM")
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def set_aside(path: Path) -> Path:
    """Give a file that cannot be read another name, with all that belongs to it. Raises `StoreError`."""
    aside = path.with_name(f"{path.stem}-broken-{datetime.now():%Y%m%d-%H%M%S-%f}{path.suffix}")
    with _in_words(path):
        for ending in ("", "-wal", "-shm"):
            part = path.with_name(path.name + ending)
            if part.exists():
                os.replace(part, aside.with_name(aside.name + ending))
    return aside


@contextmanager
def _in_words(path: Path) -> Iterator[None]:
    try:
        yield
    except NewerSchemaError as error:
        newer = tr("{} was written by a newer version of this program. Nothing is kept until you use that version.")
        raise StoreError(newer.format(path)) from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # the rest of the code is detail
        kind = BrokenStoreError if code in _BROKEN else BusyStoreError if code == sqlite3.SQLITE_BUSY else StoreError
        raise kind(_told(path, str(error))) from error
    except OSError as error:
        raise StoreError(_told(path, told(error))) from error


def _told(path: Path, reason: str) -> str:
    sentence = tr("What you write cannot be kept in {}: {}. Make room there, or save your ink as a file.")
    return sentence.format(path.parent, reason)
