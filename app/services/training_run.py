"""The folder of runs: pipelines and personal fine-tunings, each in a folder of its own, worked on by a child process.

The child is detached: it has a session of its own, writes its output into a file, and goes on when the window is gone.
`training.events` is all that both know of each other. Starting, commanding and deleting use the disk, so they are for
another thread than the window's.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.services.model_check import ROOT, step_back
from app.services.run_standing import Kind, Run, Standing, has_process, kind_of, look
from app.telling import told
from training.events import OUTPUT_NAME, PIPELINE_NAME, PROCESS_NAME, Command, command, last_words

PERSONAL_NAME = "personal.json"  # how a personal fine-tuning was begun
DATA_KEYS = ("data", "format", "captions", "within")  # the settings that say what is packed
_FORBIDDEN = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|]')  # what some system does not allow in the name of a folder
_LONGEST_NAME = 60  # letters
_TRIES, _PAUSE = 10, 0.05  # to write a command, and seconds between two: Windows refuses while the run reads it
_PATIENCE = 5.0  # seconds in which a process takes up its run
_STALE = 24 * 3600.0  # seconds after which what a crashed program left is swept away


def tr(text: str) -> str:
    return QCoreApplication.translate("Runs", text)


class RunError(Exception):
    """Something cannot be done with a run; the message is for the user, and says what to do."""


class Runs:
    """All methods may raise `RunError`."""

    def __init__(self, folder: Path, program: Sequence[str] = ()) -> None:
        """`program` begins the command lines of child processes."""
        self.folder = folder
        self.program = list(program) or [sys.executable, "-m", "training"]
        self._children: dict[Path, subprocess.Popen[bytes]] = {}  # started here and not ended yet, as far as is known
        self._refused: dict[Path, str] = {}  # last words of those that ended before they took up their run
        self._draft: Path | None = None

    def list(self, kind: Kind) -> tuple[Run, ...]:
        """The runs of a kind, latest changed first."""
        found = [self.look(folder) for folder in self._folders() if kind_of(folder) is kind]
        return tuple(sorted(found, key=lambda run: run.changed, reverse=True))

    def look(self, folder: Path) -> Run:
        """A run as it is now."""
        child = self._children.get(folder)
        status = child.poll() if child is not None else None
        run = look(folder)
        if child is not None and status is None:
            return run if run.is_alive else replace(run, standing=Standing.STARTING, words="")
        if child is not None:
            self._children.pop(folder, None)
            if status and run.standing is not Standing.FAILED:  # it had no time to say anything in the log
                self._refused[folder] = last_words(folder) or tr("It ended with status {}.").format(status)
        if folder in self._refused and not run.is_alive:
            return replace(run, standing=Standing.KILLED, words=self._refused[folder])
        return run

    def alive(self) -> tuple[Path, ...]:
        """The runs that a process works on; takes a millisecond or so."""
        return tuple(folder for folder in self._folders() if has_process(folder) or self._is_starting(folder))

    def draft(self, settings: Mapping[str, Any]) -> Path:
        """A folder for a pipeline that is still being thought of, so that its dataset is read but once."""
        with _in_words(self.folder):
            kept = self._draft is not None and _data_of(self._draft) == _data_in(settings)
            if self._draft is None or not kept:
                self.drop_draft()
                self.folder.mkdir(parents=True, exist_ok=True)
                self._draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=self.folder))
            _write(self._draft / PIPELINE_NAME, settings)
        return self._draft

    def begin(self, name: str, settings: Mapping[str, Any]) -> Path:
        """Makes the folder of a new pipeline out of the draft, and starts it."""
        draft = self.draft(settings)
        folder = self._free(name)
        with _in_words(folder):
            os.rename(draft, folder)
        self._draft = None
        self.take_up(folder)
        return folder

    def new(self, name: str) -> Path:
        """An empty folder for a run of another kind."""
        folder = self._free(name)
        with _in_words(folder):
            folder.mkdir(parents=True)
        return folder

    def begin_personal(self, folder: Path, arguments: Sequence[str]) -> None:
        """Starts `python -m training` with `arguments` for the run in `folder`."""
        with _in_words(folder):
            _write(folder / PERSONAL_NAME, {"arguments": list(arguments)})
        self.take_up(folder)

    def take_up(self, folder: Path) -> None:
        """Starts a run, or goes on with one that has ended before its end."""
        self._refused.pop(folder, None)
        with _in_words(folder):
            self._children[folder] = _start([*self.program, *_arguments(folder)], folder / OUTPUT_NAME)

    def tell(self, folder: Path, what: Command) -> None:
        """Tells a run what to do, once it can hear: what is said before a process has taken it up counts no more."""
        until = time.monotonic() + _PATIENCE
        while self._is_starting(folder) and not has_process(folder) and time.monotonic() < until:
            time.sleep(_PAUSE)
        for tried in range(_TRIES):
            try:
                command(folder, what)
                return
            except OSError as error:
                if tried == _TRIES - 1:
                    raise RunError(tr("The run cannot be told: {}. Try again.").format(told(error))) from error
                time.sleep(_PAUSE)

    def delete(self, folder: Path) -> None:
        """Deletes a run with all that it has made."""
        if self.look(folder).is_alive:
            raise RunError(tr("“{}” is still at work. Stop it first, then delete it.").format(folder.name))
        with _in_words(folder):
            aside = Path(tempfile.mkdtemp(prefix=".deleted-", dir=self.folder))
            os.rename(folder, aside / folder.name)
            shutil.rmtree(aside, ignore_errors=True)
        self._refused.pop(folder, None)

    def drop_draft(self) -> None:
        """Forget the pipeline that was being thought of, and sweep away what programs that crashed have left."""
        draft, self._draft = self._draft, None
        if draft is not None:
            shutil.rmtree(draft, ignore_errors=True)
        for left in self.folder.glob(".*-*"):
            with suppress(OSError):
                if left.stat().st_mtime < time.time() - _STALE:
                    shutil.rmtree(left, ignore_errors=True)

    def let_go(self) -> None:
        """The program ends; what still works goes on without it."""
        for child in self._children.values():
            if child.poll() is None:
                child.returncode = 0  # nobody waits for it: without this, Python would complain
        self._children.clear()

    def _is_starting(self, folder: Path) -> bool:
        child = self._children.get(folder)
        return child is not None and child.poll() is None

    def _folders(self) -> Iterable[Path]:
        with suppress(OSError):
            for path in sorted(self.folder.iterdir()):
                if not path.name.startswith(".") and _is_run(path):
                    yield path

    def _free(self, wanted: str) -> Path:
        """A folder of such a name that is not there yet."""
        wanted = _FORBIDDEN.sub(" ", wanted).strip(". ")[:_LONGEST_NAME].strip() or tr("Run")
        name, number = wanted, 2
        while (self.folder / name).exists():
            name, number = f"{wanted} {number}", number + 1
        return self.folder / name


@contextmanager
def _in_words(folder: Path) -> Iterator[None]:
    """Turns errors of the system into sentences."""
    try:
        yield
    except OSError as error:
        words = tr("Nothing can be done in {}: {}. Make room there, or see who may write.")
        raise RunError(words.format(folder, told(error))) from error


def _is_run(folder: Path) -> bool:
    return any((folder / name).is_file() for name in (PIPELINE_NAME, PERSONAL_NAME, PROCESS_NAME))


def _arguments(folder: Path) -> list[str]:
    """What the run is started with, after the program."""
    if (folder / PIPELINE_NAME).is_file():
        return ["pipeline", str(folder)]
    try:
        return [str(word) for word in json.loads((folder / PERSONAL_NAME).read_text(encoding="utf-8"))["arguments"]]
    except (ValueError, KeyError, TypeError) as error:
        raise RunError(tr("“{}” is damaged and cannot go on. Delete it.").format(folder.name)) from error


def _start(arguments: Sequence[str], output: Path) -> subprocess.Popen[bytes]:
    """Starts a process that outlives this one and steps back behind the window."""
    environment = os.environ | {"PYTHONIOENCODING": "utf-8", "PYTHONUNBUFFERED": "1"}
    with output.open("wb") as file:
        child = subprocess.Popen(
            list(arguments),
            cwd=ROOT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=file,
            **_detached(),
        )
    step_back(child.pid)
    return child


def _detached() -> dict[str, Any]:
    if sys.platform == "win32":
        flags = subprocess.DETACHED_PROCESS | subprocess.CREATE_NEW_PROCESS_GROUP
        return {"creationflags": flags | subprocess.BELOW_NORMAL_PRIORITY_CLASS}
    return {"start_new_session": True}


def _data_in(settings: Mapping[str, Any]) -> dict[str, Any]:
    return {key: settings.get(key, "") for key in DATA_KEYS}


def _data_of(folder: Path) -> dict[str, Any]:
    try:
        return _data_in(json.loads((folder / PIPELINE_NAME).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _write(path: Path, values: Mapping[str, Any]) -> None:
    partial = path.with_name(f"{path.name}.partial")
    partial.write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(partial, path)
