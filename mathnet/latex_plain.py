r"""Plain tokens: what is left of LaTeX when all that is only typesetting is gone, by one name a symbol.

The tables of names are in `mathnet.latex_names`; here are the rules that need to look at what follows, such as
`\mathrm{ln}`, `{\cal L}`, `\not=`, `\begin{array}{cc}` and `\left.`
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mathnet.latex_names import (
    COLUMNS,
    DELIMITED,
    DROPPED,
    DROPPED_WITH_GROUP,
    ENVIRONMENTS,
    EQUATIONS,
    FUNCTIONS,
    NEGATED,
    RENAMED,
    SPELT,
    UPRIGHT,
)
from mathnet.latex_tokens import LatexError, Token

NO_RIGHT = "\\right."  # stays, for it tells cases from a brace beside a matrix
_ENVIRONMENT = re.compile(r"\\(begin|end)\{([A-Za-z]+)(\*?)\}")
_LONGEST_FUNCTION = max(map(len, FUNCTIONS))
_LINES = {"l": "aligned", "r": "aligned", "rl": "aligned", "rcl": EQUATIONS, "lcl": EQUATIONS}  # arrays that are lines


def plain(tokens: list[Token]) -> list[Token]:
    """The tokens that the canonical form keeps, by their canonical names.

    Raises `LatexError` for environments that are not read and for commands that lack their argument.
    """
    return list(_Reader(tokens))


class _Reader:
    """Goes through the tokens once; each rule takes what belongs to it."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens, self._next = tokens, 0
        self._open: list[tuple[str, str]] = []  # environments, as written and as the grid they make
        self._rules: dict[str, Callable[[Token], Iterator[Token]]] = (
            dict.fromkeys(DELIMITED, self._delimiter)
            | dict.fromkeys(UPRIGHT, self._upright)
            | dict.fromkeys(DROPPED_WITH_GROUP, self._without_group)
            | {"\\not": self._negated, "\\cal": self._calligraphic, "\\pmod": self._modulus}
        )

    def __iter__(self) -> Iterator[Token]:
        while self._next < len(self._tokens):
            token = self._tokens[self._next]
            self._next += 1
            if token.text.startswith(("\\begin", "\\end")):
                yield from self._environment(token)
            elif token.text in self._rules:
                yield from self._rules[token.text](token)
            else:
                yield from _named(token)

    def _peek(self, ahead: int = 0) -> str:
        at = self._next + ahead
        return self._tokens[at].text if at < len(self._tokens) else ""

    def _delimiter(self, size: Token) -> Iterator[Token]:
        r"""What `\left`, `\right` or a size writes: nothing for `.`, angle brackets for `<` and `>`."""
        written = self._peek()
        if not written or written in DELIMITED:
            return
        self._next += 1
        if written == ".":
            yield from [Token(NO_RIGHT, size.position)] if size.text == "\\right" else []
        else:
            text = {"<": "\\langle", ">": "\\rangle"}.get(written, RENAMED.get(written, written))
            yield Token(text, self._tokens[self._next - 1].position)

    def _upright(self, font: Token) -> Iterator[Token]:
        r"""Nothing, but the function that the letters behind spell: `\mathrm{ln}`, `{\rm ln}`."""
        opened = self._peek() == "{"
        letters = ""
        while len(letters) <= _LONGEST_FUNCTION and self._peek(opened + len(letters)).isalpha():
            letters += self._peek(opened + len(letters))
        closed = self._peek(opened + len(letters)) == "}" and opened != (font.text == "\\rm")
        if letters in FUNCTIONS and closed:
            self._next += len(letters) + 2 * opened
            yield Token(f"\\{letters}", font.position)

    def _calligraphic(self, font: Token) -> Iterator[Token]:
        r"""`{\cal L}` as `{\mathcal{L}}`; the font lasts for the capitals behind it."""
        if self._peek() == "{":
            yield Token("\\mathcal", font.position)
        while "A" <= self._peek() <= "Z":
            letter = self._tokens[self._next]
            self._next += 1
            yield from [Token("\\mathcal", font.position), letter]

    def _negated(self, slash: Token) -> Iterator[Token]:
        text = NEGATED.get(self._peek())
        self._next += text is not None
        yield Token(text or slash.text, slash.position)

    def _modulus(self, command: Token) -> Iterator[Token]:
        r"""`\pmod{n}` as it is written: (mod n)."""
        group = self._group(command)
        yield from (Token(text, command.position) for text in ("(", "m", "o", "d"))
        yield from _Reader(group)
        yield Token(")", command.position)

    def _without_group(self, command: Token) -> Iterator[Token]:
        self._group(command)
        yield from ()

    def _group(self, command: Token) -> list[Token]:
        """Takes the group that must follow a command."""
        begin, depth = self._next, 0
        while text := self._peek():
            self._next += 1
            depth += {"{": 1, "}": -1}.get(text, 0)
            if depth <= 0:
                return self._tokens[begin : self._next]
        raise LatexError("{} needs a group in braces behind it", command.text, position=command.position)

    def _environment(self, token: Token) -> Iterator[Token]:
        match = _ENVIRONMENT.fullmatch(token.text)
        if match is None:
            raise LatexError("{} needs a name in braces behind it", token.text, position=token.position)
        side, name, star = match.groups()
        if name not in ENVIRONMENTS:
            raise LatexError(
                "{} is not read: use matrix, pmatrix, cases or aligned", token.text, position=token.position
            )
        left, grid, right = ENVIRONMENTS[name]
        if side == "begin":
            grid = self._arguments(token, name, bool(star)) or grid
            self._open.append((name, grid))
            right = ""
        else:
            begun, as_begun = self._open.pop() if self._open else ("", "")
            left, grid = "", as_begun if begun == name else grid
        yield from (Token(text, token.position) for text in (left, grid and f"\\{side}{{{grid}}}", right) if text)

    def _arguments(self, begin: Token, name: str, starred: bool) -> str:
        r"""Takes `[t]` and `{rcl}` behind an environment's begin; the grid that such columns make, if they say it."""
        aligned = name in COLUMNS or (starred and name.endswith("matrix"))
        if self._peek() == "[" and (aligned or (self._peek(1) in ("t", "c", "b") and self._peek(2) == "]")):
            while self._peek() not in ("", "]"):
                self._next += 1
            self._next += 1
        if name not in COLUMNS:
            return ""
        return _LINES.get("".join(token.text for token in self._group(begin) if token.text.isalpha()), "")


def _named(token: Token) -> Iterator[Token]:
    """The token by its canonical name: nothing, one token, or several in braces that only group."""
    spelt = SPELT.get(token.text)
    if spelt is not None:
        yield from (Token(text, token.position) for text in (spelt if spelt[0] == "^" else ("{", *spelt, "}")))
    elif token.text not in DROPPED:
        yield token._replace(text=RENAMED.get(token.text, token.text))
