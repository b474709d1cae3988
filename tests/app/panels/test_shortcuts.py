"""The sheet of shortcuts lists what the actions say, can be searched, and goes onto paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.panels.shortcuts import ShortcutSheet, gestures


def action(text: str, *keys: str, tip: str = "") -> QAction:
    made = QAction(text)
    made.setShortcuts(list(keys))
    made.setStatusTip(tip)
    return made


ACTIONS = {
    "File": [("&New", ("Ctrl+N",), "Start on an empty canvas"), ("&Open…", ("Ctrl+O",), "")],
    "View": [("Zoom &in", ("Ctrl++", "Ctrl+="), ""), ("About", (), "")],
}


@pytest.fixture
def sheet(qtbot: QtBot) -> ShortcutSheet:
    groups = {name: [action(text, *keys, tip=tip) for text, keys, tip in rows] for name, rows in ACTIONS.items()}
    made = ShortcutSheet(groups)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_every_action_with_a_key_is_listed_with_all_its_keys(sheet: ShortcutSheet) -> None:
    rows = [("New", "Ctrl+N"), ("Open", "Ctrl+O"), ("Zoom in", "Ctrl++   Ctrl+=")]
    assert [row[:2] for row in sheet.shown()] == [*rows, *(row[:2] for row in gestures())]


def test_typing_leaves_what_has_all_the_words_in_its_name_keys_or_tip(sheet: ShortcutSheet) -> None:
    QTest.keyClicks(sheet.search, "ctrl EMPTY")
    assert sheet.shown() == [("New", "Ctrl+N", "Start on an empty canvas")]
    assert not sheet.nothing.isVisible()
    QTest.keyClicks(sheet.search, "nonsense")
    assert sheet.shown() == []
    assert sheet.nothing.isVisible()


def test_gestures_are_found_too(sheet: ShortcutSheet) -> None:
    QTest.keyClicks(sheet.search, "scribble")
    assert [row.what for row in sheet.shown()] == ["Erase ink"]


def test_the_arrow_keys_lead_from_the_search_into_the_list(sheet: ShortcutSheet) -> None:
    sheet.search.setFocus()
    QTest.keyClick(sheet.search, Qt.Key.Key_Down)
    assert sheet.list.hasFocus()


def test_escape_closes_the_sheet(sheet: ShortcutSheet) -> None:
    QTest.keyClick(sheet.search, Qt.Key.Key_Escape)
    assert not sheet.isVisible()


def test_the_whole_sheet_can_be_saved_for_printing(sheet: ShortcutSheet, tmp_path: Path) -> None:
    QTest.keyClicks(sheet.search, "scribble")
    assert "Ctrl+N" in sheet.html()
    assert sheet.save(str(tmp_path / "keys.pdf"))
    assert (tmp_path / "keys.pdf").read_bytes().startswith(b"%PDF")
