r"""Formulas for the rows of a list, set one at a time between other events, and how a single token looks in print."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from app.panels.typeset import Formula, TypesetError, typeset
from mathnet.latex_tree import ARGUMENTS

SETTING_MS = 10  # between two formulas: the pen comes first
_HOLE = "{\\square}"
_SHOWN = {
    "\\sqrt": f"\\sqrt{_HOLE}",
    "^": f"\\square^{_HOLE}",
    "_": f"\\square_{_HOLE}",
    "\\mathbb": "\\mathbb{A}",
    "\\mathcal": "\\mathcal{A}",
}


def sample(token: str) -> str:
    r"""LaTeX that shows a token by itself, with boxes for its arguments; empty if there is nothing to be seen."""
    if token.startswith("\\begin{"):
        return f"{token}\\square{token.replace('begin', 'end')}"
    if token in ("{", "}", "&", "\\\\") or token.startswith("\\end{"):
        return ""
    return _SHOWN.get(token, token + _HOLE * ARGUMENTS.get(token, 0))


class Setter(QObject):
    """Sets the formulas that were asked for, one at a time.

    Signals: `progressed()` after each.
    """

    progressed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formulas: dict[str, Formula | None] = {}
        self._waiting: dict[str, None] = {}  # a dict, for the order
        self._timer = QTimer(self, interval=SETTING_MS)
        self._timer.timeout.connect(self._next)

    def ask(self, latexes: Iterable[str]) -> None:
        """Set these soon, those not set before alone."""
        self._waiting |= {latex: None for latex in latexes if latex and latex not in self._formulas}
        if self._waiting:
            self._timer.start()

    def formula(self, latex: str) -> Formula | None:
        """The formula, or None where it is not set yet or cannot be."""
        return self._formulas.get(latex)

    def _next(self) -> None:
        if not self._waiting:
            self._timer.stop()
            return
        latex = next(iter(self._waiting))
        del self._waiting[latex]
        try:
            self._formulas[latex] = typeset(latex)
        except TypesetError:
            self._formulas[latex] = None
        self.progressed.emit()
