"""Is a model fit for use? Its files come from anywhere, so nothing in them is believed before it was looked at.

A model is sound if its card is a card, its weights are a safetensors file of bounded size with the very tensors that
the card's configuration asks for, all their values are finite, and a bundled sample can be read with it. Nothing is
built larger than the file is: the configuration is only laid out, on torch's meta device, until it has proved to fit.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open

from mathnet import inkml
from mathnet.checkpoint import CheckpointError, read_card
from mathnet.config import ModelConfig, from_dict
from mathnet.model import Model
from mathnet.raster import RasterConfig
from mathnet.recognizer import Recognizer
from mathnet.vocabulary import Vocabulary

LARGEST_WEIGHTS = 512 * 2**20  # bytes; the model that ships has 19 MB
LARGEST_CARD = 4 * 2**20  # bytes
MOST_TENSORS = 10_000
LARGEST_RASTER = RasterConfig(symbol_pixels=128.0, thickness=16, margin=64, most_pixels=4_000_000)
MOST_TOKENS = 2_000  # of a caption: the search takes so many steps at most
FRACTIONS = ("F16", "BF16", "F32", "F64")  # as safetensors calls them


@dataclass(frozen=True)
class Report:
    """What was found in a sound model; `read` is the LaTeX it finds in each bundled sample, by the sample's name."""

    sha256: str  # of the weights
    card_sha256: str
    size: int  # bytes of the weights
    parameters: int
    tokens: int  # in the vocabulary
    read: Mapping[str, str]

    def to_dict(self) -> dict[str, Any]:
        return asdict(self)


def check(path: Path) -> Report:
    """Looks a model through, by the path of either of its files. Raises `CheckpointError` for one that is unfit."""
    weights, card_path = path.with_suffix(".safetensors"), path.with_suffix(".json")
    _check_size(weights, LARGEST_WEIGHTS)
    _check_size(card_path, LARGEST_CARD)
    config, vocabulary = _card(path)
    _check_bounds(config, vocabulary)
    parameters = _check_weights(weights, config, len(vocabulary))
    read = _read_samples(path)
    return Report(_sha256(weights), _sha256(card_path), weights.stat().st_size, parameters, len(vocabulary), read)


def _check_size(path: Path, largest: int) -> None:
    if not path.is_file():
        raise CheckpointError("there is no file {}: a model is a .safetensors file with its .json beside it", path.name)
    if path.stat().st_size > largest:
        raise CheckpointError("{} is larger than {} MB, too large for a model", path.name, largest // 2**20)


def _card(path: Path) -> tuple[ModelConfig, Vocabulary]:
    card = read_card(path)
    for part, kind in (("config", dict), ("vocabulary", list)):
        if not isinstance(card.get(part), kind):
            raise CheckpointError("the model's card {} lacks its {}", path.with_suffix(".json").name, part)
    if not all(isinstance(token, str) for token in card["vocabulary"]):
        raise CheckpointError("the vocabulary of the model's card holds more than words")
    with _told("the model's card does not make a model: {}"):
        return from_dict(ModelConfig, card["config"]), Vocabulary(tuple(card["vocabulary"]))


def _check_bounds(config: ModelConfig, vocabulary: Vocabulary) -> None:
    """Raises `CheckpointError` for what would take all memory or time without being in the weights."""
    raster, largest = config.raster, LARGEST_RASTER
    within = (
        raster.symbol_pixels <= largest.symbol_pixels
        and raster.thickness <= largest.thickness
        and raster.margin <= largest.margin
        and raster.most_pixels <= largest.most_pixels
        and config.decoder.most_tokens <= MOST_TOKENS
    )
    layers = config.decoder.layers + sum(config.encoder.blocks)
    if not within or layers > MOST_TENSORS or len(vocabulary) > MOST_TENSORS:
        raise CheckpointError("the model's card asks for more than this program gives: {}", config)


def _check_weights(path: Path, config: ModelConfig, tokens: int) -> int:
    """How many values the weights have. Raises `CheckpointError` unless they are finite and fit the configuration."""
    with _told("the weights in {} are damaged, or no safetensors file: {}", path.name), safe_open(path, "pt") as file:
        there = {name: file.get_slice(name) for name in file.keys()}  # noqa: SIM118  # it is no mapping
        shapes = {name: tuple(part.get_shape()) for name, part in there.items()}
        _check_shapes(shapes, config, tokens)
        for name, part in there.items():
            if part.get_dtype() not in FRACTIONS:
                raise CheckpointError("the weights {} are no fractions, but {}", name, part.get_dtype())
            if not torch.isfinite(file.get_tensor(name)).all():
                raise CheckpointError("the weights {} hold values that are no numbers", name)
    return sum(map(math.prod, shapes.values()))


def _check_shapes(there: Mapping[str, tuple[int, ...]], config: ModelConfig, tokens: int) -> None:
    """Raises `CheckpointError` for tensors that are missing, unknown or of another shape than the configuration's."""
    if config.decoder.layers + sum(config.encoder.blocks) > len(there):  # before it takes long to lay them out
        raise CheckpointError("the weights do not fit the card: {} tensors are too few for its layers", len(there))
    with _told("the model's card does not make a model: {}"), torch.device("meta"):
        laid_out = Model(config, tokens).state_dict()
    wanted = {name: tuple(value.shape) for name, value in laid_out.items() if "num_batches" not in name}
    missing, unknown = sorted(wanted.keys() - there.keys()), sorted(there.keys() - laid_out.keys())
    if missing:
        raise CheckpointError("the weights do not fit the card: {} is missing", missing[0])
    if unknown:
        raise CheckpointError("the weights do not fit the card: it knows no {}", unknown[0])
    wrong = next((name for name in wanted if wanted[name] != there[name]), None)
    if wrong is not None:
        told = (wrong, there[wrong], wanted[wrong])
        raise CheckpointError("the weights do not fit the card: {} is of shape {}, not {}", *told)


def _read_samples(path: Path) -> dict[str, str]:
    """What the model reads in the bundled samples; it must find something in one of them."""
    with _told("the model cannot read a sample: {}"):
        recognizer = Recognizer.load(path, "cpu")
        read = {sample.stem: recognizer.recognize(inkml.read(sample)).latex for sample in bundled_samples()}
    if not any(read.values()):
        raise CheckpointError("the model finds nothing to read in any of the bundled samples")
    return read


def bundled_samples() -> list[Path]:
    """The InkML files that come along."""
    folder = Path(str(resources.files("resources") / "samples"))
    return sorted(folder.glob("*.inkml"))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


@contextmanager
def _told(template: str, *fields: object) -> Iterator[None]:
    """What torch and safetensors say, as a `CheckpointError` that ends in it."""
    try:
        yield
    except CheckpointError:
        raise
    except (OSError, SafetensorError, RuntimeError, ValueError, TypeError, KeyError, IndexError) as error:
        raise CheckpointError(template, *fields, error) from error
