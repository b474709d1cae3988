"""Recognition that never makes the pen wait: the newest subject wins, an answer to an older one is never shown.

The service lives in the window's thread and works through a worker in another. Subjects carry a running number; while
the worker is busy only the newest is kept, and a reading whose number is no longer the newest is given up. The worker
loads the model, so that the window is there before torch is imported.

`ask` puts questions about what was read, such as what else a symbol could be, between the readings. `reload` puts
another model in the place of the one that reads.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QThread, QTimer, Signal

from app.services.worker import Load, Material, Question, Worker

if TYPE_CHECKING:
    from mathnet.reading import Reading

PAUSE_MS = 250  # how long the pen has been up before reading starts
REST_MS = 2000  # how long there has been nothing to do before the worker tidies up


class State(Enum):
    """What the recogniser is doing."""

    LOADING = auto()
    READY = auto()
    THINKING = auto()
    BROKEN = auto()  # there is no model to read with


@dataclass(frozen=True)
class Status:
    """A state with what goes with it: the device once the model is loaded, the trouble where there is any."""

    state: State
    device: str = ""
    trouble: str = ""


class RecognitionService(QObject):
    """Reads subjects, newest first.

    Signals: `status_changed(Status)`; `answered(Reading, Material)` for the newest subject alone.
    """

    status_changed = Signal(object)
    answered = Signal(object, object)
    _load_wanted = Signal()
    _reload_wanted = Signal(int, object)
    _reading_wanted = Signal(int, object)
    _answer_wanted = Signal(int, object)
    _tidying_wanted = Signal()

    def __init__(self, load: Load, parent: QObject | None = None, pause_ms: int = PAUSE_MS) -> None:
        super().__init__(parent)
        self.status = Status(State.LOADING)
        self._newest = 0
        self._held = False
        self._waiting: Material | None = None
        self._at_work: tuple[int, Material] | None = None
        self._asked: dict[int, Callable[[Any], None]] = {}
        self._reloading: dict[int, Callable[[str], None]] = {}
        self._trouble = ""  # why there is no model to read with
        self._questions = 0
        self._pause_ms = pause_ms
        self._pause = QTimer(self, singleShot=True)
        self._pause.timeout.connect(self._send)
        self._resting = QTimer(self, singleShot=True, interval=REST_MS)
        self._resting.timeout.connect(self._tidying_wanted)
        self._thread = QThread(self)
        self._worker = Worker(load)
        self._worker.moveToThread(self._thread)
        self._connect(self._worker)

    def _connect(self, worker: Worker) -> None:
        self._load_wanted.connect(worker.load)
        self._reading_wanted.connect(worker.read)
        worker.loaded.connect(self._begin)
        worker.load_failed.connect(self._give_up)
        self._reload_wanted.connect(worker.reload)
        worker.reloaded.connect(self._begin_anew)
        worker.answered.connect(self._take_answer)
        worker.failed.connect(self._take_failure)
        worker.stopped.connect(self._take_stop)
        self._answer_wanted.connect(worker.answer)
        worker.told.connect(self._tell)
        self._tidying_wanted.connect(worker.tidy)

    @property
    def is_running(self) -> bool:
        return self._thread.isRunning()

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing left to read."""
        return self._waiting is None and self._at_work is None

    @property
    def is_resting(self) -> bool:
        """Whether there is nothing to read, nor going to be in a moment: the pen is up. For any thread."""
        return self.is_idle and not self._held

    def start(self) -> None:
        """Start the thread and load the model."""
        self._thread.start(QThread.Priority.LowPriority)
        self._load_wanted.emit()

    def close(self) -> None:
        """End the thread once what it is doing is done; nothing is announced after this."""
        self.drop()
        self._pause.stop()
        self._resting.stop()
        self.blockSignals(True)
        self._thread.quit()
        self._thread.wait()

    def request(self, subject: Material, after_pause: bool = True) -> None:
        """Read `subject` after the pause, unless another comes first; answers to earlier ones are dropped."""
        self._renew(subject)
        if not self._held:
            self._pause.start(self._pause_ms if after_pause else 0)

    def drop(self) -> None:
        """There is nothing to read any more."""
        self._renew(None)

    def ask(self, question: Question, then: Callable[[Any], None]) -> None:
        """Have the worker answer `question`, and call `then` with the answer in this thread; None if there is none.

        Nothing comes of it where there is no model. What is asked must not touch the window: it is in another thread.
        """
        self._questions += 1
        self._asked[self._questions] = then
        self._answer_wanted.emit(self._questions, question)

    def reload(self, load: Load, then: Callable[[str], None]) -> None:
        """Read with the model that `load` makes in the worker; `then` is called with why not, or an empty string.

        A reading under way is given up and begun again with whichever model there is then: where the other one cannot
        be loaded, that is the one before. Until then nothing is read.
        """
        self._questions += 1
        self._reloading[self._questions] = then
        self._renew(self._waiting or (self._at_work[1] if self._at_work else None))
        self._announce(Status(State.LOADING, self.status.device))
        self._reload_wanted.emit(self._questions, load)

    def hold(self) -> None:
        """The pen is down: do not start reading now."""
        self._held = True
        self._pause.stop()

    def resume(self) -> None:
        """The pen is up again: what was waiting waits its pause anew."""
        self._held = False
        if self._waiting is not None:
            self._pause.start(self._pause_ms)

    def _renew(self, subject: Material | None) -> None:
        self._newest += 1
        self._waiting = subject
        self._worker.wanted = self._newest  # what is being read is no longer wanted

    def _tell(self, number: int, answer: object) -> None:
        self._resting.start()
        self._asked.pop(number)(answer)

    def _send(self) -> None:
        if self._waiting is None or self._at_work is not None or self.status.state in (State.LOADING, State.BROKEN):
            return
        self._at_work, self._waiting = (self._newest, self._waiting), None
        self._announce(Status(State.THINKING, self.status.device))
        self._reading_wanted.emit(*self._at_work)

    def _begin(self, device: str) -> None:
        self._trouble = ""
        self._settle(device)
        self._send_if_paused()

    def _begin_anew(self, number: int, device: str, trouble: str) -> None:
        then = self._reloading.pop(number)
        if not trouble:
            self._begin(device)
        else:
            self._settle(self.status.device)
            self._send_if_paused()
        then(trouble)

    def _give_up(self, trouble: str) -> None:
        self._trouble = trouble
        self._settle("")

    def _settle(self, device: str) -> None:
        """Announce what there is when nothing is being read."""
        if self._reloading:
            self._announce(Status(State.LOADING, device))
        elif self._trouble:
            self._announce(Status(State.BROKEN, trouble=self._trouble))
        else:
            self._announce(Status(State.READY, device))

    def _take_answer(self, number: int, reading: Reading) -> None:
        subject = self._rest()
        if number == self._newest and subject is not None:
            self.answered.emit(reading, subject)
        self._send_if_paused()

    def _take_failure(self, number: int, trouble: str) -> None:
        self._rest()
        if number == self._newest:  # never while another model is loaded: that has renewed the wish
            self._announce(Status(State.READY, self.status.device, trouble))
        self._send_if_paused()

    def _take_stop(self, _: int) -> None:
        self._rest()
        self._send_if_paused()

    def _rest(self) -> Material | None:
        subject = self._at_work[1] if self._at_work else None
        self._at_work = None
        self._resting.start()
        self._settle(self.status.device)
        return subject

    def _send_if_paused(self) -> None:
        # A running pause, or the pen that is down, sends in its own time.
        if not self._pause.isActive() and not self._held:
            self._send()

    def _announce(self, status: Status) -> None:
        self.status = status
        self.status_changed.emit(status)
