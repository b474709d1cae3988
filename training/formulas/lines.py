r"""A line of a formula corpus as canonical formulas: what is not mathematics goes, what is no handwriting is refused.

Lines come as LaTeX alone or as prose with `$…$` in it, with labels (`\text{A.}`), macros of the NIST library, words and
punctuation. A formula that is too long, or holds what the vocabulary lacks, gives a part of itself: one side of an
equation, one row, one group.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from mathnet.latex import parse, tokens_of
from mathnet.latex_names import FUNCTIONS
from mathnet.latex_tree import Node, Row, Script, Symbol
from mathnet.vocabulary import Vocabulary
from training.data.report import UnusableError
from training.formulas.recombine import RELATIONS
from training.formulas.trees import is_writable, places

MOST_TOKENS = 60
_LEAST_PART = 4  # tokens of a part that is worth taking

_DOLLARS = re.compile(r"(?<!\\)\${1,2}((?:[^$\\]|\\.)+)(?<!\\)\${1,2}", re.DOTALL)
_LABEL = re.compile(r"^\s*(?:\\(?:text|mathrm|mbox)\s*\{\s*)?\(?\s*[A-H]\s*[.)、]\s*\}?(?=[\s\\(-])\s*")
_TEXT = re.compile(r"\\(text|textrm|textnormal|textup|textbf|textit|mbox|hbox|mathrm|operatorname\*?)\s*\{([^{}]*)\}")
_MOST_LETTERS = dict.fromkeys(["mathrm", "operatorname", "operatorname*"], 4)  # of words, 3 for all else
_SPACING = re.compile(r"[\s~]|\\[,;:! ]|\\tiny(?![A-Za-z])")
_WORD = re.compile(r"(?<![\\A-Za-z{])[A-Za-z]{4,}")
_RUN = re.compile(r"(?:(?<![^ ])[a-z] ){5,}")
_MACROS = (
    (re.compile(r"\\NVar(?![A-Za-z])"), ""),
    (re.compile(r"\\ifrac(?![A-Za-z])"), r"\\frac"),
    (re.compile(r"\\genfrac\s*\{?\(\}?\s*\{?\)\}?\s*\{[^{}]*\}\s*\{[^{}]*\}"), r"\\binom"),
)
_LEVEL = {
    "(": 1,
    "[": 1,
    "\\{": 1,
    "\\lfloor": 1,
    "\\lceil": 1,
    ")": -1,
    "]": -1,
    "\\}": -1,
    "\\rfloor": -1,
    "\\rceil": -1,
}
_ENDS = frozenset([",", ".", ";", ":"])
_CUTS = frozenset([*RELATIONS.split(), ",", ";", "\\rightarrow", "\\Rightarrow", "\\Leftrightarrow", "\\in"])


def formulas_in(line: str) -> list[str]:
    """The LaTeX in a line: what stands between dollars, or all of it, if it is no prose and has none."""
    if "$" in line.replace("\\$", ""):
        return [found[1].strip() for found in _DOLLARS.finditer(line)]
    line = line.strip()
    return [] if not line or len(_WORD.findall(_TEXT.sub("", line))) > 1 else [line]


def cleaned(latex: str) -> str:
    """LaTeX without labels and with the macros of corpora resolved; raises `UnusableError` for words."""
    latex = _LABEL.sub("", latex)
    for macro, known in _MACROS:
        latex = macro.sub(known, latex)
    for found in _TEXT.finditer(latex):
        letters = _SPACING.sub("", found[2])
        if len(letters) > _MOST_LETTERS.get(found[1], 3) and letters not in FUNCTIONS:
            raise UnusableError("words", letters)
    return latex


def formula_of(latex: str, vocabulary: Vocabulary, most_tokens: int = MOST_TOKENS) -> tuple[str, ...]:
    """The canonical tokens of a formula, or of its longest part that fits.

    Raises `UnusableError` for what cannot be used and `LatexError` for what cannot be read.
    """
    row = _stripped(parse(cleaned(latex)))
    tokens = tuple(tokens_of(row))
    if _RUN.search(" ".join(tokens) + " "):
        raise UnusableError("words", " ".join(tokens)[:60])
    if not row.items or len(tokens) < 2:
        raise UnusableError("a single symbol or none")
    fits = len(tokens) <= most_tokens and all(token in vocabulary for token in tokens)
    if fits and is_writable(row) and _keeps_brackets(row):
        return tokens
    parts = [part for part in map(_usable, _parts(row)) if _LEAST_PART <= len(part) <= most_tokens]
    best = max((part for part in parts if all(token in vocabulary for token in part)), key=len, default=())
    if not best:
        raise _unusable(row, tokens, vocabulary)
    return best


def _unusable(row: Row, tokens: tuple[str, ...], vocabulary: Vocabulary) -> UnusableError:
    unknown = next((token for token in tokens if token not in vocabulary), "")
    if unknown:
        return UnusableError("tokens the vocabulary lacks", unknown)
    if not is_writable(row):
        return UnusableError("empty groups or scripts on scripts")
    if not _keeps_brackets(row):
        return UnusableError("brackets without their like")
    return UnusableError("too long, and no part of it fits")


def _stripped(row: Row) -> Row:
    """The row without the punctuation of a sentence around it."""
    items = row.items
    while items and isinstance(items[-1], Symbol) and items[-1].token in _ENDS:
        items = items[:-1]
    while items and isinstance(items[0], Symbol) and items[0].token in _ENDS:
        items = items[1:]
    return Row(items)


def _parts(row: Row) -> Iterator[Row]:
    """Sides of relations, alone and two by two, of the formula and of all rows inside it, and these rows."""
    for whole in (row, *(place.row for place in places(row) if place.role != "base")):
        cuts = [at for at, item in enumerate(whole.items) if isinstance(item, Symbol) and item.token in _CUTS]
        begins, ends = [0, *(at + 1 for at in cuts)], [*cuts, len(whole.items)]
        for reach in (0, 1):
            for begin, end in zip(begins, ends[reach:], strict=False):
                yield Row(whole.items[begin:end])


def _usable(part: Row) -> tuple[str, ...]:
    """The tokens of a part, none if it breaks brackets or bars apart or is not what handwriting is read as."""
    part = _stripped(part)
    bars = sum(_outer(item) == "|" for item in part.items)
    if bars % 2 or not _keeps_brackets(part) or not is_writable(part):
        return ()
    return tuple(tokens_of(parse(tokens_of(part))))


def _keeps_brackets(row: Row) -> bool:
    """Whether each bracket has one that closes it; which one is free, as intervals have it."""
    levels = list(accumulate(_LEVEL.get(_outer(item), 0) for item in row.items))
    return not levels or (min(levels) >= 0 and levels[-1] == 0)


def _outer(node: Node) -> str:
    """The token of a symbol, with scripts or without, or nothing."""
    base = node.base if isinstance(node, Script) else node
    return base.token if isinstance(base, Symbol) else ""
