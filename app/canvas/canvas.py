"""The canvas: the widget one writes on.

Bottom to top it shows paper, picture, heatmap and ink. Ink comes from a cached layer; only the rest between the last
finished piece and the pen is painted directly, so the line always reaches the pen.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPalette, QResizeEvent, QTabletEvent, QTouchEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.canvas.content import Grey, PlacedPicture
from app.canvas.document import Document
from app.canvas.layer import InkLayer
from app.canvas.live import LiveStroke, touched
from app.canvas.overlay import HeatLayer
from app.canvas.paper import PICTURE_INK, PICTURE_PAPER, eraser_cursor, paint_hint, paint_paper, pen_cursor
from app.canvas.picture import PictureLayer
from app.canvas.pointer import Phase, Pointers, Sample
from app.canvas.strokes import Look
from app.canvas.view import View
from mathnet.ink import Box, Stroke

if TYPE_CHECKING:
    from mathnet.reading import Map

PEN_WIDTH = 2.6  # logical pixels
ERASER_RADIUS = 10  # logical pixels
MARGIN = 40.0  # logical pixels around what is fitted into the canvas


class Tool(Enum):
    """What the pen's tip and the left button do."""

    PEN = auto()
    ERASER = auto()


class InkCanvas(QWidget):
    """Writes into a document by pen, mouse and touch, and shows it.

    Signals: `pen_went_down()` and `pen_went_up()` around every gesture; edits themselves are announced by the document.
    """

    pen_went_down = Signal()
    pen_went_up = Signal()

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = document
        self.view = View()
        self._pointers = Pointers()
        self._layer = InkLayer()
        self._picture = PictureLayer()
        self._live: LiveStroke | None = None
        self._live_is_whole = True  # the layer holds all pieces of the live stroke
        self._rubbed: set[int] = set()
        self._rubbed_at: QPointF | None = None
        self._began: float | None = None  # when, in event time, the document's time was 0
        self._heat = HeatLayer()
        self.set_tool(Tool.PEN)
        document.changed.connect(self._show_document)
        document.opened.connect(self._forget_time)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName(self.tr("Canvas"))
        self.setAccessibleDescription(self.tr("Write a formula here with pen, mouse or finger"))

    # State

    def set_tool(self, tool: Tool) -> None:
        self._tool = tool
        self.setCursor(pen_cursor() if tool is Tool.PEN else eraser_cursor(ERASER_RADIUS))

    @property
    def pen_width(self) -> float:
        """The width of the pen in document units."""
        return PEN_WIDTH / self.view.scale

    def fit(self) -> None:
        """Show everything that is on the canvas, centred; an empty canvas goes back to logical pixels."""
        content = self.document.content
        size = QSizeF(self.size())
        self.view = View() if content.is_empty else View.fitting(content.box, size, MARGIN, content.typical_size)
        self._repaint_all()

    def placed(self, grey: Grey) -> PlacedPicture:
        """A picture (P, Q) put in the middle of what is seen now, made smaller if it would not fit."""
        rows, columns = grey.shape
        shrunk = min(1.0, (self.width() - MARGIN) / columns, (self.height() - MARGIN) / rows)
        corner = QPointF((self.width() - columns * shrunk) / 2, (self.height() - rows * shrunk) / 2)
        return PlacedPicture(grey, *self.view.to_document(corner), unit=shrunk / self.view.scale)

    def show_heat(self, map_: Map, box: Box) -> None:
        """Lay the map (H, W), which covers `box` of the document, between paper and ink."""
        self._heat.show((map_, box))
        self.update()

    def hide_heat(self) -> None:
        self._heat.show(None)
        self.update()

    @property
    def heat(self) -> tuple[Map, Box] | None:
        """The map that is shown and the part of the document that it covers."""
        return self._heat.shown

    # Gestures

    def _take(self, sample: Sample | None) -> None:
        if sample is None:
            return
        if sample.phase is Phase.BEGIN:
            self._rubbed_at = sample.position if sample.erasing or self._tool is Tool.ERASER else None
            self.pen_went_down.emit()
        if self._rubbed_at is not None:
            self._rub(sample)
        else:
            self._draw(sample)
        if sample.phase in (Phase.END, Phase.CANCEL):
            self.pen_went_up.emit()

    def _draw(self, sample: Sample) -> None:
        if sample.phase is Phase.BEGIN:
            if self._began is None or self.document.content.is_empty:
                self._began = sample.seconds - self.document.content.seconds
            self._live, self._live_is_whole = LiveStroke(sample, self._began), True
            self.update()  # the hint goes
        elif self._live and sample.phase is Phase.CANCEL:
            self._live = None
            self._repaint_all()
        elif self._live:
            if self._live.extend(sample):
                self._layer.add(self._live.piece(), self._look(), self._live.pressure)
                self.update(self._live.reach(self._look()).toAlignedRect())
            if sample.phase is Phase.END:
                self._finish(self._live)

    def _finish(self, live: LiveStroke) -> None:
        stroke = live.stroke(self.view)
        if self._live_is_whole:
            self._layer.add(live.tail(), self._look(), live.pressure)
            self._layer.adopt(stroke)
        self._live = None
        self.document.add_stroke(stroke)

    def _rub(self, sample: Sample) -> None:
        start = self._rubbed_at or sample.position
        if sample.phase is not Phase.CANCEL:
            strokes = self.document.content.strokes
            self._rubbed |= touched(strokes, start, sample.position, self.view, ERASER_RADIUS)
            self._rubbed_at = sample.position
        if sample.phase in (Phase.END, Phase.CANCEL):
            rubbed, self._rubbed, self._rubbed_at = self._rubbed, set(), None
            if sample.phase is Phase.END:
                self.document.erase(rubbed)
        self._layer.show(self._visible(), self.view, self._look())
        self.update()

    # Showing

    def _show_document(self) -> None:
        self._live_is_whole = self._live_is_whole and self._live is None
        self._rubbed = set()
        self._picture.show(self.document.content.picture)
        self._layer.show(self._visible(), self.view, self._look())
        self.update()

    def _forget_time(self) -> None:
        self._began = None

    def _visible(self) -> tuple[Stroke, ...]:
        strokes = self.document.content.strokes
        return tuple(stroke for index, stroke in enumerate(strokes) if index not in self._rubbed)

    @property
    def _has_picture(self) -> bool:
        return self.document.content.picture is not None

    def _look(self) -> Look:
        return Look(PICTURE_INK if self._has_picture else self.palette().color(QPalette.ColorRole.Text), PEN_WIDTH)

    def _paper(self) -> QColor:
        return PICTURE_PAPER if self._has_picture else self.palette().color(QPalette.ColorRole.Base)

    @property
    def is_dark(self) -> bool:
        """Whether the paper is dark; under a picture it never is."""
        return self._paper().lightness() < 128

    def _repaint_all(self) -> None:
        self._live_is_whole = False
        self._layer.resize(self.size(), self.devicePixelRatioF())
        self._show_document()

    def _keep_in_sight(self) -> None:
        content = self.document.content
        seen = QRectF(self.rect()).adjusted(4, 4, -4, -4)
        if not content.is_empty and not seen.contains(self.view.rect_of(content.box)):
            self.fit()

    # Overrides of Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        paint_paper(painter, area, self._paper(), self.palette().color(QPalette.ColorRole.Mid))
        self._picture.paint(painter, self.view, self.devicePixelRatioF())
        self._heat.paint(painter, self.view, self.is_dark, self._has_picture)
        self._layer.blit(painter, QRectF(event.rect()))
        if self._live:
            painter.strokePath(self._live.tail(), self._look().pen(self._live.pressure))
        elif self.document.content.is_empty:
            hint = self.tr("with pen, mouse or finger — or drop a picture or an InkML file")
            paint_hint(painter, area, self.palette(), self.tr("Write a formula here"), hint)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._repaint_all()
        self._keep_in_sight()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent | QTabletEvent | QTouchEvent):
            self._take(self._pointers.sample(event))
            event.accept()  # a pen's or a finger's event that is not accepted comes again as a mouse's
            return True
        if event.type() == QEvent.Type.DevicePixelRatioChange:
            self._repaint_all()
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._repaint_all()

    def sizeHint(self) -> QSize:
        return QSize(800, 440)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 120)
