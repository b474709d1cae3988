"""Commands and presence: what a run is told, whether a process works on it, and what it said last."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from mathnet.errors import Spoken
from training.events import (
    KINDS,
    Command,
    Event,
    Focus,
    Follower,
    Health,
    Log,
    Process,
    Progress,
    Sample,
    State,
    Status,
    Turn,
    command,
    commanded,
    from_line,
    is_alive,
    last_words,
    present,
    process_of,
    read_events,
    read_log,
    to_line,
    words_of,
)

ROOT = Path(__file__).resolve().parents[2]
EVENTS: tuple[Event, ...] = (
    Progress("finetune", 20, 100, 4.5, {"total": 2.5}),
    Status(State.PAUSED, "after step 20 of 100"),
    Turn("pretrain", "pretrain", 2, 5, State.BEGAN),
    Sample("finetune", 20, 3, "gallery/ink-3.png", "gallery/map-0000020-3.png", "x^{2}", "x2"),
    Health("pretrain", 20, "gallery/health-0000020-0.png", {"deviation": 0.9}, [1.0, 0.5]),
    Focus("attend", 20, 0, "gallery/ink-0.png", "gallery/focus-0000020-0.png", "gallery/masked-0000020-0.png", 0.3),
)


@contextmanager
def worker(folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Another process that works on a run until it is ended."""
    code = "import sys, time, pathlib, training.events as e\nwith e.present(pathlib.Path(sys.argv[1])): time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", code, str(folder)], cwd=ROOT, stderr=subprocess.PIPE) as child:
        try:
            wait_until(lambda: process_of(folder) is not None)
            yield child
        finally:
            child.kill()


def wait_until(holds: Callable[[], bool], seconds: float = 30.0) -> None:
    until = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < until, "waited in vain"
        time.sleep(0.01)


@pytest.mark.parametrize("event", EVENTS, ids=lambda event: type(event).__name__)
def test_every_kind_of_event_comes_back_as_it_was_written(event: Event, tmp_path: Path) -> None:
    Log(tmp_path).write(event)
    assert read_events(tmp_path) == [event]
    assert {type(one) for one in EVENTS} == set(KINDS.values())


def test_unknown_kinds_and_unknown_states_are_passed_over(tmp_path: Path) -> None:
    log = Log(tmp_path)
    strange = ('{"kind": "song", "words": "la"}', '{"kind": "state", "state": "asleep"}', "[1]", '{"kind": ["state"]}')
    for line in strange:
        with log.path.open("a", encoding="utf-8") as file:
            file.write(line + "\n")
        log.write(EVENTS[0])
    assert Follower(tmp_path).events() == [EVENTS[0]] * len(strange)


def test_progress_is_read_alone_where_nothing_else_is_wanted(tmp_path: Path) -> None:
    for event in EVENTS:
        Log(tmp_path).write(event)
    assert list(read_log(tmp_path)) == [EVENTS[0]]


def test_the_examples_of_the_documentation_are_events_of_every_kind() -> None:
    text = (ROOT / "docs" / "events.md").read_text(encoding="utf-8")
    events = [from_line(line) for line in text.splitlines() if line.startswith('{"time"')]
    assert {type(event) for event in events} == set(KINDS.values())
    assert {line.split("`")[1] for line in text.splitlines() if line.startswith("| `")} >= set(Command)


def test_words_come_with_their_template_so_that_they_can_be_said_in_another_language() -> None:
    status = from_line(to_line(Status(State.PAUSED, Spoken("after step {} of {}", 3, 7))))
    assert status == Status(State.PAUSED, "after step 3 of 7")
    assert isinstance(status, Status)
    assert isinstance(status.words, Spoken)
    assert (status.words.template, status.words.fields) == ("after step {} of {}", (3, 7))


def test_a_template_without_its_fields_is_no_event() -> None:
    said = {"words": "", "template": "{} {}", "fields": [1]}
    assert from_line(json.dumps({"kind": "state", "state": "paused", "words": "", "said": said})) is None


def test_fields_that_a_later_version_adds_are_no_hindrance() -> None:
    line = json.dumps({**json.loads(to_line(EVENTS[1])), "mood": "good"})
    assert from_line(line) == EVENTS[1]


