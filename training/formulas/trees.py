"""Formula trees taken apart: the rows inside a node and what each is for, places in a tree, size and depth.

A place is a path of steps from the topmost row down; each step names an item of a row and which of its rows to enter.
Its role says what may stand there in its stead: what is below a sum is not what is below a letter.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from mathnet.latex import tokens_of
from mathnet.latex_tree import NEXT_CELL, NEXT_ROW, Command, Grid, Node, Root, Row, Script, Symbol

Path: TypeAlias = tuple[tuple[int, int], ...]

LARGE = (
    frozenset(["\\sum", "\\prod", "\\int", "\\iint", "\\iiint", "\\oint", "\\bigcup", "\\bigcap", "\\bigoplus"])
    | frozenset(["\\bigotimes", "\\lim", "\\max", "\\min", "\\sup", "\\inf"])
)  # fmt: skip
BRACKETS = frozenset("[]")
# Delimiters that a `matrix` may stand between; between those of one kind, round or square, it has another name.
_CLOSING = {"(": ("]",), "[": (")",), "\\{": ("\\}",), "\\|": ("\\|",), "\\langle": ("\\rangle",)}
PLACING = frozenset(["{", "}", "_", "^", NEXT_CELL, NEXT_ROW])


class Place(NamedTuple):
    """A row inside a tree, the way to it and its role."""

    path: Path
    role: str
    row: Row


def rows_of(node: Node) -> list[tuple[str, Row]]:
    """The rows inside a node with their roles, in canonical order; the base of a script is a row of one item."""
    match node:
        case Script(base, sub, sup):
            below, above = ("lower limit", "upper limit") if _is_large(base) else ("sub", "sup")
            rows = [("base", None if base is None else Row((base,))), (below, sub), (above, sup)]
            return [(role, row) for role, row in rows if row is not None]
        case Root(body, index):
            return [("index", index), ("root", body)] if index is not None else [("root", body)]
        case Command(name, arguments):
            return [(name, argument) for argument in arguments]
        case Grid(environment, rows):
            return [(environment, cell) for row in rows for cell in row]
    return []


def _is_large(base: Node | None) -> bool:
    return isinstance(base, Symbol) and base.token in LARGE


def with_rows(node: Node, rows: list[Row]) -> Node:
    """The node with other rows inside, in the order of `rows_of`. The row of a base must hold one item."""
    rest = iter(rows)
    match node:
        case Script(base, sub, sup):
            (new_base,) = next(rest).items if base is not None else (None,)
            return Script(new_base, None if sub is None else next(rest), None if sup is None else next(rest))
        case Root(_, index):
            new_index = None if index is None else next(rest)
            return Root(next(rest), new_index)
        case Command(name, _):
            return Command(name, tuple(rest))
        case Grid(environment, cells):
            return Grid(environment, tuple(tuple(next(rest) for _ in row) for row in cells))
    return node


def places(row: Row, above: Path = ()) -> Iterator[Place]:
    """All rows inside a tree, outer ones first."""
    for at, item in enumerate(row.items):
        for number, (role, inner) in enumerate(rows_of(item)):
            path = (*above, (at, number))
            yield Place(path, role, inner)
            yield from places(inner, path)


def replaced(row: Row, path: Path, new: Row) -> Row:
    """The tree with another row at a place."""
    if not path:
        return new
    (at, number), *below = path
    rows = [inner for _, inner in rows_of(row.items[at])]
    rows[number] = replaced(rows[number], tuple(below), new)
    return Row((*row.items[:at], with_rows(row.items[at], rows), *row.items[at + 1 :]))


def mapped(row: Row, change: dict[str, str]) -> Row:
    """The tree with the tokens of symbols changed; those that `change` lacks stay."""
    return Row(tuple(_mapped(item, change) for item in row.items))


def _mapped(node: Node, change: dict[str, str]) -> Node:
    if isinstance(node, Symbol):
        return Symbol(change.get(node.token, node.token))
    return with_rows(node, [mapped(inner, change) for _, inner in rows_of(node)])


def heads(row: Row) -> Iterator[str]:
    """The tokens that are written, in canonical order, without those that only say where: braces, `_`, `^`, `&` …"""
    return (token for token in tokens_of(row) if token not in PLACING)


def length(row: Row) -> int:
    """The number of canonical tokens."""
    return sum(1 for _ in tokens_of(row))


def depth(row: Row) -> int:
    """How many rows are inside each other: 1 for symbols side by side."""
    return 1 + max((depth(inner) for item in row.items for role, inner in rows_of(item) if role != "base"), default=0)


def is_writable(row: Row) -> bool:
    """Whether the tree is one that handwriting is read as: no empty rows but cells, scripts with a plain base, and
    delimiters around each `matrix`, since lines without any are `aligned`."""
    return bool(row.items) and all(map(_is_node_writable, row.items)) and not _has_bare_matrix(row)


def _has_bare_matrix(row: Row) -> bool:
    around = zip((None, *row.items[:-1]), row.items, (*row.items[1:], None), strict=True)
    return any(
        isinstance(node, Grid)
        and node.environment == "matrix"
        and _token(behind) not in _CLOSING.get(_token(before), ())
        for before, node, behind in around
    )


def _token(node: Node | None) -> str:
    """The token of a symbol, with or without scripts."""
    while isinstance(node, Script):
        node = node.base
    return node.token if isinstance(node, Symbol) else ""


def _is_node_writable(node: Node) -> bool:
    match node:
        case Script(base, sub, sup):
            if base is None or isinstance(base, Script) or (sub is None and sup is None):
                return False
        case Root(_, index):
            if index is not None and any(isinstance(item, Symbol) and item.token in BRACKETS for item in index.items):
                return False
        case Grid():
            rows = [inner for _, inner in rows_of(node)]
            return any(inner.items for inner in rows) and all(is_writable(inner) for inner in rows if inner.items)
    return all(is_writable(inner) for _, inner in rows_of(node))
