"""The data engine: composed expressions are samples like real ones, the same for the same seed, and fast enough."""

from __future__ import annotations

import pickle
import time
from pathlib import Path

import numpy as np
import pytest

from mathnet import inkml
from mathnet.grammar import Grammar
from mathnet.latex import parse, same
from mathnet.latex_tree import Row
from mathnet.raster import RasterConfig, stroke_size
from mathnet.vocabulary import Vocabulary
from tests.training.inks import samples_of
from tests.training.synthesis.hands import CAREFUL, VOCABULARY, PlainBank, composed
from training.augment import AugmentConfig
from training.data.batching import BatchConfig
from training.data.compose import ComposeConfig, Composer
from training.data.sample import Sample
from training.data.stream import Chunks
from training.synthesis.engine import Engine, compose, to_ink
from training.synthesis.hand import HandConfig, Style
from training.synthesis.mixture import Mixture

FORMULAS = tuple(
    parse(text)
    for text in (
        r"x ^ { 2 } + y ^ { 2 } = z ^ { 2 }",
        r"\frac { - b \pm \sqrt { b ^ { 2 } - 4 a c } } { 2 a }",
        r"\sum _ { i = 1 } ^ { n } ( i + \frac { 1 } { i } ) = 7",
        r"f ( x ) = \sin x + \lim _ { n \rightarrow \infty } a _ { n }",
    )
)


class Few:
    """A few formulas in the place of many."""

    def draw(self, rng: np.random.Generator) -> Row:
        return FORMULAS[int(rng.integers(len(FORMULAS)))]


ENGINE = Engine(Few(), PlainBank(), VOCABULARY)


def assert_same(first: Sample, second: Sample) -> None:
    for name in ("symbol_of_stroke", "labels", "tokens", "symbol_of_token"):
        assert np.array_equal(getattr(first, name), getattr(second, name))
    assert all(np.array_equal(a, b) for a, b in zip(first.strokes, second.strokes, strict=True))


def test_the_same_generator_state_draws_the_same_expression() -> None:
    first, second = (ENGINE.draw(np.random.default_rng(5)) for _ in range(2))
    assert_same(first, second)


def test_a_pickled_engine_draws_the_same_expressions() -> None:
    copy = pickle.loads(pickle.dumps(ENGINE))
    assert_same(ENGINE.draw(np.random.default_rng(6)), copy.draw(np.random.default_rng(6)))


def test_two_writers_write_a_formula_differently() -> None:
    rng = np.random.default_rng(0)
    one, other = (compose(FORMULAS[0], PlainBank(), Style.draw(rng), VOCABULARY, rng) for _ in range(2))
    assert one.extent != other.extent


def test_composed_expressions_are_in_symbol_sizes_with_their_corner_at_the_origin() -> None:
    rng = np.random.default_rng(1)
    for sample in (ENGINE.draw(rng) for _ in range(50)):
        assert stroke_size(sample.strokes) == pytest.approx(1.0, rel=1e-3)
        assert np.allclose(np.concatenate(sample.strokes).min(axis=0), 0, atol=1e-4)
        assert all(len(stroke) and np.isfinite(stroke).all() for stroke in sample.strokes)
        assert all(stroke.dtype == np.float32 for stroke in sample.strokes)


def test_captions_of_composed_expressions_can_be_written_by_the_search() -> None:
    grammar, rng = Grammar(VOCABULARY), np.random.default_rng(2)
    for sample in (ENGINE.draw(rng) for _ in range(20)):
        state = grammar.start()
        for token in [*sample.tokens.tolist(), VOCABULARY.end]:
            state = grammar.advance(state, token)


def test_a_careful_hand_writes_strokes_in_the_order_of_the_symbols() -> None:
    sample = composed("a + b = c")
    assert sample.symbol_of_stroke.tolist() == sorted(sample.symbol_of_stroke.tolist())


def test_a_composed_expression_survives_inkml(tmp_path: Path) -> None:
    sample = composed(r"\frac { a } { b } + x ^ { 2 } < \sqrt { i }", HandConfig())
    ink = to_ink(sample, VOCABULARY)
    inkml.write(ink, tmp_path / "composed.inkml")
    back = inkml.read(tmp_path / "composed.inkml")
    assert same(back.truth.strip("$"), VOCABULARY.decode(sample.tokens.tolist()))
    assert all(np.array_equal(a.points, b.points) for a, b in zip(back.strokes, ink.strokes, strict=True))
    assert [symbol.strokes for symbol in back.symbols] == [symbol.strokes for symbol in ink.symbols]
    drawn = {"\\frac": "-"}  # a file names what is drawn, not what it means
    assert [drawn.get(symbol.label, symbol.label) for symbol in ink.symbols] == [
        symbol.label for symbol in back.symbols
    ]


def test_a_formula_without_ink_is_refused() -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="no ink"):
        compose(Row(), PlainBank(), Style.draw(rng, CAREFUL), VOCABULARY, rng)


def test_a_mixture_draws_from_the_corpus_and_from_the_engine() -> None:
    composer = Composer(samples_of(), VOCABULARY, ComposeConfig(cut=0, graft=0, swap=0))
    rng = np.random.default_rng(0)
    captions = {
        share: {tuple(Mixture(composer, ENGINE, share).draw(0, rng).tokens.tolist()) for _ in range(40)}
        for share in (0.0, 0.5, 1.0)
    }
    own = tuple(composer.samples[0].tokens.tolist())
    assert captions[0.0] == {own}
    assert own in captions[0.5]
    assert len(captions[0.5]) > 2
    assert own not in captions[1.0]


def test_a_mixture_streams_like_a_composer() -> None:
    mixture = Mixture(Composer(samples_of(), VOCABULARY, ComposeConfig()), ENGINE, 0.5)
    chunks = Chunks(mixture, VOCABULARY, RasterConfig(), AugmentConfig(), BatchConfig(chunk=16), seed=1)
    first, second = chunks[0], chunks[0]
    assert len(first) > 0
    assert bool((first.buffer == second.buffer).all())


def test_the_engine_is_fast_enough_to_train_from() -> None:
    """At least 300 expressions a second are asked for; a third of it allows for a machine busy with other things."""
    rng = np.random.default_rng(0)
    for _ in range(10):
        ENGINE.draw(rng)
    began = time.process_time()
    for _ in range(100):
        ENGINE.draw(rng)
    assert 100 / (time.process_time() - began) > 100


def test_a_token_that_the_vocabulary_lacks_is_named() -> None:
    rng = np.random.default_rng(0)
    with pytest.raises(ValueError, match="'y'"):
        compose(parse("x + y"), PlainBank(), Style.draw(rng, CAREFUL), _without("y"), rng)


def _without(token: str) -> Vocabulary:
    return Vocabulary(tuple(name for name in VOCABULARY.tokens if name != token))
