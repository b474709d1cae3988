"""What a pipeline does: its stages as ticks with their lengths, its recipe, and the few settings that matter."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QDoubleSpinBox, QGridLayout, QLabel, QSpinBox, QWidget

from app.panels.card import GRID, Card, indent, label
from app.panels.training_words import STAGES, stage_name, stage_purpose

WIDTHS = (64, 96, 128, 192, 256)
FILE = "file"  # stands for a recipe that is still to be chosen


class StagesCard(Card):
    """The stages, each with how often it goes through the expressions.

    Signals: `changed()`.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Stages"), parent)
        self.ticks = {stage: QCheckBox(stage_name(stage)) for stage in STAGES}
        self.lengths = {stage: self._length(stage) for stage in STAGES if stage != "evaluate"}
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setColumnStretch(0, 1)
        for row, (stage, tick) in enumerate(self.ticks.items()):
            tick.setChecked(True)
            tick.setToolTip(stage_purpose(stage))
            tick.toggled.connect(self._follow)
            grid.addWidget(tick, row, 0)
            if stage in self.lengths:
                grid.addWidget(self.lengths[stage], row, 1)
        self.body.addLayout(grid)
        self.body.addStretch(1)

    def settings(self) -> dict[str, Any]:
        """As `pipeline.json` has them."""
        chosen = [stage for stage, tick in self.ticks.items() if tick.isChecked() and tick.isEnabled()]
        lengths = {stage: box.value() for stage, box in self.lengths.items() if stage in chosen}
        return {"stages": chosen} | {stage: {"epochs": value} for stage, value in lengths.items() if value}

    def _length(self, stage: str) -> QDoubleSpinBox:
        box = QDoubleSpinBox(minimum=0.0, maximum=10_000.0, singleStep=1.0, decimals=1)
        indent(box)
        box.setSpecialValueText(self.tr("as the recipe says"))
        box.setSuffix(self.tr(" passes"))
        box.setAccessibleName(self.tr("Length of “{}”").format(stage_name(stage)))
        box.setToolTip(self.tr("How often it goes through all expressions; 0: as the recipe says"))
        box.valueChanged.connect(lambda _: self.changed.emit())
        return box

    def _follow(self) -> None:
        """Without a model there is nothing to evaluate."""
        self.ticks["evaluate"].setEnabled(self.ticks["finetune"].isChecked())
        for stage, box in self.lengths.items():
            box.setEnabled(self.ticks[stage].isChecked())
        self.changed.emit()


class SettingsCard(Card):
    """Recipe and machine.

    Signals: `changed()`; `file_wanted()` when a recipe of the user's own is to be chosen, answered by `add_recipe`.
    """

    changed = Signal()
    file_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(self.tr("Recipe and machine"), parent)
        usual = self.tr("as the recipe says")
        self.recipe, self.device, self.channels = QComboBox(), QComboBox(), QComboBox()
        self.batch = QSpinBox(minimum=0, maximum=4096)
        self.rate = QDoubleSpinBox(minimum=0.0, maximum=0.1, decimals=5, singleStep=0.0001)
        self.threads = QSpinBox(minimum=1, maximum=os.cpu_count() or 1)
        for spin in (self.batch, self.rate):
            spin.setSpecialValueText(usual)
        for spin in (self.batch, self.rate, self.threads):
            indent(spin)
        self._fill(usual)
        self._lay_out()
        self._connect()

    def settings(self) -> dict[str, Any]:
        """As `pipeline.json` has them; what is as the recipe says is left out."""
        given = {"recipe": self.recipe.currentData(), "device": self.device.currentData()}
        chosen = {"batch": self.batch.value(), "rate": self.rate.value(), "width": self.channels.currentData()}
        return given | {name: value for name, value in chosen.items() if value} | {"threads": self.threads.value()}

    def add_recipe(self, path: Path | None) -> None:
        """Take a recipe of the user's own; None where there is none after all."""
        place = 0
        if path is not None:
            place = self.recipe.findData(str(path))
            if place < 0:
                place = self.recipe.count() - 1
                self.recipe.insertItem(place, path.name, str(path))
        self.recipe.setCurrentIndex(place)

    def _fill(self, usual: str) -> None:
        self.recipe.addItem(self.tr("Standard: reads what CROHME has"), "crohme")
        self.recipe.addItem(self.tr("Wide: all symbols, wants a graphics card"), "wide")
        self.recipe.addItem(self.tr("Tiny: a first trial, reads next to nothing"), "tiny")
        self.recipe.addItem(self.tr("A recipe of my own…"), FILE)
        for name, value in (
            (self.tr("automatic"), "auto"),
            (self.tr("processor"), "cpu"),
            (self.tr("graphics card (CUDA)"), "cuda"),
        ):
            self.device.addItem(name, value)
        self.channels.addItem(usual, 0)
        for width in WIDTHS:
            self.channels.addItem(str(width), width)
        self.threads.setValue(max((os.cpu_count() or 1) - 1, 1))  # one is left to the window

    def _rows(self) -> dict[QWidget, tuple[str, str]]:
        return {
            self.recipe: (self.tr("Recipe"), self.tr("What is learned, how, and for how long")),
            self.batch: (self.tr("Expressions a batch"), self.tr("Fewer take less memory; 0: as the recipe says")),
            self.rate: (
                self.tr("Learning rate"),
                self.tr("Of learning to read; the other stages change in proportion. 0: as the recipe says"),
            ),
            self.channels: (self.tr("Width"), self.tr("Of the network: wider reads better and takes longer")),
            self.device: (self.tr("Device"), self.tr("What computes; automatic takes a graphics card if there is one")),
            self.threads: (
                self.tr("Processor threads"),
                self.tr("Of the training; one less than there are leaves the window smooth"),
            ),
        }

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(2 * GRID)
        grid.setColumnStretch(1, 1)
        for row, (control, (name, tip)) in enumerate(self._rows().items()):
            control.setAccessibleName(name)
            control.setToolTip(tip)
            grid.addWidget(QLabel(name), row, 0)
            grid.addWidget(control, row, 1)
        self.body.addLayout(grid)
        self.body.addWidget(label(self.tr("Everything else is in the recipe."), "quiet"), 0, Qt.AlignmentFlag.AlignTop)

    def _connect(self) -> None:
        for box in (self.device, self.channels):
            box.currentIndexChanged.connect(lambda _: self.changed.emit())
        for spin in (self.batch, self.rate, self.threads):
            spin.valueChanged.connect(lambda _: self.changed.emit())
        self.recipe.currentIndexChanged.connect(self._choose_recipe)

    def _choose_recipe(self) -> None:
        if self.recipe.currentData() == FILE:
            self.file_wanted.emit()
        else:
            self.changed.emit()
