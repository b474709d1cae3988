"""The history in the store: searched, ordered, and deleted so that no byte stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.canvas.content import Content
from app.services.database import Database
from app.services.shelf import Shelf
from app.services.store import Store
from tests.app.paper import stroke


def fill(store: Store, *latexes: str) -> list[int]:
    """Leave one sheet for each LaTeX; their numbers, oldest first."""
    for seed, latex in enumerate(latexes):
        store.write(Content((stroke(seed), stroke(seed + 1000))))
        store.write_words(latex, False, "")
        store.leave()
    return sorted(store.shelf.find())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("sqrt", [r"\sqrt{x}+1"]),
        ("ALPHA", [r"\alpha_{1} ^ {2}"]),
        ("alpha 2", [r"\alpha_{1} ^ {2}"]),
        (r"\alpha_1^2", [r"\alpha_{1} ^ {2}"]),
        ("sqrt alpha", []),
        ("50%_", []),
        ("", ["plain", r"\alpha_{1} ^ {2}", r"\sqrt{x}+1"]),
    ],
)
def test_a_search_finds_latex_by_its_words(store: Store, query: str, found: list[str]) -> None:
    fill(store, r"\sqrt{x}+1", r"\alpha_{1} ^ {2}", "plain")
    assert [entry.latex for entry in store.shelf.entries(store.shelf.find(query))] == found


def test_a_search_reads_one_index_and_sorts_nothing(store: Store, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What makes it instantaneous for ten thousand sheets."""
    with Database(path) as reader:
        plans: list[str] = []
        ask = reader.rows

        def explained(statement: str, values: tuple[object, ...] = ()) -> list[tuple[object, ...]]:
            plans.append(str(ask(f"EXPLAIN QUERY PLAN {statement}", values)))
            return ask(statement, values)

        monkeypatch.setattr(reader, "rows", explained)
        Shelf(reader).find("sqrt x")
    assert "COVERING INDEX history" in plans[0]
    assert "TEMP B-TREE" not in plans[0]


def test_pinned_sheets_come_first(store: Store) -> None:
    first, second, third = fill(store, "a", "b", "c")
    assert store.shelf.find() == [third, second, first]
    store.shelf.pin([first], True)
    assert store.shelf.find() == [first, third, second]


def test_a_deletion_can_be_taken_back_until_it_is_purged(store: Store) -> None:
    first, second = fill(store, "a", "b")
    store.shelf.delete([first])
    assert store.shelf.find() == [second]
    store.shelf.bring_back([first])
    assert store.shelf.find() == [second, first]
    store.shelf.delete([first])
    assert store.shelf.left_over() == []
    store.shelf.purge([first])
    store.shelf.bring_back([first])
    assert store.shelf.find() == [second]


def test_no_byte_of_what_is_purged_stays_on_the_disk(store: Store, path: Path) -> None:
    """Many sheets in a changing order, so that pages are split, filled and freed as in long use."""
    latexes = [f"secret_{number:04}" for number in range(120)]
    sheets = fill(store, *latexes)
    gone, kept = sheets[::2], sheets[1::2]
    words = [entry.latex.encode() for entry in store.shelf.entries(gone)]
    ink = [one.points.tobytes()[:24] for sheet in gone for one in store.shelf.sheet(sheet).content.strokes]
    assert all(secret in everything(path) for secret in words + ink)
    store.shelf.delete(gone)
    store.shelf.purge(gone)
    left = everything(path)
    assert [secret for secret in words + ink if secret in left] == []
    assert len(store.shelf.entries(kept)) == 60
    assert b"secret_0001" in left


def everything(path: Path) -> bytes:
    """All bytes of all files of the store."""
    return b"".join(file.read_bytes() for file in sorted(path.parent.iterdir()))
