"""Held-out hands: nothing that the wide vocabulary is measured by comes from ink that training may see."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.training.inks import ALL, to_corpus
from training.data.corpus import Corpus
from training.data.split import split
from training.synthesis import hershey
from training.synthesis.specimens import build_bank, prepare_symbols
from training.synthesis.symbols import SymbolBank
from training.wide.hands import real_hands, seen_by_training, unseen_bank

SHARE, SEED = 0.4, 3


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A corpus, drawn symbols, and the bank that training would make of both."""
    folder = tmp_path_factory.mktemp("hands")
    to_corpus(ALL).save(folder / "corpus.npz")
    drawings = [(token, hand) for token in ("\\nabla", "\\oplus", "K") for hand in range(40, 72)]
    (folder / "drawn.jsonl").write_text("\n".join(_entry(token, hand) for token, hand in drawings), encoding="utf-8")
    prepare_symbols(folder / "corpus.npz", folder / "drawn.jsonl", folder / "bank.npz", SHARE, SEED)
    return folder


def _entry(token: str, hand: int) -> str:
    strokes = [(stroke * 400 + 500).round().tolist() for stroke in hershey.written(token, hand)]
    return json.dumps({"cmd": token, "strokes": strokes})


def parts(folder: Path) -> tuple[Corpus, Corpus]:
    return split(Corpus.load(folder / "corpus.npz"), SHARE, SEED)


def test_no_hand_of_the_measure_is_one_of_training(folder: Path) -> None:
    training, held_out = parts(folder)
    unseen = unseen_bank(held_out, folder / "drawn.jsonl").everyone
    written = {hand for hand in unseen if not hand.startswith(hershey.HAND)}
    assert written == {f"hand {writer}" for writer in held_out.writers}
    assert not written & {f"hand {writer}" for writer in training.writers}
    assert not unseen & SymbolBank.load(folder / "bank.npz").everyone


def test_no_drawing_of_the_measure_is_one_of_training(folder: Path) -> None:
    unseen = unseen_bank(parts(folder)[1], folder / "drawn.jsonl")
    assert sum(one.source == "detexify" for token in unseen.tokens for one in unseen.specimens(token)) >= 3
    assert seen_by_training(unseen, parts(folder)[1], folder / "bank.npz") == 0.0


def test_drawings_that_training_saw_are_counted(folder: Path, tmp_path: Path) -> None:
    training, held_out = parts(folder)
    build_bank(training, folder / "drawn.jsonl")[0].save(tmp_path / "everything.npz")
    unseen = unseen_bank(held_out, folder / "drawn.jsonl")
    assert seen_by_training(unseen, held_out, tmp_path / "everything.npz") == 1.0


def test_a_bank_with_a_single_symbol_of_a_held_out_writer_is_refused(folder: Path, tmp_path: Path) -> None:
    held_out = parts(folder)[1]
    mixed = unseen_bank(held_out, None)
    stranger = next(one for token in mixed.tokens for one in mixed.specimens(token) if one.source == "hand")
    bank = SymbolBank.load(folder / "bank.npz")
    seen = [one for token in bank.tokens for one in bank.specimens(token)]
    SymbolBank([*seen, replace(stranger)]).save(tmp_path / "mixed.npz")
    with pytest.raises(ValueError, match=r"1 writers that are held out .* make it anew"):
        seen_by_training(mixed, held_out, tmp_path / "mixed.npz")


def test_made_up_writers_are_no_hands_to_write_a_sample(folder: Path) -> None:
    bank = unseen_bank(parts(folder)[1], None)
    assert any(hand.startswith(hershey.HAND) for hand in bank.writers)
    assert not any(hand.startswith(hershey.HAND) for hand in real_hands(bank))


def test_every_symbol_can_be_written_but_little_is_made_up(folder: Path) -> None:
    unseen, bank = unseen_bank(parts(folder)[1], folder / "drawn.jsonl"), SymbolBank.load(folder / "bank.npz")
    assert set(unseen.tokens) >= set(bank.tokens)
    assert max(sum(one.source == "hershey" for one in unseen.specimens(token)) for token in unseen.tokens) == 5
