r"""The parser that makes a tree from LaTeX, by recursive descent over plain tokens.

What several spellings draw alike gets one tree: `\left( \begin{matrix} … \end{matrix} \right)` is a `pmatrix`,
`{a \over b}` a fraction, `\overline{x}` is `\bar{x}`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from mathnet.latex_names import EQUATIONS
from mathnet.latex_plain import NO_RIGHT, plain
from mathnet.latex_tokens import LatexError, Token, scan
from mathnet.latex_tree import (
    ARGUMENTS,
    NEXT_CELL,
    NEXT_ROW,
    PRIME,
    QUOTE,
    Node,
    Root,
    Row,
    Symbol,
    brace,
    command,
    fence,
    grid_nodes,
    joined,
    scripted,
)

_DEEPEST = 100  # groups inside groups; keeps the parser far from Python's own limit
_STOPS = ("", "}", NEXT_CELL, NEXT_ROW)
_STACKS: dict[str, Callable[[Row, Row], list[Node]]] = {  # what stands between the two halves of a group
    "\\over": lambda above, below: command("\\frac", (above, below)),
    "\\choose": lambda above, below: command("\\binom", (above, below)),
    "\\atop": lambda above, below: grid_nodes("matrix", [(above,), (below,)]),
}


def parse(latex: str | Iterable[str]) -> Row:
    """The tree of LaTeX text or tokens; positions in errors count in the text, or in the tokens joined by spaces.

    Raises `LatexError` for LaTeX that is not well-formed or has what the tree does not know, such as a `tabbing`.
    """
    text = latex if isinstance(latex, str) else " ".join(latex)
    return _Parser(plain(scan(text)), len(text)).formula()


class _Parser:
    """Reads the plain tokens of one formula."""

    def __init__(self, tokens: list[Token], length: int) -> None:
        self._tokens = [*tokens, Token("", length)]  # the empty text marks the end
        self._next = 0
        self._depth = 0

    def formula(self) -> Row:
        row = self._row("")
        if self._peek().text:
            raise _stray(self._peek())
        return row

    def _peek(self) -> Token:
        return self._tokens[self._next]

    def _take(self) -> Token:
        token = self._tokens[self._next]
        self._next += 1
        return token

    def _row(self, close: str) -> Row:
        """Reads up to the closing token, or to what closes something further out, and leaves it there."""
        items: list[Node] = []
        self._fill(items, close)
        return Row(tuple(items))

    def _fill(self, items: list[Node], close: str) -> None:
        start = len(items)
        while (text := self._peek().text) not in _STOPS and text != close and not text.startswith("\\end{"):
            if text == "{":  # only groups, so what is in it stands in the same row
                self._enclosed(items, "}")
            elif text in ("_", "^"):
                self._script(items)
            elif text == QUOTE and items and items[-1] != Symbol(QUOTE):
                self._primes(items)
            elif text == NO_RIGHT:
                self._take()
                brace(items)
            elif text in _STACKS:
                self._take()
                items[start:] = _STACKS[text](Row(tuple(items[start:])), self._row(close))
            else:
                items += self._atom()
                fence(items)

    def _script(self, items: list[Node]) -> None:
        mark = self._take()
        script = self._argument(mark)
        if script.items:
            base = items.pop() if items else None
            items.append(scripted(base, script, None) if mark.text == "_" else scripted(base, None, script))

    def _primes(self, items: list[Node]) -> None:
        """One or more `'`, and the superscript behind them, which TeX sets beside them."""
        primes: list[Node] = []
        while self._peek().text == QUOTE:
            self._take()
            primes.append(Symbol(PRIME))
        if self._peek().text == "^":
            primes.extend(self._argument(self._take()).items)
        items.append(scripted(items.pop(), None, Row(tuple(primes))))

    def _atom(self) -> list[Node]:
        token = self._take()
        if token.text.startswith("\\begin{"):
            return self._grid(token)
        if token.text == "\\sqrt":
            index = self._group("]") if self._peek().text == "[" else None
            return [Root(self._argument(token), index)]
        if token.text in ARGUMENTS:
            return command(token.text, tuple(self._argument(token) for _ in range(ARGUMENTS[token.text])))
        return [Symbol(token.text)]

    def _argument(self, asking: Token) -> Row:
        r"""A group, or a single atom without scripts, as in `x^2` and `\frac12`."""
        token = self._peek()
        if token.text == "{":
            return self._group("}")
        if token.text in (*_STOPS, "_", "^", NO_RIGHT, *_STACKS) or token.text.startswith("\\end{"):
            raise LatexError("{} lacks an argument: write it in braces behind it", asking.text, position=token.position)
        return Row(tuple(self._atom()))

    def _group(self, close: str) -> Row:
        items: list[Node] = []
        self._enclosed(items, close)
        return Row(tuple(items))

    def _enclosed(self, items: list[Node], close: str) -> None:
        opening = self._take()
        self._descend(opening)
        self._fill(items, close)
        if self._peek().text in (NEXT_CELL, NEXT_ROW):
            inner = self._peek()
            raise LatexError("{} inside {} {}: move it out", inner.text, opening.text, close, position=inner.position)
        if self._peek().text != close:
            raise LatexError("{0} without {1} behind it: add {1}", opening.text, close, position=opening.position)
        self._take()
        self._depth -= 1

    def _descend(self, opening: Token) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise LatexError(
                "groups nested more than {} deep: write the formula in parts", _DEEPEST, position=opening.position
            )

    def _grid(self, begin: Token) -> list[Node]:
        self._descend(begin)
        end, rows = begin.text.replace("\\begin", "\\end"), [[self._row("")]]
        while (token := self._take()).text != end:
            if token.text == NEXT_CELL:
                rows[-1].append(self._row(""))
            elif token.text == NEXT_ROW:
                rows.append([self._row("")])
            elif token.text.startswith("\\end{"):
                told = (token.text, begin.text, end)
                raise LatexError("{} ends what began as {}: write {}", *told, position=token.position)
            else:
                raise LatexError("{0} without {1} behind it: add {1}", begin.text, end, position=begin.position)
        self._depth -= 1
        if EQUATIONS in end:  # the relation and what follows it are one cell
            return grid_nodes("aligned", [(cells[0], joined(tuple(cells[1:]))) for cells in rows])
        return grid_nodes(end[len("\\end{") : -1], [tuple(cells) for cells in rows])


def _stray(token: Token) -> LatexError:
    """What to do about a token that closes or separates what was never opened."""
    if token.text == "}":
        return LatexError("{} without {} before it: remove it", "}", "{", position=token.position)
    if token.text.startswith("\\end{"):
        begin = token.text.replace("\\end", "\\begin")
        pair = (token.text, begin)
        return LatexError("{0} without {1} before it: add {1} or remove it", *pair, position=token.position)
    told = (token.text, r"\begin{aligned}", r"\end{aligned}")
    return LatexError("{} outside an environment: put the lines between {} and {}", *told, position=token.position)
