"""A reading on its way to the widgets: candidates, LaTeX, tokens, maps, and what the model saw, always of one piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from app.canvas.content import Subject
    from app.main_window import MainWindow
    from mathnet.reading import Candidate, Map, Reading


class Presenter(QObject):
    """Shows the newest reading in the window, and the candidate that was chosen from it.

    Signals: `chosen(Subject, Reading, Candidate)` when another candidate is shown, None for each where there is none;
    `settled(str, bool)` with the LaTeX that now stands, and whether the user typed it.
    """

    chosen = Signal(object, object, object)
    settled = Signal(str, bool)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._reading: Reading | None = None
        self._subject: Subject | None = None
        self._held: str | None = None
        window.candidates.chosen.connect(self._choose)
        window.attention.map_changed.connect(self._show_map)
        window.formula.edited.connect(self._take_edit)

    def show(self, reading: Reading, subject: Subject) -> None:
        """Show a reading of `subject`, its best candidate first."""
        self._reading, self._subject = reading, subject
        self._window.candidates.show_candidates(reading.candidates)
        self._window.model_view.show_picture(reading.picture)
        self._show(reading.best)

    def clear(self) -> None:
        """There is nothing on the canvas: show nothing."""
        self._reading = self._subject = None
        self._window.candidates.show_candidates(())
        self._window.model_view.show_picture(None)
        self._show(None)

    def hold(self, latex: str) -> None:
        """Show LaTeX that was typed for what is on the canvas: readings leave it as it is until the ink changes."""
        self._held = latex
        self._window.formula.set_latex(latex)
        self.settled.emit(latex, True)

    def release(self) -> None:
        """The ink changes: what was typed no longer stands."""
        self._held = None

    def _choose(self, index: int) -> None:
        """The user chose a candidate, over what was typed, too."""
        if self._reading is not None:
            self._held = None
            self._show(self._reading.candidates[index])

    def _show(self, candidate: Candidate | None) -> None:
        formula = self._window.formula
        if self._held is None:
            read = (candidate.latex, candidate.tokens, candidate.confidences) if candidate else ("", (), ())
            formula.show_reading(*read)
        focus = self._reading.focus if self._reading and candidate else None
        self._window.attention.show_reading(candidate, focus)
        self.chosen.emit(self._subject, self._reading, candidate)
        self.settled.emit(formula.latex, self._held is not None)

    def _take_edit(self, latex: str) -> None:
        self._held = latex
        self.settled.emit(latex, True)

    def _show_map(self, map_: Map | None) -> None:
        self._window.attention.show_scale(self._window.canvas.is_dark)
        if map_ is None or self._reading is None or self._subject is None:
            self._window.canvas.hide_heat()
        else:
            self._window.canvas.show_heat(map_, self._subject.box_of(self._reading, map_))
