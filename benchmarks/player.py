"""Plays a script in the event loop, in real time, as a person would: a step, a pause, the next step."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator

from PySide6.QtCore import QEventLoop, QObject, Qt, QTimer

LOOK_MS = 20  # how often it is looked whether what is waited for has come
PATIENCE_SECONDS = 30.0

Wait = float | Callable[[], bool]  # milliseconds, or what has to come true
Script = Generator[Wait, None, None]


class Player(QObject):
    """Runs one script after the other."""

    def __init__(self) -> None:
        super().__init__()
        self._loop = QEventLoop()
        self._timer = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._go_on)
        self._script: Script | None = None
        self._until: Callable[[], bool] | None = None
        self._deadline = 0.0
        self._error: Exception | None = None

    def play(self, script: Script) -> None:
        """Returns at its end; raises what it raises, and `TimeoutError` where something waited for never comes."""
        self._script, self._until, self._error = script, None, None
        self._timer.start(0)
        self._loop.exec()
        if self._error is not None:
            raise self._error

    def _go_on(self) -> None:
        try:
            self._step()
        except StopIteration:
            self._loop.quit()
        except Exception as error:  # of whatever kind: `play` raises it where it can be caught
            self._error = error
            self._loop.quit()

    def _step(self) -> None:
        assert self._script is not None
        if self._until is not None and not self._until():
            if time.monotonic() > self._deadline:
                self._script.throw(TimeoutError(f"it did not come within {PATIENCE_SECONDS:g} seconds"))
            self._timer.start(LOOK_MS)
            return
        wait = next(self._script)
        self._until = wait if callable(wait) else None
        self._deadline = time.monotonic() + PATIENCE_SECONDS
        self._timer.start(LOOK_MS if callable(wait) else round(wait))


def pause(milliseconds: float) -> Script:
    yield milliseconds
