r"""A formula as a tree.

The tree holds what is written and where, not how it is set: braces that only group vanish, `{a b}^2` is `a b^2`, and
subscript and superscript have no order. It is the reading that the captions of CROHME use. `mathnet.latex_parser` makes
it from LaTeX and brings it to its one form, by the rules below.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TypeAlias

from mathnet.latex_names import GRIDS

PRIME, QUOTE = "\\prime", "'"
NEXT_CELL, NEXT_ROW = "&", "\\\\"
# Commands with arguments, and how many. `\sqrt` has an optional one besides and a node of its own.
ARGUMENTS = {
    **dict.fromkeys(["\\frac", "\\binom", "\\overset", "\\underset", "\\stackrel"], 2),
    **dict.fromkeys(["\\hat", "\\bar", "\\vec", "\\dot", "\\ddot", "\\dddot", "\\tilde", "\\check", "\\breve"], 1),
    **dict.fromkeys(
        ["\\acute", "\\grave", "\\mathring", "\\overline", "\\underline", "\\overbrace", "\\underbrace"], 1
    ),
    **dict.fromkeys(["\\overrightarrow", "\\overleftarrow", "\\overleftrightarrow", "\\overparen", "\\xrightarrow"], 1),
    **dict.fromkeys(["\\mathbb", "\\mathcal", "\\mathfrak", "\\textsc", "\\boxed", "\\fbox", "\\cancel"], 1),
}
FONTS = ("\\mathbb", "\\mathcal")  # one letter each
WIDE = {"\\bar": "\\overline", "\\vec": "\\overrightarrow"}  # over one symbol, and the same ink over anything else
NARROW = {wide: narrow for narrow, wide in WIDE.items()}
FENCES = {"(": ("pmatrix", ")"), "[": ("bmatrix", "]"), "|": ("vmatrix", "|")}  # what a grid between them is
FENCED = {environment: (left, right) for left, (environment, right) in FENCES.items()}
BARE = ("matrix", "aligned")  # grids without anything around them
STACKED = (*BARE, "cases")  # grids that need a second row to be seen


@dataclass(frozen=True)
class Row:
    """Nodes side by side, from left to right."""

    items: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Symbol:
    """One token that stands for itself: a letter, a digit, an operator, a command without arguments."""

    token: str


@dataclass(frozen=True)
class Script:
    """A base with what stands below and above at its right; without a base at the start of a row."""

    base: Node | None
    sub: Row | None = None
    sup: Row | None = None


@dataclass(frozen=True)
class Root:
    """A root and its index, if one is written."""

    body: Row
    index: Row | None = None


@dataclass(frozen=True)
class Command:
    r"""A command with its arguments, such as the fraction `\frac` or an accent."""

    name: str
    arguments: tuple[Row, ...]


@dataclass(frozen=True)
class Grid:
    """Rows of cells, all rows equally long, some cells perhaps empty; `environment` is one of `GRIDS`."""

    environment: str
    rows: tuple[tuple[Row, ...], ...]

    def __post_init__(self) -> None:
        if self.environment not in GRIDS or len({len(cells) for cells in self.rows}) != 1:
            raise ValueError(f"a grid is one of {', '.join(GRIDS)} and has equally long rows: {self.environment}")

    @property
    def written_rows(self) -> tuple[tuple[Row, ...], ...]:
        """The rows without empty cells at their ends, which nobody sees."""
        return tuple(_trimmed(cells) for cells in self.rows)


Node: TypeAlias = Symbol | Script | Root | Command | Grid


def _trimmed(cells: tuple[Row, ...]) -> tuple[Row, ...]:
    while cells and not cells[-1].items:
        cells = cells[:-1]
    return cells


def grid_nodes(environment: str, rows: list[tuple[Row, ...]]) -> list[Node]:
    """The grid of these rows without empty ones, padded; or plain nodes where nobody would see that it is a grid."""
    kept = [cells for cells in map(_trimmed, rows) if cells]
    width = max(map(len, kept), default=0)
    if len(kept) > 1 or (width > 1 and environment not in STACKED):
        return [Grid(environment, tuple(cells + (Row(),) * (width - len(cells)) for cells in kept))]
    inline = [node for cells in kept for cell in cells for node in cell.items]
    left, right = ("\\{", "") if environment == "cases" else FENCED.get(environment, ("", ""))
    return [*_symbol(left), *inline, *_symbol(right)]


def _symbol(token: str) -> list[Node]:
    return [Symbol(token)] if token else []


def fence(items: list[Node]) -> None:
    r"""Makes a bare grid between `(` and `)`, the last of `items`, a `pmatrix`, and so with the other delimiters."""
    match items[-3:]:
        case [Symbol(left), Grid(environment) as grid, Symbol(right)] if environment in BARE and left in FENCES:
            fenced, closing = FENCES[left]
            if closing == right:
                items[-3:] = [_as_columns(grid, fenced)]


def brace(items: list[Node]) -> None:
    r"""Makes a bare grid behind `\{`, the last of `items`, `cases`, when no brace closes it."""
    match items[-2:]:
        case [Symbol("\\{"), Grid(environment) as grid] if environment in BARE:
            items[-2:] = [_as_columns(grid, "cases")]


def _as_columns(grid: Grid, environment: str) -> Grid:
    """The grid in another environment; lines that were aligned by a `&` are one column there."""
    if grid.environment == "aligned":
        return Grid(environment, tuple((joined(cells),) for cells in grid.rows))
    return replace(grid, environment=environment)


def joined(cells: tuple[Row, ...]) -> Row:
    return Row(tuple(node for cell in cells for node in cell.items))


def command(name: str, arguments: tuple[Row, ...]) -> list[Node]:
    """The nodes of a command: by the name that fits its width, and a font for each letter by itself."""
    items = arguments[0].items
    alone = len(items) == 1 and isinstance(items[0], Symbol)
    if name in FONTS and not alone:
        return [_dressed(node, name) for node in items]
    return [Command((NARROW if alone else WIDE).get(name, name), arguments)]


def _dressed(node: Node, font: str) -> Node:
    """A node with its letters and digits, but not its scripts, in a font."""
    match node:
        case Symbol(token) if token.isalnum():
            return Command(font, (Row((node,)),))
        case Script(base) if base is not None:
            return replace(node, base=_dressed(base, font))
        case Command(name, arguments) if name not in FONTS:
            return replace(node, arguments=tuple(Row(tuple(_dressed(n, font) for n in row.items)) for row in arguments))
    return node


def scripted(base: Node | None, sub: Row | None, sup: Row | None) -> Script:
    """The base with one more script: in its free place, or around it where that is taken, as in `{x^2}^3`."""
    return _filled(base, sub, sup) or Script(base, sub, sup)


def _filled(node: Node | None, sub: Row | None, sup: Row | None) -> Script | None:
    """The node with the script in its innermost free place, if it has one."""
    if not isinstance(node, Script):
        return None
    inner = _filled(node.base, sub, sup)
    if inner is not None:
        return replace(node, base=inner)
    taken = node.sub if sup is None else node.sup
    return Script(node.base, node.sub or sub, node.sup or sup) if taken is None else None
