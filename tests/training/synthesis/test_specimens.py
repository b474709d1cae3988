"""Specimens: a bank has every symbol even without data, and takes real ink where there is some."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from mathnet.vocabulary import Vocabulary
from tests.training.synthesis.banks import glyph_bank
from training.data.corpus import Corpus
from training.synthesis import hershey
from training.synthesis.contact import contact_sheet
from training.synthesis.curves import box, fitted
from training.synthesis.likeness import described
from training.synthesis.lookalikes import RECIPES
from training.synthesis.specimens import EVERYTHING, build_bank, prepare_symbols
from training.synthesis.symbols import SymbolBank
from training.synthesis.typography import WRITTEN, shape_of


def test_without_any_data_every_written_token_has_two_dozen_specimens(vocabulary: Vocabulary) -> None:
    bank = glyph_bank()
    assert {token for token in EVERYTHING if bank.count(token) < hershey.HANDS} == set()
    assert {token for token in vocabulary.tokens if token in WRITTEN and token not in bank} == set()


def test_every_specimen_stands_in_its_shape() -> None:
    bank = glyph_bank()
    for token in EVERYTHING:
        low, high = box([stroke for specimen in bank.specimens(token)[:5] for stroke in specimen.strokes])
        shape = shape_of(token)
        middle = (shape.top + shape.bottom) / 2
        assert (low[1] + high[1]) / 2 == pytest.approx(middle, abs=0.08), token
        assert high[0] - low[0] <= 6.0, token


def test_symbols_of_expressions_come_with_their_writers(corpus: Corpus) -> None:
    bank, said = build_bank(corpus, tokens="abnx+-=()")
    found = {specimen.writer for specimen in bank.specimens("a") if specimen.source in corpus.sources}
    assert found
    assert found <= {f"{source} {writer}" for source, writer in zip(corpus.sources, corpus.writers, strict=True)}
    labels = [corpus.vocabulary[label] for sample in corpus.samples for label in sample.labels]
    assert said.startswith(f"{sum(label in 'abnx+-=()' for label in labels)} written and 0 drawn symbols read")


def test_drawn_symbols_are_taken_and_scribbles_left_out(tmp_path: Path) -> None:
    scribble = np.random.default_rng(0).uniform(0, 1000, (30, 2)).tolist()
    drawn = [[(stroke * 500 + 500).tolist() for stroke in hershey.written("\\nabla", hand)] for hand in range(19)]
    path = tmp_path / "symbols.jsonl"
    entries = [{"cmd": "\\nabla", "strokes": strokes} for strokes in [*drawn, [scribble]]]
    path.write_text("\n".join(map(json.dumps, entries)), encoding="utf-8")
    bank, said = build_bank(detexify=path, tokens=["\\nabla"])
    assert sum(specimen.source == "detexify" for specimen in bank.specimens("\\nabla")) == 19
    assert "20 drawn symbols read, 19 kept" in said


def test_a_brace_over_a_formula_points_up_and_one_under_it_down() -> None:
    for token, sign in (("\\overbrace", -1), ("\\underbrace", 1)):
        tips = []
        for specimen in glyph_bank().specimens(token):
            points = np.concatenate(specimen.strokes)
            (left, top), (right, bottom) = points.min(axis=0), points.max(axis=0)
            inner = points[np.abs(points[:, 0] - (left + right) / 2) < 0.2 * (right - left)]
            tip = inner[np.abs(inner[:, 1] - (top + bottom) / 2).argmax(), 1] - (top + bottom) / 2
            tips.append(sign * tip > 0)
        assert np.mean(tips) > 0.8


@pytest.mark.parametrize("capital", ["D", "K", "O", "Q", "W", "Z"])
def test_a_look_alike_looks_more_like_its_own_glyph_than_like_another_capital(capital: str) -> None:
    """What a hand makes of its parts; the parts are of the packaged glyphs, so that they are known to be clean."""
    rng = np.random.default_rng(0)
    glyphs = {letter: described(hershey.glyphs()[letter][0]) for letter in "ABDEFHIJKLMNOQTWXZ"}
    nearest = []
    for hand in (hand for hand in range(hershey.HANDS) if hand % 2 == 0):  # the even hands write without loops
        strokes = RECIPES[capital](lambda token, hand=hand: hershey.written(token, hand), rng)  # type: ignore[misc]
        vector = described(fitted(strokes, shape_of(capital)))
        nearest.append(max(glyphs, key=lambda letter: float(glyphs[letter] @ vector)))
    assert nearest.count(capital) >= 0.75 * len(nearest)


def test_a_capital_made_of_a_j_has_no_dot() -> None:
    rng = np.random.default_rng(0)
    for hand in range(hershey.HANDS):
        strokes = RECIPES["J"](lambda token, hand=hand: hershey.written(token, hand), rng)  # type: ignore[misc]
        assert np.ptp(strokes[0][:, 1]) == pytest.approx(np.ptp(np.concatenate(strokes)[:, 1]), rel=0.1)


def test_the_same_sources_make_the_same_bank(corpus: Corpus, tmp_path: Path) -> None:
    for name in ("first.npz", "second.npz"):
        build_bank(corpus, tokens="abnx+-=()oO")[0].save(tmp_path / name)
    first, second = (np.load(tmp_path / name) for name in ("first.npz", "second.npz"))
    with first, second:
        assert all(np.array_equal(first[key], second[key]) for key in first.files)


def test_preparing_writes_a_bank_that_loads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert prepare_symbols(None, None, tmp_path / "bank.npz") == 0
    assert "0 written and 0 drawn symbols read" in capsys.readouterr().out
    assert len(SymbolBank.load(tmp_path / "bank.npz")) == len(glyph_bank())


def test_a_contact_sheet_has_ink_in_every_row() -> None:
    tokens = ["x", ".", "\\int", "\\mathbb{R}"]
    sheet = contact_sheet(glyph_bank(), tokens, columns=4)
    rows = np.split(sheet, len(tokens))
    assert all((row[:, 120:] < 100).all(axis=2).any() for row in rows)


def entries(command: str, drawn: str, hands: range) -> list[str]:
    """Drawings that were asked for as `command` and show `drawn`."""
    shown = [[(stroke * 500 + 500).tolist() for stroke in hershey.written(drawn, hand)] for hand in hands]
    return [json.dumps({"cmd": command, "strokes": strokes}) for strokes in shown]


def test_plain_letters_are_no_script_ones_and_script_ones_no_plain_ones(tmp_path: Path) -> None:
    script, plain, path = "\\mathcal{K}", "K", tmp_path / "symbols.jsonl"
    path.write_text("\n".join(entries(script, script, range(30, 45)) + entries(script, plain, range(30, 40))))
    bank = build_bank(detexify=path, tokens=[script, plain, "|", "<"])[0]
    drawn = {token: sum(one.source == "detexify" for one in bank.specimens(token)) for token in (script, plain)}
    assert drawn == {script: 15, plain: 10}


def test_blackboard_letters_without_a_doubled_stroke_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "symbols.jsonl"
    path.write_text("\n".join(entries("\\mathbb{N}", "N", range(30, 40))))
    bank = build_bank(detexify=path, tokens=["N", "\\mathbb{N}"])[0]
    assert {one.source for one in bank.specimens("\\mathbb{N}")} == {"composed"}
