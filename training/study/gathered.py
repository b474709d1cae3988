"""What a study has measured so far: a row for each run, test and condition, with all that it takes to trace it."""

from __future__ import annotations

import csv
import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.study.jobs import Job, Place
from training.study.remaining import progress, read_json

FIGURES = ("exprate", "at_most_1", "at_most_2", "at_most_3", "structure_rate", "token_error_rate")


@dataclass(frozen=True)
class Row:
    """Figures of a run on a test under a condition (`kind` "measure" or "robustness"), or of its attention."""

    kind: str  # first word of the job's name
    arm: str  # the run's name where stage 2 was measured, which is no arm's alone
    seed: int
    share: float  # of the captions
    test: str
    condition: str  # "attention" for figures of the attention
    expressions: int
    figures: Mapping[str, float]
    file: str  # with the measurement, below the study's folder, as `run`
    run: str
    recipe: str  # the first twelve digits of the SHA-256 of its file
    training_seconds: float  # of the run, and of the runs that it started from
    measuring_seconds: float
    commit: str
    hardware: str


def gather_rows(jobs: Sequence[Job], place: Place) -> list[Row]:
    """The rows of all measurements that are there."""
    known = {job.name: job for job in jobs}
    return [row for job in jobs if job.stage == "measure" for row in _rows(job, known, place)]


def _rows(job: Job, known: Mapping[str, Job], place: Place) -> Iterator[Row]:
    measured, run = read_json(place.measure(job.name)), known[job.of]
    record = read_json(place.record(job.name))
    conditions: dict[str, dict[str, float]] = {
        name: _flat({key: figures[key] for key in FIGURES if key in figures})
        for name, figures in (measured.get("conditions") or {}).items()
    }
    if attention := _flat(measured.get("attention") or {}):
        conditions["attention"] = attention
    for condition, figures in conditions.items():
        yield Row(
            *(job.name.partition("-")[0], _arm(job, run), job.seed, job.share, job.data, condition),
            *(int(measured.get("expressions") or 0), figures),
            *(
                _below(place.measure(job.name), place),
                _below(place.run(run.name), place),
                _digest(place.recipe(run.name)),
            ),
            *(_trained(run, known, place), float(measured.get("seconds") or 0.0)),
            *(str(record.get("commit", "unknown")), str(record.get("hardware", "unknown"))),
        )


def _arm(job: Job, run: Job) -> str:
    return job.arm if run.stage == "finetune" else run.name.rpartition("-s")[0]


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else "unknown"


def _below(path: Path, place: Place) -> str:
    return path.relative_to(place.root).as_posix()


def _trained(run: Job, known: Mapping[str, Job], place: Place) -> float:
    """Seconds of a run and of those before it, which other arms may have shared."""
    seconds = progress(run, place)[1]
    return seconds + (_trained(known[run.of], known, place) if run.of else 0.0)


def _flat(values: Mapping[str, Any], before: str = "") -> dict[str, float]:
    """Nested figures by their path, `maps.focus.entropy`; of a figure with its interval the mean."""
    flat: dict[str, float] = {}
    for key, value in values.items():
        if isinstance(value, Mapping) and not _is_number(value.get("mean")):
            flat |= _flat(value, f"{before}{key}.")
        elif _is_number(found := value["mean"] if isinstance(value, Mapping) else value):
            flat[before + key] = float(found)
    return flat


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def by_seed(rows: Iterable[Row], figure: str, **wanted: object) -> dict[int, float]:
    """One figure of each seed, of the rows whose fields are as wanted."""
    return {
        row.seed: row.figures[figure]
        for row in rows
        if figure in row.figures and all(getattr(row, name) == value for name, value in wanted.items())
    }


_TRACE = ("file", "run", "recipe", "training_seconds", "measuring_seconds", "commit", "hardware")


def write_csv(rows: Sequence[Row], path: Path) -> Path:
    """Rows of recognition, a column a figure."""
    found = [row for row in rows if row.condition != "attention"]
    head = ("kind", "arm", "seed", "share", "test", "condition", "expressions")
    lines = [
        [*(getattr(row, name) for name in head), *(row.figures.get(name, "") for name in FIGURES), *_traced(row)]
        for row in found
    ]
    return _write(path, [*head, *FIGURES, *_TRACE], lines)


def write_attention_csv(rows: Sequence[Row], path: Path) -> Path:
    """Rows of attention, a column a figure."""
    found, head = [row for row in rows if row.condition == "attention"], ("arm", "seed", "share", "test")
    names = sorted({name for row in found for name in row.figures})
    lines = [
        [*(getattr(row, name) for name in head), *(row.figures.get(name, "") for name in names), *_traced(row)]
        for row in found
    ]
    return _write(path, [*head, *names, *_TRACE], lines)


def _traced(row: Row) -> list[Any]:
    return [getattr(row, name) for name in _TRACE]


def _write(path: Path, head: Sequence[str], lines: Iterable[Sequence[Any]]) -> Path:
    """In one step; a reader never sees half of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    with partial.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *lines])
    os.replace(partial, path)
    return path
