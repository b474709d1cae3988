"""A bar that offers to keep a correction: quiet, in nobody's way, and silent for good once it has its answer."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QPushButton, QWidget

from app.icons import icon
from app.panels.card import GRID, Card, label, small_button
from app.theme import Theme


class OfferBar(Card):
    """Hidden unless there is something to offer; goes with its answer.

    Signals: `kept()` for this correction alone, `always()` and `never()` for all that come. To close the bar says
    nothing.
    """

    kept = Signal()
    always = Signal()
    never = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self.text = label("", "quiet")
        self.keep_button = QPushButton(self.tr("&Keep"))
        self.always_button = QPushButton(self.tr("&Always"))
        self.never_button = QPushButton(self.tr("&Never"))
        self.close_button = small_button(self.tr("Not now"), self.tr("Not now: you will be asked again"))
        self._explain()
        self._lay_out()
        self._connect()
        self.wear(theme)
        self.hide()

    @property
    def buttons(self) -> tuple[QAbstractButton, ...]:
        return self.keep_button, self.always_button, self.never_button, self.close_button

    def offer(self) -> None:
        """Ask whether this correction is to be kept."""
        self.show()

    def wear(self, theme: Theme) -> None:
        """Colour the icon to match the theme."""
        self.close_button.setIcon(icon("close", theme))

    def _explain(self) -> None:
        told = self.tr("Keep this correction, so that the same mistake is not made again? It stays on this computer.")
        self.text.setText(told)
        self.setAccessibleName(told)
        self.keep_button.setToolTip(self.tr("Keep this one, and ask again at the next"))
        self.always_button.setToolTip(self.tr("Keep this one and all that come; the settings can change it"))
        self.never_button.setToolTip(self.tr("Keep none and do not ask again; the settings can change it"))

    def _lay_out(self) -> None:
        self.body.setContentsMargins(GRID + 4, GRID - 2, GRID - 2, GRID - 2)
        row = QHBoxLayout()
        row.setSpacing(GRID)
        row.addWidget(self.text, 1)
        for button in self.buttons:
            row.addWidget(button)
        self.body.addLayout(row)

    def _connect(self) -> None:
        for button, signal in (
            (self.keep_button, self.kept),
            (self.always_button, self.always),
            (self.never_button, self.never),
        ):
            button.clicked.connect(self.hide)
            button.clicked.connect(signal)
        self.close_button.clicked.connect(self.hide)
