"""Models of a few bytes and a check that believes them, for tests of what is done with models."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.services import model_files
from app.services.model_check import Checked, UnfitError
from app.services.model_files import CARD, WEIGHTS
from app.services.models import Models


@dataclass
class FakeCheck:
    """Finds every model sound, unless it is told not to; keeps what it was asked."""

    trouble: str = ""
    asked: list[list[str]] = field(default_factory=list)  # the files that lay there each time
    is_stopped: bool = False

    def __call__(self, weights: Path) -> Checked:
        self.asked.append(sorted(path.name for path in weights.parent.iterdir()))
        if self.trouble:
            raise UnfitError(self.trouble)
        hashes = model_files.hashes(weights.parent)
        return Checked(hashes[WEIGHTS], hashes[CARD], {"sum": "x"})

    def stop(self) -> None:
        self.is_stopped = True


def write_model(folder: Path, stem: str = "own", weights: bytes = b"weights", **story: Any) -> Path:
    """The two files of a model, and its story where one is given; returns the path of the weights."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{stem}.json").write_text("{}", encoding="utf-8")
    if story:
        (folder / "story.json").write_text(json.dumps(story), encoding="utf-8")
    path = folder / f"{stem}.safetensors"
    path.write_bytes(weights)
    return path


def take(models: Models, folder: Path, name: str, **story: Any) -> str:
    """Put a model of this name into the list; its weights are its name."""
    source = write_model(folder / name, "model", name.encode(), **story)
    return models.add(source.with_suffix(""), name, folder / name / "story.json" if story else None)
