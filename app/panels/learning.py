"""Learning from corrections: what it is going to do, how far it is, and the judgement for the user to decide by."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.fonts import fixed
from app.panels.card import GRID, Card, indent, label
from app.panels.comparison import INK
from app.panels.judged import JudgedPage
from app.panels.training_words import duration, number, standing_name, why_ended
from app.services.judgement import Judgement
from app.services.run_follower import Seen
from app.services.run_standing import Run, Standing
from training.events import Command

FEW = 10  # corrections, below which little is to be expected
MINUTES = (2, 8, 60)  # at least, usually, at the most


class LearningDialog(QDialog):
    """Three pages, one after the other; closing it stops nothing.

    Signals: `start_wanted(int)` with the minutes that it may take; `told(Command)` for the run; `go_on_wanted()`;
    `discard_wanted()` when what was learned, or began to be, is to go; `use_wanted()`.
    """

    start_wanted = Signal(int)
    told = Signal(object)
    go_on_wanted = Signal()
    discard_wanted = Signal()
    use_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.start = StartPage()
        self.progress = ProgressPage()
        self.judged = JudgedPage()
        self.trouble = label("", "note")
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.pages = QStackedWidget()
        for page in (self.start, self.progress, self.judged):
            self.pages.addWidget(page)
        self.setWindowTitle(self.tr("Learn from my corrections"))
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self.trouble)
        column.addWidget(self.pages, 1)
        self.complain("")
        self._connect()

    def show_start(self, count: int) -> None:
        """Offer to learn from so many samples."""
        self.start.show_count(count)
        self.pages.setCurrentWidget(self.start)

    def show_seen(self, seen: Seen) -> None:
        """Show how far learning is."""
        self.progress.show_seen(seen)
        self.pages.setCurrentWidget(self.progress)

    def show_judgement(self, judgement: Judgement) -> None:
        """Show what came of it."""
        self.judged.show_judgement(judgement)
        self.pages.setCurrentWidget(self.judged)

    def complain(self, text: str) -> None:
        """Say what could not be done; an empty text takes it away."""
        self.trouble.setText(text)
        self.trouble.setAccessibleName(text)
        self.trouble.setVisible(bool(text))
        self.start.rest()
        self.judged.rest()

    @property
    def drawing(self) -> tuple[QSize, QColor]:
        """How inks of the judgement are to be drawn: the size in device pixels, and the colour."""
        return INK * self.devicePixelRatioF(), self.palette().color(QPalette.ColorRole.Text)

    def _connect(self) -> None:
        self.start.button.clicked.connect(lambda: self.start_wanted.emit(self.start.minutes.value()))
        progress, judged = self.progress, self.judged
        progress.pause_button.clicked.connect(lambda: self.told.emit(Command.PAUSE))
        progress.resume_button.clicked.connect(lambda: self.told.emit(Command.GO))
        progress.stop_button.clicked.connect(lambda: self.told.emit(Command.STOP))
        progress.go_on_button.clicked.connect(self.go_on_wanted)
        progress.discard_button.clicked.connect(self.discard_wanted)
        judged.use_button.clicked.connect(self.use_wanted)
        judged.keep_button.clicked.connect(self.discard_wanted)

    # Overrides of Qt

    def sizeHint(self) -> QSize:
        return QSize(760, 600)


class StartPage(QWidget):
    """What is going to be done, and the button that begins it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.told, self.few = label("", "heading"), label("", "note")
        self.told.setWordWrap(True)
        self.minutes = QSpinBox(minimum=MINUTES[0], maximum=MINUTES[2], value=MINUTES[1])
        indent(self.minutes)
        self.minutes.setSuffix(self.tr(" minutes"))
        self.minutes.setAccessibleName(self.tr("Time that learning may take"))
        self.minutes.setToolTip(self.tr("Time that learning may take, judging included"))
        self.button = QPushButton(self.tr("&Learn"))
        self.button.setProperty("role", "primary")
        self.button.setToolTip(self.tr("Begin to learn, in a process of its own"))
        self._count = 0
        self._lay_out()

    def show_count(self, count: int) -> None:
        """Say how many samples there are."""
        self._count = count
        told = self.tr("There is one sample of your hand.") if count == 1 else self.tr("Samples of your hand: {}.")
        self.told.setText(told.format(number(count)))
        few = self.tr("With so few, little is to be expected: “Show it my hand…” in the same menu helps.")
        none = self.tr("Correct some formulas and keep the corrections first, or write some when asked.")
        self.few.setText(none if not count else few)
        self.few.setVisible(count < FEW)
        self.rest()

    def be_busy(self) -> None:
        """It has been begun."""
        self.button.setEnabled(False)

    def rest(self) -> None:
        self.button.setEnabled(self._count > 0)

    def _lay_out(self) -> None:
        card = Card()
        words = self.tr(
            "The program learns from them in a process of its own, and mixes in formulas of other hands so that it "
            "forgets nothing. Some of your samples are kept back: with them, and with a set of formulas that comes "
            "with the program, the old and the new model are judged. You see both figures and decide; until then "
            "everything stays as it is, and you can go back at any time. Nothing leaves this computer."
        )
        for part in (self.told, label(words, "quiet"), self.few):
            card.body.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(QLabel(self.tr("Take about")))
        row.addWidget(self.minutes)
        row.addStretch(1)
        row.addWidget(self.button)
        card.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)


