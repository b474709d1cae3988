"""The thread that recognises: loads the model, reads one subject after the other, and answers questions between them.

It reads `wanted`, the number of the newest subject, which the window's thread sets: a reading that nobody waits for any
more is given up in the middle.
"""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from app.services.agreeing import weighed
from app.services.thrift import give_back
from app.telling import told
from app.typeset.formula import TypesetError
from app.typeset.typesetter import typeset

if TYPE_CHECKING:
    from app.canvas.content import Grey
    from mathnet.ink import Ink
    from mathnet.memory import Entries, Memory
    from mathnet.reading import Alternative, Map, Pin, Reading
    from mathnet.vocabulary import Vocabulary

log = logging.getLogger(__name__)

BEAM = 5
TOP = 5
# Seconds that Python lets one thread run while another waits: the pen waits for this one at every event.
SWITCH_SECONDS = 0.0002
NICENESS = 2  # how far the worker steps back behind the pen; much further, and other programs starve it


class Recogniser(Protocol):
    """What is needed of `mathnet.recognizer.Recognizer`; tests bring their own."""

    @property
    def device(self) -> str: ...

    @property
    def vocabulary(self) -> Vocabulary: ...

    @property
    def memory(self) -> Memory: ...

    @memory.setter
    def memory(self, memory: Memory) -> None: ...

    def recognize(
        self,
        ink_or_image: Ink | Grey,
        beam: int = ...,
        top: int = ...,
        pins: Sequence[Pin] = ...,
        stop: Callable[[], bool] | None = ...,
    ) -> Reading: ...

    def alternatives(
        self, ink_or_image: Ink | Grey, tokens: Sequence[str], index: int, top: int = ...
    ) -> tuple[Alternative, ...]: ...

    def explain(self, ink_or_image: Ink | Grey, tokens: Sequence[str]) -> Map: ...

    def memorise(self, ink_or_image: Ink | Grey, tokens: Sequence[str], sample: str) -> Entries: ...


class Material(Protocol):
    """What can be read: `app.subject.Subject`, or another that says what the model is to see, and what is known of it.

    `pins` are in the units of the material, and asked for after it.
    """

    def material(self) -> Ink | Grey: ...

    def pins(self) -> Sequence[Pin]: ...


Load = Callable[[], Recogniser]
Question = Callable[[Recogniser], object]


class Worker(QObject):
    """Lives in the worker thread; its slots are only ever called through queued signals.

    Signals: `loaded(str)` with the device; `load_failed(str)`; `reloaded(int, str, str)` with the number of the wish,
    the device and why it failed, one of the two empty; `answered(int, Reading)`, `failed(int, str)` and `stopped(int)`
    with the number of the subject; `told(int, object)` with the number of a question and its answer, None where there
    is none.
    """

    loaded = Signal(str)
    load_failed = Signal(str)
    reloaded = Signal(int, str, str)
    answered = Signal(int, object)
    failed = Signal(int, str)
    stopped = Signal(int)
    told = Signal(int, object)

    def __init__(self, load: Load) -> None:
        super().__init__()
        self.wanted = 0  # set by the other thread
        self._load = load
        self._recogniser: Recogniser | None = None

    @Slot()
    def load(self) -> None:
        """Make the recogniser, which imports torch."""
        step_back()
        try:
            self._recogniser = self._load()
        except Exception as error:  # whatever stops the model must reach the user, not end the thread
            log.exception("the model could not be loaded")
            self.load_failed.emit(told(error))
        else:
            keep_for_good()
            self.loaded.emit(self._recogniser.device)

    @Slot(int, object)
    def reload(self, number: int, load: Load) -> None:
        """Make another recogniser, and keep the one that there is unless that works."""
        try:
            self._recogniser = load()
        except Exception as error:  # a model that is broken must not take the one that works with it
            log.exception("another model could not be loaded")
            self.reloaded.emit(number, "", told(error))
        else:
            self.reloaded.emit(number, self._recogniser.device, "")

    @Slot(int, object)
    def read(self, number: int, subject: Material) -> None:
        """Read one subject."""
        if self._recogniser is None:
            return
        from mathnet.reading import Stopped

        try:
            reading = self._read(self._recogniser, number, subject)
        except Stopped:
            self.stopped.emit(number)
        except Exception as error:  # a reading that fails must not take the window with it
            log.exception("reading failed")
            self.failed.emit(number, told(error))
        else:
            self.answered.emit(number, reading)

    def _read(self, recogniser: Recogniser, number: int, subject: Material) -> Reading:
        material = subject.material()
        reading = recogniser.recognize(
            material, beam=BEAM, top=TOP, pins=subject.pins(), stop=lambda: self.wanted != number
        )
        set_ahead(reading.latex)
        return weighed(reading)

    @Slot(int, object)
    def answer(self, number: int, question: Question) -> None:
        """Answer one question."""
        if self._recogniser is None:
            return
        try:
            self.told.emit(number, question(self._recogniser))
        except Exception:  # a question that fails must not take the window with it
            log.exception("a question failed")
            self.told.emit(number, None)

    @Slot()
    def tidy(self) -> None:
        """There is nothing to do for now: keep no more memory than is needed."""
        give_back()


def set_ahead(latex: str) -> None:
    """Typeset the formula that the window is going to show, so that it finds it done and the pen need not wait."""
    with suppress(TypesetError):  # the window will tell
        typeset(latex)


def step_back() -> None:
    """Leave the processor and Python's lock to the window whenever it wants them."""
    sys.setswitchinterval(SWITCH_SECONDS)
    if sys.platform == "linux":
        # Linux knows priorities a thread, and torch's own threads inherit this one; Qt's priorities do nothing there.
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), NICENESS)


def keep_for_good() -> None:
    """Take all that is there now out of Python's garbage collection.

    Torch and typesetting bring some hundred thousand objects that stay until the end. Going through them takes 80 ms,
    with Python's lock held, so that the pen would wait. What garbage there is stays: to collect it here would be to
    destroy the window's things in this thread (`app.services.collecting`).
    """
    gc.freeze()
