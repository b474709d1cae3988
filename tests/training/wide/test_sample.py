"""The sample: the same for the same seed, of every kind what was asked for, and of the whole vocabulary."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import numpy as np
import pytest

from mathnet.latex import parse
from mathnet.latex_tree import Row
from mathnet.vocabulary import Vocabulary
from tests.training.synthesis.hands import PlainBank
from training.formulas.uses import standing_alone, uses
from training.synthesis.engine import Engine
from training.wide.sample import (
    EXPRESSION,
    GRID,
    GRIDS,
    KINDS,
    SCRIBBLE,
    SINGLE,
    Holding,
    Item,
    SampleConfig,
    draw_sample,
    fingerprint,
)

FORMULAS = tuple(
    parse(text)
    for text in (
        r"x + x = 2 x",
        r"\nabla \cdot E = \mathbb { R }",
        r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}",
        r"f = \begin{cases} 0 & x < 0 \\ 1 & x > 0 \end{cases}",
        r"\begin{aligned} a & = b \\ c & = d \end{aligned}",
    )
)
NAMES = ["x", "\\nabla", "\\mathbb{R}", "E", "\\frac", "\\hat", "\\begin{pmatrix}", "\\sqrt", "+"]
CONFIG = SampleConfig(expressions=6, grids=2, singles=7, scribbles=3, seed=1)


class Few:
    """A few formulas in the place of many."""

    def draw(self, rng: np.random.Generator) -> Row:
        return FORMULAS[int(rng.integers(len(FORMULAS)))]


ENGINE = Engine(Few(), PlainBank(), Vocabulary.load(), scribbles=0.5)


def drawn(config: SampleConfig = CONFIG) -> dict[str, list[Item]]:
    items = list(draw_sample(ENGINE, NAMES, config))
    return {kind: [item for item in items if item.kind == kind] for kind in KINDS}


def all_of(config: SampleConfig) -> Iterator[Item]:
    return draw_sample(ENGINE, NAMES, config)


def test_there_is_as_much_of_each_kind_as_was_asked_for() -> None:
    assert {kind: len(items) for kind, items in drawn().items()} == {EXPRESSION: 6, GRID: 6, SINGLE: 7, SCRIBBLE: 3}
    assert all(len(item.ink.strokes) > 0 for items in drawn().values() for item in items)


def test_the_same_seed_draws_the_same_and_another_seed_something_else() -> None:
    assert fingerprint(all_of(CONFIG)) == fingerprint(all_of(CONFIG))
    other = SampleConfig(expressions=6, grids=2, singles=7, scribbles=3, seed=2)
    assert fingerprint(all_of(other)) != fingerprint(all_of(CONFIG))


def test_a_fingerprint_tells_other_ink_and_another_caption() -> None:
    one, other = drawn()[EXPRESSION][:2]
    marks = {fingerprint([Item(EXPRESSION, truth, ink)]) for truth in (("x",), ("y",)) for ink in (one.ink, other.ink)}
    assert len(marks) == 4


def test_a_larger_sample_has_all_of_a_smaller_one() -> None:
    small, large = drawn(SampleConfig(2, 1, 2, 1, seed=1)), drawn()
    for kind in (EXPRESSION, SCRIBBLE):
        assert fingerprint(large[kind][: len(small[kind])]) == fingerprint(small[kind])


def test_expressions_are_formulas_even_if_the_engine_scribbles() -> None:
    assert all(item.truth for kind in (EXPRESSION, GRID, SINGLE) for item in drawn()[kind])
    assert all(item.truth == () for item in drawn()[SCRIBBLE])


def test_grids_come_in_like_numbers() -> None:
    held = [[not tokens.isdisjoint(item.truth) for tokens in GRIDS.values()] for item in drawn()[GRID]]
    assert np.sum(held, axis=0).tolist() == [2, 2, 2]


def test_formulas_without_what_is_wanted_are_an_error() -> None:
    with pytest.raises(ValueError, match=r"holds one of \\oint"):
        Holding(Few(), frozenset(["\\oint"])).draw(np.random.default_rng(0))


def test_only_written_symbols_stand_alone() -> None:
    assert standing_alone(NAMES, Vocabulary.load()) == sorted(["x", "\\nabla", "\\mathbb{R}", "E", "+"])
    assert standing_alone(["x", "y"], Vocabulary(("<pad>", "<sos>", "<eos>", "x"))) == ["x"]


def test_each_symbol_has_its_turn_before_any_comes_again() -> None:
    singles = drawn()[SINGLE]
    times = Counter("".join(item.truth) for item in singles)
    assert sorted(times) == sorted(["x", "\\nabla", "\\mathbb{R}", "E", "+"])
    assert sorted(times.values()) == [1, 1, 1, 2, 2]


def test_single_symbols_weigh_as_much_as_formulas_use_them() -> None:
    counted = uses(Few(), np.random.default_rng(0), 3000)
    assert counted["\\mathbb{R}"] == counted["\\nabla"] > 0
    assert counted["R"] == counted["\\mathbb"] == 0
    weights = Counter[str]()
    for item in drawn()[SINGLE]:
        weights["".join(item.truth)] += item.weight  # type: ignore[assignment]
    assert weights["x"] > 2 * weights["\\nabla"] > 0


def test_a_sample_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one of each kind"):
        SampleConfig.of(0, 1)
    assert SampleConfig.of(300, 4242) == SampleConfig()
