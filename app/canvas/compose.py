"""Picture and ink as one: the strokes drawn in black over the picture, on white where they leave it.

Letters: P Q rows and columns of pixels.
"""

from __future__ import annotations

import math

import numpy as np
from PySide6.QtGui import QColor, QImage, QPainter

from app.canvas.content import Content, Grey, PlacedPicture
from app.canvas.strokes import Look, paint_stroke
from app.canvas.view import View

# A stroke far away from the picture must not make an image that fills the memory.
MOST_PIXELS = 24_000_000


def compose(content: Content, pen_width: float) -> PlacedPicture:
    """One grey picture of everything, at the picture's own resolution unless that is too large.

    `pen_width` is in document units. Raises `ValueError` for content without a picture.
    """
    if content.picture is None:
        raise ValueError("there is no picture to draw over")
    if not content.strokes:
        return content.picture
    box = content.box
    unit = max(content.picture.unit, math.sqrt(max(box.width * box.height, 0.0) / MOST_PIXELS))
    image = QImage(math.ceil(box.width / unit), math.ceil(box.height / unit), QImage.Format.Format_Grayscale8)
    image.fill(255)
    _paint(image, content, View(scale=1 / unit, left=box.left, top=box.top), pen_width)
    return PlacedPicture(to_grey(image), box.left, box.top, unit)


def _paint(image: QImage, content: Content, view: View, pen_width: float) -> None:
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    if content.picture is not None:
        painter.drawImage(view.rect_of(content.picture.box), to_image(content.picture.grey))
    look = Look(QColor("black"), max(pen_width * view.scale, 1.0))
    for stroke in content.strokes:
        paint_stroke(painter, stroke, view, look)
    painter.end()


def to_image(grey: Grey) -> QImage:
    """An image of its own memory from grey pixels (P, Q)."""
    rows, columns = grey.shape
    packed = np.ascontiguousarray(grey)
    return QImage(packed.data, columns, rows, columns, QImage.Format.Format_Grayscale8).copy()


def to_grey(image: QImage) -> Grey:
    """Grey pixels (P, Q) of an image."""
    image = image.convertToFormat(QImage.Format.Format_Grayscale8)
    # Qt pads each line to four bytes.
    lines = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return lines[:, : image.width()].copy()


def to_pixels(image: QImage) -> Grey:
    """Colours and opacity (P, Q, 4) as red, green, blue, alpha."""
    image = image.convertToFormat(QImage.Format.Format_RGBA8888)
    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4).copy()
