"""Decoding in bulk: what each picture alone would give, a token after the other."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from mathnet.config import tiny
from mathnet.grammar import STRUCTURE, Grammar
from mathnet.latex import parse
from mathnet.model import Encoded, Model
from mathnet.search import BeamSearch, Hypothesis
from mathnet.vocabulary import SPECIALS, Vocabulary
from tests.mathnet.drawings import CROSS, TALL, WIDE, padded, raster_of, untrained
from training.measures.decode import captions, greedy, single

VOCABULARY = Vocabulary((*SPECIALS, *sorted(STRUCTURE), "x", "y", "1", "2", "+", "="))
DRAWINGS = (CROSS, WIDE, TALL, WIDE[:3], WIDE[2:], CROSS[:1], TALL[1:], WIDE[1:5])
SEEDS = range(8)


@pytest.fixture(autouse=True)
def _no_gradients() -> object:
    with torch.inference_mode():
        yield


def network(seed: int, most_tokens: int = 40) -> Model:
    config = replace(tiny(), decoder=replace(tiny().decoder, most_tokens=most_tokens))
    return untrained(len(VOCABULARY), seed, config, spread=6.0)


def encode(model: Model) -> Encoded:
    return model.encode(*padded([raster_of(drawing) for drawing in DRAWINGS]))


def loops(tokens: tuple[int, ...]) -> bool:
    return any(Hypothesis(tokens[:length], (), 0.0, False).loops for length in range(len(tokens) + 1))


def reread(model: Model, encoded: Encoded, well_formed: bool) -> tuple[int, ...]:
    """Greedy decoding of one picture as it is defined: the whole caption is read anew at each step, no cache."""
    grammar, tokens = Grammar(VOCABULARY), [VOCABULARY.start]
    state, most = grammar.start(), min(model.config.decoder.most_tokens, 10 + 2 * int(encoded.held.sum()))
    while len(tokens) <= most:
        logits = model(encoded, torch.tensor([tokens]))[0][0, -1]
        logits[[VOCABULARY.pad, VOCABULARY.start]] = -torch.inf
        if well_formed:
            barred = ~torch.from_numpy(grammar.allowed(state, most - len(tokens) + 1).copy())
            logits = logits.masked_fill(barred, -torch.inf)
        token = int(logits.argmax())
        if token == VOCABULARY.end:
            break
        state = grammar.advance(state, token) if well_formed else state
        tokens.append(token)
    return tuple(tokens[1:])


@pytest.mark.parametrize("well_formed", [True, False])
def test_a_batch_gives_what_step_by_step_teacher_forcing_of_each_picture_gives(well_formed: bool) -> None:
    compared = set()
    for seed in SEEDS:
        model = network(seed)
        encoded = encode(model)
        for row, found in enumerate(greedy(model, encoded, VOCABULARY, well_formed)):
            expected = reread(model, single(encoded, row), well_formed)
            if not loops(expected):
                assert found == expected
                compared.add(found)
    assert len(compared) >= 10
    assert len({len(found) for found in compared}) >= 3  # so that rows left their batch at different steps


def test_a_row_decoded_alone_is_as_in_the_batch() -> None:
    for seed in SEEDS:
        model = network(seed)
        alone = [greedy(model, model.encode(raster_of(drawing)), VOCABULARY)[0] for drawing in DRAWINGS]
        assert greedy(model, encode(model), VOCABULARY) == alone


def test_captions_are_well_formed_whatever_the_weights() -> None:
    for seed in SEEDS:
        model = network(seed)
        for tokens in greedy(model, encode(model), VOCABULARY):
            parse(VOCABULARY.decode(tokens))


@pytest.mark.parametrize("most", [1, 2, 7])
@pytest.mark.parametrize("well_formed", [True, False])
def test_no_caption_is_longer_than_the_model_allows(most: int, well_formed: bool) -> None:
    for seed in SEEDS:
        model = network(seed, most)
        found = greedy(model, encode(model), VOCABULARY, well_formed)
        assert max(map(len, found)) <= most


def test_a_caption_that_loops_is_brought_to_its_end() -> None:
    model = network(0, most_tokens=200)
    model.decoder.out.weight.zero_()
    model.decoder.out.bias.zero_()
    model.decoder.out.bias[VOCABULARY.encode(["x"])] = 5.0  # nothing but x, for ever
    encoded = model.encode(raster_of([[(60 * at, 0), (60 * at + 40, 40)] for at in range(12)]))
    assert int(encoded.held.sum()) > 95
    assert greedy(model, encoded, VOCABULARY) == [tuple(VOCABULARY.encode(["x"] * 24))]
    model.decoder.out.bias[VOCABULARY.encode(["\\sqrt", "{"])] = 6.0  # one root in the other, for ever
    tokens = VOCABULARY.decode(greedy(model, encoded, VOCABULARY)[0])
    assert tokens[:24] == ("\\sqrt", "{") * 12
    assert tokens[24:] == ("x", *("}",) * 12)


def test_a_beam_gives_what_the_programs_own_search_gives() -> None:
    for seed in range(3):
        model = network(seed)
        search = BeamSearch(model, VOCABULARY)
        alone = [search(model.encode(raster_of(drawing)), 3)[0].tokens for drawing in DRAWINGS]
        assert captions(model, encode(model), VOCABULARY, beam=3) == alone


def test_a_beam_of_one_is_greedy() -> None:
    model = network(1)
    encoded = encode(model)
    assert captions(model, encoded, VOCABULARY) == greedy(model, encoded, VOCABULARY)
