"""The composition root: makes document, services, window and controllers, and connects them.

Nothing here or below it imports torch; the recogniser does, once it is loaded in the worker thread.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from app.arranging import Arranging
from app.canvas.canvas import Tool
from app.canvas.content import Subject
from app.canvas.document import Document
from app.computing import Computing
from app.copying import Copying
from app.dialogs import Dialogs
from app.examples import examples
from app.exhibiting import Exhibiting
from app.explaining import Explaining
from app.filing import Filing, Questions
from app.fixing import Fixing
from app.helping import Helping
from app.keeping import Keeping
from app.linking import Linking
from app.log import Log
from app.main_window import MainWindow
from app.picturing import Picturing
from app.presenter import Presenter
from app.services.background import Background
from app.services.computing import ComputingService
from app.services.database import default_path
from app.services.recognition import RecognitionService, State, Status
from app.services.store import Store
from app.services.worker import Load
from app.status import StatusLine
from app.theme import ThemeSwitch, chosen
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
    ) -> None:
        """`store` is where what is written is kept, the user's own folder unless told; `model` is the one in use."""
        super().__init__()
        self._settings = settings
        self.document = Document(self)
        self.themes = ThemeSwitch(_application(), chosen(settings), self)
        self.window = MainWindow(self.document, self.themes.theme)
        self.recognition = RecognitionService(load, self)
        self.background = Background("program", self)
        questions = questions or Dialogs(self.window)
        self._make_readers(questions)
        self._make_keepers(questions, store or default_path())
        self.arranging = Arranging(self.window, settings, self.themes, self.copying)
        self.helping = Helping(self.window, self.window.groups, log, model)
        self._connect_ink()
        self._connect_reading()
        self._connect_formula()
        self._connect_attention()
        self._connect_files()
        self._connect_pictures()
        self._connect_tools()
        self._connect_help()
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
        self.keeping = Keeping(self.document, Store(store), window.history, questions, self._settings, self)
        self.copying = Copying(self._settings, window)
        self.compute_service = ComputingService(parent=self)
        self.computing = Computing(window.compute, self.compute_service, self.background, questions.plot_path)

    def start(self, file: Path | None = None) -> None:
        """Show the window and what was on the canvas, then open `file` and load the model."""
        settle_threads()
        self.arranging.restore()
        self.window.show()
        self.window.canvas.setFocus()
        self.keeping.restore()
        # Once the event loop runs, so that neither delays the window.
        QTimer.singleShot(0, self.recognition.start)
        if file is not None:
            QTimer.singleShot(0, lambda: self.filing.open(file))

    def close(self) -> None:
        """End all threads and processes; the last thing to be called."""
        self.arranging.remember()
        self.recognition.close()
        self.exhibiting.close()
        self.compute_service.close()
        self.keeping.close()
        self.background.close()
        self.document.close()

    def read(self, after_pause: bool = True) -> None:
        """Have what is on the canvas read, with what the user said of it."""
        content = self.document.content
        if content.is_empty:
            self.recognition.drop()
            self.presenter.clear()
            return
        known = [(pin.token, pin.box) for pin in self.fixing.pins(content)]
        self.recognition.request(Subject(content, self.window.canvas.pen_width, known), after_pause)

    def _connect_ink(self) -> None:
        canvas = self.window.canvas
        self.document.changed.connect(self.presenter.release)
        self.document.changed.connect(self.window.attention.rest)
        self.document.changed.connect(self.read)
        canvas.pen_went_down.connect(self.recognition.hold)
        canvas.pen_went_down.connect(self.window.attention.rest)
        canvas.pen_went_down.connect(self.copying.wait)
        canvas.pen_went_up.connect(self.recognition.resume)

    def _connect_reading(self) -> None:
        self.recognition.answered.connect(self.presenter.show)
        self.recognition.status_changed.connect(self._learn)
        # Fixing first: it must know the candidate whose links come next.
        self.presenter.chosen.connect(lambda subject, _, candidate: self.fixing.show(subject, candidate))
        self.presenter.chosen.connect(self.linking.show)
        self.presenter.chosen.connect(lambda subject, _, candidate: self.explaining.show(subject, candidate))
        self.presenter.chosen.connect(self.exhibiting.show)
        self.fixing.changed.connect(lambda: self.read(after_pause=False))

    def _learn(self, status: Status) -> None:
        """Once the model is there, ask what it knows."""
        if status.state is State.READY and not self.fixing.is_ready:
            self.recognition.ask(lambda recogniser: recogniser.vocabulary.tokens, self.fixing.learn)

    def _connect_formula(self) -> None:
        window = self.window
        window.formula.set_copy_menu(self.copying.menu)
        window.formula.copy_wanted.connect(self.copying.copy)
        self.copying.copied.connect(window.formula.thank)
        self.copying.copied.connect(self.status.say_copied)
        self.copying.copied.connect(lambda _: self.keeping.keep_copy(window.formula.latex))
        self.copying.trouble.connect(window.message.say)
        self.presenter.settled.connect(self.keeping.keep_formula)
        self.presenter.settled.connect(lambda latex, _: self.copying.show_latex(latex))
        self.presenter.settled.connect(lambda latex, _: self.computing.show_formula(latex))
        window.compute.copy_wanted.connect(lambda latex: QGuiApplication.clipboard().setText(latex))
        self.computing.trouble.connect(window.message.say)

    def _connect_attention(self) -> None:
        attention = self.window.attention
        attention.look_changed.connect(self.window.canvas.wear_heat)
        attention.choices_changed.connect(lambda: attention.remember(self._settings))
        attention.restore(self._settings)
        self.exhibiting.trouble.connect(self.window.message.say)
        self.exhibiting.exported.connect(lambda path: self.status.say(self.tr("Exported {}").format(path.name)))

    def _connect_files(self) -> None:
        its, window = self.window.actions_, self.window
        self.filing.trouble.connect(window.message.say)
        self.filing.settled.connect(window.message.hide)
        self.filing.named.connect(window.name_document)
        self.filing.named.connect(lambda name, _: self.keeping.keep_title(name))
        window.dropped.connect(self.filing.take)
        self.keeping.trouble.connect(window.message.say)
        self.keeping.said.connect(self.status.say)
        self.keeping.shown.connect(window.canvas.fit)
        self.keeping.opened_latex.connect(self.presenter.hold)
        its.new.triggered.connect(self.filing.new)
        its.open.triggered.connect(self.filing.ask_and_open)
        its.save.triggered.connect(self.filing.save)
        its.save_as.triggered.connect(self.filing.save_as)
        its.quit.triggered.connect(window.close)

    def _connect_pictures(self) -> None:
        its, picturing = self.window.actions_, self.picturing
        its.screen.triggered.connect(picturing.take_region)
        its.crop.triggered.connect(picturing.crop)
        its.turn_left.triggered.connect(lambda: picturing.turn(-1))
        its.turn_right.triggered.connect(lambda: picturing.turn(1))
        picturing.there.connect(its.show_picture)
        picturing.trouble.connect(self.window.message.say)
        picturing.settled.connect(self.window.message.hide)

    def _connect_tools(self) -> None:
        its, canvas = self.window.actions_, self.window.canvas
        its.copy.triggered.connect(self.window.formula.copy)
        its.copy_ink.triggered.connect(self._copy_ink)
        its.cut.triggered.connect(self._cut)
        its.paste.triggered.connect(lambda: self.filing.take(QGuiApplication.clipboard().mimeData()))
        its.delete.triggered.connect(canvas.delete_selection)
        its.select_all.triggered.connect(canvas.select_all)
        its.clear.triggered.connect(self.document.clear)
        for tool, action in {Tool.PEN: its.pen, Tool.ERASER: its.eraser, Tool.SELECT: its.select}.items():
            action.triggered.connect(lambda _, tool=tool: canvas.set_tool(tool))
        canvas.tool_changed.connect(self._show_tool)
        canvas.selection_changed.connect(its.show_selection)
        its.fit.triggered.connect(canvas.fit)
        its.zoom_in.triggered.connect(canvas.zoom_in)
        its.zoom_out.triggered.connect(canvas.zoom_out)

    def _connect_help(self) -> None:
        its, window, helping = self.window.actions_, self.window, self.helping
        its.keys.triggered.connect(helping.show_keys)
        its.log.triggered.connect(helping.open_log)
        its.details.triggered.connect(helping.copy_details)
        its.about.triggered.connect(helping.show_about)
        helping.trouble.connect(window.message.say)
        helping.said.connect(self.status.say)
        self.arranging.said.connect(self.status.say)
        for example in examples():
            action = window.examples.addAction(example.name)
            action.triggered.connect(lambda _, path=example.path: self.filing.open(path))
        window.welcome.example_wanted.connect(lambda: self.filing.open(examples()[0].path))
        self.presenter.settled.connect(lambda latex, _: window.welcome.finish() if latex else None)

    def _copy_ink(self) -> None:
        """Copy the selection or, without one, the formula: one key for what there is to copy."""
        data = self.window.canvas.copy_selection()
        if data is None:
            self.window.formula.copy()
        else:
            QGuiApplication.clipboard().setMimeData(data)

    def _cut(self) -> None:
        data = self.window.canvas.copy_selection()
        if data is not None:
            QGuiApplication.clipboard().setMimeData(data)
            self.window.canvas.delete_selection()

    def _show_tool(self, tool: Tool) -> None:
        its = self.window.actions_
        {Tool.PEN: its.pen, Tool.ERASER: its.eraser, Tool.SELECT: its.select}[tool].setChecked(True)


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application
