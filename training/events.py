"""Progress events of a run: one JSON object a line, in the run's `log.jsonl`. Standard library alone.

The window follows a run through this file; nothing else of `training` is known to it.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path


@dataclass(frozen=True)
class Progress:
    """One line of the log. `values` are means since the line before, by name; `seconds` since the run began to run."""

    stage: str
    step: int
    steps: int
    seconds: float
    values: dict[str, float]

    @property
    def seconds_left(self) -> float:
        return self.seconds / max(self.step, 1) * (self.steps - self.step)


class Log:
    """Appends events to a run's log."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / "log.jsonl"

    def write(self, event: Progress) -> None:
        line = json.dumps({"time": round(time.time(), 1), **asdict(event)})
        with self.path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


def read_log(folder: Path) -> Iterator[Progress]:
    """The events of a run so far; a half-written last line is left out."""
    path = folder / "log.jsonl"
    for line in path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else ():
        if line.endswith("\n"):
            values = json.loads(line)
            values.pop("time")
            yield Progress(**values)
