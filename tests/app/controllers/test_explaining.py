"""Layers and heads on their way to the panel: when wanted, from the other thread, never of a reading that is gone."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app import theme
from app.controllers.explaining import Explaining
from app.panels.attention import AttentionPanel
from app.services.recognition import RecognitionService, State
from mathnet.reading import Map, Pin
from tests.app.fakes import FakeRecogniser, candidate

ABC, XY = candidate("a b c", 1.0), candidate("x y", 1.0)


@dataclass
class Explainer(FakeRecogniser):
    """Notes what it is asked to explain, and refuses where it is told to."""

    explained: list[tuple[Any, tuple[str, ...]]] = field(default_factory=list)
    refuses: bool = False

    def explain(self, ink_or_image: Any, tokens: Sequence[str]) -> Map:
        self.explained.append((ink_or_image, tuple(tokens)))
        maps = super().explain(ink_or_image, tokens)
        if self.refuses:
            raise ValueError("no formula in canonical form")
        return maps


class Note:
    """Something to read that says its name, and notes in which thread it was asked."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.threads: list[threading.Thread] = []

    def material(self) -> Any:
        self.threads.append(threading.current_thread())
        return self.name

    def pins(self) -> tuple[Pin, ...]:
        return ()


@pytest.fixture
def fake() -> Explainer:
    return Explainer()


@pytest.fixture
def service(fake: Explainer, qtbot: QtBot) -> Iterator[RecognitionService]:
    made = RecognitionService(lambda: fake, pause_ms=5)
    made.start()
    qtbot.waitUntil(lambda: made.status.state is State.READY)
    yield made
    fake.gate.set()
    made.close()
    assert not made.is_running


@pytest.fixture
def panel(qtbot: QtBot) -> AttentionPanel:
    made = AttentionPanel(theme.load("light"))
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def explaining(panel: AttentionPanel, service: RecognitionService) -> Explaining:
    return Explaining(panel, service, panel)


def fold(panel: AttentionPanel) -> None:
    QTest.mouseClick(panel.heads.fold, Qt.MouseButton.LeftButton)


def test_the_model_is_asked_only_once_the_fold_is_open_and_once_a_reading(
    explaining: Explaining, panel: AttentionPanel, fake: Explainer, qtbot: QtBot
) -> None:
    panel.show_reading(ABC, None)
    explaining.show(Note("ink"), ABC)
    qtbot.wait(40)
    assert fake.explained == []
    fold(panel)
    assert panel.heads.hint.isVisible()  # it says that it is asking
    qtbot.waitUntil(lambda: panel.heads.details is not None)
    assert not panel.heads.hint.isVisible()
    fold(panel)
    fold(panel)
    qtbot.wait(40)
    assert fake.explained == [("ink", ABC.tokens)]


def test_while_the_fold_is_open_each_reading_is_explained(
    explaining: Explaining, panel: AttentionPanel, qtbot: QtBot
) -> None:
    fold(panel)
    for each in (ABC, XY):
        panel.show_reading(each, None)
        explaining.show(Note("ink"), each)
        qtbot.waitUntil(lambda: panel.heads.details is not None)
        details = panel.heads.details
        assert details is not None
        assert details.shape[2] == len(each.tokens)


def test_the_subject_is_drawn_in_the_other_thread(explaining: Explaining, panel: AttentionPanel, qtbot: QtBot) -> None:
    subject = Note("ink")
    fold(panel)
    explaining.show(subject, ABC)
    qtbot.waitUntil(lambda: panel.heads.details is not None)
    assert len(subject.threads) == 1
    assert subject.threads[0] is not threading.main_thread()


def test_an_answer_to_a_reading_that_is_gone_is_dropped(
    explaining: Explaining, panel: AttentionPanel, fake: Explainer, qtbot: QtBot
) -> None:
    fold(panel)
    fake.gate.clear()
    explaining.show(Note("old"), ABC)
    qtbot.waitUntil(lambda: len(fake.explained) == 1)
    waiting = Note("between")
    explaining.show(waiting, candidate("q", 1.0))
    panel.show_reading(XY, None)
    explaining.show(Note("new"), XY)
    shapes: list[int] = []
    panel.map_changed.connect(
        lambda _: shapes.extend([panel.heads.details.shape[2]] if panel.heads.details is not None else [])
    )
    fake.gate.set()
    qtbot.waitUntil(lambda: panel.heads.details is not None)
    qtbot.wait(40)
    assert set(shapes) == {len(XY.tokens)}
    assert [name for name, _ in fake.explained] == ["old", "new"]  # what nobody waited for was not even begun
    assert waiting.threads == []


def test_where_the_canvas_is_empty_nothing_is_asked(
    explaining: Explaining, panel: AttentionPanel, fake: Explainer, qtbot: QtBot
) -> None:
    explaining.show(None, None)
    fold(panel)
    qtbot.wait(40)
    assert fake.explained == []
    assert panel.heads.hint.isVisible()


def test_a_reading_that_cannot_be_explained_is_said_so(
    explaining: Explaining, panel: AttentionPanel, fake: Explainer, qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    fake.refuses = True
    fold(panel)
    panel.show_reading(ABC, None)
    explaining.show(Note("ink"), ABC)
    qtbot.waitUntil(lambda: "cannot" in panel.heads.hint.text())
    assert panel.heads.details is None
    panel.strip.pressed.emit(1)  # the reading's own maps are there all the same


def test_what_is_explained_reaches_the_map_shown(explaining: Explaining, panel: AttentionPanel, qtbot: QtBot) -> None:
    maps: list[Any] = []
    panel.map_changed.connect(maps.append)
    fold(panel)
    panel.show_reading(ABC, None)
    explaining.show(Note("ink"), ABC)
    qtbot.waitUntil(lambda: panel.heads.details is not None)
    QTest.mouseClick(panel.heads.grid, Qt.MouseButton.LeftButton, pos=panel.heads.grid.cell(1, 0).center().toPoint())
    panel.strip.pointed.emit(2)
    assert panel.heads.details is not None
    assert np.array_equal(maps[-1], panel.heads.details[1, 0, 2])
