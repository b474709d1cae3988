"""The list of runs with how each stands."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPushButton, QWidget

from app.panels.card import Card
from app.panels.history_model import in_words
from app.panels.training_words import standing_name
from app.services.run_standing import Run
from app.theme import Theme

RUN_ROLE = Qt.ItemDataRole.UserRole
LIST = """
QListView::item {{ padding: 6px 8px; border: 1px solid transparent; border-radius: 6px; color: {theme.text}; }}
QListView::item:hover {{ background: {theme.hover}; }}
QListView::item:selected {{ background: {theme.accent_soft}; border-color: {theme.accent}; }}
"""


class RunList(Card):
    """Runs, latest changed first, and what can be done with them as a whole.

    Signals: `chosen(Path)` with the folder of the run that is to be shown; `new_wanted()`; `delete_wanted(Path)`.
    """

    chosen = Signal(object)
    new_wanted = Signal()
    delete_wanted = Signal(object)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Runs"), parent)
        self.new_button = QPushButton(self.tr("&New training…"))
        self.list = QListWidget()
        self.delete_button = QPushButton(self.tr("&Delete…"))
        self._runs: dict[Path, Run] = {}
        self._explain()
        self.body.addWidget(self.new_button)
        self.body.addWidget(self.list, 1)
        self.body.addWidget(self.delete_button)
        self.new_button.clicked.connect(self._leave)
        self.delete_button.clicked.connect(self._delete)
        self.list.currentItemChanged.connect(self._choose)
        self.wear(theme)
        self._follow()

    @property
    def current(self) -> Path | None:
        """The run that is shown."""
        item = self.list.currentItem()
        return None if item is None else Path(item.data(RUN_ROLE))

    @property
    def runs(self) -> Sequence[Run]:
        return list(self._runs.values())

    def show_runs(self, runs: Sequence[Run]) -> None:
        """List these; what was shown stays, and so does the order as long as they are the same."""
        self._runs = {run.folder: run for run in runs}
        if {self._folder(row) for row in range(self.list.count())} != set(self._runs):
            self._fill()
        for row in range(self.list.count()):
            self._word(self.list.item(row))
        self._follow()

    def select(self, folder: Path | None) -> None:
        """Show this run, or none."""
        rows = [row for row in range(self.list.count()) if self._folder(row) == folder]
        self.list.setCurrentRow(rows[0] if rows else -1)

    def wear(self, theme: Theme) -> None:
        """Colour the rows to match the theme."""
        self.list.setStyleSheet(LIST.format(theme=theme))

    def _folder(self, row: int) -> Path:
        folder: Path = self.list.item(row).data(RUN_ROLE)
        return folder

    def _fill(self) -> None:
        current = self.current
        self.list.blockSignals(True)
        self.list.clear()
        for run in self._runs.values():
            QListWidgetItem(self.list).setData(RUN_ROLE, run.folder)
        self.select(current)
        self.list.blockSignals(False)
        if self.current != current:  # it is gone
            self.new_wanted.emit()

    def _word(self, item: QListWidgetItem) -> None:
        run = self._runs[item.data(RUN_ROLE)]
        when = in_words(datetime.fromtimestamp(run.changed), datetime.now()) if run.changed else ""
        words = f"{run.name}\n{' · '.join(part for part in (standing_name(run), when) if part)}"
        if item.text() != words:
            item.setText(words)
            item.setToolTip(str(run.folder))

    def _choose(self, item: QListWidgetItem | None) -> None:
        self._follow()
        if item is not None:
            self.chosen.emit(item.data(RUN_ROLE))

    def _leave(self) -> None:
        self.list.setCurrentRow(-1)
        self.new_wanted.emit()

    def _delete(self) -> None:
        if self.current is not None:
            self.delete_wanted.emit(self.current)

    def _follow(self) -> None:
        run = self._runs.get(self.current) if self.current is not None else None
        self.delete_button.setEnabled(run is not None and not run.is_alive)

    def _explain(self) -> None:
        self.new_button.setToolTip(self.tr("Choose a dataset and train a model on it"))
        self.delete_button.setToolTip(self.tr("Delete the selected run with all that it has made"))
        self.list.setAccessibleName(self.tr("Runs"))
        self.list.setToolTip(self.tr("All runs, latest first; they go on without this window"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for button in (self.new_button, self.delete_button):
            button.setAutoDefault(False)
