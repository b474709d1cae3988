"""Digits that stand side by side are one number; the tree knows only symbols."""

from __future__ import annotations

import re
from dataclasses import replace

from mathnet.latex_tree import Node, Row, Script, Symbol

_PIECE = re.compile(r"\d*\.?\d+|\.")


def with_numbers(row: Row) -> list[Node]:
    """The nodes of a row with each number as one symbol, such as 3.14; a script behind it belongs to all of it."""
    items: list[Node] = []
    written = ""  # digits and points not yet taken
    for node in row.items:
        if isinstance(node, Symbol) and (node.token == "." or is_number(node.token)):
            written += node.token
            continue
        if isinstance(node, Script) and isinstance(node.base, Symbol) and is_number(node.base.token):
            *pieces, number = _PIECE.findall(written + node.base.token)
            node = replace(node, base=Symbol(number))
        else:
            pieces = _PIECE.findall(written)
        items += [*map(Symbol, pieces), node]
        written = ""
    return items + list(map(Symbol, _PIECE.findall(written)))


def is_number(token: str) -> bool:
    return token[-1:].isdecimal()
