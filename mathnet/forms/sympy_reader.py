r"""Reads one row of a formula as a Python expression for SymPy: sums of products of factors.

What handwriting leaves out is filled in where it has one meaning; where it has two, `FormError` says what to write.
"""

from __future__ import annotations

from itertools import groupby

from mathnet.forms.numbers import is_number, with_numbers
from mathnet.forms.sympy_names import (
    bare,
    is_name,
    latex_of,
    refuse,
    refuse_sign,
    scripts,
    token_of,
)
from mathnet.forms.sympy_values import ATOM, POWER, PRODUCT, SUM, Value, enclosed, no_matrix, times
from mathnet.latex_tree import Command, Grid, Node, Root, Row, Script, Symbol

CLOSES = {"(": ")", "[": "]", "\\{": "\\}", "\\lfloor": "\\rfloor", "\\lceil": "\\rceil"}
TIMES = ("\\cdot", "\\times", "*")
OVER = ("/", "\\div")
RELATIONS = {"=": "Eq", "\\neq": "Ne", "<": "Lt", ">": "Gt", "\\leq": "Le", "\\geq": "Ge"}
_WORDS = ("sin", "cos", "tan", "cot", "sec", "csc", "log", "exp", "lim", "max", "min", "det", "mod", "gcd", "sgn")


class Reader:
    """Reads the nodes of one row from left to right; rows inside of it have readers of their own.

    `bound` are the tokens of what sums, limits and integrals around it run over; `integrals` wait for their d.
    """

    def __init__(self, row: Row, bound: frozenset[str] = frozenset()) -> None:
        self.items = with_numbers(row)
        self.bound = bound
        self.at = 0
        self.integrals = 0
        self._bars = 0  # open around here
        _refuse_words(self.items)

    # Looking and taking

    def token(self, ahead: int = 0) -> str:
        return token_of(self.items[self.at + ahead]) if self.at + ahead < len(self.items) else ""

    def node(self) -> Node | None:
        return self.items[self.at] if self.at < len(self.items) else None

    def take(self) -> Node:
        self.at += 1
        return self.items[self.at - 1]

    def inner(self, row: Row, bound: frozenset[str] = frozenset()) -> Value:
        return Reader(row, self.bound | bound).whole()

    def scalar(self, row: Row) -> Value:
        return no_matrix(self.inner(row))

    def at_differential(self) -> bool:
        following = self.items[self.at + 1] if self.at + 1 < len(self.items) else None
        return self.node() == Symbol("d") and is_name(following)

    def at_end(self) -> bool:
        token = self.token()
        ends = (*CLOSES.values(), ",", *RELATIONS)
        return (
            self.at >= len(self.items) or token in ends or (token == "|" and self._bars > 0) or self.at_differential()
        )

    # Sums and products

    def whole(self) -> Value:
        """All of the row."""
        value = self.sum()
        if self.at < len(self.items):
            if self.at_differential():
                refuse("{} stands outside of an integral.", latex_of(*self.items[self.at : self.at + 2]))
            refuse_sign(self.items[self.at])
        return value

    def sum(self) -> Value:
        sign = token_of(self.take()) if self.token() in ("+", "-") else ""
        value = self.product()
        if sign == "-":
            value = Value(f"-{value.within(PRODUCT)}", SUM, value.shape)
        while self.token() in ("+", "-") and isinstance(self.node(), Symbol):
            sign = token_of(self.take())
            term = self.product()
            if value.shape != term.shape:
                refuse("What is added must be of one size: a matrix and a number, or two matrices, do not fit.")
            value = Value(f"{value.text} {sign} {term.within(PRODUCT)}", SUM, value.shape)
        return value

    def product(self) -> Value:
        if self.at_end() or self.token() in ("+", "-", *TIMES, *OVER):
            missing = latex_of(self.items[self.at]) if self.at < len(self.items) else "the end"
            refuse("Something is missing before {}.", missing)
        value = self.factor()
        while not self.at_end() and self.token() not in ("+", "-"):
            if self.token() in OVER:
                value = self._divided(value)
                continue
            is_written = self.token() in TIMES
            if is_written:
                self._refuse_vectors()
                self.take()
            elif is_number(self.token()):
                refuse("The number {} stands behind a factor: write a dot between them.", self.items[self.at])
            value = times(value, self._signed_factor() if is_written else self.factor())
        return value

    def _refuse_vectors(self) -> None:
        around = self.items[self.at - 1], self.items[min(self.at + 1, len(self.items) - 1)]
        if all(isinstance(node, Command) and node.name == "\\vec" for node in map(bare, around)):
            refuse("{} between vectors is no product of numbers.", self.items[self.at])

    def _divided(self, value: Value) -> Value:
        self.take()
        below = no_matrix(self._signed_factor())
        if not (self.at_end() or self.token() in ("+", "-", *TIMES, *OVER)):
            refuse("It is not clear where the part below / ends: write a fraction or brackets.")
        return Value(f"{value.within(PRODUCT)}/{below.within(POWER)}", PRODUCT, value.shape)

    def _signed_factor(self) -> Value:
        if self.token() != "-":
            return self.factor()
        self.take()
        return Value(f"-{self.factor().within(POWER)}", SUM)

    def factor(self) -> Value:
        value = self._atom()
        while self.token() == "!":
            after = self.take()
            value = powered(self, Value(f"factorial({no_matrix(value).text})", ATOM), after)
        return value

    # Atoms

    def _atom(self) -> Value:
        from mathnet.forms.sympy_letters import letter  # which read with readers themselves
        from mathnet.forms.sympy_operators import READ, built

        node, token = self.node(), self.token()
        if node is None or self.at_end():
            refuse("Something is missing at the end.")
        if token in READ:
            return READ[token](self)
        if is_number(token):
            return self._number()
        if is_name(node):
            return letter(self)
        if token in (*CLOSES, "|"):
            return self._bracketed()
        self.take()
        inner = bare(node)
        if not isinstance(inner, Root | Command | Grid):
            refuse_sign(inner)
        return powered(self, built(self, inner), node)

    def _number(self) -> Value:
        node = self.take()
        following = self.node()
        if isinstance(node, Symbol) and isinstance(following, Command) and _is_ratio(following):
            refuse("A fraction behind a number may be added or multiplied: write + or a dot between them.")
        if scripts(node) == (None, Row((Symbol("\\circ"),))):
            return Value(f"{token_of(node)}*pi/180", PRODUCT)
        return powered(self, Value(token_of(node), ATOM), node)

    def arguments(self) -> tuple[list[Value], Node]:
        """What is between brackets, parted by commas, and the closing bracket with its scripts."""
        opening = self.take()
        integrals, self.integrals = self.integrals, 0
        bars, self._bars = self._bars, 0
        found = [no_matrix(self.sum())]
        while self.token() == ",":
            self.take()
            found.append(no_matrix(self.sum()))
        self.integrals, self._bars = integrals, bars
        return found, self.close(opening)

    def close(self, opening: Node) -> Node:
        closing = CLOSES.get(token_of(opening), "|")
        if self.token() != closing:
            refuse("{} is opened but not closed.", opening)
        return self.take()

    def _bracketed(self) -> Value:
        opening = self.take()
        if isinstance(opening, Script):
            refuse("{} has no meaning for SymPy.", opening)
        bars, self._bars = self._bars, int(opening == Symbol("|"))
        integrals, self.integrals = self.integrals, 0
        value = self.sum()
        self._bars, self.integrals = bars, integrals
        if self.token() == ",":
            refuse_sign(self.items[self.at])
        return powered(self, enclosed(token_of(opening), value), self.close(opening))


