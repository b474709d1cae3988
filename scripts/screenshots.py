"""Pictures of the window for the documentation: `python scripts/screenshots.py [INKML] [--out docs/images]`.

The real program is started without a display. The ink of INKML is drawn into it stroke by stroke with the mouse events
that a hand would cause, the recogniser reads it, and the window is taken with the heatmap of one token on: in light and
dark, at 100 % and 200 %. Each scale needs a process of its own, because Qt reads its scale once.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.program import Program
    from app.services.worker import Load
    from mathnet.ink import Ink

SAMPLE = ROOT / "resources" / "samples" / "quadratic_formula.inkml"
SCALES = (1, 2)
PATIENCE_SECONDS = 120


def main() -> int:
    """Take all pictures; returns the exit status."""
    parser = argparse.ArgumentParser(description="Takes pictures of the window, in light and dark, at 100 % and 200 %.")
    parser.add_argument("inkml", nargs="?", type=Path, default=SAMPLE, help="the ink to draw (default: the sample)")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images", help="where the pictures go")
    parser.add_argument("--token", default="", help="the token whose attention is shown (default: one in the middle)")
    parser.add_argument("--scale", type=int, choices=SCALES, help="one scale only, in this process")
    options = parser.parse_args()
    if options.scale:
        return take(options.inkml, options.out, options.token, options.scale)
    return max(_in_process(scale) for scale in SCALES)


def _in_process(scale: int) -> int:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": str(scale)}
    return subprocess.run([sys.executable, *sys.argv, "--scale", str(scale)], env=environment, check=False).returncode


def take(inkml: Path, folder: Path, token: str, scale: int, load: Load | None = None) -> int:
    """Draw, wait for the reading, and save the window in each theme, and the empty window too."""
    from PySide6.QtCore import QSettings
    from PySide6.QtWidgets import QApplication

    from app.application import load_recogniser
    from app.program import Program
    from app.startup import Options
    from app.theme import Choice
    from mathnet.inkml import read

    application = QApplication([])
    application.setStyle("Fusion")
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as private:
        settings = QSettings(f"{private}/settings.ini", QSettings.Format.IniFormat)
        program = Program(load or (lambda: load_recogniser(Options())), settings, store=Path(private) / "sheets.sqlite")
        try:
            program.start()
            wait_for_model(program)
            take_each(program, folder, f"empty_{scale}00", (Choice.LIGHT,))
            draw(program.window.canvas, read(inkml))
            point_at(program, token)
            take_each(program, folder, f"window_{scale}00", (Choice.LIGHT, Choice.DARK))
        finally:
            program.close()
    return 0


def wait_for_model(program: Program) -> None:
    """Raises `RuntimeError` if there is none."""
    from app.services.recognition import State

    wait(lambda: program.recognition.status.state is not State.LOADING)
    if program.recognition.status.state is State.BROKEN:
        raise RuntimeError(f"there is no model to read with: {program.recognition.status.trouble}")


def draw(canvas: QWidget, ink: Ink) -> None:
    """Draw the ink with the mouse, fitted into the canvas, one event a point."""
    from PySide6.QtCore import QPoint, QSizeF, Qt
    from PySide6.QtTest import QTest

    from app.canvas.content import Content
    from app.canvas.view import View

    wait(lambda: canvas.isVisible() and canvas.width() > 400)
    view = View.fitting(ink.box, QSizeF(canvas.size()), 56.0, Content(ink.strokes).typical_size)
    window, corner = canvas.window().windowHandle(), canvas.mapTo(canvas.window(), QPoint())
    for stroke in ink.strokes:
        places = [corner + QPoint(round(x), round(y)) for x, y in view.to_widget(stroke.points).tolist()]
        # Sent to the window, as a screen would, not to the widget: QTest moves the cursor for widgets, and the screen
        # that is not there ends earlier than the window.
        QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=places[0])
        for place in places[1:]:
            QTest.mouseMove(window, place)
        QTest.mouseRelease(window, Qt.MouseButton.LeftButton, pos=places[-1])


def point_at(program: Program, token: str) -> None:
    """Wait for the reading and hold the pointer over a token."""
    from PySide6.QtTest import QTest

    strip = program.window.attention.strip
    wait(lambda: bool(strip.tokens) and program.recognition.is_idle)
    pause(500)  # until the readings beside it are typeset
    places = [place for place, other in enumerate(strip.tokens) if other == token] or [len(strip.tokens) // 2]
    place = strip.mapTo(program.window, strip.chip(places[0]).center().toPoint())
    QTest.mouseMove(program.window.windowHandle(), place)
    wait(lambda: program.window.canvas.heat is not None)


def take_each(program: Program, folder: Path, name: str, themes: tuple[str, ...]) -> None:
    """Save the window in each of `themes` as `folder/NAME_THEME.png`."""
    from app.theme import Choice

    for theme in themes:
        program.themes.choose(Choice(theme))
        pause(200)
        path = folder / f"{name}_{theme}.png"
        if not program.window.grab().save(str(path)):
            raise OSError(f"{path} could not be written")
        print(path)


def pause(milliseconds: int) -> None:
    """Let the window live for a while. `QTest.qWait` would hold Python's lock and keep the recogniser from reading."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait(until: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not until() and time.monotonic() < deadline:
        pause(20)
    if not until():
        raise TimeoutError(f"the window was not ready within {PATIENCE_SECONDS} seconds")


if __name__ == "__main__":
    sys.exit(main())
