"""Progress events: what is written to the log is read from it, at once or as it grows, and becomes curves."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from pathlib import Path

import pytest

from training.events import (
    PANELS,
    Curve,
    Follower,
    Log,
    Progress,
    gather,
    in_panels,
    is_logarithmic,
    is_within_one,
    read_log,
    runs_below,
)

ROOT = Path(__file__).resolve().parents[2]
EVENTS = [Progress("finetune", step, 100, 2.0 * step, {"caption": 3.5 / step}) for step in (1, 20)]


def test_events_are_read_as_they_were_written(tmp_path: Path) -> None:
    log = Log(tmp_path / "new" / "run")
    for event in EVENTS:
        log.write(event)
    assert list(read_log(tmp_path / "new" / "run")) == EVENTS


def test_a_second_log_goes_on_where_the_first_stopped(tmp_path: Path) -> None:
    for event in EVENTS:
        Log(tmp_path).write(event)
    assert list(read_log(tmp_path)) == EVENTS


def test_a_half_written_last_line_is_left_out(tmp_path: Path) -> None:
    log = Log(tmp_path)
    log.write(EVENTS[0])
    with log.path.open("a", encoding="utf-8") as file:
        file.write('{"time": 1, "stage": "fine')
    assert list(read_log(tmp_path)) == EVENTS[:1]


def test_a_run_that_has_not_begun_has_no_events(tmp_path: Path) -> None:
    assert list(read_log(tmp_path)) == []


def test_the_time_left_is_that_of_the_steps_left() -> None:
    assert EVENTS[1].seconds_left == pytest.approx(160)
    assert Progress("finetune", 0, 10, 0.0, {}).seconds_left == 0


def test_events_need_the_standard_library_alone() -> None:
    code = "import sys, training.events; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-S", "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    modules = set(loaded.stdout.split())
    assert {name for name in modules if name.startswith("mathnet.")} == {"mathnet.errors"}
    assert {name.partition(".")[0] for name in modules} - {"__main__", "training", "mathnet"} <= sys.stdlib_module_names


def append(folder: Path, *events: Progress) -> None:
    log = Log(folder)
    for event in events:
        log.write(event)


def test_a_follower_hands_over_each_event_once(tmp_path: Path) -> None:
    follower = Follower(tmp_path)
    assert follower.new() == []  # there is no log yet
    append(tmp_path, EVENTS[0])
    assert follower.new() == EVENTS[:1]
    assert follower.new() == []
    append(tmp_path, EVENTS[1])
    assert follower.new() == EVENTS[1:]
    assert not follower.began_again


def test_a_follower_waits_for_the_end_of_a_line(tmp_path: Path) -> None:
    append(tmp_path, *EVENTS)
    whole, follower = (tmp_path / "log.jsonl").read_bytes(), Follower(tmp_path)
    for cut in range(1, len(whole) + 1):
        (tmp_path / "log.jsonl").write_bytes(whole[:cut])
        expected = [EVENTS[whole[:cut].count(b"\n") - 1]] if whole[:cut].endswith(b"\n") else []
        assert follower.new() == expected


def test_a_follower_reads_no_more_lines_than_it_was_asked_to(tmp_path: Path) -> None:
    append(tmp_path, *EVENTS)
    follower = Follower(tmp_path)
    assert [follower.new(1), follower.new(1), follower.new(1)] == [EVENTS[:1], EVENTS[1:], []]


@pytest.mark.parametrize("replacement", [[], [EVENTS[1]], [*EVENTS, *EVENTS]], ids=["emptied", "shorter", "longer"])
def test_a_follower_begins_again_with_another_log(tmp_path: Path, replacement: list[Progress]) -> None:
    follower = Follower(tmp_path)
    append(tmp_path, Progress("pretrain", 7, 9, 1.0, {"local": 1.0}), EVENTS[0])
    follower.new()
    follower.path.write_bytes(b"")
    append(tmp_path, *replacement)
    assert follower.new() == replacement
    assert follower.began_again
    assert follower.new() == []
    assert not follower.began_again


def test_a_line_that_its_writer_was_killed_in_is_passed_over(tmp_path: Path) -> None:
    append(tmp_path, EVENTS[0])
    with (tmp_path / "log.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"time": 1, "stage": "fine')
    append(tmp_path, *EVENTS)  # the first of them ends the broken line
    assert list(read_log(tmp_path)) == [EVENTS[0], *EVENTS]


def test_runs_are_found_at_any_depth_the_latest_first(tmp_path: Path) -> None:
    for age, name in enumerate(("new", "older/seed0", "oldest/a/b")):
        append(tmp_path / name, EVENTS[0])
        os.utime(tmp_path / name / "log.jsonl", (1e9 - age, 1e9 - age))
    (tmp_path / "no run").mkdir()
    assert [run.relative_to(tmp_path).as_posix() for run in runs_below(tmp_path)] == [
        "new",
        "older/seed0",
        "oldest/a/b",
    ]


def test_steps_that_a_resumed_run_goes_over_again_replace_the_old_ones() -> None:
    curves: dict[str, Curve] = {}
    steps = (10, 20, 30, 20, 30, 40)
    gather((Progress("finetune", step, 50, 1.0, {"total": float(i)}) for i, step in enumerate(steps)), curves)
    assert curves == {"total": Curve([10, 20, 30, 40], [0.0, 3.0, 4.0, 5.0])}


def test_smoothing_keeps_a_constant_and_calms_noise() -> None:
    steps = list(range(1000))
    assert set(Curve(steps, [2.0] * 1000).smoothed().values) == {2.0}
    wild = Curve(steps, [1.0 + (-1.0) ** step for step in steps]).smoothed()
    assert max(abs(value - 1) for value in wild.values[10:]) < 0.1


def test_a_smoothed_curve_has_few_points_and_both_ends() -> None:
    smooth = Curve(list(range(9999)), [1.0] * 9999).smoothed(most=100)
    assert (smooth.steps[0], smooth.steps[-1]) == (0, 9998)
    assert 100 <= len(smooth.steps) <= 103
    assert Curve().smoothed() == Curve()


def test_smoothing_passes_over_values_that_are_no_numbers() -> None:
    values = [1.0] * 100
    values[50:53] = math.nan, math.inf, -math.inf
    assert set(Curve(list(range(100)), values).smoothed().values) == {1.0}
    assert all(math.isnan(value) for value in Curve([1, 2], [math.nan] * 2).smoothed().values)


def test_every_value_has_one_panel_and_unknown_ones_share_the_last() -> None:
    names = ["surprise", "rate", "total", "validation_forward", "hidden_share", "effective_rank", "samples_per_second"]
    grouped = {panel.title: taken for panel, taken in in_panels(names).items()}
    assert sorted(name for taken in grouped.values() for name in taken) == sorted(names)
    assert grouped["Shares"] == ["validation_forward", "hidden_share"]
    assert list(grouped)[-1] == "Other values"
    assert grouped["Other values"] == ["surprise"]


@pytest.mark.parametrize(
    ("values", "expected"),
    [([5.0, 0.1], True), ([5.0, 1.0], False), ([5.0, 0.0], False), ([math.nan], False), ([5.0, math.nan, 0.1], True)],
)
def test_only_losses_that_fall_far_have_a_logarithmic_axis(values: list[float], expected: bool) -> None:
    curve = Curve(list(range(len(values))), values)
    panels = {panel.title: panel for panel in PANELS}
    assert is_logarithmic(panels["Losses"], [curve]) is expected
    assert not is_logarithmic(panels["Speed"], [curve])


def test_shares_have_the_whole_axis_unless_one_is_none() -> None:
    shares = next(panel for panel in PANELS if panel.is_share)
    assert is_within_one(shares, [Curve([1, 2], [0.2, math.nan])])
    assert not is_within_one(shares, [Curve([1], [0.2]), Curve([1], [1.2])])
