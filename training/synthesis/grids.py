r"""Grids: matrices, cases and lines under each other, with the delimiters that their environment draws.

Units: caps, y points down.
"""

from __future__ import annotations

import math
from itertools import accumulate

from training.synthesis.attach import Tokens
from training.synthesis.boxes import Box, Mark
from training.synthesis.scribe import Scribe
from training.synthesis.stretch import delimiter

# The tokens that have ink of their own; `matrix` and `aligned` have none, `cases` none at its end.
_OPENING = frozenset({"\\begin{pmatrix}", "\\begin{bmatrix}", "\\begin{vmatrix}", "\\begin{cases}"})
_CLOSING = frozenset({"\\end{pmatrix}", "\\end{bmatrix}", "\\end{vmatrix}"})
_COLUMN_GAPS = {"cases": 1.4, "aligned": 0.3}  # caps
_CLEAR = (1.1, 0.6)  # caps: cases have no column where the gap is not wider than that and a writer's gaps in a row
_COLUMN_GAP, _ROW_GAP = 0.7, 0.45  # caps
_LEFT, _CENTRE, _RIGHT = 0.0, 0.5, 1.0


def arranged(pen: Scribe, environment: str, cells: list[list[Box]], size: float, axis: float) -> Box:
    """The cells in rows and columns, the whole about the axis, between its delimiters."""
    _in_columns(pen, environment, cells, size)
    _in_rows(pen, cells, size)
    order = _writing_order(pen, cells)
    body = Box.around([mark for cell in order for mark in cell.marks], _tokens(cells))
    body.moved(0.0, axis * size - (body.top + body.bottom) / 2)
    return _delimited(pen, environment, body, size)


def _in_columns(pen: Scribe, environment: str, cells: list[list[Box]], size: float) -> None:
    gap = _column_gap(pen, environment) * size
    columns = max(len(row) for row in cells)
    widths = [max(row[at].width for row in cells if at < len(row)) for at in range(columns)]
    lefts = list(accumulate((width + gap for width in widths), initial=0.0))
    for row in cells:
        for at, cell in enumerate(row):
            free = widths[at] - cell.width
            off = pen.error(pen.style.centre) * (free + 0.3 * size)
            cell.moved(lefts[at] + _alignment(environment, at) * free + off - cell.left, 0.0)


def _column_gap(pen: Scribe, environment: str) -> float:
    """Units: caps of the grid."""
    usual = math.sqrt(pen.style.gap) * pen.about(_COLUMN_GAPS.get(environment, _COLUMN_GAP), 0.2)
    if environment != "cases":
        return usual
    least, more = _CLEAR
    return max(usual, least + more * pen.style.gap * pen.style.relations)


def _alignment(environment: str, column: int) -> float:
    """Where the free width of a cell goes: lines are aligned where their & stands, with the relation on its right."""
    if environment == "aligned":
        return _LEFT if column % 2 else _RIGHT
    return _LEFT if environment == "cases" else _CENTRE


def _in_rows(pen: Scribe, cells: list[list[Box]], size: float) -> None:
    gap, floor = size * pen.about(_ROW_GAP, 0.3), 0.0
    for number, row in enumerate(cells):
        top, bottom = min(cell.top for cell in row), max(cell.bottom for cell in row)
        top, bottom = min(top, -0.7 * size), max(bottom, 0.0)  # an empty cell, or one with a minus, is a line high, too
        baseline = floor + gap * pen.about(1.0, 0.15) - top if number else 0.0
        for cell in row:
            cell.moved(0.0, baseline + pen.error(0.7 * pen.style.baseline) * size)
        floor = baseline + bottom


def _writing_order(pen: Scribe, cells: list[list[Box]]) -> list[Box]:
    """Row by row; a few write column by column."""
    by_row = [cell for row in cells for cell in row]
    if not pen.chance(0.08):
        return by_row
    column = [at for row in cells for at in range(len(row))]
    return [by_row[at] for at in sorted(range(len(by_row)), key=lambda at: column[at])]


def _tokens(cells: list[list[Box]]) -> Tokens:
    tokens: Tokens = []
    for number, row in enumerate(cells):
        tokens += [("\\\\", None)] * (number > 0)
        for at, cell in enumerate(row):
            tokens += [*[("&", None)] * (at > 0), *cell.tokens]
    return tokens


def _delimited(pen: Scribe, environment: str, body: Box, size: float) -> Box:
    begin, end = f"\\begin{{{environment}}}", f"\\end{{{environment}}}"
    left = right = None
    gap, reach = size * pen.style.gap**0.5 * 0.25, (body.top, body.bottom)
    if begin in _OPENING:
        left = delimiter(pen, begin, reach, size)
        left.x += body.left - gap * pen.about(1.0, 0.3) - left.right
    if end in _CLOSING:
        right = delimiter(pen, end, reach, size)
        right.x += body.right + gap * pen.about(1.0, 0.3) - right.left
    tokens: Tokens = [(begin, left), *body.tokens, (end, right)]
    sides = [mark for mark in (left, right) if mark is not None]
    return Box.around(_enclosed(pen, sides, body.marks), tokens)


def _enclosed(pen: Scribe, sides: list[Mark], inner: list[Mark]) -> list[Mark]:
    """Mostly the left delimiter first and the right one last; at times both after what they enclose."""
    return [*inner, *sides] if pen.chance(0.15) else [*sides[:1], *inner, *sides[1:]]
