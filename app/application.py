"""The composition root: makes document, services and window, and connects them.

Nothing here or below it imports torch; the recogniser does, once `Recognizer.load` runs in the worker thread.
"""

from __future__ import annotations

import logging
import signal
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.canvas.canvas import Tool
from app.canvas.content import Subject
from app.canvas.document import Document
from app.dialogs import Dialogs
from app.filing import Filing, Questions
from app.main_window import MainWindow
from app.presenter import Presenter
from app.services.preload import open_torch_libraries
from app.services.recognition import RecognitionService, State, Status
from app.services.worker import Load, Recogniser
from app.startup import Options
from app.theme import Choice, ThemeSwitch
from mathnet.ink import Ink
from mathnet.threads import settle_threads

if TYPE_CHECKING:
    from mathnet.reading import Reading

THEME_KEY = "view/theme"
# Read before the model is said to be ready: the first reading brings the code that reads from the disk.
FIRST_INK = ([(0, 0), (60, 40)], [(60, 0), (0, 40)], [(0, 60), (80, 60)], [(20, 80), (20, 130)])


class Program(QObject):
    """The window with all that works behind it; `start` shows it and loads the model, `close` ends the worker."""

    def __init__(self, load: Load, settings: QSettings, questions: Questions | None = None) -> None:
        super().__init__()
        self._settings = settings
        self._told_trouble = False  # the message bar says that something could not be read
        self.document = Document(self)
        self.themes = ThemeSwitch(_application(), _choice(settings), self)
        self.window = MainWindow(self.document, self.themes.theme)
        self.recognition = RecognitionService(load, self)
        self.presenter = Presenter(self.window)
        self.filing = Filing(self.document, self.window.canvas, questions or Dialogs(self.window))
        self._connect_ink()
        self._connect_recognition()
        self._connect_filing()
        self._connect_actions()
        self._connect_themes()
        self._say_state(self.recognition.status)
        self.window.name_document("", False)

    def start(self, file: Path | None = None) -> None:
        """Show the window, then open `file` and load the model."""
        settle_threads()
        self.window.show()
        self.window.canvas.setFocus()
        # Once the event loop runs, so that neither delays the window.
        QTimer.singleShot(0, self.recognition.start)
        if file is not None:
            QTimer.singleShot(0, lambda: self.filing.open(file))

    def close(self) -> None:
        """End the worker thread; the last thing to be called."""
        self.recognition.close()
        self.document.close()

    def _connect_ink(self) -> None:
        canvas = self.window.canvas
        self.document.changed.connect(self._read)
        canvas.pen_went_down.connect(self.recognition.hold)
        canvas.pen_went_down.connect(self.window.attention.rest)
        canvas.pen_went_up.connect(self.recognition.resume)

    def _connect_recognition(self) -> None:
        self.recognition.status_changed.connect(self._say_state)
        self.recognition.answered.connect(self.presenter.show)
        self.recognition.answered.connect(self._say_time)

    def _connect_filing(self) -> None:
        self.filing.trouble.connect(self.window.message.say)
        self.filing.settled.connect(self.window.message.hide)
        self.filing.named.connect(self.window.name_document)
        self.window.dropped.connect(self.filing.take)
        self.window.may_close = self.filing.may_go_on

    def _connect_actions(self) -> None:
        its, window = self.window.actions_, self.window
        its.new.triggered.connect(self.filing.new)
        its.open.triggered.connect(self.filing.ask_and_open)
        its.save.triggered.connect(self.filing.save)
        its.save_as.triggered.connect(self.filing.save_as)
        its.quit.triggered.connect(window.close)
        its.copy.triggered.connect(window.formula.copy)
        its.paste.triggered.connect(lambda: self.filing.take(QGuiApplication.clipboard().mimeData()))
        its.clear.triggered.connect(self.document.clear)
        its.pen.triggered.connect(lambda: window.canvas.set_tool(Tool.PEN))
        its.eraser.triggered.connect(lambda: window.canvas.set_tool(Tool.ERASER))
        its.fit.triggered.connect(window.canvas.fit)
        window.formula.copy_wanted.connect(lambda latex: QGuiApplication.clipboard().setText(latex))

    def _connect_themes(self) -> None:
        self.themes.changed.connect(self.window.wear)
        self.themes.changed.connect(lambda _: self.window.attention.show_scale(self.window.canvas.is_dark))
        self.window.attention.show_scale(self.window.canvas.is_dark)
        self.window.actions_.themes[self.themes.choice].setChecked(True)
        for choice, action in self.window.actions_.themes.items():
            action.triggered.connect(lambda _, choice=choice: self._choose_theme(choice))

    def _choose_theme(self, choice: Choice) -> None:
        self._settings.setValue(THEME_KEY, choice.value)
        self.themes.choose(choice)

    def _read(self) -> None:
        self.window.attention.rest()
        if self.document.content.is_empty:
            self.recognition.drop()
            self.presenter.clear()
        else:
            self.recognition.request(Subject(self.document.content, self.window.canvas.pen_width))

    def _say_state(self, status: Status) -> None:
        if status.state is State.BROKEN:
            told = self.tr("There is no model to read with: {}. You can still write, open and save.")
            self.window.message.say(told.format(status.trouble.rstrip(". ")))
        elif status.trouble:
            self.window.message.say(self.tr("This could not be read: {}").format(status.trouble))
            self._told_trouble = True
        self.window.say_state(self._words(status))

    def _words(self, status: Status) -> str:
        device = status.device.upper()
        return {
            State.LOADING: self.tr("Loading the model… you can write already"),
            State.READY: self.tr("Ready · {}").format(device),
            State.THINKING: self.tr("Reading… · {}").format(device),
            State.BROKEN: self.tr("No model"),
        }[status.state]

    def _say_time(self, reading: Reading) -> None:
        if self._told_trouble:
            self.window.message.hide()
            self._told_trouble = False
        told = self.tr("Read in {:.0f} ms · {}") if reading.candidates else self.tr("Nothing to read here · {1}")
        self.window.say_state(told.format(reading.milliseconds, self.recognition.status.device.upper()))


def main(options: Options) -> int:
    """Run the program until its window is closed; returns the exit status."""
    logging.basicConfig(level=logging.WARNING, format="%(name)s: %(message)s")
    # Every place that the pen reported is kept, not only the latest at each repaint.
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_CompressHighFrequencyEvents, False)
    # Python only sees Ctrl+C when Qt hands it an event, which may be never.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    application = QApplication(sys.argv[:1])
    application.setApplicationName("Mask & Match")
    application.setOrganizationName("mask-match")
    application.setDesktopFileName("mask-match")
    application.setStyle("Fusion")
    program = Program(lambda: load_recogniser(options), QSettings())
    program.start(options.file)
    status = application.exec()
    program.close()
    return status


def load_recogniser(options: Options) -> Recogniser:
    """The recogniser; runs in the worker thread, where the imports of typesetting and torch are out of the way."""
    from app.panels.typeset import typeset

    typeset("x")  # fonts are read at the first formula
    open_torch_libraries()
    from mathnet.recognizer import Recognizer

    recogniser = Recognizer.load(options.model, options.device)
    recogniser.recognize(Ink.of(FIRST_INK))
    return recogniser


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application


def _choice(settings: QSettings) -> Choice:
    stored = str(settings.value(THEME_KEY, Choice.SYSTEM.value))
    return Choice(stored) if stored in list(Choice) else Choice.SYSTEM
