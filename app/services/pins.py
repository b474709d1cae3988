"""What the user said of single symbols, as rows of the store.

A pin's ink is told by the places of its strokes in the order of writing, so that a sheet and its copies have the same.
Whoever writes strokes therefore writes the pins in the same transaction.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from app.services.database import Database
from mathnet.ink import Box

_COLUMNS = "token, typed, strokes, box_left, box_top, box_right, box_bottom"


@dataclass(frozen=True)
class KeptPin:
    """A symbol's token with its ink: the places of its strokes, none in a picture; `box` in document units."""

    token: str
    typed: bool  # over another in the LaTeX; else chosen by pointing
    strokes: tuple[int, ...]
    box: Box


def put(connection: sqlite3.Connection, sheet: int, pins: Sequence[KeptPin]) -> None:
    """Give a sheet these pins in the place of those that it had."""
    connection.execute("DELETE FROM pin WHERE sheet = ?", (sheet,))
    values = [(sheet, *_to_row(pin)) for pin in pins]
    connection.executemany(f"INSERT INTO pin (sheet, {_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)


def copy(connection: sqlite3.Connection, sheet: int, copied: int) -> None:
    """Give a copy of a sheet the pins of the sheet, in the place of those that it had."""
    connection.execute("DELETE FROM pin WHERE sheet = ?", (copied,))
    taken = f"INSERT INTO pin (sheet, {_COLUMNS}) SELECT ?, {_COLUMNS} FROM pin WHERE sheet = ? ORDER BY id"
    connection.execute(taken, (copied, sheet))


def of(database: Database, sheet: int) -> tuple[KeptPin, ...]:
    """The pins of a sheet, in the order in which they were put."""
    rows = database.rows(f"SELECT {_COLUMNS} FROM pin WHERE sheet = ? ORDER BY id", (sheet,))
    return tuple(map(_from_row, rows))


def _to_row(pin: KeptPin) -> tuple[object, ...]:
    box = (float(side) for side in (pin.box.left, pin.box.top, pin.box.right, pin.box.bottom))
    return pin.token, pin.typed, " ".join(map(str, pin.strokes)), *box


def _from_row(row: tuple[object, ...]) -> KeptPin:
    token, typed, strokes, *sides = row
    box = Box(*(float(str(side)) for side in sides))
    return KeptPin(str(token), bool(typed), tuple(map(int, str(strokes).split())), box)
