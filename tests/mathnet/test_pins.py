"""Pins, alternatives, explanations and giving up: what one can ask of the recogniser beside a reading."""

from __future__ import annotations

import time

import numpy as np
import pytest
import torch

from mathnet.checkpoint import shipped_model
from mathnet.config import tiny
from mathnet.ink import Box, Ink
from mathnet.inkml import read
from mathnet.latex import parse
from mathnet.linking import box_of, strokes_of
from mathnet.model import Model
from mathnet.pieces import of_ink, of_picture, within
from mathnet.reading import Pin, Reading, Stopped
from mathnet.recognizer import Recognizer
from mathnet.vocabulary import Vocabulary
from tests.mathnet.drawings import WIDE, untrained
from training.evaluate import to_picture

SAMPLES = shipped_model().parent.parent / "samples"
INK = Ink.of(WIDE)
SEEDS = range(6)


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return Recognizer.load(device="cpu")


def random_recogniser(seed: int) -> Recognizer:
    vocabulary = Vocabulary.load()
    model = untrained(len(vocabulary), seed, tiny(), spread=6.0)
    with torch.no_grad():
        model.decoder.out.bias[[vocabulary.start, vocabulary.end]] -= 4.0  # or it would say nothing at all
    return Recognizer(model, vocabulary, torch.device("cpu"))


def sample(name: str) -> Ink:
    return read(SAMPLES / f"{name}.inkml")


def around(ink: Ink, strokes: frozenset[int]) -> Box:
    return Ink(tuple(ink.strokes[at] for at in sorted(strokes))).box


def written(reading: Reading) -> list[tuple[str, ...]]:
    return [candidate.tokens for candidate in reading.candidates]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_pinned_token_stands_in_every_answer_whatever_the_weights(seed: int) -> None:
    recogniser = random_recogniser(seed)
    reading = recogniser.recognize(INK, pins=[Pin("\\alpha", Ink(INK.strokes[:2]).box)])
    assert reading.candidates
    for candidate in reading.candidates:
        assert "\\alpha" in candidate.tokens
        parse(candidate.tokens)


@pytest.mark.parametrize("seed", SEEDS)
def test_pins_away_from_the_ink_change_nothing(seed: int) -> None:
    recogniser = random_recogniser(seed)
    plain, pinned = recogniser.recognize(INK), recogniser.recognize(INK, pins=[Pin("x", Box(900, 900, 950, 950))])
    assert written(plain) == written(pinned)
    assert [each.probability for each in plain.candidates] == [each.probability for each in pinned.candidates]


