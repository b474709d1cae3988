"""The document is in the store as it is drawn, and comes back whatever ended the program."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
from pytestqt.qtbot import QtBot

from app.services.database import Database
from mathnet.ink import Ink, Stroke
from tests.app.desk import Desk
from tests.app.hand import mouse, pen

ROOT = Path(__file__).resolve().parents[3]


def test_every_stroke_is_on_the_disk_when_the_pen_lifts(
    desk: Desk, again: Desk, store_path: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    pen(desk.canvas)
    mouse(desk.canvas, [(200, 50), (250, 90)])
    desk.keeping.keep_formula("x^2", True)
    copied = tmp_path / "as it lies there"
    copied.mkdir()
    for part in ("", "-wal"):
        (copied / f"{store_path.name}{part}").write_bytes(store_path.with_name(store_path.name + part).read_bytes())
    again.store.path = copied / store_path.name
    again.start(qtbot)
    assert len(again.points) == 2
    assert again.points == desk.points
    assert again.document.content.strokes[0].pressure is not None
    assert again.latex == ["x^2"]
    assert not again.document.undo_stack.canUndo()
    assert again.panel.model.rowCount() == 0


CHILD = """
import os, random, signal, sys, threading
from pathlib import Path
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from tests.app.conftest import FakeQuestions
from tests.app.hand import pen
from tests.app.desk import Desk

application = QApplication([])
folder, seed = Path(sys.argv[1]), int(sys.argv[2])
settings = QSettings(str(folder / "settings.ini"), QSettings.Format.IniFormat)
desk = Desk(folder / "sheets.sqlite", settings, FakeQuestions())
desk.canvas.show()
desk.keeping.restore()
print("restored", len(desk.points), flush=True)
hand = random.Random(seed)
while True:
    x, y, steps = hand.randrange(300), hand.randrange(300), hand.randrange(2, 40)
    pen(desk.canvas, [(x + 4 * step, y) for step in range(steps)])
    desk.keeping.keep_formula("x" * len(desk.points), True)
    print("lifted", len(desk.points), desk.points[-1][0], flush=True)
"""


def test_after_being_killed_ten_times_the_canvas_is_as_it_was(
    store_path: Path, again: Desk, qtbot: QtBot, tmp_path: Path
) -> None:
    """The child is killed in the midst of drawing; what it said that it drew must be there, and be what it drew."""
    lines: list[str] = []
    dice = random.Random(4)
    for seed in range(10):
        lines += killed_after(dice.randrange(1, 25), tmp_path, seed, len(lines))
    again.start(qtbot)
    # From each child one stroke more than it said may be there: killed after writing, before saying so.
    kept = [str(stroke[0]) for stroke in again.points]
    assert len(lines) <= len(kept) <= len(lines) + 10
    rest = iter(kept)
    assert all(line in rest for line in lines)  # every one, in the order in which they were drawn
    assert again.latex in (["x" * len(again.points)], [])
    assert again.troubles == []


def killed_after(strokes: int, folder: Path, seed: int, at_least: int) -> list[str]:
    """Start the child, let it draw so many strokes, kill it; the first points of the strokes that are there then."""
    command = [sys.executable, "-c", CHILD, str(folder), str(seed)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    child = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    with child.stdout as said:
        restored = int(said.readline().split()[1])
        assert restored >= at_least
        lines = [said.readline() for _ in range(strokes)]
        child.send_signal(signal.SIGKILL)
        lines += said.read().splitlines()
    assert child.wait(10) == -signal.SIGKILL
    return [line.split(maxsplit=2)[2].strip() for line in lines if line.count("[") == 1 and line.strip().endswith("]")]


def test_clearing_and_beginning_anew_leave_what_was_there_to_the_history(desk: Desk) -> None:
    desk.write("a")
    desk.document.clear()
    assert desk.listed == ["a"]
    desk.write("b")
    desk.document.open()
    assert desk.listed == ["b", "a"]
    desk.document.open()
    assert desk.listed == ["b", "a"]


def test_what_is_only_taken_back_is_not_kept(desk: Desk) -> None:
    desk.write("a")
    desk.document.undo_stack.undo()
    assert desk.document.content.is_empty
    assert desk.listed == []


def test_clearing_undone_and_done_again_is_kept_once(desk: Desk) -> None:
    desk.write("a")
    desk.document.clear()
    desk.document.undo_stack.undo()
    assert len(desk.points) == 1
    desk.document.undo_stack.redo()
    desk.document.open()
    assert desk.listed == ["a"]


def test_the_formula_that_goes_with_the_ink_does_not_go_from_the_history(desk: Desk) -> None:
    """The window shows an empty canvas's reading, which is none, while the canvas is being cleared."""
    desk.document.changed.connect(lambda: desk.keeping.keep_formula("", False))
    desk.write("a")
    desk.document.clear()
    assert desk.listed == ["a"]


def test_ink_opened_at_another_place_is_another_sheet(desk: Desk) -> None:
    desk.write("a")
    desk.document.open(Ink.of([[(0, 0), (1, 1)]]))
    desk.keeping.keep_title("mine.inkml")
    desk.document.open()
    titles = [entry.title for entry in desk.store.shelf.entries(desk.store.shelf.find())]
    assert titles == ["mine.inkml", ""]


def test_without_a_place_to_keep_anything_the_program_goes_on_and_says_so_once(
    again: Desk, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "file").write_text("where a folder should be")
    again.store.path = tmp_path / "file" / "sheets.sqlite"
    again.start(qtbot)
    again.write("a")
    again.keeping.keep_copy("a")
    again.document.clear()
    assert len(again.troubles) == 1
    assert "save your ink as a file" in again.troubles[0]
    assert again.listed == []


def test_a_full_disk_is_told_once_and_made_good_when_there_is_room(desk: Desk) -> None:
    limit = desk.store._database.rows("PRAGMA page_count")[0][0]
    desk.store._database.rows(f"PRAGMA max_page_count = {limit}")
    big = Stroke(np.random.default_rng(0).random((30_000, 2), dtype=np.float32))
    desk.document.add_stroke(big)
    desk.write("a")
    assert len(desk.troubles) == 1
    desk.store._database.rows("PRAGMA max_page_count = 100000")
    desk.write("b")
    assert len(desk.store.current().content.strokes) == 3
    assert desk.store.current().entry.latex == "b"
    assert len(desk.troubles) == 1


def test_a_store_that_is_damaged_while_the_program_runs_costs_nothing_of_the_canvas(
    desk: Desk, store_path: Path
) -> None:
    desk.write("a")
    desk.store._database.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    desk.store._database.rows("PRAGMA shrink_memory")
    size = store_path.stat().st_size
    with store_path.open("r+b") as file:
        file.seek(100)
        file.write(b"\xff" * (size - 100))
    desk.write("b")
    assert len(desk.troubles) == 1
    assert "set aside" in desk.troubles[0]
    assert len(desk.store.current().content.strokes) == 2
    assert list(store_path.parent.glob("sheets-broken-*"))


def test_the_pen_does_not_wait_for_another_window_and_what_it_wrote_is_made_good(desk: Desk, qtbot: QtBot) -> None:
    with Database(desk.store.path) as other, other.transaction():
        desk.write("a")
        assert desk.store.current().content.is_empty
    qtbot.waitUntil(lambda: len(desk.store.current().content.strokes) == 1)
    assert desk.troubles == []
