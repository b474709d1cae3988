"""Two models side by side: formulas in small, and what each of the two reads in them, as in print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.panels.card import GRID, Card, label
from app.panels.setting import Setter
from app.typeset.formula import Formula

ROW, INK = 60, QSize(88, 48)  # logical pixels
LARGEST = 0.45  # times the font size of `typeset`
DRAWING_ROLE = Qt.ItemDataRole.UserRole
LATEX_ROLE = Qt.ItemDataRole.UserRole + 1
FORMULA_ROLE = Qt.ItemDataRole.UserRole + 2

Index = QModelIndex | QPersistentModelIndex


class Comparison(Card):
    """Which two models, which formulas, and the table of what they read.

    Signals: `wanted(str, str, bool)` with the names of two models, and whether they shall read a folder instead of the
    bundled samples; `stop_wanted()`.
    """

    wanted = Signal(str, str, bool)
    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Compare two models"), parent)
        self.models = (QComboBox(), QComboBox())
        self.source = QComboBox()
        self.button = QPushButton(self.tr("&Compare"))
        self.table = QTreeWidget()
        self.told = label("", "quiet")
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._is_running = False
        self._setter = Setter(self)
        self._setter.progressed.connect(self._show_formulas)
        self.source.addItems([self.tr("Bundled samples"), self.tr("A folder of my own…")])
        self.button.clicked.connect(self._ask)
        self._explain()
        self._lay_out()
        self._dress_table()
        self._told(self.tr("Both read the same formulas; where they differ, you see it here."))

    def show_models(self, names: Mapping[str, str], first: str, second: str) -> None:
        """Offer these, by what they are called; `first` and `second` are those to begin with."""
        for box, usual in zip(self.models, (first, second), strict=True):
            wanted = box.currentData() if box.currentData() in names else usual
            box.clear()
            for name, title in names.items():
                box.addItem(title, name)
            box.setCurrentIndex(max(box.findData(wanted), 0))
        self._follow()

    def begin(self, files: Sequence[Path]) -> None:
        """A row for each file; readings come one by one."""
        self._is_running = True
        self.table.clear()
        self._setter.ask(())
        self._rows = {str(path): self._row(path) for path in files}
        self.table.setHeaderLabels([self.tr("Ink"), *(box.currentText() for box in self.models), ""])
        self._told(self.tr("Reading…"))
        self._follow()

    def draw(self, path: str, drawing: QImage) -> None:
        """What is written in a file, in small."""
        if path in self._rows:
            self._rows[path].setData(0, DRAWING_ROLE, drawing)

    def read(self, model: int, path: str, latex: str) -> None:
        """What the first or the second model, 0 or 1, reads in a file; empty where that is nothing."""
        row = self._rows.get(path)
        if row is None:
            return
        row.setData(1 + model, LATEX_ROLE, latex)
        row.setToolTip(1 + model, latex or self.tr("Nothing was read here"))
        row.setData(1 + model, Qt.ItemDataRole.AccessibleTextRole, latex or self.tr("nothing"))
        if self._is_read(row):
            row.setText(3, self._verdict(path, row))
        latexes = (str(item.data(side, LATEX_ROLE) or "") for item in self._rows.values() for side in (1, 2))
        self._setter.ask(latexes)
        self._show_formulas()

    def end(self, trouble: str) -> None:
        """All is read, or `trouble` says why not."""
        self._is_running = False
        read = [row for row in self._rows.values() if self._is_read(row)]
        apart = sum(not self._agree(row) for row in read)
        self._told(trouble or self.tr("They differ in {} of {} formulas.").format(apart, len(read)))
        self._follow()

    def sizeof_drawing(self) -> QSize:
        """Of a drawing, in device pixels."""
        return INK * self.devicePixelRatioF()

    def _ask(self) -> None:
        if self._is_running:
            self.stop_wanted.emit()
        else:
            first, second = (str(box.currentData()) for box in self.models)
            self.wanted.emit(first, second, self.source.currentIndex() == 1)

    def _is_read(self, row: QTreeWidgetItem) -> bool:
        return row.data(1, LATEX_ROLE) is not None and row.data(2, LATEX_ROLE) is not None

    def _verdict(self, path: str, row: QTreeWidgetItem) -> str:  # noqa: ARG002
        """What is to be said of two readings."""
        return "" if self._agree(row) else self.tr("differs")

    def _agree(self, row: QTreeWidgetItem) -> bool:
        return bool(row.data(1, LATEX_ROLE) == row.data(2, LATEX_ROLE))

    def _row(self, path: Path) -> QTreeWidgetItem:
        row = QTreeWidgetItem(self.table)
        row.setSizeHint(0, QSize(0, ROW))
        row.setToolTip(0, path.name)
        row.setData(0, Qt.ItemDataRole.AccessibleTextRole, path.stem)
        return row

    def _show_formulas(self) -> None:
        """Show those that are set; False where one cannot be, whose LaTeX is shown instead."""
        for row in self._rows.values():
            for side in (1, 2):
                latex = row.data(side, LATEX_ROLE)
                if latex and row.data(side, FORMULA_ROLE) is None and self._setter.is_done(latex):
                    row.setData(side, FORMULA_ROLE, self._setter.formula(latex) or False)

    def _told(self, text: str) -> None:
        self.told.setText(text)
        self.told.setAccessibleName(text)

    def _follow(self) -> None:
        """Offer only what can be done."""
        self.button.setText(self.tr("&Stop") if self._is_running else self.tr("&Compare"))
        for box in (*self.models, self.source):
            box.setEnabled(not self._is_running)
        self.table.setVisible(bool(self._rows))
        # Without the table the room is of use to others.
        height = QSizePolicy.Policy.Expanding if self._rows else QSizePolicy.Policy.Maximum
        self.setSizePolicy(QSizePolicy.Policy.Preferred, height)

    def _explain(self) -> None:
        explained = {
            self.models[0]: (self.tr("First model"), self.tr("The model on the left")),
            self.models[1]: (self.tr("Second model"), self.tr("The model on the right")),
            self.source: (self.tr("Formulas to read"), self.tr("InkML files or pictures that both models read")),
        }
        for box, (name, tip) in explained.items():
            box.setAccessibleName(name)
            box.setToolTip(tip)
        self.button.setToolTip(self.tr("Have both models read, or stop it"))
        self.table.setAccessibleName(self.tr("What the two models read"))
        self.table.setToolTip(self.tr("What is written, and what each of the two models reads in it"))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(GRID)
        first, second = self.models
        for part in (first, QLabel(self.tr("with")), second, QLabel(self.tr("on")), self.source, self.button):
            row.addWidget(part, 1 if isinstance(part, QComboBox) else 0)
        self.choices = QWidget()
        self.choices.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        self.body.addWidget(self.choices)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.told)

    def _dress_table(self) -> None:
        self.table.setColumnCount(4)
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setItemDelegate(ReadingDelegate(self.table))
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.table.setMinimumHeight(3 * ROW)
        header = self.table.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, INK.width() + 16), (3, 72)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)


class ReadingDelegate(QStyledItemDelegate):
    """Paints ink and formulas over what the style paints of a row."""

    # Overrides of Qt

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        self.initStyleOption(option, index)
        style = option.widget.style() if option.widget else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        painter.save()
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        area, drawing = QRectF(option.rect).adjusted(8, 6, -8, -6), index.data(DRAWING_ROLE)
        if isinstance(drawing, QImage):
            painter.drawImage(QRectF(area.left(), area.top(), INK.width(), INK.height()), drawing)
        formula, latex = index.data(FORMULA_ROLE), index.data(LATEX_ROLE)
        painter.setPen(option.palette.color(QPalette.ColorRole.Text))
        if isinstance(formula, Formula):
            formula.paint(painter, area, painter.pen().color(), LARGEST, centred=False)
        elif latex == "" or formula is False:
            text = latex or self.tr("nothing read")
            text = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(area.width()))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, text)
        painter.restore()
