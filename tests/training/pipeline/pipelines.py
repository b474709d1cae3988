"""Small pipelines for tests."""

from __future__ import annotations

from pathlib import Path

from mathnet.config import to_dict
from tests.training.inks import write_crohme
from tests.training.runs import tiny_recipe
from training.loop import write_json
from training.pipeline.settings import Length, Pipeline


def tiny_pipeline(place: Path, **settings: object) -> Pipeline:
    """A few steps of each stage on hand-made ink; dataset and recipe are written below `place` if need be."""
    if not (place / "crohme").is_dir():
        write_crohme(place / "crohme")
        write_json(place / "recipe.json", to_dict(tiny_recipe(steps=6)))
    few = {"pretrain": Length(steps=2), "attend": Length(steps=2), "finetune": Length(steps=6)}
    where = {"data": str(place / "crohme"), "recipe": str(place / "recipe.json"), "device": "cpu", "workers": 0}
    return Pipeline(**{**where, **few, "beam": 1, **settings})
