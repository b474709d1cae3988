r"""Grids: matrices, determinants and cases. SymPy's parser knows none of them, so they are built from their cells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.compute import words
from app.compute.words import refuse
from mathnet.latex_tree import Grid, Row

if TYPE_CHECKING:
    from app.compute.book import Book

MATRICES = ("pmatrix", "bmatrix", "matrix")
_OTHERWISE = ("otherwise", "else", "sonst")


def read_grid(grid: Grid, book: Book) -> str:
    """The command that stands for a grid."""
    import sympy

    if grid.environment == "cases":
        return book.value(_cases(grid, book))
    if grid.environment not in (*MATRICES, "vmatrix"):
        refuse(words.GRID)
    matrix = sympy.ImmutableMatrix([[_cell(cell, book) for cell in cells] for cells in grid.rows])
    if grid.environment != "vmatrix":
        return book.value(matrix)
    if not matrix.is_square:
        refuse(words.NOT_SQUARE)
    return book.value(sympy.Determinant(matrix))


def _cell(row: Row, book: Book) -> Any:
    from app.compute.build import expression

    if not row.items:
        refuse(words.GRID)
    return _scalar(expression(row, book))


def _scalar(value: Any) -> Any:
    if getattr(value, "is_Matrix", False):
        refuse(words.MATRIX_HERE)
    return value


def _cases(grid: Grid, book: Book) -> Any:
    import sympy

    if len(grid.rows[0]) != 2:
        refuse(words.CASES)
    pieces = [(_cell(value, book), _condition(row, book)) for value, row in grid.rows]
    if any(condition is sympy.true for _, condition in pieces[:-1]):
        refuse(words.CASES)
    return sympy.Piecewise(*pieces, evaluate=False)


def _condition(row: Row, book: Book) -> Any:
    import sympy

    from app.compute.book import token_of
    from app.compute.build import relation

    said = "".join(map(token_of, row.items))
    if not said or said in _OTHERWISE:
        book.assume(words.OTHERWISE)
        return sympy.true
    begin = next((len(word) for word in ("if", "for") if said.startswith(word)), 0)
    items = row.items[begin:]
    found = relation(Row(items), book)
    if found is None:
        refuse(words.CASES)
    return found
