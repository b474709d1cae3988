r"""Which characters of LaTeX text a token comes from, and where the text is wrong.

Both are told by the parser's own words: its plain tokens know where they stand in the text, and the canonical tokens
are those in another order at the most. What has no counterpart, such as the braces that `x^2` lacks, has no span.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import pairwise

from app.telling import told
from mathnet.latex import LatexError, canonical
from mathnet.latex_plain import plain
from mathnet.latex_tokens import Token, scan
from mathnet.latex_tree import ARGUMENTS, NARROW, PRIME, QUOTE

_BRACES = ("{", "}")
_COMMAND = re.compile(r"\\[A-Za-z]+")
_WITH_ARGUMENTS = (*ARGUMENTS, "\\sqrt")
_ALIKE = {QUOTE: PRIME, "\\over": "\\frac", "\\choose": "\\binom", **NARROW}


@dataclass(frozen=True)
class Span:
    """Characters of a text from `start` up to, not including, `end`."""

    start: int
    end: int

    def __contains__(self, place: int) -> bool:
        return self.start <= place < self.end


@dataclass(frozen=True)
class Mistake:
    """What is wrong with a text, in a sentence for the user, and where."""

    told: str
    span: Span


def tokens_of(latex: str) -> tuple[str, ...]:
    """The canonical tokens of LaTeX; none if it does not parse."""
    try:
        return tuple(canonical(latex))
    except LatexError:
        return ()


def spans_of(latex: str) -> dict[int, Span]:
    """The characters of each canonical token, for those that have any; empty for LaTeX that does not parse."""
    try:
        tokens = canonical(latex)
        written = [token for token in plain(scan(latex)) if token.text not in _BRACES]
    except LatexError:
        return {}
    ends = _ends(latex)
    wanted = [(index, _one_name(token)) for index, token in enumerate(tokens) if token not in _BRACES]
    there = [_one_name(token.text) for token in written]
    matcher = SequenceMatcher(None, [token for _, token in wanted], there, autojunk=False)
    found: dict[int, Span] = {}
    for left, right, size in matcher.get_matching_blocks():
        for step in range(size):
            start = written[right + step].position
            found[wanted[left + step][0]] = Span(start, ends[start])
    return found


def mistake(latex: str) -> Mistake | None:
    """What does not parse; None where nothing is wrong."""
    try:
        canonical(latex)
    except LatexError as error:
        said = told(error)
        return Mistake(said[:1].upper() + said[1:], _at(latex, error.position))
    return None


def unknown(latex: str) -> Span | None:
    """The first command that print does not know and spells out; None where there is none. `latex` must parse."""
    for index, token in enumerate(canonical(latex)):
        if _COMMAND.fullmatch(token) and token not in _WITH_ARGUMENTS and _is_spelled_out(token):
            return spans_of(latex).get(index)
    return None


@lru_cache(maxsize=512)
def _is_spelled_out(command: str) -> bool:
    """Whether MathML, which print is made from, has no sign for it but its letters."""
    from latex2mathml.converter import convert

    try:
        return f">{command}<" in convert(command)
    except Exception:  # latex2mathml lets through whatever its parser raises
        return False


def _at(latex: str, position: int) -> Span:
    """The token at a position; the last one for what is missing at the end."""
    ends = _ends(latex)
    start = max((begin for begin in ends if begin <= position), default=0)
    return Span(start, ends.get(start, len(latex)))


def _ends(latex: str) -> dict[int, int]:
    """Where each token ends, by where it starts."""
    try:
        tokens = scan(latex)
    except LatexError as error:  # a lone backslash at the very end
        return {error.position: len(latex)}
    ends = {}
    for token, behind in pairwise([*tokens, Token("", len(latex))]):
        text, start = token
        as_written = latex.startswith(text, start)  # not so an environment with spaces in it
        ends[start] = start + len(text if as_written else latex[start : behind.position].rstrip())
    return ends


def _one_name(token: str) -> str:
    """A token by a name that its spellings share."""
    if token.startswith(("\\begin", "\\end")):
        return token.partition("{")[0]
    return _ALIKE.get(token, token)
