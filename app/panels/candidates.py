"""The readings to choose from, each in print with its probability."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.panels.card import Card, label
from app.panels.marked import paint_share
from app.panels.setting import Setter
from app.typeset.formula import Formula

if TYPE_CHECKING:
    from mathnet.reading import Candidate

ROW = 42  # logical pixels
CALM_MS = 1500  # without a new reading, after which the list gives room back
SHARE_WIDTH = 52  # logical pixels for the probability
LARGEST = 0.5  # times the font size of `typeset`
FORMULA_ROLE = Qt.ItemDataRole.UserRole
SHARE_ROLE = Qt.ItemDataRole.UserRole + 1

Index = QModelIndex | QPersistentModelIndex


class CandidatesPanel(Card):
    """A list of up to five readings, as high as its rows: it grows at once, but shrinks only when nobody writes.

    Signals: `chosen(int)` with the candidate's place when the user picks one.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Readings"), parent)
        self.list = QListWidget()
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setItemDelegate(_RowDelegate(self.list))
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setAccessibleName(self.tr("Readings, likeliest first"))
        self.list.setMouseTracking(True)
        self.hint = label(
            self.tr("What was written may be read in several ways; the likeliest five appear here."), "quiet"
        )
        self.body.addWidget(self.hint)
        self.body.addWidget(self.list)
        self._calm = QTimer(self, singleShot=True, interval=CALM_MS)
        self._calm.timeout.connect(self._fit)
        self._setter = Setter(self)
        self._setter.progressed.connect(self._show_formulas)
        self.list.currentRowChanged.connect(lambda row: self.chosen.emit(row) if row >= 0 else None)
        self.show_candidates(())

    def show_candidates(self, candidates: Sequence[Candidate]) -> None:
        """List `candidates`, the first one marked; announces nothing."""
        self.list.blockSignals(True)
        self.list.clear()
        for candidate in candidates:
            self._add_row(candidate)
        self.list.setCurrentRow(0 if candidates else -1)
        self.list.blockSignals(False)
        self.hint.setVisible(not candidates)
        self.list.setVisible(bool(candidates))
        if self.list.height() <= self._needed or not candidates:
            self._fit()
        else:
            self._calm.start()  # or all below would jump with every reading
        self._setter.ask(candidate.latex for candidate in candidates)
        self._show_formulas()

    def mark(self, place: int) -> None:
        """Mark a candidate as the one that is shown, -1 for none; announces nothing."""
        self.list.blockSignals(True)
        self.list.setCurrentRow(place)
        self.list.blockSignals(False)

    @property
    def _needed(self) -> int:
        return self.list.count() * ROW

    def _fit(self) -> None:
        """Be as high as the rows are."""
        self._calm.stop()
        self.list.setFixedHeight(self._needed)

    def _add_row(self, candidate: Candidate) -> None:
        item = QListWidgetItem(candidate.latex, self.list)
        item.setSizeHint(QSize(0, ROW))
        item.setData(SHARE_ROLE, candidate.probability)
        item.setToolTip(candidate.latex)
        share = f"{candidate.probability:.0%}"
        item.setData(Qt.ItemDataRole.AccessibleTextRole, self.tr("{}, {}").format(candidate.latex, share))

    def _show_formulas(self) -> None:
        """Show those that are set; False in the row of one that cannot be, whose LaTeX is shown instead."""
        for item in map(self.list.item, range(self.list.count())):
            if item.data(FORMULA_ROLE) is None and self._setter.is_done(item.text()):
                item.setData(FORMULA_ROLE, self._setter.formula(item.text()) or False)


class _RowDelegate(QStyledItemDelegate):
    """Paints one reading: the formula, a bar for its probability, and the percentage."""

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        palette = option.palette
        area = QRectF(option.rect).adjusted(0, 2, 0, -2)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen or option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(palette.color(QPalette.ColorRole.AlternateBase))
            painter.drawRoundedRect(area, 8, 8)
        if chosen:
            painter.setBrush(palette.color(QPalette.ColorRole.Highlight))
            painter.drawRoundedRect(QRectF(area.left() + 1, area.top() + 8, 3, area.height() - 16), 1.5, 1.5)

    def _paint_formula(self, painter: QPainter, area: QRectF, index: Index, colour: QColor) -> None:
        formula = index.data(FORMULA_ROLE)
        if isinstance(formula, Formula):
            formula.paint(painter, area, colour, LARGEST, centred=False)
        elif formula is False:
            painter.setPen(colour)
            text = painter.fontMetrics().elidedText(index.data(), Qt.TextElideMode.ElideRight, int(area.width()))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_share(self, painter: QPainter, area: QRectF, share: float, palette: QPalette) -> None:
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        text = "< 1 %" if share < 0.01 else f"{100 * share:.0f} %"
        painter.drawText(area.adjusted(0, 0, 0, -8), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
        paint_share(painter, palette, area.left(), area.right(), area.center().y() + 8, share)

    # Overrides of Qt

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        area = QRectF(option.rect).adjusted(14, 6, -10, -6)
        palette = option.palette
        formula_area = area.adjusted(0, 0, -(SHARE_WIDTH + 12), 0)
        self._paint_formula(painter, formula_area, index, palette.color(QPalette.ColorRole.Text))
        share_area = QRectF(area.right() - SHARE_WIDTH, area.top(), SHARE_WIDTH, area.height())
        self._paint_share(painter, share_area, float(index.data(SHARE_ROLE)), palette)
        painter.restore()
