"""Whether a model is fit for use, asked of a process of its own: `python -m mathnet check`.

The window knows no torch, and files from elsewhere shall not be opened in it. The child is ended when it takes too long
or when the program closes.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Any

from PySide6.QtCore import QCoreApplication

from app.telling import told
from mathnet.errors import from_json

SECONDS = 180.0  # that a check may take; some on a machine that is idle
NICENESS = 5  # how far it steps back behind the window
ROOT = Path(__file__).resolve().parents[2]


def tr(text: str) -> str:
    return QCoreApplication.translate("Models", text)


class UnfitError(Exception):
    """The model cannot be used; the message is for the user."""


@dataclass(frozen=True)
class Checked:
    """What a sound model is: the hashes of its files, and what it reads in the bundled samples."""

    sha256: str  # of the weights
    card_sha256: str
    read: Mapping[str, str]


def command() -> list[str]:
    """The program that looks a model through, and its first arguments."""
    return [sys.executable, "-m", "mathnet"]


def surroundings() -> dict[str, str]:
    """The environment of such a program: one thread, so that it leaves the other cores to the window."""
    return os.environ | {"OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"}


class Checker:
    """Looks models through, one at a time; `stop` may be called from any thread, and ends it for good."""

    def __init__(self, program: Sequence[str] = (), seconds: float = SECONDS) -> None:
        self._program = list(program) or [*command(), "check"]
        self._seconds = seconds
        self._stopped = Event()

    def stop(self) -> None:
        self._stopped.set()

    def __call__(self, weights: Path) -> Checked:
        """Check the model with these weights. Raises `UnfitError`."""
        try:
            status, output = self._run([*self._program, str(weights)])
        except OSError as error:
            raise UnfitError(tr("The model cannot be checked: {}.").format(told(error))) from error
        answer = _parsed(output)
        if status == 0 and answer is not None and {"sha256", "card_sha256", "read"} <= answer.keys():
            return Checked(str(answer["sha256"]), str(answer["card_sha256"]), dict(answer["read"]))
        if answer is not None and "error" in answer:
            raise UnfitError(tr("This model cannot be used: {}.").format(told(from_json(answer["error"]))))
        raise UnfitError(tr("This model cannot be used: looking it through failed. Ask whoever made it for another."))

    def _run(self, arguments: list[str]) -> tuple[int, str]:
        """The exit status and what was printed. Raises `OSError` and `UnfitError`."""
        with subprocess.Popen(
            arguments, cwd=ROOT, env=surroundings(), stdout=subprocess.PIPE, text=True, encoding="utf-8"
        ) as child:
            step_back(child.pid)
            until = time.monotonic() + self._seconds
            while True:
                try:
                    output, _ = child.communicate(timeout=0.1)
                    return child.returncode, output
                except subprocess.TimeoutExpired:
                    if self._stopped.is_set() or time.monotonic() > until:
                        child.kill()
                        raise UnfitError(tr("Checking the model took too long, so it is not used.")) from None


def _parsed(output: str) -> dict[str, Any] | None:
    try:
        answer = json.loads(output)
    except ValueError:
        return None
    return answer if isinstance(answer, dict) else None


def step_back(process: int) -> None:
    """Let a process leave the processor to the window whenever that wants it."""
    if sys.platform != "win32":
        with suppress(OSError):  # it may be over already
            os.setpriority(os.PRIO_PROCESS, process, NICENESS)
