"""Likeness: what looks unlike its class is found, whatever its size."""

from __future__ import annotations

import numpy as np
import pytest

from training.data.sample import Floats
from training.synthesis.hershey import written
from training.synthesis.likeness import described, fuller, nearer, unlike, usual


def drawings(token: str, count: int = 20) -> list[list[Floats]]:
    return [written(token, hand) for hand in range(count)]


def scribble(seed: int) -> list[Floats]:
    return [np.random.default_rng(seed).normal(size=(40, 2)).astype(np.float32)]


def test_a_description_ignores_size_and_place() -> None:
    letter = written("R", 1)
    moved = [stroke * 7 + 100 for stroke in letter]
    assert described(letter) == pytest.approx(described(moved), abs=0.02)


def test_a_description_ignores_the_direction_of_the_pen() -> None:
    letter = written("S", 1)
    assert described(letter) @ described([stroke[::-1] for stroke in letter]) > 0.99


def test_scribbles_and_other_letters_are_found_among_many_of_a_kind() -> None:
    keep = usual([*drawings("R"), scribble(1), written("\\int", 0), *drawings("R")], 3.0)
    assert keep.tolist() == [True] * 20 + [False] * 2 + [True] * 20


def test_in_a_small_class_everything_stays() -> None:
    assert usual([written("R", 0), scribble(1)], 3.0).all()


def test_a_single_point_can_be_described() -> None:
    assert np.linalg.norm(described([np.zeros((1, 2), dtype=np.float32)])) == pytest.approx(1)


def test_drawings_of_a_rival_are_found() -> None:
    strangers = [written("\\phi", hand) for hand in range(20, 24)]
    keep = unlike([*drawings("\\varphi"), *strangers], drawings("\\phi"))
    assert keep.tolist() == [True] * 20 + [False] * 4


def test_drawings_nearer_to_the_models_than_to_their_rivals_are_found() -> None:
    script, plain = drawings("\\mathcal{L}"), drawings("L")
    given = [written("\\mathcal{L}", 30), written("L", 30), written("\\mathcal{L}", 31), written("L", 31)]
    assert nearer(given, script, plain).tolist() == [True, False, True, False]


def test_a_letter_with_a_doubled_stroke_is_fuller_than_one_without() -> None:
    doubled = [stroke + np.float32(0.12) for stroke in written("N", 5)]
    assert fuller([[*written("N", 5), *doubled], written("N", 6)], drawings("N")).tolist() == [True, False]
