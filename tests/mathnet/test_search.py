"""The search: well-formed, bounded, sorted by what the model says, and greedy where the beam is 1."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from mathnet.config import tiny
from mathnet.grammar import STRUCTURE, Grammar
from mathnet.latex import parse
from mathnet.model import Encoded, Model
from mathnet.search import BeamSearch, Hypothesis, Scored
from mathnet.vocabulary import SPECIALS, Vocabulary
from tests.mathnet.drawings import CROSS, WIDE, raster_of, untrained

VOCABULARY = Vocabulary((*SPECIALS, *sorted(STRUCTURE), "x", "y", "1", "2", "+", "="))
SEEDS = range(8)


@pytest.fixture(autouse=True)
def _no_gradients() -> object:
    with torch.inference_mode():
        yield


def network(seed: int, most_tokens: int = 40) -> Model:
    config = replace(tiny(), decoder=replace(tiny().decoder, most_tokens=most_tokens))
    return untrained(len(VOCABULARY), seed, config, spread=6.0)


def search(model: Model, beam: int, strokes: object = WIDE) -> tuple[Encoded, list[Scored]]:
    encoded = model.encode(raster_of(strokes))
    return encoded, BeamSearch(model, VOCABULARY)(encoded, beam)


def greedy(model: Model, encoded: Encoded, most: int) -> tuple[int, ...]:
    """The likeliest allowed token, one after the other, left to right, the whole caption read anew at each step."""
    grammar, tokens = Grammar(VOCABULARY), [VOCABULARY.start]
    state = grammar.start()
    while True:
        logits, _ = model(encoded, torch.tensor([tokens]))
        barred = ~torch.from_numpy(grammar.allowed(state, most - len(tokens) + 1).copy())
        token = int(logits[0, -1].masked_fill(barred, -torch.inf).argmax())
        if token == VOCABULARY.end:
            return tuple(tokens[1:])
        state = grammar.advance(state, token)
        tokens.append(token)


def loops(tokens: tuple[int, ...]) -> bool:
    return any(Hypothesis(tokens[:length], (), 0.0, False).loops for length in range(len(tokens) + 1))


def test_a_beam_of_one_equals_greedy() -> None:
    compared = 0
    for seed in range(24):
        model = network(seed)
        encoded, found = search(model, 1)
        expected = greedy(model, encoded, BeamSearch(model, VOCABULARY)._most_tokens(encoded))
        if not loops(expected):
            assert expected in [scored.tokens for scored in found]
            compared += 1
        assert len(found) <= 2
    assert compared >= 8


@pytest.mark.parametrize("beam", [1, 2, 5])
def test_every_caption_is_well_formed_whatever_the_weights(beam: int) -> None:
    for seed in SEEDS:
        _, found = search(network(seed), beam)
        assert 1 <= len(found) <= 2 * beam
        for scored in found:
            parse(VOCABULARY.decode(scored.tokens))


@pytest.mark.parametrize("most", [1, 2, 7])
def test_no_caption_is_longer_than_the_model_allows(most: int) -> None:
    for seed in SEEDS:
        assert all(len(scored.tokens) <= most for scored in search(network(seed, most), 3)[1])


def test_little_ink_bounds_the_caption_too() -> None:
    model = insisting_on("x", 50.0)
    encoded, found = search(model, 1, CROSS)
    cells = int(encoded.held.sum())
    assert {len(scored.tokens) for scored in found} == {10 + 2 * cells}


def insisting_on(token: str, strength: float, most_tokens: int = 200) -> Model:
    """A model that always wants the same token."""
    model = network(0, most_tokens)
    model.decoder.out.bias[VOCABULARY.encode([token])[0]] += strength
    return model


def test_a_loop_is_dropped_once_there_is_something_better(monkeypatch: pytest.MonkeyPatch) -> None:
    model = insisting_on("x", 1000.0)
    model.decoder.out.bias[VOCABULARY.start] += 2000.0  # from right to left: ends as soon as it may
    steps = []
    forward = model.decoder.forward
    monkeypatch.setattr(model.decoder, "forward", lambda *given: steps.append(0) or forward(*given))
    _, found = search(model, 1)
    assert [scored.tokens for scored in found] == [()]  # what it ends at once with: nothing
    assert len(steps) < 30


def test_a_loop_is_kept_if_there_is_nothing_else() -> None:
    _, found = search(insisting_on("x", 1000.0, most_tokens=50), 1)
    assert {VOCABULARY.decode(scored.tokens) for scored in found} == {("x",) * 50}


@pytest.mark.parametrize(
    ("tokens", "expected"),
    [
        ((7,) * 24, True),
        ((7,) * 23, False),
        ((1, 2, 3, *(4, 5, 6) * 8), True),
        ((1, 2, 3, 4, 5, 6) * 4, True),
        ((1, 2, 3, 4, 5, 6, 7) * 4, False),
        ((*(7,) * 24, 8), False),
    ],
)
def test_a_loop_is_a_long_stretch_that_repeats_a_short_block(tokens: tuple[int, ...], expected: bool) -> None:
    assert Hypothesis(tokens, (), 0.0, False).loops == expected


def recomputed(model: Model, encoded: Encoded, tokens: tuple[int, ...]) -> list[float]:
    """The log probability of a caption in each direction, by teacher forcing alone."""
    ends = [VOCABULARY.start, VOCABULARY.end]
    totals = []
    for row in ([ends[0], *tokens, ends[1]], [ends[1], *tokens[::-1], ends[0]]):
        logits, _ = model(encoded, torch.tensor([row[:-1]]))
        steps = logits[0].log_softmax(1)
        totals.append(sum(float(steps[at, token]) for at, token in enumerate(row[1:])))
    return totals


def test_scores_are_sorted_and_are_what_the_model_says_of_the_captions() -> None:
    for seed in SEEDS:
        model = network(seed)
        encoded, found = search(model, 4)
        scores = [scored.score for scored in found]
        assert scores == sorted(scores, reverse=True)
        for scored in found:
            total = sum(recomputed(model, encoded, scored.tokens)) / 2
            assert scored.total == pytest.approx(total, rel=1e-4, abs=1e-4)
            assert scored.score == pytest.approx(total / (len(scored.tokens) + 1), rel=1e-4, abs=1e-4)


def test_every_token_has_a_confidence_and_a_map() -> None:
    encoded, found = search(network(1), 4)
    for scored in found:
        assert len(scored.confidences) == len(scored.tokens)
        assert all(0 <= confidence <= 1 for confidence in scored.confidences)
        assert scored.attention.shape == (len(scored.tokens), encoded.held.shape[1])
        assert torch.allclose(scored.attention.sum(1), torch.ones(()), atol=1e-4)


def test_no_caption_is_found_twice() -> None:
    for seed in SEEDS:
        captions = [scored.tokens for scored in search(network(seed), 5)[1]]
        assert len(set(captions)) == len(captions)


def test_a_search_leaves_nothing_behind() -> None:
    model = network(3)
    encoded, first = search(model, 3)
    searcher = BeamSearch(model, VOCABULARY)
    for _ in range(2):
        assert [scored.tokens for scored in searcher(encoded, 3)] == [scored.tokens for scored in first]


@pytest.mark.parametrize("beam", [0, -1])
def test_a_beam_of_nothing_is_refused(beam: int) -> None:
    with pytest.raises(ValueError, match="at least one hypothesis"):
        search(network(0), beam)
