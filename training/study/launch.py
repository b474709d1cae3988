"""Starts the jobs of a study as child processes, and keeps two schedulers from working in the same folder."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from training.study.jobs import Job, Place
from training.study.machine import commit

_ROOT = Path(__file__).resolve().parents[2]  # from where `python -m training` finds the packages


class Process(Protocol):
    """What the scheduler asks of a child."""

    def poll(self) -> int | None: ...
    def terminate(self) -> None: ...
    def kill(self) -> None: ...
    def wait(self, timeout: float | None = None) -> int: ...


@dataclass(frozen=True)
class Launch:
    """How children are started; `threads` and `workers` are for each."""

    place: Place
    crohme: Path | None = None
    parts: Mapping[str, Path] = field(default_factory=dict)
    device: str = "cpu"
    threads: int = 1
    workers: int = 0
    lock: int | None = None  # file descriptor that children hold open as long as they live

    def __call__(self, job: Job, seconds: float | None) -> Process:
        """Starts a job that, if it trains, is to stop and save after so many seconds."""
        path, command = self.place.log(job.name), self.command(job, seconds)
        path.parent.mkdir(parents=True, exist_ok=True)
        self.place.product(job).parent.mkdir(parents=True, exist_ok=True)
        with path.open("a", encoding="utf-8") as log:
            log.write(f"# {time.strftime('%Y-%m-%d %H:%M:%S')}, commit {commit()}: {' '.join(command[1:])}\n")
            log.flush()
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                cwd=_ROOT,
                env=self._environment(),
                start_new_session=True,  # Ctrl-C is for the scheduler, which ends its children itself
                pass_fds=() if self.lock is None else (self.lock,),
            )

    def command(self, job: Job, seconds: float | None = None) -> list[str]:
        """The words of the command line."""
        place, python = self.place, [sys.executable, "-u", "-m", "training", job.stage]
        if job.stage == "prepare":
            named = self.parts.get(job.data)
            what = ["--data", str(named)] if named else ["--crohme", str(self.crohme), "--parts", job.data]
            return [*python, *what, "--out", str(place.cache(job.data))]
        cache = ["--cache", str(place.cache(job.data)), "--device", self.device]
        if job.stage == "measure":
            return [*python, "--run", str(place.run(job.of)), *cache, "--out", str(place.measure(job.name)), *job.flags]
        words = ["--recipe", str(place.recipe(job.name)), "--run", str(place.run(job.name)), *cache]
        words += ["--workers", str(self.workers), "--threads", str(self.threads)]
        words += ["--init", str(place.run(job.of))] if job.of else []
        return [*python, *words, *(["--seconds", f"{max(seconds, 1):.0f}"] if seconds is not None else [])]

    def _environment(self) -> dict[str, str]:
        """Threads that wait for work leave the processor to the other children."""
        threads = str(self.threads)
        return {
            **os.environ,
            **{"OMP_NUM_THREADS": threads, "OMP_WAIT_POLICY": "passive", "OPENCV_FOR_THREADS_NUM": threads},
            "PYTHONIOENCODING": "utf-8",
        }


@contextmanager
def alone_in(folder: Path) -> Iterator[int | None]:
    """Holds the folder's lock, and gives its file descriptor for children to hold, too: a scheduler that is killed
    leaves them behind. Raises `ValueError` if it is held. Where there are no such locks (Windows), there is none.
    """
    try:
        import fcntl
    except ImportError:
        yield None
        return
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "lock").open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise ValueError(
                f"{folder} is in use by another `reproduce`, or by what a killed one left running"
            ) from None
        yield file.fileno()
