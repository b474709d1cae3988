"""A stage of training: one loop for all three. It draws batches, takes steps, writes the log and the state, and goes on
where it stopped, to the same weights.

A stage says what is trained (`objective`, a module that gives losses by name, `total` among them), on what stream, how
it is validated, and what it leaves behind.
"""

from __future__ import annotations

import json
import math
import platform
import time
from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Generic, NoReturn, TypeVar

import cv2
import torch
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import DataLoader, Dataset
from tqdm import tqdm

from mathnet.config import to_dict
from training import parallel
from training.config import Recipe
from training.data.batching import Batch, BatchConfig, Chunk
from training.data.views import ViewBatch
from training.events import Log, Progress
from training.loop import (
    Average,
    OptimizerConfig,
    Rated,
    RunState,
    learning_rate,
    make_optimizer,
    mixed_precision,
    set_learning_rate,
    write_json,
)
from training.transfer import digest, file_digest

Kind = TypeVar("Kind", Batch, ViewBatch)
Losses = dict[str, Tensor]


@dataclass(frozen=True)
class RunOptions:
    """How a run is made. Only what says so, beside the recipe, is part of its result."""

    folder: Path
    device: torch.device
    workers: int = 2
    seconds: float | None = None  # stop and save after so long, to go on later
    initial: Path | None = None  # a run of an earlier stage whose parts this one starts from; part of the result
    bank: Path | None = None  # packed symbols and formulas of composed expressions; part of the result
    formulas: Path | None = None
    log_steps: int = 20
    validate_steps: int = 2000
    save_steps: int = 1000
    save_seconds: float = 120.0  # the state is saved when either has passed


