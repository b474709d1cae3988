"""How long a pipeline would take on this machine, and how much disk: told by a few steps of each stage.

Steps differ in the size of their batches, so what is told is right to about a third.
"""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import torch

from mathnet.recognizer import Recognizer, choose_device
from training.config import Recipe
from training.data.corpus import Corpus
from training.data.split import split
from training.gallery import drawn_for_show
from training.meter import memory
from training.pipeline.running import PREPARE, SHOWINGS, steps_of, trained
from training.pipeline.settings import EVALUATE, Pipeline, recipe_of
from training.pretrain import HELD_OUT
from training.stage import Stage
from training.stages import STAGES, RunOptions

_BATCHES, _LONGEST = 5, 20.0  # the most batches of a stage that are tried, the first one not timed, and seconds
_FORWARD = 1 / 3  # of a step's time, what a batch takes without learning from it
_READ = 4  # expressions
_VALIDATED: dict[str, Callable[[int], int]] = {  # of so many that are held out
    "pretrain": lambda count: min(count, HELD_OUT),
    "attend": lambda _: 0,
    "finetune": lambda count: 2 * count,  # with and without strokes
}
_SMALL = 4 << 20  # bytes of log and gallery of a stage


@dataclass(frozen=True)
class Trial:
    """What a few steps told of a stage."""

    seconds: float  # a step
    state: int  # bytes of the saved state
    memory: float  # MiB of the process


def estimate(pipeline: Pipeline, corpus: Corpus, folder: Path, packing: float) -> dict[str, Any]:
    """Time and disk, ready for JSON; `packing` is how many seconds reading the dataset took."""
    recipe = recipe_of(pipeline, len(corpus))
    if pipeline.threads:
        torch.set_num_threads(pipeline.threads)
    _, held_out = split(corpus, recipe.validation_share, recipe.seed)
    rows: list[dict[str, Any]] = [{"stage": PREPARE, "steps": 1, "seconds": packing}]
    trials = {stage: try_stage(stage, pipeline, corpus, recipe) for stage in trained(pipeline)}
    for stage, trial in trials.items():
        validated = _VALIDATED[stage](len(held_out))
        rows.append({"stage": stage, **_training(trial, steps_of(recipe, stage), validated, recipe)})
    if EVALUATE in pipeline.stages and len(held_out):
        seconds = _reading(pipeline, held_out) * len(held_out)
        rows.append({"stage": EVALUATE, "steps": len(held_out), "seconds": round(seconds, 3)})
    return {"stages": rows, "seconds": round(sum(row["seconds"] for row in rows)), **_taken(trials, corpus, folder)}


def try_stage(stage: str, pipeline: Pipeline, corpus: Corpus, recipe: Recipe) -> Trial:
    """Takes some steps of a stage that starts from chance, in a folder that is thrown away."""
    recipe = replace(_short(recipe), frozen=0)
    with TemporaryDirectory() as folder:
        options = RunOptions(Path(folder), choose_device(pipeline.device), workers=0)
        run: Stage[Any] = STAGES[stage](corpus, recipe, options)
        times: list[float] = []
        began = before = time.monotonic()
        chunk = run.stream()[0]
        drawing = (time.monotonic() - began) / len(chunk)
        for batch in list(chunk.batches())[:_BATCHES]:
            before = time.monotonic()
            run.take_step(run.objective, batch.to(options.device))
            times.append(_now(options.device) - before)
            if time.monotonic() - began > _LONGEST:
                break
        timed = times[1:] or times
        taken = memory(options.device)
        return Trial(drawing + sum(timed) / len(timed), run.state.size, taken.get("memory", 0.0))


def _short(recipe: Recipe) -> Recipe:
    """The recipe with chunks of the few batches that are tried."""

    def shorter(config: Any) -> Any:
        return replace(config, batch=replace(config.batch, chunk=_BATCHES * config.batch.size))

    short: Recipe = shorter(recipe)
    return replace(short, pretrain=shorter(recipe.pretrain), attend=shorter(recipe.attend))


def _now(device: torch.device) -> float:
    """The time when all work so far is done."""
    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.monotonic()


def _training(trial: Trial, steps: int, held_out: int, recipe: Recipe) -> dict[str, Any]:
    """`held_out` is how many expressions go through the network at each validation."""
    validated = min(SHOWINGS, steps) * held_out / recipe.batch.size  # batches
    seconds = trial.seconds * (steps + _FORWARD * validated)
    return {"steps": steps, "seconds_a_step": round(trial.seconds, 3), "seconds": round(seconds, 3)}


def _reading(pipeline: Pipeline, held_out: Corpus) -> float:
    """Seconds an expression, told by the model that ships: an untrained one goes on and on."""
    model = Recognizer.load(device=pipeline.device)
    some = held_out.samples[:: max(len(held_out) // _READ, 1)][:_READ]
    pictures = [(255 * (1 - one.raster[0])).astype("uint8") for one in drawn_for_show(some, model.model.config.raster)]
    began = time.monotonic()
    for picture in pictures:
        model.recognize(picture, pipeline.beam)
    return (time.monotonic() - began) / len(pictures)


def _taken(trials: Mapping[str, Trial], corpus: Corpus, folder: Path) -> dict[str, Any]:
    """Bytes on disk at the most, what is free there, and MiB of memory. A state is there twice as it is saved."""
    states = [trial.state for trial in trials.values()]
    points = sum(stroke.size for sample in corpus.samples for stroke in sample.strokes) * 2
    pictures = sum(sample.picture.size for sample in corpus.samples if sample.picture is not None)
    taken = sum(states) + max(states, default=0) + sum(states) // 4 + _SMALL * len(states) + points + pictures
    there = next(place for place in (folder.resolve(), *folder.resolve().parents) if place.exists())
    most = max((trial.memory for trial in trials.values()), default=0.0)
    return {"bytes": taken, "free_bytes": shutil.disk_usage(there).free, "memory": most}
