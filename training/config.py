"""Recipes: everything a run depends on, read from a TOML file and saved beside the weights that come of it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from importlib import resources
from pathlib import Path

from mathnet.config import ModelConfig, from_dict
from training.augment import AugmentConfig
from training.data.batching import BatchConfig
from training.data.compose import ComposeConfig
from training.losses import LossConfig


@dataclass(frozen=True)
class OptimizerConfig:
    """AdamW with linear warm-up and a cosine to zero; the weights that ship are an exponential moving average."""

    steps: int = 20_000
    warmup: int = 500
    peak: float = 1e-3  # learning rate after warm-up
    decay: float = 0.02  # weight decay of matrices; biases and norms have none
    clip: float = 1.0  # largest gradient norm
    average: float = 0.999  # decay of the moving average

    def __post_init__(self) -> None:
        if self.steps < 1 or self.warmup < 0 or self.peak <= 0 or not 0 <= self.average < 1:
            raise ValueError(f"nothing can be trained with {self}")


@dataclass(frozen=True)
class Recipe:
    """One run of supervised fine-tuning."""

    seed: int = 2026
    validation_share: float = 0.08  # of the expressions with known writers, held out by writer
    model: ModelConfig = field(default_factory=ModelConfig)
    batch: BatchConfig = field(default_factory=BatchConfig)
    augment: AugmentConfig = field(default_factory=AugmentConfig)
    compose: ComposeConfig = field(default_factory=ComposeConfig)
    loss: LossConfig = field(default_factory=LossConfig)
    optimizer: OptimizerConfig = field(default_factory=OptimizerConfig)


def load_recipe(name: str) -> Recipe:
    """A packaged recipe by name, or any TOML file by path. Raises `ValueError` that names what is wrong."""
    path = Path(name)
    packaged = resources.files("training") / "recipes" / f"{name}.toml"
    source = path if path.suffix == ".toml" else packaged
    if not source.is_file():
        known = sorted(Path(str(entry)).stem for entry in (resources.files("training") / "recipes").iterdir())
        raise ValueError(f"there is no recipe {name!r}: give a .toml file or one of {', '.join(known)}")
    try:
        return from_dict(Recipe, tomllib.loads(source.read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"recipe {name!r} is not valid TOML: {error}") from None
