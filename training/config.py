"""Recipes: everything a run depends on, read from a TOML file and saved beside the weights that come of it."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from mathnet.config import ModelConfig, from_dict
from training.augment import AugmentConfig
from training.data.batching import BatchConfig
from training.data.compose import ComposeConfig
from training.loop import OptimizerConfig
from training.losses import LossConfig
from training.matching import AttendConfig
from training.objectives import PretrainConfig


@dataclass(frozen=True)
class Recipe:
    """One model: what each of the three stages does. The tables `pretrain` and `attend` hold stages 1 and 2, the rest
    is stage 3 and what the stages share."""

    seed: int = 2026
    validation_share: float = 0.08  # of the expressions with known writers, held out by writer
    labels: float = 1.0  # share of the training captions that fine-tuning may read, drawn by the seed
    frozen: int = 0  # of the encoder's three stages, the finest first, that fine-tuning keeps as `--init` has them
    model: ModelConfig = field(default_factory=ModelConfig)
    batch: BatchConfig = field(default_factory=BatchConfig)
    augment: AugmentConfig = field(default_factory=AugmentConfig)
    compose: ComposeConfig = field(default_factory=ComposeConfig)
    loss: LossConfig = field(default_factory=LossConfig)
    optimizer: OptimizerConfig = field(default_factory=OptimizerConfig)
    pretrain: PretrainConfig = field(default_factory=PretrainConfig)
    attend: AttendConfig = field(default_factory=AttendConfig)

    def __post_init__(self) -> None:
        if not 0 < self.labels <= 1 or not 0 <= self.validation_share < 1:
            raise ValueError(f"shares lie between 0 and 1: labels {self.labels}, validation {self.validation_share}")
        if not 0 <= self.frozen <= len(self.model.encoder.blocks):
            raise ValueError(f"the encoder has {len(self.model.encoder.blocks)} stages, {self.frozen} cannot be frozen")


def load_recipe(name: str) -> Recipe:
    """A packaged recipe by name, or a file by path: TOML, or the `recipe.json` of a run.

    Raises `ValueError` that names what is wrong.
    """
    path = Path(name)
    packaged = resources.files("training") / "recipes" / f"{name}.toml"
    source = path if path.suffix in {".toml", ".json"} else packaged
    if not source.is_file():
        known = sorted(Path(str(entry)).stem for entry in (resources.files("training") / "recipes").iterdir())
        raise ValueError(f"there is no recipe {name!r}: give a .toml or .json file or one of {', '.join(known)}")
    text = source.read_text(encoding="utf-8")
    try:
        values = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (tomllib.TOMLDecodeError, json.JSONDecodeError) as error:
        raise ValueError(f"recipe {name!r} is not valid {path.suffix[1:].upper() or 'TOML'}: {error}") from None
    return from_dict(Recipe, values)
