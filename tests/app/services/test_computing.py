"""The computing process: it answers, is ended when it takes too long or goes wrong, and comes back."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.compute import words
from app.services.computing import ComputingService, command

PATIENCE_MS = 30_000

Make = Callable[..., ComputingService]
Heard = list[tuple[int, Any]]


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Make]:
    """Makes services, and sees that each leaves no process behind."""
    made: list[ComputingService] = []

    def make_one(program: list[str] | None = None, seconds: float = 20.0) -> ComputingService:
        made.append(ComputingService(program, seconds))
        return made[-1]

    yield make_one
    for service in made:
        process = service.process_id
        service.close()
        assert not process or not _exists(process)


def _exists(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def hear(service: ComputingService) -> Heard:
    heard: Heard = []
    service.answered.connect(lambda number, answer: heard.append((number, answer)))
    service.refused.connect(lambda number, refusal: heard.append((number, refusal)))
    return heard


def child(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def evaluate(latex: str, operation: str = "evaluate") -> dict[str, Any]:
    return {"do": "operate", "latex": latex, "operation": operation}


def test_it_understands_computes_and_samples(qtbot: QtBot, make: Make) -> None:
    service = make()
    heard = hear(service)
    first = service.ask({"do": "understand", "latex": "x^2"})
    second = service.ask(evaluate("x^2", "differentiate"))
    third = service.ask({"do": "sample", "latex": "x^2", "across": [0, 1], "up": [0, 1]})
    qtbot.waitUntil(lambda: len(heard) == 3, timeout=PATIENCE_MS)
    assert [number for number, _ in heard] == [first, second, third]
    assert heard[0][1]["formulas"] == ["x^{2}"]
    assert heard[1][1]["results"] == [{"latex": "= 2 x", "label": []}]
    assert set(heard[2][1]["arrays"]) == {"x", "y"}
    assert not service.is_busy


def test_a_refusal_is_a_sentence_and_the_process_goes_on(qtbot: QtBot, make: Make) -> None:
    service = make()
    heard = hear(service)
    service.ask(evaluate("a=b=c"))
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=PATIENCE_MS)
    process = service.process_id
    assert heard[0][1] == [words.CHAIN]
    service.ask(evaluate("1+1"))
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=PATIENCE_MS)
    assert service.process_id == process


@pytest.mark.parametrize("latex", ["9^{9^{9^9}}", r"\int \sin(\sqrt{x^7+\ln(x^3+e^{\tan x})})\cdot e^{x^x} dx"])
def test_what_takes_too_long_is_stopped_and_the_next_is_answered(qtbot: QtBot, make: Make, latex: str) -> None:
    service = make(seconds=3.0)
    heard = hear(service)
    began = time.monotonic()
    service.ask(evaluate(latex))
    service.ask(evaluate("2+3"))
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=PATIENCE_MS)
    assert heard[0][1] in ([words.TOOK_TOO_LONG, "3"], [words.MEMORY], [words.UNSOLVED])
    assert heard[1][1]["results"][0]["latex"] == "= 5"
    assert time.monotonic() - began < 12


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux")
def test_the_process_gets_no_more_memory_than_it_may_have() -> None:
    code = "from app.compute.__main__ import limit_memory; limit_memory(); bytearray(3 << 30)"
    ended = subprocess.run(child(code), capture_output=True, text=True, timeout=30, check=False)
    assert ended.stderr.rstrip().endswith("MemoryError")


def test_a_process_that_ran_out_of_memory_is_replaced(qtbot: QtBot, make: Make) -> None:
    answer = {"id": 1, "refused": [words.MEMORY], "spent": True}
    service = make(child(f"import sys, json; sys.stdin.readline(); print({json.dumps(answer)!r}, flush=True); input()"))
    heard = hear(service)
    service.ask(evaluate("1"))
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=PATIENCE_MS)
    assert heard == [(1, [words.MEMORY])]
    assert service.process_id == 0


def test_it_can_be_stopped(qtbot: QtBot, make: Make) -> None:
    service = make(child("import time; time.sleep(60)"))
    heard = hear(service)
    service.ask(evaluate("1"))
    service.ask(evaluate("2"))
    qtbot.waitUntil(lambda: service.process_id > 0)
    process = service.process_id
    service.cancel()
    assert [refusal for _, refusal in heard] == [[words.STOPPED]]
    assert not service.is_busy
    qtbot.waitUntil(lambda: not _exists(process))


def test_a_killed_process_is_said_and_started_again(qtbot: QtBot, make: Make) -> None:
    service = make()
    heard = hear(service)
    service.ask(evaluate("2+3"))
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=PATIENCE_MS)
    service.ask(evaluate("9^{9^{9^9}}"))
    qtbot.waitUntil(lambda: service.is_busy)
    os.kill(service.process_id, signal.SIGKILL)
    qtbot.waitUntil(lambda: len(heard) == 2, timeout=PATIENCE_MS)
    assert heard[1][1] == [words.CRASHED]
    service.ask(evaluate("2+4"))
    qtbot.waitUntil(lambda: len(heard) == 3, timeout=PATIENCE_MS)
    assert heard[2][1]["results"][0]["latex"] == "= 6"


@pytest.mark.parametrize(
    "said",
    [
        "not JSON",
        "[]",
        "null",
        '{"id": 99, "answer": {}}',
        '{"id": 1}',
        '{"id": 1, "answer": 3}',
        '{"id": 1, "refused": []}',
    ],
)
def test_garbage_from_the_process_is_no_answer(qtbot: QtBot, make: Make, said: str) -> None:
    service = make(child(f"import sys; sys.stdin.readline(); print({said!r}, flush=True); sys.stdin.readline()"))
    heard = hear(service)
    service.ask(evaluate("1"))
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=PATIENCE_MS)
    assert heard[0][1] == [words.CRASHED]


def test_a_program_that_is_not_there_is_said(qtbot: QtBot, make: Make, tmp_path: Path) -> None:
    service = make([str(tmp_path / "nothing")])
    heard = hear(service)
    service.ask(evaluate("1"))
    qtbot.waitUntil(lambda: len(heard) == 1)
    assert heard[0][1][0] == words.NOT_STARTED


def test_of_samples_that_wait_only_the_last_is_made(qtbot: QtBot, make: Make) -> None:
    service = make()
    heard = hear(service)
    asked = [service.ask({"do": "sample", "latex": "x", "across": [0, end], "up": [0, 1]}) for end in (1, 2, 3)]
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=PATIENCE_MS)
    qtbot.wait(200)
    assert [number for number, _ in heard] == asked[-1:]


def test_closing_ends_the_process_at_work(qtbot: QtBot, make: Make) -> None:
    service = make()
    heard = hear(service)
    service.ask(evaluate("9^{9^{9^9}}"))
    qtbot.waitUntil(lambda: service.process_id > 0)
    process = service.process_id
    service.close()
    assert not _exists(process)
    assert heard == []


def test_the_process_ends_when_nobody_is_there(qtbot: QtBot) -> None:
    ended = subprocess.run(command(), input=b"", capture_output=True, timeout=30, check=False)
    assert (ended.returncode, ended.stdout) == (0, b"")


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_an_idle_process_uses_no_processor(qtbot: QtBot, make: Make) -> None:
    service = make()
    heard = hear(service)
    service.ask(evaluate("2+3"))
    qtbot.waitUntil(lambda: len(heard) == 1, timeout=PATIENCE_MS)
    before = _ticks(service.process_id)
    qtbot.wait(1000)
    assert _ticks(service.process_id) - before <= 1


def _ticks(process: int) -> int:
    fields = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])
