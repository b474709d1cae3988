"""A pipeline: all stages in one go, through kills, stops and errors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from threading import Timer

import pytest

from mathnet.checkpoint import load_model
from tests.training.pipeline.pipelines import tiny_pipeline
from tests.training.test_finetune import ROOT, assert_same_state
from training.__main__ import main
from training.data import gather
from training.events import Command, State, Status, Turn, command, last_words, read_events, read_log
from training.pipeline import running
from training.pipeline.settings import Length, save_pipeline


def states(folder: Path) -> list[State]:
    return [event.state for event in read_events(folder) if isinstance(event, Status)]


def turns(folder: Path) -> list[tuple[str, State]]:
    return [(event.stage, event.state) for event in read_events(folder) if isinstance(event, Turn)]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where dataset and recipe lie and, under `whole`, a pipeline that nothing interrupted."""
    place = tmp_path_factory.mktemp("pipelines")
    save_pipeline(place / "whole", tiny_pipeline(place))
    assert main(["pipeline", str(place / "whole")]) == 0
    return place


def test_all_stages_leave_what_they_are_for(place: Path) -> None:
    whole = place / "whole"
    assert states(whole) == [State.BEGAN, State.FINISHED]
    names = ("prepare", "pretrain", "attend", "finetune", "evaluate")
    assert turns(whole) == [(name, state) for name in names for state in (State.BEGAN, State.FINISHED)]
    load_model(whole / "finetune" / "model")
    figures = json.loads((whole / "evaluation.json").read_text())
    assert figures["expressions"] > 0
    assert 0 <= figures["exprate"] <= 1
    assert [event.stage for event in read_log(whole)] == ["evaluate"]
    begun = {stage: json.loads((whole / stage / "start.json").read_text())["initial"] for stage in names[1:4]}
    assert not begun["pretrain"]
    assert begun["attend"]
    assert begun["finetune"] not in {"", begun["attend"]}


def test_a_finished_pipeline_does_nothing_more(place: Path, tmp_path: Path) -> None:
    before = (place / "whole" / "finetune" / "model.safetensors").stat().st_mtime_ns
    assert main(["pipeline", str(place / "whole")]) == 0
    assert (place / "whole" / "finetune" / "model.safetensors").stat().st_mtime_ns == before
    assert states(place / "whole")[-2:] == [State.BEGAN, State.FINISHED]


def test_a_killed_pipeline_goes_on_to_the_same_weights(place: Path) -> None:
    killed = place / "killed"
    save_pipeline(killed, tiny_pipeline(place))
    log = killed / "finetune" / "log.jsonl"
    program = [sys.executable, "-m", "training", "pipeline", str(killed)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1"}
    with subprocess.Popen(program, cwd=ROOT, env=environment, stderr=subprocess.PIPE) as child:
        until = time.monotonic() + 200
        while not log.exists() and child.poll() is None and time.monotonic() < until:
            time.sleep(0.005)
        child.kill()
        _, errors = child.communicate(timeout=60)
    assert log.exists(), errors.decode()
    assert not (killed / "finetune" / "finished.json").exists(), "the stage was over before it could be killed"
    packed = (killed / "corpus.npz").stat().st_mtime_ns
    assert main(["pipeline", str(killed)]) == 0
    assert (killed / "corpus.npz").stat().st_mtime_ns == packed
    for stage in ("pretrain", "attend", "finetune"):
        assert_same_state(killed / stage, place / "whole" / stage)


def test_a_stop_between_stages_counts(place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, usual = place / "stopped", running.pack
    save_pipeline(folder, tiny_pipeline(place, stages=("attend",)))

    def stopping(*given: object) -> object:
        command(folder, Command.STOP_AFTER_EPOCH)
        return usual(*given)

    monkeypatch.setattr(running, "pack", stopping)
    assert main(["pipeline", str(folder)]) == 0
    assert states(folder) == [State.BEGAN, State.STOPPED]
    assert turns(folder) == [("prepare", State.BEGAN), ("prepare", State.FINISHED)]
    assert main(["pipeline", str(folder)]) == 0
    assert states(folder)[-1] == State.FINISHED


def test_reading_the_dataset_can_be_paused_and_stopped_and_begins_anew(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, usual = place / "reading", gather.to_sample
    save_pipeline(folder, tiny_pipeline(place, stages=("attend",)))
    read = []

    def paused_then_stopped(*given: object) -> object:
        read.append(given)
        if len(read) == 1:
            command(folder, Command.PAUSE)
            Timer(0.5, command, (folder, Command.STOP)).start()
        return usual(*given)

    monkeypatch.setattr(gather, "to_sample", paused_then_stopped)
    assert main(["pipeline", str(folder)]) == 0
    assert len(read) == 1
    assert states(folder) == [State.BEGAN, State.PAUSED, State.GOING, State.STOPPED]
    assert not (folder / "corpus.npz").exists()
    assert main(["pipeline", str(folder)]) == 0
    assert states(folder)[-1] == State.FINISHED


def test_an_error_in_a_stage_is_told_by_both(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = place / "wild"
    save_pipeline(folder, tiny_pipeline(place, stages=("finetune",), rate=1e30))
    assert main(["pipeline", str(folder)]) == 2
    for run in (folder, folder / "finetune"):
        assert states(run)[-1] == State.FAILED
        assert "the loss is not a number" in last_words(run)
    assert "lower the learning rate" in capsys.readouterr().err


@pytest.mark.parametrize("what", ["missing", "empty", "broken", "truncated archive"])
def test_a_dataset_that_cannot_be_used_is_told_in_words(
    what: str, place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    if what == "broken":
        (data / "ink").mkdir(parents=True)
        (data / "ink" / "a.inkml").write_text("<ink><trace>1 2, 3")
        (data / "captions.tsv").write_text("a\tx ^ 2\n")
    elif what == "truncated archive":
        data = tmp_path / "data.zip"
        data.write_bytes(b"PK\x03\x04 half of it")
    elif what == "empty":
        data.mkdir()
    save_pipeline(tmp_path / "run", tiny_pipeline(place, data=str(data)))
    assert main(["pipeline", str(tmp_path / "run")]) == 2
    assert states(tmp_path / "run") == [State.BEGAN, State.FAILED]
    assert str(data) in last_words(tmp_path / "run")
    assert last_words(tmp_path / "run") in capsys.readouterr().err
    assert not (tmp_path / "run" / "corpus.npz").exists()


def test_another_dataset_needs_another_folder(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = place / "other"
    pipeline = tiny_pipeline(place, stages=("attend",), attend=Length(steps=1))
    save_pipeline(folder, pipeline)
    assert main(["pipeline", str(folder)]) == 0
    save_pipeline(folder, replace(pipeline, data="elsewhere.zip"))
    assert main(["pipeline", str(folder)]) == 2
    assert "choose a new folder" in capsys.readouterr().err


def test_a_folder_without_settings_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["pipeline", str(tmp_path)]) == 2
    assert "this is no pipeline" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
