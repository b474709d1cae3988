"""Pinned symbols: what the user said is written in a place, kept with its ink while writing goes on.

And what an edited caption says of the one that was read.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from PySide6.QtCore import QRectF

from app.canvas.content import Content, PlacedPicture, box_of
from app.controllers.links import Links
from app.services.pins import KeptPin
from mathnet.ink import Box, Stroke

LEAST_ALIKE = 0.6  # of the symbols of the shorter one that two captions share, for one to be an edit of the other
LONGEST = 2  # symbols typed over as many others, side by side; more of them are about something else than the ink


@dataclass(frozen=True, eq=False)
class Pinned:
    """A token with the ink that it stands for: strokes, or a part of a picture; `box` in document units.

    It was chosen by pointing or, if `typed`, over another in the LaTeX.
    """

    token: str
    box: Box
    strokes: frozenset[Stroke]
    picture: PlacedPicture | None
    typed: bool = False

    @classmethod
    def of(cls, token: str, place: int, links: Links, content: Content, typed: bool = False) -> Pinned | None:
        """The symbol in a place of a caption as `token`; None if it has no ink."""
        box = links.box(place)
        if box is None:
            return None
        strokes = frozenset(content.strokes[index] for index in links.strokes[place])
        return cls(token, box, strokes, content.picture, typed)

    @classmethod
    def back(cls, kept: KeptPin, content: Content) -> Pinned | None:
        """What the store kept of a pin of this content; None if its ink is not there."""
        if any(place >= len(content.strokes) for place in kept.strokes):
            return None
        strokes = frozenset(content.strokes[place] for place in kept.strokes)
        is_nowhere = not strokes and content.picture is None
        return None if is_nowhere else cls(kept.token, kept.box, strokes, content.picture, kept.typed)

    def kept(self, content: Content) -> KeptPin:
        """What the store is to keep of a pin of this content."""
        places = (place for place, stroke in enumerate(content.strokes) if stroke in self.strokes)
        return KeptPin(self.token, self.typed, tuple(places), self.box)

    def on(self, content: Content) -> Pinned | None:
        """The same where its ink is now; None if that is gone. It goes with its picture, however that was changed."""
        if not self.strokes <= frozenset(content.strokes):
            return None
        if self.picture is content.picture:
            return self
        if self.picture is None or content.picture is None or self._is_written_over(content):
            return None
        box = carried(self.box, self.picture, content.picture)
        return None if box is None else replace(self, box=box, picture=content.picture)

    def _is_written_over(self, content: Content) -> bool:
        """Whether strokes lie in its box: they stay where they are, so nobody can say what went with the picture."""
        return any(_meet(box_of(stroke), self.box) for stroke in content.strokes)

    def is_about(self, other: Pinned) -> bool:
        """Whether both say what the same ink is."""
        if self.strokes or other.strokes:
            return bool(self.strokes & other.strokes)
        return _overlap(self.box, other.box) > 0.5

    def place_in(self, tokens: Sequence[str], links: Links, content: Content) -> int:
        """Where in a caption it stands, or -1."""
        found = [at for at, token in enumerate(tokens) if token == self.token and self._stands_at(at, links, content)]
        return found[0] if found else -1

    def _stands_at(self, place: int, links: Links, content: Content) -> bool:
        there = Pinned.of(self.token, place, links, content)
        return there is not None and self.is_about(there)


def carried(box: Box, before: PlacedPicture, after: PlacedPicture) -> Box | None:
    """Where a part of a picture lies once that was moved, scaled, turned or cropped; None if most of it is cut off.

    None for another picture, too. Boxes are in document units.
    """
    if before.origin is not after.origin:
        return None
    inside = before.from_document(box)
    back, _ = before.way.inverted()
    there = (back * after.way).mapRect(QRectF(inside.left, inside.top, inside.width, inside.height))
    rows, columns = after.shape
    kept = there & QRectF(0, 0, columns, rows)
    if kept.width() * kept.height() <= there.width() * there.height() / 2:
        return None
    return after.to_document(Box(kept.left(), kept.top(), kept.right(), kept.bottom()))


Correction = tuple[int, int, str]  # a place in the old and in the new caption, and the new token


def corrections(before: Sequence[str], after: Sequence[str]) -> list[Correction]:
    """What another caption of the same ink says of single symbols.

    Tokens that came or went say nothing of a symbol's ink and are left out.
    """
    return [each for block in _replaced(before, after) for each in block]


def typed_over(before: Sequence[str], after: Sequence[str]) -> list[Correction]:
    """The corrections in a caption that was typed over another, as far as they can be about the ink.

    They cannot if the caption is no edit of the other (`is_edit_of`), nor where many tokens in a row are others, nor
    for what has no ink of its own.
    """
    from mathnet.linking import has_ink  # brings OpenCV, which the start need not wait for

    if not is_edit_of(before, after):
        return []
    few = [block for block in _replaced(before, after) if len(block) <= LONGEST]
    inked = [block for block in few if all(has_ink(before[at]) and has_ink(new) for at, _, new in block)]
    return [each for block in inked for each in block]


def same_places(before: Sequence[str], after: Sequence[str]) -> dict[int, int]:
    """Which place of an edited caption is which place of the old one, as far as they are the same; see `is_edit_of`."""
    if not is_edit_of(before, after):
        return {}
    blocks = SequenceMatcher(a=before, b=after, autojunk=False).get_matching_blocks()
    return {block.b + offset: block.a + offset for block in blocks for offset in range(block.size)}


def is_edit_of(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether a caption is an edit of another, so that its symbols are about the same ink, and no other formula.

    Most symbols of the shorter one must be in the longer one, too; one symbol alone may be any other. What is there
    for the structure alone, such as braces, is in every caption and tells nothing.
    """
    from mathnet.linking import has_ink

    changes = _changes(before, after)
    others = [change for change in changes if change[0] != "equal"]
    if len(before) == len(after) and sum(last - first for _, first, last, _, _ in others) <= 1:
        return True
    shared = (token for kind, first, last, _, _ in changes if kind == "equal" for token in before[first:last])
    fewer = min(sum(map(has_ink, before)), sum(map(has_ink, after)))
    return fewer > 0 and sum(map(has_ink, shared)) >= LEAST_ALIKE * fewer


def _replaced(before: Sequence[str], after: Sequence[str]) -> list[list[Correction]]:
    """The tokens in the place of as many others, those side by side together."""
    return [
        [(first + offset, there + offset, after[there + offset]) for offset in range(last - first)]
        for kind, first, last, there, end in _changes(before, after)
        if kind == "replace" and last - first == end - there
    ]


def _changes(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    return list(SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes())


def _meet(one: Box, other: Box) -> bool:
    """Whether two boxes share a place; those of dots and straight strokes have no area."""
    across = min(one.right, other.right) >= max(one.left, other.left)
    return across and min(one.bottom, other.bottom) >= max(one.top, other.top)


def _overlap(one: Box, other: Box) -> float:
    """The area that two boxes share, as a part of the smaller one."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    least = min(one.width * one.height, other.width * other.height)
    return max(width, 0.0) * max(height, 0.0) / max(least, 1e-9)
