"""A run as it goes on: its stage, how far it is and how long it still takes, then its curves or the end of its log."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QHBoxLayout,
    QPlainTextEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.fonts import fixed
from app.panels.card import GRID, Card, label
from app.panels.curves import CurvesPanel
from app.panels.training_words import duration
from app.services.run_log import RunLog, State
from app.theme import Theme
from training.events import Progress

BAR = """
QProgressBar {{ background: {ground}; border: none; border-radius: 4px; }}
QProgressBar::chunk {{ background: {colour}; border-radius: 4px; }}
"""


class RunPanel(QWidget):
    """Shows what a `RunLog` has read; it reads nothing itself."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._recent: list[Progress] = []
        self.name = label("", "heading")
        self.state = label("", "quiet")
        self.state.setWordWrap(False)
        self.bar = QProgressBar(textVisible=False, maximum=1000)
        self.facts = label("", "quiet")
        self.curves = CurvesPanel(theme)
        self.log_button = QPushButton(self.tr("Log"))
        self.log_button.setCheckable(True)
        self.log = QPlainTextEdit(readOnly=True)
        self._lay_out()
        self.log_button.toggled.connect(self._show_log)
        self.wear(theme)

    def _lay_out(self) -> None:
        self.bar.setFixedHeight(GRID)
        self.bar.setAccessibleName(self.tr("Steps done"))
        self.log.setFont(fixed())
        self.log.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.log.setAccessibleName(self.tr("The last lines of the log"))
        row = QHBoxLayout()
        row.addWidget(self.facts, 1)
        row.addWidget(self.log_button)
        head = Card()
        head.body.addLayout(head.head)
        head.head.addWidget(self.name, 1)
        head.head.addWidget(self.state)
        head.body.addWidget(self.bar)
        head.body.addLayout(row)
        self._below = QStackedWidget()
        self._below.addWidget(self.curves)
        self._below.addWidget(self.log)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(head)
        column.addWidget(self._below, 1)

    def show_run(self, run: RunLog, name: str, at_once: bool = True) -> None:
        """Show all that was read of the run, which is called `name`; the curves bit by bit unless `at_once`."""
        self._recent = list(run.recent)
        self.name.setText(f"{name} · {run.last.stage}" if run.last else name)
        self.log_button.setEnabled(bool(self._recent))
        self.bar.setValue(round(1000 * run.last.step / max(run.last.steps, 1)) if run.last else 0)
        self.curves.show_curves(run.curves, at_once)
        self.show_state(run)
        self._show_log()

    def show_state(self, run: RunLog) -> None:
        """Say how the run is, which time alone may change."""
        state = run.state
        self.state.setText(self._words(state, run))
        self.facts.setText(self._facts(run.last, state) if run.last else self._where(run))
        self._colour_bar(state)

    def say_trouble(self, trouble: str) -> None:
        """Say why the log cannot be read."""
        self.state.setText(self.tr("Unreadable"))
        self.facts.setText(self.tr("The log cannot be read: {}").format(trouble))

    def wear(self, theme: Theme) -> None:
        """Colour everything to match the theme."""
        self._theme = theme
        self._colour_bar(State.RUNNING)
        self.curves.wear(theme)

    def _words(self, state: State, run: RunLog) -> str:
        return {
            State.WAITING: self.tr("Waiting"),
            State.RUNNING: self.tr("Running"),
            State.PAUSED: self.tr("Paused"),
            State.STOPPED: self._stopped(run),
            State.FINISHED: self.tr("Finished"),
        }[state]

    def _stopped(self, run: RunLog) -> str:
        if run.known is not None:
            return self.tr("Stopped")
        return self.tr("Stopped · no new line for {}").format(duration(run.idle))

    def _where(self, run: RunLog) -> str:
        return self.tr("No log yet in {}. The curves appear once the run writes its first line.").format(run.folder)

    def _facts(self, last: Progress, state: State) -> str:
        said = [
            self.tr("Step {:,} of {:,}").format(last.step, last.steps),
            self.tr("{} so far").format(duration(last.seconds)),
        ]
        if state is State.FINISHED:
            said[1] = self.tr("took {}").format(duration(last.seconds))
        elif last.step and state is not State.STOPPED:
            said.append(self.tr("{} left").format(duration(last.seconds_left)))
        speed = next((e.values["samples_per_second"] for e in reversed(self._recent) if _has_speed(e)), None)
        if speed is not None:
            said.append(self.tr("{:,.0f} samples a second").format(speed))
        return " · ".join(said)

    def _colour_bar(self, state: State) -> None:
        colour = self._theme.warning if state is State.STOPPED else self._theme.accent
        sheet = BAR.format(ground=self._theme.hover, colour=colour)
        if sheet != self.bar.styleSheet():
            self.bar.setStyleSheet(sheet)

    def _show_log(self) -> None:
        self._below.setCurrentWidget(self.log if self.log_button.isChecked() else self.curves)
        self.log_button.setText(self.tr("Curves") if self.log_button.isChecked() else self.tr("Log"))
        if self.log_button.isChecked():
            self.log.setPlainText("\n".join(map(_line, self._recent)))
            bar = self.log.verticalScrollBar()
            bar.setValue(bar.maximum())


def _has_speed(event: Progress) -> bool:
    return "samples_per_second" in event.values


def _line(event: Progress) -> str:
    values = "  ".join(f"{name} {value:.4g}" for name, value in event.values.items())
    return f"step {event.step:>7,}  {duration(event.seconds):>11}  {values}"
