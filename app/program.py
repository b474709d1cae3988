"""The composition root: makes document, services, window and controllers, which `app.wiring` connects.

Nothing here or below it imports torch; the recogniser does, once it is loaded in the worker thread.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from app.canvas.content import Subject
from app.canvas.document import Document
from app.controllers.arranging import Arranging
from app.controllers.catching_up import CatchingUp
from app.controllers.computing import Computing
from app.controllers.copying import Copying
from app.controllers.exhibiting import Exhibiting
from app.controllers.explaining import Explaining
from app.controllers.filing import Filing, Questions
from app.controllers.fixing import Fixing
from app.controllers.helping import Helping
from app.controllers.keeping import Keeping
from app.controllers.learning import Learning
from app.controllers.linking import Linking
from app.controllers.modelling import Modelling
from app.controllers.picturing import Picturing
from app.controllers.presenter import Presenter
from app.controllers.sampling import Sampling, is_used
from app.controllers.status import StatusLine
from app.controllers.teaching import Teaching
from app.controllers.training import Training
from app.dialogs import Dialogs
from app.log import Log
from app.main_window import MainWindow
from app.services.background import Background
from app.services.collecting import Collecting
from app.services.computing import ComputingService
from app.services.database import default_path
from app.services.lessons import Lessons
from app.services.loading import Loading
from app.services.memory_file import FILE_NAME, MemoryFile
from app.services.model_check import Checker
from app.services.models import Models
from app.services.recognition import RecognitionService
from app.services.samples import Samples
from app.services.store import Store
from app.services.thrift import keep_few_kernels, share_one_arena
from app.services.training_run import Runs
from app.services.worker import Load
from app.theme import ThemeSwitch, chosen
from app.wiring import connect
from mathnet.threads import settle_threads


class Program(QObject):
    """The window with all that works behind it; `start` shows it and loads the model, `close` ends all threads."""

    def __init__(
        self,
        load: Load,
        settings: QSettings,
        questions: Questions | None = None,
        store: Path | None = None,
        log: Log | None = None,
        model: Path | None = None,
        loading: Loading | None = None,
    ) -> None:
        """`store` is where what is written is kept, the user's own folder unless told; `model` is the one in use, and
        `loading` finds others."""
        super().__init__()
        self._collecting = Collecting(self)
        self.settings = settings
        self.document = Document(self)
        self.themes = ThemeSwitch(_application(), chosen(settings), self)
        self.window = MainWindow(self.document, self.themes.theme)
        self.recognition = RecognitionService(load, self)
        self.background = Background("program", self)
        questions, store = questions or Dialogs(self.window), store or default_path()
        self._make_readers(questions)
        self._make_keepers(questions, store)
        self._make_teachers(store, loading or Loading(Models(store.parent / "models", Checker()), lambda _: load()))
        self.arranging = Arranging(self.window, settings, self.themes, self.copying)
        self.helping = Helping(self.window, self.window.groups, log, model)
        connect(self)
        self.window.name_document("", False)

    def _make_readers(self, questions: Questions) -> None:
        """What shows, links, fixes and explains readings."""
        window, service = self.window, self.recognition
        self.status = StatusLine(window, service)
        self.presenter = Presenter(window)
        self.linking = Linking(window, service)
        self.fixing = Fixing(window, self.document, self.linking, service)
        self.explaining = Explaining(window.attention, service, self)
        self.exhibiting = Exhibiting(window.attention, questions.export_file, self)

    def _make_keepers(self, questions: Questions, store: Path) -> None:
        """What files, keeps, copies and computes."""
        window = self.window
        self.filing = Filing(self.document, window.canvas, questions, self.background)
        self.picturing = Picturing(window, window.canvas, self.background, self)
        self.keeping = Keeping(self.document, Store(store), window.history, questions, self.settings, self, self.fixing)
        self.catching_up = CatchingUp(self.keeping, self.recognition, self)
        self.copying = Copying(self.settings, window)
        self.compute_service = ComputingService(parent=self)
        self.computing = Computing(window.compute, self.compute_service, self.background, questions.plot_path)

    def _make_teachers(self, store: Path, loading: Loading) -> None:
        """What keeps corrections, learns from them, and knows the models that came of it."""
        window, service, settings = self.window, self.recognition, self.settings
        memory = MemoryFile(store.with_name(FILE_NAME))
        self.lessons = Lessons(Samples(store), memory, service, is_used(settings), self)
        self.teaching = Teaching(window.offer, self.document, self.fixing, self.lessons, service, settings, self)
        known, doubted = lambda: self.teaching.known, lambda: self.teaching.doubted
        self.sampling = Sampling(window, self.lessons, settings, known, doubted)
        self.modelling = Modelling(window, service, loading)
        runs = Runs(store.parent / "runs")
        self.training = Training(window, runs, self.modelling.adopt, self.themes.theme)
        self.learning = Learning(window, runs, self.lessons, lambda: loading.path, self.modelling.adopt)

    def start(self, file: Path | None = None) -> None:
        """Show the window and what was on the canvas, then open `file` and load the model."""
        settle_threads()
        keep_few_kernels()
        share_one_arena()
        self.arranging.restore()
        self.window.show()
        self.window.canvas.setFocus()
        self.keeping.restore()
        # Once the event loop runs, so that neither delays the window.
        QTimer.singleShot(0, self.recognition.start)
        for runner in (self.training, self.learning):
            QTimer.singleShot(0, runner.find)
        if file is not None:
            QTimer.singleShot(0, lambda: self.filing.open(file))

    def close(self) -> None:
        """End all threads and processes; the last thing to be called."""
        self.arranging.remember()
        teachers = (self.learning, self.training, self.sampling, self.teaching, self.lessons, self.modelling)
        for part in (*teachers, self.recognition):
            part.close()
        self.exhibiting.close()
        self.compute_service.close()
        self.keeping.close()
        self.background.close()
        self.document.close()
        self._collecting.close()

    def read(self, after_pause: bool = True) -> None:
        """Have what is on the canvas read, with what the user said of it."""
        content = self.document.content
        if content.is_empty:
            self.recognition.drop()
            self.presenter.clear()
            return
        known = [(pin.token, pin.box) for pin in self.fixing.pins(content)]
        self.recognition.request(Subject(content, self.window.canvas.pen_width, known), after_pause)


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
