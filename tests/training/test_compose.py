"""Composing: whatever is cut, grafted and swapped, caption, symbols and strokes stay tied together."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from mathnet.grammar import Grammar
from mathnet.latex import parse
from mathnet.raster import stroke_size
from mathnet.vocabulary import Vocabulary
from tests.training.inks import ALL, CUBE_ROOT, POWER, samples_of
from training.data.compose import ComposeConfig, Composer
from training.data.sample import NO_SYMBOL, Sample

SAMPLES = samples_of()
COMPOSER = Composer(SAMPLES, Vocabulary.load(), ComposeConfig(swapped=0.8))
Way = Callable[[int, np.random.Generator], Sample]
WAYS: dict[str, Way] = {
    "cut": lambda index, rng: COMPOSER.cut(SAMPLES[index], rng),
    "graft": lambda index, rng: COMPOSER.graft(SAMPLES[index], SAMPLES[rng.integers(len(SAMPLES))], rng),
    "swap": lambda index, rng: COMPOSER.swap(SAMPLES[index], rng),
    "draw": COMPOSER.draw,
}


def drawn(way: str, count: int = 300) -> list[tuple[Sample, Sample]]:
    """Pairs of an expression and what became of it."""
    rng = np.random.default_rng(7)
    return [(SAMPLES[at % len(SAMPLES)], WAYS[way](at % len(SAMPLES), rng)) for at in range(count)]


@pytest.mark.parametrize("way", WAYS)
def test_captions_stay_well_formed(way: str, vocabulary: Vocabulary) -> None:
    for _, made in drawn(way):
        parse(vocabulary.decode(made.tokens))
        assert_grammatical(made.tokens.tolist(), vocabulary)


def assert_grammatical(tokens: list[int], vocabulary: Vocabulary) -> None:
    """The search can write only what its grammar allows, so nothing else may be taught."""
    grammar = Grammar(vocabulary)
    state = grammar.start()
    for token in [*tokens, vocabulary.end]:
        state = grammar.advance(state, token)


def test_no_bracket_is_grafted_into_the_index_of_a_root(vocabulary: Vocabulary) -> None:
    root, interval = SAMPLES[ALL.index(CUBE_ROOT)], SAMPLES[6]
    rng = np.random.default_rng(2)
    made = {" ".join(vocabulary.decode(COMPOSER.graft(root, interval, rng).tokens)) for _ in range(200)}
    assert "\\sqrt [ 3 ] { ] }" in made
    assert "\\sqrt [ ] ] { x }" not in made


@pytest.mark.parametrize("way", WAYS)
def test_symbols_stay_tied_to_their_tokens_and_strokes(way: str) -> None:
    for _, made in drawn(way):
        tied = made.symbol_of_token != NO_SYMBOL
        assert np.array_equal(made.labels[made.symbol_of_token[tied]], made.tokens[tied])
        assert set(made.symbol_of_token[tied].tolist()) == set(range(len(made.labels)))
        assert set(made.symbol_of_stroke.tolist()) == set(range(len(made.labels)))
        assert len(made.strokes) == len(made.symbol_of_stroke)
        assert all(np.isfinite(stroke).all() for stroke in made.strokes)


@pytest.mark.parametrize("way", ["cut", "graft", "swap"])
def test_composing_makes_new_captions(way: str, vocabulary: Vocabulary) -> None:
    known = {written.caption for written in ALL}
    assert len({" ".join(vocabulary.decode(made.tokens)) for _, made in drawn(way)} - known) >= 5


def test_a_swap_keeps_the_layout_and_the_kind_of_each_symbol(vocabulary: Vocabulary) -> None:
    for before, after in drawn("swap"):
        assert np.array_equal(before.symbol_of_token, after.symbol_of_token)
        for old, new in zip(before.tokens.tolist(), after.tokens.tolist(), strict=True):
            assert COMPOSER.kind_of.get(old) == COMPOSER.kind_of.get(new)
            assert old == new or old in COMPOSER.kind_of


def test_a_swapped_symbol_stands_where_the_old_one_stood() -> None:
    for before, after in drawn("swap"):
        for symbol in range(len(before.labels)):
            here, there = (
                np.concatenate([s for s, owner in zip(x.strokes, x.symbol_of_stroke, strict=True) if owner == symbol])
                for x in (before, after)
            )
            middles = [(points.min(axis=0) + points.max(axis=0)) / 2 for points in (here, there)]
            assert np.allclose(*middles, atol=1e-3)


def test_what_is_drawn_has_its_own_symbol_size() -> None:
    assert all(stroke_size(made.strokes) == pytest.approx(1.0, rel=1e-4) for _, made in drawn("draw"))


def test_with_all_shares_at_zero_the_corpus_is_drawn_as_it_stands(vocabulary: Vocabulary) -> None:
    composer = Composer(SAMPLES, vocabulary, ComposeConfig(cut=0, graft=0, swap=0))
    made = composer.draw(0, np.random.default_rng(0))
    assert " ".join(vocabulary.decode(made.tokens)) == POWER.caption
    assert all(np.allclose(a, b, atol=1e-5) for a, b in zip(made.strokes, SAMPLES[0].strokes, strict=True))


def test_the_same_generator_state_draws_the_same_expression() -> None:
    first, second = (COMPOSER.draw(1, np.random.default_rng(3)) for _ in range(2))
    assert np.array_equal(first.tokens, second.tokens)
    assert all(np.array_equal(a, b) for a, b in zip(first.strokes, second.strokes, strict=True))


def test_composing_does_not_change_the_corpus() -> None:
    before = [stroke.copy() for sample in SAMPLES for stroke in sample.strokes]
    drawn("draw", 100)
    after = [stroke for sample in SAMPLES for stroke in sample.strokes]
    assert all(np.array_equal(a, b) for a, b in zip(before, after, strict=True))


@pytest.mark.parametrize("shares", [{"cut": -0.1}, {"cut": 0.6, "graft": 0.6}])
def test_shares_that_make_no_sense_are_refused(shares: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        ComposeConfig(**shares)
