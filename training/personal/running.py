"""Runs personal fine-tuning: the old model reads, the update is trained, the new model reads, and all of it is told.

Each part leaves a file when it is done, so a run that was stopped or killed goes on where it was: `begun.json` (what
it was begun with), `before.json` (what the old model reads), `plan.json` (how many steps there are), `trained.json`,
and at the end `judgement.json`, `story.json` and `finished.json`.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from functools import cached_property

from mathnet.checkpoint import load_calibration, save_calibration
from mathnet.errors import to_json
from mathnet.recognizer import Recognizer
from training.events import Log
from training.gallery import Gallery
from training.loop import write_json
from training.personal import judgement
from training.personal.beginning import Beginning
from training.personal.judging import Answer, Judge, load_answers, save_answers
from training.personal.samples import grouped
from training.personal.sources import hand_engine
from training.personal.story import write_story
from training.personal.tune import MODEL, TRAINED, Material, Tune
from training.run_folder import RunOptions, finish

PLAN = "plan.json"
_READING = 0.2  # share of the time that each model may read, at most
_LEAST = 20  # expressions of the check set that are read all the same
_MARGIN = 1.15  # a step takes so many times as long as in the trial, a reading as the one before
_ENDING = 5.0  # seconds for calibration, pictures and curves
_TRIAL = 3  # batches


@dataclass(frozen=True)
class Plan:
    """How many steps there are, and the seconds after which training ends all the same."""

    steps: int
    seconds: float


@dataclass
class Running:
    """One run under way."""

    beginning: Beginning
    log: Log

    def __post_init__(self) -> None:
        self.began = time.monotonic()
        self.options = self.beginning.options
        self.folder = self.options.run

    def run(self) -> bool:
        """Does what is left, and says whether all is done: else it was told to stop."""
        if (self.folder / "finished.json").is_file():
            return True
        self.beginning.check()
        before = self._before()
        if before is None:
            return False
        answers, seconds = before
        tune = self._tune(seconds)
        if not (self.folder / TRAINED).is_file() and not tune.run():
            return False
        tasks = self.beginning.tasks[: len(answers)]
        after = self._judge.read("judge", self.folder / MODEL, tasks)
        if after is None:
            return False
        self._tell(judgement.judged(tasks, answers, after))
        return True

    @property
    def _judge(self) -> Judge:
        return Judge(self.folder, self.log, self.beginning.device, self.options.config.beam)

    def _before(self) -> tuple[list[Answer], float] | None:
        """What the old model reads, and the seconds that took; none if the run is told to stop."""
        known = load_answers(self.folder)
        if known is not None:
            return known
        began, limit = time.monotonic(), _READING * self.options.seconds
        least = len(self.beginning.divided.held_back) + _LEAST
        answers = self._judge.read("read", self.options.model, self.beginning.tasks, limit, least)
        if answers is None:
            return None
        seconds = time.monotonic() - began
        save_answers(self.folder, answers, seconds)
        return answers, seconds

    def _tune(self, reading: float) -> Tune:
        """The stage of training, with as many steps as the time that is left allows."""
        path = self.folder / PLAN
        if not path.is_file():
            left = self.options.seconds - (time.monotonic() - self.began) - _MARGIN * reading - _ENDING
            steps = self.options.config.steps
            began = time.monotonic()
            needed = _MARGIN * seconds_a_step(self._stage(Plan(steps, 0.0)))
            left = max(left - (time.monotonic() - began), 1.0)
            write_json(path, {"steps": max(min(steps, int(left / needed)), 1), "seconds": round(left, 1)})
        return self._stage(Plan(**json.loads(path.read_text(encoding="utf-8"))))

    def _stage(self, plan: Plan) -> Tune:
        config, beginning = self.options.config, self.beginning
        recipe = config.recipe(beginning.recipe, plan.steps)
        run = RunOptions(
            *(self.folder, beginning.device, self.options.workers),
            initial=beginning.model,
            log_steps=max(plan.steps // 60, 1),
            validate_steps=max(plan.steps // 4, 1),
            save_seconds=self.options.save_seconds,
        )
        return Tune(recipe, run, config, self._material, plan.seconds)

    @cached_property
    def _material(self) -> Material:
        beginning = self.beginning
        recognizer = Recognizer.load(beginning.model, str(beginning.device))
        taught = grouped(beginning.divided.taught.samples, recognizer)
        shown = (beginning.divided.held_back if len(beginning.divided.held_back) else beginning.divided.taught).samples
        mix, replay = self.options.config.mix, beginning.replay
        hand = hand_engine(taught, replay.composed) if mix.hand else None
        return Material(taught, hand, replay.sources(), shown)

    def _tell(self, pairs: list[judgement.Judged]) -> None:
        """Writes the new model's calibration, the judgement and the story, and says that the run is complete."""
        beginning, trained = self.beginning, json.loads((self.folder / TRAINED).read_text(encoding="utf-8"))
        base = load_calibration(beginning.model)
        save_calibration(self.folder / MODEL, judgement.recalibrated(base, pairs))
        told, steps = judgement.figures(pairs), int(trained["steps"])
        shown = judgement.formulas(pairs, beginning.recipe.model.raster, Gallery(self.folder), steps)
        write_json(
            self.folder / judgement.JUDGEMENT,
            {"sets": told, "formulas": shown, "words": [to_json(said) for said in beginning.words()], **trained},
        )
        write_story(self.folder, beginning, self._material, told, steps)
        finish(self.folder, {"stage": Tune.name, **trained}, beginning.device)


def seconds_a_step(tune: Tune) -> float:
    """What a step takes here, by the pixels of some batches whose gradients are thrown away."""
    batches = list(tune.stream()[0].batches())
    tune.objective.train()
    taken, pixels = 0.0, 0
    for number, batch in enumerate(batches[: _TRIAL + 1]):
        began = time.monotonic()
        tune.objective(batch.to(tune.options.device))["total"].backward()
        if number or len(batches) == 1:  # the first one is slower than any other
            taken, pixels = taken + time.monotonic() - began, pixels + batch.valid.numel()
    tune.objective.zero_grad(set_to_none=True)
    return taken / pixels * sum(batch.valid.numel() for batch in batches) / len(batches)
