"""Layers and heads for the curious: a fold-out with what each head of the decoder looked at for one token.

Letters: T tokens, H W cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from app.canvas.colours import HeatLook
from app.panels.attention_grid import HeadGrid
from app.panels.card import GRID, label

if TYPE_CHECKING:
    from mathnet.reading import Map

MEAN = -1


@dataclass(frozen=True)
class Choice:
    """A layer and a head of it, counted from 0; `MEAN` for the mean of all."""

    layer: int = MEAN
    head: int = MEAN

    def of(self, details: Map) -> Map:
        """What is chosen of `details` (layers, heads, …), without those two axes."""
        layers = details if self.layer == MEAN else details[self.layer : self.layer + 1]
        heads = layers if self.head == MEAN else layers[:, self.head : self.head + 1]
        return np.asarray(heads.mean(axis=(0, 1)))


class HeadsRow(QWidget):
    """A button that folds out two choosers, and below them thumbnails of all layers and heads.

    Signals: `unfolded(bool)` when the user opens or closes it; `chosen()` when another layer or head is.
    """

    unfolded = Signal(bool)
    chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.fold = QToolButton(toolButtonStyle=Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.layer, self.head = QComboBox(), QComboBox()
        self.grid = HeadGrid()
        self.hint = label("", "quiet")
        self._inside = QWidget()
        self._details: Map | None = None
        self._open = False
        self._dress()
        self._lay_out()
        self.set_open(False)
        self.show_details(None)
        self.say("")
        self.fold.clicked.connect(self._toggle)
        self.grid.chosen.connect(self._take)
        for chooser in (self.layer, self.head):
            chooser.currentIndexChanged.connect(self._announce)

    @property
    def is_open(self) -> bool:
        return self._open

    @property
    def choice(self) -> Choice:
        return Choice(self.layer.currentIndex() - 1, self.head.currentIndex() - 1)

    @property
    def details(self) -> Map | None:
        """The maps (layers, heads, T, H, W) that are chosen from; None while it is folded in."""
        return self._details if self._open else None

    def set_open(self, on: bool) -> None:
        self._open = on
        self.grid.setVisible(self._details is not None)
        self._inside.setVisible(on)
        self.fold.setArrowType(Qt.ArrowType.DownArrow if on else Qt.ArrowType.RightArrow)
        self.fold.setAccessibleDescription(self.tr("folded out") if on else self.tr("folded in"))

    def wait(self) -> None:
        """What there is belongs to an older reading; its thumbnails stay in sight until there are newer ones.

        Else all that is below would jump with every reading.
        """
        self._details = None
        if not self.grid.isVisibleTo(self):
            self.say(self.tr("Asking the model…"))

    def show_details(self, details: Map | None) -> None:
        """Offer these maps (layers, heads, T, H, W). The choice stays; at first it is the last layer's mean."""
        if details is not None and (self.layer.count(), self.head.count()) != tuple(n + 1 for n in details.shape[:2]):
            self._fill(*details.shape[:2])
        self._details = details
        for part in (self.layer, self.head, self.grid):
            part.setEnabled(details is not None)
        self.grid.show_details(details)
        self.say("")

    def show_token(self, index: int) -> None:
        """Show the heads for this token."""
        if self._details is not None:
            self.grid.show_token(index)

    def show_look(self, look: HeatLook) -> None:
        self.grid.show_look(look)

    def say(self, text: str) -> None:
        """Say in words what is going on, instead of the thumbnails; an empty text shows those, if there are any."""
        self.hint.setText(text)
        self.hint.setVisible(bool(text))
        self.grid.setVisible(not text and self._details is not None)

    def words(self) -> str:
        """What is chosen, for people."""
        if self.details is None:
            return ""
        layer, head = self.choice.layer, self.choice.head
        which = self.tr("all layers") if layer == MEAN else self.tr("layer {}").format(layer + 1)
        return self.tr("{}, {}").format(
            which, self.tr("mean of heads") if head == MEAN else self.tr("head {}").format(head + 1)
        )

    def _fill(self, layers: int, heads: int) -> None:
        for chooser, name, count in ((self.layer, self.tr("Layer {}"), layers), (self.head, self.tr("Head {}"), heads)):
            chooser.blockSignals(True)
            chooser.clear()
            chooser.addItem(self.tr("All layers") if chooser is self.layer else self.tr("Mean"))
            chooser.addItems([name.format(number + 1) for number in range(count)])
            chooser.blockSignals(False)
        self._choose(Choice(layers - 1, MEAN))  # what the reading itself shows

    def _choose(self, choice: Choice) -> None:
        for chooser, index in ((self.layer, choice.layer), (self.head, choice.head)):
            chooser.blockSignals(True)
            chooser.setCurrentIndex(index + 1)
            chooser.blockSignals(False)
        self.grid.mark(choice.layer, choice.head)

    def _take(self, layer: int, head: int) -> None:
        self._choose(Choice(layer, MEAN if self.choice == Choice(layer, head) else head))
        self.chosen.emit()

    def _announce(self) -> None:
        self.grid.mark(self.choice.layer, self.choice.head)
        self.chosen.emit()

    def _toggle(self) -> None:
        self.set_open(not self._open)
        self.unfolded.emit(self._open)

    def _dress(self) -> None:
        self.fold.setText(self.tr("Layers and heads"))
        self.fold.setStyleSheet("QToolButton { padding-left: 0; }")  # in line with what is above it
        self.fold.setAccessibleName(self.tr("Layers and heads"))
        self.fold.setToolTip(self.tr("What each head of each layer looked at"))
        self.layer.setAccessibleName(self.tr("Layer"))
        self.layer.setToolTip(self.tr("The layer of the decoder to look at, or the mean of all"))
        self.head.setAccessibleName(self.tr("Head"))
        self.head.setToolTip(self.tr("The head of that layer to look at, or the mean of all"))

    def _lay_out(self) -> None:
        choosers = QHBoxLayout()
        choosers.setSpacing(GRID)
        choosers.addWidget(self.layer, 1)
        choosers.addWidget(self.head, 1)
        inside = QVBoxLayout(self._inside)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GRID)
        inside.addLayout(choosers)
        inside.addWidget(self.hint)
        inside.addWidget(self.grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        column.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._inside)
