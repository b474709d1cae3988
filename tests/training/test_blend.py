"""A fine-tuned model drawn back towards the one it began with."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from mathnet.checkpoint import load_model, read_card, save_model
from mathnet.config import tiny
from mathnet.model import Model
from mathnet.vocabulary import Vocabulary
from training.blend import blend_models

FEW = Vocabulary(("<pad>", "<sos>", "<eos>", "x", "+", "1"))
MORE = Vocabulary(("<pad>", "<sos>", "<eos>", "1", "\\nabla", "+", "x"))


@pytest.fixture
def models(tmp_path: Path) -> tuple[Path, Path]:
    """A model that knows more, and the one it began with."""
    for seed, (name, vocabulary) in enumerate({"start": FEW, "trained": MORE}.items()):
        torch.manual_seed(seed)
        save_model(Model(tiny(), len(vocabulary)), vocabulary, tmp_path / name, {"steps": seed})
    return tmp_path / "trained.safetensors", tmp_path / "start.safetensors"


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_weights_are_the_mean_by_token_and_new_tokens_stay(share: float, models: tuple[Path, Path]) -> None:
    out = models[0].with_name("blended.safetensors")
    assert blend_models(*models, share, out) == 0
    trained, start, blended = (load_model(path)[0].state_dict() for path in (*models, out))
    name = "encoder.stem.conv.weight"
    assert torch.allclose(blended[name], start[name].lerp(trained[name], share), atol=1e-3)
    rows, before = blended["decoder.out.weight"], start["decoder.out.weight"][FEW.encode(["x"])[0]]
    there = trained["decoder.out.weight"]
    assert torch.allclose(rows[MORE.encode(["x"])[0]], before.lerp(there[MORE.encode(["x"])[0]], share), atol=1e-3)
    new = MORE.encode(["\\nabla"])[0]
    assert torch.allclose(rows[new], there[new], atol=1e-3)


def test_the_card_says_what_was_blended(models: tuple[Path, Path]) -> None:
    out = models[0].with_name("blended.safetensors")
    blend_models(*models, 0.9, out)
    training = read_card(out)["training"]
    assert (training["steps"], training["blended"]["share"]) == (1, 0.9)
    assert len(training["blended"]["start"]) == 64


def test_a_share_outside_0_to_1_is_refused(models: tuple[Path, Path]) -> None:
    with pytest.raises(ValueError, match="a share lies between 0 and 1"):
        blend_models(*models, 1.5, models[0].with_name("blended.safetensors"))
