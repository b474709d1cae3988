"""The list of models: what each is called, when it was made, from what, and how well it reads."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QLocale, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from app.panels.history_model import in_words as when
from app.services.model_story import Figure, Story
from app.services.models import SHIPPED, SHIPPED_NAME, Entry

NAME_ROLE = Qt.ItemDataRole.UserRole
NOTHING = "–"
ROW, NAMES = 34, 200  # logical pixels: the height of a row, the width of the names


def tr(text: str) -> str:
    return QCoreApplication.translate("ModelsTable", text)


def shown(name: str) -> str:
    """What a model is called in the window."""
    return SHIPPED_NAME if name == SHIPPED else name


def in_words(entry: Entry) -> str:
    """What a model was made from."""
    if entry.name == SHIPPED:
        return tr("comes with the program")
    kinds = {
        "corrections": (tr("one correction"), tr("{} corrections")),
        "composed": (tr("one composed formula"), tr("{} composed formulas")),
        "crohme": (tr("one formula of CROHME"), tr("{} formulas of CROHME")),
    }
    parts = [
        kinds[kind][0] if count == 1 else kinds[kind][1].format(QLocale().toString(count))
        for kind, count in entry.story.data.items()
    ]
    return ", ".join(parts) or NOTHING


def percent(share: float) -> str:
    return tr("{} %").format(QLocale().toString(100 * share, "f", 1))


class ModelsTable(QTreeWidget):
    """One row a model; the name can be edited in its place.

    Signals: `rename_wanted(str, str)` with the name and the new one; `delete_wanted()` by the key.
    """

    rename_wanted = Signal(str, str)
    delete_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setHeaderLabels([tr("Name"), tr("State"), tr("Made"), tr("Learned from"), tr("Check set"), tr("My hand")])
        heads = self.headerItem()
        heads.setToolTip(4, tr("Of the bundled check set, how many formulas are read without a mistake"))
        heads.setToolTip(5, tr("Of my corrections that were kept back, how many are read without a mistake"))
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(tr("Models"))
        self.setToolTip(tr("The models that there are; F2 gives the selected one another name"))
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(0, NAMES)
        self.setItemDelegateForColumn(0, _NameDelegate(self))
        self.itemChanged.connect(self._edited)

    @property
    def current(self) -> str | None:
        """The name of the model that is selected."""
        item = self.currentItem()
        return None if item is None else str(item.data(0, NAME_ROLE))

    def show_models(self, entries: Sequence[Entry], in_use: str | None, chosen: str) -> None:
        """List these; what was selected stays so, or the one in use is."""
        current = self.current
        self.blockSignals(True)
        self.clear()
        parents = {entry.story.parent: entry.story for entry in entries if entry.story.parent}
        for entry in entries:
            self._add(entry, _state(entry, in_use, chosen), parents.get(entry.sha256))
        names = [entry.name for entry in entries]
        self.select(current if current is not None and current in names else chosen)
        self.blockSignals(False)
        self.itemSelectionChanged.emit()

    def select(self, name: str) -> None:
        """Select the model of this name, if there is one."""
        for row in range(self.topLevelItemCount()):
            item = self.topLevelItem(row)
            if item is not None and item.data(0, NAME_ROLE) == name:
                self.setCurrentItem(item)

    def edit_name(self) -> None:
        """Let the name of the selected model be edited."""
        item = self.currentItem()
        if item is not None and item.flags() & Qt.ItemFlag.ItemIsEditable:
            self.setFocus()
            self.editItem(item, 0)

    def _add(self, entry: Entry, state: str, child: Story | None) -> None:
        made = when(entry.story.made, datetime.now()) if entry.story.made else NOTHING
        figures = entry.story.figures
        check = figures.get("check") or _of_parent(child)
        cells = [_figure(check), _figure(figures.get("corrections"))]
        item = QTreeWidgetItem(self, [shown(entry.name), state, made, in_words(entry), *(cell for cell, _ in cells)])
        item.setData(0, NAME_ROLE, entry.name)
        item.setSizeHint(0, QSize(0, ROW))  # what is measured before it is dressed is too low
        item.setToolTip(0, shown(entry.name))
        item.setToolTip(3, in_words(entry))
        for column, (_, tip) in enumerate(cells, start=4):
            item.setToolTip(column, tip)
            item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        if entry.name != SHIPPED:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
        if state == tr("in use"):
            font = item.font(0)
            font.setBold(True)
            item.setFont(0, font)

    def _edited(self, item: QTreeWidgetItem, column: int) -> None:
        name, wanted = str(item.data(0, NAME_ROLE)), item.text(0)
        if column == 0 and wanted != shown(name):
            self.rename_wanted.emit(name, wanted)

    # Overrides of Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Delete) and self.current is not None:
            self.delete_wanted.emit()
        elif event.key() == Qt.Key.Key_F2:  # whichever column the cursor is in
            self.edit_name()
        else:
            super().keyPressEvent(event)


class _NameDelegate(QStyledItemDelegate):
    """Edits a name in its place."""

    # Overrides of Qt

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QWidget:
        editor = super().createEditor(parent, option, index)
        editor.setStyleSheet("padding: 0 4px; border-radius: 4px;")  # there is no room for more
        editor.setAccessibleName(tr("New name"))
        return editor


def _state(entry: Entry, in_use: str | None, chosen: str) -> str:
    if not entry.is_whole:
        return tr("damaged")
    if entry.name == in_use:
        return tr("in use")
    return tr("chosen") if entry.name == chosen else ""


def _of_parent(child: Story | None) -> Figure | None:
    """How well a model reads the check set, as it was found when another was made from it."""
    figure = child.figures.get("check") if child else None
    return Figure(figure.before, count=figure.count) if figure and figure.before is not None else None


def _figure(figure: Figure | None) -> tuple[str, str]:
    """A figure, and what more there is to say of it."""
    if figure is None:
        return NOTHING, tr("Not measured")
    words = [tr("{} of {} formulas read without a mistake").format(percent(figure.after), figure.count)]
    if figure.before is not None:
        words.append(tr("the model it was made from: {}").format(percent(figure.before)))
    return percent(figure.after), "; ".join(words)
