"""A personal run goes on: killed, stopped or paused it costs no weight, and the time it may take is kept."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from mathnet.config import to_dict
from tests.training.inks import ALL, POWER, ROOT, SCRIPTS, to_corpus
from tests.training.personal.people import SMALL, export, make, options
from tests.training.runs import make_run, tiny_recipe
from tests.training.test_control import wait_until
from tests.training.test_finetune import ROOT as FOLDER
from tests.training.test_finetune import assert_same_state
from training.events import Command, Progress, State, Status, command, present, process_of, read_events
from training.loop import write_json
from training.personal.running import Running

PERSON = (POWER, SCRIPTS, ROOT, ALL[5], POWER)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that has hardly learned anything."""
    folder = tmp_path_factory.mktemp("base")
    make_run(to_corpus(ALL), tiny_recipe(steps=1), folder).run()
    return folder / "model.safetensors"


def planned(base: Path, folder: Path, steps: int) -> Running:
    """A run whose plan is made, so that it depends on no clock."""
    (folder / "run").mkdir(parents=True)
    write_json(folder / "run" / "plan.json", {"steps": steps, "seconds": 1000.0})
    return again(base, folder)


def again(base: Path, folder: Path) -> Running:
    samples = folder / "samples" if (folder / "samples").exists() else export(folder / "samples", PERSON)
    given = options(base, samples, folder / "run", config=replace(SMALL, steps=6), save_seconds=0.0)
    return make(given)


def states(folder: Path) -> list[State]:
    return [event.state for event in read_events(folder) if isinstance(event, Status)]


def test_a_run_that_is_killed_comes_to_the_same_weights(base: Path, tmp_path: Path) -> None:
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    assert planned(base, whole, 40).run()
    planned(base, killed, 40)
    write_json(killed / "settings.json", to_dict(replace(SMALL, steps=6)))
    with child(base, killed) as process:
        wait_until(lambda: any(event.step > 3 for event in trained(killed / "run")), 200)
        process.kill()
        process.wait(timeout=30)
    assert not (killed / "run" / "trained.json").exists()
    assert process_of(killed / "run") is not None
    with present(killed / "run"):
        assert again(base, killed).run()
    assert_same_state(killed / "run", whole / "run")
    assert (killed / "run" / "model.safetensors").read_bytes() == (whole / "run" / "model.safetensors").read_bytes()


def trained(folder: Path) -> list[Progress]:
    return [event for event in read_events(folder) if isinstance(event, Progress) and event.stage == "personal"]


class child:  # noqa: N801  # reads as a verb does
    """`python -m training personal`, killed in the end if it still runs."""

    def __init__(self, base: Path, folder: Path) -> None:
        words = {"--samples": folder / "samples", "--run": folder / "run", "--model": base, "--workers": 0}
        words |= {"--settings": folder / "settings.json", "--device": "cpu", "--threads": 1, "--minutes": 5}
        self.command = [sys.executable, "-m", "training", "personal", *(str(x) for each in words.items() for x in each)]
        self.output = folder / "output.txt"

    def __enter__(self) -> subprocess.Popen[bytes]:
        with self.output.open("wb") as output:
            environment = {**os.environ, "OMP_NUM_THREADS": "1"}
            self.process = subprocess.Popen(
                self.command, cwd=FOLDER, env=environment, stdout=output, stderr=subprocess.STDOUT
            )
        return self.process

    def __exit__(self, *_: object) -> None:
        self.process.kill()
        self.process.wait(timeout=30)


@pytest.mark.parametrize("stage", ["read", "personal", "judge"])
def test_a_run_that_is_told_to_stop_in_any_part_ends_without_a_judgement_and_goes_on(
    stage: str, base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = tmp_path / "run"
    running = planned(base, tmp_path, 6)
    usual = running.log.write

    def write(event: object) -> None:
        usual(event)
        if isinstance(event, Progress) and event.stage == stage:
            command(run, Command.STOP)

    monkeypatch.setattr("training.events.log.Log.write", lambda _, event: write(event))
    monkeypatch.setattr("training.personal.judging._TOLD", 1)
    assert not running.run()
    monkeypatch.undo()
    assert not (run / "judgement.json").exists()
    with present(run):
        assert again(base, tmp_path).run()
    assert (run / "judgement.json").exists()


def test_a_pause_is_told_and_goes_on(base: Path, tmp_path: Path) -> None:
    run = tmp_path / "run"
    planned(base, tmp_path, 1000)
    write_json(tmp_path / "settings.json", to_dict(replace(SMALL, steps=6)))
    with child(base, tmp_path) as process:
        wait_until(lambda: len(trained(run)) > 0, 200)
        command(run, Command.PAUSE)
        wait_until(lambda: State.PAUSED in states(run))
        steps = len(trained(run))
        time.sleep(0.5)
        assert len(trained(run)) == steps
        command(run, Command.GO)
        wait_until(lambda: State.GOING in states(run))
        command(run, Command.STOP)
        assert process.wait(timeout=60) == 0
    assert states(run) == [State.BEGAN, State.PAUSED, State.GOING, State.STOPPED]


def test_training_ends_when_its_time_is_up_and_is_judged_all_the_same(base: Path, tmp_path: Path) -> None:
    running = planned(base, tmp_path, 100_000)
    write_json(tmp_path / "run" / "plan.json", {"steps": 100_000, "seconds": 0.5})
    assert running.run()
    told = json.loads((tmp_path / "run" / "judgement.json").read_text(encoding="utf-8"))
    assert 0 < told["steps"] < 100_000
    assert told["seconds"] < 60


def test_the_time_for_all_of_it_makes_the_plan(base: Path, tmp_path: Path) -> None:
    config = replace(SMALL, steps=1000)
    given = options(base, export(tmp_path / "samples", PERSON), tmp_path / "run", minutes=0.01, config=config)
    assert make(given).run()
    plan = json.loads((tmp_path / "run" / "plan.json").read_text(encoding="utf-8"))
    assert plan["seconds"] == 1.0
    assert 1 <= plan["steps"] < 500


def test_a_run_on_other_samples_is_refused(base: Path, tmp_path: Path) -> None:
    assert planned(base, tmp_path, 2).run()
    (tmp_path / "run" / "finished.json").unlink()
    other = export(tmp_path / "others", PERSON[:4])
    with pytest.raises(ValueError, match="holds a run with other samples: choose a new folder"):
        make(options(base, other, tmp_path / "run", config=replace(SMALL, steps=6))).run()
