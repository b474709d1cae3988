r"""Grammar: which token may follow which, so that every hypothesis of a search stays well-formed LaTeX.

The language is the canonical form of `mathnet.latex`:

    formula = [ row ]  row = item+        item = base [ _ group ] [ ^ group ]        group = { row }
    base = symbol | command group … | \sqrt group | \sqrt [ index ] group | \begin{grid} cells \end{grid}
    cells = [ row ] & … \\ [ row ] & …

An index is a row without brackets and grids of its own. Everywhere else brackets and delimiters are symbols and need
not match; nor need the rows of a grid be equally long. The same language is given twice (`mathnet.grammar_rules`), read
from left to right and from right to left (`} 2 { ^ x`); each is LL(1), so a state is the stack of a predictive parser:
what is still expected, the next of it last (Aho et al., Compilers, 4.4).

Letters: V tokens of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from mathnet.grammar_rules import MAY_END, RULES, STRUCTURE_OF_GRIDS, State, kind_of
from mathnet.vocabulary import END, Vocabulary

__all__ = ["STRUCTURE", "Grammar", "State"]

STRUCTURE = frozenset(["{", "}", "[", "]", "_", "^", "\\frac", "\\sqrt"])  # a vocabulary has all of them or none
_NEVER = 10**6  # more tokens than any formula has


def _least_tokens() -> dict[str, int]:
    """For each expectation the length of the shortest sequence that meets it; the end token counts nothing."""
    kinds = {kind for rule in RULES.values() for kind in rule}
    least = dict.fromkeys(kinds, 1) | dict.fromkeys(RULES, _NEVER) | dict.fromkeys(MAY_END, 0) | {END: 0}
    settled = False
    while not settled:  # each pass settles one more level of nesting
        settled = True
        for name, rule in RULES.items():
            shortest = min(1 + sum(least[part] for part in rest) for rest in rule.values())
            if shortest < least[name]:
                least[name], settled = shortest, False
    return least


_LEAST = _least_tokens()


class Grammar:
    """The grammar over one vocabulary. States are immutable, hashable and know their direction.

    Raises `ValueError` for a vocabulary with some but not all of the structural tokens, or of those that a grid needs.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        missing = _missing(vocabulary)
        if missing:
            raise ValueError(f"the vocabulary lacks the structural tokens {' '.join(sorted(missing))}: add them")
        self._vocabulary = vocabulary
        self._kinds = tuple(map(kind_of, vocabulary.tokens))
        self._choices: dict[State, tuple[NDArray[np.bool_], NDArray[np.int64]]] = {}

    def start(self, backward: bool = False) -> State:
        """Nothing read yet, from the left or from the right."""
        return (END, "alumrof" if backward else "formula")

    def advance(self, state: State, token_id: int) -> State:
        """The state after one more token; raises `ValueError` if the token is not allowed. After the end token: ()."""
        if not self.allowed(state)[token_id]:
            token = self._vocabulary.tokens[token_id]
            raise ValueError(f"{token!r} cannot follow here: expected {' then '.join(reversed(state)) or 'nothing'}")
        return _step(state, self._kinds[token_id])

    def reads(self, token_ids: Iterable[int]) -> bool:
        """Whether these tokens, from left to right and without the end token, are a formula."""
        state = self.start()
        for token_id in (*token_ids, self._vocabulary.end):
            if not self.allowed(state)[token_id]:
                return False
            state = self.advance(state, token_id)
        return True

    def allowed(self, state: State, room: int | None = None) -> NDArray[np.bool_]:
        """Which tokens may come next; with `room`, those after which the end can be reached in `room` tokens.

        The next token counts towards `room`, the end token does not. Some token is allowed as long as `room` is at
        least `remaining(state)`, and taking it leaves `remaining` at `room - 1` or less. Read-only.

        Shapes: (V,)
        """
        top = state[-2:]  # what may end always stands on what may not, so two decide
        if top not in self._choices:
            self._choices[top] = self._choose(top)
        choice, costs = self._choices[top]
        return choice if room is None else costs <= room - self.remaining(state[:-2])

    def remaining(self, state: State) -> int:
        """The least number of tokens still needed before the end token; 0 when it may come now."""
        return sum(_LEAST[name] for name in state)

    def _choose(self, state: State) -> tuple[NDArray[np.bool_], NDArray[np.int64]]:
        """Whether each token may come next, and how many tokens the shortest end then takes. Shapes: (V,), (V,)"""
        kinds = _kinds_allowed(state)
        cost = {kind: _cost(state, kind) for kind in kinds}
        costs = np.array([cost.get(kind, _NEVER) for kind in self._kinds], dtype=np.int64)
        choice = costs < _NEVER
        choice.setflags(write=False)
        return choice, costs


def _missing(vocabulary: Vocabulary) -> frozenset[str]:
    """Structural tokens that the vocabulary needs for those that it has."""
    needed = STRUCTURE if STRUCTURE.intersection(vocabulary.tokens) else frozenset[str]()
    for side, other in (("\\begin", "\\end"), ("\\end", "\\begin")):
        sides = {token for token in STRUCTURE_OF_GRIDS.intersection(vocabulary.tokens) if token.startswith(side)}
        needed |= {token.replace(side, other) for token in sides} | ({"&", "\\\\"} if sides else set())
    return needed.difference(vocabulary.tokens)


def _kinds_allowed(state: State) -> frozenset[str]:
    if not state:
        return frozenset()
    expected = state[-1]
    kinds = frozenset(RULES.get(expected, [expected]))
    return kinds | _kinds_allowed(state[:-1]) if expected in MAY_END else kinds


def _cost(state: State, kind: str) -> int:
    """The least number of tokens to the end of `state` when the next one is of this kind."""
    return sum(_LEAST[name] for name in _step(state, kind)) + (kind != END)


def _step(state: State, kind: str) -> State:
    expected, below = state[-1], state[:-1]
    if expected == kind:
        return below
    if kind in RULES[expected]:
        return below + RULES[expected][kind][::-1]
    return _step(below, kind)  # an optional expectation ends, and what is below reads the token
