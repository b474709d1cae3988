"""What a run starts from: the parts that an earlier stage trained, or a whole model that is to learn more.

`parts.safetensors` holds encoder and, after stage 2, attention network in single precision; `parts.json` the network's
configuration and how the weights came about. A whole model is as `mathnet.checkpoint` saves it; it may know fewer
tokens than the one that goes on from it.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from mathnet.checkpoint import load_model
from mathnet.config import ModelConfig, from_dict, to_dict
from mathnet.model import Model
from mathnet.vocabulary import Vocabulary
from training.loop import write_json

NAME = "parts"
WHOLE = "model"
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
    file = _file(path, NAME)
    if not file.is_file():
        raise ValueError(f"{path} holds no pretrained parts: give the folder of a finished pretrain or attend run")
    return file


def _file(path: Path, name: str) -> Path:
    return path / f"{name}.safetensors" if path.is_dir() else path


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


def is_model(path: Path) -> bool:
    """Whether a path names a whole model: the folder of a finetune run, or a model's own file."""
    if path.is_dir():
        return not (path / f"{NAME}.safetensors").is_file() and (path / f"{WHOLE}.safetensors").is_file()
    card = path.with_suffix(".json")
    return path.suffix == ".safetensors" and card.is_file() and "vocabulary" in json.loads(card.read_text("utf-8"))


def initialise_whole(model: Model, vocabulary: Vocabulary, path: Path, new_as_they_are: bool = False) -> list[str]:
    """Puts a trained model into one of the same configuration and another vocabulary; gives the tokens new to it.

    What belongs to a token is found by the token's name. A new token starts as an average one, as likely as any other
    that is not meant, or stays as it is. Raises `ValueError` if the models do not fit.
    """
    trained, known = load_model(_file(path, WHOLE))
    if trained.config != model.config:
        raise ValueError(f"the model {path} is of another network: {trained.config} there, {model.config} here")
    rows = torch.tensor([known.encode([token])[0] if token in known else -1 for token in vocabulary.tokens])
    state = trained.state_dict()
    for name in ("decoder.embed.weight", "decoder.out.weight", "decoder.out.bias"):
        keeps = new_as_they_are or "embed" in name
        fresh = model.state_dict()[name] if keeps else state[name].mean(0, keepdim=True)
        is_known = (rows >= 0).view(-1, *[1] * (fresh.dim() - 1))
        state[name] = torch.where(is_known, state[name][rows.clamp(min=0)], fresh)
    model.load_state_dict(state)
    return [token for token in vocabulary.tokens if token not in known]


def network_of(path: Path, vocabulary: int) -> Model:
    """A network of the parts' configuration with the parts in it, the rest untrained."""
    file = parts_file(path)
    card = json.loads(file.with_suffix(".json").read_text(encoding="utf-8"))
    model = Model(from_dict(ModelConfig, card["config"]), vocabulary)
    initialise(model, file)
    return model


def digest(path: Path) -> str:
    """What tells one start from another: SHA-256 of the weights."""
    return file_digest(_file(path, WHOLE) if is_model(path) else parts_file(path))


def file_digest(path: Path) -> str:
    """SHA-256 of a file. Raises `OSError` if there is none."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _under(tensors: Mapping[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name[len(prefix) :]: value for name, value in tensors.items() if name.startswith(prefix)}
