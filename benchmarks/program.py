"""The real program for a measurement: the window of `app`, out of sight, with the recogniser in its worker thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from app import application
from app.program import Program
from app.services.recognition import State
from app.startup import Options as StartupOptions
from benchmarks.figures import Options
from mathnet.ink import Ink

LONGEST_WAIT_MS = 120_000


@contextmanager
def running(options: Options) -> Iterator[Program]:
    """The program with its model loaded; raises `ValueError` where there is none to load."""
    _ = QApplication.instance() or QApplication(["benchmarks"])
    startup = StartupOptions(model=options.model, device="cpu")
    with TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        program = Program(lambda: application.load_recogniser(startup), settings, store=Path(folder) / "sheets.sqlite")
        try:
            program.start()
            _wait_for_model(program)
            yield program
        finally:
            program.close()


def read_in(program: Program, ink: Ink) -> None:
    """Puts `ink` on the canvas, and returns when its reading has been shown; raises `ValueError` if none comes."""
    loop = QEventLoop()
    program.recognition.answered.connect(loop.quit)
    limit = QTimer(loop, singleShot=True, interval=LONGEST_WAIT_MS)
    limit.timeout.connect(lambda: loop.exit(1))
    limit.start()
    program.document.open(ink)
    program.window.canvas.fit()
    gave_up = loop.exec()
    program.recognition.answered.disconnect(loop.quit)
    if gave_up:
        raise ValueError(f"no reading came within {LONGEST_WAIT_MS // 1000} seconds")


def _wait_for_model(program: Program) -> None:
    loop = QEventLoop()
    program.recognition.status_changed.connect(loop.quit)  # the first change is from loading to something else
    if program.recognition.status.state is State.LOADING:
        loop.exec()
    if program.recognition.status.state is State.BROKEN:
        raise ValueError(program.recognition.status.trouble)
