"""What lies on the canvas, and what of it the recogniser is given.

Letters: P Q rows and columns of a picture in pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QTransform

from app.canvas.decoding import Decoding, Grey
from mathnet.ink import Box, Ink, Stroke

if TYPE_CHECKING:
    from mathnet.reading import Map, Pin, Reading

__all__ = ["Content", "Grey", "PlacedPicture", "Subject", "around", "box_of"]

PICTURE_DETAIL = 48  # pixels of a picture that are about one symbol


@lru_cache(maxsize=8192)
def box_of(stroke: Stroke) -> Box:
    """The smallest box around a stroke, remembered: the eraser asks for all of them at every movement."""
    return Ink((stroke,)).box


def around(boxes: Sequence[Box]) -> Box:
    """The smallest box around one box or more."""
    return Box(
        min(box.left for box in boxes),
        min(box.top for box in boxes),
        max(box.right for box in boxes),
        max(box.bottom for box in boxes),
    )


@dataclass(frozen=True, eq=False)
class PlacedPicture:
    """A grey picture (P, Q) and where it lies: `document = (left, top) + pixel * unit`.

    Cropped and turned pictures know the one that they were made of, and the way of its pixels to theirs. Pictures are
    of the same pixels where they hold the same object.
    """

    held: Grey | Decoding
    left: float = 0.0
    top: float = 0.0
    unit: float = 1.0  # document units a pixel
    origin: object = field(default_factory=object)  # the same in all that was made of one picture
    way: QTransform = field(default_factory=QTransform)

    @property
    def grey(self) -> Grey:
        """The pixels (P, Q); waits for those that are being decoded."""
        return self.held.grey if isinstance(self.held, Decoding) else self.held

    @property
    def is_there(self) -> bool:
        """Whether the pixels can be had without waiting."""
        return not isinstance(self.held, Decoding) or self.held.is_done

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        rows, columns = self.held.shape
        return rows, columns

    @property
    def box(self) -> Box:
        rows, columns = self.shape
        return self.to_document(Box(0, 0, columns, rows))

    def to_document(self, box: Box) -> Box:
        """A box in picture pixels, in document units."""
        left, top, right, bottom = (side * self.unit for side in (box.left, box.top, box.right, box.bottom))
        return Box(self.left + left, self.top + top, self.left + right, self.top + bottom)

    def from_document(self, box: Box) -> Box:
        """A box in document units, in picture pixels."""
        across, down = ((box.left, box.right), (box.top, box.bottom))
        left, right = ((side - self.left) / self.unit for side in across)
        top, bottom = ((side - self.top) / self.unit for side in down)
        return Box(left, top, right, bottom)


@dataclass(frozen=True, eq=False)
class Content:
    """All that is on the canvas, in document units: those of the file it came from, or the canvas's logical pixels."""

    strokes: tuple[Stroke, ...] = ()
    picture: PlacedPicture | None = None

    @property
    def is_empty(self) -> bool:
        return not self.strokes and self.picture is None

    @property
    def seconds(self) -> float:
        """The time at which a further stroke may begin: a second after the last one, as far as times are known."""
        times = [float(stroke.time[-1]) + 1.0 for stroke in self.strokes if stroke.time is not None]
        return max(times, default=0.0)

    @property
    def typical_size(self) -> float:
        """A length in document units that is seen well at the size of handwriting: a stroke, or part of a picture."""
        if self.picture is not None:
            return PICTURE_DETAIL * self.picture.unit
        extents = [float(np.ptp(stroke.points, axis=0).max()) for stroke in self.strokes]
        return float(np.percentile(extents, 75)) or 1.0

    @property
    def box(self) -> Box:
        """The smallest box around everything; raises `ValueError` where there is nothing."""
        boxes = [box_of(stroke) for stroke in self.strokes] + ([self.picture.box] if self.picture else [])
        if not boxes:
            raise ValueError("an empty canvas has no box")
        return around(boxes)


class Subject:
    """What is to be read, and what is known of it: the ink, or the picture with the ink over it in black on white.

    The drawing is done on demand, because the thread that recognises can well do it and the one that draws the window
    cannot. `to_document` carries the reading's boxes back to document units.
    """

    def __init__(self, content: Content, pen_width: float, known: Sequence[tuple[str, Box]] = ()) -> None:
        """`pen_width` is in document units, as are the boxes of the symbols that are `known`, by their tokens."""
        self.content = content
        self.pen_width = pen_width
        self._known = tuple(known)
        self._ground: PlacedPicture | None = None

    def material(self) -> Ink | Grey:
        """The ink alone as it is, anything else as one grey picture (P, Q)."""
        if self.content.picture is None:
            return Ink(self.content.strokes)
        from app.canvas.compose import compose

        self._ground = compose(self.content, self.pen_width)
        return self._ground.grey

    def pins(self) -> list[Pin]:
        """What is known, in units of the material. Only after `material` was asked for."""
        from mathnet.reading import Pin

        ground = self._ground
        return [Pin(token, ground.from_document(box) if ground else box) for token, box in self._known]

    def to_document(self, box: Box) -> Box:
        """A box in units of the material, in document units. Only after `material` was asked for."""
        return self._ground.to_document(box) if self._ground else box

    def box_of(self, reading: Reading, map_: Map) -> Box:
        """Where a map (H, W) of `reading` lies, in document units. Only after `material` was asked for."""
        rows, columns = map_.shape
        return self.to_document(reading.frame.map_box(rows, columns))
