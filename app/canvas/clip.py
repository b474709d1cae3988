"""Ink for the clipboard and from it: copied as InkML and as a picture, pasted where it can be seen."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QColor, QImage, QPainter

from app.canvas.content import Content
from app.canvas.strokes import Look, paint_stroke
from app.canvas.view import Similarity, View
from mathnet.ink import Box, Ink, Stroke

INKML = "application/inkml+xml"
FINENESS = 2.0  # pixels of the picture a logical pixel
MOST_PIXELS = 4_000_000
EDGE = 8.0  # logical pixels of white around the ink
ALIKE = 3.0  # ink whose strokes are larger or smaller by no more keeps its size


def mime_data(strokes: Sequence[Stroke], scale: float, pen_width: float) -> QMimeData:
    """Strokes for other programs; `scale` logical pixels a document unit, `pen_width` in logical pixels."""
    from mathnet.inkml import to_bytes

    data = QMimeData()
    data.setData(INKML, to_bytes(Ink(tuple(strokes))))
    data.setImageData(picture_of(strokes, scale, pen_width))
    return data


def picture_of(strokes: Sequence[Stroke], scale: float, pen_width: float) -> QImage:
    """The strokes in black on white."""
    box, edge = Ink(tuple(strokes)).box, EDGE / scale
    room = Box(box.left - edge, box.top - edge, box.right + edge, box.bottom + edge)
    fine = min(scale * FINENESS, math.sqrt(MOST_PIXELS / (room.width * room.height)))
    image = QImage(math.ceil(room.width * fine), math.ceil(room.height * fine), QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for stroke in strokes:
        paint_stroke(painter, stroke, View(fine, room.left, room.top), Look(QColor("black"), pen_width * fine / scale))
    painter.end()
    return image


def placed(ink: Ink, content: Content, seen: Box, detail: float, step: float) -> tuple[Stroke, ...]:
    """The strokes of `ink` as they are to be added to `content`.

    Ink of other units gets the size of what is there, or of `detail` (document units) where there is nothing. It stays
    where it was if that is in the part that is `seen`, a few times `step` aside if the same ink is there already.
    """
    size = detail if content.is_empty else content.typical_size
    larger = size / Content(ink.strokes).typical_size
    strokes = _changed(ink.strokes, Similarity(1.0 if 1 / ALIKE <= larger <= ALIKE else larger))
    strokes = _changed(strokes, _into(Ink(strokes).box, seen))
    while any(_same(strokes[0], there) for there in content.strokes):
        strokes = _changed(strokes, Similarity(right=step, down=step))
    return _after(strokes, content.seconds)


def _into(box: Box, seen: Box) -> Similarity:
    """Nothing for a box that is seen; otherwise into the middle."""
    if seen.left <= box.left and box.right <= seen.right and seen.top <= box.top and box.bottom <= seen.bottom:
        return Similarity()
    right = (seen.left + seen.right - box.left - box.right) / 2
    return Similarity(right=right, down=(seen.top + seen.bottom - box.top - box.bottom) / 2)


def _changed(strokes: Sequence[Stroke], change: Similarity) -> tuple[Stroke, ...]:
    return tuple(replace(stroke, points=change.points(stroke.points)) for stroke in strokes)


def _same(first: Stroke, second: Stroke) -> bool:
    if len(first) != len(second):
        return False
    nearly = 1e-3 * max(float(np.ptp(first.points, axis=0).max()), 1.0)
    return bool(np.allclose(first.points, second.points, atol=nearly))


def _after(strokes: Sequence[Stroke], seconds: float) -> tuple[Stroke, ...]:
    """The strokes with their times moved, so that they begin at `seconds`."""
    begins = [float(stroke.time[0]) for stroke in strokes if stroke.time is not None]
    later = seconds - min(begins, default=0.0)
    return tuple(
        stroke if stroke.time is None else replace(stroke, time=(stroke.time + later).astype(np.float32))
        for stroke in strokes
    )