@pytest.mark.parametrize("what", Command)
def test_a_command_is_read_as_it_was_given(what: Command, tmp_path: Path) -> None:
    command(tmp_path, what)
    assert commanded(tmp_path) == what
    assert [path.name for path in tmp_path.iterdir()] == ["control"]


@pytest.mark.parametrize("content", [None, b"", b"dance\n", b"\xff\xfe"])
def test_what_is_not_understood_lets_the_run_go_on(content: bytes | None, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "control").write_bytes(content)
    assert commanded(tmp_path) == Command.GO


def test_a_process_is_alive_until_it_is_killed(tmp_path: Path) -> None:
    assert process_of(tmp_path) is None
    with worker(tmp_path) as child:
        process = process_of(tmp_path)
        assert process is not None
        assert (process.pid, process.folder) == (child.pid, tmp_path)
        assert abs(process.started - time.time()) < 60
        assert is_alive(process)
        child.kill()
        child.wait(timeout=30)
        assert process_of(tmp_path) == process  # it could not take its leave
        assert not is_alive(process)


def test_a_number_that_another_process_has_now_is_not_taken_for_the_run(tmp_path: Path) -> None:
    (tmp_path / "process.json").write_text(json.dumps({"pid": os.getppid(), "started": 1.0, "command": ["x"]}))
    process = process_of(tmp_path)
    assert process is not None
    assert not is_alive(process)
    (tmp_path / "lock").touch()
    assert not is_alive(process)


def test_no_second_process_works_in_the_same_folder(tmp_path: Path) -> None:
    with worker(tmp_path):
        events = read_events(tmp_path)
        with pytest.raises(ValueError, match="another process works on"), present(tmp_path):
            raise AssertionError("two at once")
        assert read_events(tmp_path) == events
    with present(tmp_path):  # but one after the other
        pass


def test_the_start_and_an_orderly_end_are_told(tmp_path: Path) -> None:
    command(tmp_path / ".", Command.STOP)
    with present(tmp_path) as log:
        assert commanded(tmp_path) == Command.GO  # that was for the process before
        process = process_of(tmp_path)
        assert process == Process(os.getpid(), process.started, tuple(sys.orig_argv), tmp_path)
        assert is_alive(process)
        log.write(Status(State.FINISHED))
    assert not is_alive(process)
    assert process_of(tmp_path) is None
    assert read_events(tmp_path) == [Status(State.BEGAN), Status(State.FINISHED)]


def test_an_error_leaves_its_words_and_goes_on(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="rate"), present(tmp_path):
        raise ValueError("lower the rate")
    assert read_events(tmp_path)[-1] == Status(State.FAILED, "lower the rate")
    assert last_words(tmp_path) == "lower the rate"


def test_an_interrupted_run_is_a_stopped_one(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), present(tmp_path):
        signal.raise_signal(signal.SIGINT)
    assert read_events(tmp_path)[-1] == Status(State.STOPPED, "interrupted")


def test_the_last_words_of_a_killed_run_are_the_end_of_its_output(tmp_path: Path) -> None:
    assert last_words(tmp_path) == ""
    with pytest.raises(ValueError, match="old"), present(tmp_path):
        raise ValueError("an old trouble")
    Log(tmp_path).write(Status(State.BEGAN))
    (tmp_path / "output.txt").write_bytes(b"lines\n" * 5000 + b"step 1\rstep 2\nFatal: \xff bus error\r\n\n")
    assert last_words(tmp_path, lines=2) == "step 2\nFatal: � bus error"


def test_errors_are_told_so_that_people_know_what_to_do() -> None:
    assert words_of(OSError(errno.ENOSPC, "No space left on device", "a.npz")).startswith("the disk is full (a.npz)")
    assert "make room" in words_of(RuntimeError("I/O error: No space left on device (os error 28)"))
    assert words_of(FileNotFoundError(errno.ENOENT, "No such file", "x.tsv")) == "No such file: x.tsv"
    assert "batches smaller" in words_of(MemoryError())
    with pytest.raises(KeyError) as caught:
        raise KeyError("gone")
    assert words_of(caught.value).startswith("KeyError: 'gone' (test_control.py, line ")