def _is_ratio(node: Command) -> bool:
    return node.name == "\\frac" and all(is_number(token_of(item)) for row in node.arguments for item in row.items)


def powered(reader: Reader, base: Value, node: Node, has_subscript: bool = False) -> Value:
    """The base with the exponents of a node; a subscript must have been read already."""
    if not isinstance(node, Script):
        return base
    if node.base is not None:
        base = powered(reader, base, node.base, has_subscript)
    if node.sub is not None and not has_subscript:
        refuse("The subscript of {} has no meaning for SymPy.", node)
    if node.sup is None:
        return base
    if base.shape is not None and node.sup == Row((Symbol("T"),)):
        return Value(f"{base.within(ATOM)}.T", ATOM, (base.shape[1], base.shape[0]))
    if base.shape is not None and base.shape[0] != base.shape[1]:
        refuse("The power of a matrix needs as many rows as columns.")
    exponent = no_matrix(reader.inner(node.sup))
    if base.text == "E":
        return Value(f"exp({exponent.text})", ATOM)
    return Value(f"{base.within(ATOM)}**{exponent.within(ATOM)}", POWER, base.shape)


def _refuse_words(items: list[Node]) -> None:
    """Letters that spell a function are no product, whoever wrote them so."""
    for are_letters, run in groupby(items, lambda node: isinstance(node, Symbol) and node.token.isalpha()):
        letters = "".join(token_of(node) for node in run) if are_letters else ""
        spelt = next((word for word in _WORDS if word in letters), "")
        if spelt:
            refuse("The letters {} look like a word, not like a product.", spelt)
