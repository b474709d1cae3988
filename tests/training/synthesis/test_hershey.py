"""Hershey: the packaged glyphs, their acknowledgement, and what the made-up hands make of them."""

from __future__ import annotations

from importlib import resources

import numpy as np
import pytest

from training.synthesis.curves import box
from training.synthesis.hershey import HANDS, glyphs, written
from training.synthesis.typography import shape_of


def test_the_file_names_the_maker_of_the_fonts_and_of_their_format_and_is_small() -> None:
    text = (resources.files("resources") / "hershey.json").read_text(encoding="utf-8")
    assert "originally created by Dr. A. V. Hershey while working at the U. S. National Bureau of Standards" in text
    assert "James Hurt" in text
    assert len(text) < 100_000


def test_every_glyph_belongs_to_a_token_with_a_shape() -> None:
    assert all(shape_of(token).kind for token in glyphs())


def test_capitals_are_one_high_and_stand_on_the_baseline() -> None:
    for letter in "ABEHMTZ":
        low, high = box(glyphs()[letter][0])
        assert (low[1], high[1]) == pytest.approx((-1, 0), abs=0.03)


def test_a_hand_writes_a_letter_always_the_same_and_no_two_hands_alike() -> None:
    letters = [np.concatenate(written("R", hand)) for hand in range(HANDS)]
    assert np.array_equal(letters[3], np.concatenate(written("R", 3)))
    assert not any(np.allclose(letters[0], other) for other in letters[1:] if len(other) == len(letters[0]))


def test_a_token_without_a_glyph_is_an_error() -> None:
    with pytest.raises(KeyError):
        written("\\unknown", 0)
