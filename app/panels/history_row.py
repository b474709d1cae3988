"""How a row of the history looks: the ink in small, the formula in print, when it was written, and a pin.

Drawing ink and setting formulas takes longer than a frame, so both are done elsewhere, one row at a time and the newest
wish first; until then a row shows its date alone.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QPointF, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.canvas.compose import to_image
from app.canvas.content import Content
from app.canvas.view import View
from app.icons import icon
from app.panels.history_model import ENTRY_ROLE, Index, in_words
from app.panels.marked import paint_row
from app.services.sheet import Entry
from app.theme import Theme
from app.typeset.formula import Formula, TypesetError
from app.typeset.typesetter import typeset

ROW = 76  # logical pixels
INK = QSizeF(84, 56)  # logical pixels
LARGEST = 0.5  # times the font size of `typeset`
PIN = 14  # logical pixels
REMEMBERED = 128  # drawings
WANTED = 24  # rows that wait for theirs: more than are seen at once
POINTS = 24  # of a stroke in small


@dataclass(frozen=True)
class Wish:
    """What is to be drawn: the ink of a sheet in `size` device pixels, and its formula."""

    sheet: int
    latex: str
    size: tuple[int, int]
    colour: str


@dataclass(frozen=True, eq=False)
class Drawing:
    """What a wish became; no formula where the LaTeX cannot be set."""

    ink: QImage
    formula: Formula | None


def draw(content: Content, wish: Wish) -> Drawing:
    """Draw ink and set the formula; in any thread."""
    try:
        formula = typeset(wish.latex) if wish.latex else None
    except TypesetError:
        formula = None
    return Drawing(thumbnail(content, QSize(*wish.size), QColor(wish.colour)), formula)


def thumbnail(content: Content, size: QSize, colour: QColor) -> QImage:
    """Picture and ink fitted into `size` pixels."""
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    if content.is_empty:
        return image
    view = View.fitting(content.box, QSizeF(size), size.height() / 12, content.typical_size)
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    if content.picture is not None:
        colour = QColor("black")  # as on the canvas: a picture is light whatever the theme
        painter.drawImage(view.rect_of(content.picture.box), to_image(content.picture.grey))
    pen = QPen(colour, max(size.height() / 40, 1.0))
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    for stroke in content.strokes:
        points = stroke.points[:: max(1, len(stroke) // POINTS)]
        painter.drawPolyline([QPointF(x, y) for x, y in view.to_widget(points).tolist()])
        if len(points) == 1:
            painter.drawPoint(QPointF(*view.to_widget(points)[0].tolist()))
    painter.end()
    return image


class Drawings(QObject):
    """Remembers drawings and asks for those that are missing.

    Signals: `wanted(Wish)`, one at a time, answered by `take`; `arrived()`.
    """

    wanted = Signal(object)
    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drawn: OrderedDict[Wish, Drawing] = OrderedDict()
        self._wishes: list[Wish] = []
        self._at_work: Wish | None = None

    def get(self, wish: Wish) -> Drawing | None:
        """The drawing, or None until it has arrived."""
        if wish in self._drawn:
            self._drawn.move_to_end(wish)
            return self._drawn[wish]
        if wish not in self._wishes and wish != self._at_work:
            self._wishes = [*self._wishes, wish][-WANTED:]
            self._ask()
        return None

    def take(self, wish: Wish, drawing: Drawing) -> None:
        self._drawn[wish] = drawing
        if len(self._drawn) > REMEMBERED:
            self._drawn.popitem(last=False)
        self._at_work = None
        self._ask()
        self.arrived.emit()

    def forget(self) -> None:
        """Keep nothing of what was drawn."""
        self._drawn.clear()
        self._wishes.clear()

    def _ask(self) -> None:
        if self._at_work is None and self._wishes:
            self._at_work = self._wishes.pop()
            self.wanted.emit(self._at_work)


class RowDelegate(QStyledItemDelegate):
    """Paints one row."""

    def __init__(self, drawings: Drawings, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drawings = drawings
        self.theme = theme

    def _paint_ink(self, painter: QPainter, area: QRectF, drawing: Drawing | None, palette: QPalette) -> None:
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, 6, 6)
        if drawing is not None:
            painter.drawImage(area, drawing.ink)

    def _paint_formula(
        self, painter: QPainter, area: QRectF, entry: Entry, drawing: Drawing | None, palette: QPalette
    ) -> None:
        if drawing is None:
            return
        if drawing.formula is not None:
            drawing.formula.paint(painter, area, palette.color(QPalette.ColorRole.Text), LARGEST, centred=False)
            return
        quiet = QPalette.ColorRole.Text if entry.latex else QPalette.ColorRole.PlaceholderText
        painter.setPen(palette.color(quiet))
        text = " ".join(entry.latex.split()) or self.tr("Not read")
        text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_date(self, painter: QPainter, area: QRectF, entry: Entry, palette: QPalette) -> None:
        if entry.pinned:
            where = QRectF(area.left(), area.center().y() - PIN / 2, PIN, PIN)
            icon("pin", self.theme, self.theme.accent).paint(painter, where.toRect())
            area = area.adjusted(PIN + 4, 0, 0, 0)
        date, metrics = in_words(entry.modified, datetime.now()), painter.fontMetrics()
        room = int(area.width()) - metrics.horizontalAdvance(f"{date} · ")
        title = metrics.elidedText(Path(entry.title).stem, Qt.TextElideMode.ElideRight, room) if room > 0 else ""
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, f"{date} · {title}" if title else date)

    # Overrides of Qt

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = index.data(ENTRY_ROLE)
        if not isinstance(entry, Entry):
            return
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area, palette = QRectF(option.rect).adjusted(0, 2, 0, -2), option.palette
        paint_row(painter, option, area)
        ratio = option.widget.devicePixelRatioF() if option.widget else 1.0
        pixels = (INK * ratio).toSize()
        colour = palette.color(QPalette.ColorRole.Text).name()
        drawing = self._drawings.get(Wish(entry.id, entry.latex, (pixels.width(), pixels.height()), colour))
        ink = QRectF(QPointF(area.left() + 10, area.center().y() - INK.height() / 2), INK)
        beside = QRectF(ink.right() + 12, ink.top(), area.right() - ink.right() - 20, INK.height())
        self._paint_ink(painter, ink, drawing, palette)
        self._paint_formula(painter, beside.adjusted(0, 0, 0, -20), entry, drawing, palette)
        self._paint_date(painter, beside.adjusted(0, INK.height() - 18, 0, 0), entry, palette)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(0, ROW)
