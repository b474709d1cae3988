"""The report: what a model made of the sample, split by what the expressions hold, as text and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from mathnet.latex import pretty
from training.errors import NOTHING, confusions
from training.formulas.trees import LARGE
from training.metrics import Score
from training.synthesis.stretch import ACCENTS
from training.wide.sample import EXPRESSION, GRID, GRIDS, SCRIBBLE, SINGLE, Item

_STRUCTURES = {
    "accents": ACCENTS,
    "big operators": LARGE,
    "roots": frozenset(["\\sqrt"]),
    "scripts": frozenset("_^"),
    "fractions": frozenset(["\\frac", "\\binom"]),
}
_SHORT, _LONG = 8, 20  # tokens
_MOST = 25  # lines of a table of confusions
_INKLESS = frozenset(["{", "}", NOTHING])  # a brace too much or too few says nothing that the rest does not
Test = Callable[[Item], bool]
Table = list[tuple[str, str, int]]


@dataclass(frozen=True, eq=False)
class Read:
    """One item, the tokens of what it was read as, best first, and how long that took."""

    item: Item
    found: tuple[tuple[str, ...], ...]
    milliseconds: float

    @property
    def best(self) -> tuple[str, ...]:
        """Nothing where no formula was found."""
        return self.found[0] if self.found else ()


@dataclass(frozen=True, eq=False)
class Report:
    """All readings of a sample, and the tokens that the captions of the training data have."""

    reads: Sequence[Read]
    known: frozenset[str]

    def rows(self) -> dict[str, Score]:
        """The figures of expressions by what they hold; only the last three count those drawn for their grids, too."""
        return {name: self._score(test) for name, test in self._tests()}

    def _tests(self) -> Iterator[tuple[str, Test]]:
        def natural(test: Test) -> Test:
            return lambda item: item.kind == EXPRESSION and test(item)

        yield "all expressions", natural(lambda _: True)
        yield "CROHME's tokens", natural(lambda item: self.known.issuperset(item.truth))
        yield "a token CROHME lacks", natural(lambda item: not self.known.issuperset(item.truth))
        yield f"up to {_SHORT} tokens", natural(lambda item: len(item.truth) <= _SHORT)
        yield f"{_SHORT + 1} to {_LONG}", natural(lambda item: _SHORT < len(item.truth) <= _LONG)
        yield f"over {_LONG}", natural(lambda item: len(item.truth) > _LONG)
        for name, tokens in _STRUCTURES.items():
            yield name, natural(lambda item, tokens=tokens: not tokens.isdisjoint(item.truth))  # type: ignore[misc]
        for name, tokens in GRIDS.items():
            yield name, lambda item, tokens=tokens: _in_grids(item, tokens)  # type: ignore[misc]

    def _score(self, test: Test) -> Score:
        score = Score()
        for read in self.reads:
            if test(read.item):
                score.add(read.item.truth, read.best, read.milliseconds)
        return score

    def singles(self) -> dict[str, float]:
        """How often a single symbol is read right, at best and among the first five, each alike and weighed by use."""
        reads = self._of(SINGLE)
        rates = {"count": float(len(reads))}
        for name, weights in (("as_used", [read.item.weight for read in reads]), ("each_alike", [1.0] * len(reads))):
            for top in (1, 5):
                hits = [read.item.truth in read.found[:top] for read in reads]
                right = sum(weight for weight, hit in zip(weights, hits, strict=True) if hit)
                rates[f"{name}_top_{top}"] = right / max(sum(weights), 1e-9)
        return rates

    def nothings(self) -> dict[str, float]:
        """How many scribbles are read as nothing, as they should, and how much of all else, as it should not."""
        scribbles = self._of(SCRIBBLE)
        written = [read for read in self.reads if read.item.kind != SCRIBBLE]
        return {
            "count": float(len(scribbles)),
            "scribbles_read_as_nothing": sum(not read.best for read in scribbles) / max(len(scribbles), 1),
            "formulas_read_as_nothing": sum(not read.best for read in written) / max(len(written), 1),
        }

    def confused(self, *kinds: str) -> Table:
        """What was written, what was read in its stead, and how often; the commonest of some kinds of items."""
        pairs: Counter[tuple[str, str]] = Counter()
        for read in self._of(*kinds):
            if kinds == (SINGLE,):
                pairs[pretty(read.item.truth), pretty(read.best) or NOTHING] += read.best != read.item.truth
            else:
                pairs.update(pair for pair in confusions(read.item.truth, read.best) if not _INKLESS.issuperset(pair))
        ordered = sorted((pair for pair in pairs.items() if pair[1]), key=lambda pair: (-pair[1], pair[0]))
        return [(*pair, times) for pair, times in ordered[:_MOST]]

    def _of(self, *kinds: str) -> list[Read]:
        return [read for read in self.reads if read.item.kind in kinds]

    def as_json(self) -> dict[str, Any]:
        """Everything, rates from 0 to 1 rounded to five places. The same sample and model give the same."""
        wanted = ("expressions", "exprate", "at_most_1", "at_most_2", "token_error_rate")
        rows = {name: {key: score.summary()[key] for key in wanted} for name, score in self.rows().items()}
        return {
            "expressions": {name: _rounded(row) for name, row in rows.items()},
            "singles": _rounded(self.singles()),
            "scribbles": _rounded(self.nothings()),
            "confusions": self.confused(EXPRESSION, GRID),
            "single_confusions": self.confused(SINGLE),
        }

    def text(self) -> str:
        """The tables, to be read in a terminal."""
        lines = [f"{'':22}{'number':>8}{'exact':>8}{'<= 1':>8}{'<= 2':>8}{'token errors':>14}"]
        for name, score in self.rows().items():
            rates = "".join(f"{score.rate(allowed):8.1%}" for allowed in range(3))
            wrong = score.summary()["token_error_rate"]
            lines.append(f"{name:22}{len(score.errors):8}{rates}{wrong:14.1%}")
        singles, nothings = self.singles(), self.nothings()
        lines.append(f"\n{'single symbols':22}{'number':>8}{'first':>8}{'top 5':>8}")
        for name, said in (("as_used", "as formulas use them"), ("each_alike", "each alike")):
            rates = "".join(f"{singles[f'{name}_top_{top}']:8.1%}" for top in (1, 5))
            lines.append(f"{said:22}{singles['count']:8.0f}{rates}")
        lines.append(f"\n{nothings['scribbles_read_as_nothing']:.1%} of {nothings['count']:.0f} scribbles and "
                     f"{nothings['formulas_read_as_nothing']:.1%} of all else are read as nothing")  # fmt: skip
        lines += _printed("expressions", self.confused(EXPRESSION, GRID))
        return "\n".join([*lines, *_printed("single symbols", self.confused(SINGLE))])


def _in_grids(item: Item, tokens: frozenset[str]) -> bool:
    return item.kind in (EXPRESSION, GRID) and not tokens.isdisjoint(item.truth)


def _rounded(rates: dict[str, float]) -> dict[str, float]:
    return {name: round(value, 5) for name, value in rates.items()}


def _printed(what: str, table: Table) -> Iterator[str]:
    yield f"\n{f'written in {what}':30}{'read as':22}{'times':>6}"
    for written, found, times in table:
        yield f"{written:30}{found:22}{times:6}"
