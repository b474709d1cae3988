r"""A formula's tree as explicit LaTeX, in which nothing is left to guess: every product, bracket and argument is there.

Handwritten mathematics leaves out much. What has one meaning only is filled in here; what is usual but not certain is
filled in and noted as an assumption; for the rest there is a refusal that says what to write instead. Grammar of a row:
sums of products of factors, a factor being an atom with its exponent and factorials.
"""

from __future__ import annotations

from app.compute import words
from app.compute.book import CLOSING, OPENING, Book, is_name, latex_of, rows_of, token_of
from app.compute.grids import read_grid
from app.compute.naming import read_name, refuse_words
from app.compute.words import refuse
from mathnet.latex_tree import Command, Grid, Node, Root, Row, Script, Symbol

FUNCTIONS = frozenset(f"\\{base}{h}" for base in ("sin", "cos", "tan") for h in ("", "h")) | frozenset(
    ["\\cot", "\\sec", "\\csc", "\\arcsin", "\\arccos", "\\arctan", "\\ln", "\\log", "\\exp"]
)
INTEGRALS = {"\\int": 1, "\\iint": 2, "\\iiint": 3}
BIG = ("\\sum", "\\prod")
DOTS = ("\\ldots", "\\cdots", "\\vdots", "\\ddots")
TIMES = ("\\cdot", "\\times", "*")


