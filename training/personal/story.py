"""Story: what the window says of a model: when it was made, from which other, with what data, how well it reads."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from training.loop import write_json
from training.personal.beginning import Beginning
from training.personal.judging import CHECK, CORRECTIONS
from training.personal.lessons import shares_of
from training.personal.tune import Material
from training.transfer import file_digest

STORY = "story.json"


def write_story(folder: Path, beginning: Beginning, material: Material, told: dict[str, Any], steps: int) -> None:
    """Writes `story.json`. Expressions of replay are counted as they were drawn; figures are shares read without a
    mistake, of the sets that have any."""
    config = beginning.options.config
    _, hand, replay = shares_of(config.batch.chunk, config.mix, material.hand is not None)
    drawn = steps * config.batch.size / config.batch.chunk  # chunks
    crohme = replay // 2 if len(material.replays) > 1 else 0
    story = {
        "made": datetime.now().isoformat(timespec="seconds"),
        "from": file_digest(beginning.model),
        "data": {
            "corrections": len(beginning.divided.taught),
            "composed": round(drawn * (hand + replay - crohme)),
            "crohme": round(drawn * crohme),
        },
        "figures": {name: _figure(told[name]) for name in (CHECK, CORRECTIONS) if name in told},
    }
    write_json(folder / STORY, story)


def _figure(each: dict[str, Any]) -> dict[str, float]:
    return {"before": each["before"]["exprate"], "after": each["after"]["exprate"], "count": each["count"]}
