r"""A formula as a tree, and the parser that makes it from LaTeX.

The tree holds what is written and where, not how it is set: braces that only group vanish, `{a b}^2` is `a b^2`, and
subscript and superscript have no order. It is the reading that the captions of CROHME use.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TypeAlias

from mathnet.latex_tokens import LatexError, Token, plain, scan

PRIME, QUOTE = "\\prime", "'"
# Commands with arguments, and how many. `\sqrt` has an optional one besides and a node of its own.
ARGUMENTS = {
    "\\frac": 2,
    "\\binom": 2,
    "\\overset": 2,
    "\\underset": 2,
    "\\stackrel": 2,
    **dict.fromkeys(["\\hat", "\\widehat", "\\bar", "\\vec", "\\dot", "\\ddot", "\\tilde", "\\widetilde"], 1),
    **dict.fromkeys(["\\overline", "\\underline", "\\overbrace", "\\underbrace", "\\overrightarrow"], 1),
    **dict.fromkeys(["\\mathbb", "\\mathcal", "\\mathfrak", "\\mathscr", "\\mathbf", "\\boldsymbol"], 1),
}
_UNREADABLE = {
    "&": "columns are not read yet: write one formula without &",
    "\\\\": "line breaks are not read yet: write one formula on one line",
    "\\begin": "environments are not read yet: write the formula without \\begin",
    "\\end": "environments are not read yet: write the formula without \\end",
}
_DEEPEST = 100  # groups inside groups; keeps the parser far from Python's own limit


@dataclass(frozen=True)
class Row:
    """Nodes side by side, from left to right."""

    items: tuple[Node, ...] = ()


@dataclass(frozen=True)
class Symbol:
    """One token that stands for itself: a letter, a digit, an operator, a command without arguments."""

    token: str


@dataclass(frozen=True)
class Script:
    """A base with what stands below and above at its right; without a base at the start of a row."""

    base: Node | None
    sub: Row | None = None
    sup: Row | None = None


@dataclass(frozen=True)
class Root:
    """A root and its index, if one is written."""

    body: Row
    index: Row | None = None


@dataclass(frozen=True)
class Command:
    r"""A command with its arguments, such as the fraction `\frac` or an accent."""

    name: str
    arguments: tuple[Row, ...]


Node: TypeAlias = Symbol | Script | Root | Command


def parse(latex: str | Iterable[str]) -> Row:
    """The tree of LaTeX text or tokens; positions in errors count in the text, or in the tokens joined by spaces.

    Raises `LatexError` for LaTeX that is not well-formed or has what the tree does not know, such as environments.
    """
    text = latex if isinstance(latex, str) else " ".join(latex)
    return _Parser(list(plain(scan(text))), len(text)).formula()


class _Parser:
    """Recursive descent over the plain tokens of one formula."""

    def __init__(self, tokens: list[Token], length: int) -> None:
        self._tokens = [*tokens, Token("", length)]  # the empty text marks the end
        self._next = 0
        self._depth = 0

    def formula(self) -> Row:
        row = self._row("")
        if self._peek().text:
            raise LatexError("a } without a { before it: remove it", self._peek().position)
        return row

    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._tokens[self._next]
        self._next += 1
        return token

    def _row(self, close: str) -> Row:
        """Reads up to the closing token, or to a brace that closes something further out, and leaves it there."""
        items: list[Node] = []
        self._fill(items, close)
        return Row(tuple(items))

    def _fill(self, items: list[Node], close: str) -> None:
        start = len(items)
        while (text := self._peek().text) not in ("", "}", close):
            if text == "{":  # only groups, so what is in it stands in the same row
                self._enclosed(items, "}")
            elif text in ("_", "^"):
                self._script(items)
            elif text == QUOTE and items and items[-1] != Symbol(QUOTE):
                self._primes(items)
            elif text == "\\over":
                self._take()
                items[start:] = [Command("\\frac", (Row(tuple(items[start:])), self._row(close)))]
            else:
                items.append(self._atom())

    def _script(self, items: list[Node]) -> None:
        mark = self._take()
        script = self._argument(mark)
        if script.items:
            base = items.pop() if items else None
            items.append(_scripted(base, script, None) if mark.text == "_" else _scripted(base, None, script))

    def _primes(self, items: list[Node]) -> None:
        """One or more `'`, and the superscript behind them, which TeX sets beside them."""
        primes: list[Node] = []
        while self._peek().text == QUOTE:
            self._take()
            primes.append(Symbol(PRIME))
        if self._peek().text == "^":
            primes.extend(self._argument(self._take()).items)
        items.append(_scripted(items.pop(), None, Row(tuple(primes))))

    def _atom(self) -> Node:
        token = self._take()
        if token.text in _UNREADABLE:
            raise LatexError(_UNREADABLE[token.text], token.position)
        if token.text == "\\sqrt":
            index = self._group("]") if self._peek().text == "[" else None
            return Root(self._argument(token), index)
        if token.text in ARGUMENTS:
            return Command(token.text, tuple(self._argument(token) for _ in range(ARGUMENTS[token.text])))
        return Symbol(token.text)

    def _argument(self, command: Token) -> Row:
        r"""A group, or a single atom without scripts, as in `x^2` and `\frac12`."""
        token = self._peek()
        if token.text == "{":
            return self._group("}")
        if token.text in ("", "}", "_", "^", "\\over"):
            raise LatexError(f"{command.text} lacks an argument: write it in braces behind it", token.position)
        return Row((self._atom(),))

    def _group(self, close: str) -> Row:
        items: list[Node] = []
        self._enclosed(items, close)
        return Row(tuple(items))

    def _enclosed(self, items: list[Node], close: str) -> None:
        opening = self._take()
        self._depth += 1
        if self._depth > _DEEPEST:
            raise LatexError(f"groups nested more than {_DEEPEST} deep: write the formula in parts", opening.position)
        self._fill(items, close)
        if self._peek().text != close:
            raise LatexError(f"{opening.text} without {close} behind it: add {close}", opening.position)
        self._take()
        self._depth -= 1


def _scripted(base: Node | None, sub: Row | None, sup: Row | None) -> Script:
    """The base with one more script: in its free place, or around it where that is taken, as in `{x^2}^3`."""
    return _filled(base, sub, sup) or Script(base, sub, sup)


def _filled(node: Node | None, sub: Row | None, sup: Row | None) -> Script | None:
    """The node with the script in its innermost free place, if it has one."""
    if not isinstance(node, Script):
        return None
    inner = _filled(node.base, sub, sup)
    if inner is not None:
        return replace(node, base=inner)
    taken = node.sub if sup is None else node.sup
    return Script(node.base, node.sub or sub, node.sup or sup) if taken is None else None
