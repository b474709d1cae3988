"""`python -m training reproduce`: the whole comparison from CROHME alone, and its report.

Everything lies in one folder: packed corpora, recipes, runs, logs, measurements and `results/`. The same command goes
on where it stopped.
"""

from __future__ import annotations

import json
import os
import signal
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from mathnet.config import to_dict
from mathnet.recognizer import choose_device
from training.loop import write_json
from training.study.config import Study, load_study
from training.study.jobs import TRAIN, Job, Place, plan
from training.study.launch import Launch, alone_in
from training.study.report import write_report
from training.study.scheduler import Limits, Scheduler

_MOST_WORKERS = 12  # that draw batches for one GPU


@dataclass(frozen=True)
class ReproduceOptions:
    """The command line. `crohme` or `parts` are needed until the ink is packed."""

    recipe: str  # a packaged study's name or a TOML file
    out: Path
    crohme: Path | None = None  # a folder with tables of canonical captions
    parts: Mapping[str, Path] = field(default_factory=dict)  # what else `prepare --data` reads, as train or a test
    jobs: int | None = None  # children at once; none: one a core, or one if there is a GPU
    device: str = "auto"
    seconds: float | None = None
    only: tuple[str, ...] = ()  # arms
    report: bool = False  # write the report from what is there, and run nothing
    grace: float = 120.0  # seconds after `seconds` before children are ended


def reproduce_command(options: ReproduceOptions) -> int:
    """Runs what is still to be done, then writes the report.

    Returns 0, also if time was up before the end; 1 if jobs failed; 130 after Ctrl-C. Raises `ValueError` for wrong
    use, and if the folder holds another study.
    """
    study, place = load_study(options.recipe), Place(options.out.resolve())
    study.chosen(options.only)
    if options.report:
        return _report(study, place)
    with alone_in(place.root) as lock, _termination_as_interrupt():
        jobs = plan(study, options.only, found_tests(study, place, options))
        write_recipes(jobs, place)
        write_json(place.root / "study.json", to_dict(study))
        scheduler = _scheduler(options, place, jobs, lock)
        try:
            scheduler.run()
        except KeyboardInterrupt:
            print("interrupted; the same command goes on from here", flush=True)
            return 130
    _report(study, place)
    return 1 if scheduler.failed else 0


def _scheduler(options: ReproduceOptions, place: Place, jobs: Sequence[Job], lock: int | None) -> Scheduler:
    device, cores = choose_device(options.device).type, os.cpu_count() or 1
    at_once = options.jobs or (1 if device == "cuda" else cores)
    if at_once < 1:
        raise ValueError(f"--jobs is {at_once}: at least one child process is needed")
    share = max(cores // at_once, 1)  # of the cores, for each
    threads, workers = (1, min(share - 1, _MOST_WORKERS)) if device == "cuda" else (share, 0)
    crohme = options.crohme.resolve() if options.crohme else None
    parts = {name: path.resolve() for name, path in options.parts.items()}
    launch = Launch(place, crohme, parts, device, threads, workers, lock)
    limits = Limits(at_once, options.seconds, options.grace)
    return Scheduler(jobs, place, launch, limits, device, say=lambda line: print(line, flush=True))


def found_tests(study: Study, place: Place, options: ReproduceOptions) -> tuple[str, ...]:
    """The study's tests that are packed already or whose ink is named; says which are not.

    Raises `ValueError` if there is nothing to train on or no test at all, and for a part that the study lacks.
    """
    known = (TRAIN, *study.tests)
    if unknown := [name for name in options.parts if name not in known]:
        raise ValueError(f"the study has no part {unknown[0]!r}: there are {', '.join(known)}")
    named = {part for part in known if part in options.parts or _captions(options.crohme, part)}
    there = named | {part for part in known if place.cache(part).is_file()}
    if TRAIN not in there or len(there) == 1:
        raise ValueError(
            f"nothing to train on, or no test: --crohme names a folder with train.tsv, {study.tests[0]}.tsv and ink, "
            f"or --part train=PATH and --part {study.tests[0]}=PATH name what `prepare --data` reads"
        )
    if missing := [test for test in study.tests if test not in there]:
        print(f"not measured, since no ink is named for it: {', '.join(missing)}", flush=True)
    return tuple(test for test in study.tests if test in there)


def _captions(crohme: Path | None, part: str) -> bool:
    return crohme is not None and (crohme / f"{part}.tsv").is_file()


def write_recipes(jobs: Sequence[Job], place: Place) -> None:
    """Writes each training job's recipe. Raises `ValueError`, before any is written, if another one is there."""
    recipes = {place.recipe(job.name): job.recipe for job in jobs if job.recipe is not None}
    for path, recipe in recipes.items():
        if path.is_file() and json.loads(path.read_text(encoding="utf-8")) != json.loads(json.dumps(to_dict(recipe))):
            raise ValueError(f"{path} is of another study: choose a new folder, or go on with that study's recipe")
    for path, recipe in recipes.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_json(path, to_dict(recipe))


def _report(study: Study, place: Place) -> int:
    tests = [test for test in study.tests if place.cache(test).is_file()] or study.tests
    print(f"report: {write_report(study, plan(study, (), tests), place)}", flush=True)
    return 0


@contextmanager
def _termination_as_interrupt() -> Iterator[None]:
    """A request to end the scheduler ends its children, too. Signals can be caught in the main thread only."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
