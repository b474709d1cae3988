"""The menu of the copy button: in which form to copy, with a look at each, the picture, and copying by itself."""

from __future__ import annotations

import re

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from app.telling import told
from mathnet.forms import FORMS, Form, FormError

PREVIEW_WIDTH = 300  # logical pixels
LONGEST_TIP = 400  # characters
_LAST_OF_LATEX = "align"
_MATH_TAG = re.compile("^<math[^>]*>")  # its attributes are the same for every formula


def form_name(form: Form) -> str:
    """The name of a form in the user's language."""
    return QCoreApplication.translate("Forms", form.name)


class CopyMenu(QMenu):
    """The forms, one of them preferred, each with the present formula in it.

    Signals: `form_chosen(str)` with the id of the form that the user picks; `picture_wanted()`;
    `automatic_changed(bool)`; `preferred(str)` with the name of the form that is preferred from now on, by whomever.
    """

    form_chosen = Signal(str)
    picture_wanted = Signal()
    automatic_changed = Signal(bool)
    preferred = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTitle(self.tr("Copy as"))
        self.setAccessibleName(self.tr("Copy as"))
        self.setToolTipsVisible(True)
        self._latex = ""
        self.forms: dict[str, QAction] = {}
        self._add_forms()
        self.addSeparator()
        self.picture = self.addAction(self.tr("&Save picture…"), self.picture_wanted.emit)
        self.picture.setToolTip(self.tr("Save the formula as PNG or SVG"))
        self.automatic = self.addAction(self.tr("Copy &automatically"))
        self.automatic.setCheckable(True)
        self.automatic.setToolTip(self.tr("Copy each new formula once it has stood for a second"))
        self.automatic.toggled.connect(self.automatic_changed)
        self.aboutToShow.connect(self._show_previews)

    def prefer(self, form_id: str) -> None:
        """Mark a form as the preferred one; it is not copied by that."""
        self.forms[form_id].setChecked(True)

    @property
    def preferred_name(self) -> str:
        return next((form_name(FORMS[name]) for name, action in self.forms.items() if action.isChecked()), "")

    def set_automatic(self, on: bool) -> None:
        """Say whether formulas are copied by themselves; announces nothing."""
        self.automatic.blockSignals(True)
        self.automatic.setChecked(on)
        self.automatic.blockSignals(False)

    def set_latex(self, latex: str) -> None:
        """The formula to look at; what it looks like is found out when the menu opens."""
        self._latex = latex
        self.picture.setEnabled(bool(latex))
        if self.isVisible():
            self._show_previews()

    def _add_forms(self) -> None:
        group = QActionGroup(self)
        for form in FORMS.values():
            action = self.addAction(form_name(form))
            action.setCheckable(True)
            action.setToolTip(form_name(form))
            action.triggered.connect(lambda _=False, chosen=form.id: self.form_chosen.emit(chosen))
            action.toggled.connect(lambda on, form=form: self.preferred.emit(form_name(form)) if on else None)
            group.addAction(action)
            self.forms[form.id] = action
            if form.id == _LAST_OF_LATEX:
                self.addSeparator()

    def _show_previews(self) -> None:
        for form_id, action in self.forms.items():
            form = FORMS[form_id]
            told = self._preview(form)
            shown = " ".join(_MATH_TAG.sub("<math>", told).split())
            line = self.fontMetrics().elidedText(shown, Qt.TextElideMode.ElideRight, PREVIEW_WIDTH)
            # What is behind the tab stands in a column of its own; an & would underline what follows it.
            action.setText("\t".join([form_name(form), line.replace("&", "&&")]) if line else form_name(form))
            action.setToolTip(told[:LONGEST_TIP] or form_name(form))

    def _preview(self, form: Form) -> str:
        """The formula in a form, or why it has none."""
        if not self._latex:
            return ""
        try:
            return form.write(self._latex)
        except FormError as error:
            return self.tr("– {}").format(told(error))
