"""A reading on its way to the widgets: candidates, LaTeX, tokens, maps, and what the model saw, always of one piece.

What the user said of it, by typing LaTeX or by picking a candidate, stands until the ink changes. When ink comes back
by undo, so does what it was read as, at once, while it is read anew.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

if TYPE_CHECKING:
    from app.canvas.content import Content, Subject
    from app.main_window import MainWindow
    from mathnet.reading import Candidate, Map, Reading

REMEMBERED = 6  # readings, of a megabyte or so each


@dataclass(frozen=True)
class _Shown:
    """What was shown for a content."""

    reading: Reading
    subject: Subject
    held: str | None
    picked: str


class Presenter(QObject):
    """Shows the newest reading in the window, and the candidate that was chosen from it.

    Signals: `chosen(Subject, Reading, Candidate)` when another candidate is shown, None for each where there is none;
    `settled(str, bool)` with the LaTeX that now stands, and whether the user typed it; `stands(str, bool)` the same,
    and whether the user said so, by typing it or by picking it among the readings.
    """

    chosen = Signal(object, object, object)
    settled = Signal(str, bool)
    stands = Signal(str, bool)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._reading: Reading | None = None
        self._subject: Subject | None = None  # that of the reading, which may be about older ink
        self._content = window.canvas.document.content  # on the canvas
        self._held: str | None = None  # LaTeX that the user typed
        self._picked = ""  # LaTeX of the candidate that the user picked, if it is not the best one
        self._remembered: OrderedDict[Content, _Shown] = OrderedDict()
        # After everybody has heard of the change: what stands again is about the new content.
        self._recalling = QTimer(self, singleShot=True, interval=0)
        self._recalling.timeout.connect(self._show_again)
        window.candidates.chosen.connect(self._choose)
        window.attention.map_changed.connect(self._show_map)
        window.formula.edited.connect(self._take_edit)

    def show(self, reading: Reading, subject: Subject) -> None:
        """Show a reading of `subject`: what the user said of it, else its best candidate."""
        self._recalling.stop()
        self._reading, self._subject = reading, subject
        self._window.candidates.show_candidates(reading.candidates)
        self._window.model_view.show_picture(reading.picture)
        said = self._picked if self._held is None else self._held
        self._show(next((each for each in reading.candidates if each.latex == said), reading.best))

    def clear(self) -> None:
        """There is nothing on the canvas: show nothing."""
        self._recalling.stop()
        self._forget_reading()
        self._show(None)

    def hold(self, latex: str) -> None:
        """Show LaTeX that is the user's word for what is on the canvas: readings leave it until the ink changes."""
        self._held = latex
        self.recall(latex)

    def recall(self, latex: str) -> None:
        """Show the LaTeX that a sheet was kept with; nothing else is known of it until it is read."""
        self._forget_reading()
        self._window.formula.set_latex(latex)
        self._announce(None)

    def foretell(self, latex: str) -> None:
        """Show what the formula is going to be once it is read anew; typed LaTeX stands with that change."""
        self._picked = ""
        if self._held is None:
            self._window.formula.foretell(latex)
        else:
            self._held = latex
            self._window.formula.set_latex(latex)
        self._settle()

    def release(self) -> None:
        """The ink changes: what the user said no longer stands, unless it was said of the ink that there is now."""
        self._content, self._held, self._picked = self._window.canvas.document.content, None, ""
        self._recalling.start()

    def _show_again(self) -> None:
        """Show what was shown for the content before, if that is remembered."""
        before = self._remembered.get(self._content)
        if before is not None:
            self._held, self._picked = before.held, before.picked
            if before.held is not None:
                self._window.formula.set_latex(before.held)
            self.show(before.reading, before.subject)

    def _forget_reading(self) -> None:
        self._reading = self._subject = None
        self._window.candidates.show_candidates(())
        self._window.model_view.show_picture(None)

    def _choose(self, index: int) -> None:
        """The user chose a candidate, over what was typed, too."""
        if self._reading is not None:
            candidate = self._reading.candidates[index]
            self._held, self._picked = None, candidate.latex if index else ""
            self._show(candidate)

    def _show(self, candidate: Candidate | None) -> None:
        formula = self._window.formula
        if self._held is None or (candidate is not None and candidate.latex == self._held):
            read = (candidate.latex, candidate.tokens, candidate.confidences) if candidate else ("", (), ())
            formula.show_reading(*read)
        self._announce(candidate)

    def _announce(self, candidate: Candidate | None) -> None:
        focus = self._reading.focus if self._reading and candidate else None
        self._window.attention.show_reading(candidate, focus)
        self.chosen.emit(self._subject, self._reading, candidate)
        self._settle()

    def _take_edit(self, latex: str) -> None:
        self._held, self._picked = latex, ""
        self._settle()

    def _settle(self) -> None:
        """Tell what stands now, and mark the reading that says the same."""
        latex, typed = self._window.formula.latex, self._held is not None
        candidates = self._reading.candidates if self._reading else ()
        self._window.candidates.mark(next((at for at, each in enumerate(candidates) if each.latex == latex), -1))
        self._remember()
        self.settled.emit(latex, typed)
        self.stands.emit(latex, typed or bool(self._picked))

    def _remember(self) -> None:
        """Remember what is shown for the content, unless the reading is about older ink."""
        if self._reading is None or self._subject is None or self._subject.content is not self._content:
            return
        self._remembered[self._content] = _Shown(self._reading, self._subject, self._held, self._picked)
        self._remembered.move_to_end(self._content)
        while len(self._remembered) > REMEMBERED:
            self._remembered.popitem(last=False)

    def _show_map(self, map_: Map | None) -> None:
        self._window.attention.show_scale(self._window.canvas.is_dark)
        if map_ is None or self._reading is None or self._subject is None:
            self._window.canvas.hide_heat()
        else:
            self._window.canvas.show_heat(map_, self._subject.box_of(self._reading, map_))
