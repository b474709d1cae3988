"""How a row of the samples looks: the ink in small, what was read and what is right in print, when and how it came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from app.panels.history_model import Index, in_words
from app.panels.history_row import INK, LARGEST, Drawing, Drawings, Wish, thumbnail
from app.panels.marked import paint_row
from app.services.samples import How, Sample
from app.typeset.formula import Formula, TypesetError
from app.typeset.typesetter import typeset
from mathnet.latex import pretty

ROW = 76  # logical pixels, as are all lengths here
ARROW = 28.0  # between what was read and what is right
SAMPLE_ROLE = Qt.ItemDataRole.UserRole


def tr(text: str) -> str:
    return QCoreApplication.translate("SampleRow", text)


@dataclass(frozen=True, eq=False)
class SampleDrawing(Drawing):
    """With the formula that was read, where that is known and another."""

    read: Formula | None


def draw(sample: Sample, wish: Wish) -> SampleDrawing:
    """Draw a sample as its row shows it; in any thread."""
    ink = thumbnail(sample.content, QSize(*wish.size), QColor(wish.colour))
    return SampleDrawing(ink, _set(sample.latex), _set(pretty(sample.read)) if sample.read else None)


def how_in_words(how: How) -> str:
    """How a sample came about, for people."""
    return {
        How.PINNED: tr("a symbol was chosen"),
        How.TYPED: tr("LaTeX was corrected"),
        How.CHOSEN: tr("another reading was chosen"),
        How.COLLECTED: tr("written when asked for"),
    }[how]


def spoken(sample: Sample) -> str:
    """A row in words."""
    read = tr("read as {}").format(pretty(sample.read)) if sample.read else ""
    words = (sample.latex, read, in_words(sample.when, datetime.now()), how_in_words(sample.how))
    return ", ".join(word for word in words if word)


class SampleDelegate(QStyledItemDelegate):
    """Paints one row."""

    def __init__(self, drawings: Drawings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drawings = drawings

    def _paint_formulas(self, painter: QPainter, area: QRectF, drawing: SampleDrawing, palette: QPalette) -> None:
        """What was read, quiet, an arrow, and what is right."""
        text, quiet = palette.color(QPalette.ColorRole.Text), palette.color(QPalette.ColorRole.PlaceholderText)
        if drawing.read is not None:
            half = QRectF(area.topLeft(), area.bottomRight())
            half.setWidth((area.width() - ARROW) / 2)
            width = drawing.read.width * min(drawing.read.scale_in(half, LARGEST), LARGEST)
            drawing.read.paint(painter, half, quiet, LARGEST, centred=False)
            painter.setPen(quiet)
            arrow = QRectF(area.left() + width, area.top(), ARROW, area.height())
            painter.drawText(arrow, Qt.AlignmentFlag.AlignCenter, "→")
            area = area.adjusted(width + ARROW, 0, 0, 0)
        if drawing.formula is not None:
            drawing.formula.paint(painter, area, text, LARGEST, centred=False)

    # Overrides of Qt

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        sample = index.data(SAMPLE_ROLE)
        if not isinstance(sample, Sample):
            return
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area, palette = QRectF(option.rect).adjusted(0, 2, 0, -2), option.palette
        paint_row(painter, option, area)
        ink = QRectF(QPointF(area.left() + 10, area.center().y() - INK.height() / 2), INK)
        beside = QRectF(ink.right() + 12, ink.top(), area.right() - ink.right() - 20, INK.height())
        painter.setPen(QPen(palette.color(QPalette.ColorRole.Mid), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(ink, 6, 6)
        drawing = self._drawings.get(_wish(sample, option))
        if isinstance(drawing, SampleDrawing):
            painter.drawImage(ink, drawing.ink)
            self._paint_formulas(painter, beside.adjusted(0, 0, 0, -20), drawing, palette)
        told = f"{in_words(sample.when, datetime.now())} · {how_in_words(sample.how)}"
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        below = beside.adjusted(0, INK.height() - 18, 0, 0)
        told = painter.fontMetrics().elidedText(told, Qt.TextElideMode.ElideRight, int(below.width()))
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, told)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: ARG002
        return QSize(0, ROW)


def _wish(sample: Sample, option: QStyleOptionViewItem) -> Wish:
    ratio = option.widget.devicePixelRatioF() if option.widget else 1.0
    pixels = (INK * ratio).toSize()
    colour = option.palette.color(QPalette.ColorRole.Text).name()
    return Wish(sample.id, sample.latex, (pixels.width(), pixels.height()), colour)


def _set(latex: str) -> Formula | None:
    try:
        return typeset(latex)
    except TypesetError:
        return None
