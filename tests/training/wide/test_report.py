"""The report: counts as one would by hand, and splits by what was written, never by what was read."""

from __future__ import annotations

import json

import pytest

from mathnet.ink import Ink
from training.errors import NOTHING
from training.wide.report import Read, Report
from training.wide.sample import EXPRESSION, GRID, SCRIBBLE, SINGLE, Item

KNOWN = frozenset(["x", "+", "1", "2", "^", "{", "}", "\\frac", "=", "_"])


def read(kind: str, truth: str, *found: str, weight: float = 1.0) -> Read:
    return Read(Item(kind, tuple(truth.split()), Ink(()), weight), tuple(tuple(one.split()) for one in found), 1.0)


REPORT = Report(
    [
        read(EXPRESSION, "x ^ { 2 } + 1", "x ^ { 2 } + 1"),
        read(EXPRESSION, "\\nabla + 1", "v + 1", "\\nabla + 1"),
        read(EXPRESSION, "\\hat { x }", "x"),
        read(EXPRESSION, "1 + 1", "1 + 2"),
        read(EXPRESSION, "\\begin{cases} x \\\\ 1 \\end{cases}", "\\begin{cases} x \\\\ 1 \\end{cases}"),
        read(GRID, "\\begin{cases} 1 \\\\ 2 \\end{cases}", "\\frac { 1 } { 2 }"),
        read(SINGLE, "x", "x", "X", weight=8.0),
        read(SINGLE, "o", "0", "O", "o", weight=1.0),
        read(SINGLE, "\\mathbb { O }", "0", weight=1.0),
        read(SINGLE, "\\hbar", weight=0.0),
        read(SCRIBBLE, ""),
        read(SCRIBBLE, "", "x"),
    ],
    KNOWN,
)


def test_expressions_are_counted_by_what_they_hold() -> None:
    counts = {name: (len(score.errors), score.rate()) for name, score in REPORT.rows().items()}
    assert counts["all expressions"] == (5, 0.4)
    assert counts["CROHME's tokens"] == (2, 0.5)
    assert counts["a token CROHME lacks"] == (3, pytest.approx(1 / 3))
    assert counts["scripts"] == (1, 1.0)
    assert counts["accents"] == (1, 0.0)
    assert counts["roots"] == counts["fractions"] == (0, 0.0)


def test_expressions_drawn_for_their_grids_count_among_grids_alone() -> None:
    rows = REPORT.rows()
    assert (len(rows["cases"].errors), rows["cases"].rate()) == (2, 0.5)
    assert len(rows["matrix"].errors) == len(rows["aligned"].errors) == 0


def test_errors_are_those_of_tokens() -> None:
    everything = REPORT.rows()["all expressions"]
    assert sorted(everything.errors) == [0, 0, 1, 1, 3]
    assert [everything.rate(allowed) for allowed in (1, 2)] == [0.8, 0.8]
    assert everything.summary()["token_error_rate"] == pytest.approx(5 / (7 + 3 + 4 + 3 + 5))


def test_single_symbols_are_weighed_by_use_and_counted_alike() -> None:
    assert REPORT.singles() == {
        "count": 4,
        "as_used_top_1": 0.8,
        "as_used_top_5": 0.9,
        "each_alike_top_1": 0.25,
        "each_alike_top_5": 0.5,
    }


def test_scribbles_should_be_nothing_and_formulas_should_not() -> None:
    assert REPORT.nothings() == {
        "count": 2,
        "scribbles_read_as_nothing": 0.5,
        "formulas_read_as_nothing": pytest.approx(0.1),
    }


def test_confusions_of_symbols_are_of_whole_readings() -> None:
    assert REPORT.confused(SINGLE) == [("\\hbar", NOTHING, 1), ("\\mathbb{O}", "0", 1), ("o", "0", 1)]
    assert ("\\nabla", "v", 1) in REPORT.confused(EXPRESSION, GRID)
    assert ("x", "x", 1) not in REPORT.confused(EXPRESSION, GRID)


def test_the_commonest_confusion_comes_first() -> None:
    reads = [read(EXPRESSION, "1", "7")] + [read(EXPRESSION, "2", "z")] * 2
    assert Report(reads, KNOWN).confused(EXPRESSION) == [("2", "z", 2), ("1", "7", 1)]


def test_json_has_all_that_the_text_says() -> None:
    said = json.loads(json.dumps(REPORT.as_json()))
    assert said["expressions"]["accents"]["token_error_rate"] == 0.75
    assert said["singles"]["as_used_top_5"] == 0.9
    assert said["scribbles"]["scribbles_read_as_nothing"] == 0.5
    assert said["single_confusions"][0] == ["\\hbar", NOTHING, 1]
    text = REPORT.text()
    assert "a token CROHME lacks         3   33.3%   66.7%   66.7%" in text
    assert "50.0% of 2 scribbles and 10.0% of all else are read as nothing" in text


def test_nothing_at_all_is_no_error() -> None:
    assert "all expressions" in Report([], KNOWN).text()


def test_braces_that_lack_are_no_confusion_of_their_own() -> None:
    found = Report([read(EXPRESSION, "x _ { 1 }", "x 1")], KNOWN).confused(EXPRESSION)
    assert found == [("_", NOTHING, 1)]
