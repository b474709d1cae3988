"""A model is looked through before it is used: whatever is wrong with its files is found, and said."""

from __future__ import annotations

import json
import pickle
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import load_file, save_file

from mathnet import checking, command
from mathnet.checking import check
from mathnet.checkpoint import CheckpointError, save_model, shipped_model
from mathnet.config import ModelConfig, tiny
from mathnet.errors import from_json, to_json
from mathnet.vocabulary import END, Vocabulary
from tests.mathnet.drawings import untrained

VOCABULARY = Vocabulary.load()
OUT = "decoder.out.weight"
Card = dict[str, Any]
Weights = dict[str, torch.Tensor]


@pytest.fixture
def model(tmp_path: Path) -> Path:
    """A tiny model that reads something, though nothing sensible."""
    made = untrained(len(VOCABULARY))
    with torch.no_grad():
        made.decoder.out.bias[VOCABULARY.end] = -5.0
    save_model(made, VOCABULARY, tmp_path / "model", {})
    return tmp_path / "model.safetensors"


def edit_card(model: Path, change: Callable[[Card], object]) -> None:
    card = json.loads(model.with_suffix(".json").read_text(encoding="utf-8"))
    change(card)
    model.with_suffix(".json").write_text(json.dumps(card), encoding="utf-8")


def edit_weights(model: Path, change: Callable[[Weights], object]) -> None:
    weights = load_file(model)
    change(weights)
    save_file(weights, model)


def refusal(model: Path) -> str:
    with pytest.raises(CheckpointError) as caught:
        check(model)
    return str(caught.value)


def test_a_sound_model_is_described(model: Path) -> None:
    found = check(model)
    assert found.size == model.stat().st_size
    assert found.tokens == len(VOCABULARY)
    assert found.parameters == sum(value.numel() for value in load_file(model).values())
    assert set(found.read) == {path.stem for path in checking.bundled_samples()}
    assert any(found.read.values())


def test_the_model_that_ships_is_sound_and_reads_the_samples() -> None:
    found = check(shipped_model().with_suffix(".safetensors"))
    assert found.read["square_plus_one"] == "x^2+1"
    assert found.parameters > 9_000_000


def test_the_hashes_follow_the_bytes_of_the_files(model: Path) -> None:
    before = check(model)
    edit_card(model, lambda card: card["training"].update(steps=3))
    after = check(model)
    assert after.sha256 == before.sha256
    assert after.card_sha256 != before.card_sha256


def test_a_pickle_with_another_name_is_refused_and_never_opened(model: Path, tmp_path: Path) -> None:
    trap = tmp_path / "opened"

    class Trap:
        def __reduce__(self) -> tuple[object, ...]:
            return (Path.touch, (trap,))

    model.write_bytes(pickle.dumps(Trap()))
    assert "no safetensors file" in refusal(model)
    torch.save({"weight": torch.ones(3)}, model)
    assert "no safetensors file" in refusal(model)
    assert not trap.exists()


@pytest.mark.parametrize("kept", [0, 5, 1000, -1])
def test_weights_that_are_cut_off_are_refused(kept: int, model: Path) -> None:
    model.write_bytes(model.read_bytes()[:kept])
    assert "model.safetensors are damaged" in refusal(model)


def test_a_header_that_claims_more_than_there_is_is_refused(model: Path) -> None:
    model.write_bytes((2**62).to_bytes(8, "little") + b"{}")
    assert "damaged" in refusal(model)


def test_weights_without_a_card_beside_them_are_refused(model: Path) -> None:
    model.with_suffix(".json").unlink()
    assert refusal(model).startswith("there is no file model.json")


