r"""What a formula is made of, under names of our own, so that SymPy's parser never guesses from a name.

Left alone, the parser reads `2x3` as a product of 2 and 3, `x(x+1)` as a function x and `\in` as a variable. It is
given commands such as `\vqA` instead, and a table says what each of them means.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from app.compute import words
from app.compute.words import Words, refuse
from mathnet.latex_tree import PRIME, Command, Grid, Node, Root, Row, Script, Symbol

GREEK = frozenset(
    [
        "\\alpha",
        "\\beta",
        "\\gamma",
        "\\delta",
        "\\epsilon",
        "\\varepsilon",
        "\\zeta",
        "\\eta",
        "\\theta",
        "\\vartheta",
        "\\iota",
        "\\kappa",
        "\\lambda",
        "\\mu",
        "\\nu",
        "\\xi",
        "\\pi",
        "\\rho",
        "\\varrho",
        "\\sigma",
        "\\varsigma",
        "\\tau",
        "\\upsilon",
        "\\phi",
        "\\varphi",
        "\\chi",
        "\\psi",
        "\\omega",
        "\\ell",
        "\\hbar",
        "\\Gamma",
        "\\Delta",
        "\\Theta",
        "\\Lambda",
        "\\Xi",
        "\\Pi",
        "\\Sigma",
        "\\Upsilon",
        "\\Phi",
        "\\Psi",
        "\\Omega",
    ]
)
OPENING = {"(": ")", "[": "]", "\\{": "\\}", "\\lfloor": "\\rfloor", "\\lceil": "\\rceil"}
CLOSING = frozenset(OPENING.values())
CONSTANTS = {"e": words.EULER, "i": words.UNIT, "\\pi": words.CIRCLE}


def is_name(token: str) -> bool:
    return (len(token) == 1 and token.isascii() and token.isalpha()) or token in GREEK


def token_of(node: Node | None) -> str:
    """The token that a node is or that carries its scripts; an empty string for anything built."""
    while isinstance(node, Script):
        node = node.base
    return node.token if isinstance(node, Symbol) else ""


def rows_of(node: Node) -> Iterator[Row]:
    """The rows directly inside a node."""
    match node:
        case Script(base, sub, sup):
            if base is not None:
                yield from rows_of(base)
            yield from (row for row in (sub, sup) if row is not None)
        case Root(body, index):
            yield from (row for row in (body, index) if row is not None)
        case Command(_, arguments):
            yield from arguments
        case Grid(_, rows):
            yield from (cell for cells in rows for cell in cells)


def standing(row: Row) -> Iterator[str]:
    """The names that stand in a row or below it, not as a subscript and not before a bracket; `x_` if with one."""
    for place, node in enumerate(row.items):
        behind = token_of(row.items[place + 1]) if place + 1 < len(row.items) else ""
        is_primed = isinstance(node, Script) and node.sup is not None and Symbol(PRIME) in node.sup.items
        if is_name(token_of(node)) and behind not in ("(", "[") and not is_primed:
            is_subscripted = isinstance(node, Script) and node.sub is not None
            yield token_of(node) + "_" * is_subscripted
        subscript = node.sub if isinstance(node, Script) and is_name(token_of(node)) else None
        for inner in rows_of(node):
            if inner is not subscript:
                yield from standing(inner)


class Book:
    """The names of one formula and what they mean, and what had to be assumed.

    `variables` are names of constants that the user wants as variables.
    """

    def __init__(self, row: Row, variables: Collection[str] = ()) -> None:
        self.meanings: dict[str, Any] = {}
        self.assumptions: list[Words] = []
        self.standing = frozenset(standing(row))
        self.constants: list[str] = []  # those that were met
        self._variables = frozenset(variables)
        self._bound: list[str] = []  # what sums run over, innermost last
        self._commands: dict[str, str] = {}

    def assume(self, sentence: str, *about: str) -> None:
        if [sentence, *about] not in self.assumptions:
            self.assumptions.append([sentence, *about])

    def bind(self, name: str) -> None:
        self._bound.append(name)

    def release(self) -> None:
        self._bound.pop()

    def name(self, latex: str) -> str:
        """The command for a variable, or for a constant where the name is one."""
        import sympy

        if latex in CONSTANTS and latex not in self._variables and latex not in self._bound:
            self.assume(CONSTANTS[latex], latex)
            if latex not in self.constants:
                self.constants.append(latex)
            return self.value({"e": sympy.E, "i": sympy.I, "\\pi": sympy.pi}[latex], f"constant {latex}")
        return self.value(sympy.Symbol(latex), latex)

    def value(self, meaning: Any, key: str = "") -> str:
        """The command for a value; the same key gives the same command."""
        import sympy

        key = key or f"value {len(self._commands)}"
        if key not in self._commands:
            self._commands[key] = f"\\vq{_letters(len(self._commands))}"
            self.meanings[self._commands[key][1:]] = sympy.sympify(meaning, strict=True)
        return self._commands[key]

    def variable(self, row: Row) -> str:
        """The name in a row that holds nothing else."""
        if len(row.items) != 1 or not is_name(token_of(row.items[0])):
            refuse(words.UNNAMED, latex_of(*row.items))
        return latex_name(row.items[0])


def latex_of(*nodes: Node) -> str:
    """Nodes as LaTeX, for a sentence."""
    from mathnet.latex import pretty, tokens_of

    return pretty(tokens_of(Row(nodes)))


def latex_name(node: Node) -> str:
    """The name of a variable with its subscript: `x`, `\\alpha_{1}`. Raises `Refusal` for a subscript that is odd."""
    if not isinstance(node, Script) or node.sub is None:
        return token_of(node)
    tokens = [token_of(item) for item in node.sub.items if isinstance(item, Symbol)]
    if len(tokens) < len(node.sub.items) or not all(
        is_name(text) or text.isdigit() or text in "+-," for text in tokens
    ):
        refuse(words.SUBSCRIPT, latex_of(Script(node.base, node.sub)))
    return f"{token_of(node)}_{{{latex_of(*node.sub.items)}}}"


def _letters(number: int) -> str:
    first, last = divmod(number, 26)
    return (_letters(first - 1) if first else "") + chr(ord("A") + last)
