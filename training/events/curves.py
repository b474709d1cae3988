"""The curves of a run: which values belong into one panel, and the values over the steps, whole and smoothed."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from training.events.kinds import Event, Progress


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


def gather(events: Iterable[Event], curves: dict[str, Curve]) -> None:
    """Add what `events` tell of progress to the `curves`, by name."""
    for event in (event for event in events if isinstance(event, Progress)):
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
    Panel("Memory", "MiB", ("memory", "memory_*"), is_exact=True),
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
