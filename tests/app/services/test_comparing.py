"""Two models read the same files, each in a process that ends when it should."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.comparing import MOST_SAMPLES, Comparing, samples_in

PATIENCE_MS = 30_000
ECHO = """
import json, sys
model = sys.argv[sys.argv.index("--model") + 1]
for path in sys.argv[sys.argv.index("--model") + 2:]:
    known = {"path": path, "latex": model + " reads " + path} if "bad" not in path else {"path": path, "error": "no"}
    print(json.dumps(known), flush=True)
print("no answer")
raise SystemExit(1 if "bad" in sys.argv[-1] else 0)
"""
MODELS = (Path("one"), Path("two"))
Heard = list[tuple[int, str, str]]


@pytest.fixture
def make(qtbot: QtBot) -> Iterator[Callable[[str], tuple[Comparing, Heard, list[str]]]]:
    made: list[Comparing] = []

    def make_one(code: str) -> tuple[Comparing, Heard, list[str]]:
        comparing = Comparing([sys.executable, "-c", code])
        heard: Heard = []
        ends: list[str] = []
        comparing.read.connect(lambda *answer: heard.append(answer))
        comparing.finished.connect(ends.append)
        made.append(comparing)
        return comparing, heard, ends

    yield make_one
    for comparing in made:
        comparing.close()


Make = Callable[[str], tuple[Comparing, Heard, list[str]]]


def test_both_models_read_all_files_one_after_the_other(make: Make, qtbot: QtBot) -> None:
    comparing, heard, ends = make(ECHO)
    comparing.compare(MODELS, [Path("a"), Path("ä b")])
    qtbot.waitUntil(lambda: ends == [""], timeout=PATIENCE_MS)
    expected = [
        (place, path, f"{name} reads {path}") for place, name in enumerate(("one", "two")) for path in ("a", "ä b")
    ]
    assert heard == expected
    assert not comparing.is_running


def test_a_file_that_cannot_be_read_is_read_as_nothing(make: Make, qtbot: QtBot) -> None:
    comparing, heard, ends = make(ECHO)
    comparing.compare(MODELS, [Path("a"), Path("bad")])
    qtbot.waitUntil(lambda: ends == [""], timeout=PATIENCE_MS)
    assert heard[1] == (0, "bad", "")
    assert len(heard) == 4


def test_a_program_that_fails_says_its_last_words(make: Make, qtbot: QtBot) -> None:
    comparing, heard, ends = make("import sys; print('one\\nthere is no model', file=sys.stderr); raise SystemExit(2)")
    comparing.compare(MODELS, [Path("a")])
    qtbot.waitUntil(lambda: len(ends) == 1, timeout=PATIENCE_MS)
    assert ends == ["The models could not be compared: there is no model"]
    assert heard == []


def test_a_program_that_crashes_or_is_not_there_is_told(make: Make, qtbot: QtBot) -> None:
    comparing, _, ends = make("import os; os.abort()")
    comparing.compare(MODELS, [Path("a")])
    qtbot.waitUntil(lambda: len(ends) == 1, timeout=PATIENCE_MS)
    absent, told = Comparing(["no-such-program"]), []
    absent.finished.connect(told.append)
    absent.compare(MODELS, [Path("a")])
    qtbot.waitUntil(lambda: len(told) == 1, timeout=PATIENCE_MS)
    assert all(text.startswith("The models could not be compared: ") for text in (*ends, *told))


def test_stopping_ends_the_process_and_announces_nothing(make: Make, qtbot: QtBot) -> None:
    comparing, heard, ends = make("import time; time.sleep(60)")
    comparing.compare(MODELS, [Path("a")])
    comparing.stop()
    assert not comparing.is_running
    qtbot.wait(100)
    assert (heard, ends) == ([], [])


def test_another_comparison_takes_the_place_of_the_one_before(make: Make, qtbot: QtBot) -> None:
    comparing, heard, ends = make(ECHO)
    comparing.compare(MODELS, [Path("old")])
    comparing.compare(MODELS, [Path("new")])
    qtbot.waitUntil(lambda: ends == [""], timeout=PATIENCE_MS)
    assert {path for _, path, _ in heard} == {"new"}


def test_of_a_folder_the_first_files_that_can_be_read_are_taken(tmp_path: Path) -> None:
    for number in range(MOST_SAMPLES + 5):
        (tmp_path / f"{number:03}.inkml").touch()
    for other in ("captions.tsv", "000.txt"):
        (tmp_path / other).touch()
    (tmp_path / "000.PNG").touch()
    found = [path.name for path in samples_in(tmp_path)]
    assert found[:2] == ["000.PNG", "000.inkml"]
    assert len(found) == MOST_SAMPLES
