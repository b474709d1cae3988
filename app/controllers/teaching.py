"""Teaching: a formula that the user has set right is kept as a sample, so that the same mistake is not made again.

A correction is kept when the user is done with it and not at each click: when the formula is copied, when the sheet is
put away, or when the offer to keep it is accepted. Later ones about the same sheet take its place. Nothing is kept
before the user was asked, and nothing leaves the machine.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from app.canvas.content import Content, Subject
from app.panels.tokens import UNCERTAIN
from app.services.lessons import Lessons, Slip
from app.services.recognition import State, Status
from app.services.samples import How, Sample
from mathnet.ink import Ink
from mathnet.latex import LatexError, canonical

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.canvas.document import Document
    from app.controllers.fixing import Fixing
    from app.panels.offer import OfferBar
    from app.services.recognition import RecognitionService
    from mathnet.reading import Candidate, Reading

LEARN_KEY = "teaching/keep"  # missing until the user has said whether to keep corrections
STANDING_MS = 1200  # how long a correction has stood before it is offered to keep it: nobody wants that while typing
LEAST_ALIKE = 0.4  # what is typed over more of a formula than that is about something else than the ink
SHORT = 3  # tokens; so few may all be wrong


Tokens = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Correction:
    """What is right about a subject, and what was read before anything was said, as far as that is known."""

    subject: Subject
    tokens: Tokens
    read: Tokens
    how: How

    def sample(self) -> Sample:
        """Takes long for pictures: for another thread."""
        material = self.subject.material()
        if isinstance(material, Ink):
            return Sample(self.tokens, self.how, strokes=material.strokes, read=self.read)
        return Sample(self.tokens, self.how, picture=material, read=self.read)


@dataclass
class _Sheet:
    """What is known of the sheet on the canvas."""

    given: str = ""  # LaTeX that was there before the reading, as on a sheet of the history
    right: Correction | None = None  # as far as the user has said
    is_taken_back: bool = False  # the formula stands as it was read
    kept: Correction | None = None
    slip: Slip = field(default_factory=Slip)  # of the one sample that it has
    is_asked: bool = False  # the offer was made
    is_agreed: bool = False  # the user wants what is right kept, whatever comes


class Teaching(QObject):
    """Watches what the user sets right.

    `show`, `settle`, `keep` and `wait` are to be told what happens. Signals: `said(str)` when a correction is kept at
    the user's word.
    """

    said = Signal(str)

    def __init__(
        self,
        offer: OfferBar,
        document: Document,
        fixing: Fixing,
        lessons: Lessons,
        service: RecognitionService,
        settings: QSettings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._offer, self._document, self._fixing = offer, document, fixing
        self._lessons, self._service, self._settings = lessons, service, settings
        self.known: frozenset[str] = frozenset()  # the tokens of the model, once it is there
        self.doubted: Counter[str] = Counter()  # symbols of which it was not sure, since the start
        self._reading: tuple[Subject, Reading, Candidate] | None = None
        self._unaided: tuple[Content, Tokens] | None = None  # what was read before anything was said
        self._slips: WeakKeyDictionary[Content, Slip] = WeakKeyDictionary()
        self._sheet = _Sheet()
        self._is_new = True  # the model has not been asked what it knows
        self._standing = QTimer(self, singleShot=True, interval=STANDING_MS)
        self._standing.timeout.connect(self._ask)
        self._connect()

    @property
    def keeps(self) -> bool | None:
        """Whether corrections are kept; None while the user has not said."""
        return choice(self._settings)

    def show(self, subject: Subject | None, reading: Reading | None, candidate: Candidate | None) -> None:
        """The window shows this candidate of this reading of this subject."""
        self._reading = None
        if subject is not None and reading is not None and candidate is not None:
            self._reading = subject, reading, candidate
            if not self._fixing.pins(subject.content):
                self._unaided = subject.content, reading.candidates[0].tokens

    def settle(self, latex: str, typed: bool) -> None:
        """This LaTeX now stands for what is on the canvas."""
        if self._reading is None:
            self._sheet.given = latex
            return
        sheet, subject, tokens = self._sheet, self._reading[0], _tokens(latex)
        how = self._how(subject.content, latex, typed)
        if how is None and sheet.right is not None and sheet.right.subject.content is not subject.content:
            return  # the ink went on; what was said of it as it was still stands
        read = self._unaided[1] if self._unaided and self._unaided[0] is subject.content else ()
        sheet.right = self._correction(subject, tokens, read, how) if how else None
        sheet.is_taken_back = how is None or tokens == read
        if sheet.is_taken_back:
            self._withdraw_offer()
        elif sheet.right is not None and self._may_ask:
            self._standing.start()

    def wait(self) -> None:
        """Offer nothing now: the user goes on writing."""
        self._standing.stop()

    def keep(self) -> None:
        """The user is done with the formula for now: keep what was set right, if that is wanted."""
        sheet = self._sheet
        if not (self.keeps or sheet.is_agreed):
            return
        if sheet.right is not None and sheet.right is not sheet.kept:
            sheet.kept = sheet.right
            # Content that came back by undo has its sample already.
            sheet.slip = self._slips.setdefault(sheet.right.subject.content, sheet.slip)
            self._lessons.keep(sheet.right.sample, sheet.slip)
        elif sheet.is_taken_back and sheet.kept is not None:
            sheet.kept = None
            self._lessons.take_back(sheet.slip)

    def close(self) -> None:
        """Keep what was set right last; before the lessons are closed."""
        self._standing.stop()
        self.keep()

    def _how(self, content: Content, latex: str, typed: bool) -> How | None:
        """What the user did to what was read; None for nothing, and for what the sheet said when it came."""
        assert self._reading is not None
        _, reading, candidate = self._reading
        if latex == self._sheet.given:
            return None
        if typed:
            return How.TYPED
        if candidate is not reading.best:
            return How.CHOSEN
        return How.PINNED if self._fixing.pins(content) else None

    def _correction(self, subject: Subject, tokens: Tokens, read: Tokens, how: How) -> Correction | None:
        """None for what is no correction after all, or what no model could learn."""
        if not tokens or tokens == read or not self.known.issuperset(tokens):
            return None
        if how is How.TYPED and read and not is_about_the_same(read, tokens):
            return None
        before = self._sheet.right
        same = before is not None and (before.subject.content, before.tokens) == (subject.content, tokens)
        return before if same else Correction(subject, tokens, read, how)

    def _leave_sheet(self) -> None:
        """The sheet is put away."""
        self._withdraw_offer()
        self._count_doubts()
        self.keep()
        self._sheet, self._reading = _Sheet(), None

    def _look(self) -> None:
        if self._document.content.is_empty:
            self._leave_sheet()

    def _count_doubts(self) -> None:
        if self._reading is not None:
            candidate = self._reading[2]
            pairs = zip(candidate.tokens, candidate.confidences, strict=True)
            self.doubted.update(token for token, sure in pairs if sure < UNCERTAIN)

    # The offer

    @property
    def _may_ask(self) -> bool:
        return self.keeps is None and not self._sheet.is_agreed and not self._sheet.is_asked

    def _ask(self) -> None:
        if self._sheet.right is not None and self._may_ask:
            self._sheet.is_asked = True
            self._offer.offer()

    def _withdraw_offer(self) -> None:
        self._standing.stop()
        self._offer.hide()
        self._sheet.is_asked = False

    def _agree(self) -> None:
        self._sheet.is_agreed = True
        self.keep()
        self.said.emit(self.tr("Kept on this computer. See Training, Samples of my hand"))

    def _agree_for_good(self) -> None:
        self._settings.setValue(LEARN_KEY, True)
        self._agree()

    def _decline(self) -> None:
        self._settings.setValue(LEARN_KEY, False)

    def _learn(self, status: Status) -> None:
        """Once a model is there, ask what it knows."""
        if status.state is State.LOADING:
            self._is_new = True
        elif status.state is State.READY and self._is_new:
            self._is_new = False
            self._service.ask(lambda recogniser: recogniser.vocabulary.tokens, self._know)

    def _know(self, tokens: Sequence[str] | None) -> None:
        self.known = frozenset(tokens or ())

    def _connect(self) -> None:
        self._service.status_changed.connect(self._learn)
        self._document.opened.connect(self._leave_sheet)
        self._document.changed.connect(self._look)
        self._offer.kept.connect(self._agree)
        self._offer.always.connect(self._agree_for_good)
        self._offer.never.connect(self._decline)


def choice(settings: QSettings) -> bool | None:
    """Whether corrections are kept; None while the user has not said."""
    return bool(settings.value(LEARN_KEY, False, type=bool)) if settings.contains(LEARN_KEY) else None


def _tokens(latex: str) -> Tokens:
    """The canonical tokens, none for what is no formula."""
    try:
        return tuple(canonical(latex))
    except LatexError:
        return ()


def is_about_the_same(read: Sequence[str], typed: Sequence[str]) -> bool:
    """Whether what was typed can be about the ink that was read, and is no other formula."""
    if len(typed) <= SHORT and len(read) <= SHORT:
        return True
    return SequenceMatcher(a=read, b=typed, autojunk=False).ratio() >= LEAST_ALIKE
