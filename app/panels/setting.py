r"""Formulas for the rows of a list, set one at a time beside the window, and how a single token looks in print."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from PySide6.QtCore import QObject, QThreadPool, Signal

from app.typeset.formula import Formula, TypesetError
from app.typeset.typesetter import typeset
from mathnet.latex_tree import ARGUMENTS

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
    """Sets the formulas that were asked for last, one at a time and in another thread: a long one takes too long here.

    Signals: `progressed()` after each.
    """

    progressed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._formulas: dict[str, Formula | None] = {}
        self._waiting: list[str] = []
        self._at_work = False
        self._relay = _Relay()
        self._relay.done.connect(self._take)

    def ask(self, latexes: Iterable[str]) -> None:
        """Set these soon, those not set before alone; all others are forgotten."""
        wanted = dict.fromkeys(latex for latex in latexes if latex)
        self._formulas = {latex: self._formulas[latex] for latex in wanted if latex in self._formulas}
        self._waiting = [latex for latex in wanted if latex not in self._formulas]
        self._begin()

    def is_done(self, latex: str) -> bool:
        """Whether it has been tried."""
        return latex in self._formulas

    def formula(self, latex: str) -> Formula | None:
        """The formula, or None where it is not set yet or cannot be."""
        return self._formulas.get(latex)

    def _begin(self) -> None:
        if self._waiting and not self._at_work:
            self._at_work = True
            latex, relay = self._waiting.pop(0), self._relay
            QThreadPool.globalInstance().start(lambda: _set(latex, relay))

    def _take(self, latex: str, formula: Formula | None) -> None:
        self._at_work = False
        self._formulas[latex] = formula
        self._begin()
        self.progressed.emit()


class _Relay(QObject):
    """Brings formulas from the other thread; belongs to no widget, so it outlives the one that asked.

    Signals: `done(str, Formula | None)`.
    """

    done = Signal(str, object)


def _set(latex: str, relay: _Relay) -> None:
    """Runs in the other thread."""
    formula = None
    with suppress(TypesetError):
        formula = typeset(latex)
    relay.done.emit(latex, formula)
