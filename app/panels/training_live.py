"""A pipeline as it goes on: its stages, curves, readings, embeddings and focus maps, and what can be told to it.

The curves bring pyqtgraph, which takes half a second to import: nothing that is shown at once may import this module.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.fonts import fixed
from app.panels.card import GRID, Card, label
from app.panels.run import RunPanel
from app.panels.training_gallery import FocusPage, HealthPage, ReadingsPage
from app.panels.training_stages import StageStrip
from app.panels.training_words import stage_name, standing_name, why_ended
from app.services.run_follower import Seen
from app.services.run_log import RunLog
from app.services.run_standing import Run, Standing
from app.theme import Theme
from training.events import Command


class LivePanel(QWidget):
    """Shows what a `RunFollower` has seen; it reads nothing itself.

    Signals: `told(Command)` for the run; `go_on_wanted()` for one that has ended before its end; `use_wanted()` for the
    model of a finished one.
    """

    told = Signal(object)
    go_on_wanted = Signal()
    use_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._seen: Seen | None = None
        self._drawn: tuple[object, ...] = ()  # what the curves show
        self._asked = ""  # the stage that the user wants to see; empty: the one it is at
        self.name, self.state = label("", "heading"), label("", "quiet")
        self.trouble = label("", "note")
        self.figures = label("", "quiet")
        self.stages = StageStrip()
        self.run_panel = RunPanel(theme)
        self.readings, self.health, self.focus = ReadingsPage(), HealthPage(), FocusPage()
        self.output = QPlainTextEdit(readOnly=True)
        self.tabs = QTabWidget()
        self._make_buttons()
        self._lay_out()
        self.stages.chosen.connect(self._choose_stage)
        self.tabs.currentChanged.connect(self._turn)

    def show_seen(self, seen: Seen) -> None:
        """Show a run as it was a moment ago."""
        before, self._seen = self._seen, seen
        if before is None or before.run.folder != seen.run.folder:
            self._begin()
        run = seen.run
        self.name.setText(run.name)
        self.state.setText(standing_name(run))
        self._say(self.trouble, why_ended(run))
        self._say(self.figures, self._result(seen))
        self.stages.show_turns(list(seen.logs[""].turns.values()), self._stage)
        self._show_stage()
        if self.output.toPlainText() != seen.output:
            self._show_output(seen.output)
        self._follow(run)

    def wear(self, theme: Theme) -> None:
        """Colour everything to match the theme."""
        self.run_panel.wear(theme)

    @property
    def _stage(self) -> str:
        """The stage that is shown."""
        return self._asked or (self._seen.stage if self._seen is not None else "")

    def _begin(self) -> None:
        """Another run is shown."""
        self._asked = ""
        self.run_panel.curves.show_all_steps()
        self.tabs.setCurrentIndex(0)

    def _choose_stage(self, stage: str) -> None:
        self._asked = "" if self._seen is not None and stage == self._seen.stage else stage
        self.run_panel.curves.show_all_steps()
        if self._seen is not None:
            self.show_seen(self._seen)

    def _turn(self, page: int) -> None:
        """The curves come into sight."""
        if page == 0 and self._seen is not None:
            self._show_stage()

    def _show_stage(self) -> None:
        assert self._seen is not None
        stage, pictures = self._stage, self._seen.pictures
        log = self._log(stage)
        self._show_progress(log)
        self.run_panel.name.setText(stage_name(stage) if stage else self.tr("Getting ready"))
        for page in (self.readings, self.health, self.focus):
            self.tabs.setTabVisible(self.tabs.indexOf(page), page.show_log(stage, log, pictures))

    def _show_progress(self, log: RunLog) -> None:
        """Draw the curves anew only if there is something new, and somebody sees them."""
        drawn = (log.folder, log.last)
        if drawn == self._drawn or self.tabs.currentIndex():
            self.run_panel.show_state(log)
        else:
            self.run_panel.show_run(log, "", at_once=False)
            self._drawn = drawn

    def _log(self, stage: str) -> RunLog:
        """The log of a stage; evaluation's lines are in the pipeline's own."""
        assert self._seen is not None
        own = self._seen.logs[""]
        if stage in ("", "evaluate"):
            return own
        return self._seen.logs.get(stage) or RunLog(own.folder / stage)

    def _result(self, seen: Seen) -> str:
        rate, count = seen.figures.get("exprate"), seen.figures.get("expressions")
        if rate is None or count is None:
            return ""
        told = self.tr("It reads {} % of {} held-out expressions without a mistake (ExpRate).")
        return told.format(QLocale().toString(100 * rate, "f", 1), QLocale().toString(round(count)))

    def _show_output(self, text: str) -> None:
        bar = self.output.verticalScrollBar()
        at_end = bar.value() >= bar.maximum()
        self.output.setPlainText(text)
        if at_end:
            bar.setValue(bar.maximum())

    def _say(self, line: QLabel, text: str) -> None:
        line.setText(text)
        line.setAccessibleName(text)
        line.setVisible(bool(text))

    def _follow(self, run: Run) -> None:
        """Offer only what can be done."""
        self.pause_button.setVisible(run.standing in (Standing.RUNNING, Standing.STARTING))
        self.pause_button.setEnabled(run.standing is Standing.RUNNING)
        self.resume_button.setVisible(run.standing is Standing.PAUSED)
        for button in (self.stop_button, self.epoch_button):
            button.setVisible(run.is_alive)
            button.setEnabled(run.standing in (Standing.RUNNING, Standing.PAUSED))
        self.epoch_button.setEnabled(run.standing is Standing.RUNNING)
        self.go_on_button.setVisible(run.can_go_on)
        has_model = (run.folder / "finetune" / "model.safetensors").exists()
        self.use_button.setVisible(run.standing is Standing.FINISHED and has_model)

    def _make_buttons(self) -> None:
        def told(what: Command) -> Callable[[], None]:
            return lambda: self.told.emit(what)

        def button(text: str, tip: str, do: Callable[[], object]) -> QPushButton:
            made = QPushButton(text)
            made.setToolTip(tip)
            made.setAutoDefault(False)
            made.clicked.connect(lambda: do())
            return made

        self.pause_button = button(
            self.tr("&Pause"), self.tr("Save, and leave the processor to others until it goes on"), told(Command.PAUSE)
        )
        self.resume_button = button(self.tr("&Resume"), self.tr("Go on at once"), told(Command.GO))
        self.epoch_button = button(
            self.tr("Stop after this &epoch"),
            self.tr("Save and end once every expression was seen as often as any other"),
            told(Command.STOP_AFTER_EPOCH),
        )
        self.stop_button = button(self.tr("S&top"), self.tr("Save and end now; it can go on later"), told(Command.STOP))
        self.go_on_button = button(
            self.tr("&Go on"), self.tr("Take the run up where it saved last"), self.go_on_wanted.emit
        )
        self.use_button = button(
            self.tr("&Use this model"),
            self.tr("Take the model into the list of models, and read with it"),
            self.use_wanted.emit,
        )
        for primary in (self.use_button, self.go_on_button, self.resume_button):
            primary.setProperty("role", "primary")

    def _lay_out(self) -> None:
        head = Card()
        head.body.addLayout(head.head)
        for part in (self.name, self.state):
            head.head.addWidget(part)
        head.head.addStretch(1)
        buttons = (self.pause_button, self.resume_button, self.epoch_button, self.stop_button, self.go_on_button)
        for button in (*buttons, self.use_button):
            head.head.addWidget(button)
        self.trouble.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        head.body.addWidget(self.stages)
        head.body.addWidget(self.trouble)
        head.body.addWidget(self.figures)
        self.output.setFont(fixed())
        self.output.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.output.setAccessibleName(self.tr("What the training has written"))
        for known in (self.run_panel.state, self.run_panel.log_button):  # both are there already
            known.hide()
        self._fill_tabs()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(head)
        column.addWidget(self.tabs, 1)

    def _scrolled(self, inner: QWidget) -> QScrollArea:
        """As high as it likes."""
        page = QScrollArea(widgetResizable=True)
        page.setFrameShape(QFrame.Shape.NoFrame)
        page.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        page.setWidget(inner)
        return page

    def _fill_tabs(self) -> None:
        self.tabs.setDocumentMode(True)
        for page, name, tip in (
            (self._scrolled(self.run_panel), self.tr("Progress"), self.tr("Losses, learning rate, speed, memory")),
            (self.readings, self.tr("Readings"), self.tr("Some expressions as they are read now")),
            (self.health, self.tr("Embeddings"), self.tr("Whether the embeddings of stage 1 are healthy")),
            (self.focus, self.tr("Focus"), self.tr("Where stage 2 looks, as masking grows")),
            (self.output, self.tr("Log"), self.tr("What the training has written")),
        ):
            self.tabs.setTabToolTip(self.tabs.addTab(page, name), tip)
        for page in (self.readings, self.health, self.focus):
            self.tabs.setTabVisible(self.tabs.indexOf(page), False)
