"""What is selected, ink or the picture, and how that is seen: a box around it with a handle at each corner."""

from __future__ import annotations

from collections.abc import Set

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QCursor, QPainter, QPalette, QPen

from app.canvas.content import PlacedPicture, around, box_of
from app.canvas.picture import changed
from app.canvas.sheet import Sheet
from app.canvas.view import Similarity, View
from mathnet.ink import Box, Stroke

ROOM = 10.0  # logical pixels between what is selected and the box
HANDLE = 9.0  # logical pixels, the side of a handle
GRIP = 14.0  # logical pixels from a corner within which the handle is meant
TINT = 30  # of 255, the box over the paper


class Selection(QObject):
    """The selected strokes of a sheet, or its picture; what the document loses leaves it.

    Signals: `changed(bool)` says whether something is selected, after what is selected became something else.
    """

    changed = Signal(bool)

    def __init__(self, sheet: Sheet) -> None:
        super().__init__(sheet.widget)
        self._sheet = sheet
        self.strokes: Set[Stroke] = frozenset()
        self._on_picture = False

    def choose(self, strokes: Set[Stroke]) -> None:
        """Select exactly `strokes`."""
        self._become(frozenset(strokes), False)

    def choose_picture(self) -> None:
        """Select the picture and no strokes; nothing where there is no picture."""
        self._become(frozenset(), self._sheet.has_picture)

    def keep_up(self) -> None:
        """Let go of what the document does not hold any more."""
        if not self.is_empty:
            self._become(self.strokes & set(self._sheet.strokes), self._on_picture and self._sheet.has_picture)

    @property
    def is_empty(self) -> bool:
        return not self.strokes and not self._on_picture

    @property
    def picture(self) -> PlacedPicture | None:
        """The picture, if it is selected."""
        return self._sheet.document.content.picture if self._on_picture else None

    def apply(self, change: Similarity, text: str) -> None:
        """Move and scale what is selected, as one step called `text`."""
        if self.picture is not None:
            self._sheet.document.place(changed(self.picture, change), text)
            return
        before = self._sheet.strokes
        after = {index: _changed(before[index], change) for index in self.indices}
        self.strokes = frozenset(after.values())  # the document is about to hold these
        self._sheet.document.replace(after, text)

    @property
    def indices(self) -> frozenset[int]:
        return self._sheet.indices(self.strokes)

    @property
    def box(self) -> Box:
        """The smallest box around what is selected; raises `ValueError` where nothing is."""
        return self.picture.box if self.picture else around([box_of(stroke) for stroke in self.strokes])

    def rect(self, view: View) -> QRectF:
        """The box that is seen; an empty one where nothing is selected."""
        if self.is_empty:
            return QRectF()
        room = 0.0 if self.picture else ROOM  # a picture has an edge of its own
        return view.rect_of(self.box).adjusted(-room, -room, room, room)

    def corner_at(self, place: QPointF) -> tuple[QPointF, QPointF] | None:
        """The corner of the box whose handle is at `place`, and the one opposite; None if there is none."""
        pairs = _corners(self.rect(self._sheet.view)) if not self.is_empty else []
        return next((pair for pair in pairs if (pair[0] - place).manhattanLength() <= GRIP), None)

    def holds(self, place: QPointF) -> bool:
        """Whether `place` is in the box."""
        return self.rect(self._sheet.view).contains(place)

    def cursor_at(self, place: QPointF | None) -> QCursor:
        """What the pointer looks like there: whether one would move, scale or select."""
        corner = self.corner_at(place) if place is not None else None
        if corner:
            way = corner[0] - corner[1]
            return QCursor(Qt.CursorShape.SizeFDiagCursor if way.x() * way.y() > 0 else Qt.CursorShape.SizeBDiagCursor)
        held = place is not None and self.holds(place)
        return QCursor(Qt.CursorShape.SizeAllCursor if held else Qt.CursorShape.CrossCursor)

    def paint(self, painter: QPainter, view: View) -> None:
        """Paint the box as `view` sees it: while it is dragged, another than the sheet's."""
        if self.is_empty:
            return
        accent, rect = self._sheet.colour(QPalette.ColorRole.Highlight), self.rect(view)
        tint = QColor(accent)
        tint.setAlpha(0 if self.picture else TINT)  # what is in a picture is looked at
        painter.setPen(QPen(accent, 1.2))
        painter.setBrush(tint)
        painter.drawRoundedRect(rect, 3, 3)
        painter.setBrush(self._sheet.paper())
        for corner, _ in _corners(rect):
            square = QRectF(corner.x() - HANDLE / 2, corner.y() - HANDLE / 2, HANDLE, HANDLE)
            painter.drawRoundedRect(square, 2, 2)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _become(self, strokes: Set[Stroke], on_picture: bool) -> None:
        if (strokes, on_picture) != (self.strokes, self._on_picture):
            self.strokes, self._on_picture = strokes, on_picture
            self._sheet.widget.update()
            self.changed.emit(not self.is_empty)


def _changed(stroke: Stroke, change: Similarity) -> Stroke:
    return Stroke(change.points(stroke.points), stroke.time, stroke.pressure)


def _corners(rect: QRectF) -> list[tuple[QPointF, QPointF]]:
    """Each corner with the one opposite."""
    first, second = (rect.topLeft(), rect.bottomRight()), (rect.topRight(), rect.bottomLeft())
    return [first, second, first[::-1], second[::-1]]
