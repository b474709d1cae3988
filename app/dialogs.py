"""The questions that `app.controllers.filing` and `app.controllers.keeping` have, asked in the system's own dialogs."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from app.services.files import PICTURES


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
        return self._ask_path(tr("Save the ink"), suggested)

    def export_file(self, suggested: Path) -> Path | None:
        """The file to export to, with the ending of `suggested`."""
        return self._ask_path(tr("Export"), suggested)

    def plot_path(self) -> Path | None:
        """Where the picture of a function goes."""
        return self._ask_path(tr("Save the plot"), Path("plot.png"))

    def export_folder(self) -> Path | None:
        """The folder that gets a file for each sheet."""
        name = QFileDialog.getExistingDirectory(
            self._window, tr("Export one InkML file for each formula into a folder")
        )
        return Path(name) if name else None

    def delete_all(self) -> bool:
        """Whether the whole history may go."""
        box = QMessageBox(self._window)
        box.setText(tr("Delete the whole history?"))
        box.setInformativeText(
            tr("All formulas in it are deleted for good, pinned ones too. What is on the canvas stays.")
        )
        delete = box.addButton(tr("Delete all"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(QMessageBox.StandardButton.Cancel)
        for button in (delete, cancel):
            button.setIcon(QIcon())  # the words are plainer than the style's own pictures
        box.exec()
        return box.clickedButton() is delete

    def _ask_path(self, title: str, suggested: Path) -> Path | None:
        kinds = {
            ".inkml": tr("InkML"),
            ".tex": tr("LaTeX document"),
            ".csv": tr("Table (CSV)"),
            ".png": tr("Picture (PNG)"),
            ".svg": tr("Drawing (SVG)"),
            ".gif": tr("Animation (GIF)"),
            ".npz": tr("NumPy arrays"),
        }
        ending = suggested.suffix if suggested.suffix in kinds else ".inkml"
        dialog = QFileDialog(self._window, title, str(suggested.parent), f"{kinds[ending]} (*{ending})")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setDefaultSuffix(ending[1:])  # before the dialog asks about replacing, so it asks about the right file
        dialog.selectFile(suggested.name)
        return Path(dialog.selectedFiles()[0]) if dialog.exec() else None
