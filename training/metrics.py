"""Metrics of recognition as the CROHME literature counts them.

ExpRate is the share of expressions whose caption is exactly right; `<= n` allows n token errors (insertions, deletions,
substitutions); the structure rate asks only that the layout is right, whatever the symbols.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from mathnet.latex import structure


def edit_distance(first: Sequence[str], second: Sequence[str]) -> int:
    """Least insertions, deletions and substitutions of tokens from one to the other (Levenshtein)."""
    row = list(range(len(second) + 1))
    for number, token in enumerate(first, start=1):
        above, row[0] = row[0], number
        for at, other in enumerate(second, start=1):
            above, row[at] = row[at], min(row[at] + 1, row[at - 1] + 1, above + (token != other))
    return row[-1]


@dataclass
class Score:
    """Counts over expressions. `add` each one, then read the rates, all from 0 to 1."""

    errors: list[int] = field(default_factory=list)
    structures: int = 0
    tokens: int = 0
    milliseconds: list[float] = field(default_factory=list)

    def add(self, truth: Sequence[str], found: Sequence[str], milliseconds: float) -> int:
        """Counts one expression and returns its token errors; an empty `found` is all wrong."""
        errors = edit_distance(truth, found)
        self.errors.append(errors)
        self.tokens += len(truth)
        self.structures += bool(found) and structure(truth) == structure(found)
        self.milliseconds.append(milliseconds)
        return errors

    def rate(self, allowed: int = 0) -> float:
        """Share of expressions with at most `allowed` token errors."""
        return sum(errors <= allowed for errors in self.errors) / max(len(self.errors), 1)

    def summary(self) -> dict[str, float]:
        """All figures by name; the token error rate is errors a token of truth."""
        times = sorted(self.milliseconds) or [0.0]
        return {
            "expressions": len(self.errors),
            "exprate": self.rate(),
            **{f"at_most_{allowed}": self.rate(allowed) for allowed in (1, 2, 3)},
            "structure_rate": self.structures / max(len(self.errors), 1),
            "token_error_rate": sum(self.errors) / max(self.tokens, 1),
            "milliseconds_median": times[len(times) // 2],
            "milliseconds_95th": times[min(int(len(times) * 0.95), len(times) - 1)],
        }
