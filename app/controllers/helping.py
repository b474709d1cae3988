"""Help: the sheet of keys, the log and what to report of it, and what the program is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal
from PySide6.QtGui import QAction, QDesktopServices, QGuiApplication
from PySide6.QtWidgets import QWidget

from app.log import Log

if TYPE_CHECKING:
    from app.panels.about import AboutDialog
    from app.panels.shortcuts import ShortcutSheet

Groups = Callable[[], Mapping[str, Sequence[QAction]]]


class Helping(QObject):
    """Opens what helps, in front of `window`.

    Signals: `trouble(str)` after something went wrong that nobody handled, and when the log cannot be opened;
    `said(str)` when something was done.
    """

    trouble = Signal(str)
    said = Signal(str)

    def __init__(self, window: QWidget, groups: Groups, log: Log | None = None, model: Path | None = None) -> None:
        """`groups` are the actions of the window by the names of its menus, `model` the one in use."""
        super().__init__(window)
        self._window, self._groups, self._log, self._model = window, groups, log, model
        if log is not None:
            log.failed.connect(self._tell)

    def show_keys(self) -> None:
        from app.panels.shortcuts import ShortcutSheet

        sheet = ShortcutSheet(self._groups(), self._window)
        sheet.saved.connect(lambda path: self.said.emit(self.tr("Saved as {}").format(Path(path).name)))
        self._open(sheet)

    def show_about(self) -> None:
        from app.panels.about import AboutDialog

        self._open(AboutDialog(self._model, self._window))

    def open_log(self) -> None:
        """Show the log in whatever the system shows text with."""
        if self._log is None or not self._log.is_written:
            self.trouble.emit(self.tr("There is no log: its folder cannot be written."))
        elif not QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._log.path))):
            told = self.tr("No program was found to show the log. It is at {}.")
            self.trouble.emit(told.format(self._log.path))

    def copy_details(self) -> None:
        """Put what belongs into a report on the clipboard."""
        if self._log is not None:
            QGuiApplication.clipboard().setText(self._log.details())
            self.said.emit(self.tr("Details copied"))

    def _open(self, dialog: ShortcutSheet | AboutDialog) -> None:
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _tell(self) -> None:
        told = self.tr("Something went wrong; nothing you wrote is lost. Details are in the log: see the Help menu.")
        self.trouble.emit(told)