class ProgressPage(QWidget):
    """How far learning is, what it says, and what can be told to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.state, self.facts, self.trouble = label("", "heading"), label("", "quiet"), label("", "note")
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        self.bar = QProgressBar(textVisible=False)
        self.log = QPlainTextEdit(readOnly=True)
        self.log_button = QPushButton(self.tr("&Log"))
        self.pause_button = QPushButton(self.tr("&Pause"))
        self.resume_button = QPushButton(self.tr("&Resume"))
        self.stop_button = QPushButton(self.tr("S&top"))
        self.go_on_button = QPushButton(self.tr("&Go on"))
        self.discard_button = QPushButton(self.tr("&Discard"))
        self._explain()
        self._lay_out()

    def show_seen(self, seen: Seen) -> None:
        """Show a run as it was a moment ago."""
        run, last = seen.run, seen.logs[""].last
        steps = self._step(last.stage) if last is not None else self.tr("Getting ready")
        doing = steps if run.standing is Standing.RUNNING else standing_name(run)
        self.state.setText(doing)
        self.bar.setRange(0, last.steps if last is not None else 0)
        self.bar.setValue(last.step if last is not None else 0)
        said = [] if last is None else [self.tr("{} of {}").format(number(last.step), number(last.steps))]
        if last is not None and last.step and run.is_alive:
            said.append(self.tr("{} left of this part").format(duration(last.seconds_left)))
        self.facts.setText(" · ".join(said))
        self.trouble.setText(why_ended(run))
        self.trouble.setVisible(bool(self.trouble.text()))
        if self.log.toPlainText() != seen.output:
            self.log.setPlainText(seen.output)
        self._follow(run)

    def _step(self, stage: str) -> str:
        names = {
            "read": self.tr("The old model reads"),
            "personal": self.tr("Learning"),
            "judge": self.tr("The new model reads"),
        }
        return names.get(stage, stage)

    def _follow(self, run: Run) -> None:
        """Offer only what can be done."""
        self.pause_button.setVisible(run.standing in (Standing.RUNNING, Standing.STARTING))
        self.pause_button.setEnabled(run.standing is Standing.RUNNING)
        self.resume_button.setVisible(run.standing is Standing.PAUSED)
        self.stop_button.setVisible(run.is_alive)
        self.stop_button.setEnabled(run.standing is not Standing.STARTING)
        self.go_on_button.setVisible(run.can_go_on)
        self.discard_button.setVisible(not run.is_alive)
        for part in (self.bar, self.goes_on):
            part.setVisible(run.is_alive)

    def _explain(self) -> None:
        tips = {
            self.log_button: self.tr("What the training has written"),
            self.pause_button: self.tr("Save, and leave the processor to others until it goes on"),
            self.resume_button: self.tr("Go on at once"),
            self.stop_button: self.tr("Save and end now; it can go on later"),
            self.go_on_button: self.tr("Take it up where it saved last"),
            self.discard_button: self.tr("Forget what was learned; your samples and the model in use stay"),
        }
        for button, tip in tips.items():
            button.setToolTip(tip)
            button.setAutoDefault(False)
        self.bar.setAccessibleName(self.tr("Part of it that is done"))
        self.bar.setFixedHeight(GRID)
        self.log.setAccessibleName(self.tr("What the training has written"))
        self.log.setFont(fixed())
        self.log.hide()
        self.log_button.setCheckable(True)
        self.log_button.toggled.connect(self.log.setVisible)

    def _lay_out(self) -> None:
        card = Card()
        for part in (self.state, self.bar, self.facts, self.trouble):
            card.body.addWidget(part)
        told = self.tr("You can close this window: learning goes on, and this menu entry shows it again.")
        self.goes_on = label(told, "quiet")
        card.body.addWidget(self.goes_on)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.log_button)
        row.addStretch(1)
        buttons = (self.discard_button, self.stop_button, self.pause_button, self.resume_button, self.go_on_button)
        for button in buttons:
            row.addWidget(button)
        self.go_on_button.setProperty("role", "primary")
        card.body.addLayout(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(card)
        column.addWidget(self.log, 1)
        column.addStretch(0)
        column.setAlignment(Qt.AlignmentFlag.AlignTop)
