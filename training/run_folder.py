"""A run's folder: how a run is made, what it began with, and what it leaves when it is complete."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from tqdm import tqdm

from mathnet.config import to_dict
from training import parallel
from training.config import Recipe
from training.loop import write_json
from training.transfer import digest, file_digest


@dataclass(frozen=True)
class RunOptions:
    """How a run is made. Only what says so, beside the recipe, is part of its result."""

    folder: Path
    device: torch.device
    workers: int = 2
    seconds: float | None = None  # stop and save after so long, to go on later
    initial: Path | None = None  # a run of an earlier stage whose parts this one starts from; part of the result
    bank: Path | None = None  # packed symbols and formulas of composed expressions; part of the result
    formulas: Path | None = None
    log_steps: int = 20
    validate_steps: int = 2000
    save_steps: int = 1000
    save_seconds: float = 120.0  # the state is saved when either has passed
    within: Path | None = None  # the folder of the pipeline that the run belongs to: what that is told counts here


def begin(recipe: Recipe, stage: str, options: RunOptions, writes: bool) -> None:
    """Writes down what a run begins with, or checks that the folder's run began with the same.

    Raises `ValueError` if it did not.
    """
    folder, start = options.folder, _start(stage, options)
    path, plain = folder / "recipe.json", json.loads(json.dumps(to_dict(recipe)))
    if path.exists() and json.loads(path.read_text(encoding="utf-8")) != plain:
        raise ValueError(f"{folder} holds a run of another recipe: choose a new folder for this one")
    place = folder / "start.json"
    if place.exists() and json.loads(place.read_text(encoding="utf-8")) != start:
        raise ValueError(f"{folder} holds a run of another stage or start: choose a new folder")
    if writes:
        write_json(path, plain)
        write_json(place, start)


def _start(stage: str, options: RunOptions) -> dict[str, str]:
    """What the result depends on besides recipe and corpus."""
    start = {"stage": stage, "initial": digest(options.initial) if options.initial else ""}
    files = {"bank": options.bank, "formulas": options.formulas}
    return start | {name: file_digest(path) for name, path in files.items() if path is not None}


def finish(folder: Path, done: Mapping[str, Any], device: torch.device) -> None:
    """Says that the run is complete, and what it took, and draws its curves where matplotlib is there."""
    name = torch.cuda.get_device_name() if device.type == "cuda" else platform.processor() or "CPU"
    made = {"processes": parallel.world(), "threads": torch.get_num_threads(), "device": name}
    write_json(folder / "finished.json", {**done, **made, "torch": torch.__version__})
    try:
        from training.plots import draw_curves

        draw_curves(folder)
    except ImportError:
        tqdm.write("matplotlib is not installed: no curves.png; the log has all figures")


def described(recipe: Recipe, steps: int, initial: Path | None) -> dict[str, Any]:
    """What is written beside weights about how they came about."""
    return {"recipe": to_dict(recipe), "steps": steps, **({"initial": digest(initial)} if initial else {})}
