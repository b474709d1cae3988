r"""A formula as Python for SymPy: `Eq(x, a/b)`, which `sympy.sympify` reads back as what was written.

SymPy itself is not needed for it. What has no meaning as an expression, or two of them, is refused: ±, ≈, dots, ∇.
"""

from __future__ import annotations

from mathnet.forms.sympy_names import refuse, token_of
from mathnet.forms.sympy_reader import CLOSES, RELATIONS, Reader
from mathnet.forms.sympy_values import Value
from mathnet.forms.trouble import tree_of
from mathnet.latex_tree import Grid, Node, Row, Symbol, joined

_SIGNS = {"Lt": "<", "Gt": ">", "Le": "<=", "Ge": ">="}


def sympy_text(latex: str) -> str:
    """The formula for SymPy. Raises `FormError` for what is not well-formed, has no meaning for SymPy, or two."""
    row = tree_of(latex)
    match row.items:
        case [Grid("aligned" | "cases" as kind) as grid] if kind == "aligned" or len(grid.rows[0]) == 1:
            return f"[{', '.join(_lines(grid))}]"
    return relation(_without_stop(row))


def _lines(grid: Grid) -> list[str]:
    """A relation a line; a line that begins with its sign goes on from the last side of the line before."""
    found: list[str] = []
    last: tuple[Node, ...] = ()
    for cells in grid.rows:
        row = _without_stop(joined(cells))
        if token_of(row.items[0] if row.items else None) in RELATIONS:
            row = Row((*last, *row.items))
        sides, _ = _parted(row)
        last = sides[-1].items
        found.append(relation(row))
    return found


def _without_stop(row: Row) -> Row:
    """Without the comma or the full stop of the sentence that a formula ends."""
    while len(row.items) > 1 and row.items[-1] in (Symbol("."), Symbol(",")):
        row = Row(row.items[:-1])
    return row


def relation(row: Row, bound: frozenset[str] = frozenset()) -> str:
    """An expression, a relation, or all relations of a chain such as a < b < c."""
    sides, signs = _parted(row)
    if not signs:
        return Reader(row, bound).whole().text
    if not all(side.items for side in sides):
        refuse("Something is missing beside {}.", signs[0])
    values = _fitting([Reader(side, bound).whole() for side in sides], signs)
    pairs = [_related(*pair) for pair in zip(values, signs, values[1:], strict=False)]
    return pairs[0] if len(pairs) == 1 else f"And({', '.join(pairs)})"


def _parted(row: Row) -> tuple[list[Row], list[str]]:
    """What stands between the relations of a row, and the relations, outside of brackets."""
    sides: list[list[Node]] = [[]]
    signs: list[str] = []
    depth = 0
    for node in row.items:
        depth += (token_of(node) in CLOSES) - (token_of(node) in CLOSES.values())
        if isinstance(node, Symbol) and node.token in RELATIONS and depth == 0:
            signs.append(node.token)
            sides.append([])
        else:
            sides[-1].append(node)
    return [Row(tuple(side)) for side in sides], signs


def _fitting(values: list[Value], signs: list[str]) -> list[Value]:
    """Both sides numbers, or matrices of one size; a name that a matrix is set equal to is a matrix as well."""
    shapes = {value.shape for value in values if value.shape}
    if not shapes:
        return values
    if len(shapes) > 1 or set(signs) != {"="}:
        refuse("Matrices can be set equal only if they are of one size.")
    rows, columns = shapes.pop()
    return [value if value.shape else _as_matrix(value, rows, columns) for value in values]


def _as_matrix(value: Value, rows: int, columns: int) -> Value:
    name = value.text.removeprefix("Symbol('").removesuffix("')")
    if not name.isidentifier():
        refuse("A number cannot be equal to a matrix.")
    return Value(f"MatrixSymbol('{name}', {rows}, {columns})", value.level, (rows, columns))


def _related(left: Value, sign: str, right: Value) -> str:
    name = RELATIONS[sign]
    return f"{left.text} {_SIGNS[name]} {right.text}" if name in _SIGNS else f"{name}({left.text}, {right.text})"
