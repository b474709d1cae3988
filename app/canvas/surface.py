"""The surface: the widget that shows a document, through a view that can be moved and zoomed.

Bottom to top it shows paper, picture, heatmap, what glows, and ink with the marks on it. It does not know the hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.canvas.colours import HeatLook
from app.canvas.content import Grey, PlacedPicture
from app.canvas.document import Document
from app.canvas.marks import Marks
from app.canvas.navigation import ZOOM_STEP
from app.canvas.overlay import HeatLayer
from app.canvas.paper import paint_hint, paint_paper
from app.canvas.sheet import MARGIN, PEN_WIDTH, Sheet
from app.canvas.view import View
from mathnet.ink import Box, Stroke

if TYPE_CHECKING:
    from mathnet.reading import Map


class Surface(QWidget):
    """Shows a document, and what its reading says of it."""

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self._sheet = Sheet(document, self)
        self._marks = Marks(self._sheet)
        self._heat = HeatLayer()
        self._shown: frozenset[Stroke] = frozenset()
        self._shown_picture: PlacedPicture | None = None
        document.changed.connect(self._show_document)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    # The view

    @property
    def view(self) -> View:
        """Where the document lies in the widget."""
        return self._sheet.view

    @property
    def pen_width(self) -> float:
        """The width of the pen in document units."""
        return PEN_WIDTH / self.view.scale

    def fit(self) -> None:
        """Show everything that is on the canvas, centred; an empty canvas goes back to logical pixels."""
        self._look_through(self._sheet.fit())

    def bring_into_view(self, box: Box) -> None:
        """Move the view as little as it takes to see all of `box`; show everything where that is too large."""
        seen, room = self.view.rect_of(box), QRectF(self.rect())
        margin = min(MARGIN, (room.width() - seen.width()) / 2, (room.height() - seen.height()) / 2)
        if margin < 0:
            self.fit()
        elif not room.contains(seen):
            room.adjust(margin, margin, -margin, -margin)
            right = max(room.left() - seen.left(), 0.0) - max(seen.right() - room.right(), 0.0)
            down = max(room.top() - seen.top(), 0.0) - max(seen.bottom() - room.bottom(), 0.0)
            self._look_through(self._sheet.moved(QPointF(right, down)))

    def zoom_in(self) -> None:
        """Show it larger, about the middle."""
        self._look_through(self._sheet.zoomed(ZOOM_STEP))

    def zoom_out(self) -> None:
        """Show it smaller, about the middle."""
        self._look_through(self._sheet.zoomed(1 / ZOOM_STEP))

    def placed(self, grey: Grey, ratio: float = 1.0) -> PlacedPicture:
        """A picture (P, Q) of `ratio` pixels a logical pixel, put in the middle of what is seen now.

        It is made smaller if it would not fit, and begins at a whole pixel of the screen, where it is sharpest.
        """
        rows, columns = grey.shape
        shrunk = min(1 / ratio, (self.width() - MARGIN) / columns, (self.height() - MARGIN) / rows)
        corner = QPointF((self.width() - columns * shrunk) / 2, (self.height() - rows * shrunk) / 2)
        corner = self._sheet.rounded(corner)
        return PlacedPicture(grey, *self.view.to_document(corner), unit=shrunk / self.view.scale)

    def begin_with(self, grey: Grey, ratio: float = 1.0) -> None:
        """Begin another document with a picture (P, Q) of `ratio` pixels a logical pixel, in the middle."""
        self.document.open()
        self.fit()
        self.document.open(picture=self.placed(grey, ratio))

    @property
    def is_dark(self) -> bool:
        """Whether the paper is dark; under a picture it never is."""
        return self._sheet.paper().lightness() < 128

    # What the reading says of the ink

    def show_heat(self, map_: Map, box: Box) -> None:
        """Lay the map (H, W), which covers `box` of the document, between paper and ink."""
        self._heat.show((map_, box))
        self.update()

    def wear_heat(self, look: HeatLook) -> None:
        """Show maps in another colour scale or opacity."""
        self._heat.look = look
        self.update()

    def hide_heat(self) -> None:
        self._heat.show(None)
        self.update()

    @property
    def heat(self) -> tuple[Map, Box] | None:
        """The map that is shown and the part of the document that it covers."""
        return self._heat.shown

    def light(self, strokes: frozenset[int] = frozenset(), box: Box | None = None) -> None:
        """Let the strokes at these indices glow, or `box` where there are none; without either, nothing glows."""
        there = self.document.content.strokes
        self._marks.light([there[index] for index in strokes if index < len(there)], box)

    def mark(self, uncertain: Sequence[Box], pinned: Sequence[Box] = ()) -> None:
        """Draw a dotted line under symbols that are uncertain, a solid one under those that are pinned.

        The marks stay until others come or a stroke goes.
        """
        self._marks.mark(uncertain, pinned)

    # Showing

    def _show_document(self) -> None:
        strokes, picture = frozenset(self.document.content.strokes), self.document.content.picture
        self._marks.keep_up(gone=not self._shown <= strokes or self._shown_picture not in (None, picture))
        self._shown, self._shown_picture = strokes, picture
        self._sheet.show()

    def _renew(self) -> None:
        """Paint everything anew."""
        self._sheet.renew()

    def _look_through(self, view: View) -> None:
        self._sheet.look_through(view)

    def _keep_in_sight(self, before: QSize) -> None:
        """Fit what was seen whole before and is not now; who has zoomed into it goes on seeing a part."""
        seen = self.view.rect_of(self.document.content.box)
        was_seen = not before.isValid() or QRectF(QPointF(), QSizeF(before)).contains(seen)
        if was_seen and not QRectF(self.rect()).adjusted(4, 4, -4, -4).contains(seen):
            self.fit()

    @property
    def _sees_all(self) -> bool:
        """Whether all of the content is in sight; there must be some."""
        return QRectF(self.rect()).contains(self.view.rect_of(self.document.content.box))

    def _paint_behind(self, painter: QPainter) -> None:
        """Paint what goes behind the ink, beside what is there anyway."""

    def _paint_in_front(self, painter: QPainter) -> None:
        """Paint what goes in front of the ink; on an empty sheet, what one can do here."""
        if self.document.content.is_empty:
            hint = self.tr("with pen, mouse or finger — or drop a picture or an InkML file")
            paint_hint(painter, QRectF(self.rect()), self.palette(), self.tr("Write a formula here"), hint)

    # Overrides of Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        self._sheet.settle()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        dirty, border = QRectF(event.rect()), self.palette().color(QPalette.ColorRole.Mid)
        paint_paper(painter, QRectF(self.rect()), self._sheet.paper(), border)
        self._sheet.picture.paint(painter, self.view, self.devicePixelRatioF())
        self._heat.paint(painter, self.view, self.is_dark, self._sheet.has_picture)
        self._marks.paint_under(painter, dirty)
        self._paint_behind(painter)
        self._sheet.layer.blit(painter, dirty)
        self._marks.paint_over(painter, dirty)
        self._paint_in_front(painter)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._renew()
        if not self.document.content.is_empty:
            self._keep_in_sight(event.oldSize())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._renew()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._renew()

    def sizeHint(self) -> QSize:
        return QSize(800, 440)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 120)
