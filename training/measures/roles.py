r"""Roles: what part each written symbol plays in its formula. Used for measuring only, never for training.

A symbol may play several: the `+` of `x ^ { a + b }` is an operator, stands in a script, and is nested. Roles come
from the caption in canonical form and from the tie between its tokens and the written symbols.

Letters: K symbols, R roles.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from mathnet.latex_names import GRIDS
from mathnet.latex_tree import ARGUMENTS
from training.data.sample import NO_SYMBOL, Sample

_NAMES = {
    "operator": "+ - \\pm \\mp \\times \\div \\cdot \\ast * / \\circ \\bullet \\setminus \\oplus \\ominus \\otimes "
    "\\odot \\wedge \\vee \\cup \\cap",
    "relation": "= < > \\lt \\gt \\leq \\geq \\neq \\equiv \\approx \\sim \\simeq \\cong \\in \\ni \\notin \\subset "
    "\\supset \\subseteq \\supseteq \\propto \\perp \\parallel \\ll \\gg \\prec \\succ \\vdash \\models \\rightarrow "
    "\\to \\leftarrow \\leftrightarrow \\Rightarrow \\Leftarrow \\Leftrightarrow \\mapsto \\hookrightarrow",
    "fraction bar": "\\frac",
    "radical": "\\sqrt",
    "big operator": "\\sum \\prod \\int \\iint \\iiint \\oint \\lim \\bigcup \\bigcap \\bigoplus \\bigotimes",
    "bracket": "( ) [ ] \\{ \\} | \\| \\langle \\rangle \\lfloor \\rfloor \\lceil \\rceil \\binom "
    + " ".join(f"\\begin{{{name}}} \\end{{{name}}}" for name in GRIDS),
}
_BY_TOKEN = {role: frozenset(names.split()) for role, names in _NAMES.items()}
ROLES = (*_BY_TOKEN, "script", "nested", "deeply nested", "plain")
STRUCTURAL = ("operator", "relation", "fraction bar", "radical", "big operator", "script")  # what tells the layout
_OPENS = {
    **{token: "accent" for token, arguments in ARGUMENTS.items() if arguments == 1},
    **{"_": "script", "^": "script", "\\frac": "fraction", "\\binom": "fraction", "\\sqrt": "root"},
}


def surroundings(tokens: Sequence[str]) -> list[tuple[str, ...]]:
    """The groups around each token of a canonical caption, outermost first.

    They are: script, fraction, root, index, accent (also a font) and grid. Braces, the brackets of an index, and a
    grid's begin and end stand outside the group which they enclose.
    """
    around: list[str] = []
    found, group = [], ""
    for at, token in enumerate(tokens):
        closes = around and (token == ("]" if around[-1] == "index" else "}") or token.startswith("\\end{"))
        if closes:
            group = around.pop()
            group = "root" if group == "index" else group  # a fraction's second group follows the first one
        found.append(tuple(around))
        if token == "{":
            around.append(group)
        elif token.startswith("\\begin{"):
            around.append("grid")
        elif token == "[" and at and tokens[at - 1] == "\\sqrt":
            around.append("index")
        elif not closes:
            group = _OPENS.get(token, "")
    return found


def roles_of(token: str, around: Sequence[str]) -> frozenset[str]:
    """The roles of a symbol that is written as `token` inside the groups `around`."""
    roles = {role for role, tokens in _BY_TOKEN.items() if token in tokens}
    roles |= {"script"} if "script" in around else set()
    depth = sum(group != "accent" for group in around)
    roles |= {"nested"} if depth else set()
    roles |= {"deeply nested"} if depth > 1 else set()
    return frozenset(roles or {"plain"})


def roles_of_symbols(sample: Sample, vocabulary: Sequence[str]) -> NDArray[np.bool_]:
    """Which symbol plays which of `ROLES`; none for symbols that no token is tied to. Shapes: (R, K)."""
    played = np.zeros((len(ROLES), len(sample.labels)), dtype=np.bool_)
    tokens = [vocabulary[token] for token in sample.tokens.tolist()]
    for token, around, symbol in zip(tokens, surroundings(tokens), sample.symbol_of_token.tolist(), strict=True):
        if symbol != NO_SYMBOL:
            played[[ROLES.index(role) for role in roles_of(token, around)], symbol] = True
    return played
