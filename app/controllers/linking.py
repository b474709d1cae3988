"""Linking: whatever the pointer is on, in ink, print, LaTeX or tokens, the same symbol lights up in all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, Signal

from app.controllers.links import Links, link
from app.controllers.pinned import same_places, typed_over
from app.panels.tokens import UNCERTAIN

if TYPE_CHECKING:
    from app.canvas.content import Subject
    from app.main_window import MainWindow
    from app.services.recognition import RecognitionService
    from mathnet.reading import Candidate, Reading

REACH = 6.0  # logical pixels beyond a symbol's ink at which the pointer is still on it


class Linking(QObject):
    """Joins the widgets that show the candidate at hand.

    Signals: `linked(Links)` once the ink of its tokens is known, with no links at all while it is not.
    """

    linked = Signal(object)

    def __init__(self, window: MainWindow, service: RecognitionService) -> None:
        super().__init__(window)
        self.links = Links()
        self._candidate: Candidate | None = None
        self._typed: dict[int, int] = {}  # places of what was typed, and of the same symbols in the caption
        self._window, self._service = window, service
        window.canvas.pointed.connect(self._point_in_ink)
        window.formula.pointed.connect(lambda place: self.light(self.place_of(place)))
        window.formula.edited.connect(lambda _: self._align())
        window.attention.strip.pointed.connect(self.light)

    def show(self, subject: Subject | None, reading: Reading | None, candidate: Candidate | None) -> None:
        """Take up a candidate; its links come when the worker has found them."""
        self._candidate = candidate
        self._typed = {}
        self._align()  # with what is shown, which the user may have typed whatever is read
        self._take(Links())
        if subject is not None and reading is not None and candidate is not None:
            self._service.ask(
                lambda _: link(subject, reading, candidate),
                lambda links: self._take(links or Links()) if candidate is self._candidate else None,
            )

    def light(self, token: int) -> None:
        """Light one token everywhere; -1 for none."""
        strokes = self.links.strokes[token] if 0 <= token < len(self.links.strokes) else frozenset()
        self._window.canvas.light(strokes, self.links.box(token))
        self._window.formula.light(next((place for place, read in self._typed.items() if read == token), -1))
        self._window.attention.light(token)

    def place_of(self, typed: int) -> int:
        """The place in the caption of what the formula panel shows in a place; -1 for what was typed anew."""
        return self._typed.get(typed, -1)

    def token_at(self, place: QPointF) -> int:
        """The token written at a place of the document, or -1."""
        return self.links.at(place.x(), place.y(), REACH / self._window.canvas.view.scale)

    @property
    def uncertain(self) -> frozenset[int]:
        """The tokens with ink of which the model is not sure."""
        confidences = self._candidate.confidences if self._candidate else ()
        return frozenset(at for at, sure in enumerate(confidences) if sure < UNCERTAIN and self.links.box(at))

    def _take(self, links: Links) -> None:
        self.links = links
        self.light(-1)
        self.linked.emit(links)

    def _align(self) -> None:
        """Find the symbols of the caption in the LaTeX that is shown."""
        source = self._window.formula.source
        before, after = self._candidate.tokens if self._candidate else (), source.tokens
        if before == after or not before:
            self._typed = {place: place for place in range(len(before))}
        elif after or not source.latex:  # while it is being typed the last one that parsed stands
            fixed = typed_over(before, after)
            self._typed = same_places(before, after) | {place: read for read, place, _ in fixed}

    def _point_in_ink(self, place: QPointF | None) -> None:
        self.light(-1 if place is None else self.token_at(place))
