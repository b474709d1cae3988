"""How long the jobs of a study will still take, judged by those that have run: seconds a step, seconds a measuring."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from training.events import read_log
from training.study.jobs import Job, Place


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object; empty if there is no such file, or none of ours."""
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return values if isinstance(values, dict) else {}


def seconds_left(jobs: Sequence[Job], place: Place, at_once: int) -> tuple[float, bool]:
    """Seconds until all are done with so many at once, and whether each kind of job has been seen already."""
    spent = [(job, *progress(job, place)) for job in jobs]
    rates = _rates(spent)
    left = [(job, job.steps - steps) for job, steps, _ in spent if steps < job.steps]
    known = [rates[_kind(job)] * steps for job, steps in left if _kind(job) in rates]
    return sum(known) / max(at_once, 1), len(known) == len(left)


def progress(job: Job, place: Place) -> tuple[int, float]:
    """Steps done and seconds they took; a job that does not train has one step."""
    if not job.trains:
        done = place.is_done(job)
        return int(done), float(read_json(place.record(job.name)).get("seconds", 0.0)) if done else 0.0
    finished = read_json(place.run(job.name) / "finished.json")
    if finished:
        return int(finished["steps"]), float(finished["seconds"])
    last = max(read_log(place.run(job.name)), key=lambda event: event.step, default=None)
    return (last.step, last.seconds) if last else (0, 0.0)


def _rates(spent: Iterable[tuple[Job, int, float]]) -> dict[tuple[str, str], float]:
    """Seconds a step of each kind of job of which something is known."""
    steps: dict[tuple[str, str], float] = defaultdict(float)
    seconds: dict[tuple[str, str], float] = defaultdict(float)
    for job, done, took in spent:
        if took:
            steps[_kind(job)] += done
            seconds[_kind(job)] += took
    return {kind: seconds[kind] / steps[kind] for kind in steps if steps[kind]}


def _kind(job: Job) -> tuple[str, str]:
    """Jobs of one kind take about as long, each of their steps."""
    return job.name.partition("-")[0], "" if job.trains else job.data


def spoken(seconds: float) -> str:
    """A length of time, as short as it can be said."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 90 * 60 else f"{seconds / 3600:.1f} h"
