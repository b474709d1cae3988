"""Copying: joins the copy menu to the clipboard, remembers the preferred form, and copies by itself if told.

By itself it copies only what has stood for a second, only while the program is in front, and nothing twice.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from app.panels.copy_menu import CopyMenu, form_name
from app.services.clipboard import clip
from app.services.drawing import Ground, save
from app.telling import told
from app.typeset.formula import TypesetError
from mathnet.forms import FORMS, FormError

FORM_KEY, AUTOMATIC_KEY = "copy/form", "copy/automatic"
FIRST_FORM = "latex"
STANDING_MS = 1000  # how long a reading must stand before it is copied by itself

AskPath = Callable[[QWidget | None], tuple[Path, Ground] | None]


def ask_path(window: QWidget | None) -> tuple[Path, Ground] | None:
    """Where to save the picture and what is behind it, asked in the system's dialog; None if the user thinks better."""

    def tr(text: str) -> str:
        return QCoreApplication.translate("Dialogs", text)

    white = tr("PNG on white") + " (*.png)"
    kinds = [tr("PNG without background") + " (*.png)", white, tr("SVG") + " (*.svg)"]
    name, kind = QFileDialog.getSaveFileName(window, tr("Save the picture"), "formula.png", ";;".join(kinds))
    if not name:
        return None
    suffix = "" if Path(name).suffix.lower() in (".png", ".svg") else ".svg" if kind == kinds[-1] else ".png"
    return Path(name + suffix), Ground.WHITE if kind == white else Ground.TRANSPARENT


class Copying(QObject):
    """Copies formulas and saves their pictures.

    Signals: `copied(str)` with the name of the form for the user; `trouble(str)` with what could not be done;
    `preferred(str)` with the name of the form that `copy` uses from now on.
    """

    copied = Signal(str)
    trouble = Signal(str)
    preferred = Signal(str)

    def __init__(self, settings: QSettings, parent: QObject | None = None, ask: AskPath = ask_path) -> None:
        super().__init__(parent)
        self._settings = settings
        self._ask = ask
        self._latex = ""  # what is on the screen
        self._copied = ""  # what was copied last
        self._standing = QTimer(self, singleShot=True, interval=STANDING_MS)
        self._standing.timeout.connect(self._copy_by_itself)
        self._menu = CopyMenu(parent if isinstance(parent, QWidget) else None)
        self._menu.prefer(self.form_id)
        self._menu.set_automatic(self.is_automatic)
        self._menu.form_chosen.connect(self._choose)
        self._menu.picture_wanted.connect(self.save_picture)
        self._menu.automatic_changed.connect(self._set_automatic)

    @property
    def menu(self) -> CopyMenu:
        return self._menu

    @property
    def form_id(self) -> str:
        """The form that the user prefers."""
        stored = str(self._settings.value(FORM_KEY, FIRST_FORM))
        return stored if stored in FORMS else FIRST_FORM

    @property
    def form_name(self) -> str:
        return form_name(FORMS[self.form_id])

    @property
    def is_automatic(self) -> bool:
        return self._settings.value(AUTOMATIC_KEY, False, type=bool) is True

    def copy(self, latex: str) -> bool:
        """Copy a formula in the preferred form; says whether that could be done."""
        return self.copy_as(self.form_id, latex)

    def copy_as(self, form_id: str, latex: str) -> bool:
        """Copy a formula with its text in one form, and everything else that programs may want besides."""
        try:
            data = clip(latex, form_id)
        except FormError as error:
            sentence = self.tr("This cannot be copied as {}: {}")
            self.trouble.emit(sentence.format(form_name(FORMS[form_id]), told(error)))
            return False
        QGuiApplication.clipboard().setMimeData(data)
        self._copied = latex.strip()
        self.copied.emit(form_name(FORMS[form_id]))
        return True

    def show_latex(self, latex: str) -> None:
        """Say what formula is on the screen: the menu shows it; it is copied by itself if that is on and it stays."""
        self._latex = latex.strip()
        self._menu.set_latex(self._latex)
        self._standing.stop()
        if self.is_automatic and self._latex:
            self._standing.start()

    def wait(self) -> None:
        """Copy nothing by itself now: the user goes on writing."""
        self._standing.stop()

    def save_picture(self) -> None:
        """Ask where, and save the formula on the screen as PNG or SVG, whichever the name ends in."""
        parent = self.parent()
        answer = self._ask(parent if isinstance(parent, QWidget) else None)
        if answer is None:
            return
        path, ground = answer
        try:
            save(self._latex, path, ground)
        except TypesetError as error:
            self.trouble.emit(told(error))
        except OSError as error:
            sentence = self.tr("{} could not be written: {}. Choose another folder.")
            self.trouble.emit(sentence.format(path.name, told(error)))

    def _choose(self, form_id: str) -> None:
        """Prefer a form from now on, and copy what is on the screen in it."""
        self._settings.setValue(FORM_KEY, form_id)
        self.preferred.emit(form_name(FORMS[form_id]))
        if self._latex:
            self.copy_as(form_id, self._latex)

    def _set_automatic(self, on: bool) -> None:
        self._settings.setValue(AUTOMATIC_KEY, on)
        self.show_latex(self._latex)

    def _copy_by_itself(self) -> None:
        in_front = QGuiApplication.applicationState() == Qt.ApplicationState.ApplicationActive
        if in_front and self._latex != self._copied:
            self.copy(self._latex)
