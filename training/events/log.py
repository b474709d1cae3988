"""The log of a run, `log.jsonl`: one event a line, written by the run and followed by whoever looks on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from training.events.kinds import Event, Progress, from_line, to_line

LOG_NAME = "log.jsonl"


class Log:
    """Appends events to a run's log; ends the line that a killed writer left half-written."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / LOG_NAME
        self._is_whole = _ends_whole(self.path)

    def write(self, event: Event) -> None:
        """Raises `OSError` where the line cannot be written, as on a full disk."""
        begin, self._is_whole = "" if self._is_whole else "\n", False
        with self.path.open("a", encoding="utf-8") as file:
            file.write(begin + to_line(event))
        self._is_whole = True


def _ends_whole(path: Path) -> bool:
    """Whether a new line may begin at the end of a file."""
    try:
        with path.open("rb") as file:
            if not file.seek(0, os.SEEK_END):
                return True
            file.seek(-1, os.SEEK_END)
            return file.read() == b"\n"
    except FileNotFoundError:
        return True


class Follower:
    """Reads a run's log as it grows, each event once and no line twice.

    A half-written last line waits for its end; a line that is no event, as a killed writer leaves one, is passed over,
    and so is a kind of event that is not known here; a log that is not there yet has no events. After reading,
    `began_again` says whether the log was found cut short or replaced by another: the events then are all that it
    holds, and those of earlier calls count no more.
    """

    def __init__(self, folder: Path) -> None:
        self.path = folder / LOG_NAME
        self.began_again = False
        self._place = 0  # bytes read so far
        self._last = b""  # the line that ends there, as long as the log is the same one

    def events(self, most: int = -1) -> list[Event]:
        """The events since the last call; no more lines than `most` bytes take, rounded up, unless it is negative."""
        self.began_again = False
        try:
            lines = self._lines(most)
        except FileNotFoundError:
            return []
        return [event for event in map(from_line, lines) if event is not None]

    def new(self, most: int = -1) -> list[Progress]:
        """As `events`, and of those the progress alone."""
        return [event for event in self.events(most) if isinstance(event, Progress)]

    def _lines(self, most: int) -> list[bytes]:
        with self.path.open("rb") as file:
            file.seek(self._place - len(self._last))
            if file.read(len(self._last)) != self._last:
                self.began_again, self._place, self._last = True, 0, b""
                file.seek(0)
            lines = file.readlines(most)
        if lines and not lines[-1].endswith(b"\n"):
            del lines[-1]
        self._place += sum(map(len, lines))
        self._last = lines[-1] if lines else self._last
        return lines


def read_log(folder: Path) -> Iterator[Progress]:
    """The progress of a run so far; a half-written last line is left out."""
    yield from Follower(folder).new()


def read_events(folder: Path) -> list[Event]:
    """All events of a run so far."""
    return Follower(folder).events()


def runs_below(folder: Path) -> list[Path]:
    """The folders with a log, `folder` itself and those at any depth below it, latest written first."""
    runs = [Path(place) for place, _, files in os.walk(folder) if LOG_NAME in files]
    return sorted(runs, key=_written, reverse=True)


def _written(run: Path) -> float:
    try:
        return (run / LOG_NAME).stat().st_mtime
    except OSError:  # taken away since it was found
        return 0.0
