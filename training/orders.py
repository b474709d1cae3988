"""The run's side of commands: asked between two steps, it says whether to go on, and waits as long as it is to pause.

A run that belongs to a pipeline obeys what either is told. Of several processes that train together each reads the
same files, and all do the most urgent that any of them read.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import torch

from mathnet.errors import Spoken
from training import parallel
from training.events import Command, Log, State, Status, commanded

_URGENCY = list(Command)
_LOOK = 0.2  # seconds between two looks at the command while the run waits


class StoppedError(Exception):
    """Work was told to stop where it cannot go on later: it begins anew."""


class Orders:
    """What the run in the first of some folders is told."""

    def __init__(self, folders: list[Path], device: torch.device) -> None:
        self.folders, self.device = folders, device

    def now(self, time_is_up: bool = False) -> Command:
        """The most urgent of what is said in the folders; to stop, if time is up."""
        told = Command.STOP if time_is_up else self._told()
        return _URGENCY[parallel.least(_URGENCY.index(told), self.device)]

    def _told(self) -> Command:
        return min((commanded(folder) for folder in self.folders), key=_URGENCY.index)

    def wait(self, save: Callable[[], object], words: Spoken) -> float:
        """Saves, and sleeps until something else than a pause is asked for; gives the seconds that it took."""
        began = time.monotonic()
        save()
        self._say(Status(State.PAUSED, words))
        while self._told() == Command.PAUSE:
            time.sleep(_LOOK)
        self._say(Status(State.GOING))
        return time.monotonic() - began

    def heed(self, words: Spoken) -> None:
        """Waits while a pause is asked for. Raises `StoppedError` if told to stop; an epoch's end is no matter here."""
        while (told := self._told()) == Command.PAUSE:
            self.wait(lambda: None, words)
        if told == Command.STOP:
            raise StoppedError(words)

    def _say(self, status: Status) -> None:
        if parallel.rank() == 0:
            for folder in self.folders:
                Log(folder).write(status)
