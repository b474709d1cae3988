r"""Grammar: which token may follow which, so that every hypothesis of a search stays well-formed LaTeX.

The language is the canonical form of `mathnet.latex`:

    row = item+        item = base [ _ group ] [ ^ group ]        group = { row }
    base = symbol | \frac group group | \sqrt group | \sqrt [ index ] group

An index is a row without brackets of its own. Everywhere else brackets and delimiters are symbols and need not match.
The same language is given twice, read from left to right and from right to left (`} 2 { ^ x`); each is LL(1), so a
state is the stack of a predictive parser: what is still expected, the next of it last (Aho et al., Compilers, 4.4).

Letters: V tokens of the vocabulary.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from mathnet.vocabulary import END, PAD, START, Vocabulary

State = tuple[str, ...]
Rules = dict[str, dict[str, State]]  # what is expected -> kind of the token read -> what is expected in its place

SYMBOL = "symbol"  # the kind of every token that is neither special nor in STRUCTURE
STRUCTURE = frozenset(["{", "}", "[", "]", "_", "^", "\\frac", "\\sqrt"])

_ITEM: dict[str, State] = {
    SYMBOL: ("more",),
    "[": ("more",),
    "]": ("more",),
    "\\frac": ("group", "group", "more"),
    "\\sqrt": ("radical", "more"),
}
_SUB: dict[str, State] = {"_": ("group", "more after sub")}
_SUP: dict[str, State] = {"^": ("group", "more after sup")}
_FORWARD: Rules = {
    "row": _ITEM,
    "more": _ITEM | _SUB | _SUP,
    "more after sub": _ITEM | _SUP,
    "more after sup": _ITEM,
    "group": {"{": ("row", "}")},
    "radical": {"{": ("row", "}"), "[": ("index row", "]", "group")},
}

# From right to left (row is "wor", more is "erom"): what a group belongs to shows only behind it, in its head.
_ITEM_FROM_RIGHT: dict[str, State] = {
    SYMBOL: ("erom",),
    "[": ("erom",),
    "]": ("erom",),
    "}": ("wor", "{", "head or script", "erom"),
}
_SYMBOLS: dict[str, State] = {SYMBOL: (), "[": (), "]": ()}
_HEAD: dict[str, State] = {
    "\\sqrt": (),
    "}": ("wor", "{", "\\frac"),
    "]": ("index wor", "[", "\\sqrt"),
}
_BACKWARD: Rules = {
    "wor": _ITEM_FROM_RIGHT,
    "erom": _ITEM_FROM_RIGHT,
    "base or sub": _SYMBOLS | {"}": ("wor", "{", "head or sub")},
    "base": _SYMBOLS | {"}": ("wor", "{", "head")},
    "head or script": _HEAD | {"^": ("base or sub",), "_": ("base",)},
    "head or sub": _HEAD | {"_": ("base",)},
    "head": _HEAD,
}
_OPTIONAL = frozenset(["more", "more after sub", "more after sup", "erom"])  # these may also end where they stand
_NESTED = frozenset(["row", "wor", "group"])  # in a rule these stand for what is inside braces


def _in_index(rules: Rules) -> Rules:
    """The rules directly inside the index of a root: no brackets there, as usual again inside braces."""

    def rename(expected: State) -> State:
        return tuple(f"index {name}" if name in rules.keys() - _NESTED else name for name in expected)

    return {
        f"index {name}": {kind: rename(rest) for kind, rest in kinds.items() if kind not in "[]"}
        for name, kinds in rules.items()
    }


_RULES: Rules = _FORWARD | _BACKWARD | _in_index(_FORWARD) | _in_index(_BACKWARD)
_MAY_END = _OPTIONAL | {f"index {name}" for name in _OPTIONAL}
_NEVER = 10**6  # more tokens than any formula has


def _least_tokens() -> dict[str, int]:
    """For each expectation the length of the shortest sequence that meets it; the end token counts nothing."""
    least = dict.fromkeys(_RULES, _NEVER) | dict.fromkeys(STRUCTURE, 1) | dict.fromkeys(_MAY_END, 0) | {END: 0}
    for _ in _RULES:  # each pass settles one more level of nesting
        for name, kinds in _RULES.items():
            shortest = min(1 + sum(least[part] for part in rest) for rest in kinds.values())
            least[name] = min(least[name], shortest)
    return least


_LEAST = _least_tokens()


class Grammar:
    """The grammar over one vocabulary. States are immutable, hashable and know their direction.

    Raises `ValueError` for a vocabulary with some but not all of the structural tokens.
    """

    def __init__(self, vocabulary: Vocabulary) -> None:
        missing = STRUCTURE.difference(vocabulary.tokens)
        if missing and missing != STRUCTURE:
            raise ValueError(f"the vocabulary lacks the structural tokens {' '.join(sorted(missing))}: add them")
        self._vocabulary = vocabulary
        self._kinds = tuple(_kind(token) for token in vocabulary.tokens)
        self._choices: dict[State, tuple[NDArray[np.bool_], NDArray[np.int64]]] = {}

    def start(self, backward: bool = False) -> State:
        """Nothing read yet, from the left or from the right."""
        return (END, "wor" if backward else "row")

    def advance(self, state: State, token_id: int) -> State:
        """The state after one more token; raises `ValueError` if the token is not allowed. After the end token: ()."""
        if not self.allowed(state)[token_id]:
            token = self._vocabulary.tokens[token_id]
            raise ValueError(f"{token!r} cannot follow here: expected {' then '.join(reversed(state)) or 'nothing'}")
        return _step(state, self._kinds[token_id])

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
        costs = np.array([_cost(state, kind) if kind in kinds else _NEVER for kind in self._kinds], dtype=np.int64)
        choice = costs < _NEVER
        choice.setflags(write=False)
        return choice, costs


def _kind(token: str) -> str:
    """What the rules call a token: itself, `symbol`, or nothing for a token that never stands in a formula."""
    if token in (PAD, START):
        return ""
    return token if token in STRUCTURE or token == END else SYMBOL


def _kinds_allowed(state: State) -> frozenset[str]:
    if not state:
        return frozenset()
    expected = state[-1]
    kinds = frozenset(_RULES.get(expected, [expected]))
    return kinds | _kinds_allowed(state[:-1]) if expected in _MAY_END else kinds


def _cost(state: State, kind: str) -> int:
    """The least number of tokens to the end of `state` when the next one is of this kind."""
    return sum(_LEAST[name] for name in _step(state, kind)) + (kind != END)


def _step(state: State, kind: str) -> State:
    expected, below = state[-1], state[:-1]
    if expected == kind:
        return below
    if kind in _RULES[expected]:
        return below + _RULES[expected][kind][::-1]
    return _step(below, kind)  # an optional expectation ends, and what is below reads the token
