"""How sure a candidate is where the others say something else, and that every panel says the same of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from app.program import Program
from app.services.agreeing import weighed
from mathnet.reading import Candidate
from tests.app.fakes import CELL, FakeRecogniser, candidate, reading
from tests.app.hand import mouse

SIDE = 80  # document units of a cell


def read(tokens: str, probability: float, sure: float = 0.99) -> Candidate:
    made = candidate(tokens, probability, tokens)
    return replace(made, confidences=(sure,) * len(tokens))


def confidences(*candidates: Candidate) -> list[tuple[float, ...]]:
    found = weighed(replace(reading([]), candidates=candidates))
    return [candidate.confidences for candidate in found.candidates]


def test_a_symbol_that_all_candidates_agree_on_keeps_its_confidence() -> None:
    assert confidences(read("1-b", 0.6), read("1-p", 0.2))[0][:2] == (0.99, 0.99)


def test_where_others_differ_it_is_no_surer_than_the_share_that_agrees() -> None:
    first, *_ = confidences(read("1-b", 0.3), read("1-p", 0.1), read("1-q", 0.1))
    assert first == pytest.approx((0.99, 0.99, 0.6))


def test_candidates_of_other_lengths_are_aligned() -> None:
    first, second = confidences(read("12+b", 0.6), read("1+b", 0.4))
    assert first == pytest.approx((0.99, 0.6, 0.99, 0.99))
    assert second == pytest.approx((0.99, 0.99, 0.99))


def test_no_symbol_is_made_surer_than_the_model_is() -> None:
    assert confidences(read("b", 0.9, sure=0.3), read("p", 0.1))[0] == (0.3,)


def test_a_candidate_less_likely_than_another_is_in_doubt_where_they_differ() -> None:
    assert confidences(read("b", 0.8), read("p", 0.2))[1] == pytest.approx((0.2,))


def test_a_lone_candidate_and_none_stay_as_they_are() -> None:
    assert confidences(read("b", 0.4)) == [(0.99,)]
    assert confidences() == []


def test_candidates_without_probability_stay_as_they_are() -> None:
    nowhere = [replace(read(token, 0.5), probability=0.0) for token in "bp"]
    assert confidences(*nowhere) == [(0.99,), (0.99,)]


def test_what_the_candidates_disagree_on_is_marked_in_print_tokens_and_ink(
    program: Program, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    first, second = read("x+b", 0.6), read("x+p", 0.3)
    recogniser.answers = [replace(reading([], scale=CELL / SIDE), candidates=(first, second))]
    for left in (0, SIDE, 2 * SIDE):
        mouse(program.window.canvas, [(left + 20, 260), (left + 40, 280), (left + 60, 300)])
    qtbot.waitUntil(lambda: program.linking.links.boxes[2:] != ())
    assert program.linking.uncertain == {2}
    program.window.attention.strip._point(2)
    assert program.window.attention.strip.toolTip() == "b, 67% sure"
    preview = program.window.formula.preview
    qtbot.waitUntil(lambda: preview.place(2) is not None)
    preview._pointed = 2
    assert preview._tip().startswith("Only 67% sure of this")
