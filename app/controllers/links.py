"""Links between a caption and the ink: which strokes, or which part of a picture, each token was written with."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.canvas.content import Subject, around, box_of
from mathnet.ink import Box, Ink

if TYPE_CHECKING:
    from mathnet.reading import Candidate, Reading


@dataclass(frozen=True)
class Links:
    """For each token the indices of its strokes in the document, and its box in document units, if it has ink."""

    strokes: tuple[frozenset[int], ...] = ()
    boxes: tuple[Box | None, ...] = ()

    def at(self, x: float, y: float, reach: float) -> int:
        """The token whose box, grown by `reach` on all sides, holds a place of the document, or -1.

        It is the smallest one of several, so that a root does not hide what is in it.
        """
        holding = [
            (box.width * box.height, token)
            for token, box in enumerate(self.boxes)
            if box is not None
            and box.left - reach <= x <= box.right + reach
            and box.top - reach <= y <= box.bottom + reach
        ]
        return min(holding)[1] if holding else -1

    def box(self, token: int) -> Box | None:
        return self.boxes[token] if 0 <= token < len(self.boxes) else None


def link(subject: Subject, reading: Reading, candidate: Candidate) -> Links:
    """The links of a candidate. It takes some milliseconds and OpenCV: not for the thread that draws the window."""
    from mathnet.linking import boxes_of, strokes_of

    material = subject.material()
    if isinstance(material, Ink):
        strokes = strokes_of(candidate, reading, material)
        boxes = [[box_of(material.strokes[index]) for index in each] for each in strokes]
        return Links(strokes, tuple(around(each) if each else None for each in boxes))
    found = boxes_of(candidate, reading)
    placed = tuple(None if box is None else subject.to_document(box) for box in found)
    return Links(tuple(frozenset() for _ in found), placed)
