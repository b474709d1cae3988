"""`python -m training personal-study`: what so many corrections bring a writer, and what they cost everyone else.

Held-out writers stand in for people (`training.teaching.protocol`). Each of them exports corrections as the program
does, `python -m training personal` learns from them in a process of its own, and the new model reads what the writer
wrote later and what others wrote. Every part leaves its file, so the same command goes on where it was.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from mathnet import inkml
from mathnet.config import to_dict
from mathnet.ink import Ink
from mathnet.latex import pretty
from mathnet.linking import has_ink
from mathnet.recognizer import Recognizer
from training.calibrate import held_out_of
from training.data.corpus import Corpus
from training.events import last_words
from training.loop import write_json
from training.personal.config import PersonalConfig
from training.personal.samples import to_given
from training.personal.settings import save_settings
from training.teaching.figures import Figures, Tally, symbol_errors
from training.teaching.memory import mistakes
from training.teaching.protocol import Person, everyone_else, people

_UNIT = 100.0  # steps a symbol size in the exported ink
Readings = dict[str, list[str]]  # tokens by the place of an expression


@dataclass(frozen=True)
class StudyOptions:
    """What is measured, and how: see the command's options."""

    cache: Path
    out: Path
    corrections: tuple[int, ...] = (10, 20, 50)
    only: tuple[str, ...] = ()  # these writers alone
    others: int = 100
    model: Path | None = None
    crohme: Path | None = None
    minutes: float = 8.0
    device: str = "auto"
    workers: int = 1
    config: PersonalConfig = field(default_factory=PersonalConfig)

    def __post_init__(self) -> None:
        if min(self.corrections) < 1 or self.others < 0:
            raise ValueError("--corrections are at least 1, --others at least 0")


class Study:
    """One study in one folder."""

    def __init__(self, options: StudyOptions) -> None:
        self.options = options
        self.corpus: Corpus = held_out_of(options.model, options.cache)
        options.out.mkdir(parents=True, exist_ok=True)
        self._settle()

    def _settle(self) -> None:
        """Writes down how it is made. Raises `ValueError` if the folder holds a study that was made otherwise."""
        options, path = self.options, self.options.out / "study.json"
        made = {"settings": to_dict(options.config), "minutes": options.minutes, "crohme": options.crohme is not None}
        if path.is_file() and json.loads(path.read_text(encoding="utf-8")) != json.loads(json.dumps(made)):
            raise ValueError(f"{options.out} holds a study with other settings: choose a new folder for this one")
        write_json(path, made)
        save_settings(options.config, options.out / "settings.json")

    def run(self) -> int:
        """Does what is left, prints the figures so far after each writer, and returns 0."""
        told = []
        for count in self.options.corrections:
            tallies: dict[str, tuple[Tally, Tally]] = {}
            misread, learned = 0, 0
            for person in self._people(count):
                after = self._taught(person, count)
                tallies[person.name] = self._tallies(person, after)
                wrong = [at for at in person.corrected if not self._is_right(at, self._before)]
                misread, learned = misread + len(wrong), learned + sum(self._is_right(at, after) for at in wrong)
                print(Figures(count, tallies, misread, learned).text(), flush=True)
            told += [Figures(count, tallies, misread, learned).plain()] if tallies else []
        if not told:
            raise ValueError("no held-out writer has written enough: lower --corrections")
        write_json(self.options.out / "figures.json", told)
        return 0

    def _people(self, count: int) -> list[Person]:
        only = self.options.only
        return [person for person in people(self.corpus, count) if not only or person.name in only]

    def _taught(self, person: Person, count: int) -> Readings:
        """What the model reads that has learned from a person's corrections, of their later ink and of others'."""
        folder = self.options.out / f"{count:03}-{re.sub(r'[^A-Za-z0-9]+', '_', person.name)}"
        path = folder / "after.json"
        if not path.is_file():
            self._train(person, folder)
            recognizer = Recognizer.load(folder / "run" / "model", self.options.device)
            write_json(path, self._read(recognizer, [*person.corrected, *person.later, *self._others(person)]))
        found: Readings = json.loads(path.read_text(encoding="utf-8"))
        return found

    def _train(self, person: Person, folder: Path) -> None:
        """Raises `ValueError` with the run's last words if it fails."""
        options = self.options
        self._export(person.corrected, folder / "samples")
        words: dict[str, Any] = {"samples": folder / "samples", "run": folder / "run"}
        words |= {"minutes": options.minutes, "device": options.device, "workers": options.workers}
        words |= {"settings": options.out / "settings.json", "model": options.model, "crohme": options.crohme}
        given = [part for name, value in words.items() if value is not None for part in (f"--{name}", str(value))]
        done = subprocess.run([sys.executable, "-m", "training", "personal", *given], check=False)
        if done.returncode or not (folder / "run" / "finished.json").is_file():
            raise ValueError(f"the run of {person.name} came to no end: {last_words(folder / 'run')}")

    def _export(self, places: Sequence[int], folder: Path) -> None:
        """Corrections as the program exports them: without symbols."""
        folder.mkdir(parents=True, exist_ok=True)
        rows = []
        for number, at in enumerate(places):
            name, latex = f"sample-{number:06}", pretty(self._truth(at))
            ink = Ink.of([(stroke * _UNIT).tolist() for stroke in self.corpus.samples[at].strokes])
            inkml.write(ink.with_annotations(truth=latex), folder / f"{name}.inkml")
            rows.append(f"{name}\t{latex}\n")
        (folder / "captions.tsv").write_text("".join(rows), encoding="utf-8")

    def _truth(self, at: int) -> list[str]:
        return [self.corpus.vocabulary[token] for token in self.corpus.samples[at].tokens]

    def _others(self, person: Person) -> tuple[int, ...]:
        return everyone_else(self.corpus, person, self.options.others)

    def _read(self, recognizer: Recognizer, places: Sequence[int]) -> Readings:
        found = {}
        for at in places:
            best = recognizer.recognize(to_given(self.corpus.samples[at]), self.options.config.beam).best
            found[str(at)] = list(best.tokens) if best else []
        return found

    @cached_property
    def _before(self) -> Readings:
        path = self.options.out / "before.json"
        return json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}

    @cached_property
    def _old(self) -> Recognizer:
        return Recognizer.load(self.options.model, self.options.device)

    def _read_before(self, places: Sequence[int]) -> None:
        """Has the old model read what it has not yet, and keeps that."""
        missing = [at for at in places if str(at) not in self._before]
        if missing:
            self._before.update(self._read(self._old, missing))
            write_json(self.options.out / "before.json", self._before)

    def _is_right(self, at: int, found: Readings) -> bool:
        return found[str(at)] == self._truth(at)

    def _tallies(self, person: Person, after: Readings) -> tuple[Tally, Tally]:
        """The person's own later ink and others'."""
        groups = (person.later, self._others(person))
        self._read_before([*person.corrected, *groups[0], *groups[1]])
        before = {at: tuple(self._before[str(at)]) for at in (*person.corrected, *groups[0], *groups[1])}
        truths = {at: tuple(self._truth(at)) for at in before}
        seen = {pair for at in person.corrected for pair in mistakes(truths[at], before[at])}
        tallies = Tally(), Tally()
        for tally, places in zip(tallies, groups, strict=True):
            for at in places:
                tally.expressions += 1
                tally.symbols += sum(map(has_ink, truths[at]))
                for kind, found in enumerate((before[at], tuple(after[str(at)]))):
                    again = sum(pair in seen for pair in mistakes(truths[at], found))
                    tally.add(kind, found == truths[at], symbol_errors(truths[at], found), again)
        return tallies
