"""What a run of personal fine-tuning begins with: options, samples, the old model, replay, and what will be judged."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import torch

from mathnet.checkpoint import load_model, read_card, shipped_model
from mathnet.config import to_dict
from mathnet.errors import Spoken, SpokenError, sentence
from mathnet.recognizer import choose_device
from training.config import Recipe
from training.data.corpus import Corpus
from training.data.report import Report
from training.data.sample import Sample
from training.data.split import split
from training.loop import write_json
from training.personal.check_set import check_set
from training.personal.config import PersonalConfig
from training.personal.judging import CHECK, CORRECTIONS, CROHME, Task
from training.personal.samples import EVERY, Divided, divide, read_samples
from training.personal.sources import Replay, make_replay, spoken
from training.transfer import file_digest

BEGUN = "begun.json"
_OTHERS = 60  # held-out expressions of CROHME that are judged, where it is given


@dataclass(frozen=True)
class PersonalOptions:
    """How a run is made: samples to learn from, the folder it lies in, the model it begins with (none: the one that
    ships), packed CROHME to replay, and what it may take."""

    samples: Path
    run: Path
    model: Path | None = None
    crohme: Path | None = None
    minutes: float = 8.0
    device: str = "auto"
    workers: int = 1
    save_seconds: float = 60.0  # the state of training is saved so often
    config: PersonalConfig = field(default_factory=PersonalConfig)

    def __post_init__(self) -> None:
        if self.minutes <= 0 or self.workers < 0:
            raise SpokenError("learning takes some minutes, not {}, with no fewer than 0 workers", self.minutes)

    @property
    def seconds(self) -> float:
        return 60 * self.minutes


class Beginning:
    """Reads everything once. Raises `ValueError` and `OSError` in words for what cannot be read."""

    def __init__(self, options: PersonalOptions) -> None:
        self.options = options
        self.device: torch.device = choose_device(options.device)
        self.model = shipped_model() if options.model is None else options.model
        if self.model.is_dir():
            self.model = self.model / "model"
        self.model = self.model.with_suffix(".safetensors")
        model, self.vocabulary = load_model(self.model)
        share, seed = self._split()
        self.recipe = Recipe(seed=seed, validation_share=share, model=model.config)
        corpus, self.report = read_samples(options.samples, self.vocabulary)
        self.samples: Corpus = corpus
        self.divided: Divided = divide(corpus)

    def _split(self) -> tuple[float, int]:
        """What was held out when the old model was trained; the usual if it does not say so."""
        recipe = read_card(self.model).get("training", {}).get("recipe")
        usual = Recipe()
        if not isinstance(recipe, dict):
            return usual.validation_share, usual.seed
        return float(recipe.get("validation_share", usual.validation_share)), int(recipe.get("seed", usual.seed))

    @cached_property
    def replay(self) -> Replay:
        return make_replay(self.vocabulary, self.options.crohme, self.recipe.validation_share, self.recipe.seed)

    @cached_property
    def tasks(self) -> list[Task]:
        """What both models are to read: corrections that are held back, the check set, and held-out ink of CROHME."""
        held_back = zip(self.divided.held_back.names, self.divided.held_back.samples, strict=True)
        found = [self._task(CORRECTIONS, *each) for each in held_back]
        found += [self._task(CHECK, *each) for each in check_set(self.options.config.check, self.vocabulary)]
        return found + [self._task(CROHME, *each) for each in self._others()]

    def _task(self, of: str, name: str, sample: Sample) -> Task:
        return Task(of, name, self.vocabulary.decode(sample.tokens.tolist()), sample)

    def _others(self) -> Iterator[tuple[str, Sample]]:
        if self.options.crohme is not None:
            whole = spoken(Corpus.load(self.options.crohme), self.vocabulary)
            _, held_out = split(whole, self.recipe.validation_share, self.recipe.seed)
            step = max(len(held_out) // _OTHERS, 1)
            yield from list(zip(held_out.names, held_out.samples, strict=True))[::step][:_OTHERS]

    def check(self) -> None:
        """Writes down what the run begins with. Raises `ValueError` if its folder holds one that began otherwise."""
        path, begun = self.options.run / BEGUN, json.loads(json.dumps(self._begun()))
        if not path.exists():
            write_json(path, begun)
            return
        before = json.loads(path.read_text(encoding="utf-8"))
        other = next((name for name, value in begun.items() if before.get(name) != value), None)
        if other is not None:
            raise SpokenError("{} holds a run with other {}: choose a new folder for this one", self.options.run, other)

    def _begun(self) -> dict[str, Any]:
        return {
            "samples": _digest(self.samples),
            "model": file_digest(self.model),
            "crohme": file_digest(self.options.crohme) if self.options.crohme else "",
            "settings": to_dict(self.options.config),
        }

    def words(self) -> list[Spoken]:
        """What people should know of this run, in sentences."""
        held_back, taught = len(self.divided.held_back), len(self.divided.taught)
        said = Spoken("{} corrections to learn from, {} held back to judge by.", taught, held_back)
        if not held_back:
            template = sentence("Fewer than {} corrections: all {} are learned from, and none is left to judge by.")
            said = Spoken(template, EVERY, taught)
        return [said, *passed_over(self.report)]


def passed_over(report: Report) -> list[Spoken]:
    """A sentence for each sample that cannot be used."""
    return [Spoken("{} was passed over: {}.", name, why) for name, why in report.skipped]


def _digest(corpus: Corpus) -> str:
    """What tells one set of samples from another: their names, captions and ink."""
    digest = hashlib.sha256()
    for name, sample in zip(corpus.names, corpus.samples, strict=True):
        picture = b"" if sample.picture is None else sample.picture.tobytes()
        ink = b"".join(stroke.tobytes() for stroke in sample.strokes)
        digest.update(name.encode() + sample.tokens.tobytes() + ink + picture)
    return digest.hexdigest()
