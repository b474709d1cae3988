"""Going on from a whole model: with more tokens than it knew, and with layers that stay as they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from mathnet.checkpoint import load_model, save_model
from mathnet.config import tiny
from mathnet.model import Model
from mathnet.vocabulary import Vocabulary
from tests.training.inks import ALL, to_corpus
from tests.training.runs import make_stage, tiny_recipe
from training.transfer import digest, initialise_whole, is_model

FEW = Vocabulary(("<pad>", "<sos>", "<eos>", "x", "+", "1"))
MORE = Vocabulary(("<pad>", "<sos>", "<eos>", "1", "\\nabla", "+", "x", "\\partial"))


@pytest.fixture
def narrow(tmp_path: Path) -> Path:
    """A saved model that knows few tokens."""
    torch.manual_seed(3)
    save_model(Model(tiny(), len(FEW)), FEW, tmp_path / "narrow", {})
    return tmp_path / "narrow.safetensors"


def logits(model: Model, vocabulary: Vocabulary) -> torch.Tensor:
    raster = torch.zeros(1, 4, 32, 64)
    raster[:, :, 10:20, 10:50] = 1
    tokens = torch.tensor([[vocabulary.start, *vocabulary.encode(["x", "+", "1"])]])
    with torch.inference_mode():
        return model.eval()(model.encode(raster), tokens)[0][0]


def test_known_tokens_are_read_as_before_and_new_ones_are_as_likely_as_an_average_one(narrow: Path) -> None:
    wide = Model(tiny(), len(MORE))
    assert initialise_whole(wide, MORE, narrow) == ["\\nabla", "\\partial"]
    before, after = logits(load_model(narrow)[0], FEW), logits(wide, MORE)
    places = MORE.encode(FEW.tokens)
    assert torch.allclose(after[:, places], before, atol=1e-5)
    assert torch.allclose(after[:, MORE.encode(["\\nabla"])[0]], before.mean(1), atol=1e-5)


def test_a_model_of_another_network_is_refused(narrow: Path) -> None:
    other = Model(replace(tiny(), width=64), len(MORE))
    with pytest.raises(ValueError, match="is of another network"):
        initialise_whole(other, MORE, narrow)


def test_fine_tuning_goes_on_from_a_model_and_keeps_the_frozen_stages(tmp_path: Path) -> None:
    first = make_stage("finetune", to_corpus(ALL), tiny_recipe(), tmp_path / "first")
    assert first.run()
    assert is_model(tmp_path / "first")
    recipe = replace(tiny_recipe(), frozen=2)
    second = make_stage("finetune", to_corpus(ALL), recipe, tmp_path / "second", initial=tmp_path / "first")
    trained, _ = load_model(tmp_path / "first" / "model")
    before = {name: value.clone() for name, value in second.kept.state_dict().items()}
    assert all(torch.equal(value, before[name]) for name, value in trained.state_dict().items())
    assert second.run()
    changed = {name for name, value in second.kept.state_dict().items() if not torch.equal(value, before[name])}
    kept = ("encoder.stem.", "encoder.quarter.", "encoder.eighth.")
    assert not [name for name in changed if name.startswith(kept)]
    assert "decoder.out.weight" in changed
    assert any(name.startswith("encoder.sixteenth.") for name in changed)


def test_stages_can_be_frozen_only_if_something_trained_them(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="frozen stages must be trained ones: give --init"):
        make_stage("finetune", to_corpus(ALL), replace(tiny_recipe(), frozen=1), tmp_path)
    with pytest.raises(ValueError, match="4 cannot be frozen"):
        replace(tiny_recipe(), frozen=4)


def test_a_model_tells_itself_from_parts_and_has_a_digest(narrow: Path, tmp_path: Path) -> None:
    assert is_model(narrow)
    assert len(digest(narrow)) == 64
    assert not is_model(tmp_path)
    assert not is_model(tmp_path / "parts.safetensors")
