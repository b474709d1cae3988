"""What the hand does between down and up with pen and eraser: writing, scribbling out, rubbing, moving the view.

A gesture is made by its first sample, told each further one, and ended or cancelled once. Places are kept in document
units, so that a view that changes meanwhile (a wheel, a window that grows) cannot bend what is being done.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QPainter, QPalette

from app.canvas.hits import touched
from app.canvas.live import LiveStroke
from app.canvas.pointer import Sample
from app.canvas.scribble import scribbled_out
from app.canvas.sheet import Sheet
from app.canvas.strokes import Look, paint_curve, room_of
from mathnet.ink import Stroke

ERASER_RADIUS = 10  # logical pixels
OVERLAP = 1.0  # logical pixels by which warning ink is wider than the ink it lies on, to cover its soft edge


class Gesture:
    """One gesture on a sheet."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def move(self, sample: Sample) -> None:
        """The hand is somewhere else."""

    def end(self, sample: Sample) -> None:
        """The hand went up: what was done stays."""

    def cancel(self) -> None:
        """Nothing was meant: all is as it was before."""

    def paint(self, painter: QPainter) -> None:
        """Show what is being done, over the ink."""

    def repainted(self) -> None:
        """The ink layer was painted anew, perhaps through another view."""


class Writing(Gesture):
    """Draws a stroke; going to and fro densely over other ink takes that away instead."""

    def __init__(self, sheet: Sheet, first: Sample, began: float) -> None:
        """`began` is when, in event time, the document's time was 0."""
        super().__init__(sheet)
        sheet.settle()
        self._live = LiveStroke(first, began, sheet.view)
        self._is_in_layer = not sheet.layer.is_behind  # all pieces so far; else it is painted beside the layer
        self._doomed: frozenset[Stroke] = frozenset()
        if sheet.document.content.is_empty:
            sheet.widget.update()  # the hint goes
        sheet.widget.update(self._live.reach(sheet.look()).toAlignedRect())

    def move(self, sample: Sample) -> None:
        if not self._live.extend(sample):
            return
        if self._is_in_layer:
            self.sheet.layer.add(self._live.piece(), self.sheet.look(), self._live.pressure)
        self.sheet.widget.update(self._live.reach(self._warning()).toAlignedRect())
        self._judge()

    def end(self, sample: Sample) -> None:
        self.move(sample)
        stroke, doomed = self._live.stroke(), self.sheet.indices(self._doomed)
        if self._is_in_layer:
            self.sheet.layer.add(self._live.tail(), self.sheet.look(), self._live.pressure)
            self.sheet.layer.adopt(stroke)
        if doomed:
            self.sheet.document.erase(doomed)
        else:
            self.sheet.document.add_stroke(stroke)

    def cancel(self) -> None:
        self.sheet.layer.adopt(self._live.stroke())  # so that it is wiped out like any other
        self.sheet.show()

    def repainted(self) -> None:
        self._is_in_layer = False
        self._live.see(self.sheet.view)

    def paint(self, painter: QPainter) -> None:
        if self._doomed:
            self._paint_warning(painter)
        else:
            path = self._live.tail() if self._is_in_layer else self._live.whole()
            painter.strokePath(path, self.sheet.look().pen(self._live.pressure))

    def _paint_warning(self, painter: QPainter) -> None:
        """Over the ink that it is in the layer as: the scribble pale, what it takes away in full colour."""
        look = self._warning()
        painter.strokePath(self._live.whole(), Look(mixed(look.colour, self.sheet.paper()), look.width).pen())
        for stroke in self._doomed:
            paint_curve(painter, stroke, self.sheet.view, look.pen())

    def _judge(self) -> None:
        strokes = self.sheet.strokes
        doomed = frozenset(strokes[index] for index in scribbled_out(self._live.points, strokes))
        if doomed != self._doomed:
            changed = (*(doomed | self._doomed), self._live.stroke())
            self._doomed = doomed
            area = room_of(changed, self.sheet.view, 2 * self._warning().width)
            self.sheet.widget.update(area.toAlignedRect())

    def _warning(self) -> Look:
        return Look(self.sheet.colour(QPalette.ColorRole.Link), self.sheet.look().width + OVERLAP)


def mixed(first: QColor, second: QColor) -> QColor:
    """The colour halfway between two."""
    ways = zip((first.red(), first.green(), first.blue()), (second.red(), second.green(), second.blue()), strict=True)
    return QColor(*((one + other) // 2 for one, other in ways))


class Rubbing(Gesture):
    """Takes out whole strokes that the eraser touches."""

    def __init__(self, sheet: Sheet, first: Sample) -> None:
        super().__init__(sheet)
        self._at = sheet.view.point_at(first.position)
        self._rubbed: frozenset[Stroke] = frozenset()
        self.move(first)

    def move(self, sample: Sample) -> None:
        strokes, view = self.sheet.strokes, self.sheet.view
        met = touched(strokes, view.place_of(self._at), sample.position, view, ERASER_RADIUS)
        self._at = view.point_at(sample.position)
        self._rubbed |= {strokes[index] for index in met}
        self.sheet.hide(self._rubbed)

    def end(self, sample: Sample) -> None:
        self.move(sample)
        self.sheet.document.erase(self.sheet.indices(self._rubbed))
        self.cancel()

    def cancel(self) -> None:
        self.sheet.hide(frozenset())


class Panning(Gesture):
    """Moves the view with the hand."""

    def __init__(self, sheet: Sheet, first: Sample) -> None:
        super().__init__(sheet)
        self._at = first.position

    def move(self, sample: Sample) -> None:
        by = self.sheet.rounded(sample.position - self._at)
        self._at += by
        self.sheet.look_through(self.sheet.moved(by))
