"""What a benchmark answers, and the table of it."""

from __future__ import annotations

import json

import pytest

from benchmarks import __main__ as command
from benchmarks.figures import Figure, Options, percentiles, table


def test_a_goal_is_met_up_to_its_very_value() -> None:
    assert Figure("time", 4.0, "ms", goal=4).verdict == "met"
    assert Figure("time", 4.1, "ms", goal=4).verdict == "MISSED"
    assert Figure("time", 4.1, "ms").verdict == ""


def test_percentiles_are_named_and_keep_their_goals() -> None:
    figures = percentiles("reading", [*range(101)], {50: 10, 95: 95, 100: None})
    assert [figure.name for figure in figures] == [
        "reading, median",
        "reading, 95th percentile",
        "reading, longest",
    ]
    assert [figure.value for figure in figures] == [50, 95, 100]
    assert [figure.verdict for figure in figures] == ["MISSED", "met", ""]


def test_the_table_has_one_line_a_figure_and_columns_of_one_width() -> None:
    lines = table([Figure("short", 1.23456, "ms", goal=2), Figure("a longer name", 900, "MB")]).splitlines()
    assert len(lines) == 4
    assert len({len(line) for line in lines}) == 1
    assert [cell.strip() for cell in lines[2].split("|")[1:-1]] == ["short", "1.235 ms", "≤ 2 ms", "met"]


@pytest.mark.parametrize("arguments", [["nothing"], ["latency"]])
def test_wrong_use_ends_with_status_2(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as end:
        command.main(arguments)
    assert end.value.code == 2


def test_what_cannot_be_measured_is_said_and_the_rest_still_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def run(name: str, options: Options) -> list[Figure]:
        if name == "pen":
            raise ValueError("no pen here")
        return [Figure(f"the {name}", 1.0, "ms")]

    monkeypatch.setattr(command, "run", run)
    assert command.main(["--json"]) == 1
    output = capsys.readouterr()
    assert output.err == "pen: no pen here\n"
    assert [figure["name"] for figure in json.loads(output.out)] == ["the startup", "the session"]
