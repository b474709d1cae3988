"""Metrics: counts as the CROHME literature takes them."""

from __future__ import annotations

import pytest

from training.metrics import Score, edit_distance


@pytest.mark.parametrize(
    ("first", "second", "errors"),
    [
        ("", "", 0),
        ("a b c", "a b c", 0),
        ("a b c", "", 3),
        ("", "a b", 2),
        ("a b c", "a c", 1),
        ("a c", "a b c", 1),
        ("a b c", "a x c", 1),
        ("a b c d", "b c d a", 2),
        ("k i t t e n", "s i t t i n g", 3),
        ("\\frac a", "f r a c a", 4),
    ],
)
def test_token_errors_are_the_least_edits(first: str, second: str, errors: int) -> None:
    assert edit_distance(first.split(), second.split()) == errors
    assert edit_distance(second.split(), first.split()) == errors


def scored() -> Score:
    """Five expressions of 0, 1, 2, 3 and 5 errors; the second and the third have the right layout."""
    score, truth = Score(), ["x", "^", "{", "2", "}"]
    for found, milliseconds in (
        ("x ^ { 2 }", 10),
        ("y ^ { 2 }", 20),
        ("y ^ { 3 }", 30),
        ("x 2 1", 40),
        ("", 1000),
    ):
        score.add(truth, found.split(), milliseconds)
    return score


def test_each_expression_says_its_errors() -> None:
    assert scored().errors == [0, 1, 2, 3, 5]
    assert Score().add(["a"], ["b"], 1.0) == 1


def test_rates_are_shares_of_all_expressions() -> None:
    score = scored()
    assert [score.rate(allowed) for allowed in range(6)] == pytest.approx([0.2, 0.4, 0.6, 0.8, 0.8, 1.0])
    summary = score.summary()
    assert summary["expressions"] == 5
    assert summary["exprate"] == pytest.approx(0.2)
    assert [summary[f"at_most_{allowed}"] for allowed in (1, 2, 3)] == pytest.approx([0.4, 0.6, 0.8])


def test_the_structure_rate_asks_for_the_layout_alone() -> None:
    assert scored().summary()["structure_rate"] == pytest.approx(3 / 5)


def test_the_token_error_rate_is_errors_a_token_of_truth() -> None:
    assert scored().summary()["token_error_rate"] == pytest.approx(11 / 25)


def test_times_are_given_by_median_and_95th_percentile() -> None:
    summary = scored().summary()
    assert (summary["milliseconds_median"], summary["milliseconds_95th"]) == (30, 1000)


def test_no_expression_at_all_gives_zeros_and_no_error() -> None:
    assert set(Score().summary().values()) == {0}
