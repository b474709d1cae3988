"""Twins: alone they have one name, the commonest; among others each keeps its own."""

from __future__ import annotations

import pytest

from tests.training.synthesis.hands import VOCABULARY, composed
from training.synthesis.twins import COMMONEST, as_commonest


@pytest.mark.parametrize(("written", "read"), [("X", "x"), ("O", "0"), ("o", "0"), ("C", "c"), ("P", "p")])
def test_a_lone_twin_has_the_commonest_name_and_its_own_ink(written: str, read: str) -> None:
    sample = composed(written)
    renamed = as_commonest(sample, VOCABULARY)
    assert VOCABULARY.decode(renamed.tokens.tolist()) == VOCABULARY.decode(renamed.labels.tolist()) == (read,)
    assert renamed.strokes is sample.strokes


@pytest.mark.parametrize("formula", ["x", "0", "A", "X + x", "X ^ { 2 }", r"\mathbb{X}"])
def test_everything_else_keeps_its_name(formula: str) -> None:
    sample = composed(formula)
    assert as_commonest(sample, VOCABULARY) is sample


def test_no_commonest_name_has_a_commoner_one() -> None:
    assert not COMMONEST.keys() & set(COMMONEST.values())
