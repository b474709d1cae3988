"""What one stage hands to the next: the trained parts of the network, without the parts that no one has trained yet.

`parts.safetensors` holds encoder and, after stage 2, attention network in single precision; `parts.json` the network's
configuration and how the weights came about.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from mathnet.config import ModelConfig, from_dict, to_dict
from mathnet.model import Model
from training.loop import write_json

NAME = "parts"
_SHARED = ("width", "focus", "raster", "encoder")  # what two networks must agree in to share parts


def save_parts(parts: Mapping[str, nn.Module], config: ModelConfig, folder: Path, training: dict[str, Any]) -> None:
    """Writes modules by their name in the network, each file in one step."""
    tensors = {f"{name}.{key}": value for name, part in parts.items() for key, value in part.state_dict().items()}
    partial = folder / f"{NAME}.partial"
    save_file({key: value.detach().cpu().contiguous() for key, value in tensors.items()}, partial)
    os.replace(partial, folder / f"{NAME}.safetensors")
    write_json(folder / f"{NAME}.json", {"config": to_dict(config), "parts": list(parts), "training": training})


def parts_file(path: Path) -> Path:
    """The file of parts that a run's folder or the file's own path names. Raises `ValueError` if there is none."""
    file = path / f"{NAME}.safetensors" if path.is_dir() else path
    if not file.is_file():
        raise ValueError(f"{path} holds no pretrained parts: give the folder of a finished pretrain or attend run")
    return file


def initialise(model: Model, path: Path) -> list[str]:
    """Puts pretrained parts into a network and names them. Raises `ValueError` if they do not fit."""
    file = parts_file(path)
    try:
        card = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
        trained = from_dict(ModelConfig, card["config"])
        names = [str(name) for name in card["parts"]]
        tensors = load_file(file)
    except (OSError, KeyError, TypeError, ValueError, SafetensorError) as error:
        raise ValueError(f"the parts {file} cannot be read: {error}") from None
    for key in _SHARED:
        if getattr(trained, key) != getattr(model.config, key):
            raise ValueError(f"the parts {file} are of another network: {key} is {getattr(trained, key)} there")
    for name in names:
        model.get_submodule(name).load_state_dict(_under(tensors, f"{name}."))
    return names


def network_of(path: Path, vocabulary: int) -> Model:
    """A network of the parts' configuration with the parts in it, the rest untrained."""
    file = parts_file(path)
    card = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    model = Model(from_dict(ModelConfig, card["config"]), vocabulary)
    initialise(model, file)
    return model


def digest(path: Path) -> str:
    """What tells one set of parts from another: SHA-256 of the weights."""
    return file_digest(parts_file(path))


def file_digest(path: Path) -> str:
    """SHA-256 of a file. Raises `OSError` if there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _under(tensors: Mapping[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name[len(prefix) :]: value for name, value in tensors.items() if name.startswith(prefix)}
