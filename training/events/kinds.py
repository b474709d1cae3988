"""What a run says of itself: the kinds of events, each a dataclass, and their form as lines of JSON.

`docs/events.md` has an example of each. Pictures are named by their path below the run's folder.
"""

from __future__ import annotations

import json
import time
from dataclasses import asdict, dataclass, fields
from enum import StrEnum

from mathnet.errors import Spoken, from_json, to_json


class State(StrEnum):
    """What a run can come to be."""

    BEGAN = "began"  # a process has taken it up
    PAUSED = "paused"  # that process waits, and what it did is saved
    GOING = "going"  # it goes on after a pause
    STOPPED = "stopped"  # it has ended before the last step, and can be taken up
    FINISHED = "finished"
    FAILED = "failed"  # it has ended by an error, and can be taken up once the cause is gone


@dataclass(frozen=True)
class Progress:
    """How far a run is. `values` are means since the line before, by name; `seconds` since the run began to run."""

    stage: str
    step: int
    steps: int
    seconds: float
    values: dict[str, float]

    @property
    def seconds_left(self) -> float:
        return self.seconds / max(self.step, 1) * (self.steps - self.step)


@dataclass(frozen=True)
class Status:
    """The run has come to be in `state`; `words` say why, to people: in any language if they are `Spoken`."""

    state: State
    words: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "state", State(self.state))


@dataclass(frozen=True)
class Turn:
    """A pipeline's stage, the `number`-th `of` so many, has begun, finished or was found done; `run` is its folder."""

    stage: str
    run: str
    number: int
    of: int
    state: State

    def __post_init__(self) -> None:
        object.__setattr__(self, "state", State(self.state))


@dataclass(frozen=True)
class Sample:
    """How stage 3 reads one of a few expressions now. `map` is the picture with what the decoder looked at."""

    stage: str
    step: int
    number: int  # of the expression: the same one at every step
    picture: str
    map: str
    truth: str  # LaTeX, as is `read`
    read: str


@dataclass(frozen=True)
class Health:
    """How stage 1's embeddings of held-out ink are. `picture` shows the similarity of first views (rows) and second
    views (columns) of some expressions, black for 1: healthy ones have a dark diagonal on light ground."""

    stage: str
    step: int
    picture: str
    values: dict[str, float]
    spectrum: list[float]  # singular values of the embeddings, falling, as shares of the first


@dataclass(frozen=True)
class Focus:
    """Where stage 2 looks in one of a few expressions now: `map`, and `masked`, the ink that masking would leave."""

    stage: str
    step: int
    number: int
    picture: str
    map: str
    masked: str
    hidden: float  # share of the ink that masking hides at this step


Event = Progress | Status | Turn | Sample | Health | Focus
KINDS: dict[str, type[Event]] = {
    **{"progress": Progress, "state": Status, "stage": Turn},
    **{"sample": Sample, "health": Health, "focus": Focus},
}
_NAMES = {kind: name for name, kind in KINDS.items()}


def to_line(event: Event) -> str:
    """The event as a line with the time of now. Progress is the kind that need not be named."""
    kind = {} if isinstance(event, Progress) else {"kind": _NAMES[type(event)]}
    words = event.words if isinstance(event, Status) else ""
    said = {"said": to_json(words)} if isinstance(words, Spoken) else {}
    return json.dumps({"time": round(time.time(), 1), **kind, **asdict(event), **said}) + "\n"


def from_line(line: bytes | str) -> Event | None:
    """The event of a line; None for what is no event, or of a kind that is not known here."""
    try:
        values = json.loads(line)
        if "said" in values:
            values["words"] = from_json(values["said"])
        kind = KINDS[values.get("kind", "progress")]
        return kind(**{part.name: values[part.name] for part in fields(kind) if part.name in values})
    except (ValueError, LookupError, TypeError, AttributeError):
        return None
