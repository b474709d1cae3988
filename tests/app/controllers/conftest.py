"""A program that is taught, and a window that trains."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import theme
from app.controllers import teaching
from app.controllers.teaching import LEARN_KEY, Teaching
from app.panels.offer import OfferBar
from app.program import Program
from app.services import run_follower
from app.services.lessons import Lessons
from app.services.memory_file import MemoryFile
from app.services.samples import Samples
from tests.app.controllers.lesson import Class
from tests.app.controllers.running import Shop, end_all
from tests.app.controllers.test_fixing import TOKENS, read_as, symbol
from tests.app.fakes import FakeRecogniser
from tests.app.hand import mouse


@pytest.fixture
def lesson(program: Program, settings: QSettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Class]:
    monkeypatch.setattr(teaching, "STANDING_MS", 20)
    offer = OfferBar(theme.load("light"), program.window)
    samples = Samples(tmp_path / "samples.sqlite")
    lessons = Lessons(samples, MemoryFile(tmp_path / "memory.safetensors"), program.recognition)
    taught = Teaching(offer, program.document, program.fixing, lessons, program.recognition, settings)
    program.presenter.chosen.connect(taught.show)
    program.presenter.settled.connect(taught.settle)
    program.copying.copied.connect(lambda _: taught.keep())
    program.window.canvas.pen_went_down.connect(taught.wait)
    yield Class(program, offer, taught, lessons, samples)
    taught.close()
    lessons.close()


@pytest.fixture
def written(lesson: Class, recogniser: FakeRecogniser, qtbot: QtBot) -> Class:
    """Three symbols were written and read as x + 1."""
    recogniser.answers = [read_as(*TOKENS)]
    for place in range(3):
        mouse(lesson.program.window.canvas, symbol(place))
    qtbot.waitUntil(lambda: lesson.program.linking.links.boxes[2:] != ())
    qtbot.waitUntil(lambda: bool(lesson.teaching.known))
    return lesson


@pytest.fixture
def keeping(written: Class, settings: QSettings) -> Class:
    """The user wants corrections kept."""
    settings.setValue(LEARN_KEY, True)
    return written


@pytest.fixture
def shops(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Shop]]:
    """What is put in here is closed afterwards, and so are the children."""
    qapp.setStyle("Fusion")
    monkeypatch.setattr(run_follower, "POLL_MS", 30)
    monkeypatch.setattr("app.controllers.training.LIST_MS", 50)
    made: list[Shop] = []
    yield made
    for shop in made:
        shop.close()
    end_all(tmp_path / "runs")


@pytest.fixture
def shop(shops: list[Shop], qtbot: QtBot, tmp_path: Path) -> Shop:
    shops.append(Shop(tmp_path, qtbot))
    shops[0].open()
    return shops[0]
