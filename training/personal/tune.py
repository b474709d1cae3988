"""Tune: the training of a personal update, a stage on the loop that all stages share.

What is saved, averaged and resumed is the update alone. Where time is up before the last step, the run ends with what
it has learned.
"""

from __future__ import annotations

import ctypes
import sys
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass

import torch
from torch import nn
from torch.utils.data import Dataset

from mathnet.checkpoint import load_model, read_card, save_model
from mathnet.config import to_dict
from mathnet.model import Model
from training.config import Recipe
from training.data.batching import Batch, Chunk
from training.data.compose import Composer
from training.data.sample import Sample
from training.events import Event
from training.exhibits import Moment, readings
from training.gallery import chosen, drawn_for_show
from training.loop import Average, Rated, RunState, write_json
from training.personal.config import PersonalConfig
from training.personal.lessons import Draws, Lessons
from training.personal.objective import Tuning
from training.personal.update import close_update, open_update
from training.run_folder import RunOptions
from training.stage import Stage
from training.transfer import digest

TRAINED = "trained.json"  # in the run's folder once training is over
MODEL, NAME = "model", "personal"


@dataclass(frozen=True)
class Material:
    """What is learned from: corrections, a source of formulas in their hand, replay; and what is shown on the way."""

    taught: list[Sample]
    hand: Draws | None
    replays: list[Draws]
    shown: list[Sample]


class Tune(Stage[Batch]):
    """`options.initial` is the model it begins with; it leaves `model.safetensors` and `trained.json`."""

    name = NAME

    def __init__(
        self, recipe: Recipe, options: RunOptions, config: PersonalConfig, material: Material, seconds: float
    ) -> None:
        """`seconds` is what training may take, over all sittings."""
        super().__init__(recipe, options, recipe.optimizer, recipe.batch)
        self.config, self.material, self.seconds = config, material, seconds
        torch.manual_seed(recipe.seed)
        model, self.vocabulary = load_model(options.initial)
        teacher, _ = load_model(options.initial)
        self.trained = open_update(model, config.update)
        tuning = Tuning(model, teacher.to(options.device), self.vocabulary, config.mix, config.smoothing)
        self.prepare(tuning, self.trained, [(self.trained.parameters(), 1.0)])
        self.shown = drawn_for_show(chosen(material.shown), recipe.model.raster)

    def prepare(self, objective: nn.Module, kept: nn.Module, parts: list[Rated]) -> None:
        """Of a run's state the update alone is saved: all else is in the model that it begins with."""
        super().prepare(objective, kept, parts)
        self.state = RunState({"trained": kept}, self.average, self.optimizer)

    def stream(self) -> Dataset[Chunk[Batch]]:
        recipe, material = self.recipe, self.material
        composer = Composer(material.taught, self.vocabulary, recipe.compose)
        plain = (composer, self.vocabulary, recipe.model.raster, recipe.augment, recipe.batch, recipe.seed)
        return Lessons(*plain, material.hand, material.replays, self.config.mix)

    def after_step(self) -> None:
        """Batches of all shapes leave pieces of memory that the C library would keep: a gigabyte in some minutes."""
        give_back()

    @property
    def expressions(self) -> int:
        return len(self.material.taught)

    def exhibit(self, moment: Moment) -> Iterable[Event]:
        """What it reads in some of the corrections that are held back."""
        return readings(moment, self.learned(1.0).to(self.options.device), self.shown, self.vocabulary)

    def validate(self) -> dict[str, float]:
        """Nothing: what is held back is for the judgement."""
        return {}

    def learned(self, share: float) -> Model:
        """A model of plain weights: the averaged update, or a share of it, on the model it began with."""
        model, _ = load_model(self.options.initial)
        before = {name: value.clone() for name, value in model.state_dict().items()}
        average: Average = self.average
        average.copy_to(open_update(model, self.config.update))
        return close_update(model, before, share).eval()

    def export(self) -> None:
        """Writes the model, its card as that of the model it began with."""
        folder, card = self.options.folder, read_card(self.options.initial)
        begun = digest(self.options.initial) if self.options.initial else ""
        learned = {"from": begun, "corrections": self.expressions, "steps": self.state.step}
        training = {**card.get("training", {}), NAME: {**learned, "config": to_dict(self.config)}}
        save_model(self.learned(self.config.update.share), self.vocabulary, folder / MODEL, training)
        write_json(folder / f"{MODEL}.json", card | read_card(folder / MODEL))
        write_json(folder / TRAINED, {"steps": self.state.step, "seconds": round(self._seconds, 1)})

    @property
    def _is_finished(self) -> bool:
        return self.state.step >= self.schedule.steps or self._seconds > self.seconds

    def _leave(self) -> None:
        """A run that was told to stop leaves its state alone; what follows training says how all of it ended."""
        if self._is_finished:
            self.export()


def give_back() -> None:
    """Gives free memory back to the system; does nothing where the C library is not GNU's."""
    if sys.platform == "linux":
        with suppress(AttributeError):  # musl has no such function
            ctypes.CDLL(None).malloc_trim(0)
