"""Runs obey: a real child process does what it is told between two steps, and a stop costs no weight."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from safetensors import SafetensorError, safe_open

from mathnet.config import to_dict
from tests.training.inks import ALL, to_corpus
from tests.training.runs import make_stage, tiny_recipe
from tests.training.test_control import wait_until
from tests.training.test_finetune import ROOT, assert_same_state
from training import loop
from training.data.corpus import Corpus
from training.events import (
    Command,
    Follower,
    Progress,
    State,
    Status,
    command,
    last_words,
    present,
    process_of,
    read_events,
    read_log,
)
from training.loop import DiskFullError, write_json
from training.stage import Stage

LONG = 100_000  # steps: a run that is ended by commands alone


@pytest.fixture
def corpus(tmp_path: Path) -> Corpus:
    to_corpus(ALL).save(tmp_path / "corpus.npz")
    return Corpus.load(tmp_path / "corpus.npz")


def states(folder: Path) -> list[State]:
    return [event.state for event in read_events(folder) if isinstance(event, Status)]


def saved_step(folder: Path) -> int:
    with safe_open(folder / "state.safetensors", "pt") as file:
        return int(file.metadata()["step"])


@contextmanager
def child(folder: Path, steps: int = LONG) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m training attend`, killed in the end if it still runs."""
    write_json(folder / "recipe.json", to_dict(tiny_recipe(steps=steps)))
    words = {"--recipe": folder / "recipe.json", "--cache": folder / "corpus.npz", "--run": folder / "run"}
    command_line = [sys.executable, "-m", "training", "attend", *(str(x) for pair in words.items() for x in pair)]
    command_line += ["--workers", "0", "--threads", "1", "--device", "cpu"]
    with (folder / "output.txt").open("wb") as output:
        environment = {**os.environ, "OMP_NUM_THREADS": "1"}
        process = subprocess.Popen(command_line, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=30)


