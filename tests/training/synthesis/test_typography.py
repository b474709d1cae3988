"""Shapes: every written token has one, and what looks alike is told apart by them."""

from __future__ import annotations

import pytest

from mathnet.vocabulary import SPECIALS, Vocabulary
from training.synthesis.typography import FUNCTIONS, WRITTEN, shape_of

STRUCTURE = {"{", "}", "_", "^", "&", "\\\\", "\\binom", "\\mathbb", "\\mathcal"} | {
    f"\\{side}{{{name}}}" for side in ("begin", "end") for name in ("matrix", "aligned")
} | {"\\end{cases}"}  # fmt: skip


def test_every_token_of_the_vocabulary_has_a_shape_unless_it_is_structure(vocabulary: Vocabulary) -> None:
    missing = set(vocabulary.tokens) - set(SPECIALS) - STRUCTURE - set(WRITTEN)
    assert missing == set()
    assert all(shape_of(token).height >= 0 for token in WRITTEN)


@pytest.mark.parametrize("token", sorted(STRUCTURE))
def test_structure_has_no_shape(token: str) -> None:
    with pytest.raises(KeyError, match="not written as a symbol"):
        shape_of(token)


@pytest.mark.parametrize("pair", ["cC", "oO", "sS", "vV", "wW", "xX", "zZ", "uU"])
def test_a_capital_stands_well_above_its_small_letter_on_the_same_line(pair: str) -> None:
    small, capital = shape_of(pair[0]), shape_of(pair[1])
    assert capital.height > 1.4 * small.height
    assert small.bottom == capital.bottom == 0


@pytest.mark.parametrize(
    ("lower", "higher"), [("\\epsilon", "\\in"), ("\\Pi", "\\prod"), ("\\Sigma", "\\sum"), ("\\subset", "C"),
                          ("\\vee", "V"), ("\\wedge", "\\Lambda"), ("\\kappa", "K"), ("o", "0"), ("'", "1"),
                          (",", ")"), ("\\cup", "\\bigcup")],
)  # fmt: skip
def test_look_alikes_differ_in_height(lower: str, higher: str) -> None:
    assert shape_of(higher).height > 1.15 * shape_of(lower).height


@pytest.mark.parametrize(
    ("upper", "deeper"),
    [("P", "p"), ("9", "g"), ("9", "q"), ("Y", "y"), ("\\cdot", "."), ("'", ","), ("-", "\\underline")],
)
def test_look_alikes_differ_in_how_deep_they_hang(upper: str, deeper: str) -> None:
    assert shape_of(deeper).bottom > shape_of(upper).bottom + 0.2


def test_a_function_is_as_high_and_as_deep_as_its_letters() -> None:
    shape = shape_of("\\log")
    assert (shape.top, shape.bottom, shape.kind) == (shape_of("l").top, shape_of("g").bottom, "function")
    assert all(shape_of(name).width is None for name in FUNCTIONS)


def test_a_letter_in_another_style_keeps_its_size() -> None:
    assert shape_of("\\mathbb{R}").height == shape_of("\\mathcal{L}").height == 1.0


def test_flat_symbols_are_scaled_by_their_width() -> None:
    assert all(shape_of(token).width is not None for token in WRITTEN if shape_of(token).height == 0)
