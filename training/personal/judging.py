"""Judging: the same expressions read by the old model and by the new one, as the program would read them.

What the old one reads is kept in `before.json`, so that a run which goes on does not read it again.
"""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import torch

from mathnet.calibration import Calibration
from mathnet.errors import Spoken
from mathnet.recognizer import Recognizer
from training.calibrate import Outcome, outcome
from training.data.sample import Sample
from training.events import Command, Log, Progress
from training.loop import write_json
from training.orders import Orders
from training.personal.samples import to_given

BEFORE = "before.json"
_TOLD = 10  # expressions between two lines of the log
CORRECTIONS, CHECK, CROHME = "corrections", "check", "crohme"  # what is read


@dataclass(frozen=True, eq=False)
class Task:
    """An expression to be read; `of` says which set it belongs to."""

    of: str
    name: str
    truth: tuple[str, ...]
    sample: Sample


@dataclass(frozen=True)
class Answer:
    """What a model reads there, and what became of its candidates, for calibration; none where it read nothing."""

    found: tuple[str, ...]
    outcome: Outcome | None


@dataclass(frozen=True)
class Judge:
    """Reads on behalf of the run in `folder`, and obeys what that is told between two expressions."""

    folder: Path
    log: Log
    device: torch.device
    beam: int

    def read(
        self, stage: str, model: Path | None, tasks: Sequence[Task], seconds: float | None = None, least: int = 0
    ) -> list[Answer] | None:
        """What a model reads, of as many tasks as the seconds allow but `least`; none if the run is told to stop."""
        recognizer = Recognizer.load(model, str(self.device))
        recognizer.calibration = Calibration()
        orders, began, answers = Orders([self.folder], self.device), time.monotonic(), list[Answer]()
        for task in tasks:
            if seconds is not None and len(answers) >= least and time.monotonic() - began > seconds:
                break
            told = orders.now()
            if told == Command.PAUSE:
                began += orders.wait(lambda: None, Spoken("after {} of {} expressions", len(answers), len(tasks)))
                told = orders.now()
            if told == Command.STOP:
                return None
            answers.append(_answer(recognizer, task, self.beam))
            if len(answers) % _TOLD == 0 or len(answers) == len(tasks):
                self._say(stage, tasks, answers, time.monotonic() - began)
        return answers

    def _say(self, stage: str, tasks: Sequence[Task], answers: Sequence[Answer], seconds: float) -> None:
        right = sum(answer.found == task.truth for task, answer in zip(tasks, answers, strict=False))
        values = {"validation_exprate": round(right / len(answers), 5)}
        self.log.write(Progress(stage, len(answers), len(tasks), round(seconds, 1), values))


def _answer(recognizer: Recognizer, task: Task, beam: int) -> Answer:
    reading = recognizer.recognize(to_given(task.sample), beam, beam)
    return Answer(reading.best.tokens if reading.best else (), outcome(reading, task.truth))


def save_answers(folder: Path, answers: Sequence[Answer], seconds: float) -> None:
    """Keeps what the old model read, and how long that took."""
    write_json(folder / BEFORE, {"seconds": round(seconds, 2), "answers": [asdict(answer) for answer in answers]})


def load_answers(folder: Path) -> tuple[list[Answer], float] | None:
    """What the old model read, if it has already."""
    path = folder / BEFORE
    if not path.is_file():
        return None
    values = json.loads(path.read_text(encoding="utf-8"))
    return [_plain(each) for each in values["answers"]], float(values["seconds"])


def _plain(values: dict[str, Any]) -> Answer:
    told: Any = values["outcome"]
    if told is not None:
        parts: dict[str, Any] = {name: tuple(each) if isinstance(each, list) else each for name, each in told.items()}
        told = Outcome(**parts)
    return Answer(tuple(values["found"]), told)
