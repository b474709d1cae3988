"""The ink layer: a cached image of the strokes, to which each new piece is added as it is drawn.

Painting the window then costs one blit whatever the number of strokes. When the view moves, the image is shifted, and
what comes into sight is painted tile by tile. When much changes, by a zoom, an undo, a window that grows, the old image
stands in while the new one is painted little by little, so that neither makes the pen or the window wait.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath

from app.canvas.strokes import Look, meeting, paint_part, paint_stroke, room_of
from app.canvas.view import View
from mathnet.ink import Stroke

NEARLY = 1e-3  # of a device pixel: movements that differ from a whole number by less are whole
# Points that are painted within a frame: ink of no more is painted anew at once, and changes that cost no more, too.
FEW, MUCH = 1200, 6000
FEW_IN_STRIP = 200  # the same for ink that comes into sight while the view moves, which is whole strokes
PRESSED = 3  # times as long takes a stroke that is pressed, being painted in pieces
TILE = 256.0  # logical pixels, the longest side of what is painted in one go where ink comes into sight


def work(strokes: Iterable[Stroke]) -> int:
    """How long strokes take to be painted, in points that are not pressed."""
    return sum(len(stroke) * (1 if stroke.pressure is None else PRESSED) for stroke in strokes)


class InkLayer:
    """A transparent image as large as the widget in device pixels, painted in logical pixels."""

    def __init__(self) -> None:
        self._image, self._spare = QImage(), QImage()  # the spare one saves asking for memory at each movement
        self._painted: set[Stroke] = set()
        self._seen_as = View(), Look.nothing()
        self._bare: list[QRectF] = []  # what has come into sight, and is still to be painted
        self._behind: list[Stroke] = []  # what is still to be painted while the old image stands in
        self._stand_in: tuple[QImage, View] | None = None
        self.resize(QSize(1, 1), 1.0)

    def resize(self, size: QSize, ratio: float) -> None:
        """Become as large as `size` logical pixels with `ratio` device pixels each; all is painted anew by `show`."""
        width, height = math.ceil(size.width() * ratio), math.ceil(size.height() * ratio)
        if self._painted and self._stand_in is None:
            self._stand_in = self._image, self._seen_as[0]
        self._image = QImage(max(width, 1), max(height, 1), QImage.Format.Format_ARGB32_Premultiplied)
        self._image.setDevicePixelRatio(ratio)
        self._empty()
        self._seen_as = self._seen_as[0], Look.nothing()

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

        What takes long is left to `catch_up`. All ink has one colour, so the order in which strokes are painted does
        not matter. Returns what of the widget looks different now, None for all of it.
        """
        before, self._seen_as = self._seen_as, (view, look)
        if self._stand_in is not None:
            self._go_on(strokes, before)
            return None
        if before != self._seen_as and not self._shift(before):
            self._begin(strokes, before[0])
            return None
        wanted = set(strokes)
        gone, come = self._painted - wanted, [stroke for stroke in strokes if stroke not in self._painted]
        reach = 2 * look.width  # pressed hard, a pen is wider than its look
        hole = room_of(gone, view, reach) if gone else QRectF()
        beside = meeting(self._painted & wanted, hole, view, reach) if gone else []
        if work(come) + work(beside) > MUCH:
            self._begin(strokes, view)
            return None
        if gone:
            self._wipe(hole, beside)
        self._paint(come)
        self._painted = wanted
        if before != self._seen_as:
            return None
        return room_of([*gone, *come], view, reach) if gone or come else QRectF()

    def put_down(self, lifted: InkLayer, view: View) -> None:
        """Show what another layer holds, as `view` sees it, until what comes next has been painted."""
        image = self._image.copy()
        painter = QPainter(image)
        lifted.blit_as(painter, view)
        painter.end()
        self._stand_in = image, self._seen_as[0]

    @property
    def is_behind(self) -> bool:
        """Whether something is still to be painted."""
        return self._stand_in is not None or bool(self._bare)

    def catch_up(self, milliseconds: float) -> None:
        """Paint for about so long of what was left to do; the last time the stand-in goes."""
        until = time.monotonic() + milliseconds / 1000
        while self._behind and time.monotonic() < until:
            some, self._behind = self._behind[:4], self._behind[4:]
            self._paint(some)
            self._painted.update(some)
        if not self._behind:
            self._stand_in = None
        while self._bare and time.monotonic() < until:
            self._wipe(self._bare.pop(), self._painted)

    def _begin(self, strokes: Sequence[Stroke], view: View) -> None:
        """Paint everything anew, at once or while the old image, which saw it through `view`, stands in."""
        is_few = work(strokes) <= FEW
        if is_few:
            self._stand_in = None
        elif self._stand_in is None:
            self._stand_in, ratio = (self._image, view), self._image.devicePixelRatio()
            self._image = QImage(self._image.size(), self._image.format())
            self._image.setDevicePixelRatio(ratio)
        self._empty()
        self._behind = list(strokes)
        if is_few:
            self.catch_up(math.inf)

    def _go_on(self, strokes: Sequence[Stroke], before: tuple[View, Look]) -> None:
        """The same as `show` while an old image stands in: begin again, unless there is only more to be painted."""
        assert self._stand_in is not None
        there = self._painted.union(self._behind)
        if before != self._seen_as or not there.issubset(strokes):
            self._begin(strokes, before[0])
            return
        come = [stroke for stroke in strokes if stroke not in there]
        self._behind += come
        if work(come) <= FEW:  # one goes on writing
            (image, view), (now, look) = self._stand_in, self._seen_as
            self._paint(come, image, view, Look(look.colour, look.width * view.scale / now.scale))

    def _empty(self) -> None:
        self._painted, self._behind, self._bare = set(), [], []
        self._image.fill(Qt.GlobalColor.transparent)

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

    def _shift(self, before: tuple[View, Look]) -> bool:
        """Move the image, so that only what comes into sight is bare; False where the view did more than move."""
        (old, old_look), (view, look), ratio = before, self._seen_as, self._image.devicePixelRatio()
        if look != old_look or view.scale != old.scale:
            return False
        exact = QPointF(old.left - view.left, old.top - view.top) * view.scale * ratio
        by = exact.toPoint()
        if math.hypot(exact.x() - by.x(), exact.y() - by.y()) > NEARLY:
            return False
        whole = QRectF(0, 0, self._image.width() / ratio, self._image.height() / ratio)
        self._move_pixels(by, ratio)
        moved = (tile.translated(QPointF(by) / ratio) & whole for tile in self._bare)
        self._bare = [tile for tile in moved if not tile.isEmpty()]
        for strip in _uncovered(whole, QPointF(by) / ratio):
            beside = meeting(self._painted, strip, view, 2 * look.width)
            at_once = work(beside) <= FEW_IN_STRIP
            self._wipe(strip, beside if at_once else ())
            self._bare += () if at_once else _tiles(strip)
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

    def _paint(
        self, strokes: Iterable[Stroke], image: QImage | None = None, view: View | None = None, look: Look | None = None
    ) -> None:
        """Paint strokes, as they are seen now unless told otherwise."""
        painter = self._painter(image)
        for stroke in strokes:
            paint_stroke(painter, stroke, view or self._seen_as[0], look or self._seen_as[1])
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
            paint_part(painter, stroke, view, look, area)
        painter.end()

    def _painter(self, image: QImage | None = None) -> QPainter:
        painter = QPainter(image or self._image)
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


def _tiles(strip: QRectF) -> list[QRectF]:
    """A strip cut across, at whole pixels of any screen."""
    across, down = range(math.ceil(strip.width() / TILE)), range(math.ceil(strip.height() / TILE))
    corners = [strip.topLeft() + QPointF(TILE * column, TILE * row) for column in across for row in down]
    return [QRectF(corner, QSizeF(TILE, TILE)) & strip for corner in corners]


def _paint_scaled(painter: QPainter, image: QImage, seen_as: View, view: View) -> None:
    painter.save()
    painter.translate(view.place_of(QPointF(seen_as.left, seen_as.top)))
    painter.scale(view.scale / seen_as.scale, view.scale / seen_as.scale)
    painter.drawImage(QPointF(0, 0), image)
    painter.restore()
