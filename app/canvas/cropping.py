"""Cropping a picture: a frame whose sides and corners are dragged, dimmed around, and applied or let go.

The frame is in pixels of the picture, so it stays on it however the view moves.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QGuiApplication, QKeyEvent, QPainter, QPainterPath, QPalette, QPen

from app.canvas.content import PlacedPicture
from app.canvas.gestures import Gesture
from app.canvas.keys import CROPS, nudge
from app.canvas.picture import cropped
from app.canvas.pointer import Sample
from app.canvas.sheet import Sheet
from mathnet.ink import Box

GRIP = 14.0  # logical pixels from a side within which it is meant
TAP = 4  # logical pixels that a hand may stray in a tap
LEAST = 8.0  # pixels of the picture that a frame keeps along each side
DIM = 130  # of 255, over what is going to be cut off
HANDLE, LINE = 18.0, 4.0  # logical pixels, how long and how wide the handles are

Grip = tuple[int, int]  # which side across and which down: -1 left or upper, 1 right or lower, 0 neither


class Cropping(QObject):
    """The frame on the picture of a sheet, while there is one.

    Signals: `changed(bool)` says whether a picture is being cropped, after that changed.
    """

    changed = Signal(bool)

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet.widget)
        self._sheet = sheet
        self._picture: PlacedPicture | None = None
        self._tapped: Sample | None = None
        self.frame = Box(0, 0, 0, 0)

    @property
    def is_active(self) -> bool:
        return self._picture is not None

    def begin(self) -> None:
        """Put a frame around the whole picture, if there is one."""
        self._frame_on(self._sheet.document.content.picture)

    def let_go(self) -> None:
        """Leave the picture as it is."""
        self._frame_on(None)

    def apply(self) -> None:
        """Cut off what is outside the frame, as one step."""
        picture, self._tapped = self._picture, None
        self.let_go()
        if picture is not None and self.frame != _whole(picture):
            self._sheet.document.place(cropped(picture, self.frame), self.tr("cropping"))

    def keep_up(self) -> None:
        """Let go if the picture is another."""
        if self.is_active and self._sheet.document.content.picture is not self._picture:
            self.let_go()

    def tap(self, sample: Sample) -> None:
        """Two taps, one soon after the other, apply the frame."""
        before, self._tapped = self._tapped, sample
        if before is not None:
            soon = sample.seconds - before.seconds <= QGuiApplication.styleHints().mouseDoubleClickInterval() / 1000
            if soon and (sample.position - before.position).manhattanLength() <= GRIP:
                self.apply()

    def hear(self, event: QKeyEvent) -> bool:
        """Do what a key means for the frame; False for keys that mean nothing here."""
        key, by = Qt.Key(event.key()), nudge(event)
        if not self.is_active or not (key == Qt.Key.Key_Escape or key in CROPS or by is not None):
            return False
        if key in CROPS:
            self.apply()
        elif by is not None:
            grip = (1, 1) if event.modifiers() & Qt.KeyboardModifier.AltModifier else (0, 0)
            self.pull(grip, by.x(), by.y())
        else:
            self.let_go()
        return True

    def pull(self, grip: Grip, across: float, down: float, start: Box | None = None) -> None:
        """Move sides of the frame, or all of it, by so many logical pixels from where they were at `start`."""
        if self._picture is None:
            return
        pixel = self._picture.unit * self._sheet.view.scale
        start, whole = start or self.frame, _whole(self._picture)
        left, right = _pulled(grip[0], across / pixel, start.left, start.right, whole.right)
        top, bottom = _pulled(grip[1], down / pixel, start.top, start.bottom, whole.bottom)
        self.frame = Box(left, top, right, bottom)
        self._sheet.widget.update()

    def grip_at(self, place: QPointF) -> Grip | None:
        """What one would drag there; None outside the frame."""
        rect = self._rect(self.frame)
        if not rect.adjusted(-GRIP, -GRIP, GRIP, GRIP).contains(place):
            return None
        return _side(place.x(), rect.left(), rect.right()), _side(place.y(), rect.top(), rect.bottom())

    def cursor_at(self, place: QPointF | None) -> QCursor:
        grip = self.grip_at(place) if place is not None else None
        return QCursor(Qt.CursorShape.ArrowCursor if grip is None else _CURSORS[abs(grip[0] + grip[1]), abs(grip[0])])

    def paint(self, painter: QPainter) -> None:
        """Paint the frame, and dim what of the picture is outside it."""
        if self._picture is None:
            return
        rect, dim = self._rect(self.frame), QColor(self._sheet.look().colour)  # dark wherever there is a picture
        dim.setAlpha(DIM)
        outside = QPainterPath()
        outside.addRect(self._rect(_whole(self._picture)))
        outside.addRect(rect)  # the odd-even rule leaves the frame out
        painter.fillPath(outside, dim)
        accent = self._sheet.colour(QPalette.ColorRole.Highlight)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(accent, 1.5))
        painter.drawRect(rect)
        painter.setPen(QPen(accent, LINE, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
        for line in _handles(rect):
            painter.drawPolyline(line)
        self._paint_hint(painter, rect)

    def _paint_hint(self, painter: QPainter, rect: QRectF) -> None:
        """Say what one can do, at the frame's foot or where that can be seen."""
        text = self.tr("Return or double click crops, Escape lets go")
        size = painter.fontMetrics().size(0, text)
        pill = QRectF(0, 0, size.width() + 24, size.height() + 10)
        seen = QRectF(self._sheet.widget.rect()).adjusted(8, 8, -8, -8)
        pill.moveCenter(QPointF(rect.center().x(), rect.bottom() - pill.height()))
        pill.moveBottom(min(pill.bottom(), seen.bottom()))
        pill.moveLeft(max(min(pill.left(), seen.right() - pill.width()), seen.left()))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._sheet.colour(QPalette.ColorRole.Highlight))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self._sheet.colour(QPalette.ColorRole.HighlightedText))
        painter.drawText(pill, Qt.AlignmentFlag.AlignCenter, text)

    def _frame_on(self, picture: PlacedPicture | None) -> None:
        was_active, self._picture = self.is_active, picture
        if picture is not None:
            self.frame = _whole(picture)
        if self.is_active or was_active:
            self._sheet.widget.update()
        if self.is_active != was_active:
            self.changed.emit(self.is_active)

    def _rect(self, frame: Box) -> QRectF:
        assert self._picture is not None
        return self._sheet.view.rect_of(self._picture.to_document(frame))