class Stage(ABC, Generic[Kind]):
    """One run. `run` trains to the end or to the time limit and says whether it reached the end."""

    name: ClassVar[str]

    def __init__(self, recipe: Recipe, options: RunOptions, optimizer: OptimizerConfig, batch: BatchConfig) -> None:
        self.recipe, self.options = recipe, options
        self.schedule, self.batch = optimizer, batch
        self.log = Log(options.folder)
        self.began, self.before = time.monotonic(), 0.0

    def prepare(self, objective: nn.Module, kept: nn.Module, parts: list[Rated]) -> None:
        """Takes what is trained, and the module of which an average is kept; called by each stage's `__init__`."""
        self.objective = objective.to(self.options.device)
        self.objective.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.kept = kept
        self.average = Average(kept, self.schedule.average)
        self.optimizer = make_optimizer(parts, self.schedule)
        self.state = RunState({"objective": self.objective}, self.average, self.optimizer)

    @abstractmethod
    def stream(self) -> Dataset[Chunk[Kind]]:
        """The training stream; item k is its k-th chunk."""

    @abstractmethod
    def validate(self) -> dict[str, float]:
        """Figures on held-out ink by name."""

    @abstractmethod
    def export(self) -> None:
        """Writes what the stage leaves behind into the run's folder."""

    def signs(self) -> dict[str, float]:
        """Figures of the last batch by name, for the log: signs of collapse, where a stage could."""
        return {}

    def before_step(self) -> None:
        """Called before each step."""

    def after_step(self) -> None:
        """Called after each step."""

    def run(self) -> bool:
        """Trains from where the run stands. Raises `ValueError` if its folder holds a run of another recipe."""
        self._take_up()
        steps, meter, saved = self.schedule.steps, Meter(), (self.state.step, time.monotonic())
        step = self._several() if parallel.world() > 1 else self.objective
        with tqdm(
            total=steps,
            initial=self.state.step,
            **{"unit": "step", "smoothing": 0.05, "mininterval": 2.0, "desc": self.name, "disable": not self._writes},
        ) as bar:
            for chunk in self._chunks():
                self._train(step, chunk, meter, bar)
                if self._should_save(saved):
                    saved = self._save()
                if self._is_finished or self._time_is_up():
                    break
        self._save()
        if self._writes:
            self.export()
            if self._is_finished:
                self._finish()
        return self._is_finished

    @property
    def _writes(self) -> bool:
        return parallel.rank() == 0

    def _several(self) -> nn.Module:
        """The objective as one of several processes: shared statistics, averaged gradients."""
        parallel.share_batch_norm(self.objective)
        return DistributedDataParallel(self.objective)

    def _take_up(self) -> None:
        """Writes down the recipe, or checks that the folder's run began with the same, and loads its state."""
        path, recipe = self.options.folder / "recipe.json", json.loads(json.dumps(to_dict(self.recipe)))
        start = self._start()
        if path.exists() and json.loads(path.read_text(encoding="utf-8")) != recipe:
            raise ValueError(f"{self.options.folder} holds a run of another recipe: choose a new folder for this one")
        begin = self.options.folder / "start.json"
        if begin.exists() and json.loads(begin.read_text(encoding="utf-8")) != start:
            raise ValueError(f"{self.options.folder} holds a run of another stage or start: choose a new folder")
        if self._writes:
            write_json(path, recipe)
            write_json(begin, start)
        self.state.load(self.options.folder, self.options.device)
        self.began, self.before = time.monotonic(), self.state.seconds

    def _should_save(self, saved: tuple[int, float]) -> bool:
        """Whether enough steps or seconds have passed since a save at a step and a time."""
        waited = time.monotonic() - saved[1] >= self.options.save_seconds
        return waited or self.state.step - saved[0] >= self.options.save_steps

    def _start(self) -> dict[str, str]:
        """What the result depends on besides recipe and corpus."""
        start = {"stage": self.name, "initial": digest(self.options.initial) if self.options.initial else ""}
        files = {"bank": self.options.bank, "formulas": self.options.formulas}
        return start | {name: file_digest(path) for name, path in files.items() if path is not None}

    def _save(self) -> tuple[int, float]:
        """Saves the state, and says at which step and when."""
        self.state.seconds = self._seconds
        if self._writes:
            self.state.save(self.options.folder)
        return self.state.step, time.monotonic()

    def _finish(self) -> None:
        """Says that the run is complete, and what it took."""
        done = {"stage": self.name, "steps": self.state.step, "seconds": round(self.state.seconds, 1)}
        device = torch.cuda.get_device_name() if self.options.device.type == "cuda" else platform.processor() or "CPU"
        threads = torch.get_num_threads()
        write_json(
            self.options.folder / "finished.json",
            {**done, "processes": parallel.world(), "threads": threads, "device": device, "torch": torch.__version__},
        )
        self._plot()

    def _plot(self) -> None:
        """Draws the run's curves, where matplotlib is there."""
        try:
            from training.plots import draw_curves

            draw_curves(self.options.folder)
        except ImportError:
            tqdm.write("matplotlib is not installed: no curves.png; the log has all figures")

    def _train(self, step: nn.Module, chunk: Chunk[Kind], meter: Meter, bar: tqdm[NoReturn]) -> None:
        """One chunk of the stream, or as much of it as there are steps left and as every process has batches."""
        torch.manual_seed(self.recipe.seed + self.state.chunk)  # dropout and masks, too, are the same after a stop
        count = parallel.least(len(chunk), self.options.device)
        for number, batch in enumerate(chunk.batches()):
            if number == count or self._is_finished:
                break
            self._step(step, batch.to(self.options.device), meter)
            bar.update()
            self._report(meter, bar)
        self.state.chunk += 1

    @property
    def _is_finished(self) -> bool:
        return self.state.step >= self.schedule.steps

    @property
    def _seconds(self) -> float:
        return self.before + time.monotonic() - self.began

    def _time_is_up(self) -> bool:
        up = self.options.seconds is not None and time.monotonic() - self.began > self.options.seconds
        return parallel.least(0 if up else 1, self.options.device) == 0

    def _chunks(self) -> Iterator[Chunk[Kind]]:
        """This process's part of the stream from the current step on, drawn by worker processes."""
        left = max(self.schedule.steps - self.state.step, 0)  # a chunk has at least one batch
        begin, others = self.state.chunk * parallel.world() + parallel.rank(), parallel.world()
        loader: DataLoader[Chunk[Kind]] = DataLoader(
            self.stream(),
            batch_size=None,
            sampler=range(begin, begin + left * others, others),
            num_workers=self.options.workers,
            worker_init_fn=_start_worker,
            pin_memory=self.options.device.type == "cuda",
            prefetch_factor=2 if self.options.workers else None,
        )
        return iter(loader)

    def _step(self, step: nn.Module, batch: Kind, meter: Meter) -> None:
        self.objective.train()
        self.before_step()
        set_learning_rate(self.optimizer, learning_rate(self.state.step, self.schedule))
        self.optimizer.zero_grad(set_to_none=True)
        with mixed_precision(self.options.device):
            losses: Losses = step(batch)
        share = len(batch) / self.batch.size  # an expression counts the same in batches of any size
        (losses["total"] * share).backward()  # type: ignore[no-untyped-call]
        meter.add(losses, len(batch) * parallel.world())
        parameters = [parameter for group in self.optimizer.param_groups for parameter in group["params"]]
        torch.nn.utils.clip_grad_norm_(parameters, self.schedule.clip)
        self.optimizer.step()
        self.state.step += 1
        self.after_step()
        self.average.update(self.kept, self.state.step)

    def _report(self, meter: Meter, bar: tqdm[NoReturn]) -> None:
        """Losses and validation figures, every so many steps, to the log and the terminal."""
        step, options = self.state.step, self.options
        if step % options.log_steps == 0 or self._is_finished:
            values = meter.means()
            if not math.isfinite(values["total"]):
                raise ValueError(f"the loss is not a number at step {step}: lower the learning rate or clip harder")
            bar.set_postfix(total=f"{values['total']:.3f}", refresh=False)
            self._write(values | self.signs() | {"rate": learning_rate(step - 1, self.schedule)})
        if self._writes and (step % options.validate_steps == 0 or self._is_finished):
            values = {name: round(value, 5) for name, value in self.validate().items()}
            if values:
                tqdm.write(f"{self.name} {step}: " + ", ".join(f"{name} {value:.4f}" for name, value in values.items()))
                self._write(values)

    def _write(self, values: dict[str, float]) -> None:
        if self._writes:
            self.log.write(Progress(self.name, self.state.step, self.schedule.steps, round(self._seconds, 1), values))


class Meter:
    """Means of losses over steps, and expressions a second; values stay on their device until they are asked for."""

    def __init__(self) -> None:
        self.sums: Losses = {}
        self.count, self.samples, self.began = 0, 0, time.monotonic()

    def add(self, losses: Losses, samples: int) -> None:
        for name, loss in losses.items():
            value = loss.detach()
            self.sums[name] = self.sums[name] + value if name in self.sums else value
        self.count += 1
        self.samples += samples

    def means(self) -> dict[str, float]:
        """The means since the last call."""
        means = {name: round(float(value) / self.count, 5) for name, value in self.sums.items()}
        now = time.monotonic()
        means["samples_per_second"] = round(self.samples / max(now - self.began, 1e-6), 1)
        self.sums, self.count, self.samples, self.began = {}, 0, 0, now
        return means


def _start_worker(_: int) -> None:
    cv2.setNumThreads(0)


def described(recipe: Recipe, steps: int, initial: Path | None) -> dict[str, Any]:
    """What is written beside weights about how they came about."""
    return {"recipe": to_dict(recipe), "steps": steps, **({"initial": digest(initial)} if initial else {})}
