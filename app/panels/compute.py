"""Computing with the formula: what was understood, what can be done with it, what came out, and its plot."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.compute.words import Words
from app.panels.card import GRID, Card, label
from app.panels.function_plot import FunctionPlot
from app.panels.operations import OperationsCard
from app.panels.results import ResultsPanel, formula_or_text
from app.panels.saying import plain, said
from app.theme import Theme

FORMULA_SCALE = 0.7  # times the font size of `typeset`, at most
SWITCH = "QPushButton { padding: 3px 10px; min-width: 0; }"
_NOTHING: Mapping[str, str] = {}


class ComputePanel(QWidget):
    """Cards below each other: understood as, operations, results, plot.

    Signals: `operation_wanted(str, dict)` with the operation's name and what was chosen for it; `variables_changed()`
    when a constant is to be read as a variable or no longer; `cancel_wanted()`; `copy_wanted(str)` with the LaTeX of a
    result; `visibility_changed(bool)`. The plot in `plot` has signals of its own.
    """

    operation_wanted = Signal(str, dict)
    variables_changed = Signal()
    cancel_wanted = Signal()
    copy_wanted = Signal(str)
    visibility_changed = Signal(bool)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.formulas: list[QWidget] = []
        self.note = label("", "note")
        self.assumptions = label("", "quiet")
        self.hint = label(self._hint(), "quiet")
        self.constants: dict[str, QPushButton] = {}
        self.operations = OperationsCard(theme)
        self.results = ResultsPanel(theme)
        self.plot = FunctionPlot()
        self._lay_out()
        self.operations.wanted.connect(self.operation_wanted)
        self.operations.cancel_wanted.connect(self.cancel_wanted)
        self.results.copy_wanted.connect(self.copy_wanted)
        self.show_nothing()

    def show_nothing(self) -> None:
        """There is no formula."""
        self._show_card(refusal="", hint=True)
        self.forget()

    def wait(self) -> None:
        """Another formula is being understood; until it is, the one before is seen, but pale."""
        self.forget()
        self.heading.setText(self.tr("Understanding the formula…"))
        self.understood.setEnabled(False)
        self.hint.hide()

    def show_refusal(self, words: Words) -> None:
        """Say why the formula was not understood."""
        self._show_card(refusal=said(words), hint=False)

    def show_understood(self, answer: Mapping[str, Any]) -> None:
        """Show what was understood, and offer what can be done with it."""
        self._show_card(refusal="", hint=False)
        self._show_formulas(answer["formulas"])
        sentences = [said(words) for words in answer["assumptions"]]
        self.assumptions.setText(self.tr("Assumed: {}.").format("; ".join(sentences)))
        self.assumptions.setVisible(bool(sentences))
        self._offer_constants(answer["constants"])
        self.operations.offer(answer["operations"], answer["variables"])
        self.operations.setEnabled(True)
        self.operations.setVisible(bool(answer["operations"]))

    def add_result(
        self, operation: str, results: Sequence[Mapping[str, Any]], about: Mapping[str, str] = _NOTHING
    ) -> None:
        """Show what an operation gave; `about` is what it was told, as LaTeX by the names of its options."""
        self._add(self.operations.asked(operation, about), [(one["latex"], said(one["label"])) for one in results])

    def add_refusal(self, operation: str, words: Words, about: Mapping[str, str] = _NOTHING) -> None:
        """Say why an operation gave nothing."""
        alone = about if len(self.formulas) == 1 else _NOTHING  # a system has no one variable
        self._add(self.operations.asked(operation, alone), [("", said(words))])

    def show_busy(self, busy: bool) -> None:
        """Show that something is being computed, and how to stop it."""
        self.operations.show_busy(busy)

    @property
    def read_as_variables(self) -> list[str]:
        """The constants that the user wants as variables."""
        return [name for name, button in self.constants.items() if button.isChecked()]

    def forget(self) -> None:
        """Another formula is coming: its constants are constants until told otherwise, and old results go."""
        self._set_constants({})
        self.operations.setEnabled(False)
        self.results.clear()
        self.results.hide()

    def wear(self, theme: Theme) -> None:
        """Colour the icons to match the theme."""
        self.operations.wear(theme)
        self.results.wear(theme)

    def _add(self, title: str, lines: list[tuple[str, str]]) -> None:
        self.results.add(title, lines)
        self.results.show()

    def _show_card(self, refusal: str, hint: bool) -> None:
        self.heading.setText(self.tr("Not understood") if refusal else self.tr("Understood as"))
        self.understood.setEnabled(True)
        self.note.setText(refusal)
        self.note.setVisible(bool(refusal))
        self.hint.setVisible(hint)
        self._show_formulas(())
        for widget in (self.operations, self.assumptions, self.plot):
            widget.hide()

    def _show_formulas(self, latexes: Sequence[str]) -> None:
        for old in self.formulas:
            old.hide()
            old.deleteLater()
        self.formulas = [formula_or_text(latex, FORMULA_SCALE) for latex in latexes]
        for place, made in enumerate(self.formulas):
            self.understood.body.insertWidget(1 + place, made)  # below the heading

    def _offer_constants(self, names: Sequence[str]) -> None:
        """A switch for each constant; those that are variables now, and so no constants any more, keep theirs."""
        kept = self.read_as_variables
        wanted = sorted({*names, *kept})
        if list(self.constants) != wanted:
            self._set_constants({name: name in kept for name in wanted})

    def _set_constants(self, checked: Mapping[str, bool]) -> None:
        for button in self.constants.values():
            button.hide()
            button.deleteLater()
        self.constants = {name: self._constant(name, on) for name, on in checked.items()}
        self._constants.setVisible(bool(checked))

    def _constant(self, name: str, checked: bool) -> QPushButton:
        button = QPushButton(self.tr("{} as a variable").format(plain(name)))
        button.setCheckable(True)
        button.setChecked(checked)
        button.setStyleSheet(SWITCH)
        button.setToolTip(self.tr("Read {} as a variable, not as a constant").format(plain(name)))
        button.setAccessibleName(button.toolTip())
        button.toggled.connect(lambda _: self.variables_changed.emit())
        self._constants_line.insertWidget(self._constants_line.count() - 1, button)
        return button

    def _hint(self) -> str:
        return self.tr(
            "Write a formula, and it can be evaluated, simplified, factored, solved, differentiated, integrated and"
            " plotted here. Matrices and systems of equations are understood, too."
        )

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID)
        for widget in (self._understood_card(), self.operations, self.results, self.plot):
            column.addWidget(widget)
        column.addStretch(1)

    def _understood_card(self) -> Card:
        self.understood = Card()
        self.heading = label("", "heading")
        self.understood.head.addWidget(self.heading)
        self.understood.body.addLayout(self.understood.head)
        self._constants = QWidget()
        self._constants_line = QHBoxLayout(self._constants)
        self._constants_line.setContentsMargins(0, 0, 0, 0)
        self._constants_line.addStretch(1)
        for widget in (self.assumptions, self._constants, self.note, self.hint):
            self.understood.body.addWidget(widget)
        return self.understood

    # Overrides of Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.visibility_changed.emit(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.visibility_changed.emit(False)
