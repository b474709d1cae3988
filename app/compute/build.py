r"""From explicit LaTeX to SymPy: its own parser makes the tree, the names get their meanings, nothing is evaluated.

`evaluate=False` keeps `2+3` a sum, so that what was understood can be shown as it was written.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from app.compute import words
from app.compute.book import CLOSING, OPENING, Book, token_of
from app.compute.reader import Reader
from app.compute.words import Refusal, refuse
from mathnet.latex_tree import Row

RELATIONS = {"=": "Eq", "\\neq": "Ne", "<": "Lt", ">": "Gt", "\\leq": "Le", "\\geq": "Ge"}


def expression(row: Row, book: Book) -> Any:
    """The unevaluated expression of a row without relations."""
    return parsed(Reader(row, book).whole(), book.meanings)


def relation(row: Row, book: Book) -> Any | None:
    """The relation that a row holds, or None for an expression. Raises `Refusal` for several in a row."""
    import sympy

    places = [place for place in outer(row) if token_of(row.items[place]) in RELATIONS]
    if len(places) > 1:
        refuse(words.CHAIN)
    if not places:
        return None
    sign = token_of(row.items[places[0]])
    sides = Row(row.items[: places[0]]), Row(row.items[places[0] + 1 :])
    if not sides[0].items:
        refuse(words.MISSING_FIRST, sign)
    if not sides[1].items:
        refuse(words.MISSING, sign)
    left, right = (expression(side, book) for side in sides)
    if any(is_matrix(side) for side in (left, right)):
        refuse(words.MATRIX_HERE)
    return getattr(sympy, RELATIONS[sign])(left, right, evaluate=False)


def outer(row: Row) -> list[int]:
    """The places in a row that are in no bracket."""
    depth, found = 0, []
    for place, node in enumerate(row.items):
        depth += token_of(node) in OPENING
        if depth == 0:
            found.append(place)
        depth = max(depth - (token_of(node) in CLOSING), 0)
    return found


def is_matrix(value: Any) -> bool:
    return bool(getattr(value, "is_Matrix", False))


def parsed(latex: str, meanings: Mapping[str, Any]) -> Any:
    """What SymPy's parser makes of explicit LaTeX, with `meanings` in place of the names."""
    from sympy.parsing.latex import parse_latex
    from sympy.parsing.latex.errors import LaTeXParsingError

    try:
        return _rebuilt(parse_latex(latex, strict=True), meanings)
    except LaTeXParsingError as error:
        raise Refusal(words.NOT_READ) from error


def _rebuilt(tree: Any, meanings: Mapping[str, Any]) -> Any:
    import sympy

    if isinstance(tree, sympy.Symbol):
        return meanings[tree.name]
    if not tree.args:
        return tree
    if isinstance(tree, sympy.Limit):  # its last part says from which side
        return sympy.Limit(*(_rebuilt(part, meanings) for part in tree.args[:3]), str(tree.args[3]))
    parts = [_rebuilt(part, meanings) for part in tree.args]
    if any(is_matrix(part) for part in parts):
        return _with_matrices(tree.func, parts)
    if tree.func in (sympy.Add, sympy.Mul):
        flat = [inner for part in parts for inner in (part.args if part.func is tree.func else (part,))]
        return tree.func(*flat, evaluate=False)
    if isinstance(tree, sympy.Tuple | sympy.Integral | sympy.Sum | sympy.Product | sympy.Derivative):
        return tree.func(*parts)
    if isinstance(tree, sympy.log) and parts[1:] == [sympy.E]:
        parts = parts[:1]
    return tree.func(*parts, evaluate=False)


def _with_matrices(kind: Any, parts: list[Any]) -> Any:
    import sympy

    kinds = {sympy.Add: sympy.MatAdd, sympy.Mul: sympy.MatMul, sympy.Pow: sympy.MatPow}
    if kind not in kinds or (kind is sympy.Pow and not (is_matrix(parts[0]) and parts[1].is_Integer)):
        refuse(words.MATRIX_HERE)
    if kind is sympy.Add and not all(map(is_matrix, parts)):
        refuse(words.SIZES)
    try:
        return kinds[kind](*parts)
    except (sympy.matrices.exceptions.ShapeError, ValueError, TypeError) as error:
        raise Refusal(words.SIZES) from error
