"""Figures: how a group of people is read before and after teaching, with intervals over writers.

Two readings of each expression are counted: 0 before, 1 after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from mathnet.linking import has_ink
from training.metrics import edit_distance
from training.teaching.protocol import interval


def _two() -> list[int]:
    return [0, 0]


@dataclass
class Tally:
    """Counts over expressions, each of the two before and after."""

    expressions: int = 0
    symbols: int = 0
    right: list[int] = field(default_factory=_two)
    errors: list[int] = field(default_factory=_two)  # of symbols: `symbol_errors`
    again: list[int] = field(default_factory=_two)  # symbols taken for one another that had been corrected before

    def add(self, kind: int, right: bool, errors: int, again: int) -> None:
        """Counts one reading."""
        self.right[kind] += right
        self.errors[kind] += errors
        self.again[kind] += again


def symbol_errors(truth: Sequence[str], found: Sequence[str]) -> int:
    """The edit distance between the symbols of two captions, whatever their layout."""
    return edit_distance([token for token in truth if has_ink(token)], [token for token in found if has_ink(token)])


@dataclass(frozen=True)
class Figures:
    """What so many corrections did: of each writer the own later expressions and everyone else's; how many of the
    corrected expressions had been misread, and how many of those are right when they are read again."""

    corrections: int
    tallies: Mapping[str, tuple[Tally, Tally]]
    misread: int
    learned: int

    def rate(self, whose: int, what: str, kind: int, writers: Sequence[str] | None = None) -> float:
        """A count an expression (`right`) or a symbol (`errors`, `again`). `whose`: 0 own, 1 everyone else's."""
        tallies = [self.tallies[name][whose] for name in (self.tallies if writers is None else writers)]
        of = sum(tally.expressions if what == "right" else tally.symbols for tally in tallies)
        return float(sum(getattr(tally, what)[kind] for tally in tallies) / max(of, 1))

    def gain(self, whose: int, what: str) -> tuple[float, float, float]:
        """After less before, and its interval."""

        def figure(writers: Sequence[str]) -> float:
            return self.rate(whose, what, 1, writers) - self.rate(whose, what, 0, writers)

        return (figure(list(self.tallies)), *interval(self.tallies, figure))

    def again(self, whose: int, kind: int) -> int:
        """How many corrected mistakes were made again."""
        return sum(both[whose].again[kind] for both in self.tallies.values())

    def text(self) -> str:
        """The figures as lines for a terminal."""
        later, others = (sum(both[whose].expressions for both in self.tallies.values()) for whose in (0, 1))
        lines = [
            f"{self.corrections} corrections by each of {len(self.tallies)} writers",
            f"{self.misread} of these had been misread; right when read again: {self.learned}",
            self._line(f"their {later} later expressions, ExpRate", 0, "right"),
            self._line("  symbols wrong", 0, "errors"),
            f"  a corrected mistake made again: {self.again(0, 0)} times → {self.again(0, 1)} times",
            self._line(f"{others} expressions of everyone else, ExpRate", 1, "right"),
            self._line("  symbols wrong", 1, "errors"),
        ]
        return "\n".join(lines)

    def _line(self, name: str, whose: int, what: str) -> str:
        gain, low, high = (100 * value for value in self.gain(whose, what))
        before, after = (self.rate(whose, what, kind) for kind in (0, 1))
        return f"{name}: {before:.2%} → {after:.2%} ({gain:+.2f}, {low:+.2f} to {high:+.2f} points)"

    def plain(self) -> dict[str, Any]:
        """The figures as plain values for JSON."""
        rates = {
            f"{who}_{what}": [self.rate(whose, what, 0), self.rate(whose, what, 1), *self.gain(whose, what)]
            for whose, who in enumerate(("own", "others"))
            for what in ("right", "errors")
        }
        again = [self.again(0, kind) for kind in (0, 1)]
        counts = {"writers": len(self.tallies), "misread": self.misread, "learned": self.learned, "again": again}
        return {"corrections": self.corrections, **counts, **rates}
