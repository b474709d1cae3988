"""Runs the jobs of a study side by side: those that can run now, most worth first; what is done stays done.

A job that fails is reported and holds up only those that need it. Time that is up is told to training jobs beforehand,
so that they save and stop; whatever has not stopped some time later is ended, and goes on from its last save next time.
"""

from __future__ import annotations

import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from training.loop import write_json
from training.study.jobs import Job, Place
from training.study.launch import Process
from training.study.machine import commit, machine
from training.study.remaining import seconds_left, spoken

_LAST_LINES = 8  # of a failed job's log


@dataclass(frozen=True)
class Limits:
    """How much at once, and how long."""

    jobs: int = 1
    seconds: float | None = None  # start nothing after so long, and have all stop
    grace: float = 120.0  # seconds that they get for it
    pause: float = 0.3  # seconds between two looks at the children


@dataclass(frozen=True)
class _Child:
    job: Job
    process: Process
    began: float


class Scheduler:
    """One sitting. After `run`: `done`, `failed` and `blocked` hold names of jobs."""

    def __init__(
        self,
        jobs: Sequence[Job],
        place: Place,
        launch: Callable[[Job, float | None], Process],
        limits: Limits,
        device: str = "cpu",
        say: Callable[[str], None] = print,
    ) -> None:
        self.jobs, self.place, self.launch, self.limits = jobs, place, launch, limits
        self.device, self.say = device, say
        self.done = {job.name for job in jobs if place.is_done(job)}
        self.failed: set[str] = set()
        self.blocked: set[str] = set()
        self.waiting = [job for job in jobs if job.name not in self.done]
        self.running: list[_Child] = []
        self.began = time.monotonic()

    def run(self) -> bool:
        """Works until all is done, nothing more can run, or time is up. Returns whether all is done."""
        self.say(f"{len(self.jobs)} jobs, {len(self.done)} of them done; {self.limits.jobs} at once")
        try:
            while self.running or self._can_start():
                self._start()
                if not self._collect():
                    time.sleep(self.limits.pause)
                if self.running and self._left(self.limits.grace) <= 0:
                    self.say("time is up: " + ", ".join(child.job.name for child in self.running) + " ended")
                    break
        finally:
            self._end()
        self._sum_up()
        return len(self.done) == len(self.jobs)

    def _sum_up(self) -> None:
        if self.failed:
            self.say(f"failed: {', '.join(sorted(self.failed))}; {len(self.blocked)} jobs that need them did not run")
        if len(self.done) < len(self.jobs):
            self.say(f"{len(self.done)} of {len(self.jobs)} jobs are done; the same command goes on from here")

    def _left(self, more: float = 0.0) -> float:
        """Seconds until the limit and `more`."""
        limit = self.limits.seconds
        return float("inf") if limit is None else limit + more - (time.monotonic() - self.began)

    def _ready(self) -> Job | None:
        """The first that lacks nothing."""
        return next((job for job in self.waiting if self.done.issuperset(job.needs)), None)

    def _can_start(self) -> bool:
        return self._left() > 0 and self._ready() is not None

    def _start(self) -> None:
        while len(self.running) < self.limits.jobs and self._can_start():
            job = self._ready()
            assert job is not None
            self.waiting.remove(job)
            seconds = None if self.limits.seconds is None else self._left()
            self.running.append(_Child(job, self.launch(job, seconds), time.monotonic()))
            self.say(f"{self._count()} {job.name}: begins")

    def _collect(self) -> bool:
        """Takes leave of the children that have ended; whether there were any."""
        ended = [(child, status) for child in self.running if (status := child.process.poll()) is not None]
        for child, status in ended:
            self.running.remove(child)
            took = time.monotonic() - child.began
            if status == 0 and self.place.is_done(child.job):
                self._note(child.job, took)
                self.done.add(child.job.name)
                self.say(f"{self._count()} {child.job.name}: done in {spoken(took)}{self._outlook()}")
            elif status == 0 and child.job.trains and self.limits.seconds is not None:
                self.say(f"{self._count()} {child.job.name}: stopped after {spoken(took)}, to go on later")
            else:
                self._fail(child.job, status)
        return bool(ended)

    def _note(self, job: Job, seconds: float) -> None:
        path = self.place.record(job.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_json(path, {"seconds": round(seconds, 1), "commit": commit(), **machine(self.device)})

    def _fail(self, job: Job, status: int) -> None:
        self.failed.add(job.name)
        lost: set[str] = {job.name}
        for other in self.waiting:  # each stands behind those that it needs
            if lost.intersection(other.needs):
                lost.add(other.name)
        self.blocked |= lost - {job.name}
        self.waiting = [other for other in self.waiting if other.name not in lost]
        path = self.place.log(job.name)
        self.say(f"{self._count()} {job.name}: FAILED with status {status}; {len(lost) - 1} jobs need it. From {path}:")
        for line in last_lines(path.read_bytes() if path.exists() else b""):
            self.say(f"    {line}")

    def _end(self) -> None:
        """Ends the children that still run."""
        for child in self.running:
            child.process.terminate()
        for child in self.running:
            try:
                child.process.wait(10)
            except subprocess.TimeoutExpired:
                child.process.kill()
        self.running.clear()

    def _count(self) -> str:
        return f"[{len(self.done)}/{len(self.jobs)}]"

    def _outlook(self) -> str:
        """How long the rest takes, as far as can be told."""
        lost = self.failed | self.blocked
        left, known = seconds_left([job for job in self.jobs if job.name not in lost], self.place, self.limits.jobs)
        return f"; {'about' if known else 'more than'} {spoken(left)} left" if left else ""


def last_lines(log: bytes) -> list[str]:
    """The end of a log; of a progress bar, which overwrites its line, the last state counts."""
    lines = [line.rstrip("\r").rpartition("\r")[2].rstrip() for line in log.decode("utf-8", "replace").split("\n")]
    return [line for line in lines if line][-_LAST_LINES:]
