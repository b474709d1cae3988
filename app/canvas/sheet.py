"""What the gestures work on: the document, the view of it, and the layer that its ink is painted in."""

from __future__ import annotations

from collections.abc import Set

from PySide6.QtCore import QPointF, QRectF, QSizeF, QTimer
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QWidget

from app.canvas.document import Document
from app.canvas.layer import MUCH, InkLayer, work
from app.canvas.paper import PICTURE_INK, PICTURE_PAPER
from app.canvas.picture import PictureLayer
from app.canvas.strokes import Look
from app.canvas.view import Similarity, View
from mathnet.ink import Stroke

PEN_WIDTH = 2.6  # logical pixels
MARGIN = 40.0  # logical pixels around what is fitted into the canvas, and the least of it that stays in sight
EMPTY_DETAIL = 40.0  # document units that count as one stroke where there is none
SLICE_MS = 6.0  # how long ink is painted at a time while something else may happen
FIRST_MS = 1.0  # the same within a frame, for what comes into sight
LOOK_MS = 10  # how often it is looked whether a picture has been decoded


class Sheet:
    """The document as `widget` shows it: content, view, and which strokes are left out because a gesture shows them."""

    def __init__(self, document: Document, widget: QWidget) -> None:
        self.document = document
        self.widget = widget
        self.view = View()
        self.layer = InkLayer()
        self.picture = PictureLayer()
        self._hidden: Set[Stroke] = frozenset()
        self._to_hide: Set[Stroke] = frozenset()
        self._lifted: InkLayer | None = None  # carries those that are to be hidden
        self._has_moved = False  # the view, since the ink was painted
        self._rest = QTimer(widget, interval=0)
        self._rest.timeout.connect(self._catch_up)
        self._decoding = QTimer(widget, interval=LOOK_MS)
        self._decoding.timeout.connect(self._look_for_picture)

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
        """Paint what has changed in the content; what takes long comes soon."""
        picture = self.document.content.picture
        other_picture = self.picture.show(picture)
        if picture is not None and not picture.is_there:
            self._decoding.start()
        changed = self._show_ink()
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

    def lift(self, strokes: Set[Stroke]) -> InkLayer:
        """A layer of these strokes alone, to be carried; they are left out here as soon as it is painted."""
        self._lifted, self._to_hide = InkLayer(), strokes
        self._lifted.resize(self.widget.size(), self.widget.devicePixelRatioF())
        self._lifted.show(tuple(strokes), self.view, self.look())
        if self._lifted.is_behind:
            self._rest.start()
        else:
            self.hide(strokes)
        return self._lifted

    @property
    def is_lifted(self) -> bool:
        """Whether what was lifted is to be seen where it is carried, and no longer where it was."""
        return self._lifted is not None and not self._lifted.is_behind and not self.layer.is_behind

    def put_down(self, change: Similarity) -> None:
        """Leave nothing out from the next `show` on; until much ink is painted, the image that was carried is seen."""
        if self._lifted is not None and self.is_lifted and work(self._hidden) > MUCH:
            self.layer.put_down(self._lifted, self.view.carrying(change))
        self._lifted, self._hidden = None, frozenset()

    def settle(self) -> None:
        """See the ink as the view is now: the widget is about to be painted, or someone to write."""
        if self._has_moved:
            self._show_ink()
            self.layer.catch_up(FIRST_MS)

    def _show_ink(self) -> QRectF | None:
        self._has_moved = False
        visible = tuple(stroke for stroke in self.strokes if stroke not in self._hidden)
        changed = self.layer.show(visible, self.view, self.look())
        if self.layer.is_behind:
            self._rest.start()
        return changed

    def _catch_up(self) -> None:
        lifted = self._lifted
        if lifted is not None and lifted.is_behind:
            lifted.catch_up(SLICE_MS)
            if not lifted.is_behind:
                self.hide(self._to_hide)
        else:
            self.layer.catch_up(SLICE_MS)
        if not self.layer.is_behind and (lifted is None or not lifted.is_behind):
            self._rest.stop()
            self.widget.update()

    def _look_for_picture(self) -> None:
        picture = self.document.content.picture
        if picture is None or picture.is_there:
            self._decoding.stop()
            self.widget.update()

    # The view

    def look_through(self, view: View) -> None:
        """See the content through another view; one that only moves is followed once a frame, however often it does."""
        zooms, self.view = view.scale != self.view.scale, view
        if zooms:
            self.show()
        else:
            self._has_moved = True
            self.widget.update()

    def fit(self) -> View:
        """The view that shows everything, centred; an empty canvas goes back to logical pixels."""
        content, size = self.document.content, QSizeF(self.widget.size())
        margin = min(MARGIN, size.width() / 8, size.height() / 8)
        return View() if content.is_empty else View.fitting(content.box, size, margin, content.typical_size)

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
