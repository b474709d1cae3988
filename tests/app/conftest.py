"""The window without a display, with a recogniser that needs no model."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is imported

import gc
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.program import Program
from tests.app.desk import Desk
from tests.app.fakes import FakeRecogniser


def pytest_configure(config: pytest.Config) -> None:
    # Said by the platform without a display whenever a window is shown; it says nothing about the window.
    config.addinivalue_line("qt_log_ignore", "This plugin does not support propagateSizeHints")


@dataclass
class FakeQuestions:
    """Answers what the user would be asked, and counts how often."""

    opens: Path | None = None
    saves: Path | None = None
    exports: Path | None = None
    deletes: bool = False
    asked: list[str] = field(default_factory=list)

    def open_path(self) -> Path | None:
        self.asked.append("open")
        return self.opens

    def save_path(self, suggested: Path) -> Path | None:
        self.asked.append("save")
        return self.saves

    def export_file(self, suggested: Path) -> Path | None:
        self.asked.append(f"export {suggested.suffix}")
        return self.exports

    def export_folder(self) -> Path | None:
        self.asked.append("export folder")
        return self.exports

    def plot_path(self) -> Path | None:
        self.asked.append("plot")
        return self.exports

    def delete_all(self) -> bool:
        self.asked.append("delete all")
        return self.deletes


@pytest.fixture(scope="session")
def qapp_args() -> list[str]:
    return ["mask-match-tests"]


@pytest.fixture(scope="session", autouse=True)
def _orderly_end(qapp: QApplication) -> Iterator[None]:
    """No garbage of Qt is collected in a thread of some test, and none is left to the C library's last moments."""
    gc.collect()
    gc.freeze()
    gc.disable()
    yield
    QGuiApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def _tidy() -> Iterator[None]:
    yield
    gc.collect()


@pytest.fixture
def settings(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


@pytest.fixture
def recogniser() -> FakeRecogniser:
    return FakeRecogniser()


@pytest.fixture
def questions() -> FakeQuestions:
    return FakeQuestions()


def undress() -> None:
    """Take the theme off the application: what comes next has its own, or none."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.setStyleSheet("")
    QGuiApplication.styleHints().setColorScheme(Qt.ColorScheme.Unknown)
    application.setPalette(application.style().standardPalette())


@pytest.fixture(autouse=True)
def undressed() -> Iterator[None]:
    """No test finds the application in the theme of the one before."""
    yield
    application = QApplication.instance()
    if isinstance(application, QApplication) and application.styleSheet():
        undress()


def end(program: Program) -> None:
    """Take the window away for good: those that stay are dressed anew with every theme, slower from test to test."""
    program.window.close()
    undress()
    for part in (program.window, program):
        part.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def program(
    qapp: QApplication,
    qtbot: QtBot,
    settings: QSettings,
    recogniser: FakeRecogniser,
    questions: FakeQuestions,
    store_path: Path,
) -> Iterator[Program]:
    """The whole program, shown and ready to read; its thread is ended afterwards."""
    qapp.setStyle("Fusion")
    made = Program(lambda: recogniser, settings, questions, store_path)
    made.start()
    qtbot.waitExposed(made.window)
    yield made
    recogniser.gate.set()
    made.close()
    assert not made.recognition.is_running
    end(made)


@pytest.fixture
def store_path(tmp_path: Path) -> Path:
    return tmp_path / "sheets.sqlite"


@pytest.fixture
def desk(qtbot: QtBot, store_path: Path, settings: QSettings, questions: FakeQuestions) -> Iterator[Desk]:
    made = Desk(store_path, settings, questions)
    made.start(qtbot)
    yield made
    made.close()


@pytest.fixture
def again(qtbot: QtBot, store_path: Path, settings: QSettings, questions: FakeQuestions) -> Iterator[Desk]:
    """What a later start shows; not started yet."""
    made = Desk(store_path, settings, questions)
    yield made
    made.close()
