"""The real program on a stage, for pictures of it: started without a display, used as a person would, and grabbed.

The screen is larger than the window, so that menus open where they would on a desk.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QSettings, Qt
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from app.program import Program
from app.services.recognition import State
from benchmarks.person import Person
from benchmarks.player import Player, Script, pause
from mathnet import inkml
from mathnet.ink import Ink, Stroke

if TYPE_CHECKING:
    from app.services.worker import Load

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "resources" / "samples"
SCREEN = {"name": "stage", "x": 0, "y": 0, "width": 3200, "height": 2400, "logicalDpi": 96, "dpr": 1}
# A nine whose tail is bent like that of a g: through these places, in the room of the 1 of a sample.
NINE = (
    *((274, 104), (259, 93), (246, 107), (252, 125), (266, 122), (274, 102)),
    *((275, 129), (272, 158), (265, 170), (255, 171), (244, 164)),
)


class Stage:
    """A program, one who uses it, and the camera."""

    def __init__(self, program: Program) -> None:
        self.program, self.window = program, program.window
        self.person, self._player = Person(program), Player()

    def play(self, script: Script) -> None:
        self._player.play(script)

    def wait(self, milliseconds: float) -> None:
        self.play(pause(milliseconds))

    def grab(self) -> QPixmap:
        """The window with whatever has opened over it."""
        picture = self.window.grab()
        corner, painter = self.window.mapToGlobal(QPoint(0, 0)), QPainter(picture)
        for widget in QApplication.topLevelWidgets():
            if widget.isVisible() and widget is not self.window:
                painter.drawPixmap(widget.pos() - corner, _cut(widget))
        painter.end()
        return picture


@contextmanager
def stage(load: Load, size: tuple[int, int] = (1240, 840)) -> Iterator[Stage]:
    """The program as it is at its first start, its model loaded or found broken."""
    with tempfile.TemporaryDirectory() as private:
        settings = QSettings(f"{private}/settings.ini", QSettings.Format.IniFormat)
        program = Program(load, settings, store=Path(private) / "sheets.sqlite")
        try:
            program.start()
            program.window.resize(*size)
            made = Stage(program)
            made.play(_until(lambda: program.recognition.status.state is not State.LOADING))
            yield made
        finally:
            program.close()
            program.window.close()


def again_without_display(arguments: Sequence[str], scale: int = 1) -> int:
    """Run this script once more on a large screen in memory, at a scale that Qt reads once a process."""
    with tempfile.TemporaryDirectory() as private:
        config = Path(private) / "screen.json"
        config.write_text(json.dumps({"screens": [SCREEN]}), encoding="utf-8")
        platform = {"QT_QPA_PLATFORM": f"offscreen:configfile={config}", "QT_SCALE_FACTOR": str(scale)}
        command = [sys.executable, *sys.argv, *arguments]
        return subprocess.run(command, env={**os.environ, **platform}, check=False).returncode


def application() -> QApplication:
    made = QApplication(["mask-match"])
    made.setStyle("Fusion")
    return made


def sample(name: str) -> Ink:
    return inkml.read(SAMPLES / f"{name}.inkml")


def doubtful() -> Ink:
    """A square plus something between nine and g."""
    strokes = sample("square_plus_one").strokes
    return Ink((*strokes[:-1], Stroke(_curve(np.array(NINE, dtype=np.float64)).astype(np.float32))))


def _curve(places: NDArray[np.float64]) -> NDArray[np.float64]:
    """A smooth curve through the places (N, 2): Catmull and Rom's, eight points between two places."""
    ends = np.concatenate([places[:1], places, places[-1:]])
    before, start, stop, after = ends[:-3, None], ends[1:-2, None], ends[2:-1, None], ends[3:, None]  # (N - 1, 1, 2)
    way = np.arange(8)[:, None] / 8
    straight = 2 * start + (stop - before) * way
    bent = (2 * before - 5 * start + 4 * stop - after) * way**2 + (3 * (start - stop) + after - before) * way**3
    return np.concatenate([((straight + bent) / 2).reshape(-1, 2), places[-1:]])


def _until(comes_true: Callable[[], bool]) -> Script:
    yield comes_true


def _cut(widget: QWidget) -> QPixmap:
    """A popup with what is behind its round corners left out."""
    picture = QPixmap(widget.size() * widget.devicePixelRatioF())
    picture.setDevicePixelRatio(widget.devicePixelRatioF())
    picture.fill(Qt.GlobalColor.transparent)
    widget.render(picture)
    return picture
