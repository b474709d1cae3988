"""Nearness: which of several files of one name lies in the tree beside this one?

Corpora keep ink and captions in parallel trees (`INKML/train/a.inkml`, `SymLG/train/a.lg`) or under names of one
beginning (`train_images/a.jpg`, `train_labels.txt`), and repeat names from part to part.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile
from pathlib import PurePosixPath
from typing import TypeVar

Entry = TypeVar("Entry")


def nearness(one: PurePosixPath, other: PurePosixPath) -> int:
    """How many letters two paths share at their beginning and at their end, small letters or capitals."""
    a, b = str(one).lower(), str(other).lower()
    return _shared(a, b) + _shared(a[::-1], b[::-1])


def _shared(a: str, b: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def nearest(place: PurePosixPath, entries: Sequence[tuple[PurePosixPath, Entry]]) -> Entry | None:
    """The entry whose path is nearest to `place`; None if there is none, or if two different ones are as near."""
    ranked = sorted(entries, key=lambda entry: nearness(place, entry[0]), reverse=True)
    if not ranked:
        return None
    best = nearness(place, ranked[0][0])
    same = [entry for path, entry in ranked if nearness(place, path) == best]
    return same[0] if all(entry == same[0] for entry in same) else None
