"""Checkpoints: a saved model answers as before, a broken one is an error that says what is wrong."""

from __future__ import annotations

import ast
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from mathnet.checkpoint import CheckpointError, load_model, save_model, shipped_model
from mathnet.model import Model
from mathnet.vocabulary import Vocabulary
from tests.mathnet.drawings import WIDE, raster_of, untrained

ROOT = Path(__file__).resolve().parents[2]
VOCABULARY = Vocabulary.load()


@pytest.fixture
def model() -> Model:
    return untrained(len(VOCABULARY))


@pytest.fixture
def saved(model: Model, tmp_path: Path) -> Path:
    save_model(model, VOCABULARY, tmp_path / "own", {"steps": 3})
    return tmp_path / "own"


@torch.inference_mode()
def answer(model: Model) -> torch.Tensor:
    logits, _ = model(model.encode(raster_of(WIDE)), torch.tensor([[1, 5, 9, 20]]))
    return logits


@pytest.mark.parametrize("suffix", ["", ".json", ".safetensors"])
def test_a_saved_model_answers_as_before(suffix: str, model: Model, saved: Path) -> None:
    loaded, vocabulary = load_model(saved.with_name(f"own{suffix}"))
    assert vocabulary == VOCABULARY
    assert loaded.config == model.config
    assert not loaded.training
    assert torch.allclose(answer(loaded), answer(model), atol=0.02)
    assert {value.dtype for value in loaded.parameters()} == {torch.float32}


def test_saving_what_was_loaded_changes_nothing(saved: Path) -> None:
    before = saved.with_suffix(".safetensors").read_bytes()
    save_model(*load_model(saved), saved, {})
    assert saved.with_suffix(".safetensors").read_bytes() == before


def test_the_card_says_how_the_weights_came_about_and_nothing_partial_is_left(saved: Path) -> None:
    card = json.loads(saved.with_suffix(".json").read_text(encoding="utf-8"))
    assert card["training"] == {"steps": 3}
    assert sorted(path.name for path in saved.parent.iterdir()) == ["own.json", "own.safetensors"]


def edited(path: Path, change: Callable[[dict[str, Any]], object]) -> None:
    card = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    change(card)
    path.with_suffix(".json").write_text(json.dumps(card), encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda card: card["config"].update(depth=3), "unknown key 'depth'"),
        (lambda card: card["config"].update(width=64), "size mismatch"),
        (lambda card: card["config"].update(width=30), "multiple of 4"),
        (lambda card: card.update(format=99), "format 99, this program reads format 1"),
        (lambda card: card.pop("format"), "no model's card"),
        (lambda card: card.pop("vocabulary"), "vocabulary"),
        (lambda card: card.pop("config"), "config"),
        (lambda card: card["vocabulary"].remove("<eos>"), "lacks <eos>"),
        (lambda card: card["vocabulary"].pop(), "size mismatch"),
    ],
)
def test_a_card_that_does_not_fit_is_refused(
    change: Callable[[dict[str, Any]], object], message: str, saved: Path
) -> None:
    edited(saved, change)
    with pytest.raises(CheckpointError, match=message):
        load_model(saved)


@pytest.mark.parametrize("content", [b"", b"{", b"[1, 2]", b"\xff\xfe\x00"])
def test_a_card_that_is_no_card_is_refused(content: bytes, saved: Path) -> None:
    saved.with_suffix(".json").write_bytes(content)
    with pytest.raises(CheckpointError, match=r"own\.json"):
        load_model(saved)


@pytest.mark.parametrize("kept", [0, 5, 1000, -1])
def test_weights_that_are_cut_off_are_refused(kept: int, saved: Path) -> None:
    weights = saved.with_suffix(".safetensors")
    weights.write_bytes(weights.read_bytes()[:kept])
    with pytest.raises(CheckpointError, match="cannot be loaded"):
        load_model(saved)


@pytest.mark.parametrize("name", ["missing", "missing.safetensors", "missing.json"])
def test_a_missing_model_is_told_by_the_path_that_was_given_and_what_to_give(name: str, tmp_path: Path) -> None:
    with pytest.raises(CheckpointError) as caught:
        load_model(tmp_path / name)
    assert str(caught.value).startswith(f"there is no model at {tmp_path / name}: give the path")


def test_a_file_that_is_no_model_is_told_by_its_own_name(tmp_path: Path) -> None:
    photo = tmp_path / "photo.png"
    photo.write_bytes(b"png")
    with pytest.raises(CheckpointError, match=r"photo\.png is no model: give the path"):
        load_model(photo)


def test_weights_without_their_card_say_what_to_put_beside_them(saved: Path) -> None:
    saved.with_suffix(".json").unlink()
    with pytest.raises(CheckpointError, match=r"own\.safetensors cannot be loaded without own\.json: put that file"):
        load_model(saved.with_suffix(".safetensors"))


def test_missing_weights_are_an_error(saved: Path) -> None:
    saved.with_suffix(".safetensors").unlink()
    with pytest.raises(CheckpointError, match="cannot be loaded"):
        load_model(saved)


def test_the_shipped_model_brings_a_vocabulary_that_the_packaged_one_goes_on_from() -> None:
    model, vocabulary = load_model()
    assert vocabulary.tokens == VOCABULARY.tokens[: len(vocabulary)]
    assert model.decoder.out.out_features == len(vocabulary)
    assert shipped_model().with_suffix(".safetensors").is_file()


def test_nothing_is_pickled_anywhere() -> None:
    sources = [path for room in ("mathnet", "training", "app") for path in (ROOT / room).rglob("*.py")]
    assert len(sources) > 40
    for path in sources:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for node in ast.walk(tree):
            text = ast.unparse(node) if isinstance(node, ast.Import | ast.ImportFrom | ast.Call) else ""
            assert not text.startswith(("import pickle", "from pickle", "torch.load(", "torch.save(")), path
            assert not text.startswith("np.load(") or "allow_pickle=False" in text, path
