"""Runs what a pipeline has still to do: pack the dataset, train the stages, evaluate.

Each stage is done once its product is there, so a pipeline that was stopped or killed goes on where it was: a stage of
training from its last saved state. One process does it all; it obeys what its own folder is told, and each stage what
either folder is told.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import torch

from mathnet.errors import Spoken
from mathnet.recognizer import choose_device
from training.config import Recipe
from training.data.corpus import Corpus
from training.events import Command, Log, State, Turn, present
from training.orders import Orders, StoppedError
from training.pipeline.evaluating import RESULT, Evaluation
from training.pipeline.packing import PACKED, is_packed, pack
from training.pipeline.settings import EVALUATE, Pipeline, load_pipeline, recipe_of
from training.stages import STAGES, RunOptions

PREPARE = "prepare"
SHOWINGS, _LINES = 10, 200  # of a stage: how often it is validated, and how often it logs its losses, at least
_USUAL = RunOptions(Path(), torch.device("cpu"))


def run_pipeline(folder: Path, log: Log) -> bool:
    """Goes on with the pipeline in `folder`, and says whether all is done: else it was told to stop.

    Raises `ValueError` for wrong settings and a dataset that cannot be used.
    """
    pipeline = load_pipeline(folder)
    if pipeline.threads:
        torch.set_num_threads(pipeline.threads)
    return Running(folder, pipeline, log).run()


@dataclass(frozen=True)
class Running:
    """A pipeline under way."""

    folder: Path
    pipeline: Pipeline
    log: Log

    def run(self) -> bool:
        """Does what is left, and says whether all is done."""
        stages = [PREPARE, *self.pipeline.stages]
        for number, stage in enumerate(stages, start=1):
            run = stage if stage in STAGES else ""
            if not self._is_done(stage):
                if not self._goes_on(stage):
                    return False
                self.log.write(Turn(stage, run, number, len(stages), State.BEGAN))
                if not self._do(stage):
                    return False
            self.log.write(Turn(stage, run, number, len(stages), State.FINISHED))
        return True

    def _is_done(self, stage: str) -> bool:
        if stage == PREPARE:
            return is_packed(self.folder, self.pipeline)
        product = RESULT if stage == EVALUATE else f"{stage}/finished.json"
        return (self.folder / product).is_file()

    def _goes_on(self, stage: str) -> bool:
        """Obeys what was told between two stages."""
        try:
            self._orders.heed(Spoken("before the stage {}", stage))
        except StoppedError:
            return False
        return self._orders.now() == Command.GO

    def _do(self, stage: str) -> bool:
        """Does one stage, and says whether it came to its end."""
        if stage == PREPARE:
            return self._prepare()
        if stage == EVALUATE:
            return Evaluation(self.folder, self.pipeline, self.log).run(self._corpus)
        return self._train(stage)

    def _prepare(self) -> bool:
        try:
            _, report = pack(self.folder, self.pipeline, lambda: self._orders.heed(Spoken("while the dataset is read")))
        except StoppedError:
            return False
        print("\n".join(report.lines()), flush=True)
        return True

    def _train(self, stage: str) -> bool:
        recipe, run = recipe_of(self.pipeline, len(self._corpus)), self.folder / stage
        with present(run):
            return STAGES[stage](self._corpus, recipe, self._options(stage, steps_of(recipe, stage))).run()

    def _options(self, stage: str, steps: int) -> RunOptions:
        initial = self.pipeline.initial(stage)
        return RunOptions(
            *(self.folder / stage, self._device, self.pipeline.workers),
            initial=self.folder / initial if initial else None,
            log_steps=max(min(_USUAL.log_steps, steps // _LINES), 1),
            validate_steps=max(min(_USUAL.validate_steps, steps // SHOWINGS), 1),
            within=self.folder,
        )

    @cached_property
    def _corpus(self) -> Corpus:
        return Corpus.load(self.folder / PACKED)

    @cached_property
    def _device(self) -> torch.device:
        return choose_device(self.pipeline.device)

    @cached_property
    def _orders(self) -> Orders:
        return Orders([self.folder], self._device)


def steps_of(recipe: Recipe, stage: str) -> int:
    """How many steps a stage of a recipe has."""
    return {"pretrain": recipe.pretrain.optimizer, "attend": recipe.attend.optimizer}.get(stage, recipe.optimizer).steps


def trained(pipeline: Pipeline) -> Iterator[str]:
    """The stages that train."""
    return (stage for stage in pipeline.stages if stage in STAGES)
