"""The tables of the document store, and how an older file becomes one of today.

`PRAGMA user_version` counts the steps of `MIGRATIONS` that a file has taken; a step, once published, is never changed.
"""

from __future__ import annotations

import sqlite3

# Taken at every opening. What is deleted is overwritten, since a user who deletes means it.
SETTINGS = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = {synchronous};
PRAGMA foreign_keys = ON;
PRAGMA secure_delete = ON;
"""

_FIRST = """
CREATE TABLE picture (
    id INTEGER PRIMARY KEY,
    png BLOB NOT NULL DEFAULT x''                -- empty until the thread that writes it is done
);
CREATE TABLE sheet (
    id INTEGER PRIMARY KEY AUTOINCREMENT,        -- never given twice: lists remember sheets by it
    slot INTEGER,                                -- the window on whose canvas it lies; NULL in the history
    created REAL NOT NULL,                       -- seconds since 1970, as all times here
    modified REAL NOT NULL,
    title TEXT NOT NULL DEFAULT '',
    latex TEXT NOT NULL DEFAULT '',
    typed INTEGER NOT NULL DEFAULT 0,
    words TEXT NOT NULL DEFAULT '',              -- what the search looks through
    pinned INTEGER NOT NULL DEFAULT 0,
    deleted REAL,                                -- when; it can be brought back for some seconds
    digest BLOB,                                 -- tells sheets of the history apart
    picture INTEGER REFERENCES picture,
    picture_left REAL, picture_top REAL, picture_unit REAL
);
CREATE TABLE stroke (
    id INTEGER PRIMARY KEY,
    sheet INTEGER NOT NULL REFERENCES sheet ON DELETE CASCADE,
    position INTEGER NOT NULL,                   -- order of writing; there are gaps
    points BLOB NOT NULL, time BLOB, pressure BLOB
);
CREATE UNIQUE INDEX sheet_on_canvas ON sheet (slot) WHERE slot IS NOT NULL;
CREATE INDEX stroke_of_sheet ON stroke (sheet, position);
CREATE INDEX sheet_with_picture ON sheet (picture) WHERE picture IS NOT NULL;
CREATE INDEX sheet_like ON sheet (digest) WHERE digest IS NOT NULL;
-- The list in its order with all that a search needs, so that neither sorts nor reads whole rows.
CREATE INDEX history ON sheet (slot, deleted, pinned DESC, modified DESC, words);
"""

_SAMPLES = """
CREATE TABLE sample (
    id INTEGER PRIMARY KEY AUTOINCREMENT,        -- never given twice: the personal memory knows samples by it
    made REAL NOT NULL,
    latex TEXT NOT NULL,                         -- the tokens that are right, with spaces between them
    read TEXT NOT NULL DEFAULT '',               -- those that were read
    how TEXT NOT NULL,
    png BLOB                                     -- of a picture; NULL for ink
);
CREATE TABLE sample_stroke (
    id INTEGER PRIMARY KEY,                      -- in the order of writing
    sample INTEGER NOT NULL REFERENCES sample ON DELETE CASCADE,
    points BLOB NOT NULL, time BLOB, pressure BLOB
);
CREATE INDEX stroke_of_sample ON sample_stroke (sample);
"""

_PINS = """
CREATE TABLE pin (
    id INTEGER PRIMARY KEY,
    sheet INTEGER NOT NULL REFERENCES sheet ON DELETE CASCADE,
    token TEXT NOT NULL,
    typed INTEGER NOT NULL,                      -- over another in the LaTeX; else chosen by pointing
    strokes TEXT NOT NULL,                       -- their places in the order of writing; empty in a picture
    box_left REAL NOT NULL, box_top REAL NOT NULL, box_right REAL NOT NULL, box_bottom REAL NOT NULL
);
CREATE INDEX pin_of_sheet ON pin (sheet);
"""

MIGRATIONS = (_FIRST, _SAMPLES, _PINS)


class NewerSchemaError(Exception):
    """The file was written by a later version of the program."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables up to date. Raises `NewerSchemaError`, and whatever SQLite raises."""
    if _version(connection) == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Asked again: another window may have done it while this one waited.
        version = _version(connection)
        if version > len(MIGRATIONS):
            raise NewerSchemaError
        for step in MIGRATIONS[version:]:
            for statement in _statements(step):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    except BaseException:
        connection.execute("ROLLBACK")
        raise


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> list[str]:
    """The statements one by one: `executescript` would commit, and half a step must not stay."""
    bare = "\n".join(line.partition("--")[0] for line in script.splitlines())
    return [statement for statement in bare.split(";") if statement.strip()]
