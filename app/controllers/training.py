"""Training: the runs of the full pipeline, joined with the window that shows them.

The window only sends commands and reads what the run says; all of that goes over `training.events`, in another thread.
A run goes on without the window, and is found again by the next start.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.panels.training_questions import Leave, TrainingQuestions
from app.services.background import Background, Job, Then
from app.services.inspecting import Inspecting
from app.services.run_follower import RunFollower
from app.services.run_standing import Kind, Run, Standing
from app.services.training_run import Runs
from app.telling import told
from app.theme import Theme
from training.events import Command

if TYPE_CHECKING:
    from app.panels.training import TrainingWindow
    from app.panels.training_live import LivePanel

LIST_MS = 2000  # between two looks at the list

Adopt = Callable[[Path, str], None]


class Questions(Protocol):
    """What the user is asked."""

    def folder(self, parent: QWidget) -> Path | None: ...

    def archive(self, parent: QWidget) -> Path | None: ...

    def recipe(self, parent: QWidget) -> Path | None: ...

    def delete(self, parent: QWidget, name: str) -> bool: ...

    def leave(self, names: Sequence[str]) -> Leave: ...


class Training(QObject):
    """Checks datasets; starts, follows, commands and deletes runs.

    Signals: `said(str)` and `trouble(str)` for the user, where the training window is not there to say it.
    """

    said = Signal(str)
    trouble = Signal(str)

    def __init__(
        self, window: QWidget, runs: Runs, adopt: Adopt, theme: Theme, questions: Questions | None = None
    ) -> None:
        """`adopt` takes a model, by the path of its files without suffix and its name, into use."""
        super().__init__(window)
        self._main, self._runs, self._adopt, self._theme = window, runs, adopt, theme
        self._questions: Questions = questions or TrainingQuestions(window)
        self._background = Background("training", self)
        self._inspecting = Inspecting(self._background, runs.program, self)
        self._follower = RunFollower(runs, self._background, self)
        self._alive: set[Path] = set()  # as far as was seen last
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._refresh)
        self._is_new = False  # the window has just been opened
        self.window: TrainingWindow | None = None

    def find(self) -> None:
        """See which runs there are; say so of those that go on, and of those that were broken off."""
        self._run(lambda: self._runs.list(Kind.PIPELINE), self._find)

    def show(self) -> None:
        """Open the window, or bring it to the front."""
        if self.window is None:
            from app.panels.training import TrainingWindow

            self.window = TrainingWindow(self._theme, self._main)
            self._connect(self.window)
            self._run(_import_live, self._add_live)
        self._is_new = not self.window.isVisible()
        self.window.show()
        self.window.activateWindow()
        self._refresh()

    def wear(self, theme: Theme) -> None:
        """Colour everything to match the theme."""
        self._theme = theme
        if self.window is not None:
            self.window.wear(theme)

    def may_close(self) -> bool:
        """Whether the program may be closed; asks what is to become of runs that are at work, if there are any."""
        alive = self._runs.alive()
        if not alive:
            return True
        answer = self._questions.leave([folder.name for folder in alive])
        if answer is Leave.STOP:
            for folder in alive:
                self._tell(folder, Command.STOP)
        return answer is not Leave.STAY

    def close(self) -> None:
        """End what is under way here; runs go on."""
        self._timer.stop()
        self._inspecting.stop()
        self._follower.follow(None)
        self._background.run(self._runs.drop_draft, lambda _: None, lambda _: None)
        self._background.close()
        self._runs.let_go()

    def _connect(self, window: TrainingWindow) -> None:
        setup, data = window.setup, window.setup.data
        data.folder_wanted.connect(lambda: data.name(self._questions.folder(window)))
        data.archive_wanted.connect(lambda: data.name(self._questions.archive(window)))
        data.stop_wanted.connect(self._stop_check)
        setup.settings_card.file_wanted.connect(lambda: setup.settings_card.add_recipe(self._questions.recipe(window)))
        setup.check_wanted.connect(self._check)
        setup.start_wanted.connect(self._start)
        window.list.chosen.connect(self._follower.follow)
        window.list.new_wanted.connect(lambda: self._follower.follow(None))
        window.list.delete_wanted.connect(self._delete)
        window.hidden.connect(self._hide)
        self._inspecting.found.connect(setup.show_found)
        self._inspecting.failed.connect(setup.complain)
        self._follower.trouble.connect(window.say)

    def _add_live(self, _: object) -> None:
        """The part with the curves can be made now."""
        if self.window is None:
            return
        from app.panels.training_live import LivePanel

        live = LivePanel(self._theme)
        live.told.connect(lambda what: self._to_current(lambda folder: self._tell(folder, what)))
        live.go_on_wanted.connect(lambda: self._to_current(self._go_on))
        live.use_wanted.connect(lambda: self._to_current(self._use))
        self._follower.seen.connect(live.show_seen)
        self.window.add_live(live)
        self._follower.look_soon()

    def _to_current(self, do: Callable[[Path], None]) -> None:
        if self.window is not None and self.window.list.current is not None:
            do(self.window.list.current)

    # The list

    def _refresh(self, select: Path | None = None) -> None:
        self._run(lambda: self._runs.list(Kind.PIPELINE), lambda runs: self._list(runs, select))

    def _list(self, runs: Sequence[Run], select: Path | None) -> None:
        self._announce(runs)
        shown = self.window is not None and self.window.isVisible()
        if self.window is not None:
            self.window.list.show_runs(runs)
            if self._is_new:  # what is at work is what one comes for
                select = select or next((run.folder for run in runs if run.is_alive), None)
            if select is not None:
                self.window.list.select(select)
            self._is_new = False
        if shown or self._alive:
            self._timer.start(LIST_MS)

    def _find(self, runs: Sequence[Run]) -> None:
        broken = [run.name for run in runs if run.standing is Standing.KILLED]
        going = [run.name for run in runs if run.is_alive]
        if broken:
            self.said.emit(self.tr("The training “{}” was broken off. See Training, Train a model").format(broken[0]))
        if going:
            self.said.emit(self.tr("The training “{}” goes on. See Training, Train a model").format(going[0]))
        self._list(runs, None)

    def _announce(self, runs: Sequence[Run]) -> None:
        """Say of runs that were at work that they have ended."""
        for run in runs:
            if run.folder in self._alive and not run.is_alive:
                if run.standing is Standing.FINISHED:
                    self.said.emit(self.tr("The training “{}” is finished").format(run.name))
                elif run.standing in (Standing.FAILED, Standing.KILLED):
                    self.trouble.emit(self.tr("The training “{}” has ended: {}").format(run.name, told(run.words)))
        self._alive = {run.folder for run in runs if run.is_alive}

    def _hide(self) -> None:
        """Nobody looks: follow nothing, and look at the list only as long as something is at work."""
        self._follower.follow(None)
        if self.window is not None:
            self.window.list.select(None)
            self.window.show_setup()

    # What the user wants

    def _check(self, settings: dict[str, Any]) -> None:
        if self.window is not None:
            self.window.setup.data.be_busy()
            self._run(lambda: self._runs.draft(settings), self._inspect, self._complain_of_data)

    def _inspect(self, folder: Path) -> None:
        self._inspecting.inspect(folder)

    def _complain_of_data(self, error: Exception) -> None:
        if self.window is not None:
            self.window.setup.complain(told(error))

    def _stop_check(self) -> None:
        self._inspecting.stop()
        if self.window is not None:
            self.window.setup.data.rest()
            self.window.setup.data.found.say(self.tr("Stopped."))

    def _start(self, name: str, settings: dict[str, Any]) -> None:
        if self._inspecting.is_running:
            self._stop_check()
        self._run(lambda: self._runs.begin(name, settings), self._refresh)

    def _go_on(self, folder: Path) -> None:
        self._run(lambda: self._runs.take_up(folder), lambda _: self._look())

    def _tell(self, folder: Path, what: Command) -> None:
        self._run(lambda: self._runs.tell(folder, what), lambda _: self._follower.look_soon())

    def _delete(self, folder: Path) -> None:
        if self.window is not None and self._questions.delete(self.window, folder.name):
            self._run(lambda: self._runs.delete(folder), lambda _: self._refresh())

    def _use(self, folder: Path) -> None:
        self._adopt(folder / "finetune" / "model", folder.name)

    def _look(self) -> None:
        self._follower.look_soon()
        self._refresh()

    def _run(self, job: Job, then: Then, failed: Callable[[Exception], None] | None = None) -> None:
        self._background.run(job, then, failed or self._fail)

    def _fail(self, error: Exception) -> None:
        if self.window is not None and self.window.isVisible():
            self.window.say(told(error))
        else:
            self.trouble.emit(told(error))


def _import_live() -> type[LivePanel]:
    """In the other thread: it brings pyqtgraph, which takes half a second."""
    from app.panels.training_live import LivePanel

    return LivePanel
