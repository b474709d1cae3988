"""Stage 3, supervised fine-tuning: ink and captions to a model that writes LaTeX.

`python -m training finetune --recipe NAME --cache FILE --run FOLDER`. Goes on where it stopped; the moving average of
the weights is what becomes `model.safetensors`.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import NoReturn

import cv2
import torch
from torch import Tensor
from torch.utils.data import DataLoader
from tqdm import tqdm

from mathnet.checkpoint import save_model
from mathnet.config import to_dict
from mathnet.model import Model
from mathnet.vocabulary import Vocabulary
from training.config import Recipe
from training.data.batching import Batch, Chunk, collate, draw_sample
from training.data.compose import Composer
from training.data.corpus import Corpus
from training.data.split import split
from training.data.stream import Chunks
from training.events import Log, Progress
from training.loop import Average, RunState, learning_rate, make_optimizer, write_json
from training.losses import Losses, SymbolHead, reading_directions, step_losses

STAGE = "finetune"


@dataclass(frozen=True)
class RunOptions:
    """What a run may differ in without changing its result, time limits apart."""

    folder: Path
    device: torch.device
    workers: int = 2
    seconds: float | None = None  # stop and save after so long, to go on later
    log_steps: int = 20
    validate_steps: int = 2000
    save_steps: int = 1000


class Finetune:
    """One run. `run` trains to the end or to the time limit and says whether it reached the end."""

    def __init__(self, corpus: Corpus, recipe: Recipe, options: RunOptions) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe, self.options = recipe, options
        self.vocabulary = Vocabulary(corpus.vocabulary)
        self.training, self.validation = split(corpus, recipe.validation_share, recipe.seed)
        if not len(self.training):
            raise ValueError("nothing is left to train on: all ink is of held-out writers, lower validation_share")
        self.model = Model(recipe.model, len(self.vocabulary)).to(options.device)
        self.model.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.head = SymbolHead(recipe.model.width, len(self.vocabulary)).to(options.device)
        self.average = Average(self.model, recipe.optimizer.average)
        self.optimizer = make_optimizer([self.model, self.head], recipe.optimizer, options.device)
        self.state = RunState({"model": self.model, "head": self.head}, self.average, self.optimizer)
        self.log = Log(options.folder)
        self.held_out: list[Batch] = []
        self.began = time.monotonic()

    def run(self) -> bool:
        """Trains from where the run stands. Raises `ValueError` if its folder holds a run of another recipe."""
        self._take_up()
        steps, meter, saved = self.recipe.optimizer.steps, Meter(), self.state.step
        with tqdm(total=steps, initial=self.state.step, unit="step", smoothing=0.05, mininterval=2.0) as bar:
            for chunk in self._chunks():
                self._train(chunk, meter, bar)
                if self.state.step - saved >= self.options.save_steps:
                    self.state.save(self.options.folder)
                    saved = self.state.step
                if self._is_finished or self._time_is_up:
                    break
        self.state.save(self.options.folder)
        self.export()
        return self._is_finished

    def _take_up(self) -> None:
        """Writes down the recipe, or checks that the folder's run began with the same, and loads its state."""
        self.began = time.monotonic()
        path, recipe = self.options.folder / "recipe.json", json.loads(json.dumps(to_dict(self.recipe)))
        if path.exists() and json.loads(path.read_text(encoding="utf-8")) != recipe:
            raise ValueError(f"{self.options.folder} holds a run of another recipe: choose a new folder for this one")
        write_json(path, recipe)
        self.state.load(self.options.folder, self.options.device)

    def _train(self, chunk: Chunk, meter: Meter, bar: tqdm[NoReturn]) -> None:
        """One chunk of the stream, or as much of it as there are steps left."""
        torch.manual_seed(self.recipe.seed + self.state.chunk)  # dropout, too, is the same after a stop
        for batch in chunk.batches():
            self._step(batch.to(self.options.device), meter)
            bar.update()
            self._report(meter, bar)
            if self._is_finished:
                break
        self.state.chunk += 1

    @property
    def _is_finished(self) -> bool:
        return self.state.step >= self.recipe.optimizer.steps

    @property
    def _time_is_up(self) -> bool:
        return self.options.seconds is not None and time.monotonic() - self.began > self.options.seconds

    def _chunks(self) -> Iterator[Chunk]:
        """The stream from the current step on, drawn by worker processes."""
        recipe = self.recipe
        composer = Composer(self.training.samples, self.vocabulary, recipe.compose)
        chunks = Chunks(composer, self.vocabulary, recipe.model.raster, recipe.augment, recipe.batch, recipe.seed)
        left = recipe.optimizer.steps - self.state.step  # a chunk has at least one batch
        order = range(self.state.chunk, self.state.chunk + max(left, 0))
        loader: DataLoader[Chunk] = DataLoader(
            chunks,
            batch_size=None,
            sampler=order,
            num_workers=self.options.workers,
            worker_init_fn=_start_worker,
            pin_memory=self.options.device.type == "cuda",
            prefetch_factor=2 if self.options.workers else None,
        )
        return iter(loader)

    def _step(self, batch: Batch, meter: Meter) -> None:
        self.model.train()
        for group in self.optimizer.param_groups:
            group["lr"] = learning_rate(self.state.step, self.recipe.optimizer)
        self.optimizer.zero_grad(set_to_none=True)
        with torch.autocast(self.options.device.type, torch.bfloat16):
            losses = step_losses(self.model, self.head, batch, self.vocabulary, self.recipe.loss)
        share = len(batch.tokens) / self.recipe.batch.size  # an expression counts the same in batches of any size
        (losses.total * share).backward()  # type: ignore[no-untyped-call]
        meter.add(losses)
        parameters = [parameter for group in self.optimizer.param_groups for parameter in group["params"]]
        torch.nn.utils.clip_grad_norm_(parameters, self.recipe.optimizer.clip)
        self.optimizer.step()
        self.state.step += 1
        self.average.update(self.model, self.state.step)

    def _report(self, meter: Meter, bar: tqdm[NoReturn]) -> None:
        """Losses and validation figures, every so many steps, to the log and the terminal."""
        step, options = self.state.step, self.options
        if step % options.log_steps == 0:
            values = meter.means()
            if not math.isfinite(values["total"]):
                raise ValueError(f"the loss is not a number at step {step}: lower the learning rate or clip harder")
            bar.set_postfix(caption=f"{values['caption']:.3f}", accuracy=f"{values['accuracy']:.4f}")
            self._write(values)
        if step % options.validate_steps == 0 or self._is_finished:
            values = self.validate()
            tqdm.write(f"step {step}: " + ", ".join(f"{name} {value:.4f}" for name, value in values.items()))
            self._write(values)

    def _write(self, values: dict[str, float]) -> None:
        seconds = round(time.monotonic() - self.began, 1)
        self.log.write(Progress(STAGE, self.state.step, self.recipe.optimizer.steps, seconds, values))

    def averaged(self) -> Model:
        """A copy of the model with the averaged weights, ready to read."""
        model = Model(self.recipe.model, len(self.vocabulary)).to(self.options.device)
        self.average.copy_to(model)
        return model.eval()

    @torch.inference_mode()
    def validate(self) -> dict[str, float]:
        """Share of validation captions that greedy decoding would get right, by direction and with strokes withheld.

        Nothing where no ink is held out.
        """
        if not len(self.validation):
            return {}
        model, right = self.averaged(), torch.zeros(4)
        if not self.held_out:
            self.held_out = list(validation_batches(self.validation, self.recipe, self.vocabulary))
        for batch in (held_out.to(self.options.device) for held_out in self.held_out):
            for row, strokes in enumerate((True, False)):
                right[2 * row : 2 * row + 2] += greedy_matches(model, batch, self.vocabulary, strokes).cpu()
        names = ("forward", "backward", "forward_picture", "backward_picture")
        return {
            f"validation_{name}": float(value) / len(self.validation) for name, value in zip(names, right, strict=True)
        }

    def export(self) -> None:
        """Writes the averaged model as `model.safetensors` and `model.json` into the run's folder."""
        training = {"recipe": to_dict(self.recipe), "steps": self.state.step}
        save_model(self.averaged(), self.vocabulary, self.options.folder / "model", training)


