"""Tokens to choose from in a list: each in print, by name, with its probability and the key that chooses it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.panels.marked import paint_share, soft
from app.panels.setting import Setter, sample

ROW = 36  # logical pixels, as are all lengths here
KEY = 22.0
GLYPH = 46.0
SHARE = 60.0
LARGEST = 0.6  # times the font size of `typeset`
KEYS = 9  # rows that a digit chooses
_SHARE_ROLE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class ChoiceList(QListWidget):
    """Rows of tokens, or a hint where there are none.

    Signals: `picked(str)` with the token chosen by a click, Return, or a digit; `typed(str)` with anything else typed.
    """

    picked = Signal(str)
    typed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = ""
        self._setter = Setter(self)
        self._setter.progressed.connect(self.viewport().update)
        self.setItemDelegate(_RowDelegate(self, self._setter))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setAutoFillBackground(False)
        self.itemClicked.connect(lambda item: self.picked.emit(item.text()))

    def show_rows(self, rows: Sequence[tuple[str, float]], hint: str) -> None:
        """Show tokens with their probabilities from 0 to 1, the first one selected; `hint` where there are none."""
        self._hint = hint
        self.setAccessibleDescription("" if rows else hint)
        self.clear()
        for token, probability in rows:
            item = QListWidgetItem(token, self)
            item.setSizeHint(QSize(0, ROW))
            item.setData(_SHARE_ROLE, probability)
            said = self.tr("{}, {}").format(token, f"{probability:.0%}")
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said)
        self._setter.ask(sample(token) for token, _ in rows)
        self.setCurrentRow(0 if rows else -1)
        self.viewport().update()

    # Overrides of Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        text = event.text()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.currentItem() is not None:
                self.picked.emit(self.currentItem().text())
        elif text.isdigit() and text != "0":
            if int(text) <= self.count():
                self.picked.emit(self.item(int(text) - 1).text())
        elif text.strip() and text.isprintable():
            self.typed.emit(text)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.count():
            painter = QPainter(self.viewport())
            painter.setPen(self.palette().color(QPalette.ColorRole.PlaceholderText))
            area = QRectF(self.viewport().rect()).adjusted(8, 8, -8, -8)
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._hint)


class _RowDelegate(QStyledItemDelegate):
    """Paints one token: its key, the symbol in print, its name, and its probability as a number and a bar."""

    def __init__(self, parent: QWidget, setter: Setter) -> None:
        super().__init__(parent)
        self._setter = setter

    def _paint_name(self, painter: QPainter, area: QRectF, token: str, colour: QColor) -> None:
        formula = self._setter.formula(sample(token))
        glyph = QRectF(area.left(), area.top() + 3, GLYPH, area.height() - 6)
        if formula is not None:
            formula.paint(painter, glyph, colour, LARGEST)
        painter.setPen(colour)
        name = area.adjusted(GLYPH + 8, 0, -8, 0)
        text = painter.fontMetrics().elidedText(token, Qt.TextElideMode.ElideRight, int(name.width()))
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_share(self, painter: QPainter, area: QRectF, share: float, palette: QPalette) -> None:
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        text = self.tr("< 1 %") if share < 0.01 else self.tr("{:.0f} %").format(100 * share)
        painter.drawText(area.adjusted(0, 0, 0, -8), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        paint_share(painter, palette, area.left(), area.right(), area.center().y() + 8, share)

    # Overrides of Qt

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, area = option.palette, QRectF(option.rect).adjusted(0, 1, 0, -1)
        painter.setPen(Qt.PenStyle.NoPen)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(soft(palette))
            painter.drawRoundedRect(area, 6, 6)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setBrush(palette.color(QPalette.ColorRole.AlternateBase))
            painter.drawRoundedRect(area, 6, 6)
        if index.row() < KEYS:
            painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
            key = QRectF(area.left() + 2, area.top(), KEY, area.height())
            painter.drawText(key, Qt.AlignmentFlag.AlignCenter, str(index.row() + 1))
        inner = area.adjusted(KEY + 4, 0, -8, 0)
        name = inner.adjusted(0, 0, -SHARE - 8, 0)
        self._paint_name(painter, name, str(index.data()), palette.color(QPalette.ColorRole.Text))
        share = QRectF(inner.right() - SHARE, inner.top(), SHARE, inner.height())
        self._paint_share(painter, share, float(index.data(_SHARE_ROLE)), palette)
        painter.restore()
