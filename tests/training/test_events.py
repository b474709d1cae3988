"""Progress events: what is written to the log is read from it."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

import training.events
from training.events import Log, Progress, read_log

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
    tree = ast.parse(Path(training.events.__file__).read_text(encoding="utf-8"))
    modules = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    modules |= {name.name for node in ast.walk(tree) if isinstance(node, ast.Import) for name in node.names}
    assert {module.partition(".")[0] for module in modules} <= sys.stdlib_module_names