class Reader:
    """Reads one row; what is below it is read by readers of its own."""

    def __init__(self, row: Row, book: Book, integrals: int = 0) -> None:
        self.items = row.items
        self.at = 0
        self.book = book
        self.integrals = integrals  # that wait for their differential
        self._bars = 0  # open around here
        refuse_words(row)

    def whole(self) -> str:
        """All of the row as one sum."""
        if not self.items:
            refuse(words.EMPTY)
        text = self.sum()
        if self.at < len(self.items):
            refuse(*self._stray())
        return text

    def _stray(self) -> tuple[str, str]:
        token = self.token()
        closed = token in CLOSING and token != "]"
        return (words.UNOPENED if closed else words.SIGN, latex_of(self.items[self.at]))

    # Looking and taking

    def token(self, ahead: int = 0) -> str:
        """The token at hand or further on; empty behind the end and at anything built."""
        return token_of(self.items[self.at + ahead]) if self.at + ahead < len(self.items) else ""

    def take(self) -> Node:
        self.at += 1
        return self.items[self.at - 1]

    def is_plain(self, token: str, ahead: int = 0) -> bool:
        """Whether this very symbol is there, without scripts."""
        return self.at + ahead < len(self.items) and self.items[self.at + ahead] == Symbol(token)

    def at_end(self) -> bool:
        return self.at >= len(self.items) or self.token() in CLOSING or self.at_differential()

    def at_differential(self) -> bool:
        return self.is_plain("d") and is_name(self.token(1))

    def inner(self, row: Row) -> str:
        return Reader(row, self.book).whole()

    # Sums and products

    def sum(self) -> str:
        text = self._signed()
        while self.token() in ("+", "-") and not self.at_end():
            sign = self._sign()
            text += f" {sign} {self.product(sign)}"
        return text

    def _sign(self) -> str:
        if not isinstance(node := self.take(), Symbol):
            refuse(words.SIGN, latex_of(node))
        return node.token

    def _signed(self) -> str:
        if self.token() not in ("+", "-"):
            return self.product("")
        sign = self._sign()
        product = self.product(sign)
        if product.strip("()").isdigit():
            return f"({sign}{product.strip('()')})"
        return product if sign == "+" else f"{self.book.value(-1, '-')} \\cdot {product}"

    def product(self, before: str) -> str:
        """Factors up to a plus, a minus or an end, in brackets; `before` is the sign that asks for it."""
        if self.at_end() or self.token() in ("+", "-"):
            refuse(*self._nothing(before))
        begin = self.at
        text = self.factor()
        while not self._product_ends():
            text = self._times(text, begin)
        self._check_order(begin)
        return f"({text})"

    def _check_order(self, begin: int) -> None:
        """`g h g^{-1}` is written where the order matters, which it does not for numbers."""
        taken = self.items[begin : self.at]
        for place, node in enumerate(taken):
            inverse = isinstance(node, Script) and node.sup == Row((Symbol("-"), Symbol("1")))
            if inverse and is_name(token_of(node)) and token_of(node) in map(token_of, taken[: max(place - 1, 0)]):
                refuse(words.ORDER, token_of(node))

    def _nothing(self, before: str) -> tuple[str, str]:
        if before:
            return words.MISSING, before
        if self.at >= len(self.items):
            return words.NOT_READ, ""
        if self.at_differential():
            return words.DIFFERENTIAL, latex_of(*self.items[self.at : self.at + 2])
        return words.MISSING_FIRST, latex_of(self.items[self.at])

    def _product_ends(self) -> bool:
        if self.at_differential() and not self.integrals:
            refuse(words.DIFFERENTIAL, latex_of(*self.items[self.at : self.at + 2]))
        return self.at_end() or self.token() in ("+", "-") or (self._bars > 0 and self.token() == "|")

    def _times(self, text: str, begin: int) -> str:
        """The product so far with its next factor."""
        if self.token() in (*TIMES, "\\div", "/") and isinstance(self.items[self.at], Symbol):
            sign = latex_of(self.take())
            if self._product_ends():
                refuse(words.MISSING, sign)
            return f"{text} \\cdot {self.factor()}" if sign in TIMES else self._divided(text)
        self._check_juxtaposed(begin)
        return f"{text} \\cdot {self.factor()}"

    def _divided(self, text: str) -> str:
        below = self.factor()
        if not self._product_ends() and self.token() not in (*TIMES, "\\div", "/"):
            refuse(words.SLASH)
        return f"\\frac{{{text}}}{{{below}}}"

    def _check_juxtaposed(self, begin: int) -> None:
        left, right = self.items[self.at - 1], self.items[self.at]
        if self.token().isdigit() or self.token() == ".":
            refuse(words.NUMBER_BEHIND, latex_of(right))
        if token_of(left).isdigit() and isinstance(right, Command) and right.name == "\\frac" and _is_number(right):
            refuse(words.MIXED)
        if self.token() == "|" and token_of(left) != "|" and "|" in map(token_of, self.items[begin : self.at]):
            refuse(words.BARS)

    # Factors

    def factor(self) -> str:
        """An atom with what stands behind it: scripts and factorials."""
        text = self._atom()
        while self.token() == "!":
            node = self.take()
            if self.token() == "!":
                refuse(words.DOUBLE_FACTORIAL)
            text = self.powered(f"({text})!", node)
        return f"({text})"

    def _atom(self) -> str:
        from app.compute.operators import READ, derivative

        token = self.token()
        if token.isdigit() or token == ".":
            return self._number()
        if is_name(token):
            return read_name(self)
        if token in OPENING:
            return self._bracketed()
        if token in READ:
            return READ[token](self)
        node = self.take()
        if isinstance(node, Script) and not isinstance(node.base, Symbol):
            if node.base is None:
                refuse(words.SCRIPTLESS)
            return self.powered(self.inner(Row((node.base,))), node)
        derived = derivative(self, node) if isinstance(node, Command) and node.name == "\\frac" else None
        return derived or self._built(node)

    def _built(self, node: Node) -> str:
        match node:
            case Root(body, None):
                return f"\\sqrt{{{self.inner(body)}}}"
            case Root(body, Row() as index):
                return f"\\sqrt[{self.inner(index)}]{{{self.inner(body)}}}"
            case Command("\\frac" | "\\binom" as name, (above, below)):
                return f"{name}{{{self.inner(above)}}}{{{self.inner(below)}}}"
            case Command(name):
                return refuse(words.MARK, name)
            case Grid():
                return read_grid(node, self.book)
            case _:
                return refuse(words.DOTS if token_of(node) in DOTS else words.SIGN, latex_of(node))

    def _number(self) -> str:
        import sympy

        digits = ""
        node: Node = Symbol("")
        while isinstance(node, Symbol) and (self.token().isdigit() or self.token() == "."):
            digits += self.token()
            node = self.take()
        if not digits.replace(".", "", 1).isdigit() or digits[-1] == ".":
            refuse(words.SIGN, digits)
        text = self.book.value(sympy.Rational(digits), digits) if "." in digits else digits
        if isinstance(node, Script) and node.sup == Row((Symbol("\\circ"),)) and node.sub is None:
            self.book.assume(words.DEGREES)
            return f"\\frac{{{text} \\cdot {self.book.value(sympy.pi, 'half a turn')}}}{{180}}"
        return self.powered(text, node)

    def _bracketed(self) -> str:
        left = self.take()
        opening, closing = token_of(left), OPENING[token_of(left)]
        if isinstance(left, Script):
            refuse(words.SIGN, latex_of(left))
        begin = self.at
        text, node = self.enclosed(opening, closing)
        if opening == "[" and {"+", "-"}.isdisjoint(map(token_of, self.items[begin : self.at])):
            refuse(words.SIGN, "[")  # a class, a unit, a whole part
        around = {"\\lfloor": "\\lfloor {} \\rfloor", "\\lceil": "\\lceil {} \\rceil"}.get(opening, "({})")
        return self.powered(around.format(text), node)

    def enclosed(self, opening: str, closing: str) -> tuple[str, Node]:
        """What is between brackets of which the first is taken, and the second with its scripts."""
        bars, self._bars = self._bars, int(closing == "|")
        integrals, self.integrals = self.integrals, 0
        text = self.sum()
        self._bars, self.integrals = bars, integrals
        if self.is_plain(","):
            refuse(words.COMMA)
        if self.at >= len(self.items):
            refuse(words.UNCLOSED, opening)
        if self.token() != closing:
            refuse(*self._stray())
        return text, self.take()

    def powered(self, base: str, node: Node) -> str:
        """The base with the exponent of the node that ends it."""
        if not isinstance(node, Script) or (node.sup is None and node.sub is None):
            return base
        if node.sub is not None or (isinstance(node.base, Script) and node.sup is None):
            refuse(words.SUBSCRIPT, latex_of(node))
        assert node.sup is not None
        return f"({base})^{{{self.inner(node.sup)}}}"


def _is_number(node: Command) -> bool:
    return all(token_of(item).isdigit() for row in rows_of(node) for item in row.items)
