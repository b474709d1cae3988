"""The samples dialog: everything that the program keeps of the user's hand, to be looked through, exported, deleted."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from app.panels.card import GRID, Card, label
from app.panels.history_row import Drawings
from app.panels.sample_row import ROW, SAMPLE_ROLE, SampleDelegate, spoken
from app.panels.undo_bar import UndoBar
from app.services.samples import Sample

UNDO_SECONDS = 10


class SamplesDialog(QDialog):
    """Lists samples, newest first; what is deleted can be brought back for some seconds, while the dialog is open.

    Signals: `collect_wanted()`; `export_wanted()`; `use_wanted(bool)` when readings are to be helped by samples or not;
    `delete_wanted(list)` with the numbers of samples that are to go for good. Those of its parts:
    `drawings.wanted(Wish)`.
    """

    collect_wanted = Signal()
    export_wanted = Signal()
    use_wanted = Signal(bool)
    delete_wanted = Signal(list)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._samples: list[Sample] = []
        self._summary = ""
        self.drawings = Drawings(self)
        self.told = label("", "quiet")
        self.list = QListWidget()
        self.use = QCheckBox(self.tr("&Read with the help of these samples"))
        self.bar = UndoBar(UNDO_SECONDS)
        self.collect_button = QPushButton(self.tr("&Write more…"))
        self.export_button = QPushButton(self.tr("&Export…"))
        self.delete_button = QPushButton(self.tr("&Delete"))
        self.delete_all_button = QPushButton(self.tr("Delete &all"))
        self.close_button = QPushButton(self.tr("Close"))
        self.setWindowTitle(self.tr("Samples of my hand"))
        self._explain()
        self._lay_out()
        self._connect()
        self._list()

    def show_samples(self, samples: Sequence[Sample], known: tuple[int, int]) -> None:
        """List these, oldest first as they come; `known` is how many symbols are among them, and of how many."""
        self._samples = list(samples)
        self._summary = self.tr("Samples: {}. Symbols of your hand among them: {} of {}.")
        self._summary = self._summary.format(len(samples), *known)
        self._list()

    def say_used(self, on: bool) -> None:
        """Whether readings are helped by samples; announces nothing."""
        self.use.blockSignals(True)
        self.use.setChecked(on)
        self.use.blockSignals(False)

    def sample(self, number: int) -> Sample | None:
        """The sample with this number."""
        return next((sample for sample in self._samples if sample.id == number), None)

    @property
    def chosen(self) -> list[int]:
        """The samples that are selected."""
        return [item.data(SAMPLE_ROLE).id for item in self.list.selectedItems()]

    def _list(self) -> None:
        self.list.clear()
        for sample in reversed(self._samples):
            if sample.id not in self.bar.pending:
                self._add_row(sample)
        is_there = self.list.count() > 0
        self.list.setVisible(is_there)
        none = self.tr("There are no samples yet. Correct a formula and keep the correction, or write some when asked.")
        stays = self.tr("Nothing of this leaves your computer unless you export it.")
        self.told.setText(f"{self._summary if is_there else none} {stays}")
        for button in (self.export_button, self.delete_all_button):
            button.setEnabled(is_there)
        self._follow()

    def _add_row(self, sample: Sample) -> None:
        item = QListWidgetItem(self.list)
        item.setSizeHint(QSize(0, ROW))
        item.setData(SAMPLE_ROLE, sample)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken(sample))
        item.setToolTip(sample.latex)

    def _follow(self) -> None:
        self.delete_button.setEnabled(bool(self.list.selectedItems()))

    def _delete(self, numbers: list[int]) -> None:
        if numbers:
            self.bar.offer(numbers)
            self._list()

    def _delete_all(self) -> None:
        self._delete([self.list.item(row).data(SAMPLE_ROLE).id for row in range(self.list.count())])

    def _explain(self) -> None:
        tips = {
            self.collect_button: self.tr("Write symbols and formulas that the program asks for"),
            self.export_button: self.tr("Write all samples into a folder that the training reads: InkML and a table"),
            self.delete_button: self.tr("Delete what is selected (Del)"),
            self.delete_all_button: self.tr("Delete all samples"),
            self.close_button: self.tr("Close the samples"),
            self.use: self.tr("At once and without training: a symbol that looks like one here is read as that one"),
        }
        for button, tip in tips.items():
            button.setToolTip(tip)
            if isinstance(button, QPushButton):
                button.setAutoDefault(False)
        self.list.setAccessibleName(self.tr("Samples, newest first"))
        self.list.setToolTip(self.tr("What you wrote, what it was read as, and what it is"))

    def _lay_out(self) -> None:
        self.list.setItemDelegate(SampleDelegate(self.drawings, self.list))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setMouseTracking(True)
        card = Card(self.tr("Samples"))
        card.body.addWidget(self.told)
        card.body.addWidget(self.list, 1)
        card.body.addStretch(0)
        card.body.addWidget(self.bar)
        card.body.addWidget(self.use, 0, Qt.AlignmentFlag.AlignLeft)
        self.bar.setMinimumHeight(self.bar.sizeHint().height())
        buttons = QHBoxLayout()
        buttons.setSpacing(GRID)
        for button in (self.collect_button, self.export_button, self.delete_button, self.delete_all_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(card, 1)
        column.addLayout(buttons)
        self.resize(640, 560)
        self.collect_button.setFocus()

    def _connect(self) -> None:
        self.use.toggled.connect(self.use_wanted)
        self.list.itemSelectionChanged.connect(self._follow)
        self.drawings.arrived.connect(self.list.viewport().update)
        self.bar.undone.connect(lambda _: self._list())
        self.bar.over.connect(self.delete_wanted)
        self.collect_button.clicked.connect(self.collect_wanted)
        self.export_button.clicked.connect(self.export_wanted)
        self.delete_button.clicked.connect(lambda: self._delete(self.chosen))
        self.delete_all_button.clicked.connect(self._delete_all)
        self.close_button.clicked.connect(self.accept)
        delete = QShortcut(QKeySequence.StandardKey.Delete, self.list)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(lambda: self._delete(self.chosen))

    # Overrides of Qt

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.bar.finish()
