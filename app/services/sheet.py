"""A sheet: what lies on the canvas with all that is known about it, and how its parts become bytes and words.

Strokes are kept as little-endian single precision, exactly as the canvas holds them, so that nothing changes by being
kept. Letters: N points of one stroke; P Q rows and columns of a picture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from app.canvas.content import Content, Grey, PlacedPicture
from app.canvas.decoding import Decoding
from app.services.pins import KeptPin
from mathnet.ink import Stroke

FLOATS = "<f4"
_SPACE_AND_BRACES = re.compile(r"[\s{}]+")

StrokeRow = tuple[bytes, bytes | None, bytes | None]  # points, time, pressure


@dataclass(frozen=True)
class Entry:
    """What a list shows of a sheet."""

    id: int
    modified: datetime  # local time
    title: str  # the name of its file, if it has one
    latex: str
    typed: bool  # whether the LaTeX is the user's word, typed or picked among the readings
    pinned: bool


@dataclass(frozen=True, eq=False)
class Sheet:
    """A whole sheet; `picture_id` tells where its picture is kept."""

    entry: Entry
    content: Content
    picture_id: int | None = None
    pins: tuple[KeptPin, ...] = ()

    @property
    def typed_latex(self) -> str:
        return self.entry.latex if self.entry.typed else ""


def to_row(stroke: Stroke) -> StrokeRow:
    points = stroke.points.astype(FLOATS, copy=False).tobytes()
    return points, _packed(stroke.time), _packed(stroke.pressure)


def to_stroke(row: StrokeRow) -> Stroke:
    """Raises `ValueError` for bytes that are no stroke."""
    points, time, pressure = row
    return Stroke(np.frombuffer(points, FLOATS).reshape(-1, 2), _unpacked(time), _unpacked(pressure))


def to_png(grey: Grey) -> bytes:
    """A picture (P, Q) as PNG; quick rather than small. Lets other threads run."""
    import cv2

    _, data = cv2.imencode(".png", grey, [cv2.IMWRITE_PNG_COMPRESSION, 3])
    return bytes(data.tobytes())


def to_picture(png: bytes, left: float, top: float, unit: float) -> PlacedPicture | None:
    """The placed picture, its pixels soon; None where they never reached the disk."""
    try:
        return PlacedPicture(Decoding(png), left, top, unit)
    except ValueError:
        return None


def digest(strokes: list[StrokeRow], picture: tuple[object, ...], latex: str) -> bytes:
    """What tells sheets apart: the ink and the picture, and where there is neither, the LaTeX."""
    summary = blake2b(digest_size=16)
    for channel in (channel for row in strokes for channel in row):
        summary.update(b"-" if channel is None else len(channel).to_bytes(4, "little") + channel)
    summary.update(repr(picture).encode())
    if not strokes and picture[0] is None:
        summary.update(latex.encode())
    return summary.digest()


def search_words(latex: str, title: str) -> str:
    """What a search looks through: small letters without the braces and spaces that only LaTeX needs."""
    return f"{_SPACE_AND_BRACES.sub('', latex.lower())}\n{title.lower()}"


def query_words(query: str) -> list[str]:
    """The words that must all be there, as `search_words` would write them."""
    return [word for word in (_SPACE_AND_BRACES.sub("", part) for part in query.lower().split()) if word]


def _packed(channel: NDArray[np.float32] | None) -> bytes | None:
    return None if channel is None else channel.astype(FLOATS, copy=False).tobytes()


def _unpacked(data: bytes | None) -> NDArray[np.float32] | None:
    return None if data is None else np.frombuffer(data, FLOATS)