class DraggingFrame(Gesture):
    """Drags a side, a corner or all of the frame; outside it, nothing."""

    def __init__(self, sheet: Sheet, cropping: Cropping, first: Sample) -> None:
        super().__init__(sheet)
        self._cropping = cropping
        self._grip = cropping.grip_at(first.position)
        self._before = cropping.frame
        self._start = sheet.view.point_at(first.position)
        self._is_tap = True

    def move(self, sample: Sample) -> None:
        way = sample.position - self.sheet.view.place_of(self._start)
        self._is_tap = self._is_tap and way.manhattanLength() <= TAP
        if self._grip is not None and not self._is_tap:
            self._cropping.pull(self._grip, way.x(), way.y(), self._before)

    def end(self, sample: Sample) -> None:
        self.move(sample)
        if self._is_tap and self._grip is not None:
            self._cropping.tap(sample)

    def cancel(self) -> None:
        self._cropping.pull((0, 0), 0, 0, self._before)


def _whole(picture: PlacedPicture) -> Box:
    rows, columns = picture.shape
    return Box(0, 0, columns, rows)


def _pulled(side: int, by: float, low: float, high: float, end: float) -> tuple[float, float]:
    """A stretch of 0 to `end` with one side moved, or both for side 0, as far as it can."""
    least = min(LEAST, end)
    if side < 0:
        return min(max(low + by, 0.0), high - least), high
    if side > 0:
        return low, max(min(high + by, end), low + least)
    by = min(max(by, -low), end - high)
    return low + by, high + by


def _side(at: float, low: float, high: float) -> int:
    reach = min(GRIP, (high - low) / 3)  # a small frame can still be taken in its middle
    return -1 if at <= low + reach else 1 if at >= high - reach else 0


def _handles(rect: QRectF) -> list[list[QPointF]]:
    """The lines that mark corners and middles of sides."""
    reach = min(HANDLE, rect.width() / 4, rect.height() / 4)
    right, down, middle = QPointF(reach, 0), QPointF(0, reach), rect.center()
    corners = [
        [rect.topLeft() + right, rect.topLeft(), rect.topLeft() + down],
        [rect.topRight() - right, rect.topRight(), rect.topRight() + down],
        [rect.bottomLeft() + right, rect.bottomLeft(), rect.bottomLeft() - down],
        [rect.bottomRight() - right, rect.bottomRight(), rect.bottomRight() - down],
    ]
    levels = [QPointF(middle.x(), y) for y in (rect.top(), rect.bottom())]
    uprights = [QPointF(x, middle.y()) for x in (rect.left(), rect.right())]
    sides = [[at - right / 2, at + right / 2] for at in levels] + [[at - down / 2, at + down / 2] for at in uprights]
    return corners + sides


# By how far the sides' signs add up, and whether there is one across: both of one sign are the falling diagonal.
_CURSORS = {
    (0, 0): Qt.CursorShape.SizeAllCursor,
    (1, 1): Qt.CursorShape.SizeHorCursor,
    (1, 0): Qt.CursorShape.SizeVerCursor,
    (2, 1): Qt.CursorShape.SizeFDiagCursor,
    (0, 1): Qt.CursorShape.SizeBDiagCursor,
}
