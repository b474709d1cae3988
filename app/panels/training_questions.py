"""The questions about training, asked in the system's own dialogs or in front of the window."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QMessageBox, QPushButton, QWidget


def tr(text: str) -> str:
    return QCoreApplication.translate("TrainingQuestions", text)


class Leave(StrEnum):
    """What becomes of runs when the program is closed."""

    GO_ON = "go_on"
    STOP = "stop"
    STAY = "stay"  # the program is not closed after all


class TrainingQuestions:
    """Asks in front of `window`, or of another that is given."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def folder(self, parent: QWidget) -> Path | None:
        """The dataset as a folder, or None if the user thought better of it."""
        name = QFileDialog.getExistingDirectory(parent, tr("Choose the folder of a dataset"))
        return Path(name) if name else None

    def archive(self, parent: QWidget) -> Path | None:
        """The dataset as a file."""
        kinds = [
            tr("Archives") + " (*.zip *.tar *.tar.gz *.tgz *.tar.xz *.tar.bz2)",
            tr("Packed datasets") + " (*.npz)",
            tr("All files") + " (*)",
        ]
        name, _ = QFileDialog.getOpenFileName(parent, tr("Choose the archive of a dataset"), "", ";;".join(kinds))
        return Path(name) if name else None

    def recipe(self, parent: QWidget) -> Path | None:
        """A recipe of the user's own."""
        name, _ = QFileDialog.getOpenFileName(parent, tr("Choose a recipe"), "", tr("Recipes") + " (*.toml *.json)")
        return Path(name) if name else None

    def delete(self, parent: QWidget, name: str) -> bool:
        """Whether a run may go for good."""
        box = QMessageBox(parent)
        box.setText(tr("Delete the run “{}”?").format(name))
        told = tr("Its log, its state and its model are deleted for good. Models that were taken into use stay.")
        box.setInformativeText(told)
        delete = box.addButton(tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        _dress(box, box.addButton(QMessageBox.StandardButton.Cancel))
        box.exec()
        return box.clickedButton() is delete

    def leave(self, names: Sequence[str]) -> Leave:
        """What is to become of the runs that are at work."""
        box = QMessageBox(self._window)
        told = tr("“{}” is still training.").format(names[0])
        box.setText(told if len(names) == 1 else tr("{} runs are still training.").format(len(names)))
        box.setInformativeText(
            tr("It can go on in the background; the next start of the program finds it again. Or it saves and stops.")
        )
        go_on = box.addButton(tr("&Go on in the background"), QMessageBox.ButtonRole.AcceptRole)
        stop = box.addButton(tr("&Save and stop"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        _dress(box, cancel)
        box.setDefaultButton(go_on)
        box.exec()
        if box.clickedButton() is go_on:
            return Leave.GO_ON
        return Leave.STOP if box.clickedButton() is stop else Leave.STAY


def _dress(box: QMessageBox, cancel: QPushButton) -> None:
    """Words are plainer than the style's own pictures; to cancel is the usual answer."""
    for button in box.buttons():
        button.setIcon(QIcon())
    box.setDefaultButton(cancel)
    box.setEscapeButton(cancel)
