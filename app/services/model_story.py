"""The story of a model: when it was made, from which other, with what data, and how well it reads.

It is `story.json` beside the weights. `python -m training personal` writes it and imports bring it along, so that
whatever is in it may be missing or nonsense; what cannot be understood is passed over:

    {"made": "2026-05-17T14:03:00", "from": SHA256 of the weights it began with,
     "data": {"corrections": 24, "composed": 3000, "crohme": 0},
     "figures": {"check": {"before": 0.61, "after": 0.62, "count": 120}, "corrections": {…}},
     "sha256": {"model.safetensors": SHA256, "model.json": SHA256}}

The last is put in when the model is taken into the folder of models, and looked at whenever it is loaded.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

FILE = "story.json"
LARGEST = 2**20  # bytes
SOURCES = ("corrections", "composed", "crohme")
SETS = ("check", "corrections")


@dataclass(frozen=True)
class Figure:
    """The share of formulas that are read without a mistake, of `count`; `before` of the model it was made from."""

    after: float
    before: float | None = None
    count: int = 0


@dataclass(frozen=True)
class Story:
    """What is known of how a model came about; `data` and `figures` by the names in `SOURCES` and `SETS`."""

    made: datetime | None = None  # local time
    parent: str = ""  # hash of the weights it was made from
    data: Mapping[str, int] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    hashes: Mapping[str, str] = field(default_factory=dict)  # by the names of the files


def read(folder: Path) -> Story:
    """The story in a folder, as far as there is one."""
    values = _values(folder / FILE)
    return Story(
        made=_date(values.get("made")),
        parent=str(values.get("from", "")),
        data={name: count for name in SOURCES if (count := _count(_mapping(values.get("data")).get(name))) > 0},
        figures=dict(_figures(_mapping(values.get("figures")))),
        hashes={name: str(value) for name, value in _mapping(values.get("sha256")).items()},
    )


def seal(folder: Path, hashes: Mapping[str, str]) -> None:
    """Put the hashes of the files into the story, in one step; begins one where there is none. Raises `OSError`."""
    values = {"made": datetime.now().isoformat(timespec="seconds")} | _values(folder / FILE) | {"sha256": dict(hashes)}
    partial = folder / f"{FILE}.part"
    partial.write_text(json.dumps(values, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(partial, folder / FILE)


def _values(path: Path) -> dict[str, Any]:
    with suppress(OSError, ValueError, RecursionError):
        if path.stat().st_size <= LARGEST:
            return _mapping(json.loads(path.read_text(encoding="utf-8")))
    return {}


def _mapping(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _date(value: object) -> datetime | None:
    with suppress(TypeError, ValueError, OverflowError):
        made = datetime.fromisoformat(str(value))
        return made.astimezone().replace(tzinfo=None) if made.tzinfo else made
    return None


def _count(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**9 else 0


def _figures(values: Mapping[str, Any]) -> list[tuple[str, Figure]]:
    found = []
    for name in SETS:
        told = _mapping(values.get(name))
        after = _share(told.get("after"))
        if after is not None:
            found.append((name, Figure(after, _share(told.get("before")), _count(told.get("count")))))
    return found


def _share(value: object) -> float | None:
    fits = isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1
    return float(value) if fits and isinstance(value, int | float) else None
