"""A new pipeline: its dataset, its stages, its settings, its name, and the button that starts it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.panels.card import GRID, label
from app.panels.training_data import DataCard
from app.panels.training_settings import SettingsCard, StagesCard
from app.services.inspecting import Found


class SetupPanel(QWidget):
    """All that a pipeline is made of.

    Signals: `check_wanted(dict)` and `start_wanted(str, dict)` with the settings as `pipeline.json` has them, and the
    name of the run. Those of its parts: `data.folder_wanted()` and others, `settings_card.file_wanted()`.
    """

    check_wanted = Signal(dict)
    start_wanted = Signal(str, dict)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._suggested = ""
        self.data = DataCard()
        self.stages = StagesCard()
        self.settings_card = SettingsCard()
        self.name = QLineEdit()
        self.start_button = QPushButton(self.tr("&Start training"))
        self.told = label("", "note")
        self._lay_out()
        self._connect()
        self._follow()

    def settings(self) -> dict[str, Any]:
        """As `pipeline.json` has them."""
        return {"data": self.data.data} | self.stages.settings() | self.settings_card.settings()

    def show_found(self, found: Found) -> None:
        """What the check has found."""
        self.data.rest()
        self.data.found.show_found(found)
        self._follow()

    def complain(self, text: str) -> None:
        """Say what is wrong."""
        self.data.rest()
        self.data.found.complain(text)
        self._follow()

    def _lay_out(self) -> None:
        page = _Page(self.data, (self.stages, self.settings_card))
        self.name.setAccessibleName(self.tr("Name of the run"))
        self.name.setToolTip(self.tr("What the run, and the model that comes of it, is called"))
        self.start_button.setProperty("role", "primary")
        self.start_button.setAutoDefault(False)
        self.start_button.setToolTip(self.tr("Train in a process of its own; it can be paused and stopped at any time"))
        self.name.setMinimumWidth(180)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.told, 1)
        row.addWidget(QLabel(self.tr("Name")))
        row.addWidget(self.name)
        row.addWidget(self.start_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(page, 1)
        column.addLayout(row)

    def _connect(self) -> None:
        self.data.named.connect(self._suggest)
        self.data.check_wanted.connect(lambda: self.check_wanted.emit(self.settings()))
        self.start_button.clicked.connect(lambda: self.start_wanted.emit(self.name.text().strip(), self.settings()))
        self.name.textChanged.connect(lambda _: self._follow())
        for card in (self.stages, self.settings_card):
            card.changed.connect(self._outdate)

    def _suggest(self, data: str) -> None:
        """A name after the dataset, unless the user has thought of one."""
        if self.name.text() == self._suggested:
            self._suggested = Path(data).name.partition(".")[0] if data else ""
            self.name.setText(self._suggested)
        self._follow()

    def _outdate(self) -> None:
        """The estimate was for other settings."""
        if self.data.found.estimate.text():
            self.data.found.estimate.setText(self.tr("The settings have changed: check again for another estimate."))
        self._follow()

    def _follow(self) -> None:
        has_stages = bool(self.stages.settings()["stages"])
        missing = "" if has_stages else self.tr("Choose at least one stage.")
        if not self.data.data:
            missing = self.tr("Choose a dataset to train on.")
        self.told.setText(missing)
        self.start_button.setEnabled(not missing and bool(self.name.text().strip()))


class _Page(QScrollArea):
    """A card above two that stand side by side, or one below the other where there is no room."""

    def __init__(self, above: QWidget, pair: tuple[QWidget, QWidget]) -> None:
        super().__init__(widgetResizable=True)
        self._pair = pair
        inner = QWidget()
        self._grid = QGridLayout(inner)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(GRID)
        self._grid.setRowStretch(3, 1)
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1)
        self._grid.addWidget(above, 0, 0, 1, 2)
        self._place()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidget(inner)

    def _place(self) -> None:
        first, second = self._pair
        needed = first.minimumSizeHint().width() + GRID + second.minimumSizeHint().width()
        is_wide = self.viewport().width() >= needed
        row, column, columns = (1, 1, 1) if is_wide else (2, 0, 2)
        self._grid.addWidget(first, 1, 0, 1, columns)
        self._grid.addWidget(second, row, column, 1, columns)

    # Overrides of Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()
