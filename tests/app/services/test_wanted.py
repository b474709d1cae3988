"""The collector asks first for what was mixed up, then for what is rare; everything on its list can be learnt."""

from __future__ import annotations

import tomllib

import pytest

from app.services.samples import How, Sample
from app.services.wanted import ENOUGH, Why, coverage, wishes
from app.theme import RESOURCES
from app.typeset.typesetter import typeset
from mathnet.latex import canonical
from mathnet.vocabulary import Vocabulary
from tests.app.paper import stroke

KNOWN = Vocabulary.load().tokens
LISTED = tomllib.loads((RESOURCES / "wanted.toml").read_text(encoding="utf-8"))


def collected(*tokens: str) -> Sample:
    return Sample(tokens, How.COLLECTED, (stroke(),))


@pytest.mark.parametrize("row", LISTED["rows"])
def test_symbols_of_a_row_mean_just_themselves(row: str) -> None:
    assert canonical(row) == row.split()


@pytest.mark.parametrize("latex", LISTED["rows"] + LISTED["formulas"])
def test_everything_listed_is_known_to_the_model(latex: str) -> None:
    assert set(canonical(latex)) <= set(KNOWN)


def test_every_wish_can_be_shown_in_print() -> None:
    found = wishes([], KNOWN, count=1000)
    assert len(found) == len(LISTED["rows"]) + len(LISTED["formulas"])
    assert all(typeset(wish.latex).width > 0 for wish in found)


def test_what_was_mixed_up_comes_first_in_its_row_of_symbols_that_look_alike() -> None:
    first, *rest = wishes([], KNOWN, {("z", "2"): 1})
    assert (first.tokens, first.why) == (("z", "2", "Z"), Why.WEAK)
    assert all(wish.tokens != first.tokens and wish.why is not Why.WEAK for wish in rest)


def test_a_pair_that_is_in_no_row_is_asked_for_by_itself() -> None:
    assert wishes([], KNOWN, {("4", "\\lambda"): 3})[0].tokens == ("4", "\\lambda")


def test_the_pair_that_is_mixed_up_most_comes_first() -> None:
    first, second = wishes([], KNOWN, {("z", "2"): 1, ("5", "s"): 4})[:2]
    assert ("5" in first.tokens, "2" in second.tokens) == (True, True)


def test_a_pair_is_no_longer_weak_once_it_was_shown_often_enough() -> None:
    shown = [collected("z", "2", "Z")] * ENOUGH
    assert wishes(shown[:-1], KNOWN, {("z", "2"): 1})[0].why is Why.WEAK
    assert all(wish.why is not Why.WEAK for wish in wishes(shown, KNOWN, {("z", "2"): 1}))


def test_layout_and_unknown_tokens_are_not_asked_for_by_themselves() -> None:
    assert all(wish.why is not Why.WEAK for wish in wishes([], KNOWN, {("{", "2"): 1, ("x", "\\nothing"): 1}))


def test_what_is_missing_comes_before_what_is_there() -> None:
    rows = [wish.tokens for wish in wishes([], KNOWN, count=1000) if wish.why is Why.SYMBOLS]
    after = [wish.tokens for wish in wishes([collected(*rows[0])], KNOWN, count=1000) if wish.why is Why.SYMBOLS]
    assert after[0] == rows[1]
    assert after[-1] == rows[0]


def test_what_the_model_doubts_comes_before_other_symbols_that_are_missing() -> None:
    row = next(wish for wish in wishes([], KNOWN, doubted={"\\aleph"}) if wish.why is Why.SYMBOLS)
    assert "\\aleph" in row.tokens


def test_formulas_come_between_the_rows_and_not_twice_before_all_were_written() -> None:
    first = [wish for wish in wishes([], KNOWN) if wish.why is Why.FORMULA]
    assert len(first) >= 4
    again = wishes([collected(*wish.tokens) for wish in first], KNOWN)
    assert not {wish.tokens for wish in first} & {wish.tokens for wish in again}


def test_the_model_s_own_tokens_limit_what_is_asked_for() -> None:
    known = ["x", "\\times", "X", "7", "1", "l"]
    assert {wish.tokens for wish in wishes([], known)} == {("x", "\\times", "X"), ("1", "l", "7")}


def test_coverage_counts_symbols_and_no_layout() -> None:
    none, all_of_them = coverage([], KNOWN)
    assert none == 0
    assert all_of_them > 150
    assert coverage([collected("x", "^", "{", "2", "}"), collected("x")], KNOWN) == (2, all_of_them)
