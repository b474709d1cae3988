"""Follows the document: writes each change into the store as it is made, and leaves what was there to the history.

What cannot be written is told once, in words, and the program goes on. Since a change writes all that is missing, the
next one makes good for those that failed.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from app.canvas.content import Content
from app.canvas.document import Document
from app.controllers.pinned import Pinned
from app.services.database import BrokenStoreError, BusyStoreError, StoreError
from app.services.pins import KeptPin
from app.services.sheet import Sheet
from app.services.store import WAIT_MS, Store
from mathnet.ink import Ink

RETRY_MS = 100  # when another window, or a clean-up, was writing
TRIES = 100  # before the user is told

T = TypeVar("T")


class Words(NamedTuple):
    """What is known of a sheet beside its content."""

    latex: str = ""
    typed: bool = False  # the user's word, which stands until the ink changes
    title: str = ""


class Said(Protocol):
    """Knows what the user said of single symbols."""

    def pins(self, content: Content) -> Sequence[Pinned]: ...

    def gives(self, latex: str) -> bool:
        """Whether the next reading is going to say the same as this LaTeX, because of the pins."""


NO_WORDS = Words()
EMPTY = Content()


class Following(QObject):
    """Keeps the sheet in the store the one on the canvas. `keeps` says whether there is to be a history.

    Signals: `trouble(str)` for the user; `history_changed()`; `spared()` when typed LaTeX went into the history before
    the ink made it void; `picture_came(int, Grey)` with a picture whose pixels have to be written into its row.
    """

    trouble = Signal(str)
    history_changed = Signal()
    spared = Signal()
    picture_came = Signal(int, object)

    def __init__(
        self,
        document: Document,
        store: Store,
        keeps: Callable[[], bool],
        said: Said | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._store, self._keeps, self._said = document, store, keeps, said
        self._seen = self._written = EMPTY  # what is to be in the store, and what is
        self._words = self._written_words = NO_WORDS
        self._pins: tuple[KeptPin, ...] = ()
        self._written_pins: tuple[KeptPin, ...] = ()
        self._is_given = False  # the reading of the ink as it goes on is going to say what was typed
        self._must_spare = False  # what was typed belongs into the history before the ink in the store changes
        self._must_leave = False  # the sheet in the store belongs into the history before anything is written
        self._emptied = False  # the canvas has just become empty, by a step or by one taken back
        self._index = 0  # of the undo stack
        self._told = False  # the present trouble has been told
        self._tries = 0
        self._retry = QTimer(self, singleShot=True, interval=RETRY_MS)
        self._retry.timeout.connect(self.write)

    @property
    def words(self) -> Words:
        """What is known of the sheet on the canvas beside its content."""
        return self._words

    def note(self, words: Words) -> None:
        """Write what is known of the sheet on the canvas."""
        # While the canvas is being emptied, the formula that goes is about the sheet that stays.
        if not self._emptied:
            self._words = words
            self._is_given = self._said is not None and words.typed and self._said.gives(words.latex)
            self.write()

    def note_pins(self) -> None:
        """Write what the user says of symbols now."""
        if not self._emptied:
            self._pins = self._pins_of(self._seen)
            self.write()

    def show_last(self) -> tuple[KeptPin, ...]:
        """Put the sheet of the store onto the canvas, as it was when it was last written; returns its pins."""
        sheet = self.attempt(self._store.current, None)
        if sheet is not None:
            self._words = self._written_words = Words(sheet.entry.latex, sheet.entry.typed, sheet.entry.title)
            if not sheet.content.is_empty:
                self._document.open(Ink(sheet.content.strokes), sheet.content.picture)
            self._seen = self._written = self._document.content
            self._pins = self._written_pins = sheet.pins
        return self._written_pins

    def show(self, sheet: Sheet) -> None:
        """Put a copy of a sheet of the history onto the canvas; what was there goes into the history."""
        self._store.know_picture(sheet)
        self._document.open(Ink(sheet.content.strokes), sheet.content.picture)
        self.note(Words(sheet.entry.latex, sheet.entry.typed, sheet.entry.title))

    def pinned(self, kept: Sequence[KeptPin]) -> tuple[Pinned, ...]:
        """Pins of the store, on the ink that is on the canvas."""
        found = (Pinned.back(pin, self._seen) for pin in kept)
        return tuple(pin for pin in found if pin is not None)

    def copy(self) -> None:
        """Have a copy of the sheet on the canvas in the history."""
        if self._store.is_open and not self._must_leave and self._keeps():
            self.attempt(self._store.keep_copy, None)
            self.history_changed.emit()

    def stop(self) -> None:
        """Write what is missing for the last time."""
        self._retry.stop()
        self.write()
        self._retry.stop()

    def follow(self) -> None:
        """Write every change from now on."""
        self._index = self._document.undo_stack.index()
        self._document.opened.connect(lambda: self._leave(""))
        self._document.changed.connect(self._look)
        self._document.undo_stack.indexChanged.connect(self._step)

    def write(self) -> None:
        """Write all that is missing; what fails now is tried again, or made good by the next change."""
        if not self._store.is_open:
            return
        try:
            self._write_missing()
        except BusyStoreError as error:
            self._wait(error)
        except BrokenStoreError:
            self._begin_anew()
        except StoreError as error:
            self.tell(error)
        else:
            self._told, self._tries = False, 0

    def tell(self, error: Exception) -> None:
        """Tell the user, once."""
        if not self._told:
            self._told = True
            self.trouble.emit(str(error))

    def attempt(self, do: Callable[[], T], otherwise: T) -> T:
        """What `do` returns, or `otherwise` where the store cannot, which is told."""
        try:
            return do()
        except StoreError as error:
            self.tell(error)
            return otherwise

    def _look(self) -> None:
        content = self._document.content
        self._emptied = content.is_empty and not self._seen.is_empty
        if not self._emptied:  # else `_step` knows whether something was cleared or taken back
            self._take(content)

    def _step(self, index: int) -> None:
        before, self._index = self._index, index
        if self._emptied:
            self._emptied = False
            if index > before:
                self._leave(self._words.title)
            self._take(self._document.content)

    def _take(self, content: Content) -> None:
        self._must_spare |= self._words.typed and bool(self._words.latex) and not self._is_given
        self._seen, self._pins = content, self._pins_of(content)
        self._words = self._words._replace(typed=False)  # what was typed was about other ink
        self.write()

    def _pins_of(self, content: Content) -> tuple[KeptPin, ...]:
        return tuple(pin.kept(content) for pin in self._said.pins(content)) if self._said is not None else ()

    def _leave(self, title: str) -> None:
        """What is in the store goes into the history."""
        self.write()
        self._must_leave, self._emptied = True, False
        self._seen, self._words, self._pins = EMPTY, Words(title=title), ()
        self.write()

    def _write_missing(self) -> None:
        if self._must_leave:
            self._store.leave(self._keeps())
            self._must_leave = False
            self._written, self._written_words, self._written_pins = EMPTY, NO_WORDS, ()
            self.history_changed.emit()
        if self._must_spare:
            self._spare()
        if self._seen is not self._written:
            picture = self._store.write(self._seen, self._pins)
            self._written, self._written_words = self._seen, self._written_words._replace(typed=False)
            self._written_pins = self._pins
            if picture is not None:
                self.picture_came.emit(*picture)
        if self._words != self._written_words:
            self._store.write_words(*self._words)
            self._written_words = self._words
        if self._pins != self._written_pins:
            self._store.write_pins(self._pins)
            self._written_pins = self._pins

    def _spare(self) -> None:
        """Have the sheet in the history as it is in the store: typed LaTeX with the ink that it was about."""
        if self._keeps() and self._written_words.typed:
            self._store.keep_copy(WAIT_MS)
            self.history_changed.emit()
            self.spared.emit()
        self._must_spare = False

    def _wait(self, error: StoreError) -> None:
        self._tries += 1
        if self._tries < TRIES:
            self._retry.start()
        else:
            self.tell(error)

    def _begin_anew(self) -> None:
        """The file was damaged while the program ran: all that is on the canvas goes into another."""
        told = self.attempt(self._store.begin_anew, "")
        self._must_leave = self._must_spare = False
        self._written, self._written_words, self._written_pins = EMPTY, NO_WORDS, ()
        if told:
            self.trouble.emit(told)
            self.attempt(self._write_missing, None)
        self.history_changed.emit()
