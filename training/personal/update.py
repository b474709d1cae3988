"""Update: the part of a model that learns, and how its change becomes plain weights again.

A change of low rank is `up @ down`, added to a matrix or to a kernel; `up` begins at zero, so the model begins as it
was (Hu et al., arXiv 2106.09685).

Letters: R rank, O outputs, I inputs (times the kernel's cells).
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import torch
from torch import Tensor, nn
from torch.nn.utils import parametrize

from mathnet.model import Model
from training.personal.config import LOW_RANK, UpdateConfig

_LAST = ("decoder.norm.", "decoder.out.")


class LowRank(nn.Module):
    """A weight with a change of low rank. Shapes: `down` (R, I), `up` (O, R)."""

    def __init__(self, weight: Tensor, rank: int) -> None:
        super().__init__()
        inputs = weight[0].numel()
        self.down = nn.Parameter(torch.randn(rank, inputs) / math.sqrt(inputs))
        self.up = nn.Parameter(torch.zeros(len(weight), rank))

    def forward(self, weight: Tensor) -> Tensor:
        return weight + (self.up @ self.down).view(weight.shape)


class Trained(nn.Module):
    """The parameters that learn, by their names in the model, dots replaced; they stay the model's own, too."""

    def __init__(self, model: nn.Module) -> None:
        super().__init__()
        for name, parameter in model.named_parameters():
            if parameter.requires_grad:
                self.register_parameter(name.replace(".", "/"), parameter)


def open_update(model: Model, config: UpdateConfig) -> Trained:
    """Prepares a model to learn by the configuration alone; the result is what learns."""
    model.requires_grad_(False)
    if config.kind == LOW_RANK:
        for module in list(_adapted(model, config)):
            weight = module.get_parameter("weight")
            parametrize.register_parametrization(module, "weight", LowRank(weight, config.rank))
    else:
        last = (f"decoder.layers.{len(model.decoder.layers) - 1}.", *_LAST)
        for name, parameter in model.named_parameters():
            parameter.requires_grad_(name.startswith(last))
    return Trained(model)


def _adapted(model: Model, config: UpdateConfig) -> Iterator[nn.Module]:
    """The decoder's large matrices, and the pointwise convolutions of the encoder beyond the stages that are kept."""
    encoder = model.encoder
    stages = [encoder.stem, encoder.quarter, encoder.eighth, encoder.sixteenth]
    kept = {id(module) for part in stages[: config.kept + 1] for module in part.modules()}
    for module in model.encoder.modules():
        if isinstance(module, nn.Conv2d) and module.kernel_size == (1, 1) and id(module) not in kept:
            yield module
    for module in model.decoder.modules():
        if isinstance(module, nn.Linear) and min(module.weight.shape) >= 2 * config.rank:
            yield module


def close_update(model: Model, before: dict[str, Tensor], share: float) -> Model:
    """Makes plain weights of what was learned: `share` of the change on what was there before. Returns the model."""
    for module in list(model.modules()):
        if parametrize.is_parametrized(module, "weight"):
            parametrize.remove_parametrizations(module, "weight", leave_parametrized=True)
    model.requires_grad_(True)
    weights = model.state_dict()
    for name, value in weights.items():
        if value.is_floating_point():
            weights[name] = before[name].lerp(value, share)
    model.load_state_dict(weights)
    return model
