"""What the hand does with the select tool: a lasso around ink, and dragging what is selected or a corner of it.

A gesture that does not leave its place is a tap: on a symbol it picks that, elsewhere it lets the selection go.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen, QPolygonF

from app.canvas.gestures import Gesture
from app.canvas.hits import enclosed, touched
from app.canvas.layer import InkLayer
from app.canvas.pointer import Sample
from app.canvas.selection import TINT, Selection
from app.canvas.sheet import Sheet
from app.canvas.view import Similarity

TAP = 4  # logical pixels that a hand may stray in a tap
REACH = 8  # logical pixels around ink in which a tap still means it
SMALLEST = 0.1  # of its size is the least that one drag makes of a selection

Pick = Callable[[QPointF], None]


class Selecting(Gesture):
    """What both gestures share: whether it is a tap, and what that means."""

    def __init__(self, sheet: Sheet, selection: Selection, first: Sample, pick: Pick) -> None:
        """`pick` is told where a symbol was tapped, in document units."""
        super().__init__(sheet)
        self._selection = selection
        self._pick = pick
        self._start = sheet.view.point_at(first.position)
        self._is_tap = True

    def move(self, sample: Sample) -> None:
        way = sample.position - self.sheet.view.place_of(self._start)
        self._is_tap = self._is_tap and way.manhattanLength() <= TAP
        self.sheet.widget.update()

    def _tap(self) -> None:
        """Tell what was tapped."""
        view, picture = self.sheet.view, self.sheet.document.content.picture
        place = view.place_of(self._start)
        on_picture = picture is not None and view.rect_of(picture.box).contains(place)
        if on_picture or touched(self.sheet.strokes, place, place, view, REACH):
            self._pick(self._start)


class Lasso(Selecting):
    """Selects the strokes that it goes around."""

    def __init__(self, sheet: Sheet, selection: Selection, first: Sample, pick: Pick) -> None:
        super().__init__(sheet, selection, first, pick)
        self._way = [self._start]

    def move(self, sample: Sample) -> None:
        super().move(sample)
        self._way.append(self.sheet.view.point_at(sample.position))

    def end(self, sample: Sample) -> None:
        self.move(sample)
        if self._is_tap:
            self._selection.choose(frozenset())
            self._tap()
        else:
            strokes = self.sheet.strokes
            inside = enclosed(strokes, [(point.x(), point.y()) for point in self._way])
            self._selection.choose(frozenset(strokes[index] for index in inside))
        self.sheet.widget.update()

    def paint(self, painter: QPainter) -> None:
        if self._is_tap:
            return
        accent = self.sheet.colour(QPalette.ColorRole.Highlight)
        tint = QColor(accent)
        tint.setAlpha(TINT)
        painter.setPen(QPen(accent, 1.5, Qt.PenStyle.DashLine, Qt.PenCapStyle.RoundCap))
        painter.setBrush(tint)
        painter.drawPolygon(QPolygonF([self.sheet.view.place_of(point) for point in self._way]))
        painter.setBrush(Qt.BrushStyle.NoBrush)


class Dragging(Selecting):
    """Moves what is selected, or scales it about `anchor`; meanwhile a picture of it is shown, not the ink itself."""

    def __init__(
        self, sheet: Sheet, selection: Selection, first: Sample, pick: Pick, anchor: QPointF | None = None
    ) -> None:
        """`anchor` is in document units."""
        super().__init__(sheet, selection, first, pick)
        self._anchor = anchor
        self._strokes = selection.strokes
        self._lifted = InkLayer()
        self._lifted.resize(sheet.widget.size(), sheet.widget.devicePixelRatioF())
        self._lifted.show(tuple(self._strokes), sheet.view, sheet.look())
        self.change = Similarity()

    def move(self, sample: Sample) -> None:
        super().move(sample)
        if not self._is_tap:
            self.change = self._change_to(self.sheet.view.point_at(sample.position))
            self.sheet.hide(self._strokes)

    def end(self, sample: Sample) -> None:
        self.move(sample)
        if self._is_tap:
            self._tap()
        else:
            text = self._selection.tr("moving") if self._anchor is None else self._selection.tr("scaling")
            self._selection.apply(self.change, text)
        self.cancel()

    def cancel(self) -> None:
        self.change = Similarity()
        self.sheet.hide(frozenset())
        self.sheet.widget.update()

    def paint(self, painter: QPainter) -> None:
        if not self._is_tap:
            self._lifted.blit_as(painter, self.sheet.view.carrying(self.change))

    def _change_to(self, point: QPointF) -> Similarity:
        if self._anchor is None:
            way = point - self._start
            return Similarity(right=way.x(), down=way.y())
        diagonal = self._start - self._anchor
        along = QPointF.dotProduct(point - self._anchor, diagonal) / QPointF.dotProduct(diagonal, diagonal)
        return Similarity.about(self._anchor, max(along, SMALLEST))