@pytest.mark.parametrize(("limit", "file"), [("LARGEST_WEIGHTS", "model.safetensors"), ("LARGEST_CARD", "model.json")])
def test_files_that_are_too_large_are_not_read(
    limit: str, file: str, model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, limit, model.with_name(file).stat().st_size - 1)
    assert refusal(model).startswith(f"{file} is larger than")


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda card: card.pop("vocabulary"), "lacks its vocabulary"),
        (lambda card: card.update(vocabulary="abc"), "lacks its vocabulary"),
        (lambda card: card.update(vocabulary=[1, 2]), "more than words"),
        (lambda card: card["vocabulary"].remove(END), "lacks <eos>"),
        (lambda card: card["vocabulary"].append("new"), "is of shape"),
        (lambda card: card.pop("config"), "lacks its config"),
        (lambda card: card["config"].update(depth=3), "unknown key 'depth'"),
        (lambda card: card["config"].update(width=64), "is of shape"),
        (lambda card: card["config"]["decoder"].update(layers=3), "is missing"),
        (lambda card: card["config"]["decoder"].update(layers=1), "it knows no decoder"),
        (lambda card: card["config"]["decoder"].update(layers=9_000), "too few"),
        (lambda card: card["config"]["decoder"].update(layers=10**12), "more than this program gives"),
        (lambda card: card["config"]["encoder"].update(channels=[16, 24, -32]), "does not make a model"),
        (lambda card: card["config"].update(width=2**62), "does not make a model"),
        (lambda card: card["config"]["raster"].update(symbol_pixels=1e9), "more than this program gives"),
        (lambda card: card["config"]["raster"].update(most_pixels=10**12), "more than this program gives"),
        (lambda card: card["config"]["decoder"].update(most_tokens=10**9), "more than this program gives"),
        (lambda card: card.update(calibration={"temperature": -1.0}), "calibration"),
    ],
)
def test_a_card_that_does_not_fit_is_refused(change: Callable[[Card], object], words: str, model: Path) -> None:
    edit_card(model, change)
    assert words in refusal(model)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda weights: weights.pop(OUT), f"{OUT} is missing"),
        (lambda weights: weights.update(more=torch.ones(3)), "it knows no more"),
        (lambda weights: weights.update({OUT: weights[OUT][:, 1:].contiguous()}), f"{OUT} is of shape"),
        (lambda weights: weights.update({OUT: weights[OUT].to(torch.int32)}), f"{OUT} are no fractions, but I32"),
        (lambda weights: weights[OUT][0].fill_(torch.nan), f"{OUT} hold values that are no numbers"),
        (lambda weights: weights[OUT][0].fill_(torch.inf), f"{OUT} hold values that are no numbers"),
    ],
)
def test_weights_that_do_not_fit_are_refused(change: Callable[[Weights], object], words: str, model: Path) -> None:
    edit_weights(model, change)
    assert words in refusal(model)


def test_a_model_that_reads_nothing_at_all_is_refused(model: Path) -> None:
    edit_weights(model, lambda weights: weights["decoder.out.bias"][VOCABULARY.end].fill_(1e4))
    assert "finds nothing to read" in refusal(model)


def test_a_model_of_other_sizes_is_sound_if_its_card_says_so(tmp_path: Path) -> None:
    config: ModelConfig = replace(tiny(), width=16)
    save_model(untrained(len(VOCABULARY), config=config), VOCABULARY, tmp_path / "model", {})
    assert check(tmp_path / "model.json").parameters > 0


def test_the_command_prints_what_it_found(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["check", str(model)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"path": str(model)} | check(model).to_dict()


def test_the_command_prints_what_is_wrong(model: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit_weights(model, lambda weights: weights.pop(OUT))
    assert command.main(["check", str(model)]) == 1
    told = json.loads(capsys.readouterr().out)["error"]
    assert told["words"] == refusal(model) == told["template"].format(*told["fields"])


def test_an_error_within_an_error_keeps_its_own_words(model: Path) -> None:
    edit_card(model, lambda card: card["config"].update(depth=3))
    with pytest.raises(CheckpointError) as caught:
        check(model)
    (inner,) = to_json(caught.value)["fields"]
    assert inner["template"].startswith("unknown key")
    assert inner["fields"][0] == "depth"
    assert str(from_json(to_json(caught.value))) == str(caught.value)


def test_a_path_that_is_not_there_is_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="2"):
        command.main(["check", str(tmp_path / "none.safetensors")])
