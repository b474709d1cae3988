"""Sliders for the parameters of a plot, one below the other, each with its name and value beside it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from app.panels.card import GRID
from app.panels.saying import plain

STEPS, STEP = 50, 0.1  # of a slider, to either side of zero
MOST = 6
VALUE_WIDTH = 72  # logical pixels


class Sliders(QWidget):
    """A slider for each of the first six parameters.

    Signals: `moved()` when one of them has another value.
    """

    moved = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.all: dict[str, QSlider] = {}
        self._rows = QVBoxLayout(self)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(GRID)
        self.hide()

    @property
    def values(self) -> dict[str, float]:
        return {name: round(slider.value() * STEP, 6) for name, slider in self.all.items()}

    def offer(self, names: Sequence[str]) -> None:
        """Show sliders for these parameters, all at 1; those that are there stay if they have the same names."""
        names = list(names)[:MOST]
        if list(self.all) == names:
            return
        while (row := self._rows.takeAt(0)) is not None:
            if (holder := row.widget()) is not None:
                holder.deleteLater()
        self.all = {}
        for name in names:
            self._rows.addWidget(self._row(name))
        self.setVisible(bool(names))

    def _row(self, name: str) -> QWidget:
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(-STEPS, STEPS)
        slider.setValue(round(1 / STEP))
        told = self.tr("Value of {}").format(plain(name))
        slider.setAccessibleName(told)
        slider.setToolTip(told)
        value = QLabel(_said(name, slider.value()))
        value.setMinimumWidth(VALUE_WIDTH)
        slider.valueChanged.connect(lambda place: value.setText(_said(name, place)))
        slider.valueChanged.connect(lambda _: self.moved.emit())
        self.all[name] = slider
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(value)
        row.addWidget(slider, 1)
        return holder


def _said(name: str, place: int) -> str:
    return f"{plain(name)} = {place * STEP:.1f}"
