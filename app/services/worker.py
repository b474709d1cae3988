"""The thread that recognises: loads the model, reads one subject after the other, knows nothing of what is newest."""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal, Slot

from app.panels.typeset import TypesetError, typeset

if TYPE_CHECKING:
    from app.canvas.content import Grey
    from mathnet.ink import Ink
    from mathnet.reading import Reading

log = logging.getLogger(__name__)

BEAM = 5
TOP = 5
# Seconds that Python lets one thread run while another waits: the pen waits for this one at every event.
SWITCH_SECONDS = 0.001
NICENESS = 2  # how far the worker steps back behind the pen; much further, and other programs starve it


class Recogniser(Protocol):
    """What is needed of `mathnet.recognizer.Recognizer`; tests bring their own."""

    @property
    def device(self) -> str: ...

    def recognize(self, ink_or_image: Ink | Grey, beam: int = ..., top: int = ...) -> Reading: ...


class Material(Protocol):
    """What can be read: `app.canvas.content.Subject`, or another that says what the model is to see."""

    def material(self) -> Ink | Grey: ...


Load = Callable[[], Recogniser]


class Worker(QObject):
    """Lives in the worker thread; its slots are only ever called through queued signals.

    Signals: `loaded(str)` with the device; `load_failed(str)`; `answered(int, Reading)` and `failed(int, str)` with the
    number of the subject.
    """

    loaded = Signal(str)
    load_failed = Signal(str)
    answered = Signal(int, object)
    failed = Signal(int, str)

    def __init__(self, load: Load) -> None:
        super().__init__()
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
            self.load_failed.emit(str(error) or type(error).__name__)
        else:
            keep_for_good()
            self.loaded.emit(self._recogniser.device)

    @Slot(int, object)
    def read(self, number: int, subject: Material) -> None:
        """Read one subject."""
        if self._recogniser is None:
            return
        try:
            reading = self._recogniser.recognize(subject.material(), beam=BEAM, top=TOP)
            set_ahead(reading.latex)
        except Exception as error:  # a reading that fails must not take the window with it
            log.exception("reading failed")
            self.failed.emit(number, str(error) or type(error).__name__)
        else:
            self.answered.emit(number, reading)


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
    in whichever thread and with Python's lock held, so that the pen would wait.
    """
    gc.collect()
    gc.freeze()
