"""The questions that `app.controllers.modelling` has, asked in the system's own dialogs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QFileDialog, QWidget


def tr(text: str) -> str:
    return QCoreApplication.translate("ModelQuestions", text)


class ModelQuestions:
    """Asks in front of `window`."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def model_to_import(self) -> Path | None:
        """The model to take in, or None if the user thought better of it."""
        kinds = tr("Models") + " (*.zip *.safetensors)"
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Import a model"), "", kinds)
        return Path(name) if name else None

    def model_to_export(self, suggested: Path) -> Path | None:
        """Where the model goes; the dialog itself asks before a file is replaced."""
        dialog = QFileDialog(self._window, tr("Export the model"), str(suggested.parent), tr("Model") + " (*.zip)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("zip")
        dialog.selectFile(suggested.name)
        return Path(dialog.selectedFiles()[0]) if dialog.exec() else None

    def samples_folder(self) -> Path | None:
        """The folder with ink and pictures that two models shall read."""
        name = QFileDialog.getExistingDirectory(self._window, tr("Choose a folder of InkML files or pictures"))
        return Path(name) if name else None
