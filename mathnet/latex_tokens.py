r"""The words of LaTeX: how text falls apart into tokens.

`\begin{pmatrix}` is one token, however it is spaced, and so is `\end{pmatrix}`. What the canonical form makes of the
tokens is in `mathnet.latex_plain`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from mathnet.errors import SpokenError, sentence


class LatexError(SpokenError):
    """LaTeX that cannot be read; `position` counts characters from 0 and is also in the message."""

    def __init__(self, template: str, *fields: object, position: int = 0) -> None:
        super().__init__(sentence("at character {}: {}"), position + 1, SpokenError(template, *fields))
        self.position = position


class Token(NamedTuple):
    """A token and where it starts in the text, in characters."""

    text: str
    position: int


# An environment's begin or end, a command, an escaped character, or any other character. `\lt` and `\gt` glued to a
# letter (`a\ltb`), as in some corpora, are taken apart, unless they start a command that exists, such as `\ltimes` or
# `\gtrsim`. The star of `\\*` and a length such as `[2pt]` right behind `\\` say nothing of what is written.
_ENVIRONMENT = r"\\(?:begin|end)\s*\{\s*[A-Za-z]+\s*\*?\s*\}"
_NEW_LINE = r"\\\\(?:\*?\[\s*-?[\d.\s]+[a-z]{2}\s*\]|\*)?"
_GLUED = r"\\lt(?=[A-Za-z])(?!imes)|\\gt(?=[A-Za-z])(?!r(?:approx|dot|eq|less|sim))"
_WORD = r"\\(?:operatorname|hspace)\*|\\[A-Za-z]+|\\[^A-Za-z]|[^\\]|\\"
_TOKEN = re.compile("|".join([_ENVIRONMENT, _NEW_LINE, _GLUED, _WORD]), re.DOTALL)
_COMMENT = re.compile(r"(?<!\\)((?:\\\\)*)%[^\n]*")
_KERN = re.compile(
    r"()\\(?:m?kern|[hmv]skip)\s*[-+]?[\d.\s]+(?:(?:m\s*u|p\s*t|e\s*[mx]|c\s*m|m\s*m|i\s*n)(?![A-Za-z]))"
)


def scan(text: str) -> list[Token]:
    """The tokens of LaTeX text as they stand, without spaces between them, comments and kerns.

    Raises `LatexError` for a backslash with nothing behind it.
    """
    text = _KERN.sub(_blank, _COMMENT.sub(_blank, text))
    found = (Token(_named(match[0]), match.start()) for match in _TOKEN.finditer(text))
    tokens = [token for token in found if not token.text.isspace()]
    if tokens and tokens[-1].text == "\\":
        place = tokens[-1].position
        raise LatexError("a backslash at the very end: name a command behind it or remove it", position=place)
    return tokens


def _blank(match: re.Match[str]) -> str:
    """Spaces in place of a match, which keeps positions; what its first group holds stays."""
    return match[1] + " " * (len(match[0]) - len(match[1]))


def _named(text: str) -> str:
    if text.startswith("\\\\"):
        return "\\\\"
    return "".join(text.split()) if text.startswith(("\\begin", "\\end")) else text