def seconds_of_processor(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_child_pauses_goes_on_and_stops_as_it_is_told(corpus: Corpus, tmp_path: Path) -> None:
    run = tmp_path / "run"
    with child(tmp_path) as process:
        follower = Follower(run)
        wait_until(lambda: any(isinstance(event, Progress) for event in follower.events()), 120)
        assert process_of(run).pid == process.pid
        command(run, Command.PAUSE)
        wait_until(lambda: State.PAUSED in states(run))
        assert saved_step(run) > 0
        if sys.platform == "linux":
            before = seconds_of_processor(process.pid)
            time.sleep(1.0)
            assert seconds_of_processor(process.pid) - before < 0.2
        lines = len(read_events(run))
        time.sleep(0.5)
        assert len(read_events(run)) == lines
        command(run, Command.GO)
        wait_until(lambda: State.GOING in states(run))
        follower.events()
        wait_until(lambda: any(isinstance(event, Progress) for event in follower.events()), 60)
        command(run, Command.STOP)
        assert process.wait(timeout=60) == 0
    assert states(run) == [State.BEGAN, State.PAUSED, State.GOING, State.STOPPED]
    assert saved_step(run) >= list(read_log(run))[-1].step
    assert process_of(run) is None


def test_a_child_stops_after_the_epoch(corpus: Corpus, tmp_path: Path) -> None:
    run = tmp_path / "run"
    with child(tmp_path) as process:
        wait_until(lambda: process_of(run) is not None, 60)
        command(run, Command.STOP_AFTER_EPOCH)
        assert process.wait(timeout=120) == 0
    assert states(run) == [State.BEGAN, State.STOPPED]
    learned = make_stage("attend", corpus, tiny_recipe(), tmp_path / "other").expressions
    assert saved_step(run) == -(-learned // 4)  # batches of four, one a chunk: as many as hold every expression


def test_a_child_that_crashes_leaves_its_words(corpus: Corpus, tmp_path: Path) -> None:
    (tmp_path / "corpus.npz").write_bytes(b"no corpus")
    with child(tmp_path) as process:
        assert process.wait(timeout=120) == 2
    assert states(tmp_path / "run") == [State.BEGAN, State.FAILED]
    assert "is no packed corpus" in last_words(tmp_path / "run")
    assert "training: " in (tmp_path / "output.txt").read_text()


def after_step(run: Stage[object], step: int, do: Callable[[], object]) -> None:
    """Has something happen when a run has taken a step."""
    usual = run.after_step

    def also() -> None:
        usual()
        if run.state.step == step:
            do()

    run.after_step = also  # type: ignore[method-assign]


@pytest.mark.parametrize("stage", ["pretrain", "attend", "finetune"])
def test_a_run_that_stopped_at_any_step_goes_on_to_the_same_weights(stage: str, corpus: Corpus, tmp_path: Path) -> None:
    """Fine-tuning stops in the middle of a chunk of batches."""
    recipe, folder = tiny_recipe(steps=6), tmp_path / "stopped"
    assert make_stage(stage, corpus, recipe, tmp_path / "whole").run()
    run = make_stage(stage, corpus, recipe, folder, save_steps=1000)
    after_step(run, 3, lambda: command(folder, Command.STOP))
    assert not run.run()
    assert (run.state.step, saved_step(folder)) == (3, 3)
    assert states(folder) == [State.STOPPED]
    with present(folder):  # what was told before is void
        assert make_stage(stage, corpus, recipe, folder).run()
    assert_same_state(folder, tmp_path / "whole")


def test_a_run_in_a_pipeline_obeys_the_pipeline(corpus: Corpus, tmp_path: Path) -> None:
    run = make_stage("attend", corpus, tiny_recipe(steps=6), tmp_path / "attend", within=tmp_path)
    after_step(run, 2, lambda: command(tmp_path, Command.STOP))
    assert not run.run()
    assert run.state.step == 2


def test_memory_and_speed_stand_in_the_log(corpus: Corpus, tmp_path: Path) -> None:
    assert make_stage("attend", corpus, tiny_recipe(steps=2), tmp_path).run()
    values = next(iter(read_log(tmp_path))).values
    assert values["memory"] > 50
    assert values["samples_per_second"] > 0


def full(tensors: object, path: Path, metadata: object = None) -> None:
    """As the library says it on a full disk."""
    path.write_bytes(b"half")
    raise SafetensorError("Error while serializing: I/O error: No space left on device (os error 28)")


def test_a_full_disk_keeps_the_state_and_says_so(
    corpus: Corpus, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    recipe, folder = tiny_recipe(steps=6), tmp_path / "full"
    run = make_stage("attend", corpus, recipe, folder, save_steps=2)
    after_step(run, 3, lambda: monkeypatch.setattr(loop, "save_file", full))
    with pytest.raises(DiskFullError, match="step 4 could not be saved"), present(folder):
        run.run()
    words = last_words(folder)
    assert "what was saved after step 2 is kept" in words
    assert "MiB and start the run again" in words
    assert saved_step(folder) == 2
    assert not (folder / "state.partial").exists()
    monkeypatch.undo()
    assert make_stage("attend", corpus, recipe, folder).run()
    assert make_stage("attend", corpus, recipe, tmp_path / "whole").run()
    assert_same_state(folder, tmp_path / "whole")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of a megabyte, where one may be made."""
    disk = tmp_path / "disk"
    disk.mkdir()
    try:
        subprocess.run(["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", disk], check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no file system can be made here")
    yield disk
    subprocess.run(["umount", disk], check=True)


def test_a_disk_that_is_really_full_is_told_in_the_same_words(corpus: Corpus, tmp_path: Path, small_disk: Path) -> None:
    run = make_stage("attend", corpus, tiny_recipe(steps=6), small_disk / "run")
    after_step(run, 1, lambda: (small_disk / "filler").write_bytes(bytes(900_000 - 4096)))
    with pytest.raises(DiskFullError, match="nothing was saved before"), present(small_disk / "run"):
        run.run()
    assert not (small_disk / "run" / "state.safetensors").exists()
