"""Where each token of a formula lies in print: what ziamath drew for each element of its MathML, told by token.

The tokens are brought into the order of the MathML: how a command orders its arguments and signs is read off the MathML
of that command alone. Where both do not write the same, there are no places at all rather than wrong ones.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

from PySide6.QtCore import QRectF
from ziamath.tex import tex2mml

from mathnet.latex import LatexError, parse, tokens_of
from mathnet.latex_tree import Command, Grid, Node, Root, Row, Script, Symbol

# What is drawn without being a character, and what stands for the arguments of a command in its template.
_SIGNS = {"mfrac": "\ue000", "msqrt": "\ue001", "mroot": "\ue001", "menclose": "\ue002"}
_HOLES = "\ue010\ue011\ue012"
_UNWRITABLE = "\ue020"
_LEAVES = ("mi", "mo", "mn", "mtext", "ms")

Written = list[tuple[str, int]]  # characters in the order of the MathML, each with the token that writes it
Drawn = list[tuple[str, QRectF]]  # the same characters, each with its box


def boxes(latex: str, setting: Any) -> dict[int, QRectF]:
    """The boxes of the canonical tokens of `latex`, by their index, in the units of `setting`, ziamath's `Math` of it.

    Empty where what was drawn is not what the tokens write.
    """
    try:
        tree = parse(latex)
    except LatexError:
        return {}
    order = _Order()
    written, drawn = order.row(tree), _drawn(setting)
    if not _alike(written, drawn) or order.taken != sum(1 for _ in tokens_of(tree)):
        return {}
    found: dict[int, QRectF] = {}
    for (_, token), (_, box) in zip(written, drawn, strict=True):
        if not box.isEmpty():
            found[token] = found.get(token, QRectF()).united(box)
    return dict(sorted(found.items()))


def _alike(written: Written, drawn: Drawn) -> bool:
    r"""Whether both say the same, but for signs by other names: `\leqslant` is read as `\leq`."""
    pairs = [(one, other) for (one, _), (other, _) in zip(written, drawn, strict=False)]
    same = all(one == other or not (one.isalnum() or other.isalnum()) for one, other in pairs)
    return same and len(written) == len(drawn)


def _drawn(setting: Any) -> Drawn:
    """What a setting shows, character by character, in the order of its MathML."""
    shapes: dict[ElementTree.Element, list[QRectF]] = {}
    for element, box in _shapes(setting.node, 0.0, 0.0):
        if not box.isEmpty():  # spaces
            shapes.setdefault(element, []).append(box)
    drawn: Drawn = []
    for element in setting.mathml.iter():
        characters = _characters(element)
        if element in shapes and not characters and len(element):
            shapes[element[-1]] = shapes[element]  # a bar above or below, drawn by what holds it
        drawn += zip(characters, _shares(shapes.get(element, []), len(characters)), strict=True)
    return drawn


def _shapes(node: Any, across: float, down: float) -> Iterator[tuple[ElementTree.Element, QRectF]]:
    """The boxes of all that a node of ziamath's draws, each with the element that it belongs to."""
    for (x, y), child in zip(node.nodexy, node.nodes, strict=False):
        left, base, box = across + x, down + y, child.bbox
        if hasattr(child, "element"):
            yield from _shapes(child, left, base)
        else:
            corners = QRectF(left + box.xmin, base - box.ymax, box.xmax - box.xmin, box.ymax - box.ymin)
            yield node.element, corners.normalized()


def _characters(element: ElementTree.Element) -> str:
    """What an element writes by itself, without what a font or a ligature makes of it: ℝ as R, ″ as two primes."""
    tag = element.tag.rpartition("}")[2]  # without its namespace
    if tag not in _LEAVES:
        return "" if element.get("linethickness") == "0" else _SIGNS.get(tag, "")
    return "".join(unicodedata.normalize("NFKC", element.text or "").replace("‖", "||").split())


def _shares(shapes: list[QRectF], count: int) -> Iterable[QRectF]:
    """The boxes of `count` characters: one shape each, or equal parts of what was drawn for all of them."""
    if len(shapes) == count:
        return shapes
    whole = QRectF()
    for shape in shapes:
        whole = whole.united(shape)
    width = whole.width() / max(count, 1)
    return [QRectF(whole.left() + place * width, whole.top(), width, whole.height()) for place in range(count)]


class _Order:
    """Goes through a tree in the order of its canonical tokens, and writes it in the order of the MathML."""

    def __init__(self) -> None:
        self.taken = 0  # canonical tokens so far

    def row(self, row: Row) -> Written:
        return [written for node in row.items for written in self._node(node)]

    def _node(self, node: Node) -> Written:
        match node:
            case Symbol(token):
                return self._filled(token, self._take(), [])
            case Script(base, sub, sup):
                return [*([] if base is None else self._node(base)), *self._script(sub), *self._script(sup)]
            case Root(body, index):
                sign = (_SIGNS["mroot"], self._take())
                above = [] if index is None else self._group(index)  # [ and ] in place of the braces
                return [sign, *self._group(body), *above]
            case Command(name, arguments):
                return self._filled(name, self._take(), [self._group(argument) for argument in arguments])
            case Grid():
                return self._grid(node)

    def _take(self, count: int = 1) -> int:
        """Steps over tokens; returns the first of them."""
        self.taken += count
        return self.taken - count

    def _group(self, row: Row) -> Written:
        self._take()
        written = self.row(row)
        self._take()
        return written

    def _script(self, script: Row | None) -> Written:
        if script is None:
            return []
        self._take()
        return self._group(script)

    def _filled(self, name: str, token: int, arguments: Sequence[Written]) -> Written:
        """What a command or symbol writes, its arguments where its template has them."""
        holes = _HOLES[: len(arguments)]
        shape = _template(name + "".join(f"{{{hole}}}" for hole in holes))
        written: Written = []
        for character in shape:
            written += arguments[holes.index(character)] if character in holes else [(character, token)]
        return written

    def _grid(self, grid: Grid) -> Written:
        """A grid: its begin owns what fences it on the left, its end what fences it on the right."""
        hole = _HOLES[0]
        shape = _template(f"\\begin{{{grid.environment}}}{hole}\\end{{{grid.environment}}}")
        left, _, right = shape.partition(hole)
        written = [(character, self.taken) for character in left]
        for cells in grid.written_rows:
            for cell in cells:
                self._take()  # what begins the grid, or parts its cells and rows
                written += self.row(cell)
        end = self._take()
        return [*written, *((character, end) for character in right)]


@lru_cache(maxsize=512)
def _template(latex: str) -> str:
    """The characters that LaTeX writes, in the order of its MathML; what equals nothing for LaTeX that has none."""
    try:
        mathml = ElementTree.fromstring(tex2mml(latex))
    except Exception:  # latex2mathml lets through whatever its parser raises
        return _UNWRITABLE
    return "".join(map(_characters, mathml.iter()))
