"""Fixing: pick a symbol, see what else it may be, choose; the formula is read anew around the choice.

What was chosen, or typed over a symbol, is pinned to that symbol's ink and kept while writing goes on, until it is let
go or its ink is gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QPointF, QRect, Signal

from app.canvas.content import Content, Subject
from app.controllers.links import Links
from app.controllers.pinned import Pinned, typed_over
from app.panels.alternatives import AlternativesMenu
from app.panels.spans import tokens_of

if TYPE_CHECKING:
    from app.canvas.document import Document
    from app.controllers.linking import Linking
    from app.main_window import MainWindow
    from app.services.recognition import RecognitionService
    from mathnet.reading import Alternative, Candidate


GAP = 8  # logical pixels between a symbol and its alternatives


class Fixing(QObject):
    """Holds the pins of the document.

    Signals: `foretold(str)` with the LaTeX as it is going to be, where that can be told before the ink is read anew;
    `changed()` when a symbol was chosen or let go, and the ink is to be read anew; `noted()` when other pins than
    before are to be kept.
    """

    foretold = Signal(str)
    changed = Signal()
    noted = Signal()

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
        """The pins whose ink is in the content, where it is now; the others may come back with their ink."""
        self._chosen = [pin.on(content) or pin for pin in self._chosen]
        self._typed = [pin.on(content) or pin for pin in self._typed]
        chosen, typed = ([pin for pin in pins if pin.on(content)] for pins in (self._chosen, self._typed))
        return (*chosen, *(pin for pin in typed if not any(pin.is_about(other) for other in chosen)))

    def gives(self, latex: str) -> bool:
        """Whether typed LaTeX says no more than pins can, so that the next reading is going to say the same."""
        typed, tokens = tokens_of(latex), list(self._candidate.tokens) if self._candidate else []
        for place, _, token in typed_over(tokens, typed):
            if self._may(token):
                tokens[place] = token
        return tuple(tokens) == typed

    def forget(self) -> None:
        """Let all pins go: another document is there."""
        self._chosen, self._typed = [], []

    def restore(self, pins: Sequence[Pinned]) -> None:
        """Take up the pins that a sheet was kept with."""
        self._chosen = [pin for pin in pins if not pin.typed]
        self._typed = [pin for pin in pins if pin.typed]
        self.noted.emit()
        self.changed.emit()

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
        self._menu().open_at(where, tokens[place], self._pin_at(place) is not None, self._ink_of(place))
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
            self._foretell(token)
            self.noted.emit()
            self.changed.emit()

    def _foretell(self, token: str) -> None:
        """Say what the formula is going to be: a symbol in the place of another, if it is a formula then."""
        from mathnet.latex import LatexError, canonical, pretty

        shown = self._window.formula.source.tokens
        there = [token if self._linking.place_of(at) == self._place else each for at, each in enumerate(shown)]
        with suppress(LatexError):
            if shown and canonical(there) == there:
                self.foretold.emit(pretty(there))

    def _let_go(self) -> None:
        self._let_go_of(self._place)
        self.noted.emit()
        self.changed.emit()

    def _let_go_of(self, place: int) -> None:
        here = self._pinned("", place)
        if here is not None:
            self._chosen = [pin for pin in self._chosen if not pin.is_about(here)]
            self._typed = [pin for pin in self._typed if not pin.is_about(here)]

    def _pinned(self, token: str, place: int, typed: bool = False) -> Pinned | None:
        return Pinned.of(token, place, self._linking.links, self._document.content, typed)

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

    def _ink_of(self, place: int) -> QRect:
        """Where on the screen the ink of a symbol can be seen; empty where it cannot."""
        box, canvas = self._linking.links.box(place), self._window.canvas
        if box is None:
            return QRect()
        seen = canvas.view.rect_of(box).toAlignedRect() & canvas.rect()
        return QRect(canvas.mapToGlobal(seen.topLeft()), seen.size())

    def _take_edit(self, latex: str) -> None:
        """Pin the symbols that were typed over others; what was typed before counts no more."""
        typed = tokens_of(latex)
        if self._candidate is None or self._known is None or (latex and not typed):
            return  # amid typing: the last one that parsed stands
        changes = typed_over(self._candidate.tokens, typed)
        found = [self._pinned(token, read, typed=True) for read, _, token in changes if self._may(token)]
        self._typed = [pin for pin in found if pin is not None]
        self.noted.emit()

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
