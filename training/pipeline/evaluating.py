"""The last stage of a pipeline: how well the model reads the ink that was held out, with the program's own search.

It asks for commands between two batches. What is not finished begins anew; it takes minutes where training takes hours.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

import torch

from mathnet.errors import Spoken, SpokenError
from mathnet.recognizer import choose_device
from mathnet.vocabulary import Vocabulary
from training.data.batching import Drawn, collate
from training.data.corpus import Corpus
from training.data.split import split
from training.events import Command, Log, Progress
from training.loop import mixed_precision, write_json
from training.measures.corrupt import AS_WRITTEN
from training.measures.decode import captions
from training.measures.measure import MeasureOptions, Trained, batches, load_run
from training.metrics import Score
from training.orders import Orders
from training.pipeline.settings import EVALUATE, Pipeline, recipe_of

RESULT = "evaluation.json"
_GROUP = 16  # expressions between two commands


@dataclass(frozen=True)
class Evaluation:
    """A run of fine-tuning in a pipeline's folder, to be measured on held-out ink of its corpus."""

    folder: Path
    pipeline: Pipeline
    log: Log

    def run(self, corpus: Corpus) -> bool:
        """Writes the figures, and says whether it came to its end. Nothing is read where no writer is known."""
        recipe = recipe_of(self.pipeline, len(corpus))
        _, held_out = split(corpus, recipe.validation_share, recipe.seed)
        score = Score()
        if len(held_out) and not self._read(held_out, score):
            return False
        figures = {name: round(value, 5) for name, value in score.summary().items() if "milli" not in name}
        write_json(self.folder / RESULT, {**figures, "beam": self.pipeline.beam})
        return True

    @torch.inference_mode()
    def _read(self, held_out: Corpus, score: Score) -> bool:
        device, began = choose_device(self.pipeline.device), time.monotonic()
        trained = load_run(self.folder / "finetune", len(held_out.vocabulary), device)
        orders, options = Orders([self.folder], device), MeasureOptions(size=_GROUP)
        for group in batches(held_out, AS_WRITTEN, trained.model.config.raster, options):
            told = orders.now()
            if told == Command.PAUSE:
                so_far = Spoken("after {} of {} expressions", len(score.errors), len(held_out))
                began += orders.wait(lambda: None, so_far)
                told = orders.now()
            if told == Command.STOP:
                return False
            self._score(trained, Vocabulary(held_out.vocabulary), group, score)
            seconds = round(time.monotonic() - began, 1)
            values = {"validation_exprate": round(score.rate(), 5)}
            self.log.write(Progress(EVALUATE, len(score.errors), len(held_out), seconds, values))
        return True

    def _score(self, trained: Trained, written: Vocabulary, group: list[Drawn], score: Score) -> None:
        model, own = trained.model, trained.vocabulary
        if own is None:
            raise SpokenError("{} holds no model that has learned to read: run the stage finetune first", self.folder)
        batch = collate(group, written).to(next(model.parameters()).device)
        with mixed_precision(batch.tokens.device):
            encoded = model.encode(batch.raster(), batch.valid)
        for drawn, found in zip(group, captions(model, encoded, own, self.pipeline.beam), strict=True):
            score.add(written.decode(drawn.sample.tokens.tolist()), own.decode(found), milliseconds=0.0)
