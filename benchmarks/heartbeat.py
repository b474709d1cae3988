"""How long the window stands still, each time, and what it was doing then.

A timer beats in the window's event loop. A watcher in another thread notes, as soon as a beat is overdue, where the
window's thread is, so that a long gap can be told by its cause.
"""

from __future__ import annotations

import gc
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from traceback import walk_stack

from PySide6.QtCore import QObject, Qt, QTimer

BEAT_MS = 5
STALL_MS = 50  # which a person sees
LOOK_SECONDS = 0.01
DEPTH = 5  # calls of a stack that are told
EVENT_LOOP = "player.play:"  # where the window's thread is while nothing happens
LEAST_SHARE, FEW_LOOKS = 0.1, 3
ROOT = Path(__file__).resolve().parent.parent

Call = tuple[str, str, int]  # file, function, line


@dataclass(frozen=True)
class Stall:
    """A gap between two beats: how long, during what, and where the window's and the other threads were seen.

    `own` and `all` are the milliseconds of a processor that the window's thread and the whole process had in it;
    `collected` went into collecting garbage; at `looks` looks the window's thread was in a call, not in its event loop.
    """

    milliseconds: float
    own: float
    all: float
    collected: float
    looks: int
    doing: str
    seen: tuple[str, ...]

    @property
    def is_machines(self) -> bool:
        """Whether the machine was late, not the program: there was no processor, nor a call that took its time."""
        return self.all < LEAST_SHARE * self.milliseconds and self.looks < FEW_LOOKS


class Heartbeat(QObject):
    """Beats between `start` and `stop`; `doing` is what the caller says is going on."""

    def __init__(self) -> None:
        super().__init__()
        self.doing = ""
        self.gaps: list[float] = []  # milliseconds by which each beat was late
        self.stalls: list[Stall] = []
        self._last = self._collecting = time.perf_counter()
        self._spent = _spent()
        self._collected = 0.0
        self._seen: list[str] = []
        self._timer = QTimer(self, interval=BEAT_MS, timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._beats = threading.Event()  # cleared while it rests
        self._closing = False
        self._window_thread = threading.get_ident()
        self._watcher = threading.Thread(target=self._watch, name="watcher")
        self._watcher.start()

    @property
    def longest(self) -> float:
        """Milliseconds of the longest gap that the program had a part in."""
        late = [stall.milliseconds for stall in self.stalls if not stall.is_machines]
        return max([*late, *(gap for gap in self.gaps if gap <= STALL_MS)], default=0.0)

    def start(self) -> None:
        gc.callbacks.append(self._time_collecting)
        self._last = time.perf_counter()
        self._timer.start()
        self._beats.set()

    def stop(self) -> None:
        self._beats.clear()
        self._timer.stop()
        with suppress(ValueError):  # it rests already
            gc.callbacks.remove(self._time_collecting)

    def close(self) -> None:
        """End the watcher; the last thing to be called."""
        self.stop()
        self._closing = True
        self._beats.set()
        self._watcher.join()

    def _beat(self) -> None:
        now, spent = time.perf_counter(), _spent()
        late = (now - self._last) * 1000 - BEAT_MS
        own, everything = (1000 * (after - before) for before, after in zip(self._spent, spent, strict=True))
        self.gaps.append(max(late, 0.0))
        if late > STALL_MS:
            often = tuple(f"{count} × {where}" for where, count in Counter(self._seen).most_common(3))
            looks = sum(not _rests(where) for where in self._seen)
            self.stalls.append(Stall(late, own, everything, self._collected, looks, self.doing, often))
        self._last, self._spent, self._seen, self._collected = now, spent, [], 0.0

    def _time_collecting(self, phase: str, _: dict[str, int]) -> None:
        """Whichever thread collects garbage, all others wait."""
        if phase == "start":
            self._collecting = time.perf_counter()
        else:
            self._collected += 1000 * (time.perf_counter() - self._collecting)

    def _watch(self) -> None:
        while not self._closing:
            self._beats.wait()
            time.sleep(LOOK_SECONDS)
            if (time.perf_counter() - self._last) * 1000 > STALL_MS / 2 and self._beats.is_set():
                self._seen.append(self._look())

    def _look(self) -> str:
        """Where all threads are that run this program's code, the window's first."""
        names = {thread.ident: thread.name for thread in threading.enumerate()}
        stacks = _stacks(threading.get_ident())
        order = sorted(stacks, key=lambda number: number != self._window_thread)
        told = [(names.get(number, "worker"), _calls(stacks[number])) for number in order]
        return " | ".join(f"{name}: {calls}" for name, calls in told if calls)


def _rests(where: str) -> bool:
    """Whether the window's thread, told first, waits for events."""
    return where.partition(" | ")[0].rpartition(" > ")[2].startswith(EVENT_LOOP)


def _spent() -> tuple[float, float]:
    """Seconds of a processor that this thread and this process have had."""
    return time.thread_time(), time.process_time()


def _stacks(own: int) -> dict[int, list[Call]]:
    """The calls of all other threads, innermost first.

    Frames are let go at once: one that is held here keeps its painter, and Qt complains of that.
    """
    return {
        number: [(frame.f_code.co_filename, frame.f_code.co_name, line) for frame, line in walk_stack(top)]
        for number, top in sys._current_frames().items()
        if number != own
    }


def _calls(stack: list[Call]) -> str:
    """The innermost calls of a stack that are this program's, outermost first, and the one that it is in."""
    ours = [call for call in stack if call[0].startswith(str(ROOT)) and "site-packages" not in call[0]]
    told = [f"{Path(file).stem}.{name}:{line}" for file, name, line in reversed(ours[:DEPTH])]
    if told and stack[0] is not ours[0]:
        told.append(f"({Path(stack[0][0]).stem}.{stack[0][1]})")
    return " > ".join(told)