@pytest.mark.parametrize(("token", "complaint"), [("{", "no ink of its own"), ("\\nonsense", "has no")])
def test_what_cannot_be_written_cannot_be_pinned(token: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        random_recogniser(0).recognize(INK, pins=[Pin(token, INK.box)])


def pinned_sample(recognizer: Recognizer, ink: Ink, token: str, other: str, written_on: Ink | None = None) -> Reading:
    reading = recognizer.recognize(ink)
    place = reading.best.tokens.index(token)
    box = around(ink, strokes_of(reading.best, reading, ink)[place])
    return recognizer.recognize(written_on or ink, pins=[Pin(other, box)])


@pytest.mark.parametrize(
    ("token", "other", "expected"), [("x", "X", "X^2+1"), ("2", "z", "x^z+1"), ("1", "l", "x^2+l"), ("+", "t", "x^2t1")]
)
def test_the_rest_of_a_sample_stays_as_it_was_around_a_pin(
    token: str, other: str, expected: str, recognizer: Recognizer
) -> None:
    assert pinned_sample(recognizer, sample("square_plus_one"), token, other).latex == expected


def test_a_pin_of_what_was_read_anyway_changes_nothing(recognizer: Recognizer) -> None:
    ink = sample("quadratic_formula")
    reading = recognizer.recognize(ink)
    owned = strokes_of(reading.best, reading, ink)
    pins = [
        Pin(token, around(ink, strokes)) for token, strokes in zip(reading.best.tokens, owned, strict=True) if strokes
    ]
    pinned = recognizer.recognize(ink, pins=pins)
    assert pinned.latex == reading.latex
    assert pinned.best.probability >= reading.best.probability
    for token, strokes, confidence in zip(pinned.best.tokens, owned, pinned.best.confidences, strict=True):
        assert not strokes or confidence > 0.99, token


def test_a_pin_holds_while_writing_goes_on(recognizer: Recognizer) -> None:
    ink = sample("square_plus_one")
    size = ink.box.height
    right, middle = ink.box.right + size / 2, (ink.box.top + ink.box.bottom) / 2
    minus = Ink.of([[(right, middle), (right + size / 2, middle)]])
    one = Ink.of([[(right + size, ink.box.top), (right + size, ink.box.bottom)]])
    longer = Ink((*ink.strokes, *minus.strokes, *one.strokes))
    reading = pinned_sample(recognizer, ink, "x", "X", written_on=longer)
    assert reading.latex.startswith("X^2+1-")


def test_a_symbol_of_a_picture_can_be_pinned(recognizer: Recognizer) -> None:
    picture = to_picture(sample("square_plus_one"))
    reading = recognizer.recognize(picture)
    box = box_of(reading.best, reading, reading.best.tokens.index("x"))
    assert recognizer.recognize(picture, pins=[Pin("X", box)]).latex == "X^2+1"


def test_a_box_holds_the_fewest_strokes_that_fill_it() -> None:
    sign, under = [(0, 50), (10, 90), (20, 0), (100, 0)], [(40, 30), (70, 60)]
    frame = random_recogniser(0).recognize(Ink.of([sign, under])).frame
    pieces = of_ink(Ink.of([sign, under]), frame)
    whole, inner = pieces[0].box, pieces[1].box
    assert within(pieces, whole) == [pieces[0]]
    assert within(pieces, inner) == [pieces[1]]
    assert within(pieces, Box(-50, -50, -40, -40)) == []


def test_a_box_that_holds_no_whole_stroke_holds_the_points_in_it() -> None:
    reading = random_recogniser(0).recognize(INK)
    pieces = of_picture(reading.picture[0])
    first = pieces[0].box
    half = Box(first.left - 5, first.top - 5, (first.left + first.right) / 2, first.bottom + 5)
    (part,) = within(pieces[:1], half)
    assert 0 < len(part.points) < len(pieces[0].points)
    assert part.box.right <= half.right


@pytest.mark.parametrize("seed", SEEDS)
def test_alternatives_hold_the_present_token_and_are_sorted(seed: int) -> None:
    recogniser = random_recogniser(seed)
    tokens = recogniser.recognize(INK).best.tokens
    for index in range(min(len(tokens), 4)):
        found = recogniser.alternatives(INK, tokens, index, top=4)
        assert 1 <= len(found) <= 4
        assert tokens[index] in [each.token for each in found]
        assert len({each.token for each in found}) == len(found)
        shares = [each.probability for each in found]
        assert shares == sorted(shares, reverse=True)
        assert 0 <= sum(shares) <= 1 + 1e-6
        for each in found:
            parse([*tokens[:index], each.token, *tokens[index + 1 :]])


def test_alternatives_look_like_what_was_written(recognizer: Recognizer) -> None:
    ink = sample("square_plus_one")
    found = recognizer.alternatives(ink, recognizer.recognize(ink).best.tokens, 0)
    assert found[0].token == "x"
    assert found[0].probability > 0.5
    assert {"X", "\\times"} & {each.token for each in found[1:5]}


def test_a_brace_has_no_alternative(recognizer: Recognizer) -> None:
    ink = sample("square_plus_one")
    tokens = recognizer.recognize(ink).best.tokens
    assert [each.token for each in recognizer.alternatives(ink, tokens, tokens.index("{"))] == ["{"]


@pytest.mark.parametrize(
    ("tokens", "index", "top"), [("x", 1, 8), ("x", -1, 8), ("x ^", 0, 8), ("x", 0, 0), ("?? x", 0, 8)]
)
def test_alternatives_to_nothing_are_refused(tokens: str, index: int, top: int) -> None:
    with pytest.raises(ValueError, match=r"no \d alternatives|no formula|has no"):
        random_recogniser(0).alternatives(INK, tokens.split(), index, top)


def test_nothing_written_has_no_alternatives(recognizer: Recognizer) -> None:
    with pytest.raises(ValueError, match="nothing is written"):
        recognizer.alternatives(Ink(), ["x"], 0)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_last_layers_mean_over_heads_is_the_candidates_attention(seed: int) -> None:
    recogniser = random_recogniser(seed)
    candidate = recogniser.recognize(INK).best
    maps = recogniser.explain(INK, candidate.tokens)
    config = tiny().decoder
    assert maps.shape == (config.layers, config.heads, *candidate.attention.shape)
    assert np.allclose(maps[-1].mean(0), candidate.attention, atol=1e-5)
    assert np.allclose(maps.sum((3, 4)), 1, atol=1e-4)


def test_what_was_just_read_is_not_encoded_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    recogniser, encoded = random_recogniser(1), []
    encode = Model.encode
    monkeypatch.setattr(Model, "encode", lambda *given: encoded.append(0) or encode(*given))
    tokens = recogniser.recognize(INK).best.tokens
    recogniser.alternatives(Ink.of(WIDE), tokens, 0)  # the same strokes, another object
    recogniser.explain(INK, tokens)
    assert len(encoded) == 1
    recogniser.explain(Ink.of(WIDE[:4]), tokens)
    assert len(encoded) == 2


def test_a_reading_is_given_up_when_told_so_and_the_next_one_is_as_ever() -> None:
    recogniser = random_recogniser(2)
    before = written(recogniser.recognize(INK))
    for allowed in (0, 1, 5):
        asked = iter([False] * allowed + [True] * 100)
        with pytest.raises(Stopped):
            recogniser.recognize(INK, stop=lambda answers=asked: next(answers))
    assert written(recogniser.recognize(INK, stop=lambda: False)) == before


def test_a_page_of_scribble_is_given_up_soon(recognizer: Recognizer) -> None:
    steps = np.random.default_rng(0).normal(0, 12, (60, 120, 2))
    page = Ink.of(list(np.cumsum(steps, axis=1) + np.random.default_rng(1).uniform(0, 1500, (60, 1, 2))))
    began: list[float] = []

    def stop() -> bool:
        began.append(time.perf_counter())
        return len(began) > 4

    with pytest.raises(Stopped):
        recognizer.recognize(page, stop=stop)
    assert time.perf_counter() - began[-1] < 0.2
