"""A tiny study for tests, and launchers that stand in for child processes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from training.__main__ import main
from training.study.config import Study, load_study
from training.study.jobs import Job, Place, plan
from training.study.launch import Launch

CANVASES = "canvases = [[64, 128], [96, 256], [192, 640]]"
STUDY_TOML = f"""
name = "hand"
seeds = [1, 2]
shares = [1.0, 0.5]
steps = [3, 2]
tests = ["test2014", "test2016"]
robustness_tests = ["test2014"]
beam = 1
[recipe]
validation_share = 0.1
[recipe.model]
width = 32
focus = 8
[recipe.model.encoder]
stem = 8
channels = [16, 24, 32]
blocks = [1, 1, 1]
[recipe.model.decoder]
layers = 2
heads = 4
feedforward = 64
dropout = 0.1
coverage = 8
most_tokens = 20
[recipe.batch]
size = 4
chunk = 4
{CANVASES}
[recipe.optimizer]
warmup = 1
[recipe.pretrain]
hidden = 16
embedding = 8
[recipe.pretrain.batch]
size = 4
chunk = 8
{CANVASES}
[recipe.pretrain.optimizer]
steps = 2
[recipe.attend.batch]
size = 4
chunk = 8
{CANVASES}
[recipe.attend.optimizer]
steps = 2

[[arms]]
name = "scratch"
title = "from scratch"
parts = ["labels", "robustness"]
[[arms]]
name = "paper"
title = "the paper"
objective = "global_local"
schedule = "linear"
parts = ["labels"]
[[comparisons]]
question = "All of it"
arm = "paper"
against = "scratch"
"""
TESTS = ("test2014", "test2016")


def make_study(folder: Path, text: str = STUDY_TOML) -> Study:
    path = folder / "hand.toml"
    path.write_text(text, encoding="utf-8")
    return load_study(str(path))


def jobs_of(folder: Path) -> list[Job]:
    return plan(make_study(folder), (), TESTS)


@dataclass
class Ended:
    """A child that ends after `looks` looks at it."""

    status: int
    looks: int = 0
    ended: list[str] = field(default_factory=list)

    def poll(self) -> int | None:
        self.looks -= 1
        return None if self.looks >= 0 else self.status

    def terminate(self) -> None:
        self.ended.append("terminated")

    def kill(self) -> None:
        self.ended.append("killed")

    def wait(self, timeout: float | None = None) -> int:
        return self.status


class Pretended:
    """Does no job, but leaves its product behind. `fails` and `stops` name jobs that do not."""

    def __init__(self, place: Place, fails: tuple[str, ...] = (), stops: tuple[str, ...] = (), looks: int = 0) -> None:
        self.place, self.fails, self.stops, self.looks = place, fails, stops, looks
        self.begun: list[str] = []
        self.children: list[Ended] = []

    def __call__(self, job: Job, seconds: float | None) -> Ended:
        self.begun.append(job.name)
        if job.name in self.fails:
            self.place.log(job.name).parent.mkdir(parents=True, exist_ok=True)
            self.place.log(job.name).write_bytes(b"step 1\rstep 2\r\nValueError: no ink\n")
        elif job.name not in self.stops and not self.looks:
            leave_product(self.place, job)
        self.children.append(Ended(int(job.name in self.fails), self.looks))
        return self.children[-1]


def leave_product(place: Place, job: Job) -> None:
    path = place.product(job)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"steps": job.steps, "seconds": 2.0 * job.steps}), encoding="utf-8")


class InProcess:
    """Runs jobs as the command line would, one after the other, in this process."""

    def __init__(self, launch: Launch, seconds: Callable[[Job], float | None] = lambda _: None) -> None:
        self.launch, self.seconds = launch, seconds
        self.begun: list[str] = []

    def __call__(self, job: Job, seconds: float | None) -> Ended:
        self.begun.append(job.name)
        words = self.launch.command(job)[4:]
        limit = self.seconds(job)
        return Ended(main(words if limit is None else [*words, "--seconds", str(limit)]))
