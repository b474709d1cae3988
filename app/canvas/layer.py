"""The ink layer: a cached image of the strokes, to which each new piece is added as it is drawn.

Painting the window then costs one blit whatever the number of strokes. When the view moves, the image is shifted and
only what comes into sight is painted. When it zooms, the old image stands in, scaled, while the new one is painted
little by little, so that neither makes the pen or the window wait.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath

from app.canvas.strokes import Look, meeting, paint_stroke, room_of
from app.canvas.view import View
from mathnet.ink import Stroke

NEARLY = 1e-3  # of a device pixel: movements that differ from a whole number by less are whole


class InkLayer:
    """A transparent image as large as the widget in device pixels, painted in logical pixels."""

    def __init__(self) -> None:
        self._image, self._spare = QImage(), QImage()  # the spare one saves asking for memory at each movement
        self._painted: set[Stroke] = set()
        self._seen_as = View(), Look.nothing()
        self._behind: list[Stroke] = []  # what is still to be painted while the old image stands in
        self._stand_in: tuple[QImage, View] | None = None
        self.resize(QSize(1, 1), 1.0)

    def resize(self, size: QSize, ratio: float) -> None:
        """Become empty and as large as `size` logical pixels with `ratio` device pixels each."""
        width, height = math.ceil(size.width() * ratio), math.ceil(size.height() * ratio)
        self._image = QImage(max(width, 1), max(height, 1), QImage.Format.Format_ARGB32_Premultiplied)
        self._image.setDevicePixelRatio(ratio)
        self.forget()

    def forget(self) -> None:
        """Become empty, so that the next `show` paints everything."""
        self._painted, self._behind, self._stand_in = set(), [], None
        self._image.fill(Qt.GlobalColor.transparent)

    def adopt(self, stroke: Stroke) -> None:
        """Take note that `stroke` has been added piece by piece."""
        self._painted.add(stroke)

    def add(self, path: QPainterPath, look: Look, pressure: float | None) -> None:
        """Add a piece of the stroke that is being drawn."""
        painter = self._painter()
        painter.strokePath(path, look.pen(pressure))
        painter.end()

    def show(self, strokes: Sequence[Stroke], view: View, look: Look) -> QRectF | None:
        """Hold exactly `strokes`, painting no more than what has come and what lay beside what has gone.

        All ink has one colour, so the order in which strokes are painted does not matter. Returns what of the widget
        looks different now, None for all of it.
        """
        all_anew = self.is_behind or (view, look) != self._seen_as
        if (view, look) != self._seen_as and not self._shift(view, look):
            self.forget()
        self._seen_as = view, look
        wanted = set(strokes)
        gone, come = self._painted - wanted, [stroke for stroke in strokes if stroke not in self._painted]
        reach = 2 * look.width  # pressed hard, a pen is wider than its look
        if gone:
            self._wipe(room_of(gone, view, reach), self._painted & wanted)
        self._paint(come)
        self._painted, self._behind, self._stand_in = wanted, [], None
        if all_anew:
            return None
        return room_of([*gone, *come], view, reach) if gone or come else QRectF()

    def zoom(self, strokes: Sequence[Stroke], view: View, look: Look) -> None:
        """Come to hold `strokes` as `view` sees them by repeated `catch_up`; the old image stands in for them."""
        stand_in = self._stand_in or (self._image.copy(), self._seen_as[0])
        self.forget()
        self._seen_as = view, look
        self._stand_in, self._behind = stand_in, list(strokes)

    @property
    def is_behind(self) -> bool:
        """Whether an old image stands in."""
        return self._stand_in is not None

    def catch_up(self, milliseconds: float) -> None:
        """Paint for about so long of what a zoom left to do; the last time the stand-in goes."""
        until = time.monotonic() + milliseconds / 1000
        while self._behind and time.monotonic() < until:
            some, self._behind = self._behind[:4], self._behind[4:]
            self._paint(some)
            self._painted.update(some)
        if not self._behind:
            self._stand_in = None

    def blit(self, painter: QPainter, dirty: QRectF) -> None:
        """Paint the part `dirty` (logical pixels) of the layer."""
        if self._stand_in:
            _paint_scaled(painter, *self._stand_in, self._seen_as[0])
            return
        ratio = self._image.devicePixelRatio()
        source = QRectF(dirty.topLeft() * ratio, dirty.size() * ratio)
        painter.drawImage(dirty, self._image, source)

    def blit_as(self, painter: QPainter, view: View) -> None:
        """Paint the whole layer as it would be seen in another `view`: scaled, not drawn anew."""
        _paint_scaled(painter, self._image, self._seen_as[0], view)

    def _shift(self, view: View, look: Look) -> bool:
        """Move the image and paint what comes into sight; False where the view did more than move."""
        old, ratio = self._seen_as[0], self._image.devicePixelRatio()
        if self._stand_in or look != self._seen_as[1] or view.scale != old.scale:
            return False
        exact = QPointF(old.left - view.left, old.top - view.top) * view.scale * ratio
        by = exact.toPoint()
        if math.hypot(exact.x() - by.x(), exact.y() - by.y()) > NEARLY:
            return False
        size = QRectF(0, 0, self._image.width() / ratio, self._image.height() / ratio)
        self._move_pixels(by, ratio)
        self._seen_as = view, look
        for strip in _uncovered(size, QPointF(by) / ratio):
            self._wipe(strip, self._painted)
        return True

    def _move_pixels(self, by: QPoint, ratio: float) -> None:
        """Move the image `by` device pixels; what it uncovers holds anything."""
        if self._spare.size() != self._image.size():
            self._spare = QImage(self._image.size(), self._image.format())
        self._image.setDevicePixelRatio(1.0)
        self._spare.setDevicePixelRatio(1.0)
        painter = QPainter(self._spare)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.drawImage(by, self._image)
        painter.end()
        self._image, self._spare = self._spare, self._image
        self._image.setDevicePixelRatio(ratio)

    def _paint(self, strokes: Iterable[Stroke]) -> None:
        painter = self._painter()
        for stroke in strokes:
            paint_stroke(painter, stroke, *self._seen_as)
        painter.end()

    def _wipe(self, area: QRectF, kept: Iterable[Stroke]) -> None:
        """Paint `area` anew, with what of the `kept` strokes lies in it."""
        view, look = self._seen_as
        painter = self._painter()
        painter.setClipRect(area)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.fillRect(area, Qt.GlobalColor.transparent)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
        for stroke in meeting(kept, area, view, 2 * look.width):
            paint_stroke(painter, stroke, view, look)
        painter.end()

    def _painter(self) -> QPainter:
        painter = QPainter(self._image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        return painter


def _uncovered(whole: QRectF, by: QPointF) -> list[QRectF]:
    """The strips of `whole` that are empty once its content has moved; a pixel wider, for lines cut at the edge."""
    strips = []
    if by.x():
        width = abs(by.x()) + 1
        strips.append(QRectF(whole.left() if by.x() > 0 else whole.right() - width, whole.top(), width, whole.height()))
    if by.y():
        height = abs(by.y()) + 1
        strips.append(
            QRectF(whole.left(), whole.top() if by.y() > 0 else whole.bottom() - height, whole.width(), height)
        )
    return strips


def _paint_scaled(painter: QPainter, image: QImage, seen_as: View, view: View) -> None:
    painter.save()
    painter.translate(view.place_of(QPointF(seen_as.left, seen_as.top)))
    painter.scale(view.scale / seen_as.scale, view.scale / seen_as.scale)
    painter.drawImage(QPointF(0, 0), image)
    painter.restore()
