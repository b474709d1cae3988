"""Keeping: what is left is found in the history, opened again, exported, and deleted for good."""

from __future__ import annotations

import csv
import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.canvas import decoding
from app.canvas.content import PlacedPicture
from app.controllers.keeping import KEEP_KEY
from app.services.database import Database
from mathnet.inkml import read
from tests.app.conftest import FakeQuestions
from tests.app.desk import Desk


def test_copying_puts_the_formula_into_the_history_once(desk: Desk) -> None:
    desk.write("a")
    desk.keeping.keep_copy("a")
    desk.keeping.keep_copy("a")
    assert desk.listed == ["a"]
    assert len(desk.points) == 1
    desk.document.open()
    assert desk.listed == ["a"]


def test_a_click_opens_a_sheet_and_keeps_what_was_there(desk: Desk) -> None:
    desk.write("a")
    desk.keeping.keep_formula("typed", True)
    first = desk.points
    desk.document.open()
    desk.write("b")
    desk.write("bb")
    with_two = desk.points
    view = desk.panel.list
    QTest.mouseClick(
        view.viewport(), Qt.MouseButton.LeftButton, pos=view.visualRect(desk.panel.model.index(0)).center()
    )
    assert desk.points == first
    assert desk.latex == ["typed"]
    assert sorted(desk.listed) == ["bb", "typed"]
    view.setFocus()
    view.setCurrentIndex(desk.panel.model.index(desk.listed.index("bb")))
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert desk.points == with_two
    assert sorted(desk.listed) == ["bb", "typed"]


def test_a_picture_comes_back_with_its_ink(desk: Desk, again: Desk, qtbot: QtBot) -> None:
    grey = np.random.default_rng(0).integers(0, 255, (30, 50), np.uint8)
    desk.document.place(PlacedPicture(grey, 5.0, 6.0, 0.5))
    desk.write("a")
    desk.close()
    again.start(qtbot)
    placed = again.document.content.picture
    assert placed is not None
    assert np.array_equal(placed.grey, grey)
    assert (placed.left, placed.top, placed.unit) == (5.0, 6.0, 0.5)
    again.document.clear()
    again.document.undo_stack.undo()
    again.document.open()
    assert again.listed == ["a"]


