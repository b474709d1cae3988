"""Help: what is said after a failure, and what is copied for a report."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.controllers.helping import Helping
from app.log import Log
from app.panels.about import AboutDialog
from app.panels.shortcuts import ShortcutSheet


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def log(tmp_path: Path) -> Iterator[Log]:
    made = Log(tmp_path / "mask-match.log")
    yield made
    made.close()


@pytest.fixture
def helping(window: QWidget, log: Log) -> Helping:
    save = QAction("&Save", window)
    save.setShortcut("Ctrl+S")
    return Helping(window, lambda: {"File": [save]}, log)


def test_a_failure_is_told_in_words_that_point_to_the_log(helping: Helping, qtbot: QtBot) -> None:
    error = OSError("gone")
    with qtbot.waitSignal(helping.trouble) as heard:
        sys.excepthook(OSError, error, None)
    assert "nothing you wrote is lost" in heard.args[0]


def test_the_details_are_copied(helping: Helping, log: Log) -> None:
    helping.copy_details()
    assert QGuiApplication.clipboard().text().replace("\r", "") == log.details()


def test_the_log_opens_in_another_program(helping: Helping, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url) is None)
    helping.open_log()
    assert [Path(url.toLocalFile()) for url in opened] == [log.path]


def test_where_no_program_shows_the_log_its_place_is_said(
    helping: Helping, log: Log, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    with qtbot.waitSignal(helping.trouble) as heard:
        helping.open_log()
    assert str(log.path) in heard.args[0]


def test_without_a_log_that_is_said(window: QWidget, qtbot: QtBot) -> None:
    helping = Helping(window, dict)
    with qtbot.waitSignal(helping.trouble):
        helping.open_log()


def test_the_keys_and_the_facts_open_in_front_of_the_window(helping: Helping, window: QWidget) -> None:
    helping.show_keys()
    helping.show_about()
    sheet, about = window.findChild(ShortcutSheet), window.findChild(AboutDialog)
    assert sheet is not None
    assert about is not None
    assert ("Save", "Ctrl+S") in [row[:2] for row in sheet.shown()]
    assert sheet.isVisible()
    assert about.isVisible()
    sheet.close()
    about.close()
