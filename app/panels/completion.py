r"""Commands to complete while one types `\`: a popup of those that the recogniser knows, each as it looks in print."""

from __future__ import annotations

import re

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, QSize, QStringListModel, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QCompleter,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.panels.marked import soft
from app.panels.setting import Setter, sample
from mathnet.latex_tree import ARGUMENTS
from mathnet.vocabulary import Vocabulary

ROW = 30  # logical pixels
ROWS = 7
GLYPH = 44  # logical pixels for the command in print
LARGEST = 0.5  # times the font size of `typeset`
_OPEN = re.compile(r"(?<!\\)(?:\\\\)*(\\[A-Za-z]*)$")

Index = QModelIndex | QPersistentModelIndex


def begun(text: str) -> str:
    """The command at the end of a text that is being typed, its backslash included; empty if there is none."""
    found = _OPEN.search(text)
    return found[1] if found else ""


def filled(command: str) -> tuple[str, int]:
    """What is typed for a command, and how many characters before its end the caret then stands."""
    if command.startswith("\\begin{"):
        end = f"  {command.replace('begin', 'end')}"
        return command + end, len(end) - 1
    braces = "{}" * (1 if command == "\\sqrt" else ARGUMENTS.get(command, 0))
    return command + braces, max(len(braces) - 1, 0)


class Completion(QCompleter):
    """Offers what begins as the text typed does. Signals: those of `QCompleter`."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setModel(QStringListModel(_commands(), self))
        self.setWidget(parent)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseSensitive)
        self.setMaxVisibleItems(ROWS)
        self.list = view = QListView()
        self.setPopup(view)
        view.setItemDelegate(_RowDelegate(view))
        view.setAccessibleName(self.tr("Commands"))
        view.setFont(parent.font())

    def offer(self, prefix: str, where: QRectF) -> None:
        """Open, follow or close the list for what is being typed; `where` is the caret."""
        if prefix != self.completionPrefix():
            self.setCompletionPrefix(prefix)
        only = self.completionCount() == 1 and self.currentCompletion() == prefix
        if not prefix or only or not self.completionCount():
            self.list.hide()
            return
        width = self.list.sizeHintForColumn(0) + self.list.verticalScrollBar().sizeHint().width() + 8
        area = where.toRect()
        area.setWidth(width)
        self.complete(area)
        self.list.setCurrentIndex(self.completionModel().index(0, 0))


def _commands() -> list[str]:
    tokens = [token for token in Vocabulary.load().tokens if token[:1] == "\\" and token[1:2].isalpha()]
    return sorted(
        (token for token in tokens if not token.startswith("\\end")), key=lambda token: (token.lower(), token)
    )


class _RowDelegate(QStyledItemDelegate):
    """Paints one command: in print, and its name."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._setter = Setter(self)
        self._setter.progressed.connect(view.viewport().update)

    # Overrides of Qt

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette, area = option.palette, QRectF(option.rect)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, soft(palette))
        command = str(index.data())
        self._setter.ask([sample(command)])
        formula = self._setter.formula(sample(command))
        colour = palette.color(QPalette.ColorRole.Text)
        if formula is not None:
            glyph = QRectF(area.left() + 6, area.top() + 3, GLYPH - 12, area.height() - 6)
            formula.paint(painter, glyph, colour, LARGEST)
        painter.setPen(colour)
        painter.drawText(area.adjusted(GLYPH, 0, -6, 0), Qt.AlignmentFlag.AlignVCenter, command)
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(GLYPH + option.fontMetrics.horizontalAdvance(str(index.data())) + 12, ROW)
