"""The training window: the runs at the left; at the right a new one that is thought of, or the one that is chosen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QDialog, QLabel, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from app.panels.card import GRID, label
from app.panels.training_list import RunList
from app.panels.training_setup import SetupPanel
from app.theme import Theme

if TYPE_CHECKING:
    from app.panels.training_live import LivePanel


class TrainingWindow(QDialog):
    """A window of its own beside the main one; closing it stops nothing.

    Signals: `hidden()`. Those of its parts: `list`, `setup`, and `live` once it was added.
    """

    hidden = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.list = RunList(theme)
        self.setup = SetupPanel()
        self.live: LivePanel | None = None
        self.trouble = label("", "note")
        self._wait = QLabel(self.tr("One moment…"), alignment=Qt.AlignmentFlag.AlignCenter)
        self.pages = QStackedWidget()
        for page in (self.setup, self._wait):
            self.pages.addWidget(page)
        self.setWindowTitle(self.tr("Train a model"))
        buttons = Qt.WindowType.WindowMinMaxButtonsHint | Qt.WindowType.WindowCloseButtonHint
        self.setWindowFlags(Qt.WindowType.Window | buttons)
        self._lay_out()
        self.list.new_wanted.connect(self.show_setup)
        self.list.chosen.connect(lambda _: self.show_live())

    def add_live(self, live: LivePanel) -> None:
        """The part with the curves, which comes a moment later."""
        self.live = live
        live.wear(self._theme)
        self.pages.addWidget(live)
        if self.pages.currentWidget() is self._wait:
            self.show_live()

    def show_setup(self) -> None:
        """Show what a new run is made of."""
        self.say("")
        self.pages.setCurrentWidget(self.setup)

    def show_live(self) -> None:
        """Show the run that is chosen in the list."""
        self.say("")
        self.pages.setCurrentWidget(self.live or self._wait)

    def say(self, trouble: str) -> None:
        """Say what could not be done; an empty text takes it away."""
        self.trouble.setText(trouble)
        self.trouble.setAccessibleName(trouble)
        self.trouble.setVisible(bool(trouble))

    def wear(self, theme: Theme) -> None:
        """Colour everything to match the theme."""
        self._theme = theme
        self.list.wear(theme)
        if self.live is not None:
            self.live.wear(theme)

    def _lay_out(self) -> None:
        right = QWidget()
        below = QVBoxLayout(right)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(GRID)
        self.trouble.setTextFormat(Qt.TextFormat.PlainText)
        below.addWidget(self.trouble)
        below.addWidget(self.pages, 1)
        across = QSplitter(Qt.Orientation.Horizontal, childrenCollapsible=False, handleWidth=GRID)
        across.addWidget(self.list)
        across.addWidget(right)
        across.setStretchFactor(1, 1)
        across.setSizes([220, 860])
        column = QVBoxLayout(self)
        column.setContentsMargins(2 * GRID, 2 * GRID, 2 * GRID, 2 * GRID)
        column.addWidget(across)
        self.say("")
        self.resize(self.sizeHint().boundedTo(self.screen().availableSize()))

    # Overrides of Qt

    def sizeHint(self) -> QSize:
        return QSize(1120, 800)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.hidden.emit()
