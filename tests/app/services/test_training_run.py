"""The folder of runs, without a window: names, commands, drafts, and what is damaged."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import Any

import pytest

from app.services import training_run
from app.services.run_log import RunLog
from app.services.run_standing import Kind, Standing
from app.services.training_run import RunError, Runs
from training.events import Command, Log, Progress, State, Status, commanded

SETTINGS: dict[str, Any] = {"data": "some.zip", "stages": ["finetune"]}


@pytest.fixture
def runs(tmp_path: Path) -> Runs:
    return Runs(tmp_path / "runs", ["no-such-program"])


def test_a_program_that_is_not_there_is_told_and_the_run_can_be_deleted(runs: Runs) -> None:
    with pytest.raises(RunError, match="no such file"):
        runs.begin("first", SETTINGS)
    (run,) = runs.list(Kind.PIPELINE)
    assert (run.name, run.standing, run.is_alive) == ("first", Standing.NEW, False)
    runs.delete(run.folder)
    assert runs.list(Kind.PIPELINE) == ()
    assert list(runs.folder.iterdir()) == []


@pytest.mark.parametrize(("wanted", "name"), [("a/b: c?", "a b  c"), ("...", "Run"), ("x" * 99, "x" * 60)])
def test_a_name_becomes_one_that_a_folder_may_have(runs: Runs, wanted: str, name: str) -> None:
    assert runs.new(wanted).name == name
    assert runs.new(wanted).name == f"{name} 2"


def test_a_command_is_said_again_where_the_system_refuses_for_a_moment(
    runs: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual, refused = training_run.command, []

    def refuse_twice(folder: Path, what: Command) -> None:
        if len(refused) < 2:
            refused.append(what)
            raise PermissionError(13, "in use")
        usual(folder, what)

    monkeypatch.setattr(training_run, "command", refuse_twice)
    monkeypatch.setattr(training_run, "_PAUSE", 0.001)
    runs.tell(tmp_path, Command.PAUSE)
    assert commanded(tmp_path) is Command.PAUSE
    assert refused == [Command.PAUSE] * 2


def test_a_command_that_cannot_be_said_is_told(runs: Runs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training_run, "_PAUSE", 0.001)
    with pytest.raises(RunError, match="Try again"):
        runs.tell(tmp_path / "nowhere", Command.STOP)


def test_a_draft_is_kept_for_the_same_dataset_alone(runs: Runs) -> None:
    first = runs.draft(SETTINGS)
    assert runs.draft({**SETTINGS, "batch": 8}) == first
    second = runs.draft({**SETTINGS, "data": "other.zip"})
    assert second != first
    assert not first.exists()
    assert runs.list(Kind.PIPELINE) == ()  # a draft is no run
    runs.drop_draft()
    assert list(runs.folder.iterdir()) == []


def test_what_a_crashed_program_left_is_swept_away(runs: Runs) -> None:
    left, fresh = runs.folder / ".draft-old", runs.folder / ".draft-new"
    for folder in (left, fresh):
        folder.mkdir(parents=True)
    os.utime(left, (time.time() - 2e5,) * 2)
    runs.drop_draft()
    assert [path.name for path in runs.folder.iterdir()] == [".draft-new"]


def test_a_damaged_run_is_told(runs: Runs) -> None:
    folder = runs.new("mine")
    (folder / "personal.json").write_text("{", encoding="utf-8")
    (run,) = runs.list(Kind.PERSONAL)
    with pytest.raises(RunError, match="damaged"):
        runs.take_up(run.folder)


@pytest.mark.parametrize(
    ("state", "standing"),
    [(State.FINISHED, Standing.FINISHED), (State.STOPPED, Standing.STOPPED), (State.FAILED, Standing.FAILED)],
)
def test_a_run_that_has_ended_stands_as_its_log_says(runs: Runs, state: State, standing: Standing) -> None:
    folder = runs.new("ended")
    log = Log(folder)
    log.write(Status(State.BEGAN))
    log.write(Status(state, "words"))
    assert (runs.look(folder).standing, runs.look(folder).words) == (standing, "words")


def test_a_snapshot_of_a_log_does_not_change_when_it_is_read_on(tmp_path: Path) -> None:
    log, run = Log(tmp_path), RunLog(tmp_path)
    log.write(Progress("finetune", 1, 9, 1.0, {"total": 3.0}))
    run.read()
    seen = run.snapshot()
    log.write(Progress("finetune", 2, 9, 2.0, {"total": 2.0, "rate": 0.1}))
    run.read()
    assert list(run.curves) == ["total", "rate"]
    assert (seen.curves["total"].steps, list(seen.curves)) == ([1], ["total"])
    assert (len(seen.recent), len(run.recent)) == (1, 2)
