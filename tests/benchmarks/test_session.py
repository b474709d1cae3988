"""The parts of a measured session: the heart that notes when the window stands still, and the one who uses it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from app.program import Program
from benchmarks.heartbeat import Heartbeat
from benchmarks.person import Person
from benchmarks.player import Player, Script, pause
from mathnet.ink import Ink
from tests.app.fakes import FakeRecogniser

INK = Ink.of([[(0, 0), (40, 60)], [(40, 0), (0, 60)], [(60, 30), (90, 30)]])


@pytest.fixture
def heartbeat(qapp: QApplication) -> Iterator[Heartbeat]:
    made = Heartbeat()
    made.start()
    yield made
    made.close()


@pytest.fixture
def person(qapp: QApplication, tmp_path: Path) -> Iterator[Person]:
    settings = QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)
    program = Program(FakeRecogniser, settings, store=tmp_path / "sheets.sqlite")
    program.start()
    yield Person(program)
    program.close()
    program.window.close()


def block(seconds: float) -> Script:
    """Hold the window up, as a bad program would."""
    yield 20
    time.sleep(seconds)
    yield 20


def test_a_window_that_stands_still_is_noted_with_what_it_did_and_where(heartbeat: Heartbeat) -> None:
    heartbeat.doing = "sleeping"
    Player().play(block(0.2))
    longest = max(heartbeat.stalls, key=lambda stall: stall.milliseconds)
    assert 150 < longest.milliseconds < 2000
    assert longest.doing == "sleeping"
    assert any("test_session.block" in place for place in longest.seen)


def test_a_heart_that_rests_notes_nothing(heartbeat: Heartbeat) -> None:
    heartbeat.stop()
    heartbeat.gaps.clear()
    Player().play(block(0.1))
    assert heartbeat.gaps == []


def test_what_goes_wrong_in_a_script_is_raised_where_it_is_played(qapp: QApplication) -> None:
    def script() -> Script:
        yield 1
        raise ValueError("nothing there")

    with pytest.raises(ValueError, match="nothing there"):
        Player().play(script())


def test_what_never_comes_ends_a_script(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    def script() -> Script:
        yield lambda: False

    monkeypatch.setattr("benchmarks.player.PATIENCE_SECONDS", 0.05)
    with pytest.raises(TimeoutError):
        Player().play(script())


def test_a_person_writes_what_the_ink_says_and_waits_for_its_formula(person: Person) -> None:
    player = Player()
    player.play(person.write(INK))
    assert [len(stroke) for stroke in person.program.document.content.strokes] == [2, 2, 2]
    assert person.program.window.formula.latex == "x^{2}+1"


def test_a_person_who_takes_everything_back_leaves_the_ink_as_it_was(person: Person) -> None:
    player = Player()
    player.play(person.write(INK))
    before = person.program.document.content.strokes
    player.play(person.take_back())
    assert person.program.document.content.strokes == before
    player.play(person.begin_anew())
    player.play(pause(10))
    assert person.program.document.content.is_empty
