"""A message above the canvas: in plain words, in nobody's way, gone with one click or when things go well again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from app.icons import icon
from app.panels.card import GRID, small_button
from app.theme import Theme


class MessageBar(QFrame):
    """Shows one message at a time."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sign = QLabel()
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.close_button = small_button(self.tr("Close this message"))
        self.close_button.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(GRID + 4, 4, 4, 4)
        row.setSpacing(GRID)
        row.addWidget(self._sign)
        row.addWidget(self.text, 1)
        row.addWidget(self.close_button)
        self.wear(theme)
        self.hide()

    def say(self, message: str) -> None:
        self.text.setText(message)
        self.setAccessibleName(message)
        self.show()

    def wear(self, theme: Theme) -> None:
        """Colour the icons to match the theme."""
        self._sign.setPixmap(icon("warning", theme, theme.warning).pixmap(20, 20))
        self.close_button.setIcon(icon("close", theme))
