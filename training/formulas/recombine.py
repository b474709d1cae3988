"""Recombining: new formulas out of given ones, with parts of two exchanged and symbols renamed.

What such a formula says is of no use to anyone, and that is the use of it: a reader that has only seen sense learns to
guess, and one that has not must look at the ink.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise
from typing import TypeVar

from mathnet.latex_tree import Row, Symbol
from mathnet.vocabulary import Vocabulary
from training.formulas.trees import heads, mapped, places, replaced

RELATIONS = "= \\neq < > \\leq \\geq \\approx \\equiv \\sim \\simeq \\cong \\propto \\ll \\gg"
_CLASSES = (
    "0 1 2 3 4 5 6 7 8 9",
    "a b c f g h i j k l m n o p q r s t u v w x y z",  # not d and e: they are what integrals and powers need
    "A B C D E F G H I J K L M N O P Q R S T U V W X Y Z",
    "\\alpha \\beta \\gamma \\delta \\epsilon \\varepsilon \\zeta \\eta \\theta \\vartheta \\iota \\kappa \\lambda "
    "\\mu \\nu \\xi \\rho \\varrho \\sigma \\varsigma \\tau \\upsilon \\phi \\varphi \\chi \\psi \\omega",
    "\\Gamma \\Delta \\Theta \\Lambda \\Xi \\Pi \\Sigma \\Upsilon \\Phi \\Psi \\Omega",
    "+ - \\pm \\mp \\times \\div \\cdot * \\circ \\bullet \\oplus \\ominus \\otimes \\odot \\cup \\cap \\wedge \\vee "
    "\\setminus",
    RELATIONS + " \\in \\notin \\ni \\subset \\supset \\subseteq \\supseteq \\prec \\succ \\perp \\parallel \\models "
    "\\vdash",
    "\\rightarrow \\leftarrow \\leftrightarrow \\Rightarrow \\Leftarrow \\Leftrightarrow \\mapsto \\hookrightarrow",
    "\\sin \\cos \\tan \\cot \\sec \\csc \\sinh \\cosh \\tanh \\arcsin \\arccos \\arctan \\ln \\log \\exp",
    "\\max \\min \\sup \\inf",
    "\\sum \\prod \\bigcup \\bigcap \\bigoplus \\bigotimes",
    "\\int \\iint \\iiint \\oint",
)
_SIDES = frozenset(RELATIONS.split())

Choice = TypeVar("Choice")


class Renamer:
    """Renames some of a formula's symbols to others of their class, each everywhere; picklable."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        known = [[token for token in names.split() if token in vocabulary] for names in _CLASSES]
        self._class_of = {token: names for names in known for token in names}

    def __call__(self, row: Row, share: float, source: random.Random) -> Row:
        """The formula with about a `share` of its different symbols renamed."""
        change = {}
        for token in dict.fromkeys(heads(row)):  # in the order they are written, so that a seed decides
            if token in self._class_of and source.random() < share:
                change[token] = _one(self._class_of[token], source)
        return mapped(row, change)


def exchange(host: Row, donor: Row, source: random.Random) -> Row:
    """`host` with a row of its own replaced by one of `donor` in the same role; `host` itself if no role is in both."""
    gifts: dict[str, list[Row]] = {}
    for place in places(donor):
        gifts.setdefault(place.role, []).append(place.row)
    open_places = [place for place in places(host) if place.role in gifts]
    ways = len(open_places) + (len(_sides(host)) > 1 and len(_sides(donor)) > 1)
    if not ways:
        return host
    chosen = int(source.random() * ways)
    if chosen == len(open_places):
        return _joined(_sides(host), _sides(donor), source)
    place = open_places[chosen]
    return replaced(host, place.path, _one(gifts[place.role], source))


def _sides(row: Row) -> list[Row]:
    """What stands left and right of relations, each but the first with the relation before it."""
    cuts = [at for at, item in enumerate(row.items) if isinstance(item, Symbol) and item.token in _SIDES]
    ends = [0, *cuts, len(row.items)]
    return [Row(row.items[begin:end]) for begin, end in pairwise(ends)]


def _joined(left: list[Row], right: list[Row], source: random.Random) -> Row:
    return Row(left[0].items + _one(right[1:], source).items)


def _one(choices: Sequence[Choice], source: random.Random) -> Choice:
    return choices[int(source.random() * len(choices))]
