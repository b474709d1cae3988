"""Follows a run in small pieces, beside the window: its logs, its pictures, the end of its output.

All that takes long, reading and decoding, is done in another thread; what the window gets is a `Seen` that nobody
changes any more.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from app.services.background import Background
from app.services.run_log import RunLog, State
from app.services.run_standing import Run, Standing
from app.services.training_run import Runs
from app.telling import told
from training.events import OUTPUT_NAME
from training.events import State as Said

POLL_MS = 1000  # between two looks at a run that was read to its end
EVALUATION = "evaluation.json"
_SECONDS = 0.2  # of reading at a time
_TAIL = 1 << 15  # bytes of the output that are shown


@dataclass(frozen=True)
class Seen:
    """A run as it was a moment ago.

    `logs` are by stage, that of the run itself under the empty name; `stage` is the one it is at; `pictures` are by
    `stage/path`; `figures` are those of the evaluation.
    """

    run: Run
    logs: Mapping[str, RunLog] = field(default_factory=dict)
    stage: str = ""
    pictures: Mapping[str, QImage] = field(default_factory=dict)
    output: str = ""
    figures: Mapping[str, float] = field(default_factory=dict)
    has_more: bool = False  # not all was read yet


class RunReader:
    """Reads what is new about the run in `folder`; for another thread than the window's."""

    def __init__(self, runs: Runs, folder: Path) -> None:
        self.folder = folder
        self._runs = runs
        self._logs = {"": RunLog(folder)}
        self._pictures: dict[str, QImage] = {}

    def read(self) -> Seen:
        """The next piece. Raises `OSError` where a log cannot be read."""
        until = time.monotonic() + _SECONDS
        run = self._runs.look(self.folder)
        has_more = self._read_logs(until)
        own = self._logs[""]
        stage = max(own.turns.values(), key=lambda turn: turn.number).stage if own.turns else ""
        for name, log in self._logs.items():
            turn = own.turns.get(name)
            log.known = State.FINISHED if turn is not None and turn.state is Said.FINISHED else _known(run, log)
        self._pictures = dict(self._needed())
        logs = {name: log.snapshot() for name, log in self._logs.items()}
        return Seen(run, logs, stage, self._pictures, self._output(), _figures(self.folder), has_more)

    def _read_logs(self, until: float) -> bool:
        """Whether the time was over before the ends were reached."""
        while self._logs[""].read():
            if time.monotonic() > until:
                return True
        for turn in self._logs[""].turns.values():
            log = self._logs.setdefault(turn.stage, RunLog(self.folder / turn.run)) if turn.run else None
            while log is not None and log.read():
                if time.monotonic() > until:
                    return True
        return False

    def _needed(self) -> Iterator[tuple[str, QImage]]:
        """The pictures that the newest events name, as far as they are there."""
        for stage, log in self._logs.items():
            named = [name for one in log.readings.values() for name in (one.picture, one.map)]
            named += [name for one in log.foci.values() for name in (one.picture, one.map, one.masked)]
            named += [log.health.picture] if log.health is not None else []
            for name in dict.fromkeys(named):
                key = f"{stage}/{name}"
                image = self._pictures.get(key) or _decoded(log.folder, name)
                if not image.isNull():
                    yield key, image

    def _output(self) -> str:
        try:
            with (self.folder / OUTPUT_NAME).open("rb") as file:
                file.seek(max(file.seek(0, os.SEEK_END) - _TAIL, 0))
                text = file.read().decode("utf-8", errors="replace")
        except OSError:
            return ""
        return "\n".join(line.rpartition("\r")[2] for line in text.replace("\r\n", "\n").split("\n"))


class RunFollower(QObject):
    """Looks at one run again and again, every second or at once while there is more to be read.

    Signals: `seen(Seen)` after each look; `trouble(str)` where it cannot be read.
    """

    seen = Signal(object)
    trouble = Signal(str)

    def __init__(self, runs: Runs, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._runs, self._background = runs, background
        self._reader: RunReader | None = None
        self._is_reading = False
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._look)

    @property
    def folder(self) -> Path | None:
        return None if self._reader is None else self._reader.folder

    def follow(self, folder: Path | None) -> None:
        """Follow this run from its beginning, or none."""
        self._reader = None if folder is None else RunReader(self._runs, folder)
        self.look_soon()

    def look_soon(self) -> None:
        """Something was done to the run: look now."""
        if self._reader is None:
            self._timer.stop()
        elif not self._is_reading:
            self._timer.start(0)

    def _look(self) -> None:
        reader = self._reader
        if reader is not None and not self._is_reading:
            self._is_reading = True
            self._background.run(
                reader.read, lambda seen: self._take(reader, seen), lambda error: self._fail(reader, error)
            )

    def _take(self, reader: RunReader, seen: Seen) -> None:
        self._is_reading = False
        if reader is self._reader:
            if not seen.has_more:  # a long log is shown once, when all of it is there
                self.seen.emit(seen)
            self._timer.start(0 if seen.has_more else POLL_MS)
        else:
            self.look_soon()

    def _fail(self, reader: RunReader, error: Exception) -> None:
        self._is_reading = False
        if reader is self._reader:
            self.trouble.emit(told(error))
            self._timer.start(POLL_MS)
        else:
            self.look_soon()


def _known(run: Run, log: RunLog) -> State | None:
    """How a log that has not come to its end goes on."""
    if log.last is not None and log.last.step >= log.last.steps:
        return None
    if run.standing is Standing.PAUSED:
        return State.PAUSED
    return State.RUNNING if run.is_alive else State.STOPPED


def _decoded(folder: Path, name: str) -> QImage:
    """A picture below a run's folder; null if it is gone, or if its name leads elsewhere."""
    path = folder / name
    return QImage(str(path)) if ".." not in Path(name).parts and path.is_file() else QImage()


def _figures(folder: Path) -> dict[str, float]:
    """What evaluation found, if it was done."""
    try:
        values = json.loads((folder / EVALUATION).read_text(encoding="utf-8"))
        return {name: float(value) for name, value in values.items() if isinstance(value, int | float)}
    except (OSError, ValueError, AttributeError):
        return {}
