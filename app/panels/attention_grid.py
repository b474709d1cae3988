"""Thumbnails of all layers and heads for one token: a row a layer, a column a head.

Letters: T tokens, H W cells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.canvas.colours import USUAL, HeatLook
from app.canvas.heat import heat_image
from app.fonts import scaled

if TYPE_CHECKING:
    from mathnet.reading import Map

GUTTER = 16.0  # logical pixels for the numbers of layers and heads, as are all lengths here
GAP = 3.0
LOWEST, HIGHEST = 18.0, 40.0  # how high a thumbnail may be
PIXELS_A_CELL = 2
MOST_CELLS = 32  # across a thumbnail; more cannot be told apart, and take their time
# Layers down and heads to the right that the arrow keys go.
STEPS: dict[int, tuple[int, int]] = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class HeadGrid(QWidget):
    """What each head of each layer looked at; the one chosen is framed, or all that a mean is made of.

    Signals: `chosen(int, int)` with layer and head, counted from 0, for a click or the arrow keys.
    """

    chosen = Signal(int, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._details: Map | None = None
        self._token = 0
        self._look = USUAL
        self._layer = self._head = -1
        self._images: dict[tuple[int, ...], QImage] = {}
        self.setFont(scaled(self.font(), 0.85))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(self.tr("Heads, a row a layer"))

    def show_details(self, details: Map | None) -> None:
        """Show maps (layers, heads, T, H, W), or nothing."""
        self._details, self._token = details, 0
        self._renew()
        self.updateGeometry()

    def show_token(self, index: int) -> None:
        if index != self._token:
            self._token = index
            self._renew()

    def show_look(self, look: HeatLook) -> None:
        self._look = HeatLook(look.scale)  # so small, they need all the contrast there is
        self._renew()

    def mark(self, layer: int, head: int) -> None:
        """Frame what is chosen; -1 for the mean of all."""
        self._layer, self._head = layer, head
        if layer >= 0 and head >= 0:
            self.setAccessibleDescription(self._name(layer, head))
        self.update()

    def cell(self, layer: int, head: int) -> QRectF:
        """Where the thumbnail of a head is in the widget."""
        width, height = self._cell_size(self.width())
        return QRectF(GUTTER + head * (width + GAP), GUTTER + layer * (height + GAP), width, height)

    @property
    def _shape(self) -> tuple[int, int]:
        """How many layers and heads there are."""
        return (0, 0) if self._details is None else (self._details.shape[0], self._details.shape[1])

    def _cell_size(self, width: float) -> tuple[float, float]:
        if self._details is None:
            return 0.0, 0.0
        heads, rows, columns = self._details.shape[1], *self._details.shape[3:]
        across = max((width - GUTTER + GAP) / heads - GAP, 4.0)
        return across, min(max(across * rows / columns, LOWEST), HIGHEST)

    def _renew(self) -> None:
        self._images.clear()
        self.update()

    def _at(self, position: QPointF) -> tuple[int, int] | None:
        layers, heads = self._shape
        places = ((layer, head) for layer in range(layers) for head in range(heads))
        return next((place for place in places if self.cell(*place).contains(position)), None)

    def _name(self, layer: int, head: int) -> str:
        return self.tr("Layer {}, head {}").format(layer + 1, head + 1)

    def _make_images(self) -> None:
        assert self._details is not None
        dark = self.palette().color(QPalette.ColorRole.Base).lightness() < 128
        maps = pooled(self._details[:, :, self._token], MOST_CELLS)
        for place in np.ndindex(*self._shape):
            self._images[place] = heat_image(maps[place], dark, self._look, PIXELS_A_CELL)

    def _paint_cell(self, painter: QPainter, layer: int, head: int) -> None:
        area, image = self.cell(layer, head), self._images[layer, head]
        is_chosen = self._layer in (-1, layer) and self._head in (-1, head)
        role = QPalette.ColorRole.Highlight if is_chosen else QPalette.ColorRole.Mid
        painter.setPen(QPen(self.palette().color(role), 1.5 if is_chosen else 1))
        painter.setBrush(self.palette().color(QPalette.ColorRole.Base))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), 2, 2)
        inner = area.adjusted(2, 2, -2, -2)
        where = QRectF(QPointF(), image.size().scaled(inner.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio))
        where.moveCenter(inner.center())
        painter.drawImage(where, image)

    def _paint_numbers(self, painter: QPainter) -> None:
        layers, heads = self._shape
        painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
        for head in range(heads):
            above = self.cell(0, head)
            above.setRect(above.left(), 0, above.width(), GUTTER - 2)
            painter.drawText(above, Qt.AlignmentFlag.AlignCenter, str(head + 1))
        for layer in range(layers):
            beside = self.cell(layer, 0)
            beside.setRect(0, beside.top(), GUTTER - 4, beside.height())
            painter.drawText(beside, Qt.AlignmentFlag.AlignCenter, str(layer + 1))

    # Overrides of Qt

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: ARG002
        if self._details is None:
            return
        if not self._images:
            self._make_images()
        painter = QPainter(self)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        self._paint_numbers(painter)
        layers, heads = self._shape
        for layer in range(layers):
            for head in range(heads):
                self._paint_cell(painter, layer, head)
        if self.hasFocus():
            painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 1, Qt.PenStyle.DotLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = self._at(event.position())
        if place is not None:
            self.chosen.emit(*place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        layers, heads = self._shape
        step = STEPS.get(event.key()) if layers else None
        if step is None:
            super().keyPressEvent(event)
            return
        layer = min(max(self._layer + step[0], 0), layers - 1)
        head = min(max(self._head + step[1], 0), heads - 1)
        if (layer, head) != (self._layer, self._head):
            self.chosen.emit(layer, head)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            place = self._at(QPointF(event.pos()))
            QToolTip.showText(event.globalPos(), self._name(*place) if place else "", self)
            return True
        return super().event(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange:
            self._renew()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return int(GUTTER + self._shape[0] * (self._cell_size(width)[1] + GAP))

    def sizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))


def pooled(maps: Map, most: int) -> Map:
    """Maps (…, H, W) with at most `most` rows and columns, each cell the highest of those that it stands for."""
    block = -(-max(maps.shape[-2:]) // most)
    if block <= 1:
        return maps
    rows, columns = (-length % block for length in maps.shape[-2:])
    padded = np.pad(maps, ((0, 0),) * (maps.ndim - 2) + ((0, rows), (0, columns)))
    height, width = padded.shape[-2:]
    down = padded.reshape(*maps.shape[:-2], height // block, block, width).max(axis=-2)
    return np.asarray(down.reshape(*maps.shape[:-2], height // block, width // block, block).max(axis=-1))
