"""Computing: the panel and the process that computes, joined. The formula is understood once the panel can be seen.

Formulas take longer to set than a frame, and pyqtgraph longer to import, so both happen in the background before an
answer is shown; the panel then finds them done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from app.compute.words import NO_PLOT
from app.panels.compute import ComputePanel
from app.panels.results import LONGEST_SET
from app.panels.saying import said
from app.services.background import Background
from app.services.computing import ComputingService
from app.services.worker import set_ahead
from app.telling import told

PAUSE_MS = 400  # how long a formula has stood before it is understood
_NEVER = -1


class Computing(QObject):
    """Asks `service` what `panel` wants to know, and shows only answers to the formula that stands.

    Formulas are set in `background`; `ask_path` asks where the plot is to be saved. Signals: `trouble(str)` when it
    cannot be.
    """

    trouble = Signal(str)

    def __init__(
        self,
        panel: ComputePanel,
        service: ComputingService,
        background: Background,
        ask_path: Callable[[], Path | None],
        pause_ms: int = PAUSE_MS,
    ) -> None:
        super().__init__(panel)
        self._panel, self._service, self._background, self._ask_path = panel, service, background, ask_path
        self._latex = self._understood = ""
        self._understanding = self._sampling = _NEVER
        self._operations: dict[int, tuple[str, dict[str, str]]] = {}  # what is being done, and what it was told
        self._pause = QTimer(self, singleShot=True, interval=pause_ms)
        self._pause.timeout.connect(self._understand)
        self._connect()

    def _connect(self) -> None:
        self._service.answered.connect(self._take)
        self._service.refused.connect(self._take_refusal)
        self._service.busy_changed.connect(lambda busy: self._panel.show_busy(busy and bool(self._operations)))
        self._panel.operation_wanted.connect(self._operate)
        self._panel.variables_changed.connect(self._understand_anew)
        self._panel.cancel_wanted.connect(self._cancel)
        self._panel.visibility_changed.connect(self._see)
        self._panel.plot.points_wanted.connect(self._sample)
        self._panel.plot.save_wanted.connect(self._save_plot)

    def show_formula(self, latex: str) -> None:
        """Another formula stands; an empty one means none."""
        if latex.strip() == self._latex:
            return
        self._latex = latex.strip()
        self._understood = ""
        self._stop()
        if self._latex:
            self._panel.wait()
            self._see(self._panel.isVisible())
        else:
            self._pause.stop()
            self._panel.show_nothing()

    def _stop(self) -> None:
        """What is asked of the old formula, or was drawn of it, is of no use any more."""
        self._understanding = self._sampling = _NEVER
        self._panel.plot.clear()
        if self._operations:
            self._operations.clear()
            self._service.cancel()

    def _cancel(self) -> None:
        self._service.cancel()
        self._operations.clear()
        self._panel.show_busy(False)

    def _see(self, visible: bool) -> None:
        if visible and self._latex and self._latex != self._understood:
            self._pause.start()

    def _understand_anew(self) -> None:
        self._stop()
        self._understand()

    def _understand(self) -> None:
        if self._panel.isVisible():
            self._understood = self._latex
            self._understanding = self._ask(do="understand")

    def _operate(self, operation: str, options: dict[str, str]) -> None:
        number = self._ask(do="operate", operation=operation, options=options)
        self._operations[number] = operation, options
        self._panel.show_busy(True)

    def _sample(self, wanted: dict[str, Any]) -> None:
        self._sampling = self._ask(do="sample", **wanted)

    def _ask(self, **request: Any) -> int:
        return self._service.ask({"latex": self._latex, "variables": self._panel.read_as_variables, **request})

    def _take(self, number: int, answer: dict[str, Any]) -> None:
        if number == self._sampling:
            self._panel.plot.take(answer)
            return
        latexes = answer.get("formulas") or [result["latex"] for result in answer.get("results", ())]
        job = partial(_prepare, latexes, bool(answer.get("plot")))
        # What cannot be set is for the panel to show in another way.
        self._background.run(job, lambda _: self._show(number, answer), lambda _: self._show(number, answer))

    def _show(self, number: int, answer: dict[str, Any]) -> None:
        if number == self._understanding:
            self._panel.show_understood(answer)
            self._panel.plot.show_plan(answer["plot"])
        elif number in self._operations:
            operation, _ = self._operations.pop(number)
            self._panel.add_result(operation, answer["results"], answer["about"])
            self._panel.show_busy(self._service.is_busy and bool(self._operations))

    def _take_refusal(self, number: int, words: list[str]) -> None:
        if number == self._understanding:
            self._panel.show_refusal(words)
        elif number == self._sampling:
            self._panel.plot.give_up(said(words or [NO_PLOT]))
        elif number in self._operations:
            operation, options = self._operations.pop(number)
            self._panel.add_refusal(operation, words, options)

    def _save_plot(self) -> None:
        path = self._ask_path()
        if path is None:
            return
        try:
            self._panel.plot.save(path)
        except OSError as error:
            sentence = self.tr("{} cannot be written: {}. Choose another place.")
            self.trouble.emit(sentence.format(path, told(error)))


def _prepare(latexes: Iterable[str], plots: bool) -> None:
    """Do ahead, in another thread, what takes long the first time."""
    for latex in latexes:
        if latex and len(latex) <= LONGEST_SET:
            set_ahead(latex)
    if plots:
        import_module("pyqtgraph")
