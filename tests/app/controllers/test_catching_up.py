"""What was put away before it was read is read when there is nothing else to read."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.controllers import catching_up
from app.program import Program
from app.services.recognition import State
from mathnet.ink import Ink
from tests.app.controllers.test_fixing import read_as
from tests.app.fakes import FakeRecogniser, reading
from tests.app.hand import mouse, mouse_down, mouse_up


@pytest.fixture(autouse=True)
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catching_up, "REST_MS", 60)


@pytest.fixture
def ready(program: Program, recogniser: FakeRecogniser, qtbot: QtBot) -> Program:
    """The program with a model that reads an a."""
    qtbot.waitUntil(lambda: program.recognition.status.state is State.READY)
    recogniser.answers = [read_as("a")]
    return program


def listed(program: Program) -> list[str]:
    return [entry.latex for entry in program.keeping.entries(program.keeping.find(""))]


def put_away_unread(program: Program, way: tuple[tuple[int, int], ...] = ((50, 50), (80, 90))) -> None:
    mouse(program.window.canvas, way)
    program.filing.new()
    assert listed(program)[0] == ""


def test_ink_that_was_put_away_unread_has_its_formula_in_the_history_soon(ready: Program, qtbot: QtBot) -> None:
    put_away_unread(ready)
    put_away_unread(ready, ((150, 50), (180, 90)))
    qtbot.waitUntil(lambda: listed(ready) == ["a", "a"])
    assert ready.keeping.find("a") == ready.keeping.find("")
    assert ready.window.formula.latex == ""


def test_what_is_being_written_comes_first(ready: Program, recogniser: FakeRecogniser, qtbot: QtBot) -> None:
    put_away_unread(ready)
    recogniser.gate.clear()
    qtbot.waitUntil(lambda: len(recogniser.seen) == 1)
    mouse_down(ready.window.canvas, [(50, 50), (90, 90)])
    mouse_up(ready.window.canvas, (90, 90))
    qtbot.waitUntil(lambda: len(recogniser.seen) == 2)  # while the gate is still closed
    assert listed(ready) == [""]
    recogniser.gate.set()
    qtbot.waitUntil(lambda: ready.window.formula.latex == "a")
    qtbot.waitUntil(lambda: listed(ready) == ["a"])


@pytest.mark.parametrize("answer", [reading([]), ValueError("broken")])
def test_what_cannot_be_read_is_tried_once(
    ready: Program, recogniser: FakeRecogniser, answer: object, qtbot: QtBot
) -> None:
    recogniser.answers = [answer]
    put_away_unread(ready)
    qtbot.waitUntil(lambda: len(recogniser.seen) == 1)
    qtbot.wait(4 * catching_up.REST_MS)
    assert len(recogniser.seen) == 1
    assert isinstance(recogniser.seen[0], Ink)
    assert listed(ready) == [""]
