"""Lessons: samples of the user's hand on their way into the store and into the recogniser's memory.

What is kept is remembered at once, and what is deleted is forgotten; the disk is used in a thread of its own, and the
recogniser in its own.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from app.services.background import Background
from app.services.memory_file import MemoryFile
from app.services.recognition import RecognitionService, State, Status
from app.services.samples import Sample, Samples
from app.telling import told


@dataclass(eq=False)
class Slip:
    """The number of the one sample that a sheet has, 0 while it has none; the store's thread alone looks at it."""

    number: int = 0


@dataclass(frozen=True, eq=False)
class _Kept:
    """What was done in the store."""

    sample: Sample
    instead_of: int
    count: int


class Lessons(QObject):
    """Keeps samples and has them remembered, as soon as there is a model and whenever another takes its place.

    Signals: `changed(int)` with the number of samples after some came or went; `trouble(str)` for the user.
    """

    changed = Signal(int)
    trouble = Signal(str)

    def __init__(
        self,
        samples: Samples,
        memory: MemoryFile,
        service: RecognitionService,
        is_used: bool = True,
        parent: QObject | None = None,
    ) -> None:
        """`is_used` says whether readings are helped by what is remembered."""
        super().__init__(parent)
        self._samples, self._memory, self._service = samples, memory, service
        self._background = Background("samples", self)
        self._is_used = is_used
        self._state = service.status.state
        self._missing: list[Sample] = []  # still to be remembered
        self._gone: set[int] = set()
        service.status_changed.connect(self._follow)

    def keep(self, make: Callable[[], Sample], slip: Slip | None = None) -> None:
        """Keep the sample that `make` gives, which is called in the other thread; it takes the place of the one that
        `slip` has."""
        slip = slip or Slip()
        self._background.run(lambda: self._write(make(), slip), self._remember, self._tell)

    def take_back(self, slip: Slip) -> None:
        """Delete the sample of a slip, if it has one."""
        self._background.run(lambda: self._erase_of(slip), self._forget, self._tell)

    def delete(self, numbers: Sequence[int]) -> None:
        """Delete samples for good."""
        self._background.run(lambda: self._erase(numbers), self._forget, self._tell)

    def ask(self, then: Callable[[list[Sample]], None]) -> None:
        """Call `then` with all samples, oldest first."""
        self._background.run(self._samples.all, then, self._tell)

    def export(self, folder: Path, then: Callable[[int], None]) -> None:
        """Write all samples into a folder, and call `then` with how many there are."""
        self._background.run(lambda: self._samples.export(folder), then, self._tell)

    def announce(self) -> None:
        """Say how many samples there are."""
        self._background.run(self._samples.count, self.changed.emit, self._tell)

    def use(self, on: bool) -> None:
        """Read with the help of what is remembered, or without."""
        self._is_used, self._missing = on, []
        if not on:
            self._service.ask(self._memory.rest, _nothing)
        elif self._state in (State.READY, State.THINKING):
            self.ask(self._open)

    def close(self) -> None:
        """Finish what is being written; nothing is announced after this."""
        self._background.close()

    # In the store's thread

    def _write(self, sample: Sample, slip: Slip) -> _Kept:
        before = slip.number
        slip.number = self._samples.add(sample, before)
        return _Kept(replace(sample, id=slip.number), before, self._samples.count())

    def _erase(self, numbers: Sequence[int]) -> tuple[Sequence[int], int]:
        self._samples.delete(numbers)
        return numbers, self._samples.count()

    def _erase_of(self, slip: Slip) -> tuple[Sequence[int], int]:
        number, slip.number = slip.number, 0
        return self._erase([number] if number else [])

    # In the window's thread; what is asked of the recogniser is done in its own

    def _follow(self, status: Status) -> None:
        """Once a model is there, have it remember."""
        before, self._state = self._state, status.state
        if before is State.LOADING and status.state is State.READY and self._is_used:
            self.ask(self._open)

    def _open(self, samples: list[Sample]) -> None:
        self._service.ask(lambda recogniser: self._memory.open(recogniser, samples), self._begin)

    def _begin(self, missing: list[Sample] | None) -> None:
        self._missing = missing or []
        self._learn_next()

    def _learn_next(self, _: object = None) -> None:
        """One at a time, so that readings come between."""
        self._missing = [sample for sample in self._missing if sample.id not in self._gone]
        if self._missing:
            sample = self._missing.pop(0)
            self._service.ask(lambda recogniser: self._memory.learn(recogniser, sample), self._learn_next)

    def _remember(self, kept: _Kept) -> None:
        self.changed.emit(kept.count)
        if self._is_used:
            self._service.ask(lambda recogniser: self._memory.learn(recogniser, kept.sample, kept.instead_of), _nothing)
        elif kept.instead_of:
            self._drop()

    def _forget(self, gone: tuple[Sequence[int], int]) -> None:
        numbers, count = gone
        self._gone |= set(numbers)
        self.changed.emit(count)
        if numbers and self._is_used and self._state is not State.BROKEN:
            self._service.ask(lambda recogniser: self._memory.forget(recogniser, numbers), _nothing)
        elif numbers:
            self._drop()

    def _drop(self) -> None:
        """Nobody is there to forget: the memory goes altogether, and is made anew when it is wanted."""
        self._background.run(self._memory.drop, _nothing, self._tell)

    def _tell(self, error: Exception) -> None:
        self.trouble.emit(told(error))


def _nothing(_: object) -> None:
    """Nothing is left to do."""
