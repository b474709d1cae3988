"""What a pipeline is to do: the file `pipeline.json` in its folder, read into a frozen dataclass.

It has a recipe and the few settings that matter most, which take the place of what the recipe says.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from mathnet.config import from_dict, to_dict
from training.config import Recipe, load_recipe
from training.data import detect
from training.data.batching import BatchConfig
from training.events import PIPELINE_NAME
from training.loop import OptimizerConfig, write_json
from training.matching import AttendConfig
from training.objectives import PretrainConfig

EVALUATE = "evaluate"
TRAINED = ("pretrain", "attend", "finetune")
FORMATS = ("auto", detect.CROHME, detect.MATHWRITING, detect.HME100K, detect.FOLDER)
_WARMUP = 10  # a warm-up takes no more than one in so many steps

Config = TypeVar("Config", PretrainConfig, AttendConfig, Recipe)


@dataclass(frozen=True)
class Length:
    """How long a stage trains: steps, or passes through the expressions; with neither, as long as the recipe says."""

    steps: int = 0
    epochs: float = 0.0

    def __post_init__(self) -> None:
        if self.steps < 0 or self.epochs < 0 or (self.steps and self.epochs):
            raise ValueError(f"a stage has a number of steps or of epochs, not {self.steps} and {self.epochs:g}")

    def of(self, usual: int, expressions: int, batch: int) -> int:
        """In steps, for so many expressions in batches of a size."""
        return self.steps or math.ceil(self.epochs * expressions / batch) or usual


@dataclass(frozen=True)
class Pipeline:
    """A dataset, the stages and how they train. 0 and an empty text stand for what the recipe says, or the machine."""

    data: str = ""  # folder, archive or packed file, from the pipeline's folder if the path is not absolute
    format: str = "auto"  # one of `FORMATS`
    captions: str = ""  # table of file name <TAB> LaTeX
    within: str = ""  # only files below a folder of this name
    stages: tuple[str, ...] = (*TRAINED, EVALUATE)  # in this order
    recipe: str = "crohme"  # a packaged recipe's name or a file
    pretrain: Length = field(default_factory=Length)
    attend: Length = field(default_factory=Length)
    finetune: Length = field(default_factory=Length)
    batch: int = 0  # expressions a batch, of every stage
    rate: float = 0.0  # learning rate of fine-tuning; those of the other stages change in proportion
    width: int = 0  # of the network
    device: str = "auto"  # auto, cpu or cuda
    threads: int = 0  # of the processor, for training
    workers: int = 1  # processes that draw batches
    beam: int = 5  # of the search in evaluation

    def __post_init__(self) -> None:
        if not self.data:
            raise ValueError(f"{PIPELINE_NAME} names no dataset: set its key data to a folder or an archive")
        if self.format not in FORMATS:
            raise ValueError(f"the format is {self.format!r}, not one of {', '.join(FORMATS)}")
        known = (*TRAINED, EVALUATE)
        if not self.stages or list(self.stages) != [stage for stage in known if stage in self.stages]:
            raise ValueError(f"stages are some of {', '.join(known)} in this order, not {', '.join(self.stages)}")
        if EVALUATE in self.stages and "finetune" not in self.stages:
            raise ValueError("there is nothing to evaluate without the stage finetune")
        if min(self.batch, self.width, self.threads, self.workers, self.rate) < 0 or self.beam < 1:
            raise ValueError("batch, rate, width, threads and workers are not negative, and beam is at least 1")

    def length(self, stage: str) -> Length:
        return {"pretrain": self.pretrain, "attend": self.attend, "finetune": self.finetune}[stage]

    def initial(self, stage: str) -> str:
        """The stage whose parts another one begins with; empty where there is none."""
        earlier = [name for name in TRAINED[: TRAINED.index(stage)] if name in self.stages]
        return earlier[-1] if earlier else ""


def load_pipeline(folder: Path) -> Pipeline:
    """The settings in a folder. Raises `ValueError` that names what is wrong in them."""
    path = folder / PIPELINE_NAME
    try:
        values = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ValueError(f"there is no {PIPELINE_NAME} in {folder}: this is no pipeline") from None
    except ValueError as error:
        raise ValueError(f"{path} is not valid JSON: {error}") from None
    if not isinstance(values, dict):
        raise ValueError(f"{path} holds no table of keys and values")
    return from_dict(Pipeline, values)


def save_pipeline(folder: Path, pipeline: Pipeline) -> None:
    """Writes the settings in one step."""
    folder.mkdir(parents=True, exist_ok=True)
    write_json(folder / PIPELINE_NAME, to_dict(pipeline))


def recipe_of(pipeline: Pipeline, expressions: int) -> Recipe:
    """The recipe with the pipeline's settings, for so many expressions to learn from. Raises `ValueError`."""
    recipe = load_recipe(pipeline.recipe)
    factor = pipeline.rate / recipe.optimizer.peak if pipeline.rate else 1.0
    if pipeline.width:
        recipe = replace(recipe, model=replace(recipe.model, width=pipeline.width))

    def changed(stage: str, config: Config) -> Config:
        batch = _batch(config.batch, pipeline.batch)
        steps = pipeline.length(stage).of(config.optimizer.steps, expressions, batch.size)
        return replace(config, batch=batch, optimizer=_optimizer(config.optimizer, steps, factor))

    first, second = changed("pretrain", recipe.pretrain), changed("attend", recipe.attend)
    return replace(changed("finetune", recipe), pretrain=first, attend=second)


def _batch(batch: BatchConfig, size: int) -> BatchConfig:
    return replace(batch, size=size, chunk=max(batch.chunk, 2 * size)) if size else batch


def _optimizer(config: OptimizerConfig, steps: int, factor: float) -> OptimizerConfig:
    if steps == config.steps:
        return replace(config, peak=config.peak * factor)
    return replace(config, steps=steps, warmup=min(config.warmup, steps // _WARMUP), peak=config.peak * factor)
