r"""What a formula says: an expression, an equation, an inequality, a system, a function, a matrix, or nothing clear.

What was understood is printed, read again and compared before anything is done with it; it is shown to the user in
that print, together with all that was assumed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise
from typing import Any

import sympy

from app.compute import printing, words
from app.compute.book import Book, is_name, standing, token_of
from app.compute.build import RELATIONS, expression, is_matrix, outer, relation
from app.compute.words import Refusal, Words, refuse
from mathnet.latex_parser import parse
from mathnet.latex_tokens import LatexError
from mathnet.latex_tree import Grid, Node, Row, Symbol, joined

_SIGNS = {"\\pm": "+-", "\\mp": "-+"}
_FUNCTION_NAMES = frozenset("fghuvwyFGHPQpqrst") | {"\\phi", "\\varphi", "\\psi", "\\rho"}


class Kind(StrEnum):
    """What can be understood."""

    EXPRESSION = "expression"
    EQUATION = "equation"
    INEQUALITY = "inequality"
    SYSTEM = "system"
    MATRIX = "matrix"


@dataclass(frozen=True)
class Understood:
    """A formula understood. `values` are its readings: one, or two where it has a ±; of a system, its relations."""

    kind: Kind
    values: tuple[Any, ...]
    formulas: tuple[str, ...]  # each value printed back
    assumptions: tuple[Words, ...] = ()
    constants: tuple[str, ...] = ()  # that were met
    subject: str = ""  # the f(x) or y on the left of what defines it
    arguments: tuple[str, ...] = ()  # the x of f(x)

    @property
    def variables(self) -> list[Any]:
        """The free variables, x, y, z and t first."""
        found = set().union(*(value.free_symbols for value in self.values))
        return sorted(found, key=lambda symbol: ("xyzt".find(symbol.name) % 5, symbol.name))

    @property
    def expressions(self) -> tuple[Any, ...]:
        """What can be computed with: the right side where the left only names it."""
        return tuple(value.rhs if self.subject else value for value in self.values)


@dataclass
class _Statement:
    kind: Kind
    values: list[Any]
    subject: str = ""
    arguments: list[str] = field(default_factory=list)


@lru_cache(maxsize=16)
def understand(latex: str, variables: frozenset[str] = frozenset()) -> Understood:
    """The meaning of LaTeX; `variables` are constants to be read as variables. Raises `Refusal`."""
    try:
        row = _unended(parse(latex))
        return _checked(row, variables)
    except LatexError as error:
        raise Refusal(words.MALFORMED, error) from error
    except RecursionError as error:
        raise Refusal(words.DEEP) from error


def _checked(row: Row, variables: frozenset[str]) -> Understood:
    if not row.items:
        refuse(words.EMPTY)
    readings = _signed(row)
    variables |= _indices(row)
    books = [Book(reading, variables) for reading in readings]
    statements = [_statement(reading, book) for reading, book in zip(readings, books, strict=True)]
    first = statements[0]
    if len(statements) > 1:
        if first.kind not in (Kind.EXPRESSION, Kind.EQUATION):
            refuse(words.PLUS_MINUS)
        books[0].assume(words.BOTH)
    printed = [_printed_back(statement, variables) for statement in statements]
    return Understood(
        first.kind,
        tuple(value for statement in statements for value in statement.values),
        tuple(printed),
        tuple(books[0].assumptions),
        tuple(books[0].constants),
        first.subject,
        tuple(first.arguments),
    )


def _indices(row: Row) -> frozenset[str]:
    """An i that is one side of a relation by itself, or that has a j beside it, is an index and no imaginary unit."""
    sides: list[list[Node]] = [[]]
    for place in range(len(row.items)):
        if token_of(row.items[place]) in RELATIONS:
            sides.append([])
        else:
            sides[-1].append(row.items[place])
    is_index = [Symbol("i")] in sides[: len(sides) if len(sides) > 1 else 0] or {"i", "j"} <= set(standing(row))
    return frozenset("i" if is_index else "")


def _unended(row: Row) -> Row:
    """The row without the full stop or comma that ends the sentence it stands in."""
    return Row(row.items[:-1]) if row.items and row.items[-1] in (Symbol("."), Symbol(",")) else row


def _signed(row: Row) -> list[Row]:
    from mathnet.latex import tokens_of

    tokens = list(tokens_of(row))
    if not set(tokens) & set(_SIGNS):
        return [row]
    return [parse([_SIGNS[token][which] if token in _SIGNS else token for token in tokens]) for which in (0, 1)]


def _statement(row: Row, book: Book) -> _Statement:
    lines = _lines(row)
    if lines is not None:
        return _system(lines, book)
    head, length = _head(row)
    if head:
        return _definition(row, head, length, book)
    if row.items[-1] == Symbol("=") and len(row.items) > 1:
        book.assume(words.VALUE)
        row = Row(row.items[:-1])
    found = relation(row, book)
    if found is None:
        value = expression(row, book)
        return _Statement(Kind.MATRIX if is_matrix(value) else Kind.EXPRESSION, [value])
    if not isinstance(found, sympy.Eq):
        return _Statement(Kind.INEQUALITY, [found])
    named = isinstance(found.lhs, sympy.Symbol) and found.lhs not in found.rhs.free_symbols
    return _Statement(Kind.EQUATION, [found], found.lhs.name if named else "")


def _lines(row: Row) -> list[Row] | None:
    """The lines of a system: those of a grid that holds relations, or what commas separate."""
    match row.items:
        case (Grid("aligned" | "cases" as environment, rows),):
            lines = [joined(cells) for cells in rows]
            return lines if environment == "aligned" or (all(map(_has_relation, lines)) and _is_narrow(rows)) else None
    commas = [place for place in outer(row) if row.items[place] == Symbol(",")]
    if not commas:
        return None
    edges = [-1, *commas, len(row.items)]
    parts = [Row(row.items[a + 1 : b]) for a, b in pairwise(edges)]
    if not all(map(_has_relation, parts)):
        refuse(words.COMMA)
    return parts


def _is_narrow(rows: Sequence[Sequence[Row]]) -> bool:
    """Whether relations are in the first column or go over the columns, and are not conditions beside values."""
    return all(_has_relation(cells[0]) or token_of((joined(tuple(cells[1:])).items or cells[0].items)[0]) in RELATIONS
               for cells in rows)  # fmt: skip


def _has_relation(row: Row) -> bool:
    return any(token_of(row.items[place]) in RELATIONS for place in outer(row))


def _system(lines: list[Row], book: Book) -> _Statement:
    relations = [relation(line, book) for line in lines]
    if None in relations:
        refuse(words.PARTLY)
    if len(relations) == 1:
        return _Statement(Kind.EQUATION if isinstance(relations[0], sympy.Eq) else Kind.INEQUALITY, relations)
    return _Statement(Kind.SYSTEM, relations)


def _head(row: Row) -> tuple[list[str], int]:
    r"""The names in `f(x, y) =` at the beginning, the function first, and how many nodes they take."""
    tokens = [token_of(node) if isinstance(node, Symbol) else "" for node in row.items]
    if tokens[1:2] != ["("] or tokens[0] not in _FUNCTION_NAMES or ")" not in tokens:
        return [], 0
    end = tokens.index(")")
    names = tokens[2:end:2]
    fits = all(map(is_name, names)) and set(tokens[3:end:2]) <= {","} and len(set(names)) == len(names) > 0
    return ([tokens[0], *names], end + 2) if fits and tokens[end + 1 : end + 2] == ["="] else ([], 0)


def _definition(row: Row, head: list[str], length: int, book: Book) -> _Statement:
    right = Row(row.items[length:])
    if not right.items:
        refuse(words.MISSING, "=")
    if _has_relation(right):
        refuse(words.CHAIN)
    for name in head[1:]:
        book.bind(name)
    value = expression(right, book)
    if is_matrix(value):
        refuse(words.MATRIX_HERE)
    subject = f"{head[0]}({', '.join(head[1:])})"
    if sympy.Symbol(head[0]) in value.free_symbols:
        refuse(words.APPLIED, head[0])
    book.assume(words.DEFINES, subject)
    return _Statement(Kind.EQUATION, [sympy.Eq(sympy.Symbol(subject), value, evaluate=False)], subject, head[1:])


def _printed_back(statement: _Statement, variables: frozenset[str]) -> str:
    """The statement as LaTeX that was read again and is the same. Raises `Refusal` if there is none."""
    for printer in (printing.written, printing.dotted):
        lines = [printer(value) for value in statement.values]
        rows = " \\\\ ".join(lines)
        text = lines[0] if len(lines) == 1 else f"\\begin{{cases}} {rows} \\end{{cases}}"
        if _reads_as(text, statement, variables):
            return text
    return refuse(words.NOT_SURE)


def _reads_as(text: str, statement: _Statement, variables: frozenset[str]) -> bool:
    try:
        row = parse(text)
        again = _statement(row, Book(row, variables))
    except (Refusal, LatexError):
        return False
    return again.kind == statement.kind and printing.same(again.values, statement.values)
