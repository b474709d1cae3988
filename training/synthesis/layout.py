r"""Layout: a formula's tree as boxes of handwritten marks, set as one writer would set it.

Every node becomes a box on the baseline of its row. Gaps, sizes and heights come from the writer's style, with an error
drawn for each; symbols come from the bank and are stretched where a pen would stretch them. What is written first comes
first in a box. Which token is tied to which mark follows the captions of CROHME: a fraction's bar is `\frac`; braces,
scripts, `&` and `\\` have no mark. `\binom` is one symbol of two parentheses; `\mathbb` and its letter are tied to the
same mark, labelled `\mathbb`; an environment's begin and end are tied to its delimiters, where it has any.

Units: caps, the height of a capital of the top line; y points down, the baseline is y = 0.
"""

from __future__ import annotations

from mathnet.latex_tree import FONTS, PRIME, Command, Grid, Node, Root, Row, Script, Symbol
from training.synthesis.attach import Tokens, beside, limits, stacked
from training.synthesis.boxes import Box, grouped
from training.synthesis.grids import arranged
from training.synthesis.scribe import Scribe
from training.synthesis.spacing import gaps, kind_of, pairs
from training.synthesis.stretch import ACCENTS, accent, bar, delimiter, radical

AXIS = -0.35  # where bars of fractions and middles of matrices lie
_SMALLEST = 0.24  # caps: nobody writes smaller than that, however deep the script
_RAISED = frozenset({Symbol(PRIME), Symbol("\\circ")})  # superscripts as large as their base
_BRACES = frozenset({"\\underbrace", "\\overbrace"})
_BELOW = frozenset({"\\lim", "\\max", "\\min", "\\sup", "\\inf", "\\gcd", "\\det"})
_INTEGRALS = frozenset({"\\int", "\\iint", "\\iiint", "\\oint"})


