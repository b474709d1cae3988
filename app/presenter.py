"""A reading on its way to the widgets: candidates, LaTeX, tokens, maps, and what the model saw, always of one piece."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

if TYPE_CHECKING:
    from app.canvas.content import Subject
    from app.main_window import MainWindow
    from mathnet.reading import Map, Reading


class Presenter(QObject):
    """Shows the newest reading in the window, and the candidate that was chosen from it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._reading: Reading | None = None
        self._subject: Subject | None = None
        window.candidates.chosen.connect(self._choose)
        window.attention.map_changed.connect(self._show_map)

    def show(self, reading: Reading, subject: Subject) -> None:
        """Show a reading of `subject`, its best candidate first."""
        self._reading, self._subject = reading, subject
        self._window.candidates.show_candidates(reading.candidates)
        self._window.model_view.show_picture(reading.picture)
        self._choose(0)

    def clear(self) -> None:
        """There is nothing on the canvas: show nothing."""
        self._reading = self._subject = None
        self._window.candidates.show_candidates(())
        self._window.model_view.show_picture(None)
        self._window.attention.show_reading(None, None)
        self._window.formula.set_latex("")

    def _choose(self, index: int) -> None:
        if self._reading is None:
            return
        candidates = self._reading.candidates
        chosen = candidates[index] if index < len(candidates) else None
        self._window.formula.set_latex(chosen.latex if chosen else "")
        self._window.attention.show_reading(chosen, self._reading.focus if chosen else None)

    def _show_map(self, map_: Map | None) -> None:
        self._window.attention.show_scale(self._window.canvas.is_dark)
        if map_ is None or self._reading is None or self._subject is None:
            self._window.canvas.hide_heat()
        else:
            self._window.canvas.show_heat(map_, self._subject.box_of(self._reading, map_))
