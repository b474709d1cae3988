"""What the model sees: the four channels that the raster hands to the encoder.

Letters: P Q rows and columns of the raster in pixels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from app.panels.card import GRID, Card

if TYPE_CHECKING:
    from mathnet.reading import Map

# Two ends that all eyes tell apart, and the scale viridis for the order of writing; all read well on white and on dark.
NEGATIVE, POSITIVE = (230, 120, 20), (40, 120, 220)
CAPTION = 20  # logical pixels for the name below a thumbnail
EARLY_TO_LATE = ((68, 1, 84), (59, 82, 139), (33, 145, 140), (94, 201, 98), (253, 231, 37))


class ModelViewPanel(Card):
    """Four thumbnails: ink, the pen's direction across and down, and the order of writing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("What the model sees"), parent)
        names = (self.tr("Ink"), self.tr("Direction across"), self.tr("Direction down"), self.tr("Order of writing"))
        self.views = tuple(ChannelView(name) for name in names)
        grid = QGridLayout()
        grid.setSpacing(GRID)
        for place, view in enumerate(self.views):
            grid.addWidget(view, place // 2, place % 2)
        self.body.addLayout(grid)

    def show_picture(self, picture: Map | None) -> None:
        """Show the channels (4, P, Q); nothing for None and for a picture without pixels."""
        if picture is None or not picture.size:
            for view in self.views:
                view.show_image(None)
            return
        ink, across, down, order = picture
        has_strokes = bool(across.any() or down.any() or order.any())
        self.views[0].show_image(ink_image(ink))
        for view, image in zip(
            self.views[1:], (signed_image(across), signed_image(down), order_image(order, ink)), strict=True
        ):
            view.show_image(image if has_strokes else None)


class ChannelView(QWidget):
    """One channel, as large as fits, with its name below it."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.image: QImage | None = None
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def show_image(self, image: QImage | None) -> None:
        self.image = image
        self.update()

    def _paint_image(self, painter: QPainter, area: QRectF, image: QImage) -> None:
        size = image.size().scaled(area.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
        where = QRectF(0, 0, size.width(), size.height())
        where.moveCenter(area.center())
        smooth = Qt.TransformationMode.SmoothTransformation
        scaled = image.scaled(size * self.devicePixelRatioF(), Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        painter.drawImage(where, scaled)

    # Overrides of Qt

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(self.palette().color(QPalette.ColorRole.Mid))
        painter.setBrush(Qt.GlobalColor.white)  # the model gets black on white whatever the theme
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5 - CAPTION)
        painter.drawRoundedRect(frame, 6, 6)
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        caption = QRectF(0, frame.bottom() + 1, self.width(), CAPTION)
        painter.drawText(caption, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, self._name)
        if self.image is None:
            painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, "–")
        else:
            self._paint_image(painter, frame.adjusted(4, 4, -4, -4), self.image)

    def sizeHint(self) -> QSize:
        return QSize(120, 54 + CAPTION)


def ink_image(ink: Map) -> QImage:
    """Ink (P, Q) from 0 to 1 as black on white."""
    there = ink > 0
    return _image(there, np.zeros(3), ink[there])


def signed_image(channel: Map) -> QImage:
    """A direction (P, Q) from -1 to 1: one colour for each way, white for none."""
    there = channel != 0
    return _image(there, np.where(channel[there, None] < 0, NEGATIVE, POSITIVE), np.abs(channel[there]))


def order_image(order: Map, ink: Map) -> QImage:
    """Order of writing (P, Q) from 0 to 1, early dark and late bright, white where there is no ink."""
    there = ink > 0
    scale = np.array(EARLY_TO_LATE, dtype=float)
    places = np.clip(order[there], 0, 1) * (len(scale) - 1)
    colours = np.stack([np.interp(places, np.arange(len(scale)), band) for band in scale.T], axis=-1)
    return _image(there, colours, ink[there])


def _image(there: NDArray[np.bool_], colours: NDArray[np.floating], strength: Map) -> QImage:
    """White with colours (N, 3) from 0 to 255, each so strong as (N,) says, in the N pixels (P, Q) that are there.

    Ink is a small part of a picture: all the others would cost many times as much.
    """
    pixels = np.full((*there.shape, 3), 255, dtype=np.uint8)
    pixels[there] = np.clip(255 + (colours - 255) * strength[:, None], 0, 255).astype(np.uint8)
    rows, columns = there.shape
    return QImage(pixels.data, columns, rows, 3 * columns, QImage.Format.Format_RGB888).copy()
