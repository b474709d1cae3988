"""Looking a dataset through before training: `python -m training inspect --pipeline FOLDER --json` as a child."""

from __future__ import annotations

import base64
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal
from PySide6.QtGui import QImage

from app.services.background import Background
from app.services.model_check import ROOT, step_back, surroundings
from app.telling import told
from mathnet.errors import Spoken, from_json

MOST_SAMPLES = 8


@dataclass(frozen=True)
class Problem:
    """Files of which the same is to be said."""

    files: int
    used: bool  # they can be used all the same
    reason: Spoken
    examples: str


@dataclass(frozen=True)
class Estimate:
    """What training would take: seconds in all and by stage, bytes of disk, MiB of memory."""

    seconds: float = 0.0
    stages: Mapping[str, float] = field(default_factory=dict)
    bytes: int = 0
    free_bytes: int = 0
    memory: float = 0.0


@dataclass(frozen=True)
class Found:
    """What is in a dataset."""

    name: Spoken
    counts: Mapping[str, int]  # expressions, pictures, writers, held_out, tokens, left_out
    problems: tuple[Problem, ...] = ()
    samples: tuple[tuple[str, QImage], ...] = ()  # LaTeX and ink
    estimate: Estimate | None = None


COUNTS = ("expressions", "pictures", "writers", "held_out", "tokens", "left_out")


def parsed(answer: bytes) -> Found:
    """What `inspect` has answered; decodes pictures, so it is for another thread. Raises `ValueError`."""
    try:
        values = json.loads(answer)
        counts = {name: int(values.get(name, 0)) for name in COUNTS}
        problems = tuple(_problem(row) for row in values.get("problems", ()))
        samples = tuple(_sample(row) for row in values.get("samples", ())[:MOST_SAMPLES])
        estimate = _estimate(values["estimate"]) if values.get("estimate") else None
        return Found(Spoken(str(values["name"])), counts, problems, samples, estimate)
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"this is no answer of inspect: {error}") from error


def _problem(row: Mapping[str, Any]) -> Problem:
    return Problem(int(row["files"]), bool(row["used"]), Spoken(str(row["reason"])), str(row["examples"]))


def _sample(row: Mapping[str, Any]) -> tuple[str, QImage]:
    return str(row["latex"]), QImage.fromData(base64.b64decode(row["picture"]))


def _estimate(values: Mapping[str, Any]) -> Estimate:
    stages = {str(row["stage"]): float(row["seconds"]) for row in values["stages"]}
    figures = (int(values["bytes"]), int(values["free_bytes"]), float(values.get("memory", 0.0)))
    return Estimate(float(values["seconds"]), stages, *figures)


class Inspecting(QObject):
    """Has the dataset of a pipeline looked through, one at a time.

    Signals: `found(Found)`; `failed(str)` with a sentence for the user.
    """

    found = Signal(object)
    failed = Signal(str)

    def __init__(self, background: Background, program: Sequence[str] = (), parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._program = list(program) or [sys.executable, "-m", "training"]
        self._process: QProcess | None = None

    @property
    def is_running(self) -> bool:
        return self._process is not None

    def inspect(self, folder: Path) -> None:
        """Look through the dataset of the pipeline in `folder`; ends what is under way."""
        self.stop()
        process = self._process = QProcess(self)
        process.setWorkingDirectory(str(ROOT))
        process.setProcessEnvironment(_environment())
        process.started.connect(lambda: step_back(process.processId()))
        process.errorOccurred.connect(lambda error: self._fail_to_start(process, error))
        process.finished.connect(lambda status, _: self._end(process, status))
        process.start(self._program[0], [*self._program[1:], "inspect", "--pipeline", str(folder), "--json"])

    def stop(self) -> None:
        """End it and wait until it is gone; nothing is announced."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.waitForFinished(3000)
            process.deleteLater()

    def _fail_to_start(self, process: QProcess, error: QProcess.ProcessError) -> None:
        if process is self._process and error is QProcess.ProcessError.FailedToStart:
            self._process = None
            self.failed.emit(self.tr("The dataset cannot be checked: {}").format(process.errorString()))

    def _end(self, process: QProcess, status: int) -> None:
        if process is not self._process:
            return
        self._process = None
        process.deleteLater()
        answer = bytes(process.readAllStandardOutput().data())
        if status == 0 and process.exitStatus() is QProcess.ExitStatus.NormalExit:
            self._background.run(lambda: parsed(answer), self.found.emit, lambda error: self.failed.emit(str(error)))
        else:
            said = bytes(process.readAllStandardError().data()).decode(errors="replace").strip().splitlines()[-1:]
            words = _complaint(answer) or "".join(said).removeprefix("training: ") or process.errorString()
            self.failed.emit(self.tr("This dataset cannot be used: {}").format(words))


def _complaint(answer: bytes) -> str:
    """Why the dataset cannot be used, in the user's language; empty where the child did not come to say it."""
    try:
        return told(from_json(json.loads(answer)["error"]))
    except (ValueError, LookupError, TypeError, AttributeError):
        return ""


def _environment() -> QProcessEnvironment:
    made = QProcessEnvironment()
    for name, value in surroundings().items():
        made.insert(name, value)
    made.remove("OMP_NUM_THREADS")  # the estimate is to be that of the training itself
    return made
