"""Learning: a model of the user's own, trained on what is kept of their hand, and judged before it is used.

The samples are exported into the run's folder, which goes when the user has decided. As with any run, the child process
goes on without the window, and what became of it waits for the user.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from app.services import judgement
from app.services.background import Background, Job, Then
from app.services.lessons import Lessons
from app.services.run_follower import RunFollower, Seen
from app.services.run_standing import Kind, Run, Standing
from app.services.samples import Sample
from app.services.training_run import Runs
from app.telling import told
from training.events import Command

if TYPE_CHECKING:
    from app.panels.learning import LearningDialog

SAMPLES, MODEL, STORY = "samples", "model", "story.json"  # below the run's folder


class Adopt(Protocol):
    """Takes a model that was trained here into use: see `app.controllers.modelling.Modelling.adopt`."""

    def __call__(self, stem: Path, name: str, story: Path | None, then: Callable[[], None]) -> None: ...


class Learning(QObject):
    """Starts learning, follows it, shows what came of it, and does what the user decides.

    Signals: `said(str)` and `trouble(str)` for the user, where the dialog is not there to say it.
    """

    said = Signal(str)
    trouble = Signal(str)

    def __init__(
        self, window: QWidget, runs: Runs, lessons: Lessons, model: Callable[[], Path | None], adopt: Adopt
    ) -> None:
        """`model` says which one is read with, by the path of its files without suffix, None for the one that ships."""
        super().__init__(window)
        self._window, self._runs, self._lessons = window, runs, lessons
        self._model, self._adopt = model, adopt
        self._background = Background("learning", self)
        self._follower = RunFollower(runs, self._background, self)
        self._follower.seen.connect(self._see)
        self._follower.trouble.connect(self._complain)
        self._being_made: Path | None = None  # the run whose samples are being exported
        self._folder: Path | None = None  # the run that is shown
        self.dialog: LearningDialog | None = None
        lessons.trouble.connect(self._fail_to_export)

    def find(self) -> None:
        """See whether learning goes on or has come to its end, and say so."""
        self._run(lambda: self._runs.list(Kind.PERSONAL), self._find)

    def show(self) -> None:
        """Open the dialog, or bring it to the front: on what was begun, or else to begin."""
        if self.dialog is None:
            from app.panels.learning import LearningDialog

            self.dialog = LearningDialog(self._window)
            self._connect(self.dialog)
        self.dialog.show()
        self.dialog.activateWindow()
        self._run(lambda: self._runs.list(Kind.PERSONAL), self._open)

    def close(self) -> None:
        """End what is under way here; learning goes on."""
        self._follower.follow(None)
        self._background.close()

    def _connect(self, dialog: LearningDialog) -> None:
        dialog.start_wanted.connect(self._start)
        dialog.told.connect(lambda what: self._to_run(lambda folder: self._tell(folder, what)))
        dialog.go_on_wanted.connect(lambda: self._to_run(self._go_on))
        dialog.discard_wanted.connect(lambda: self._to_run(self._discard))
        dialog.use_wanted.connect(lambda: self._to_run(self._use))

    def _find(self, runs: Sequence[Run]) -> None:
        if runs and runs[0].is_alive:
            self.said.emit(self.tr("Learning from your corrections goes on"))
            self._follow(runs[0].folder)
        elif runs and runs[0].standing is Standing.FINISHED:
            self._tell_of_end()

    def _tell_of_end(self) -> None:
        self.said.emit(self.tr("A model has learned from your corrections. See Training, Learn from my corrections"))

    def _open(self, runs: Sequence[Run]) -> None:
        if self._being_made is not None:
            return
        if runs:
            self._follow(runs[0].folder)
        else:
            self._folder = None
            self._lessons.ask(self._show_start)

    def _show_start(self, samples: list[Sample]) -> None:
        if self.dialog is not None and self._folder is None:
            self.dialog.complain("")
            self.dialog.show_start(len(samples))

    def _follow(self, folder: Path) -> None:
        self._folder = folder
        if self._follower.folder != folder:
            self._follower.follow(folder)
        else:
            self._follower.look_soon()

    def _see(self, seen: Seen) -> None:
        """What the run says now."""
        if self.dialog is not None:
            self.dialog.show_seen(seen)
        if seen.run.standing is Standing.FINISHED:
            self._follower.follow(None)
            if self._is_shown:
                self._judge(seen.run.folder)
            else:
                self._tell_of_end()
        if not seen.run.is_alive and not self._is_shown:
            self._follower.follow(None)

    @property
    def _is_shown(self) -> bool:
        return self.dialog is not None and self.dialog.isVisible()

    def _judge(self, folder: Path) -> None:
        if self.dialog is not None:
            drawing = self.dialog.drawing
            self._run(lambda: judgement.read(folder, *drawing), self.dialog.show_judgement)

    # What the user wants

    def _start(self, minutes: int) -> None:
        if self.dialog is not None:
            self.dialog.complain("")
            self.dialog.start.be_busy()
        name = self.tr("My hand {}").format(date.today().isoformat())
        self._run(lambda: self._runs.new(name), lambda folder: self._export(folder, minutes))

    def _export(self, folder: Path, minutes: int) -> None:
        self._being_made = folder
        self._lessons.export(folder / SAMPLES, lambda _: self._begin(folder, minutes))

    def _begin(self, folder: Path, minutes: int) -> None:
        self._being_made = None
        model = self._model()
        arguments = ["personal", "--samples", str(folder / SAMPLES), "--run", str(folder), "--minutes", str(minutes)]
        arguments += ["--model", str(model)] if model is not None else []
        self._run(lambda: self._runs.begin_personal(folder, arguments), lambda _: self._follow(folder))

    def _fail_to_export(self, words: str) -> None:
        """Lessons could not be written: nothing is left of the run."""
        folder, self._being_made = self._being_made, None
        if folder is not None:
            self._run(lambda: self._runs.delete(folder), lambda _: self._complain(words))

    def _tell(self, folder: Path, what: Command) -> None:
        self._run(lambda: self._runs.tell(folder, what), lambda _: self._follower.look_soon())

    def _go_on(self, folder: Path) -> None:
        self._run(lambda: self._runs.take_up(folder), lambda _: self._follow(folder))

    def _use(self, folder: Path) -> None:
        if self.dialog is not None:
            self.dialog.judged.be_busy()
        self._adopt(folder / MODEL, folder.name, folder / STORY, lambda: self._forget(folder))

    def fail_to_adopt(self, words: str) -> None:
        """The model could not be taken in: let the user try again."""
        if self._is_shown:
            self._complain(words)

    def _discard(self, folder: Path) -> None:
        self._forget(folder)

    def _forget(self, folder: Path) -> None:
        """The user has decided; the run goes, and the copies of the samples with it."""
        self._follower.follow(None)
        self._folder = None
        if self.dialog is not None:
            self.dialog.accept()
        self._run(lambda: self._runs.delete(folder), lambda _: None)

    def _to_run(self, do: Callable[[Path], None]) -> None:
        if self._folder is not None:
            do(self._folder)

    def _run(self, job: Job, then: Then) -> None:
        self._background.run(job, then, lambda error: self._complain(told(error)))

    def _complain(self, words: str) -> None:
        if self.dialog is not None and self.dialog.isVisible():
            self.dialog.complain(words)
        else:
            self.trouble.emit(words)
