"""A message above the canvas: in plain words, in nobody's way, gone with one click or when things go well again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QWidget

from app.icons import icon
from app.panels.card import GRID, small_button
from app.theme import Theme

LINES = 3  # of what is longer, the rest is scrolled to


class MessageBar(QFrame):
    """Shows one message at a time."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = QLabel()
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._room = QScrollArea(widgetResizable=True)
        self._room.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._room.setWidget(self.text)
        self.close_button = small_button(self.tr("Close this message"))
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID + 4, 4, 4, 4)
        row.setSpacing(GRID)
        row.addWidget(self._sign)
        row.addWidget(self._room, 1)
        row.addWidget(self.close_button)
        self.wear(theme)
        self.hide()

    def say(self, message: str) -> None:
        self.text.setText(message)
        self.setAccessibleName(message)
        self.show()
        self._fit()

    def wear(self, theme: Theme) -> None:
        """Colour the icons to match the theme."""
        self._sign.setPixmap(icon("warning", theme, theme.warning).pixmap(20, 20))
        self.close_button.setIcon(icon("close", theme))

    def _fit(self) -> None:
        """As high as the message is, up to some lines."""
        needed = self.text.heightForWidth(self._room.viewport().width())
        line = self.text.fontMetrics().lineSpacing()
        self._room.setFixedHeight(min(max(needed, line), LINES * line))

    # Overrides of Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()