def test_a_photo_is_not_lost_by_what_is_written_and_killed_before_it_is_decoded(
    desk: Desk, again: Desk, store_path: Path, settings: QSettings, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    grey = np.random.default_rng(0).integers(0, 255, (30, 50), np.uint8)
    desk.document.place(PlacedPicture(grey, 5.0, 6.0, 0.5))
    desk.close()
    gate, real = threading.Event(), decoding.decoded
    monkeypatch.setattr(decoding, "decoded", lambda png, shape: (gate.wait(10), real(png, shape))[1])
    again.start(qtbot)
    placed = again.document.content.picture
    assert placed is not None
    assert not placed.is_there
    again.write("a")
    copied = store_path.parent / "killed" / store_path.name
    copied.parent.mkdir()
    for part in store_path.parent.glob("sheets.sqlite*"):
        if "lock" not in part.name:
            (copied.parent / part.name).write_bytes(part.read_bytes())
    gate.set()
    with Database(copied) as killed:
        (found,) = killed.rows("SELECT png IS NOT NULL FROM sheet JOIN picture ON picture.id = sheet.picture")
        (strokes,) = killed.rows("SELECT count(*) FROM stroke")
    assert (found, strokes) == ((1,), (1,))
    assert np.array_equal(placed.grey, grey)


def test_switched_off_nothing_but_the_current_sheet_is_kept(
    desk: Desk, again: Desk, settings: QSettings, qtbot: QtBot
) -> None:
    desk.panel.keep.trigger()
    assert not settings.value(KEEP_KEY, type=bool)
    desk.write("a")
    desk.keeping.keep_copy("a")
    desk.document.clear()
    desk.write("b")
    assert desk.store.shelf.everything() == []
    desk.close()
    again.start(qtbot)
    assert len(again.points) == 1
    assert not again.panel.keep.isChecked()


def test_what_was_deleted_is_gone_from_the_disk_once_the_program_ends(desk: Desk, store_path: Path) -> None:
    desk.write("secret")
    desk.document.open()
    desk.panel.list.setCurrentIndex(desk.panel.model.index(0))
    QTest.keyClick(desk.panel.list, Qt.Key.Key_Delete)
    assert desk.listed == []
    assert b"secret" in stored(store_path)
    desk.close()
    assert b"secret" not in stored(store_path)


def stored(store_path: Path) -> bytes:
    return b"".join(part.read_bytes() for part in store_path.parent.glob("sheets*"))


def test_a_deletion_is_undone_by_the_bar(desk: Desk) -> None:
    desk.write("a")
    desk.document.open()
    desk.panel.list.setCurrentIndex(desk.panel.model.index(0))
    desk.panel.delete_action.trigger()
    assert desk.panel.bar.isVisible()
    QTest.mouseClick(desk.panel.bar.button, Qt.MouseButton.LeftButton)
    assert desk.listed == ["a"]
    assert not desk.panel.bar.isVisible()


def test_delete_all_asks_and_spares_the_canvas_alone(
    desk: Desk, questions: FakeQuestions, store_path: Path, qtbot: QtBot
) -> None:
    desk.write("older")
    desk.keeping.keep_copy("older")
    desk.write("newer")
    desk.panel.delete_all.trigger()
    assert questions.asked == ["delete all"]
    assert desk.listed == ["older"]
    questions.deletes = True
    desk.panel.delete_all.trigger()
    assert desk.listed == []
    qtbot.waitUntil(lambda: b"older" not in stored(store_path))
    assert desk.store.shelf.everything() == []
    assert len(desk.points) == 2
    assert b"newer" in stored(store_path)


def test_the_selection_is_exported_in_every_form(
    desk: Desk, questions: FakeQuestions, tmp_path: Path, qtbot: QtBot
) -> None:
    for latex in ("x^2", r"\begin{align}a&=b\end{align}", r"\frac{"):
        desk.write(latex)
        desk.document.open()
    inkml, tex, table = (action.trigger for action in desk.panel.export_menu.actions())
    questions.exports = tmp_path / "all.tex"
    with qtbot.waitSignal(desk.keeping.said):
        tex()
    document = questions.exports.read_text()
    assert document.startswith("\\documentclass")
    assert document.endswith("\\end{document}\n")
    assert "\\[\n  x^2\n\\]" in document
    assert "{align}" not in document
    assert "% \\frac{" in document
    questions.exports = tmp_path / "all.csv"
    with qtbot.waitSignal(desk.keeping.said):
        table()
    rows = list(csv.DictReader(questions.exports.read_text().splitlines()))
    assert [row["LaTeX"] for row in rows] == desk.listed
    questions.exports = tmp_path
    with qtbot.waitSignal(desk.keeping.said):
        inkml()
    assert [read(tmp_path / row["file"]).truth for row in rows] == desk.listed
    desk.panel.list.setCurrentIndex(desk.panel.model.index(2))
    questions.exports = tmp_path / "one.inkml"
    with qtbot.waitSignal(desk.keeping.said):
        inkml()
    assert read(questions.exports).truth == "x^2"
    assert questions.asked == ["export .tex", "export .csv", "export folder", "export .inkml"]


def test_an_export_that_cannot_be_written_is_told(
    desk: Desk, questions: FakeQuestions, tmp_path: Path, qtbot: QtBot
) -> None:
    desk.write("a")
    desk.document.open()
    questions.exports = tmp_path / "no such folder" / "all.csv"
    with qtbot.waitSignal(desk.keeping.trouble) as told:
        desk.panel.export_menu.actions()[2].trigger()
    assert told.args is not None
    assert "all.csv" in told.args[0]
