"""Configuration of the network. Every size is here; it is saved as JSON beside the weights trained with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass
from typing import Any, TypeVar, cast, get_origin, get_type_hints

from mathnet.errors import SpokenError
from mathnet.raster import RasterConfig

T = TypeVar("T")


@dataclass(frozen=True)
class EncoderConfig:
    """Convolutional encoder: a stem at stride 2, then residual stages at strides 4, 8 and 16, fused at stride 8."""

    stem: int = 32  # channels at stride 2
    channels: tuple[int, ...] = (64, 128, 256)  # at strides 4, 8, 16
    blocks: tuple[int, ...] = (3, 5, 4)  # residual blocks a stage

    def __post_init__(self) -> None:
        if len(self.channels) != 3 or len(self.blocks) != 3 or min(self.blocks) < 1:
            raise SpokenError("the encoder has three stages (strides 4, 8, 16), each of at least one block")


@dataclass(frozen=True)
class DecoderConfig:
    """Transformer decoder, pre-norm, shared by both reading directions."""

    layers: int = 3
    heads: int = 8
    feedforward: int = 1024
    dropout: float = 0.2
    coverage: int = 32  # hidden units of the coverage refinement, 0 turns it off
    most_tokens: int = 200  # longest caption, the start and end tokens left out

    def __post_init__(self) -> None:
        if self.layers < 1 or self.heads < 1 or not 0 <= self.dropout < 1 or self.most_tokens < 1:
            raise SpokenError("a decoder cannot be built with {}", self)


MODULATIONS = ("bias", "scale", "none")


@dataclass(frozen=True)
class ModelConfig:
    """The whole network: `width` is the size D of memory cells and tokens."""

    width: int = 256
    focus: int = 64  # hidden channels of the attention network
    modulation: str = "bias"  # what the focus does to the memory: "bias" on the logits, "scale" of cells, or "none"
    raster: RasterConfig = field(default_factory=RasterConfig)
    encoder: EncoderConfig = field(default_factory=EncoderConfig)
    decoder: DecoderConfig = field(default_factory=DecoderConfig)

    def __post_init__(self) -> None:
        if self.width % self.decoder.heads or self.width % 4:
            told = (self.width, self.decoder.heads)
            raise SpokenError("width {} must be a multiple of 4 and of the {} heads", *told)
        if self.modulation not in MODULATIONS:
            raise SpokenError("modulation is {!r}, not one of {}", self.modulation, ", ".join(MODULATIONS))


def tiny() -> ModelConfig:
    """A network of a few thousand weights, for tests."""
    return ModelConfig(
        width=32,
        focus=8,
        encoder=EncoderConfig(stem=8, channels=(16, 24, 32), blocks=(1, 1, 1)),
        decoder=DecoderConfig(layers=2, heads=4, feedforward=64, dropout=0.0, coverage=8, most_tokens=60),
    )


def to_dict(config: object) -> dict[str, Any]:
    """A configuration as plain values for JSON."""
    return asdict(cast(Any, config))


def from_dict(kind: type[T], values: Mapping[str, Any], where: str = "") -> T:
    """Builds a configuration dataclass from nested mappings.

    Raises `ValueError` that names a key which it lacks, or the key of a value of another type.
    """
    hints = get_type_hints(kind)
    known = {entry.name for entry in fields(cast(Any, kind))}
    unknown = sorted(set(values) - known)
    if unknown:
        raise SpokenError("unknown key {!r}; known here: {}", where + unknown[0], ", ".join(sorted(known)))
    return kind(**{key: _value(hints[key], value, where + key) for key, value in values.items()})


def _value(hint: Any, value: Any, where: str) -> Any:
    if is_dataclass(hint):
        if not isinstance(value, Mapping):
            raise SpokenError("{} is {!r}, not a table of keys and values", where, value)
        return from_dict(cast(type[Any], hint), value, f"{where}.")
    plain = get_origin(hint) or hint  # tuple for tuple[int, ...]
    value = tuple(value) if isinstance(value, list) else value
    if not isinstance(value, (int, float) if plain is float else plain) or isinstance(value, bool):
        raise SpokenError("{} is {!r}, not {}", where, value, plain.__name__)
    return value
