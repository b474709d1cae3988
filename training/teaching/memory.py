"""`python -m training memory`: what a personal memory brings its owner, and what it costs everyone else.

Held-out writers stand in for people (`training.teaching.protocol`); no test is touched. How loudly a memory speaks is
chosen on one half of the writers, by symbols that would be wrong if all before were right, and judged on the other half
by beam search as the program does it; both ways round, so that every writer is judged by what was chosen without them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

from tqdm import tqdm

from mathnet.config import to_dict
from mathnet.linking import has_ink
from mathnet.memory import Memory, Recall
from mathnet.recognizer import Recognizer
from training.calibrate import held_out_of
from training.data.corpus import Corpus
from training.errors import confusions
from training.teaching.figures import Figures, Tally, symbol_errors
from training.teaching.protocol import Person, everyone_else, halves, people
from training.teaching.reading import Reader, Studied

# Weights above a half: else a mistake that the model is sure of would be made again with the very same ink.
GRID = tuple(Recall(*each) for each in product((0.6, 0.7, 0.8), (0.05, 0.1, 0.2), (0.5, 0.8, 1.1)))
_SWEPT = 60  # expressions by others that a setting is chosen by, too


@dataclass(frozen=True)
class Wanted:
    """What is measured: numbers of corrections, hypotheses of the search, and how many of others' expressions are read
    with each person's memory."""

    corrections: tuple[int, ...] = (10, 20, 50)
    beam: int = 5
    others: int = 40


class Trial:
    """Teaches a model each held-out writer's hand, and reads what comes later."""

    def __init__(self, reader: Reader, corpus: Corpus, wanted: Wanted) -> None:
        self.reader, self.corpus, self.wanted = reader, corpus, wanted
        every = range(len(corpus))
        self.studied = [reader.study(corpus, at) for at in tqdm(every, "study", disable=not sys.stderr.isatty())]

    def run(self) -> tuple[list[Figures], dict[str, Recall]]:
        """The figures for each number of corrections, and the setting that each writer was judged by."""
        groups = {count: people(self.corpus, count) for count in self.wanted.corrections}
        settings = self._settings(groups)
        return [self._figures(count, group, settings) for count, group in groups.items() if group], settings

    def _settings(self, groups: dict[int, list[Person]]) -> dict[str, Recall]:
        """For each writer what is best for the other half; chosen with the middle number of corrections."""
        halved = halves([person.name for group in groups.values() for person in group])
        middle = groups[sorted(groups)[len(groups) // 2]]
        chosen = [self.choose([person for person in middle if person.name in half]) for half in halved]
        return {name: chosen[1 - number] for number, half in enumerate(halved) for name in half}

    def choose(self, group: Sequence[Person]) -> Recall:
        """The setting with the fewest symbol errors: in what was corrected, written later, and written by others.

        Each of the three counts by the share of its errors that is left.
        """
        if not group:
            raise ValueError("too few writers have enough expressions to choose a setting by: lower --corrections")
        costs = dict.fromkeys(GRID, 0.0)
        memories = [self.memory(person) for person in group]
        kinds = [person.corrected for person in group], [person.later for person in group]
        for places in (*kinds, [self._others(person, _SWEPT) for person in group]):
            tasks = [self._of(each) for each in places]
            without = sum(self.reader.symbol_errors(task, Memory.empty()) for task in tasks)
            for recall in GRID:
                taught = [replace(memory, recall=recall) for memory in memories]
                pairs = zip(tasks, taught, strict=True)
                costs[recall] += sum(self.reader.symbol_errors(*pair) for pair in pairs) / max(without, 1)
        return min(costs, key=lambda recall: (costs[recall], recall.weight))

    def memory(self, person: Person) -> Memory:
        """What the program remembers of a person's corrections."""
        memory = Memory.empty()
        for one in self._of(person.corrected):
            memory = memory.with_formula(one.entries)
        return memory

    def _figures(self, count: int, group: Sequence[Person], settings: dict[str, Recall]) -> Figures:
        tallies, misread, learned = {}, 0, 0
        for person in tqdm(group, f"{count} corrections", disable=not sys.stderr.isatty()):
            memory = replace(self.memory(person), recall=settings[person.name])
            seen = {pair for one in self._of(person.corrected) for pair in mistakes(one.truth, one.found)}
            own, others = Tally(), Tally()
            for one in self._of(person.later):
                self._count(own, one, memory, seen)
            for one in self._of(self._others(person, self.wanted.others)):
                self._count(others, one, memory, seen)
            mistaken = [one for one in self._of(person.corrected) if not one.right]
            misread += len(mistaken)
            learned += sum(self.reader.read(one.encoded, memory) == one.truth for one in mistaken)
            tallies[person.name] = (own, others)
        return Figures(count, tallies, misread, learned)

    def _count(self, tally: Tally, one: Studied, memory: Memory, seen: set[tuple[str, str]]) -> None:
        for kind, found in enumerate((one.found, self.reader.read(one.encoded, memory))):
            again = sum(pair in seen for pair in mistakes(one.truth, found))
            tally.add(kind, found == one.truth, symbol_errors(one.truth, found), again)
        tally.expressions += 1
        tally.symbols += sum(map(has_ink, one.truth))

    def _of(self, places: Sequence[int]) -> list[Studied]:
        return [self.studied[at] for at in places]

    def _others(self, person: Person, most: int) -> tuple[int, ...]:
        return everyone_else(self.corpus, person, most)


def mistakes(truth: Sequence[str], found: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Symbols that were taken for other symbols, as pairs of what was written and what was read."""
    for written, read in confusions(truth, found):
        if has_ink(written) and has_ink(read) and "∅" not in (written, read):
            yield written, read


def measure_memory(model: Path | None, cache: Path, wanted: Wanted, device: str = "auto", as_json: bool = False) -> int:
    """Prints the figures, and with `as_json` one JSON object last. Returns 0.

    Raises `ValueError` if the model does not say what was held out, or too few writers wrote enough.
    """
    trial = Trial(Reader(Recognizer.load(model, device), wanted.beam), held_out_of(model, cache), wanted)
    found, settings = trial.run()
    print(f"{len(trial.studied)} held-out expressions, beam {wanted.beam}; intervals are 95 % over writers")
    print("\n".join(figures.text() for figures in found))
    for recall in sorted(set(settings.values()), key=repr):
        judged = sorted(name for name, each in settings.items() if each == recall)
        print(f"chosen without the {len(judged)} writers that it is judged by: {recall}")
    if as_json:
        recalls = {name: to_dict(recall) for name, recall in settings.items()}
        print(json.dumps({"corrections": [figures.plain() for figures in found], "settings": recalls}))
    return 0
