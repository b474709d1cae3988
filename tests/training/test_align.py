"""Alignment: which written symbol each caption token stands for, read off the MathML truth."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.training.inks import ALL, CUBE_ROOT, FRACTION, POWER, ROOT, SCRIPTS, Written, to_ink
from training.data.align import STRUCTURE, align, reading_order
from training.data.sample import NO_SYMBOL


def names(written: Written) -> list[str]:
    """The name of each token's symbol, empty for none."""
    ink = to_ink(written)
    return [ink.symbols[at].identifier if at != NO_SYMBOL else "" for at in align(written.tokens, ink)]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (POWER, ["x_1", "", "", "2_1", "", "+_1", "1_1"]),
        (FRACTION, ["bar", "", "up", "", "", "b_1", "+_1", "low", ""]),
        (ROOT, ["r", "", "x_1", ""]),
        (CUBE_ROOT, ["r", "", "3_1", "", "", "x_1", ""]),
        (SCRIPTS, ["x_1", "", "", "1_1", "", "", "", "2_1", "", "=_1", "n_1", "", "", "1_2", ""]),
    ],
    ids=lambda value: value.stem if isinstance(value, Written) else "",
)
def test_tokens_are_tied_to_the_symbols_that_the_truth_tree_names(written: Written, expected: list[str]) -> None:
    assert names(written) == expected


@pytest.mark.parametrize("written", ALL, ids=lambda written: written.stem)
def test_every_written_symbol_is_tied_to_exactly_one_token(written: Written) -> None:
    ink = to_ink(written)
    tied = [at for at in align(written.tokens, ink) if at != NO_SYMBOL]
    assert sorted(tied) == list(range(len(ink.symbols)))


def test_structure_is_tied_to_nothing() -> None:
    ink = to_ink(SCRIPTS)
    for token, symbol in zip(SCRIPTS.tokens, align(SCRIPTS.tokens, ink), strict=True):
        assert (symbol == NO_SYMBOL) == (token in STRUCTURE)


def test_the_index_of_a_root_is_read_before_what_is_under_it() -> None:
    order = reading_order(to_ink(CUBE_ROOT).annotations["mathml"])
    assert [name for name, _ in order] == ["r", "3_1", "x_1"]


def test_a_token_that_was_not_written_is_tied_to_nothing_and_the_rest_stays_tied() -> None:
    ink = to_ink(POWER)
    tied = align(["x", "^", "{", "2", "}", "-", "1"], ink)
    assert [ink.symbols[at].identifier for at in tied if at != NO_SYMBOL] == ["x_1", "2_1", "1_1"]
    assert tied[5] == NO_SYMBOL


def test_without_a_truth_tree_symbols_are_taken_in_the_order_of_the_file() -> None:
    ink = replace(to_ink(ROOT), annotations={})
    assert align(["x", "\\sqrt"], ink) == [0, 1]


def test_ink_without_symbol_groups_ties_nothing() -> None:
    assert align(POWER.tokens, replace(to_ink(POWER), symbols=())) == [NO_SYMBOL] * len(POWER.tokens)
