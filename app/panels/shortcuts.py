"""The sheet of shortcuts: every action with its keys, and what the hand does on the canvas; to search and to print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QMarginsF, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QKeyEvent,
    QKeySequence,
    QPageLayout,
    QPageSize,
    QPdfWriter,
    QShowEvent,
    QTextDocument,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.actions import PLAIN
from app.panels.card import GRID, label

WIDTH, HEIGHT, NAMES_WIDTH = 800, 620, 300  # logical pixels
_ARROWS = (Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageUp)


def tr(text: str) -> str:
    return QCoreApplication.translate("ShortcutSheet", text)


class Row(NamedTuple):
    """What happens, how it is brought about, and perhaps more words on it."""

    what: str
    how: str
    tip: str = ""


def gestures() -> list[Row]:
    """What pen, mouse and fingers do on the canvas, as docs/design.md has it."""
    return [
        Row(tr("Write"), tr("Pen tip, left button or finger")),
        Row(tr("Erase ink"), tr("Scribble to and fro over it, quickly")),
        Row(tr("Erase whole strokes"), tr("Eraser end of the pen, button on its side, or right button")),
        Row(tr("Select ink"), tr("Select tool: draw around it")),
        Row(tr("Fix a symbol"), tr("Select tool: tap the symbol; or click it in the formula")),
        Row(tr("Move the selection"), tr("Drag it, or arrow keys; with Shift further")),
        Row(tr("Scale the selection"), tr("Drag one of its corners")),
        Row(tr("Delete the selection"), tr("Delete or Backspace")),
        Row(tr("Let go of the stroke or the selection"), tr("Escape")),
        Row(tr("Move the view"), tr("Two fingers, middle button, wheel, or space held")),
        Row(tr("Zoom"), tr("Pinch with two fingers, or Ctrl and wheel")),
    ]


def rows_of(actions: Iterable[QAction]) -> list[Row]:
    """The actions that have keys, each with its name and all of them."""
    return [Row(_named(action), _keys(action), action.statusTip()) for action in actions if action.shortcuts()]


def _named(action: QAction) -> str:
    """Its lasting name: that of "Undo" says in the menu which step it would take."""
    return str(action.property(PLAIN) or action.text()).replace("&", "").rstrip("…")


def _keys(action: QAction) -> str:
    keys = (key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
    return "   ".join(dict.fromkeys(keys))


class ShortcutSheet(QDialog):
    """Groups of actions with their keys, then the gestures; typing narrows them down.

    Signals: `saved(str)` with the path after the sheet was saved to be printed.
    """

    saved = Signal(str)

    def __init__(self, groups: Mapping[str, Sequence[QAction]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        rows = {name: rows_of(actions) for name, actions in groups.items()}
        self._groups = {name: named for name, named in rows.items() if named}
        self._groups[tr("On the canvas")] = gestures()
        self._items: list[tuple[QTreeWidgetItem, list[QTreeWidgetItem]]] = []
        self.search = QLineEdit(clearButtonEnabled=True)
        self.list = QTreeWidget()
        self.nothing = label(tr("Nothing is called so."), "quiet")
        self.save_button = QPushButton(tr("Save for &printing…"))
        self.close_button = QPushButton(tr("Close"))
        self.setWindowTitle(tr("Keys and gestures"))
        self._name()
        self._lay_out()
        self._fill()
        self.search.textChanged.connect(self._narrow)
        self.save_button.clicked.connect(self._ask_and_save)
        self.close_button.clicked.connect(self.accept)

    def save(self, path: str) -> bool:
        """Save the whole sheet as a PDF of one page, or more; False if that cannot be done."""
        writer = QPdfWriter(path)
        writer.setTitle(self.windowTitle())
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(18, 18, 18, 18), QPageLayout.Unit.Millimeter)
        document = QTextDocument()
        document.setHtml(self.html())
        document.print_(writer)
        return Path(path).is_file() and Path(path).stat().st_size > 0

    def html(self) -> str:
        """The sheet as a page."""
        parts = [f"<h1>{escape(self.windowTitle())}</h1>"]
        for name, rows in self._groups.items():
            cells = "".join(f"<tr><td>{escape(what)}</td><td>{escape(how)}</td></tr>" for what, how, _ in rows)
            parts.append(f"<h2>{escape(name)}</h2><table width='100%' cellpadding='2'>{cells}</table>")
        return "".join(parts)

    def shown(self) -> list[Row]:
        """The rows that the search leaves."""
        items = (item for _, items in self._items for item in items)
        return [Row(item.text(0), item.text(1), item.toolTip(0)) for item in items if not item.isHidden()]

    def _name(self) -> None:
        self.search.setPlaceholderText(tr("Search"))
        self.search.setAccessibleName(tr("Search keys and gestures"))
        self.search.setToolTip(tr("Words of what should happen, or a key"))
        self.list.setAccessibleName(self.windowTitle())
        self.list.setToolTip(tr("What the program can do, and how"))
        self.save_button.setToolTip(tr("Save the sheet as a PDF"))
        self.close_button.setToolTip(tr("Close the sheet"))

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.save_button)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.setSpacing(GRID)
        column.addWidget(self.search)
        column.addWidget(self.list, 1)
        column.addWidget(self.nothing)
        column.addLayout(buttons)
        self.nothing.hide()
        self.close_button.setDefault(True)
        self.resize(WIDTH, HEIGHT)

    def _fill(self) -> None:
        self.list.setColumnCount(2)
        self.list.setHeaderLabels([tr("What"), tr("How")])
        self.list.setRootIsDecorated(False)
        self.list.setItemsExpandable(False)
        self.list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.list.header().resizeSection(0, NAMES_WIDTH)
        for name, rows in self._groups.items():
            group = QTreeWidgetItem(self.list, [name])
            group.setFirstColumnSpanned(True)
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            self._items.append((group, [_item(group, row) for row in rows]))
        self.list.expandAll()

    def _narrow(self, query: str) -> None:
        words = query.casefold().split()
        for group, items in self._items:
            for item in items:
                text = " ".join((group.text(0), item.text(0), item.text(1), item.toolTip(0))).casefold()
                item.setHidden(not all(word in text for word in words))
            group.setHidden(all(item.isHidden() for item in items))
        self.nothing.setVisible(not self.shown())

    def _ask_and_save(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, tr("Save the sheet"), tr("keys") + ".pdf", "PDF (*.pdf)")
        if name and self.save(name):
            self.saved.emit(name)

    # Overrides of Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.list.doItemsLayout()  # rows measured before they were dressed are too low

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ARROWS and self.search.hasFocus():
            self.list.setFocus()
        super().keyPressEvent(event)


def _item(group: QTreeWidgetItem, row: Row) -> QTreeWidgetItem:
    made = QTreeWidgetItem(group, [row.what, row.how])
    made.setToolTip(0, row.tip)
    return made
