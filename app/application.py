"""The application: Qt made ready, the program started, and the model loaded in the worker thread."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from PySide6.QtCore import QSettings, Qt
from PySide6.QtWidgets import QApplication

from app import languages
from app.log import Log, default_path
from app.program import Program
from app.services.loading import Loading
from app.services.model_check import Checker
from app.services.models import Models, default_folder
from app.services.preload import open_torch_libraries
from app.services.worker import Recogniser
from app.startup import Options
from app.typeset.typesetter import begin
from mathnet.ink import Ink

# Read before the model is said to be ready: the first reading brings the code that reads from the disk.
FIRST_INK = ([(0, 0), (60, 40)], [(60, 0), (0, 40)], [(0, 60), (80, 60)], [(20, 80), (20, 130)])


def main(options: Options) -> int:
    """Run the program until its window is closed; returns the exit status."""
    # Python only sees Ctrl+C when Qt hands it an event, which may be never.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    application = QApplication(sys.argv[:1])
    # Every place that the pen reported is kept, not only the latest at each repaint. The X11 platform sets this anew
    # while the application is made, so only now does it last.
    application.setAttribute(Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents, False)
    application.setApplicationName("Mask & Match")
    application.setOrganizationName("mask-match")
    application.setDesktopFileName("mask-match")
    application.setStyle("Fusion")
    log, settings = Log(default_path()), QSettings()
    languages.install(application, languages.chosen(settings))
    loading = Loading(Models(default_folder(), Checker()), lambda path: open_model(path, options.device), options.model)
    program = Program(loading.first, settings, log=log, model=options.model, loading=loading)
    program.start(options.file)
    status = application.exec()
    program.close()
    log.close()
    return status


def load_recogniser(options: Options) -> Recogniser:
    """The recogniser that the command line asks for, without a look at what the user chose."""
    return open_model(options.model, options.device)


def open_model(path: Path | None, device: str) -> Recogniser:
    """A recogniser; runs in the worker thread, where imports that take long are out of the way."""
    begin()
    import latex2mathml.converter  # noqa: F401  # the window asks it about the first formula

    open_torch_libraries()
    from mathnet.recognizer import Recognizer

    recogniser = Recognizer.load(path, device)
    recogniser.recognize(Ink.of(FIRST_INK))
    return recogniser
