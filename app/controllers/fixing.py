"""Fixing: pick a symbol, see what else it may be, choose; the formula is read anew around the choice.

What was chosen, or typed over a symbol, is pinned to that symbol's ink and kept while writing goes on, until it is let
go or its ink is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, Signal

from app.canvas.content import Content, Subject
from app.controllers.links import Links
from app.controllers.pinned import Pinned, corrections
from app.panels.alternatives import AlternativesMenu

if TYPE_CHECKING:
    from app.canvas.document import Document
    from app.controllers.linking import Linking
    from app.main_window import MainWindow
    from app.services.recognition import RecognitionService
    from mathnet.reading import Alternative, Candidate


GAP = 8  # logical pixels between a symbol and its alternatives


class Fixing(QObject):
    """Holds the pins of the document.

    Signals: `changed()` when a symbol was chosen or let go, and the ink is to be read anew.
    """

    changed = Signal()

    def __init__(self, window: MainWindow, document: Document, linking: Linking, service: RecognitionService) -> None:
        super().__init__(window)
        self._window, self._document, self._linking, self._service = window, document, linking, service
        self._chosen: list[Pinned] = []
        self._typed: list[Pinned] = []
        self._known: Sequence[str] | None = None  # the tokens of the model, once it is there
        self._candidate: Candidate | None = None
        self._subject: Subject | None = None
        self._place = -1  # of the symbol that is being fixed
        self.menu: AlternativesMenu | None = None
        linking.linked.connect(self._mark)
        window.formula.picked.connect(lambda place, where: self.pick(linking.place_of(place), where))
        window.attention.strip.picked.connect(self.pick)
        window.canvas.picked.connect(self._pick_in_ink)
        window.formula.edited.connect(self._take_edit)
        document.opened.connect(self.forget)

    @property
    def is_ready(self) -> bool:
        """Whether it knows the model's tokens."""
        return self._known is not None

    def learn(self, tokens: Sequence[str] | None) -> None:
        """The model is there, and knows these tokens."""
        self._known = tokens

    def pins(self, content: Content) -> tuple[Pinned, ...]:
        """The pins whose ink is in the content, where it is now; those whose ink is gone are forgotten."""
        self._chosen, self._typed = _still(self._chosen, content), _still(self._typed, content)
        fresh = [pin for pin in self._typed if not any(pin.is_about(other) for other in self._chosen)]
        return (*self._chosen, *fresh)

    def forget(self) -> None:
        """Let all pins go: another document is there."""
        self._chosen, self._typed = [], []

    def show(self, subject: Subject, candidate: Candidate | None) -> None:
        """Take up the candidate that the window shows."""
        self._subject, self._candidate = subject, candidate

    def pick(self, place: int, where: QPoint) -> None:
        """Open the alternatives of a symbol of the caption, at a place on the screen."""
        if self._candidate is None or self._subject is None or self._known is None:
            return
        if self._linking.links.box(place) is None:
            return
        self._place = place
        tokens = self._candidate.tokens
        self._menu().open_at(where, tokens[place], self._pin_at(place) is not None)
        subject = self._subject
        self._service.ask(
            lambda recogniser: recogniser.alternatives(subject.material(), tokens, place),
            lambda found: self._offer(subject, place, found),
        )

    def _offer(self, subject: Subject, place: int, found: Sequence[Alternative] | None) -> None:
        if self.menu is not None and subject is self._subject and place == self._place:
            self.menu.show_alternatives(found or ())

    def _menu(self) -> AlternativesMenu:
        """Made when it is first wanted: it asks the model what it knows."""
        if self.menu is None:
            self.menu = AlternativesMenu(self._known, self._window)
            self.menu.chosen.connect(self._choose)
            self.menu.let_go.connect(self._let_go)
        return self.menu

    def _choose(self, token: str) -> None:
        self._let_go_of(self._place)
        pin = self._pinned(token, self._place)
        if pin is not None:
            self._chosen.append(pin)
            self.changed.emit()

    def _let_go(self) -> None:
        self._let_go_of(self._place)
        self.changed.emit()

    def _let_go_of(self, place: int) -> None:
        here = self._pinned("", place)
        if here is not None:
            self._chosen = [pin for pin in self._chosen if not pin.is_about(here)]
            self._typed = [pin for pin in self._typed if not pin.is_about(here)]

    def _pinned(self, token: str, place: int) -> Pinned | None:
        return Pinned.of(token, place, self._linking.links, self._document.content)

    def _pin_at(self, place: int) -> Pinned | None:
        here = self._pinned("", place)
        pins = self.pins(self._document.content)
        return next((pin for pin in pins if here is not None and pin.is_about(here)), None)

    def _pick_in_ink(self, place: QPointF) -> None:
        token, canvas = self._linking.token_at(place), self._window.canvas
        box = self._linking.links.box(token)
        if box is not None:
            there = canvas.view.rect_of(box)
            self.pick(token, canvas.mapToGlobal(QPointF(there.center().x(), there.bottom() + GAP).toPoint()))

    def _take_edit(self, latex: str) -> None:
        """Pin the symbols that were typed over others; what was typed before counts no more."""
        from mathnet.latex import LatexError, canonical

        if self._candidate is None or self._known is None:
            return
        try:
            typed = canonical(latex)
        except LatexError:
            return
        changes = corrections(self._candidate.tokens, typed)
        found = [self._pinned(token, read) for read, _, token in changes if self._may(token)]
        self._typed = [pin for pin in found if pin is not None]

    def _may(self, token: str) -> bool:
        """Whether the model can be told that a symbol is this token."""
        from mathnet.linking import has_ink

        return self._known is not None and token in self._known and has_ink(token)

    def _mark(self, links: Links) -> None:
        content, tokens = self._document.content, self._candidate.tokens if self._candidate else ()
        places = (pin.place_in(tokens, links, content) for pin in self.pins(content)) if links.boxes else ()
        pinned = frozenset(place for place in places if place >= 0)
        uncertain = self._linking.uncertain - pinned
        boxes = [[links.boxes[at] for at in sorted(group)] for group in (uncertain, pinned)]
        self._window.formula.mark(uncertain, pinned)
        self._window.attention.strip.mark_pinned(pinned)
        self._window.canvas.mark(*([box for box in group if box is not None] for group in boxes))


def _still(pins: Sequence[Pinned], content: Content) -> list[Pinned]:
    """The pins that are in a content, as they are there."""
    return [there for pin in pins if (there := pin.on(content)) is not None]
