"""The ink layer: a cached image of the strokes, to which each new piece is added as it is drawn.

Painting the window then costs one blit whatever the number of strokes.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath

from app.canvas.content import around, box_of
from app.canvas.strokes import Look, paint_stroke
from app.canvas.view import View
from mathnet.ink import Stroke


class InkLayer:
    """A transparent image as large as the widget in device pixels, painted in logical pixels."""

    def __init__(self) -> None:
        self._image = QImage()
        self._painted: set[Stroke] = set()
        self._seen_as: tuple[View, Look] | None = None
        self.resize(QSize(1, 1), 1.0)

    def resize(self, size: QSize, ratio: float) -> None:
        """Become empty and as large as `size` logical pixels with `ratio` device pixels each."""
        width, height = math.ceil(size.width() * ratio), math.ceil(size.height() * ratio)
        self._image = QImage(max(width, 1), max(height, 1), QImage.Format.Format_ARGB32_Premultiplied)
        self._image.setDevicePixelRatio(ratio)
        self.forget()

    def forget(self) -> None:
        """Become empty, so that the next `show` paints everything."""
        self._painted = set()
        self._image.fill(Qt.GlobalColor.transparent)

    def adopt(self, stroke: Stroke) -> None:
        """Take note that `stroke` has been added piece by piece."""
        self._painted.add(stroke)

    def add(self, path: QPainterPath, look: Look, pressure: float | None) -> None:
        """Add a piece of the stroke that is being drawn."""
        painter = self._painter()
        painter.strokePath(path, look.pen(pressure))
        painter.end()

    def show(self, strokes: Sequence[Stroke], view: View, look: Look) -> None:
        """Hold exactly `strokes`, painting no more than what has come and what lay beside what has gone.

        All ink has one colour, so the order in which strokes are painted does not matter.
        """
        if (view, look) != self._seen_as:
            self.forget()
            self._seen_as = view, look
        wanted = set(strokes)
        gone, come = self._painted - wanted, [stroke for stroke in strokes if stroke not in self._painted]
        if gone:
            self._wipe(gone, self._painted & wanted, view, look)
        self._paint(come, view, look)
        self._painted = wanted

    def blit(self, painter: QPainter, dirty: QRectF) -> None:
        """Paint the part `dirty` (logical pixels) of the layer."""
        ratio = self._image.devicePixelRatio()
        source = QRectF(dirty.topLeft() * ratio, dirty.size() * ratio)
        painter.drawImage(dirty, self._image, source)

    def _paint(self, strokes: Iterable[Stroke], view: View, look: Look) -> None:
        painter = self._painter()
        for stroke in strokes:
            paint_stroke(painter, stroke, view, look)
        painter.end()

    def _wipe(self, gone: Iterable[Stroke], kept: Iterable[Stroke], view: View, look: Look) -> None:
        area = view.rect_of(around([box_of(stroke) for stroke in gone]))
        # Pressed hard, a pen is wider than its look; a line of no height is an empty rectangle without this, too.
        area = area.adjusted(-2 * look.width, -2 * look.width, 2 * look.width, 2 * look.width)
        painter = self._painter()
        painter.setClipRect(area)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.fillRect(area, Qt.GlobalColor.transparent)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        for stroke in kept:
            if view.rect_of(box_of(stroke)).adjusted(-look.width, -look.width, look.width, look.width).intersects(area):
                paint_stroke(painter, stroke, view, look)
        painter.end()

    def _painter(self) -> QPainter:
        painter = QPainter(self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter
