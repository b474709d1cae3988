r"""The words of LaTeX: how text falls apart into tokens, and which of them the canonical form drops or renames.

Dropped is what says how something is set and not what is written: spacing, sizes, fonts, `\left` and `\right`,
`\limits`. Renamed are other names of the same ink, such as `\le` for `\leq`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class LatexError(ValueError):
    """LaTeX that cannot be read; `position` counts characters from 0 and is also in the message."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(f"at character {position + 1}: {message}")
        self.position = position


class Token(NamedTuple):
    """A token and where it starts in the text, in characters."""

    text: str
    position: int


# A command, an escaped character, or any other character. `\lt` and `\gt` glued to a letter (`a\ltb`), as in some
# corpora, are taken apart, unless they start a command that exists, such as `\ltimes` or `\gtrsim`.
_GLUED = r"\\lt(?=[A-Za-z])(?!imes)|\\gt(?=[A-Za-z])(?!r(?:approx|dot|eq|less|sim))"
_TOKEN = re.compile(_GLUED + r"|\\(?:operatorname|hspace)\*|\\[A-Za-z]+|\\[^A-Za-z]|[^\\]|\\", re.DOTALL)
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")

_SPACES = frozenset(["~", "$", "\\,", "\\:", "\\;", "\\!", "\\>", "\\/", "\\ ", "\\\t", "\\\n"])
_DELIMITED = frozenset(["\\left", "\\right", "\\middle"]) | frozenset(
    f"\\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")
)
_DROPPED = (
    _SPACES
    | frozenset(["\\(", "\\)", "\\[", "\\]", "\\quad", "\\qquad", "\\limits", "\\nolimits", "\\nonumber"])
    | frozenset(["\\thinspace", "\\medspace", "\\thickspace", "\\negthinspace", "\\enspace"])
    | frozenset(["\\displaystyle", "\\textstyle", "\\scriptstyle", "\\scriptscriptstyle"])
    | frozenset(["\\tiny", "\\scriptsize", "\\footnotesize", "\\small", "\\normalsize", "\\large", "\\Large"])
    | frozenset(["\\rm", "\\it", "\\mathrm", "\\mathit", "\\mathnormal", "\\mathsf", "\\mathtt", "\\ensuremath"])
    | frozenset(["\\text", "\\textrm", "\\textit", "\\textnormal", "\\textup", "\\mbox", "\\hbox", "\\vtop"])
    | frozenset(["\\operatorname", "\\operatorname*", "\\mathop", "\\mathord", "\\mathbin", "\\mathrel"])
    | frozenset(["\\mathopen", "\\mathclose", "\\mathpunct", "\\mathinner"])
)
_DROPPED_WITH_GROUP = frozenset(["\\hspace", "\\hspace*", "\\mspace", "\\vspace", "\\label", "\\tag", "\\color"])
_RENAMED = {
    "\\lt": "<",
    "\\gt": ">",
    "\\le": "\\leq",
    "\\ge": "\\geq",
    "\\ne": "\\neq",
    "\\to": "\\rightarrow",
    "\\gets": "\\leftarrow",
    "\\dots": "\\ldots",
    "\\dotsc": "\\ldots",
    "\\dotsb": "\\cdots",
    "\\dfrac": "\\frac",
    "\\tfrac": "\\frac",
    "\\cfrac": "\\frac",
    "\\lbrack": "[",
    "\\rbrack": "]",
    "\\lbrace": "\\{",
    "\\rbrace": "\\}",
    "\\mid": "|",
    "\\vert": "|",
    "\\lvert": "|",
    "\\rvert": "|",
    "\\Vert": "\\|",
    "\\ast": "*",
    "\\colon": ":",
    "\\land": "\\wedge",
    "\\lor": "\\vee",
    "\\lnot": "\\neg",
}


def scan(text: str) -> list[Token]:
    """The tokens of LaTeX text as they stand, without spaces between them and without comments.

    Raises `LatexError` for a backslash with nothing behind it.
    """
    text = _COMMENT.sub(lambda match: match[1] + " " * (len(match[0]) - len(match[1])), text)  # keeps positions
    tokens = [Token(match[0], match.start()) for match in _TOKEN.finditer(text) if not match[0].isspace()]
    if tokens and tokens[-1].text == "\\":
        raise LatexError("a backslash at the very end: name a command behind it or remove it", tokens[-1].position)
    return tokens


def plain(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens that the canonical form keeps, by their canonical names."""
    stream = iter(tokens)
    for token in stream:
        if token.text in _DROPPED_WITH_GROUP:
            _skip_group(token, stream)
        elif token.text in _DELIMITED:
            yield from _delimiter(next(stream, token))
        elif token.text not in _DROPPED:
            yield token._replace(text=_RENAMED.get(token.text, token.text))


def _delimiter(token: Token) -> Iterator[Token]:
    r"""What `\left`, `\right` or a size writes: nothing for `.`, angle brackets for `<` and `>`."""
    if token.text not in {".", *_DELIMITED}:
        text = {"<": "\\langle", ">": "\\rangle"}.get(token.text, _RENAMED.get(token.text, token.text))
        yield token._replace(text=text)


def _skip_group(command: Token, stream: Iterator[Token]) -> None:
    """Reads up to the end of the group that must follow a command."""
    depth = 0
    for token in stream:
        depth += {"{": 1, "}": -1}.get(token.text, 0)
        if depth <= 0:
            return
    raise LatexError(f"{command.text} needs a group in braces behind it", command.position)
