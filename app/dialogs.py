"""The questions that `app.filing` has, asked in the system's own dialogs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.filing import Answer
from app.services.files import PICTURES

_ANSWERS = {QMessageBox.StandardButton.Save: Answer.SAVE, QMessageBox.StandardButton.Discard: Answer.DISCARD}


def tr(text: str) -> str:
    return QCoreApplication.translate("Dialogs", text)


class Dialogs:
    """Asks in front of `window`."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def open_path(self) -> Path | None:
        """The file to open, or None if the user thought better of it."""
        pictures = " ".join(f"*.{kind}" for kind in PICTURES)
        kinds = [
            tr("Ink and pictures") + f" (*.inkml {pictures})",
            tr("Ink") + " (*.inkml)",
            tr("Pictures") + f" ({pictures})",
            tr("All files") + " (*)",
        ]
        name, _ = QFileDialog.getOpenFileName(self._window, tr("Open ink or a picture"), "", ";;".join(kinds))
        return Path(name) if name else None

    def save_path(self, suggested: Path) -> Path | None:
        """Where to save; the dialog itself asks before a file is replaced."""
        dialog = QFileDialog(self._window, tr("Save the ink"), str(suggested.parent), tr("InkML") + " (*.inkml)")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix("inkml")  # before the dialog asks about replacing, so it asks about the right file
        dialog.selectFile(suggested.name)
        return Path(dialog.selectedFiles()[0]) if dialog.exec() else None

    def unsaved(self, name: str) -> Answer:
        """What is to become of unsaved ink."""
        box = QMessageBox(self._window)
        box.setText(tr("Save the changes to {}?").format(name) if name else tr("Save what you wrote?"))
        box.setInformativeText(tr("It is lost otherwise."))
        buttons = QMessageBox.StandardButton
        box.setStandardButtons(buttons.Save | buttons.Discard | buttons.Cancel)
        box.setDefaultButton(buttons.Save)
        for button in box.buttons():
            button.setIcon(QIcon())  # the words are plainer than the style's own pictures
        return _ANSWERS.get(QMessageBox.StandardButton(box.exec()), Answer.CANCEL)
