"""A stage of training: one loop for all three, which goes on where it stopped, to the same weights.

A stage says what is trained (`objective`, a module that gives losses by name, `total` among them), on what stream, how
it is validated, what can be seen of it, and what it leaves behind.
"""

from __future__ import annotations

import math
import time
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import ClassVar, Generic, NoReturn, TypeVar

import torch
from torch import nn
from torch.nn.parallel import DistributedDataParallel
from torch.utils.data import Dataset
from tqdm import tqdm

from mathnet.errors import Spoken, SpokenError
from training import parallel
from training.config import Recipe
from training.data.batching import Batch, BatchConfig, Chunk
from training.data.stream import drawn
from training.data.views import ViewBatch
from training.events import Command, Event, Log, Progress, State, Status
from training.exhibits import Moment
from training.gallery import Gallery
from training.loop import (
    Average,
    OptimizerConfig,
    Rated,
    RunState,
    learning_rate,
    make_optimizer,
    mixed_precision,
    set_learning_rate,
)
from training.meter import Losses, Meter, memory
from training.orders import Orders
from training.run_folder import RunOptions, begin, described, finish

__all__ = ["Losses", "RunOptions", "Stage", "described"]

Kind = TypeVar("Kind", Batch, ViewBatch)


class Stage(ABC, Generic[Kind]):
    """One run. `run` trains until the end, the time limit or a command, and says whether it reached the end."""

    name: ClassVar[str]

    def __init__(self, recipe: Recipe, options: RunOptions, optimizer: OptimizerConfig, batch: BatchConfig) -> None:
        self.recipe, self.options = recipe, options
        self.schedule, self.batch = optimizer, batch
        self.log, self.gallery = Log(options.folder), Gallery(options.folder)
        self.orders = Orders([options.folder, *filter(None, [options.within])], options.device)
        self.began, self.before, self.meter = time.monotonic(), 0.0, Meter()

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

    @property
    @abstractmethod
    def expressions(self) -> int:
        """How many there are to learn from: an epoch has as many."""

    @abstractmethod
    def exhibit(self, moment: Moment) -> Iterable[Event]:
        """Puts into the gallery what can be seen of the stage now, and says where; called after each validation."""

    def signs(self) -> dict[str, float]:
        """Figures of the last batch by name, for the log: signs of collapse, where a stage could."""
        return {}

    def before_step(self) -> None:
        """Called before each step."""

    def after_step(self) -> None:
        """Called after each step."""

    def run(self) -> bool:
        """Trains from where the run stands. Raises `ValueError` for a folder with a run of another recipe."""
        self._take_up()
        step = self._several() if parallel.world() > 1 else self.objective
        with tqdm(
            total=self.schedule.steps,
            initial=self.state.step,
            **{"unit": "step", "smoothing": 0.05, "mininterval": 2.0, "desc": self.name, "disable": not self._writes},
        ) as bar:
            for chunk in self._chunks():
                self._train(step, chunk, bar)
                if self._is_over:
                    break
        self._save()
        if self._writes:
            self._leave()
        return self._is_finished

    def _leave(self) -> None:
        """Writes what the run leaves behind, and says how it ended."""
        self.export()
        if self._is_finished:
            done = {"stage": self.name, "steps": self.state.step, "seconds": round(self.state.seconds, 1)}
            finish(self.options.folder, done, self.options.device)
        self.log.write(Status(State.FINISHED) if self._is_finished else Status(State.STOPPED, self._so_far))

    @property
    def _writes(self) -> bool:
        return parallel.rank() == 0

    def _several(self) -> nn.Module:
        """The objective as one of several processes: shared statistics, averaged gradients."""
        parallel.share_batch_norm(self.objective)
        return DistributedDataParallel(self.objective)

    def _take_up(self) -> None:
        begin(self.recipe, self.name, self.options, self._writes)
        self.state.load(self.options.folder, self.options.device)
        self.began, self.before, self.is_told_to_stop = time.monotonic(), self.state.seconds, False
        self.saved, self.meter = (self.state.step, time.monotonic()), Meter()

    def _save_if_due(self) -> None:
        """Saves the state where enough steps or seconds have passed since."""
        steps, seconds = self.state.step - self.saved[0], time.monotonic() - self.saved[1]
        if steps >= self.options.save_steps or seconds >= self.options.save_seconds:
            self._save()

    def _save(self) -> None:
        self.state.seconds = self._seconds
        if self._writes:
            self.state.save(self.options.folder)
        self.saved = self.state.step, time.monotonic()

    def _obey(self) -> None:
        """Does what the run is told, between two steps."""
        told = self.orders.now(self._time_is_up)
        if told == Command.PAUSE:
            self.began += (waited := self.orders.wait(self._save, self._so_far))
            self.meter.pause(waited)
            told = self.orders.now(self._time_is_up)
        self.is_told_to_stop = told == Command.STOP or (told == Command.STOP_AFTER_EPOCH and self._ends_epoch)

    @property
    def _ends_epoch(self) -> bool:
        """Whether the last step completed a pass through the expressions; chunks are counted as a whole."""
        chunk = self.batch.chunk * parallel.world()
        seen = self.state.chunk * chunk
        return not self.state.batch and seen // self.expressions > (seen - chunk) // self.expressions

    def _train(self, step: nn.Module, chunk: Chunk[Kind], bar: tqdm[NoReturn]) -> None:
        """What is left of a chunk of the stream: as many batches as there are steps left and as every process has."""
        count = parallel.least(len(chunk), self.options.device)
        for batch in islice(chunk.batches(), self.state.batch, count):
            torch.manual_seed(self.recipe.seed + self.state.step)  # dropout and masks, too, are the same after a stop
            self.take_step(step, batch.to(self.options.device))
            self.state.count(count)
            bar.update()
            self._report(bar)
            self._save_if_due()
            self._obey()
            if self._is_over:
                break

    @property
    def _is_over(self) -> bool:
        return self._is_finished or self.is_told_to_stop

    @property
    def _is_finished(self) -> bool:
        return self.state.step >= self.schedule.steps

    @property
    def _seconds(self) -> float:
        return self.before + time.monotonic() - self.began

    @property
    def _so_far(self) -> Spoken:
        return Spoken("after step {} of {}", self.state.step, self.schedule.steps)

    @property
    def _time_is_up(self) -> bool:
        return self.options.seconds is not None and time.monotonic() - self.began > self.options.seconds

    def _chunks(self) -> Iterator[Chunk[Kind]]:
        """This process's part of the stream from the current step on, drawn by worker processes."""
        left = max(self.schedule.steps - self.state.step, 0)  # a chunk has at least one batch
        first, others = self.state.chunk * parallel.world() + parallel.rank(), parallel.world()
        numbers = range(first, first + left * others, others)
        return drawn(self.stream(), numbers, self.options.workers, pinned=self.options.device.type == "cuda")

    def take_step(self, step: nn.Module, batch: Kind) -> None:
        """Learns from a batch by `step`, the objective or what stands for it."""
        self.objective.train()
        self.before_step()
        set_learning_rate(self.optimizer, learning_rate(self.state.step, self.schedule))
        self.optimizer.zero_grad(set_to_none=True)
        with mixed_precision(self.options.device):
            losses: Losses = step(batch)
        share = len(batch) / self.batch.size  # an expression counts the same in batches of any size
        (losses["total"] * share).backward()  # type: ignore[no-untyped-call]
        self.meter.add(losses, len(batch) * parallel.world())
        parameters = [parameter for group in self.optimizer.param_groups for parameter in group["params"]]
        torch.nn.utils.clip_grad_norm_(parameters, self.schedule.clip)
        self.optimizer.step()
        self.state.step += 1
        self.after_step()
        self.average.update(self.kept, self.state.step)

    def _report(self, bar: tqdm[NoReturn]) -> None:
        """Losses and validation figures, every so many steps, to the log and the terminal."""
        step, options = self.state.step, self.options
        if step % options.log_steps == 0 or self._is_finished:
            values = self.meter.means()
            if not math.isfinite(values["total"]):
                raise SpokenError("the loss is not a number at step {}: lower the learning rate or clip harder", step)
            bar.set_postfix(total=f"{values['total']:.3f}", refresh=False)
            values["rate"] = learning_rate(step - 1, self.schedule)
            self._write(values | self.signs() | memory(options.device))
        if self._writes and (step % options.validate_steps == 0 or self._is_finished):
            values = {name: round(value, 5) for name, value in self.validate().items()}
            if values:
                tqdm.write(f"{self.name} {step}: " + ", ".join(f"{name} {value:.4f}" for name, value in values.items()))
                self._write(values)
            for event in self.exhibit(Moment(self.gallery, self.name, step)):
                self.log.write(event)
            self.gallery.prune()

    def _write(self, values: dict[str, float]) -> None:
        if self._writes:
            self.log.write(Progress(self.name, self.state.step, self.schedule.steps, round(self._seconds, 1), values))
