"""The history as a list model: the order is known at once, what the rows show is read a page at a time."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from app.services.sheet import Entry

PAGE = 64  # rows
PAGES = 16  # kept
ENTRY_ROLE = Qt.ItemDataRole.UserRole

Index = QModelIndex | QPersistentModelIndex


class Sheets(Protocol):
    """Where the sheets come from."""

    def find(self, query: str) -> list[int]: ...

    def entries(self, sheets: Sequence[int]) -> list[Entry]: ...


class HistoryModel(QAbstractListModel):
    """The sheets that a query finds; `ENTRY_ROLE` gives a row's entry."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sheets: Sheets | None = None
        self._query = ""
        self.ids: list[int] = []
        self._pages: OrderedDict[int, dict[int, Entry]] = OrderedDict()

    def show(self, sheets: Sheets, query: str) -> None:
        """List what `query` finds now."""
        self.beginResetModel()
        self._sheets, self._query = sheets, query
        self.ids = sheets.find(query)
        self._pages.clear()
        self.endResetModel()

    def entry(self, row: int) -> Entry | None:
        """What a row shows; None for one that another window has deleted."""
        page = row // PAGE
        if page not in self._pages:
            self._pages[page] = self._read(page)
            if len(self._pages) > PAGES:
                self._pages.popitem(last=False)
        self._pages.move_to_end(page)
        return self._pages[page].get(self.ids[row])

    def _read(self, page: int) -> dict[int, Entry]:
        assert self._sheets is not None
        return {entry.id: entry for entry in self._sheets.entries(self.ids[page * PAGE : (page + 1) * PAGE])}

    # Overrides of Qt

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 (as Qt has it)
        return 0 if parent.isValid() else len(self.ids)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entry(index.row()) if index.isValid() else None
        if entry is None:
            return None
        if role == ENTRY_ROLE:
            return entry
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return entry.latex
        return spoken(entry) if role == Qt.ItemDataRole.AccessibleTextRole else None


def spoken(entry: Entry) -> str:
    """A row in words."""
    words = [entry.latex or tr("not read"), in_words(entry.modified, datetime.now()), entry.title]
    return ", ".join(word for word in [*words, tr("pinned") if entry.pinned else ""] if word)


def in_words(then: datetime, now: datetime) -> str:
    """When something was, as people say it: "today 14:03"."""
    days = (now.date() - then.date()).days
    time = f"{then:%H:%M}"
    if days == 0:
        return tr("today {}").format(time)
    if days == 1:
        return tr("yesterday {}").format(time)
    locale = QLocale()
    if 1 < days < 7:
        return f"{locale.standaloneDayName(then.isoweekday())} {time}"
    date = f"{then.day} {locale.monthName(then.month)}"
    return f"{date}, {time}" if then.year == now.year else f"{date} {then.year}"


def tr(text: str) -> str:
    return QCoreApplication.translate("History", text)
