"""What a benchmark is asked and what it answers, and how the answers become a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class Options:
    """What to measure with.

    `data` is a folder or archive of InkML, of which the files below a folder called `within` are used, `limit` at most,
    spread evenly; `model` None means the one that ships. A session with the window lasts `session_minutes`.
    """

    data: Path | None = None
    within: str = ""
    limit: int | None = None
    model: Path | None = None
    session_minutes: float = 10.0


@dataclass(frozen=True)
class Figure:
    """One measured number; `goal` is the largest value that this project is content with, if it has set one."""

    name: str
    value: float
    unit: str
    goal: float | None = None

    @property
    def verdict(self) -> str:
        return "" if self.goal is None else "met" if self.value <= self.goal else "MISSED"


def percentiles(name: str, milliseconds: Sequence[float], goals: dict[float, float | None]) -> list[Figure]:
    """A figure for each percentile in `goals`."""
    return [
        Figure(f"{name}, {_called(percent)}", float(np.percentile(milliseconds, percent)), "ms", goal)
        for percent, goal in goals.items()
    ]


def _called(percent: float) -> str:
    names = {50.0: "median", 100.0: "longest"}
    return names.get(percent, f"{percent:g}th percentile")


def table(figures: Sequence[Figure]) -> str:
    """The figures in columns, as Markdown that is also readable as it is."""
    rows = [("what", "measured", "goal", ""), *(_row(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
    rule = " | ".join("-" * max(width, 3) for width in widths)
    return "\n".join(f"| {line} |" for line in [lines[0], rule, *lines[1:]])


def _row(figure: Figure) -> tuple[str, str, str, str]:
    goal = "" if figure.goal is None else f"≤ {figure.goal:g} {figure.unit}"
    return figure.name, f"{figure.value:.4g} {figure.unit}", goal, figure.verdict
