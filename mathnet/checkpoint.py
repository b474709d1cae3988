"""Checkpoints: weights as safetensors, everything else as JSON beside them. Nothing is pickled.

`NAME.safetensors` holds half-precision weights with batch norm unfused; `NAME.json` the format's number, the model's
configuration, its vocabulary and what it was trained with.
"""

from __future__ import annotations

import json
import os
from importlib import resources
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file

from mathnet.calibration import Calibration
from mathnet.config import ModelConfig, from_dict, to_dict
from mathnet.errors import SpokenError
from mathnet.model import Model
from mathnet.vocabulary import Vocabulary

FORMAT = 1
SHIPPED = "mask-match"


class CheckpointError(SpokenError):
    """A model file that is missing, broken or of another format; the message says what to do."""


def shipped_model() -> Path:
    """The path, without suffix, of the model that comes with the program."""
    return Path(str(resources.files("resources") / "models" / SHIPPED))


def save_model(model: Model, vocabulary: Vocabulary, path: Path, training: dict[str, Any]) -> None:
    """Writes `path`.safetensors and `path`.json, each in one step. `training` says how the weights came about."""
    tensors = {name: _halved(value) for name, value in model.state_dict().items() if "num_batches" not in name}
    partial = path.with_suffix(".partial")
    save_file(tensors, partial)
    os.replace(partial, path.with_suffix(".safetensors"))
    card = {
        "format": FORMAT,
        "config": to_dict(model.config),
        "vocabulary": list(vocabulary.tokens),
        "training": training,
    }
    _write_card(path, card)


def _halved(value: torch.Tensor) -> torch.Tensor:
    return value.detach().cpu().contiguous().half() if value.is_floating_point() else value.detach().cpu()


def load_model(path: Path | None = None) -> tuple[Model, Vocabulary]:
    """A model in single precision on the CPU, in evaluation mode, with its vocabulary.

    `path` may name either file or neither suffix; None is the shipped model. Raises `CheckpointError`.
    """
    card, path = read_card(path), _stem(path)
    try:
        vocabulary = Vocabulary(tuple(card["vocabulary"]))
        model = Model(from_dict(ModelConfig, card["config"]), len(vocabulary))
        tensors = load_file(path.with_suffix(".safetensors"))
        state = {name: tensors.get(name, value) for name, value in model.state_dict().items() if "num_batches" in name}
        model.load_state_dict(state | {name: value.float() for name, value in tensors.items()})
    except (OSError, SafetensorError, RuntimeError, KeyError, TypeError, ValueError) as error:
        raise CheckpointError("the model {} cannot be loaded: {}", path, error) from error
    return model.eval(), vocabulary


def load_calibration(path: Path | None = None) -> Calibration:
    """How a model's scores become probabilities; as they stand where the model has no calibration.

    Raises `CheckpointError`.
    """
    try:
        return from_dict(Calibration, read_card(path).get("calibration", {}))
    except ValueError as error:
        raise CheckpointError("the calibration of the model {} cannot be used: {}", _stem(path), error) from None


def save_calibration(path: Path | None, calibration: Calibration) -> None:
    """Puts a calibration into a model's JSON, in one step."""
    _write_card(_stem(path), read_card(path) | {"calibration": to_dict(calibration)})


def _stem(path: Path | None) -> Path:
    """A model's path without suffix."""
    path = shipped_model() if path is None else path
    return path.with_suffix("") if path.suffix in {".safetensors", ".json"} else path


def _write_card(path: Path, card: dict[str, Any]) -> None:
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(partial, path.with_suffix(".json"))


def read_card(path: Path | None = None) -> dict[str, Any]:
    """A model's JSON. Raises `CheckpointError`."""
    given = shipped_model() if path is None else path
    path = _stem(given).with_suffix(".json")
    try:
        card: Any = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _missing(given, path) from None
    except (OSError, ValueError) as error:
        raise CheckpointError("the model's {} cannot be read: {}", path, error) from None
    if not isinstance(card, dict) or "format" not in card:
        raise CheckpointError(
            "{} is no model's card: give the path of a .safetensors file with its .json beside it", path
        )
    if card["format"] != FORMAT:
        raise CheckpointError("{} is of format {!r}, this program reads format {}", path, card["format"], FORMAT)
    return dict(card)


def _missing(given: Path, card: Path) -> CheckpointError:
    """What is wrong with the path that was given, where there is no card."""
    if card.with_suffix(".safetensors").exists():
        return CheckpointError("the model {} cannot be loaded without {}: put that file beside it", given, card.name)
    if given.is_file():
        return CheckpointError("{} is no model: give the path of a .safetensors file with its .json beside it", given)
    return CheckpointError("there is no model at {}: give the path of a .safetensors or .json file", given)
