"""Another model takes the place of the one that reads: nothing is lost, and one that is broken changes nothing."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.services.recognition import RecognitionService, State
from tests.app.fakes import FakeRecogniser
from tests.app.services.test_recognition import Note, answers


@pytest.fixture
def fake() -> FakeRecogniser:
    return FakeRecogniser()


@pytest.fixture
def service(fake: FakeRecogniser, qapp: object) -> Iterator[RecognitionService]:
    made = RecognitionService(lambda: fake, pause_ms=20)
    yield made
    fake.gate.set()
    made.close()


def test_another_model_reads_once_it_is_loaded(service: RecognitionService, fake: FakeRecogniser, qtbot: QtBot) -> None:
    other, names, heard = FakeRecogniser(device="cuda"), answers(service), []
    service.start()
    qtbot.waitUntil(lambda: service.status.state is State.READY)
    service.reload(lambda: other, heard.append)
    assert service.status.state is State.LOADING
    service.request(Note("new"))
    qtbot.waitUntil(lambda: names == ["new"])
    assert (heard, other.seen, fake.seen) == ([""], ["new"], [])
    assert service.status.device == "cuda"


def test_a_reading_under_way_is_given_up_for_another_model_and_read_with_that(
    service: RecognitionService, fake: FakeRecogniser, qtbot: QtBot
) -> None:
    other, names = FakeRecogniser(), answers(service)
    fake.gate.clear()  # the fake asks whether to stop until its gate opens
    service.start()
    service.request(Note("ink"))
    qtbot.waitUntil(lambda: fake.seen == ["ink"])
    service.reload(lambda: other, lambda _: None)
    qtbot.waitUntil(lambda: names == ["ink"])
    assert other.seen == ["ink"]


def test_a_model_that_cannot_be_loaded_leaves_the_one_before_and_says_why(
    service: RecognitionService, fake: FakeRecogniser, qtbot: QtBot
) -> None:
    names, heard = answers(service), []

    def fail() -> FakeRecogniser:
        raise ValueError("the weights are damaged")

    service.start()
    qtbot.waitUntil(lambda: service.status.state is State.READY)
    service.reload(fail, heard.append)
    service.request(Note("ink"))
    qtbot.waitUntil(lambda: names == ["ink"])
    assert (heard, fake.seen) == (["the weights are damaged"], ["ink"])
    assert service.status.device == "cpu"


def test_a_reading_given_up_for_a_model_that_is_broken_is_begun_again(
    service: RecognitionService, fake: FakeRecogniser, qtbot: QtBot
) -> None:
    names = answers(service)

    def fail() -> FakeRecogniser:
        fake.gate.set()
        raise ValueError("the weights are damaged")

    fake.gate.clear()
    service.start()
    service.request(Note("ink"))
    qtbot.waitUntil(lambda: fake.seen == ["ink"])
    service.reload(fail, lambda _: None)
    qtbot.waitUntil(lambda: names == ["ink"])
    assert fake.seen == ["ink", "ink"]


def test_nothing_is_said_to_be_ready_before_the_last_of_several_models_is_loaded(
    service: RecognitionService, fake: FakeRecogniser, qtbot: QtBot
) -> None:
    last, told, heard = FakeRecogniser(device="cuda"), [], []
    service.status_changed.connect(lambda status: told.append((status.state, status.device)))
    service.start()
    service.reload(lambda: fake, heard.append)  # before the first is there, too
    service.reload(lambda: last, heard.append)
    qtbot.waitUntil(lambda: heard == ["", ""])
    assert [device for state, device in told if state is State.READY] == ["cuda"]


def test_a_working_model_can_take_the_place_of_one_that_is_not_there(qtbot: QtBot, fake: FakeRecogniser) -> None:
    def fail() -> FakeRecogniser:
        raise FileNotFoundError("the model file is missing")

    service, heard = RecognitionService(fail, pause_ms=0), []
    names = answers(service)
    service.start()
    qtbot.waitUntil(lambda: service.status.state is State.BROKEN)
    service.reload(fail, heard.append)
    qtbot.waitUntil(lambda: heard == ["the model file is missing"])
    assert service.status.state is State.BROKEN
    service.reload(lambda: fake, heard.append)
    service.request(Note("ink"))
    qtbot.waitUntil(lambda: names == ["ink"])
    service.close()


def test_the_model_before_is_forgotten(service: RecognitionService, qtbot: QtBot) -> None:
    heard: list[str] = []
    service.start()
    first = FakeRecogniser()
    gone = weakref.ref(first)
    holder = [first]
    del first
    service.reload(holder.pop, heard.append)
    service.reload(FakeRecogniser, heard.append)
    qtbot.waitUntil(lambda: heard == ["", ""])
    gc.collect()
    assert gone() is None


def test_the_window_runs_on_while_another_model_is_loaded(service: RecognitionService, qtbot: QtBot) -> None:
    gate, heard, beats = threading.Event(), [], []

    def load() -> FakeRecogniser:
        gate.wait(10)
        return FakeRecogniser()

    service.start()
    service.reload(load, heard.append)
    beat = QTimer(interval=5)
    beat.timeout.connect(lambda: beats.append(time.monotonic()))
    beat.start()
    qtbot.waitUntil(lambda: len(beats) > 20)
    beat.stop()
    assert heard == []
    gate.set()
    qtbot.waitUntil(lambda: heard == [""])
