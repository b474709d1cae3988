"""A training window on stand-in children, and what its user does: for the tests of training."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app import theme
from app.controllers.training import Training
from app.panels.training import TrainingWindow
from app.panels.training_live import LivePanel
from app.panels.training_questions import Leave
from app.services.run_standing import has_process
from app.services.training_run import Runs
from training.events import Command, command

STANDIN = [sys.executable, str(Path(__file__).resolve().parents[1] / "standin.py")]


@dataclass
class Answers:
    """What the user answers, and what was asked."""

    dataset: Path | None = None
    deletes: bool = True
    leaves: Leave = Leave.GO_ON
    asked: list[str] = field(default_factory=list)

    def folder(self, parent: QWidget) -> Path | None:
        return self.dataset

    def archive(self, parent: QWidget) -> Path | None:
        return self.dataset

    def recipe(self, parent: QWidget) -> Path | None:
        return None

    def delete(self, parent: QWidget, name: str) -> bool:
        self.asked.append(f"delete {name}")
        return self.deletes

    def leave(self, names: Sequence[str]) -> Leave:
        self.asked.append(f"leave {' '.join(names)}")
        return self.leaves


class Shop:
    """The training controller with its window, as one start of the program has them."""

    def __init__(self, folder: Path, qtbot: QtBot, program: Sequence[str] = STANDIN) -> None:
        self.folder, self.qtbot = folder, qtbot
        self.answers = Answers()
        self.main = QWidget()
        self.runs = Runs(folder / "runs", program)
        self.adopted: list[tuple[Path, str]] = []
        self.said: list[str] = []
        self.troubles: list[str] = []
        adopt = lambda stem, name: self.adopted.append((stem, name))  # noqa: E731
        self.training = Training(self.main, self.runs, adopt, theme.load("light"), self.answers)
        self.training.said.connect(self.said.append)
        self.training.trouble.connect(self.troubles.append)

    @property
    def window(self) -> TrainingWindow:
        assert self.training.window is not None
        return self.training.window

    @property
    def live(self) -> LivePanel:
        assert self.window.live is not None
        return self.window.live

    def open(self) -> None:
        self.training.show()
        self.qtbot.waitUntil(lambda: self.window.live is not None, timeout=20_000)

    def start(self, what: str, name: str = "first") -> Path:
        """Name the dataset that says what is to happen, and start."""
        self.window.setup.data.path.setText(str(self.folder / what))
        self.window.setup.name.setText(name)
        self.press(self.window.setup.start_button)
        self.qtbot.waitUntil(lambda: self.window.list.current is not None, timeout=10_000)
        assert self.window.list.current is not None
        return self.window.list.current

    def wait_for(self, state: str) -> None:
        self.qtbot.waitUntil(lambda: self.live.state.text() == state, timeout=30_000)

    def press(self, button: QPushButton) -> None:
        self.qtbot.waitUntil(button.isVisible)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)

    def close(self) -> None:
        self.training.close()
        self.main.close()
        self.main.deleteLater()


def end_all(folder: Path) -> None:
    """Have every run in a folder stop, and wait until its process is gone."""
    until = time.monotonic() + 20
    for run in folder.glob("*/process.json"):
        command(run.parent, Command.STOP)
        while has_process(run.parent):
            assert time.monotonic() < until, f"{run.parent} does not stop"
            time.sleep(0.02)
