"""What is known of a run from its log: how far it is, its curves, and whether it still goes on. No Qt."""

from __future__ import annotations

import time
from collections import deque
from enum import Enum, auto
from itertools import pairwise
from pathlib import Path

from training.events import Curve, Follower, Progress, gather

CHUNK = 1 << 18  # bytes read at a time: a long log must not hold up the window
RECENT = 300  # events kept as lines
PATIENCE = 60.0  # seconds without a new line that no run is called stopped for
GAPS = 3  # times the longest pause between recent lines: nor for those


class State(Enum):
    """How a run is: nothing logged yet, lines still coming, none for a while, or all steps done."""

    WAITING = auto()
    RUNNING = auto()
    STOPPED = auto()
    FINISHED = auto()


class RunLog:
    """The run in `folder`, read as it grows: `curves` by name, the `recent` events, and the `last` of them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.curves: dict[str, Curve] = {}
        self.recent: deque[Progress] = deque(maxlen=RECENT)
        self._follower = Follower(folder)

    @property
    def last(self) -> Progress | None:
        return self.recent[-1] if self.recent else None

    def read(self) -> bool:
        """Take in the next piece of the log; says whether something changed. Raises `OSError` if it is unreadable."""
        events = self._follower.new(CHUNK)
        if self._follower.began_again:
            self.curves.clear()
            self.recent.clear()
        gather(events, self.curves)
        self.recent.extend(events)
        return bool(events) or self._follower.began_again

    @property
    def idle(self) -> float:
        """Seconds since the last line was written."""
        try:
            return max(time.time() - self._follower.path.stat().st_mtime, 0.0)
        except FileNotFoundError:
            return 0.0

    @property
    def state(self) -> State:
        if self.last is None:
            return State.WAITING
        if self.last.step >= self.last.steps:
            return State.FINISHED
        return State.STOPPED if self.idle > max(PATIENCE, GAPS * self._longest_pause) else State.RUNNING

    @property
    def _longest_pause(self) -> float:
        return max((later.seconds - sooner.seconds for sooner, later in pairwise(self.recent)), default=0.0)
