"""The picture under the ink: how it is shown at every zoom, and what moving, cropping and turning make of it.

Averaging a photo down to the screen takes longer than a frame, so halves of it, and halves of those, are kept: what is
painted comes from the smallest that is still fine enough. Letters: P Q rows and columns of pixels.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter, QTransform

from app.canvas.compose import to_grey, to_image
from app.canvas.content import PlacedPicture
from app.canvas.view import Similarity, View
from mathnet.ink import Box


class PictureLayer:
    """Paints the placed picture, if there is one; while it is dragged, where `change` carries it."""

    def __init__(self) -> None:
        self.change = Similarity()
        self._placed: PlacedPicture | None = None
        self._halves: list[QImage] = []  # the picture itself, then each half as large as the one before

    def show(self, placed: PlacedPicture | None) -> bool:
        """Show another picture, or none; False for the one that is shown already."""
        if placed is self._placed:
            return False
        if placed is None or self._placed is None or placed.held is not self._placed.held:
            self._halves = []
        self._placed = placed
        return True

    def paint(self, painter: QPainter, view: View, ratio: float) -> None:
        """Paint the picture where `view` sees it, on a screen of `ratio` device pixels a logical pixel.

        Nothing while it is being decoded.
        """
        if self._placed is None or not self._placed.is_there:
            return
        view = view.carrying(self.change)
        image = self._fine_enough(self._placed.unit * view.scale * ratio)
        where = view.rect_of(self._placed.box)
        # Only what is seen, in whole pixels: a photo that one zooms into is larger than a painter can count.
        to_widget = QTransform.fromTranslate(where.x(), where.y())
        to_widget.scale(where.width() / image.width(), where.height() / image.height())
        seen = to_widget.inverted()[0].mapRect(QRectF(painter.viewport())).toAlignedRect() & image.rect()
        if not seen.isEmpty():
            painter.drawImage(to_widget.mapRect(QRectF(seen)), image, QRectF(seen))

    def _fine_enough(self, scale: float) -> QImage:
        """The smallest image that is not blown up where a picture pixel is `scale` device pixels."""
        assert self._placed is not None
        if not self._halves:
            self._halves = [to_image(self._placed.grey)]
        place = 0
        while scale <= 0.5 and min(self._halves[place].size().toTuple()) > 1:
            place, scale = place + 1, 2 * scale
            if place == len(self._halves):
                self._halves.append(_half(self._halves[-1]))
        return self._halves[place]


def _half(image: QImage) -> QImage:
    """The means of four pixels each; NumPy takes a quarter of the time that Qt takes to scale."""
    grey = to_grey(image)
    even = np.pad(grey, [(0, side % 2) for side in grey.shape], mode="edge").astype(np.uint16)
    rows = even[0::2] + even[1::2]  # (P / 2, Q)
    return to_image(((rows[:, 0::2] + rows[:, 1::2] + 2) >> 2).astype(np.uint8))


def changed(picture: PlacedPicture, change: Similarity) -> PlacedPicture:
    """The same pixels, moved and scaled."""
    left, top = picture.left * change.factor + change.right, picture.top * change.factor + change.down
    return replace(picture, left=left, top=top, unit=picture.unit * change.factor)


def cropped(picture: PlacedPicture, frame: Box) -> PlacedPicture:
    """What lies in `frame`, in whole pixels of the picture, where it lay; the other pixels are gone."""
    left, top, right, bottom = (round(side) for side in (frame.left, frame.top, frame.right, frame.bottom))
    grey = picture.grey[top:bottom, left:right].copy()  # a view of the whole would keep all of it in the memory
    there = picture.to_document(Box(left, top, right, bottom))
    way = picture.way * QTransform.fromTranslate(-left, -top)
    return replace(picture, held=grey, left=there.left, top=there.top, way=way)


def turned(picture: PlacedPicture, quarters: int) -> PlacedPicture:
    """The picture turned clockwise about its middle by so many right angles."""
    grey = np.ascontiguousarray(np.rot90(picture.grey, -quarters))
    (rows, columns), (rows_after, columns_after) = picture.grey.shape, grey.shape
    left = picture.left + (columns - columns_after) / 2 * picture.unit
    top = picture.top + (rows - rows_after) / 2 * picture.unit
    turn = QTransform.fromTranslate(columns_after / 2, rows_after / 2).rotate(90 * quarters)
    way = picture.way * turn.translate(-columns / 2, -rows / 2)
    return replace(picture, held=grey, left=left, top=top, way=way)
