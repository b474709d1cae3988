"""Pieces of Python for SymPy, and how they are joined: products, brackets, determinants."""

from __future__ import annotations

from typing import NamedTuple

from mathnet.forms.sympy_names import refuse


class Value(NamedTuple):
    """A piece of Python, how tightly it holds together, and the rows and columns of what it is, if it is a matrix."""

    text: str
    level: int
    shape: tuple[int, int] | None = None

    def within(self, level: int) -> str:
        """The text, in parentheses if it holds together less tightly than `level`."""
        return self.text if self.level >= level else f"({self.text})"


SUM, PRODUCT, POWER, ATOM = range(4)


def enclosed(opening: str, value: Value) -> Value:
    """What a pair of brackets makes of what is between them."""
    if opening == "|" and value.shape is not None:
        return determinant(value)
    if opening in ("|", "\\lfloor", "\\lceil"):
        name = {"|": "Abs", "\\lfloor": "floor", "\\lceil": "ceiling"}[opening]
        return Value(f"{name}({no_matrix(value).text})", ATOM)
    return value  # which is put in parentheses where it needs them


def determinant(matrix: Value) -> Value:
    if matrix.shape is None or matrix.shape[0] != matrix.shape[1]:
        refuse("A determinant needs as many rows as columns.")
    return Value(f"Determinant({matrix.text})", ATOM)


def times(left: Value, right: Value) -> Value:
    if left.shape and right.shape and left.shape[1] != right.shape[0]:
        refuse("The matrices do not fit each other.")
    shape = (left.shape[0], right.shape[1]) if left.shape and right.shape else left.shape or right.shape
    return Value(f"{left.within(PRODUCT)}*{right.within(PRODUCT)}", PRODUCT, shape)


def no_matrix(value: Value) -> Value:
    if value.shape is not None:
        refuse("A matrix cannot stand here.")
    return value
