"""The document store: what is written is what is read, through kills, second windows, broken files and deletion."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest

from app.canvas.content import Content
from app.services import store_schema
from app.services.database import BusyStoreError, Database, StoreError
from app.services.pins import KeptPin
from app.services.shelf import Shelf
from app.services.store import Store, write_picture
from mathnet.ink import Box, Stroke
from tests.app.paper import picture, same, stroke


def reopened(store: Store) -> Store:
    store.close()
    again = Store(store.path)
    again.open()
    return again


def test_a_sheet_comes_back_bit_by_bit(store: Store) -> None:
    plain = Stroke(np.array([[1.5, -2.25]], np.float32))
    content = Content((stroke(1), plain), picture())
    new = store.write(content)
    assert new is not None
    write_picture(store.path, *new)
    store.write_words("x^2", True, "mine.inkml")
    again = reopened(store)
    sheet = again.current()
    assert same(sheet.content.strokes, content.strokes)
    assert sheet.content.picture is not None
    assert np.array_equal(sheet.content.picture.grey, picture().grey)
    assert sheet.content.picture.box == picture().box
    assert (sheet.typed_latex, sheet.entry.title) == ("x^2", "mine.inkml")
    again.close()


def test_the_order_of_strokes_survives_erasing_undoing_and_moving(store: Store) -> None:
    first = tuple(stroke(seed) for seed in range(6))
    moved = stroke(99)
    for ink in (first, first[:2] + first[3:], first, (*first[:3], moved, *first[4:]), first[::-1], first[1:3]):
        store.write(Content(ink))
        assert same(store.shelf.sheet(store.current().entry.id).content.strokes, ink)
    again = reopened(store)
    again.write(Content((stroke(7), *again.current().content.strokes)))
    assert same(again.current().content.strokes, (stroke(7), *first[1:3]))
    again.close()


def test_a_change_writes_only_the_difference(store: Store, path: Path) -> None:
    ink = tuple(stroke(seed) for seed in range(5))
    store.write(Content(ink))
    before = rows(path)
    store.write(Content((*ink[:2], *ink[3:], stroke(9))))
    after = rows(path)
    assert len(before - after) == len(after - before) == 1


def rows(path: Path) -> set[tuple[int, int]]:
    with Database(path) as reader:
        return {(int(str(row)), int(str(at))) for row, at in reader.rows("SELECT id, position FROM stroke")}


def test_ink_that_changes_makes_typed_latex_a_reading_again(store: Store) -> None:
    store.write_words("typed", True, "")
    store.write(Content((stroke(),)))
    assert store.current().entry.latex == "typed"
    assert store.current().typed_latex == ""


def test_a_second_window_has_its_own_sheet_and_leaves_it_to_the_history(store: Store, path: Path) -> None:
    store.write(Content((stroke(1),)))
    second = Store(path)
    assert second.open() == ""
    assert second.current().content.is_empty
    second.write(Content((stroke(2),)))
    assert same(store.current().content.strokes, (stroke(1),))
    second.close()
    again = reopened(store)
    assert same(again.current().content.strokes, (stroke(1),))
    kept = again.shelf.find()
    assert [same(again.shelf.sheet(sheet).content.strokes, (stroke(2),)) for sheet in kept] == [True]
    again.close()


def test_what_is_left_is_kept_once_and_empty_sheets_are_not(store: Store) -> None:
    store.leave()
    assert store.shelf.find() == []
    ink = (stroke(1), stroke(2))
    store.write(Content(ink))
    store.write_words("x", False, "")
    store.keep_copy()
    store.leave()
    assert store.current().content.is_empty
    store.write(Content(ink))
    store.write_words("y", True, "")
    store.leave()
    kept = store.shelf.entries(store.shelf.find())
    assert [(entry.latex, entry.typed) for entry in kept] == [("y", True)]


def test_a_picture_that_two_sheets_share_stays_until_both_are_gone(store: Store, path: Path) -> None:
    new = store.write(Content((stroke(1),), picture()))
    assert new is not None
    write_picture(path, *new)
    store.keep_copy()
    assert store.current().picture_id == store.shelf.sheet(store.shelf.find()[0]).picture_id
    store.write(Content((stroke(1),)))
    store.shelf.purge([])
    assert store.shelf.sheet(store.shelf.find()[0]).content.picture is not None
    store.shelf.purge(store.shelf.find())
    with Database(path) as reader:
        assert reader.rows("SELECT id FROM picture") == []


def test_without_a_history_a_sheet_that_is_left_is_gone(store: Store, path: Path) -> None:
    store.write(Content((stroke(1),)))
    store.leave(keep=False)
    assert store.shelf.everything() == []
    assert rows(path) == set()


@pytest.mark.parametrize("damage", ["no database at all", "pages overwritten", "a stroke of an odd length"])
def test_a_broken_file_is_set_aside_and_a_new_one_begun(path: Path, damage: str) -> None:
    store = Store(path)
    store.open()
    store.write(Content((stroke(1, 4000),)))
    store.close()
    if damage == "no database at all":
        path.write_bytes(b"something else" * 1000)
    elif damage == "pages overwritten":
        whole = path.read_bytes()
        path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 4096))
    else:
        with sqlite3.connect(path) as connection:
            connection.execute("UPDATE stroke SET points = x'0102'")
        connection.close()
    damaged = path.read_bytes()
    told = store.open()
    aside = next(path.parent.glob("sheets-broken-*.sqlite"))
    assert aside.name in told
    assert aside.read_bytes() == damaged
    store.write(Content((stroke(2),)))
    assert same(reopened_content(store), (stroke(2),))


def reopened_content(store: Store) -> tuple[Stroke, ...]:
    again = reopened(store)
    strokes = again.current().content.strokes
    again.close()
    return strokes


def test_a_folder_that_cannot_be_written_is_told_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("where a folder should be")
    store = Store(tmp_path / "file" / "sheets.sqlite")
    with pytest.raises(StoreError, match="cannot be kept"):
        store.open()
    assert not store.is_open
    store.close()


def test_a_full_disk_is_told_and_the_next_write_makes_good(store: Store) -> None:
    limit = store._database.rows("PRAGMA page_count")[0][0]
    store._database.rows(f"PRAGMA max_page_count = {limit}")
    big = stroke(1, 20_000)
    with pytest.raises(StoreError, match="full"):
        store.write(Content((big,)))
    assert store.current().content.is_empty
    store._database.rows("PRAGMA max_page_count = 100000")
    store.write(Content((big, stroke(2))))
    assert same(store.current().content.strokes, (big, stroke(2)))


def test_a_store_of_a_later_version_is_left_alone(store: Store, path: Path) -> None:
    store.close()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 1000")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreError, match="newer version"):
        store.open()
    assert path.read_bytes() == before


def test_a_store_that_another_writes_to_is_busy_and_loses_nothing(store: Store, path: Path) -> None:
    with Database(path) as other, other.transaction(), pytest.raises(BusyStoreError):
        store.write(Content((stroke(1),)))
    store.write(Content((stroke(1),)))
    assert same(store.current().content.strokes, (stroke(1),))


def test_a_migration_that_fails_half_way_leaves_the_file_as_it_was(
    store: Store, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.write(Content((stroke(1),)))
    store.leave()
    sheets = store.shelf.find()
    store.close()
    steps = (*store_schema.MIGRATIONS, "CREATE TABLE more (x); CREATE TABLE more (x)")
    monkeypatch.setattr(store_schema, "MIGRATIONS", steps)
    with pytest.raises(StoreError):
        Database(path)
    monkeypatch.setattr(store_schema, "MIGRATIONS", (*steps[:-1], "CREATE TABLE more (x)"))
    with Database(path) as migrated:
        assert migrated.rows("SELECT * FROM more") == []
        assert Shelf(migrated).find() == sheets


SEVEN = KeptPin("7", False, (2,), Box(1.0, 2.0, 3.0, 4.5))
ALPHA = KeptPin("\\alpha", True, (), Box(0.0, -2.0, 30.0, 4.0))


def test_pins_are_written_with_their_ink_and_come_back_with_it_and_with_its_copies(store: Store) -> None:
    content = Content((stroke(1), stroke(2), stroke(3)))
    store.write(content, (SEVEN,))
    store.write_pins((SEVEN, ALPHA))
    store.write_words("7", False, "")
    again = reopened(store)
    assert again.current().pins == (SEVEN, ALPHA)
    again.keep_copy()
    again.write(Content(content.strokes[:1]))
    (copy,) = again.shelf.find()
    assert again.current().pins == ()
    assert again.shelf.sheet(copy).pins == (SEVEN, ALPHA)
    again.close()


def test_the_later_word_about_the_same_ink_has_the_pins(store: Store) -> None:
    content = Content((stroke(1), stroke(2), stroke(3)))
    for pins in ((SEVEN,), (ALPHA,)):
        store.write(content, pins)
        store.write_words("7", False, "")
        store.leave()
    (sheet,) = store.shelf.find()
    assert store.shelf.sheet(sheet).pins == (ALPHA,)


def test_pins_are_deleted_with_their_sheet(store: Store, path: Path) -> None:
    store.write(Content((stroke(1),)), (ALPHA,))
    store.leave()
    store.shelf.delete(store.shelf.find())
    store.shelf.purge(store.shelf.everything())
    with Database(path) as database:
        assert database.rows("SELECT * FROM pin") == []
