"""Spacing: how far apart symbols of a row stand by what they are, and which brackets of a row belong together.

The gaps are medians measured on CROHME. Units: caps.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from mathnet.latex_tree import PRIME, Node, Script, Symbol
from training.synthesis.typography import shape_of

OPENED_BY: dict[str, set[str]] = {")": {"(", "["}, "]": {"[", "("}, "\\}": {"\\{"}, "|": {"|"}, "\\|": {"\\|"}}
OPENED_BY |= {"\\rangle": {"\\langle", "|"}, "\\rfloor": {"\\lfloor"}, "\\rceil": {"\\lceil"}}
OPENING = frozenset(token for tokens in OPENED_BY.values() for token in tokens)
_PRIME = Symbol(PRIME)
_SIGNS = frozenset(map(Symbol, ("-", "+", "\\pm", "\\mp")))

# What stands before and behind a symbol adds up to a gap.
_BEFORE = {"letter": 0.1, "digit": 0.12, "operator": 0.29, "relation": 0.43, "open": 0.22, "close": 0.03}
_BEFORE |= {"punctuation": 0.08, "large": 0.2, "function": 0.24, "accent": 0.1, "other": 0.14}
_AFTER = {"letter": 0.1, "digit": 0.14, "operator": 0.29, "relation": 0.47, "open": 0.04, "close": 0.22}
_AFTER |= {"punctuation": 0.3, "large": 0.2, "function": 0.25, "accent": 0.1, "other": 0.14}
_NO_TERM = frozenset({"operator", "relation", "open", "punctuation", "function", "large"})
_DOTS = frozenset({"\\ldots", "\\cdots", "\\vdots", "\\ddots"})


def kind_of(node: Node) -> str:
    """The kind of symbol that a node is or has as its base; `other` for fractions, roots and the like."""
    token = token_of(node)
    return "other" if not token or token in _DOTS else shape_of(token).kind


def token_of(node: Node) -> str:
    """The token of a symbol, with or without scripts; nothing for other nodes."""
    while isinstance(node, Script) and node.base is not None:
        node = node.base
    return node.token if isinstance(node, Symbol) else ""


def gaps(items: Sequence[Node], relations: float = 1.0) -> list[float]:
    """The gap behind each item but the last; `relations` multiplies those around relations.

    A sign that belongs to the term behind it stands close to that term.
    """
    kinds = [kind_of(item) for item in items]
    found = []
    for at, (left, right) in enumerate(pairwise(kinds)):
        gap = (_AFTER[left] + _BEFORE[right]) * (relations if "relation" in (left, right) else 1.0)
        if items[at + 1] == _PRIME:
            gap = 0.08
        unary = items[at] in _SIGNS and (at == 0 or kinds[at - 1] in _NO_TERM)
        found.append(0.45 * gap if unary else gap)
    return found


def pairs(items: Sequence[Node]) -> dict[int, int]:
    """Where brackets open, and where the bracket that closes each stands, innermost first.

    Bars have no direction, so they are paired as they come. A bracket without a partner is in no pair.
    """
    opened: list[tuple[int, str]] = []
    found = {}
    for at, item in enumerate(items):
        token = token_of(item)
        partners = OPENED_BY.get(token, set())
        closes = next((place for place in reversed(range(len(opened))) if opened[place][1] in partners), None)
        if closes is not None:
            found[opened[closes][0]] = at
            del opened[closes:]
        elif isinstance(item, Symbol) and token in OPENING:
            opened.append((at, token))
    return found