def greedy_matches(model: Model, batch: Batch, vocabulary: Vocabulary, strokes: bool) -> Tensor:
    """How many captions of a batch are right in each direction.

    Greedy decoding writes the caption exactly if, given the caption so far, each next token is the likeliest: so one
    pass of teacher forcing counts what step-by-step decoding without a grammar would find. Shapes: (2,).
    """
    raster = batch.raster()
    if not strokes:
        raster = torch.cat([raster[:, :1], torch.zeros_like(raster[:, 1:])], dim=1)
    lengths = (batch.tokens != vocabulary.pad).sum(1, keepdim=True)
    tokens = reading_directions(batch.tokens, lengths)
    with torch.autocast(raster.device.type, torch.bfloat16):
        logits, _ = model(model.encode(raster, batch.valid), tokens[:, :-1])
    targets = tokens[:, 1:]
    same = (logits.argmax(2) == targets) | (targets == vocabulary.pad)
    right: Tensor = same.all(1).view(2, -1).sum(1)
    return right.float()


def validation_batches(corpus: Corpus, recipe: Recipe, vocabulary: Vocabulary) -> Iterator[Batch]:
    """The validation part as it stands: no augmentation, sorted by size."""
    samples = sorted(corpus.samples, key=lambda sample: sample.extent)
    for at in range(0, len(samples), recipe.batch.size):
        group = samples[at : at + recipe.batch.size]
        raster = recipe.model.raster
        yield collate([draw_sample(sample, 1.0, raster, raster.thickness) for sample in group], vocabulary)


class Meter:
    """Means of losses over steps; values stay on their device until they are asked for."""

    def __init__(self) -> None:
        self.sums: dict[str, Tensor] = {}
        self.count = 0

    def add(self, losses: Losses) -> None:
        for entry in fields(losses):
            value = getattr(losses, entry.name).detach()
            self.sums[entry.name] = self.sums[entry.name] + value if entry.name in self.sums else value
        self.count += 1

    def means(self) -> dict[str, float]:
        """The means since the last call."""
        means = {name: round(float(value) / self.count, 5) for name, value in self.sums.items()}
        self.sums, self.count = {}, 0
        return means


def _start_worker(_: int) -> None:
    cv2.setNumThreads(0)
