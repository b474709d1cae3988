"""The interface between a run and whoever looks on: events and commands, through the run's folder alone.

Standard library alone (`mathnet.errors` has nothing else, either), so that the window can read and command a run
without the training code. `docs/events.md` describes every file, with an example of each line.
"""

from __future__ import annotations

from training.events.control import (
    CONTROL_NAME,
    LOCK_NAME,
    OUTPUT_NAME,
    PIPELINE_NAME,
    PROCESS_NAME,
    Command,
    Process,
    command,
    commanded,
    is_alive,
    last_words,
    present,
    process_of,
)
from training.events.curves import PANELS, Curve, Panel, gather, in_panels, is_logarithmic, is_within_one
from training.events.kinds import KINDS, Event, Focus, Health, Progress, Sample, State, Status, Turn, from_line, to_line
from training.events.log import LOG_NAME, Follower, Log, read_events, read_log, runs_below
from training.events.words import is_full, words_of

__all__ = [
    "CONTROL_NAME",
    "KINDS",
    "LOCK_NAME",
    "LOG_NAME",
    "OUTPUT_NAME",
    "PANELS",
    "PIPELINE_NAME",
    "PROCESS_NAME",
    "Command",
    "Curve",
    "Event",
    "Focus",
    "Follower",
    "Health",
    "Log",
    "Panel",
    "Process",
    "Progress",
    "Sample",
    "State",
    "Status",
    "Turn",
    "command",
    "commanded",
    "from_line",
    "gather",
    "in_panels",
    "is_alive",
    "is_full",
    "is_logarithmic",
    "is_within_one",
    "last_words",
    "present",
    "process_of",
    "read_events",
    "read_log",
    "runs_below",
    "to_line",
    "words_of",
]
