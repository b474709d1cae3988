"""Commands to a run, and whether a process works on it.

The window writes one word into the run's file `control`; the run reads it between two steps. The process that works on
a run says so in `process.json` and holds the file `lock` as long as it lives, however it ends: so a number that another
process has got since is never taken for it, and no second process works in the same folder.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import IO

from mathnet.errors import Spoken, SpokenError
from training.events.kinds import State, Status
from training.events.log import Log, read_events
from training.events.words import words_of

CONTROL_NAME, PROCESS_NAME, LOCK_NAME, OUTPUT_NAME = "control", "process.json", "lock", "output.txt"
PIPELINE_NAME = "pipeline.json"  # the settings of a pipeline, in its folder
_PATIENCE = 1.0  # seconds in which whoever only looks lets go of the lock
_TAIL = 1 << 13  # bytes of the output in which last words are looked for


class Command(StrEnum):
    """What can be asked of a run, the most urgent first."""

    STOP = "stop"  # save and end now
    PAUSE = "pause"  # save and wait
    STOP_AFTER_EPOCH = "stop_after_epoch"  # save and end once every expression was seen as often as any other
    GO = "go"


def command(folder: Path, what: Command) -> None:
    """Tells the run in `folder` what to do, in one step."""
    partial = folder / f"{CONTROL_NAME}.partial"
    partial.write_text(f"{what.value}\n", encoding="utf-8")
    os.replace(partial, folder / CONTROL_NAME)


def commanded(folder: Path) -> Command:
    """What the run in `folder` was told last; to go on where nothing was said that is understood."""
    try:
        return Command((folder / CONTROL_NAME).read_text(encoding="utf-8").strip())
    except (OSError, ValueError):
        return Command.GO


@dataclass(frozen=True)
class Process:
    """What works, or worked, on the run in `folder`. `started` is in seconds since 1970."""

    pid: int
    started: float
    command: tuple[str, ...]
    folder: Path


def process_of(folder: Path) -> Process | None:
    """The process that took the run up last and has not ended in order; None where there is none."""
    try:
        values = json.loads((folder / PROCESS_NAME).read_text(encoding="utf-8"))
        return Process(int(values["pid"]), float(values["started"]), tuple(values["command"]), folder)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def is_alive(process: Process) -> bool:
    """Whether the process still works on its run."""
    if process.pid == os.getpid():
        return process_of(process.folder) == process
    try:
        with (process.folder / LOCK_NAME).open("r+b") as file:
            if _lock(file, shared=True):
                return False
    except OSError:  # there is none
        return False
    current = process_of(process.folder)
    return current is None or current.pid == process.pid  # None: it is just ending


@contextmanager
def present(folder: Path) -> Iterator[Log]:
    """Works on the run in `folder`: older commands are void; how this ends stands in the log that is handed out.

    Raises `ValueError` if another process works there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with _held(folder):
        (folder / CONTROL_NAME).unlink(missing_ok=True)
        log = Log(folder)
        _write_process(Process(os.getpid(), round(time.time(), 3), tuple(sys.orig_argv), folder))
        try:
            log.write(Status(State.BEGAN))
            yield log
        except KeyboardInterrupt:
            _last(log, Status(State.STOPPED, Spoken("interrupted")))
            raise
        except Exception as error:
            _last(log, Status(State.FAILED, words_of(error)))
            raise
        finally:
            (folder / PROCESS_NAME).unlink(missing_ok=True)


def _write_process(process: Process) -> None:
    values = {name: value for name, value in asdict(process).items() if name != "folder"}
    partial = process.folder / f"{PROCESS_NAME}.partial"
    partial.write_text(json.dumps(values) + "\n", encoding="utf-8")
    os.replace(partial, process.folder / PROCESS_NAME)


def _last(log: Log, status: Status) -> None:
    with suppress(OSError):  # the disk may be full: the error itself must not be lost
        log.write(status)


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    with (folder / LOCK_NAME).open("a+b") as file:
        until = time.monotonic() + _PATIENCE
        while not _lock(file):
            if time.monotonic() > until:
                raise SpokenError("another process works on {}: wait until it ends, or stop it first", folder)
            time.sleep(0.05)
        yield


def _lock(file: IO[bytes], shared: bool = False) -> bool:
    """Takes the lock until the file is closed, unless another process has it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            file.seek(0)
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.lockf(file, (fcntl.LOCK_SH if shared else fcntl.LOCK_EX) | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def last_words(folder: Path, lines: int = 12) -> str:
    """What a run that has ended by an error said last: in its log, or, where it had no time to, in its output."""
    ends = [event for event in read_events(folder) if isinstance(event, Status)]
    if ends and ends[-1].state == State.FAILED:
        return ends[-1].words
    try:
        with (folder / OUTPUT_NAME).open("rb") as file:
            file.seek(max(file.seek(0, os.SEEK_END) - _TAIL, 0))
            text = file.read().decode("utf-8", errors="replace")
    except FileNotFoundError:
        return ""
    said = [line.rpartition("\r")[2].rstrip() for line in text.replace("\r\n", "\n").split("\n")]
    return "\n".join([line for line in said if line][-lines:])
