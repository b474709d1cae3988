"""What is known of a run from its log: how far it is, its curves, what can be seen of it, and whether it still goes on.

No Qt.
"""

from __future__ import annotations

import time
from collections import deque
from copy import copy
from enum import Enum, auto
from itertools import pairwise
from pathlib import Path

from training.events import Curve, Event, Focus, Follower, Health, Progress, Sample, Turn, gather

CHUNK = 1 << 18  # bytes read at a time: a long log must not hold up the window
RECENT = 300  # events kept as lines
PATIENCE = 60.0  # seconds without a new line that no run is called stopped for
GAPS = 3  # times the longest pause between recent lines: nor for those


class State(Enum):
    """How a run is: nothing logged yet, lines still coming, none for a while, or all steps done; waiting at command."""

    WAITING = auto()
    RUNNING = auto()
    PAUSED = auto()
    STOPPED = auto()
    FINISHED = auto()


class RunLog:
    """The run in `folder`, read as it grows: `curves` by name, the `recent` events, and the `last` of them.

    Beside these what can be seen, each as it was told last: `readings` and `foci` by the numbers of the expressions,
    the `health` of the embeddings, and the `turns` of a pipeline by stage.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.known: State | None = None  # how it is, where that is told by its process and not by its log
        self.curves: dict[str, Curve] = {}
        self.recent: deque[Progress] = deque(maxlen=RECENT)
        self._forget_exhibits()
        self._follower = Follower(folder)

    @property
    def last(self) -> Progress | None:
        return self.recent[-1] if self.recent else None

    def read(self) -> bool:
        """Take in the next piece of the log; says whether something changed. Raises `OSError` if it is unreadable."""
        events = self._follower.events(CHUNK)
        if self._follower.began_again:
            self.curves.clear()
            self.recent.clear()
            self._forget_exhibits()
        gather(events, self.curves)
        self.recent.extend(event for event in events if isinstance(event, Progress))
        for event in events:
            self._exhibit(event)
        return bool(events) or self._follower.began_again

    def snapshot(self) -> RunLog:
        """What was read so far, which does not change when this one reads on: for another thread."""
        made = copy(self)
        made.curves = {name: Curve(list(curve.steps), list(curve.values)) for name, curve in self.curves.items()}
        made.recent = deque(self.recent, RECENT)
        made.readings, made.foci, made.turns = dict(self.readings), dict(self.foci), dict(self.turns)
        return made

    def _forget_exhibits(self) -> None:
        self.readings: dict[int, Sample] = {}
        self.foci: dict[int, Focus] = {}
        self.health: Health | None = None
        self.turns: dict[str, Turn] = {}

    def _exhibit(self, event: Event) -> None:
        if isinstance(event, Sample):
            self.readings[event.number] = event
        elif isinstance(event, Focus):
            self.foci[event.number] = event
        elif isinstance(event, Health):
            self.health = event
        elif isinstance(event, Turn):
            self.turns[event.stage] = event

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
        if self.known is not None:
            return self.known
        if self.last.step >= self.last.steps:
            return State.FINISHED
        return State.STOPPED if self.idle > max(PATIENCE, GAPS * self._longest_pause) else State.RUNNING

    @property
    def _longest_pause(self) -> float:
        return max((later.seconds - sooner.seconds for sooner, later in pairwise(self.recent)), default=0.0)
