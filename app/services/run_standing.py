"""How a run stands, told by the files in its folder alone: so it is found again by whatever start of the program."""

from __future__ import annotations

import os
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from training.events import (
    LOG_NAME,
    OUTPUT_NAME,
    PIPELINE_NAME,
    State,
    Status,
    from_line,
    is_alive,
    last_words,
    process_of,
)

_TAIL = 1 << 14  # bytes at the end of a log, among which its last words are


class Kind(StrEnum):
    """What a run is for."""

    PIPELINE = "pipeline"
    PERSONAL = "personal"  # learning from corrections


class Standing(StrEnum):
    """How a run is, from its first moment on."""

    NEW = "new"  # nothing has worked on it yet
    STARTING = "starting"  # its process is there and has said nothing yet
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"  # as it was told to
    FAILED = "failed"  # ended by an error that it has told
    KILLED = "killed"  # gone without a word, or with last words that nobody prepared
    FINISHED = "finished"


ALIVE = frozenset({Standing.STARTING, Standing.RUNNING, Standing.PAUSED})


@dataclass(frozen=True)
class Run:
    """A run in its folder; `words` say why it has ended, `changed` is in seconds since 1970."""

    folder: Path
    kind: Kind = Kind.PIPELINE
    standing: Standing = Standing.NEW
    words: str = ""
    changed: float = 0.0

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def is_alive(self) -> bool:
        return self.standing in ALIVE

    @property
    def can_go_on(self) -> bool:
        """Whether it can be taken up where it was."""
        return not self.is_alive and self.standing is not Standing.FINISHED


def kind_of(folder: Path) -> Kind:
    """What the run in `folder` is for."""
    return Kind.PIPELINE if (folder / PIPELINE_NAME).exists() else Kind.PERSONAL


def has_process(folder: Path) -> bool:
    """Whether some process works on the run right now; takes well below a millisecond."""
    process = process_of(folder)
    return process is not None and is_alive(process)


def look(folder: Path) -> Run:
    """The run in `folder` as it is now; for another thread than the window's."""
    return Run(folder, kind_of(folder), *_standing(folder), _changed(folder))


def _standing(folder: Path) -> tuple[Standing, str]:
    if has_process(folder):
        status = _last_status(folder)
        is_paused = status is not None and status.state is State.PAUSED
        return Standing.PAUSED if is_paused else Standing.RUNNING, ""
    # Asked anew: it may have ended in order since.
    if process_of(folder) is not None:
        return Standing.KILLED, last_words(folder)
    return _end(folder, _last_status(folder))


def _end(folder: Path, status: Status | None) -> tuple[Standing, str]:
    """How a run stands that no process has left behind."""
    if status is None:
        words = last_words(folder)
        return (Standing.KILLED, words) if words else (Standing.NEW, "")
    ends = {State.FINISHED: Standing.FINISHED, State.STOPPED: Standing.STOPPED, State.FAILED: Standing.FAILED}
    return ends.get(status.state, Standing.KILLED), status.words


def _last_status(folder: Path) -> Status | None:
    """What the run said last of its state, if that was not long ago."""
    try:
        with (folder / LOG_NAME).open("rb") as file:
            file.seek(max(file.seek(0, os.SEEK_END) - _TAIL, 0))
            lines = file.read().splitlines()
    except OSError:
        return None
    return next((event for event in map(from_line, reversed(lines)) if isinstance(event, Status)), None)


def _changed(folder: Path) -> float:
    """When something was written last."""
    times = []
    for name in (LOG_NAME, OUTPUT_NAME, PIPELINE_NAME):
        try:
            times.append((folder / name).stat().st_mtime)
        except OSError:
            continue
    return max(times, default=0.0)
