"""Progress events of a run: one JSON object a line, in the run's `log.jsonl`. Standard library alone.

The window follows a run through this file; nothing else of `training` is known to it. So what a picture of the curves
needs stands here too: which values belong into one panel, and the curves themselves, whole and smoothed.
"""

from __future__ import annotations

import json
import math
import os
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field, fields
from fnmatch import fnmatchcase
from pathlib import Path

LOG_NAME = "log.jsonl"


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
        self.path = folder / LOG_NAME

    def write(self, event: Progress) -> None:
        line = json.dumps({"time": round(time.time(), 1), **asdict(event)})
        with self.path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")


class Follower:
    """Reads a run's log as it grows, each event once and no line twice.

    A half-written last line waits for its end; a line that is no event, as a killed writer leaves one, is passed over;
    a log that is not there yet has no events. After `new`, `began_again` says whether the log was found cut short or
    replaced by another: the events then are all that it holds, and those of earlier calls count no more.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / LOG_NAME
        self.began_again = False
        self._place = 0  # bytes read so far
        self._last = b""  # the line that ends there, as long as the log is the same one

    def new(self, most: int = -1) -> list[Progress]:
        """The events since the last call; no more lines than `most` bytes take, rounded up, unless it is negative."""
        self.began_again = False
        try:
            lines = self._lines(most)
        except FileNotFoundError:
            return []
        return [event for event in map(_event, lines) if event is not None]

    def _lines(self, most: int) -> list[bytes]:
        with self.path.open("rb") as file:
            file.seek(self._place - len(self._last))
            if file.read(len(self._last)) != self._last:
                self.began_again, self._place, self._last = True, 0, b""
                file.seek(0)
            lines = file.readlines(most)
        if lines and not lines[-1].endswith(b"\n"):
            del lines[-1]
        self._place += sum(map(len, lines))
        self._last = lines[-1] if lines else self._last
        return lines


def _event(line: bytes) -> Progress | None:
    try:
        values = json.loads(line)
        return Progress(**{part.name: values[part.name] for part in fields(Progress)})
    except (ValueError, KeyError, TypeError):
        return None


def read_log(folder: Path) -> Iterator[Progress]:
    """The events of a run so far; a half-written last line is left out."""
    yield from Follower(folder).new()


def runs_below(folder: Path) -> list[Path]:
    """The folders with a log, `folder` itself and those at any depth below it, latest written first."""
    runs = [Path(place) for place, _, files in os.walk(folder) if LOG_NAME in files]
    return sorted(runs, key=_written, reverse=True)


def _written(run: Path) -> float:
    try:
        return (run / LOG_NAME).stat().st_mtime
    except OSError:  # taken away since it was found
        return 0.0


@dataclass
class Curve:
    """One value over the steps of a run, in rising order. A value may be NaN."""

    steps: list[int] = field(default_factory=list)
    values: list[float] = field(default_factory=list)

    def add(self, step: int, value: float) -> None:
        """Append a point; points at or after `step` go, since a resumed run goes over those steps again."""
        while self.steps and self.steps[-1] >= step:
            self.steps.pop()
            self.values.pop()
        self.steps.append(step)
        self.values.append(value)

    @property
    def finite(self) -> list[float]:
        return [value for value in self.values if math.isfinite(value)]

    def smoothed(self, window: float = 0.04, most: int = 500) -> Curve:
        """The mean over a share `window` of the points around each, at about `most` places, the last one included.

        Near the beginning, where losses fall steeply, the window is narrower.
        """
        count = len(self.steps)
        places = sorted({*range(0, count, max(count // most, 1)), *range(max(count - 1, 0), count)})
        halves = [min(round(count * window / 2), place) for place in places]
        means = [_mean(self.values[at - half : at + half + 1]) for at, half in zip(places, halves, strict=True)]
        return Curve([self.steps[place] for place in places], means)


def _mean(values: Sequence[float]) -> float:
    mean = sum(values) / len(values)
    if math.isfinite(mean):
        return mean
    finite = [value for value in values if math.isfinite(value)]
    return sum(finite) / len(finite) if finite else math.nan


def gather(events: Iterable[Progress], curves: dict[str, Curve]) -> None:
    """Add what `events` tell to the `curves`, by name."""
    for event in events:
        for name, value in event.values.items():
            curves.setdefault(name, Curve()).add(event.step, value)


@dataclass(frozen=True)
class Panel:
    """Values that share one pair of axes. `names` are patterns: `validation_*`."""

    title: str
    axis: str  # what the vertical axis shows, with its unit
    names: tuple[str, ...]
    is_loss: bool = False  # worth a logarithmic axis
    is_share: bool = False  # between 0 and 1
    is_exact: bool = False  # not measured: smoothing would falsify it


PANELS = (
    Panel(
        "Losses", "loss", is_loss=True,
        names=(
            *("total", "caption", "symbol", "guided", "focus"),
            *("global", "local", "byol", "barlow", "reconstruction", "match", "area", "entropy"),
        ),
    ),
    Panel("Shares", "share", ("accuracy", "validation_*", "*_share", "*_share_*", "retrieval*"), is_share=True),
    Panel("Deviation of the embeddings", "deviation", ("deviation*",)),
    Panel("Alignment and uniformity", "value", ("alignment*", "uniformity*")),
    Panel("Effective rank", "dimensions", ("effective_rank*",)),
    Panel("Learning rate", "learning rate", ("rate",), is_exact=True),
    Panel("Speed", "samples a second", ("samples_per_second",)),
    Panel("Other values", "value", ("*",)),
)  # fmt: skip


def in_panels(names: Iterable[str]) -> dict[Panel, list[str]]:
    """Each of the `names` in the first panel that takes it; panels without any are left out."""
    grouped: dict[Panel, list[str]] = {panel: [] for panel in PANELS}
    for name in names:
        grouped[next(panel for panel in PANELS if _takes(panel, name))].append(name)
    return {panel: taken for panel, taken in grouped.items() if taken}


def _takes(panel: Panel, name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in panel.names)


def is_logarithmic(panel: Panel, curves: Iterable[Curve]) -> bool:
    """Losses that are all above zero and span more than a factor of ten are told apart on a logarithmic axis."""
    if not panel.is_loss:
        return False
    values = [value for curve in curves for value in curve.finite]
    return bool(values) and min(values) > 0 and max(values) > 10 * min(values)


def is_within_one(panel: Panel, curves: Iterable[Curve]) -> bool:
    """Whether the axis is best the whole way from 0 to 1."""
    return panel.is_share and all(0 <= value <= 1 for curve in curves for value in curve.finite)