class Layout:
    """Sets trees with one pen. Every method takes the nominal size of a capital and returns a box."""

    def __init__(self, pen: Scribe) -> None:
        self.pen = pen

    def row(self, row: Row, size: float = 1.0) -> Box:
        """Items side by side; brackets are set after what they enclose, whose size they take."""
        items, enclosed = row.items, pairs(row.items)
        closing = {close: begin for begin, close in enclosed.items()}
        boxes = [None if at in enclosed or at in closing else self.node(item, size) for at, item in enumerate(items)]
        for begin, close in enclosed.items():
            inner = [box for box in boxes[begin + 1 : close] if box is not None and box.marks]
            top = min((box.top for box in inner), default=-0.7 * size)
            reach = (top, max((box.bottom for box in inner), default=0.0))
            boxes[begin] = self.node(items[begin], size, reach)
            boxes[close] = self.node(items[close], size, reach)
        between = gaps(items, self.pen.style.relations)
        return self._side_by_side([box for box in boxes if box is not None], between, size)

    def _side_by_side(self, boxes: list[Box], between: list[float], size: float) -> Box:
        style, pen = self.pen.style, self.pen
        loose = size * style.gap * min(size, 1.0) ** 0.7  # small rows are written tight
        edge = boxes[0].right if boxes else 0.0
        for box, gap in zip(boxes[1:], between, strict=True):
            free = loose * pen.about(gap, style.unevenness) + pen.error(style.place) * size
            box.moved(edge + free - box.left, 0.0)
            edge = max(edge, box.right)
        marks = [mark for box in boxes for mark in box.marks]
        return Box.around(marks, [token for box in boxes for token in box.tokens])

    def node(self, node: Node, size: float, reach: tuple[float, float] | None = None) -> Box:
        """One node; a bracket gets the top and bottom of what it encloses as its reach."""
        match node:
            case Symbol(token) if reach is not None:
                return Box.of(delimiter(self.pen, token, reach, size))
            case Symbol(token):
                taller = self.pen.about(1.05, 0.15) if kind_of(node) == "large" else 1.0
                return Box.of(self.pen.mark(token, taller * size))
            case Script():
                return self.script(node, size, reach)
            case Root(body, index):
                return self.root(body, index, size)
            case Grid(environment):
                cells = [[self.row(cell, 0.92 * size) for cell in row] for row in node.written_rows]
                return arranged(self.pen, environment, cells, size, AXIS)
            case Command("\\frac", (upper, lower)):
                return self.fraction(upper, lower, size)
            case Command("\\binom", (upper, lower)):
                return self.binomial(upper, lower, size)
            case Command(name, (Row((Symbol(letter),)),)) if name in FONTS:
                return self.alphabet(name, letter, size)
            case Command(name, (body,)) if name in ACCENTS:
                return self.accented(name, body, size)
        raise ValueError(f"the layout cannot set {node}: rewrite it with commands that the vocabulary has")

    def smaller(self, row: Row, size: float, ratio: float) -> Box:
        """A script or a part of something, `ratio` times the size."""
        return self.row(row, size * max(ratio, min(_SMALLEST / size, 1.0)))

    def script(self, node: Script, size: float, reach: tuple[float, float] | None) -> Box:
        """A base with its scripts at the side, or limits below and above it."""
        pen, sub, sup = self.pen, None, None
        base = Box.around([], []) if node.base is None else self.node(node.base, size, reach)
        primes = node.sup is not None and set(node.sup.items) <= _RAISED
        if node.sub is not None:
            sub = self.smaller(node.sub, size, pen.about(0.93 * pen.style.script, 0.18))
        if node.sup is not None:
            sup = self.smaller(node.sup, size, 1.0 if primes else pen.about(pen.style.script, 0.18))
        if self._stacks(node.base):
            return limits(pen, base, sub, sup, size)
        return beside(pen, base, sub, sup, size, primes)

    def _stacks(self, base: Node | None) -> bool:
        """Whether scripts of the base stand below and above it."""
        chance = self.pen.chance
        match base:
            case Command(name) if name in _BRACES:
                return True
            case Symbol(token) if token in _INTEGRALS:
                return chance(0.08)
            case Symbol(token) if token in _BELOW:
                return chance(0.9)
            case Symbol() if kind_of(base) == "large":
                return chance(0.95 if self.pen.style.limits else 0.1)
        return False

    def root(self, body: Row, index: Row | None, size: float) -> Box:
        """The sign, mostly written before its body, and the index over its hook."""
        pen, inner = self.pen, self.row(body, size)
        if not inner.marks:
            inner = Box(inner.marks, inner.tokens, 0.0, -0.7 * size, 0.5 * size, 0.0)
        sign = radical(pen, inner, size)
        marks = [*inner.marks, sign] if pen.chance(0.06) else [sign, *inner.marks]
        tokens: Tokens = [("\\sqrt", sign)]
        if index is not None:
            small = self.smaller(index, size, pen.about(pen.style.script, 0.1))
            corner = sign.left + sign.near * (min(sign.knee, sign.glyph.right) - sign.glyph.left) * 0.55
            height = (sign.top + sign.bottom) / 2 - size * pen.about(0.12, 0.5)
            small.moved(corner - small.right, height - small.bottom)
            marks = small.marks + marks if pen.chance(0.5) else marks + small.marks
            tokens += [("[", None), *guarded(small.tokens), ("]", None)]
        return Box.around(marks, [*tokens, *grouped(inner)])

    def fraction(self, upper: Row, lower: Row, size: float) -> Box:
        """Numerator, bar and denominator about the axis, or the bar first."""
        pen, style = self.pen, self.pen.style
        above, below = (self.smaller(part, size, style.fraction) for part in (upper, lower))
        stacked(pen, above, below, size, AXIS * size, style.leading)
        left, right = min(above.left, below.left), max(above.right, below.right)
        over = [size * (style.overhang + pen.error(0.12)) for _ in range(2)]
        line = bar(pen, "\\frac", left - over[0], max(right + over[1], left + 0.3 * size), AXIS * size, size)
        first = pen.chance(style.config.bar_first)
        marks = [line, *above.marks, *below.marks] if first else [*above.marks, line, *below.marks]
        return Box.around(marks, [("\\frac", line), *grouped(above, below)])

    def binomial(self, upper: Row, lower: Row, size: float) -> Box:
        """Two parentheses, which are one symbol, about one row over another."""
        pen = self.pen
        above, below = (self.smaller(part, size, 0.8) for part in (upper, lower))
        stacked(pen, above, below, size, AXIS * size, 0.18)
        inner = Box.around(above.marks + below.marks, [])
        left = delimiter(pen, "\\binom", (inner.top, inner.bottom), size, "(")
        right = delimiter(pen, "\\binom", (inner.top, inner.bottom), size, ")")
        right.symbol = left
        left.x += inner.left - left.right - size * pen.about(0.1)
        right.x += inner.right - right.left + size * pen.about(0.1)
        return Box.around([left, *inner.marks, right], [("\\binom", left), *grouped(above, below)])

    def accented(self, name: str, body: Row, size: float) -> Box:
        """A base and what stands over or under it, written after it."""
        base = self.row(body, size)
        if not base.marks:
            base = Box(base.marks, base.tokens, 0.0, -0.6 * size, 0.4 * size, 0.0)
        mark = accent(self.pen, name, base, size)
        return Box.around([*base.marks, mark], [(name, mark), *grouped(base)])

    def alphabet(self, name: str, letter: str, size: float) -> Box:
        """A letter of another alphabet, one mark for the command and for the letter."""
        mark = self.pen.mark(name, size, f"{name}{{{letter}}}")
        return Box.around([mark], [(name, mark), ("{", None), (letter, mark), ("}", None)])


def guarded(tokens: Tokens) -> Tokens:
    """The tokens of a root's index, in braces if a bracket in it would end it too early."""
    return [("{", None), *tokens, ("}", None)] if any(token == "]" for token, _ in tokens) else tokens
