"""The contact sheet: every expression drawn in a cell of its own."""

from __future__ import annotations

from pathlib import Path

import cv2
import numpy as np
import pytest

from scripts.contact_sheet import CELL, main, sheet
from tests.training.inks import ALL, to_corpus
from tests.training.synthesis.hands import PlainBank, composed
from training.synthesis.specimens import EVERYTHING
from training.synthesis.symbols import SymbolBank


def filled(paper: np.ndarray, columns: int) -> list[bool]:
    """Whether each cell, row by row, has ink."""
    rows = [paper[top : top + CELL[1]] for top in range(0, len(paper), CELL[1])]
    cells = [row[:, at * CELL[0] : (at + 1) * CELL[0]] for row in rows for at in range(columns)]
    return [bool((cell < 128).any()) for cell in cells]


def test_each_expression_has_a_cell_and_stays_inside_it() -> None:
    samples = [composed(latex) for latex in ("x", r"\frac { a } { b }", "a + b + c + d + a + b + c + d + a + b")]
    paper = sheet(samples, columns=2)
    assert paper.shape == (2 * CELL[1], 2 * CELL[0])
    assert filled(paper, 2) == [True, True, True, False]
    edges = [paper[:: CELL[1]], paper[CELL[1] - 1 :: CELL[1]], paper[:, :: CELL[0]], paper[:, CELL[0] - 1 :: CELL[0]]]
    assert all((edge == 255).all() for edge in edges)


def test_a_dot_alone_can_be_drawn() -> None:
    assert filled(sheet([composed(".")], columns=1), 1) == [True]


def test_a_sheet_of_a_corpus_is_written(tmp_path: Path) -> None:
    to_corpus(ALL).save(tmp_path / "corpus.npz")
    picture = tmp_path / "real.png"
    assert main(["--corpus", str(tmp_path / "corpus.npz"), "--out", str(picture), "--count", "4"]) == 0
    assert filled(cv2.imread(str(picture), cv2.IMREAD_GRAYSCALE), 5) == [True] * 4 + [False]


def test_the_same_seed_writes_the_same_sheet_of_the_engine(tmp_path: Path) -> None:
    plain, rng = PlainBank(), np.random.default_rng(0)
    SymbolBank([plain.pick(token, rng, "ann") for token in EVERYTHING]).save(tmp_path / "bank.npz")
    pictures = [tmp_path / "one.png", tmp_path / "two.png"]
    for picture in pictures:
        assert main(["--bank", str(tmp_path / "bank.npz"), "--out", str(picture), "--count", "10"]) == 0
    assert pictures[0].read_bytes() == pictures[1].read_bytes()
    assert all(filled(cv2.imread(str(pictures[0]), cv2.IMREAD_GRAYSCALE), 5))


def test_a_folder_that_is_not_there_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    to_corpus(ALL).save(tmp_path / "corpus.npz")
    with pytest.raises(SystemExit):
        main(["--corpus", str(tmp_path / "corpus.npz"), "--out", str(tmp_path / "missing" / "sheet.png")])
    assert "missing" in capsys.readouterr().err
