"""The frame that every panel sits in: rounded, with a heading, on the spacing grid of 8 pixels."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QAbstractSpinBox, QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

GRID = 8  # logical pixels


def label(text: str, role: str) -> QLabel:
    """A label that the style sheet dresses by its role: heading, quiet, note or key."""
    made = QLabel(text)
    made.setProperty("role", role)
    made.setWordWrap(role in ("quiet", "note"))
    return made


def small_button(name: str, tip: str = "", checkable: bool = False) -> QToolButton:
    """A button that shows an icon alone; `name` is what screen readers say, and the tooltip unless `tip` says more."""
    made = QToolButton()
    made.setIconSize(QSize(18, 18))
    made.setCheckable(checkable)
    made.setAccessibleName(name)
    made.setToolTip(tip or name)
    return made


def indent(box: QAbstractSpinBox) -> None:
    """Leave a margin before the number: style sheets cannot, for a box with arrows of its own."""
    box.lineEdit().setTextMargins(GRID - 2, 0, 0, 0)


class Card(QFrame):
    """A panel with a heading, and room beside the heading for a few controls."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(2 * GRID, GRID + 4, 2 * GRID, 2 * GRID)
        self.body.setSpacing(GRID)
        self.head = QHBoxLayout()
        self.head.setSpacing(GRID)
        if heading:
            self.setAccessibleName(heading)
            self.head.addWidget(label(heading, "heading"), 1)
            self.body.addLayout(self.head)
