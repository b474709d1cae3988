"""Alignment: which written symbol does each caption token stand for?

CROHME's truth holds a MathML tree whose leaves carry the names of symbols. Read in the order of a LaTeX caption, the
leaves and the caption's symbol tokens are two spellings of one sequence; the longest common subsequence ties them.
"""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from xml.etree.ElementTree import Element

from defusedxml import ElementTree

from mathnet.ink import Ink
from training.data.sample import NO_SYMBOL

STRUCTURE = frozenset({"{", "}", "^", "_", "&", "\\\\"})
_IDENTIFIER = "{http://www.w3.org/XML/1998/namespace}id"
_SAME = {"\\prime": "'", "COMMA": ",", "\\lt": "<", "\\gt": ">"}


def reading_order(mathml: str) -> list[tuple[str, str]]:
    """Names and kinds of all named elements, in the order in which LaTeX would write them."""
    found: list[tuple[str, str]] = []
    _walk(ElementTree.fromstring(mathml), found)
    return found


def _walk(element: Element, found: list[tuple[str, str]]) -> None:
    kind = element.tag.rpartition("}")[2]
    name = element.get(_IDENTIFIER)
    if name is not None:
        found.append((name, kind))
    children = list(element)
    for child in reversed(children) if kind == "mroot" else children:  # MathML writes a root's index last
        _walk(child, found)


def symbol_sequence(ink: Ink) -> list[tuple[int, str]]:
    """The ink's symbols as (index, label), in reading order where a truth tree gives one, else as the file has them."""
    order = reading_order(ink.annotations["mathml"]) if ink.annotations.get("mathml") else []
    rank = {name: (position, kind) for position, (name, kind) in enumerate(order)}
    last = (len(rank), "")
    ranked = sorted(range(len(ink.symbols)), key=lambda index: rank.get(ink.symbols[index].identifier, last)[0])
    return [(index, _spelt(ink, index, rank.get(ink.symbols[index].identifier, last)[1])) for index in ranked]


def _spelt(ink: Ink, index: int, kind: str) -> str:
    label = ink.symbols[index].label
    return "\\frac" if kind == "mfrac" else _SAME.get(label, label)


def align(tokens: Sequence[str], ink: Ink) -> list[int]:
    """For each token the index of its symbol in `ink.symbols`, or `NO_SYMBOL` for structure and what is not found."""
    written = symbol_sequence(ink)
    spelt = [(position, _SAME.get(token, token)) for position, token in enumerate(tokens) if token not in STRUCTURE]
    result = [NO_SYMBOL] * len(tokens)
    matcher = SequenceMatcher(None, [text for _, text in spelt], [label for _, label in written], autojunk=False)
    for block in matcher.get_matching_blocks():
        for offset in range(block.size):
            result[spelt[block.a + offset][0]] = written[block.b + offset][0]
    return result
