"""The update: it begins as the old model, becomes plain weights, and can be drawn back."""

from __future__ import annotations

import pytest
import torch

from mathnet.config import tiny
from mathnet.model import Model
from training.personal.config import UpdateConfig
from training.personal.update import Trained, close_update, open_update


def opened(config: UpdateConfig) -> tuple[Model, dict[str, torch.Tensor], Trained]:
    torch.manual_seed(0)
    model = Model(tiny(), 20).eval()
    before = {name: value.clone() for name, value in model.state_dict().items()}
    return model, before, open_update(model, config)


def answer(model: Model) -> torch.Tensor:
    torch.manual_seed(1)
    raster = torch.rand(1, 4, 32, 64)
    return model(model.encode(raster), torch.tensor([[1, 4, 5]]))[0].detach()


@pytest.mark.parametrize("kind", ["low_rank", "last_layers"])
def test_an_update_begins_as_the_old_model_and_ends_as_plain_weights(kind: str) -> None:
    model, before, trained = opened(UpdateConfig(kind=kind, rank=2, kept=1))
    begun = answer(model)
    with torch.no_grad():
        for parameter in trained.parameters():
            parameter += 0.1 * torch.randn_like(parameter)
    learned = answer(model)
    assert not torch.allclose(begun, learned)
    plain = close_update(model, before, 1.0)
    assert torch.allclose(answer(plain), learned, atol=1e-5)
    assert plain.state_dict().keys() == before.keys()
    fresh = Model(tiny(), 20).eval()
    fresh.load_state_dict(before)
    assert torch.allclose(answer(fresh), begun, atol=1e-6)


def test_half_of_an_update_lies_in_the_middle() -> None:
    model, before, trained = opened(UpdateConfig(kind="low_rank", rank=2))
    with torch.no_grad():
        for parameter in trained.parameters():
            parameter += 0.1 * torch.randn_like(parameter)
    name = "decoder.layers.0.cross.memory.weight"
    whole = model.get_parameter(f"{name.removesuffix('.weight')}.parametrizations.weight.original").detach().clone()
    moved = model.get_submodule("decoder.layers.0.cross.memory").weight.detach().clone()
    half = close_update(model, before, 0.5).state_dict()[name]
    assert torch.allclose(half, (whole + moved) / 2, atol=1e-6)


@pytest.mark.parametrize(("kept", "encoder"), [(3, 2), (2, 3), (0, 5)])
def test_stages_that_are_kept_do_not_learn(kept: int, encoder: int) -> None:
    """Of the encoder's pointwise convolutions: those of its two ends, and one shortcut a stage."""
    model, _, trained = opened(UpdateConfig(kind="low_rank", rank=2, kept=kept))
    names = [name for name, _ in trained.named_parameters()]
    assert sum(name.startswith("encoder/") and name.endswith("up") for name in names) == encoder
    assert not any(parameter.requires_grad for parameter in model.attention.parameters())
    assert all("parametrizations" in name for name in names)
