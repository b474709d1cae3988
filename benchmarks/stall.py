"""How long the window stands still while recognition runs: the gaps between the ticks of a timer in its event loop."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer

from app.services.recognition import State, Status
from benchmarks.figures import Figure, Options, percentiles
from benchmarks.inks import load_inks
from benchmarks.program import read_in, running

TICK_MS = 1
AFTER_MS = 100  # how long after the answer its painting is watched


class Watch(QObject):
    """Ticks while something is being read, and notes how late each tick is."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self._last: float | None = None
        self._ticks = QTimer(self, interval=TICK_MS, timerType=Qt.TimerType.PreciseTimer)
        self._ticks.timeout.connect(self._tick)
        self._rest = QTimer(self, interval=AFTER_MS, singleShot=True)
        self._rest.timeout.connect(self._stop)

    def follow(self, status: Status) -> None:
        """Watch from the moment that reading starts until what it found has been painted."""
        if status.state is State.THINKING:
            self._rest.stop()
            self._last = time.perf_counter()
            self._ticks.start()
        elif self._ticks.isActive():
            self._rest.start()

    def _tick(self) -> None:
        now = time.perf_counter()
        if self._last is not None:
            self.gaps.append(max((now - self._last) * 1000 - TICK_MS, 0.0))
        self._last = now

    def _stop(self) -> None:
        self._ticks.stop()
        self._last = None


def measure(options: Options) -> list[Figure]:
    """Puts one expression after the other on the canvas of the real window."""
    inks = load_inks(options)
    watch = Watch()
    with running(options) as program:
        program.recognition.status_changed.connect(watch.follow)
        for ink in inks:
            read_in(program, ink)
    return percentiles(f"window stands still ({len(inks)} expressions)", watch.gaps, {99: None, 100: 50})
