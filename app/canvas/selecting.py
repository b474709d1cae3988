"""What the hand does with the select tool: a lasso around ink, and dragging what is selected or a corner of it.

A gesture that does not leave its place is a tap: on a symbol it picks that, on a picture it selects that, too, and
elsewhere it lets the selection go.
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
        """Select the picture where there is no ink over it, and tell what was tapped."""
        view, picture = self.sheet.view, self.sheet.document.content.picture
        place = view.place_of(self._start)
        on_ink = bool(touched(self.sheet.strokes, place, place, view, REACH))
        on_picture = picture is not None and view.rect_of(picture.box).contains(place)
        if on_picture and not on_ink:
            self._selection.choose_picture()
        if on_picture or on_ink:
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
    """Moves what is selected, or scales it about `anchor`; `_carry` shows it meanwhile."""

    def __init__(
        self, sheet: Sheet, selection: Selection, first: Sample, pick: Pick, anchor: QPointF | None = None
    ) -> None:
        """`anchor` is in document units."""
        super().__init__(sheet, selection, first, pick)
        self._anchor = anchor
        self.change = Similarity()

    def move(self, sample: Sample) -> None:
        super().move(sample)
        if not self._is_tap:
            self.change = self._change_to(self.sheet.view.point_at(sample.position))
            self._carry()

    def end(self, sample: Sample) -> None:
        self.move(sample)
        if self._is_tap:
            self._tap()
        else:
            text = self._selection.tr("moving") if self._anchor is None else self._selection.tr("scaling")
            self._put_down()
            self._selection.apply(self.change, text)
        self.cancel()

    def cancel(self) -> None:
        self.change = Similarity()
        self._put_down()
        self.sheet.widget.update()

    def _carry(self) -> None:
        """Show what is dragged where the change takes it."""

    def _put_down(self) -> None:
        """Carry it no further."""

    def _change_to(self, point: QPointF) -> Similarity:
        if self._anchor is None:
            way = point - self._start
            return Similarity(right=way.x(), down=way.y())
        diagonal = self._start - self._anchor
        along = QPointF.dotProduct(point - self._anchor, diagonal) / QPointF.dotProduct(diagonal, diagonal)
        return Similarity.about(self._anchor, max(along, SMALLEST))


class DraggingInk(Dragging):
    """Drags strokes: an image of them, painted once, stands in. Much ink follows the hand a moment later."""

    def __init__(
        self, sheet: Sheet, selection: Selection, first: Sample, pick: Pick, anchor: QPointF | None = None
    ) -> None:
        super().__init__(sheet, selection, first, pick, anchor)
        self._strokes = selection.strokes
        self._lifted: InkLayer | None = None

    def paint(self, painter: QPainter) -> None:
        if self._lifted is not None and self.sheet.is_lifted:
            self._lifted.blit_as(painter, self.sheet.view.carrying(self.change))

    def _carry(self) -> None:
        if self._lifted is None:
            self._lifted = self.sheet.lift(self._strokes)

    def _put_down(self) -> None:
        if self._lifted is not None:
            self.sheet.put_down(self.change)
            self._lifted = None

    def cancel(self) -> None:
        super().cancel()
        self.sheet.show()


class DraggingPicture(Dragging):
    """Drags the picture; the ink over it stays where it is."""

    def _carry(self) -> None:
        self.sheet.picture.change = self.change

    def _put_down(self) -> None:
        self.sheet.picture.change = Similarity()
