"""A probabilistic context-free grammar, drawn at random, or drawn so that the outcome holds a given token.

A formula that must hold a token comes by the size-biased derivation of branching processes (Lyons, Pemantle and Peres
1995): with the expected number of that token under each rule, one path is led down to it, and all beside the path grows
as it always does. Rare tokens so come in the surroundings that they have anyway.

Letters: R rules, A alternatives of all rules, K different tokens.
"""

from __future__ import annotations

import random
from bisect import bisect
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from training.formulas.rules import Alternative, Part, Reference, Rules

_TRIES = 4  # for a letter of a formula's own that is not yet taken
_NOTHING = 1e-12  # less than this is rounding


class _Rule(NamedTuple):
    """A rule ready to be drawn: where its alternatives start among all, their weights added up, the plainest one."""

    first: int
    sums: list[float]
    plainest: int


@dataclass
class _Draw:
    """One formula in the making: what stands for the letters of its own."""

    random: random.Random
    own: dict[str, list[str]] = field(default_factory=dict)


class Pcfg:
    """A grammar ready to be drawn from; picklable, and the same state of `random` gives the same tokens.

    Below `most_depth` rules inside rules, each takes the alternative that ends soonest. Raises `ValueError` for rules
    that never come to an end.
    """

    def __init__(self, rules: Rules, most_depth: int = 12) -> None:
        self.most_depth = most_depth
        self._parts = [alternative.parts for alternatives in rules.values() for alternative in alternatives]
        self._rules = _compiled(rules)
        self._places = {name: place for place, name in enumerate(rules)}
        self.tokens = sorted({part for parts in self._parts for part in parts if isinstance(part, str)})
        self._held, self._under = self._expectations()

    def expected(self, start: str) -> dict[str, float]:
        """How often each token stands in what `start` gives, on average and whatever the depth."""
        return dict(zip(self.tokens, self._under[self._places[start]].tolist(), strict=True))

    def draw(self, start: str, source: random.Random, holds: str | None = None) -> list[str]:
        """Tokens of the rule `start`; with `holds`, among them that token.

        Raises `ValueError` for a token that `start` never gives.
        """
        if start not in self._rules:
            raise ValueError(f"the grammar has no rule <{start}>")
        wanted = None if holds is None else self._wanted(start, holds)
        return self._rule(start, wanted, _Draw(source), 0)

    def _wanted(self, start: str, token: str) -> int:
        known = self.tokens.index(token) if token in self.tokens else None
        if known is None or not self._under[self._places[start], known]:
            raise ValueError(f"<{start}> of the grammar never gives {token!r}")
        return known

    def _rule(self, name: str, wanted: int | None, draw: _Draw, depth: int) -> list[str]:
        rule = self._rules[name]
        if wanted is not None:
            return self._leading(rule, wanted, draw, depth)
        if depth >= self.most_depth:
            return self._sequence(self._parts[rule.plainest], draw, depth)
        at = bisect(rule.sums, draw.random.random() * rule.sums[-1])
        return self._sequence(self._parts[rule.first + min(at, len(rule.sums) - 1)], draw, depth)

    def _sequence(self, parts: tuple[Part, ...], draw: _Draw, depth: int) -> list[str]:
        tokens: list[str] = []
        for part in parts:
            if isinstance(part, str):
                tokens.append(part)
            elif part.once:
                tokens.extend(self._own(part.rule, draw, depth))
            else:
                tokens.extend(self._rule(part.rule, None, draw, depth + 1))
        return tokens

    def _own(self, name: str, draw: _Draw, depth: int) -> list[str]:
        """What stands for `$name` in this formula, if possible nothing that already stands for another."""
        if name not in draw.own:
            for _ in range(_TRIES):
                chosen = self._rule(name, None, draw, depth + 1)
                if chosen not in draw.own.values():
                    break
            draw.own[name] = chosen
        return draw.own[name]

    def _leading(self, rule: _Rule, wanted: int, draw: _Draw, depth: int) -> list[str]:
        """An alternative with the wanted token in it, drawn by how many it is expected to hold."""
        last = rule.first + len(rule.sums)
        weights = self._held[rule.first : last, wanted] * np.diff(rule.sums, prepend=0.0)
        parts = self._parts[rule.first + _pick(weights.tolist(), draw.random)]
        at = _pick([self._expects(part, wanted) for part in parts], draw.random)
        part = parts[at]
        if isinstance(part, str):
            held = [part]
        else:
            held = self._rule(part.rule, wanted, draw, depth + 1)
            if part.once:
                draw.own.setdefault(part.rule, held)
        return self._sequence(parts[:at], draw, depth) + held + self._sequence(parts[at + 1 :], draw, depth)

    def _expects(self, part: Part, wanted: int) -> float:
        if isinstance(part, str):
            return float(part == self.tokens[wanted])
        return float(self._under[self._places[part.rule], wanted])

    def _expectations(self) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Expected numbers of each token in each alternative (A, K) and under each rule (R, K).

        With p(r, a) the probability of an alternative and n what it holds, the numbers E under rules are the solution
        of E = p n(tokens) + p n(rules) E.
        """
        column = {token: place for place, token in enumerate(self.tokens)}
        own = np.zeros((len(self._parts), len(column)))  # (A, K)
        calls = np.zeros((len(self._parts), len(self._places)))  # (A, R)
        for row, parts in enumerate(self._parts):
            for part in parts:
                if isinstance(part, str):
                    own[row, column[part]] += 1
                else:
                    calls[row, self._places[part.rule]] += 1
        chance = np.zeros((len(self._places), len(self._parts)))  # (R, A)
        for place, rule in enumerate(self._rules.values()):
            chance[place, rule.first : rule.first + len(rule.sums)] = np.diff(rule.sums, prepend=0.0) / rule.sums[-1]
        step = chance @ calls  # (R, R)
        if np.abs(np.linalg.eigvals(step)).max() >= 1:
            raise ValueError("the grammar never comes to an end: lower the weights of rules that name themselves")
        under = np.asarray(np.linalg.solve(np.eye(len(step)) - step, chance @ own), dtype=np.float64)
        under[under < _NOTHING] = 0.0
        return own + calls @ under, under


def _pick(weights: list[float], source: random.Random) -> int:
    sums = list(accumulate(weights))
    at = bisect(sums, source.random() * sums[-1])
    return min(at, max(place for place, weight in enumerate(weights) if weight))


def _compiled(rules: Rules) -> dict[str, _Rule]:
    depths, compiled, first = _depths(rules), {}, 0
    for name, alternatives in rules.items():
        soonest = min(range(len(alternatives)), key=lambda at: _depth(alternatives[at], depths))
        compiled[name] = _Rule(first, list(accumulate(one.weight for one in alternatives)), first + soonest)
        first += len(alternatives)
    return compiled


def _depths(rules: Rules) -> dict[str, float]:
    """For each rule, how many rules inside rules it takes to come to an end."""
    depths = dict.fromkeys(rules, float("inf"))
    for _ in rules:  # each pass settles one more level
        depths = {name: min(_depth(one, depths) for one in alternatives) + 1 for name, alternatives in rules.items()}
    if float("inf") in depths.values():
        endless = next(name for name, depth in depths.items() if depth == float("inf"))
        raise ValueError(f"the rule <{endless}> never comes to an end: give it an alternative that does")
    return depths


def _depth(alternative: Alternative, depths: Mapping[str, float]) -> float:
    return max((depths[part.rule] for part in alternative.parts if isinstance(part, Reference)), default=0)
