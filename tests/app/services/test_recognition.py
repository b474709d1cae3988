"""The worker thread: latest request wins, stale answers are dropped, nothing outlives the service."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.services.recognition import RecognitionService, State
from app.typeset.typesetter import typeset
from mathnet.reading import Pin
from tests.app.fakes import FakeRecogniser, reading


class Note:
    """Something to read that only says its name."""

    def __init__(self, name: str) -> None:
        self.name = name

    def material(self) -> Any:
        return self.name

    def pins(self) -> tuple[Pin, ...]:
        return ()


@pytest.fixture
def fake() -> FakeRecogniser:
    return FakeRecogniser()


@pytest.fixture
def service(fake: FakeRecogniser, qapp: object) -> Iterator[RecognitionService]:
    made = RecognitionService(lambda: fake, pause_ms=20)
    yield made
    fake.gate.set()
    made.close()
    assert not made.is_running


def answers(service: RecognitionService) -> list[str]:
    names: list[str] = []
    service.answered.connect(lambda _, subject: names.append(subject.name))
    return names


def test_what_is_asked_before_the_model_is_there_is_read_once_it_is(
    service: RecognitionService, fake: FakeRecogniser, qtbot: QtBot
) -> None:
    names = answers(service)
    service.request(Note("early"))
    qtbot.wait(60)
    assert fake.seen == []
    service.start()
    qtbot.waitUntil(lambda: names == ["early"])


def test_reading_waits_for_a_pause(service: RecognitionService, fake: FakeRecogniser, qtbot: QtBot) -> None:
    names = answers(service)
    service.start()
    qtbot.waitUntil(lambda: service.status.state is State.READY)
    for name in ("a", "b", "c"):
        service.request(Note(name))
    qtbot.waitUntil(lambda: names == ["c"])
    assert fake.seen == ["c"]


def test_a_stale_answer_is_dropped_and_only_the_newest_is_read_next(
    service: RecognitionService, fake: FakeRecogniser, qtbot: QtBot
) -> None:
    names = answers(service)
    fake.gate.clear()
    service.start()
    service.request(Note("old"))
    qtbot.waitUntil(lambda: fake.seen == ["old"])
    service.request(Note("older"))
    service.request(Note("newest"))
    fake.gate.set()
    qtbot.waitUntil(lambda: names == ["newest"])
    qtbot.wait(60)
    assert fake.seen == ["old", "newest"]
    assert names == ["newest"]


def test_nothing_is_shown_after_the_canvas_was_emptied(
    service: RecognitionService, fake: FakeRecogniser, qtbot: QtBot
) -> None:
    names = answers(service)
    fake.gate.clear()
    service.start()
    service.request(Note("gone"))
    qtbot.waitUntil(lambda: fake.seen == ["gone"])
    service.drop()
    fake.gate.set()
    qtbot.waitUntil(lambda: service.status.state is State.READY)
    assert names == []


def test_reading_does_not_start_while_the_pen_is_down(
    service: RecognitionService, fake: FakeRecogniser, qtbot: QtBot
) -> None:
    names = answers(service)
    service.start()
    qtbot.waitUntil(lambda: service.status.state is State.READY)
    service.request(Note("written"))
    service.hold()
    qtbot.wait(80)
    assert fake.seen == []
    service.resume()
    qtbot.waitUntil(lambda: names == ["written"])


def test_a_failure_is_told_and_the_next_reading_works(
    service: RecognitionService, fake: FakeRecogniser, qtbot: QtBot
) -> None:
    fake.answers = [ValueError("too wide"), reading()]
    names, troubles = answers(service), []
    service.status_changed.connect(lambda status: troubles.append(status.trouble))
    service.start()
    service.request(Note("bad"))
    qtbot.waitUntil(lambda: "too wide" in troubles)
    service.request(Note("good"))
    qtbot.waitUntil(lambda: names == ["good"])


def test_a_model_that_cannot_be_loaded_is_told(qtbot: QtBot) -> None:
    def load() -> FakeRecogniser:
        raise FileNotFoundError("the model file is missing")

    service = RecognitionService(load)
    service.start()
    qtbot.waitUntil(lambda: service.status.state is State.BROKEN)
    assert service.status.trouble == "the model file is missing"
    service.close()


def test_the_window_thread_runs_on_while_the_worker_thinks(
    service: RecognitionService, fake: FakeRecogniser, qtbot: QtBot
) -> None:
    fake.gate.clear()
    service.start()
    service.request(Note("slow"))
    qtbot.waitUntil(lambda: service.status.state is State.THINKING)
    begun = time.monotonic()
    qtbot.wait(50)
    assert time.monotonic() - begun < 5
    assert service.status.state is State.THINKING


def test_closing_waits_for_the_worker_and_leaves_no_thread(fake: FakeRecogniser, qtbot: QtBot) -> None:
    before = threading.active_count()
    service = RecognitionService(lambda: fake, pause_ms=0)
    names = answers(service)
    fake.gate.clear()
    service.start()
    service.request(Note("last"))
    qtbot.waitUntil(lambda: fake.seen == ["last"])
    threading.Timer(0.1, fake.gate.set).start()
    service.close()
    qtbot.wait(50)
    assert not service.is_running
    assert names == []
    assert threading.active_count() <= before + 1


def test_the_formula_is_typeset_before_the_window_hears_of_it(
    service: RecognitionService, fake: FakeRecogniser, qtbot: QtBot
) -> None:
    latex = r"\frac{a}{b_{17}}"
    typeset.cache_clear()
    fake.answers = [reading([latex])]
    service.start()
    with qtbot.waitSignal(service.answered):
        service.request(Note("ink"))
    typeset(latex)
    assert typeset.cache_info().hits == 1


def test_a_reading_that_nobody_waits_for_any_more_is_given_up_in_the_middle(
    service: RecognitionService, fake: FakeRecogniser, qtbot: QtBot
) -> None:
    names = answers(service)
    fake.gate.clear()  # the fake asks whether to stop until its gate opens
    service.start()
    service.request(Note("long"))
    qtbot.waitUntil(lambda: fake.seen == ["long"])
    service.request(Note("short"))
    qtbot.waitUntil(lambda: fake.seen == ["long", "short"])  # though the gate is still closed
    fake.gate.set()
    qtbot.waitUntil(lambda: names == ["short"])


def test_a_question_is_answered_by_the_model_in_the_thread_that_asked(
    service: RecognitionService, fake: FakeRecogniser, qtbot: QtBot
) -> None:
    heard: list[tuple[object, int]] = []
    service.start()
    service.ask(lambda recogniser: recogniser.device, lambda answer: heard.append((answer, threading.get_ident())))
    qtbot.waitUntil(lambda: heard == [("cpu", threading.get_ident())])


def test_a_question_that_fails_is_answered_by_nothing(
    service: RecognitionService, fake: FakeRecogniser, qtbot: QtBot
) -> None:
    heard: list[object] = []

    def fail(_: object) -> None:
        raise ValueError("no such token")

    service.start()
    service.ask(fail, heard.append)
    service.ask(lambda recogniser: recogniser.device, heard.append)
    qtbot.waitUntil(lambda: heard == [None, "cpu"])
