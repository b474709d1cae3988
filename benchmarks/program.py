"""The real program for a measurement: the window of `app`, out of sight, with the recogniser in its worker thread."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from app.application import Program
from app.services.recognition import State
from app.services.worker import Recogniser
from benchmarks.figures import Options
from mathnet.ink import Ink

LONGEST_WAIT_MS = 120_000


@contextmanager
def running(options: Options) -> Iterator[Program]:
    """The program with its model loaded; raises `ValueError` where there is none to load."""
    _ = QApplication.instance() or QApplication(["benchmarks"])
    with TemporaryDirectory() as folder:
        settings = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        program = Program(lambda: _load(options), settings)
        try:
            program.start()
            _wait_for_model(program)
            yield program
        finally:
            program.close()


def read_in(program: Program, ink: Ink) -> None:
    """Puts `ink` on the canvas, and returns when its reading has been shown."""
    loop = QEventLoop()
    program.recognition.answered.connect(loop.quit)
    program.document.open(ink)
    program.window.canvas.fit()
    QTimer.singleShot(LONGEST_WAIT_MS, loop.quit)
    loop.exec()
    program.recognition.answered.disconnect(loop.quit)


def _load(options: Options) -> Recogniser:
    import torch

    from mathnet.recognizer import Recognizer

    torch.set_num_threads(options.threads)
    return Recognizer.load(options.model, device="cpu")


def _wait_for_model(program: Program) -> None:
    loop = QEventLoop()
    program.recognition.status_changed.connect(loop.quit)  # the first change is from loading to something else
    if program.recognition.status.state is State.LOADING:
        loop.exec()
    if program.recognition.status.state is State.BROKEN:
        raise ValueError(program.recognition.status.trouble)
