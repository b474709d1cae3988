"""What the gestures work on: the document, the view of it, and the layer that its ink is painted in."""

from __future__ import annotations

from collections.abc import Set

from PySide6.QtCore import QPointF, QRectF, QSizeF, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from app.canvas.document import Document
from app.canvas.layer import InkLayer
from app.canvas.paper import PICTURE_INK, PICTURE_PAPER
from app.canvas.picture import PictureLayer
from app.canvas.strokes import Look
from app.canvas.view import View
from mathnet.ink import Stroke

PEN_WIDTH = 2.6  # logical pixels
MARGIN = 40.0  # logical pixels around what is fitted into the canvas, and the least of it that stays in sight
EMPTY_DETAIL = 40.0  # document units that count as one stroke where there is none
FEW = 1200  # points that are painted anew within a frame: a zoom shows them sharp at once
SLICE_MS = 6.0  # how long more than that is painted at a time


class Sheet:
    """The document as `widget` shows it: content, view, and which strokes are left out because a gesture shows them."""

    def __init__(self, document: Document, widget: QWidget) -> None:
        self.document = document
        self.widget = widget
        self.view = View()
        self.layer = InkLayer()
        self.picture = PictureLayer()
        self._hidden: Set[Stroke] = frozenset()
        self._rest = QTimer(widget, interval=0)
        self._rest.timeout.connect(self._catch_up)

    @property
    def strokes(self) -> tuple[Stroke, ...]:
        return self.document.content.strokes

    def indices(self, strokes: Set[Stroke]) -> frozenset[int]:
        """Where in the content these strokes are, as far as they still are."""
        return frozenset(index for index, stroke in enumerate(self.strokes) if stroke in strokes)

    def look(self) -> Look:
        return Look(PICTURE_INK if self.has_picture else self.colour(QPalette.ColorRole.Text), PEN_WIDTH)

    def paper(self) -> QColor:
        return PICTURE_PAPER if self.has_picture else self.colour(QPalette.ColorRole.Base)

    def colour(self, role: QPalette.ColorRole) -> QColor:
        return self.widget.palette().color(role)

    @property
    def has_picture(self) -> bool:
        return self.document.content.picture is not None

    # Showing

    def show(self) -> None:
        """Paint what has changed in the content."""
        self._rest.stop()
        other_picture = self.picture.show(self.document.content.picture)
        changed = self.layer.show(self._visible(), self.view, self.look())
        if changed is None or other_picture or not self.strokes:
            self.widget.update()
        else:
            self.widget.update(changed.toAlignedRect())

    def renew(self) -> None:
        """Paint everything anew: the widget's size, its screen or its colours are others."""
        self.layer.resize(self.widget.size(), self.widget.devicePixelRatioF())
        self.show()
        self.widget.update()

    def hide(self, strokes: Set[Stroke]) -> None:
        """Leave these strokes out from now on, instead of those before."""
        if strokes != self._hidden:
            self._hidden = strokes
            self.show()

    def settle(self) -> None:
        """Be painted to the end: someone is about to write."""
        if self.layer.is_behind:
            self.show()

    def _visible(self) -> tuple[Stroke, ...]:
        return tuple(stroke for stroke in self.strokes if stroke not in self._hidden)

    def _catch_up(self) -> None:
        self.layer.catch_up(SLICE_MS)
        if not self.layer.is_behind:
            self._rest.stop()
            self.widget.update()

    # The view

    def look_through(self, view: View) -> None:
        """See the content through another view."""
        zooms, self.view = view.scale != self.view.scale, view
        if zooms and sum(len(stroke) for stroke in self.strokes) > FEW:
            self.layer.zoom(self._visible(), view, self.look())
            self._rest.start()
            self.widget.update()
        elif self.layer.is_behind:
            self.layer.zoom(self._visible(), view, self.look())
            self.widget.update()
        else:
            self.show()

    def fit(self) -> View:
        """The view that shows everything, centred; an empty canvas goes back to logical pixels."""
        content, size = self.document.content, QSizeF(self.widget.size())
        return View() if content.is_empty else View.fitting(content.box, size, MARGIN, content.typical_size)

    def zoomed(self, factor: float, about: QPointF | None = None) -> View:
        """The view larger by `factor` around a place, or around the middle."""
        content = self.document.content
        detail = EMPTY_DETAIL if content.is_empty else content.typical_size
        return self._kept(self.view.zoomed(factor, about or QRectF(self.widget.rect()).center(), detail))

    def moved(self, by: QPointF) -> View:
        """The view with the content further to the right and down, by whole pixels of the screen."""
        return self._kept(self.view.moved(self.rounded(by)))

    def rounded(self, by: QPointF) -> QPointF:
        """`by` in whole pixels of the screen, which is what a view can be moved by without being painted anew."""
        ratio = self.widget.devicePixelRatioF()
        return QPointF((by * ratio).toPoint()) / ratio

    def _kept(self, view: View) -> View:
        """`view`, moved back if hardly anything of the content would be seen."""
        content = self.document.content
        if content.is_empty:
            return view
        return view.moved(self.rounded(view.way_back(content.box, QSizeF(self.widget.size()), MARGIN)))
