"""The symbol bank: the same hand where it can, a similar one where it must, and nothing exactly twice."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.training.synthesis.banks import bar, glyph_bank
from training.synthesis.curves import box, slant
from training.synthesis.symbols import Specimen, SymbolBank
from training.synthesis.typography import shape_of


def rng(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def two_hands() -> SymbolBank:
    """An upright hand and a slanting one, both without an `r`, which others wrote with every slant."""
    own = [bar(token, writer, lean) for token in "abcdefghijklm" for writer, lean in (("up", 0.0), ("slant", 0.6))]
    return SymbolBank([*own, *(bar("r", "", lean) for lean in np.linspace(0, 0.6, 40).tolist())])


def test_a_hand_gives_its_own_symbols() -> None:
    bank = two_hands()
    assert {bank.pick("a", rng(seed), "slant").writer for seed in range(20)} == {"slant"}
    assert {bank.pick("a", rng(seed)).writer for seed in range(20)} == {"up", "slant"}
    assert bank.writers == ["slant", "up"]


def test_what_a_hand_lacks_comes_from_one_of_similar_slant() -> None:
    bank = two_hands()
    upright = [slant(bank.pick("r", rng(seed), "up").strokes) for seed in range(20)]
    slanting = [slant(bank.pick("r", rng(seed), "slant").strokes) for seed in range(20)]
    assert np.mean(upright) + 0.2 < np.mean(slanting)
    assert np.std(upright) < 0.06  # always the same one, but never quite


def test_nothing_comes_out_twice_alike() -> None:
    bank, source = two_hands(), rng()
    first, second = (bank.pick("r", source, "up").strokes[0] for _ in range(2))
    assert first.shape == second.shape
    assert not np.allclose(first, second, atol=1e-4)


def test_a_name_that_is_no_hand_keeps_to_one_hand_for_a_symbol() -> None:
    bank = glyph_bank()
    writers = {bank.pick("R", rng(seed), "somebody").writer for seed in range(10)}
    others = {bank.pick("R", rng(0), f"person {number}").writer for number in range(30)}
    assert len(writers) == 1
    assert len(others) > 5


def test_the_same_state_picks_the_same() -> None:
    first, second = (glyph_bank().pick("\\sum", rng(5), "x").strokes for _ in range(2))
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))


@pytest.mark.parametrize("token", ["x", "g", "X", "\\int", "-", "\\hat", ",", "\\max", "\\mathbb{R}"])
def test_a_picked_symbol_stands_in_its_shape_with_its_left_edge_at_zero(token: str) -> None:
    shape = shape_of(token)
    for seed in range(30):
        low, high = box(glyph_bank().pick(token, rng(seed), f"hand {seed}").strokes)
        assert low[0] == 0
        if shape.width is None:
            assert (low[1], high[1]) == pytest.approx((shape.top, shape.bottom), abs=0.12 + 0.12 * shape.height)


def test_a_token_without_specimens_is_named_in_the_error() -> None:
    with pytest.raises(KeyError, match=r"no specimen of.*aligned"):
        glyph_bank().pick("\\begin{aligned}", rng())


def test_picking_leaves_the_bank_as_it_is() -> None:
    bank = two_hands()
    before = [specimen.strokes[0].copy() for specimen in bank.specimens("a")]
    bank.pick("a", rng(), "up")
    assert all(np.array_equal(a, b.strokes[0]) for a, b in zip(before, bank.specimens("a"), strict=True))


def test_a_saved_bank_picks_as_before(tmp_path: Path) -> None:
    dot = Specimen(".", [np.zeros((1, 2), dtype=np.float32), np.ones((3, 2), dtype=np.float32)], "", "test")
    bank = SymbolBank([*two_hands().specimens("r"), dot])
    bank.save(tmp_path / "bank.npz")
    loaded = SymbolBank.load(tmp_path / "bank.npz")
    assert (loaded.tokens, loaded.writers, len(loaded)) == (bank.tokens, bank.writers, len(bank))
    for token in bank.tokens:
        old, new = bank.pick(token, rng(), "z"), loaded.pick(token, rng(), "z")
        assert (old.token, old.writer, old.source) == (new.token, new.writer, new.source)
        assert all(np.allclose(a, b, atol=1e-3) for a, b in zip(old.strokes, new.strokes, strict=True))


def test_a_file_that_is_no_bank_is_named_in_the_error(tmp_path: Path) -> None:
    path = tmp_path / "bank.npz"
    path.write_bytes(b"PK\x03\x04 not really")
    with pytest.raises(ValueError, match=r"bank\.npz is no packed symbol bank"):
        SymbolBank.load(path)
    np.savez(path, points=np.zeros((3, 2)))
    with pytest.raises(ValueError, match=r"bank\.npz is no packed symbol bank"):
        SymbolBank.load(path)
    with pytest.raises(FileNotFoundError):
        SymbolBank.load(tmp_path / "none.npz")
