"""Samples are collected, listed, exported and deleted for good, and the recogniser follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.controllers.sampling import Sampling, confusions, is_used
from app.services.lessons import Lessons
from app.services.memory_file import MemoryFile
from app.services.recognition import RecognitionService, State
from app.services.samples import CAPTIONS, How, Sample, Samples
from app.services.wanted import Why
from tests.app.fakes import FakeRecogniser
from tests.app.hand import mouse
from tests.app.paper import stroke

# Said by the platform without a display whenever a window is to come to the front.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


@dataclass
class Room:
    """Two dialogs over a store, with a recogniser."""

    sampling: Sampling
    lessons: Lessons
    samples: Samples
    service: RecognitionService

    def collect(self, qtbot: QtBot) -> None:
        self.sampling.collect()
        qtbot.waitUntil(lambda: self.sampling.collector is not None and self.sampling.collector.isVisible())

    def list(self, qtbot: QtBot, count: int) -> None:
        self.sampling.show_samples()
        qtbot.waitUntil(lambda: self.sampling.samples is not None and self.sampling.samples.list.count() == count)


@pytest.fixture
def room(qtbot: QtBot, tmp_path: Path, recogniser: FakeRecogniser, settings: QSettings) -> Iterator[Room]:
    window = QWidget()
    qtbot.addWidget(window)
    service = RecognitionService(lambda: recogniser)
    service.start()
    qtbot.waitUntil(lambda: service.status.state is State.READY)
    samples = Samples(tmp_path / "sheets.sqlite")
    lessons = Lessons(samples, MemoryFile(tmp_path / "memory.safetensors"), service)
    sampling = Sampling(
        window, lessons, settings, lambda: recogniser.vocabulary.tokens, set, lambda _: tmp_path / "out"
    )
    yield Room(sampling, lessons, samples, service)
    sampling.close()
    lessons.close()
    service.close()


def pinned(right: str = "2", read: str = "z") -> Sample:
    return Sample((right,), How.PINNED, (stroke(),), None, (read,))


def test_what_is_collected_is_kept_and_remembered(room: Room, recogniser: FakeRecogniser, qtbot: QtBot) -> None:
    room.collect(qtbot)
    collector = room.sampling.collector
    assert collector is not None
    assert collector.wish is not None
    asked = collector.wish.tokens
    mouse(collector.canvas)
    QTest.mouseClick(collector.next_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: recogniser.remembered == {1: asked})
    (kept,) = room.samples.all()
    assert (kept.tokens, kept.how, len(kept.strokes)) == (asked, How.COLLECTED, 1)


def test_the_collector_begins_with_what_was_corrected(room: Room, qtbot: QtBot) -> None:
    room.samples.add(pinned())
    room.collect(qtbot)
    collector = room.sampling.collector
    assert collector is not None
    assert collector.wish is not None
    assert (collector.wish.tokens, collector.wish.why) == (("z", "2", "Z"), Why.WEAK)


def test_when_all_are_through_it_goes_on_with_others(room: Room, qtbot: QtBot) -> None:
    room.collect(qtbot)
    collector = room.sampling.collector
    assert collector is not None
    first = collector.wish
    mouse(collector.canvas)
    QTest.mouseClick(collector.next_button, Qt.MouseButton.LeftButton)
    while collector.wish is not None:
        QTest.mouseClick(collector.skip_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(collector.next_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: collector.wish is not None)
    assert collector.wish != first


def test_the_list_follows_what_is_kept(room: Room, qtbot: QtBot) -> None:
    room.list(qtbot, 0)
    room.lessons.keep(pinned)
    qtbot.waitUntil(lambda: room.sampling.samples is not None and room.sampling.samples.list.count() == 1)


def test_what_is_deleted_goes_from_the_store_and_from_the_memory(
    room: Room, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    for right in ("2", "7"):
        room.lessons.keep(lambda right=right: pinned(right))
    qtbot.waitUntil(lambda: len(recogniser.remembered) == 2)
    room.list(qtbot, 2)
    dialog = room.sampling.samples
    assert dialog is not None
    dialog.list.setCurrentRow(0)
    QTest.mouseClick(dialog.delete_button, Qt.MouseButton.LeftButton)
    assert room.samples.count() == 2
    dialog.bar.finish()
    qtbot.waitUntil(lambda: room.samples.count() == 1)
    qtbot.waitUntil(lambda: recogniser.remembered == {1: ("2",)})


def test_what_was_deleted_goes_even_if_the_program_ends_at_once(room: Room, qtbot: QtBot) -> None:
    room.samples.add(pinned())
    room.list(qtbot, 1)
    assert room.sampling.samples is not None
    QTest.mouseClick(room.sampling.samples.delete_all_button, Qt.MouseButton.LeftButton)
    room.sampling.close()
    room.lessons.close()
    assert room.samples.count() == 0


def test_rows_are_drawn_beside_the_window(room: Room, qtbot: QtBot) -> None:
    room.samples.add(pinned())
    room.sampling.show_samples()
    assert room.sampling.samples is not None
    with qtbot.waitSignal(room.sampling.samples.drawings.arrived):
        room.list(qtbot, 1)


def test_samples_are_exported_into_a_folder_of_their_own(room: Room, tmp_path: Path, qtbot: QtBot) -> None:
    room.samples.add(pinned())
    room.list(qtbot, 1)
    assert room.sampling.samples is not None
    with qtbot.waitSignal(room.sampling.said) as heard:
        QTest.mouseClick(room.sampling.samples.export_button, Qt.MouseButton.LeftButton)
    (folder,) = (tmp_path / "out").iterdir()
    assert folder.name in heard.args[0]
    assert (folder / CAPTIONS).read_text(encoding="utf-8") == "sample-000001\t2\n"


def test_the_number_of_samples_is_announced(room: Room, qtbot: QtBot) -> None:
    room.samples.add(pinned())
    with qtbot.waitSignal(room.lessons.changed) as heard:
        room.lessons.announce()
    assert heard.args == [1]


def test_reading_without_the_samples_is_one_tick_and_another_brings_them_back(
    room: Room, recogniser: FakeRecogniser, settings: QSettings, qtbot: QtBot
) -> None:
    room.lessons.keep(pinned)
    qtbot.waitUntil(lambda: len(recogniser.remembered) == 1)
    room.list(qtbot, 1)
    assert room.sampling.samples is not None
    tick = room.sampling.samples.use
    assert tick.isChecked()
    QTest.keyClick(tick, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: not recogniser.remembered)
    assert not is_used(settings)
    room.lessons.keep(lambda: pinned("7"))
    qtbot.waitUntil(lambda: room.samples.count() == 2)
    assert not recogniser.remembered
    QTest.keyClick(tick, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: recogniser.remembered == {1: ("2",), 2: ("7",)}, timeout=20_000)  # torch is imported
    assert is_used(settings)


def test_another_model_remembers_all_samples_too(room: Room, recogniser: FakeRecogniser, qtbot: QtBot) -> None:
    for right in ("2", "7"):
        room.samples.add(pinned(right))
    other = FakeRecogniser()
    room.service.reload(lambda: other, lambda _: None)
    qtbot.waitUntil(lambda: other.remembered == {1: ("2",), 2: ("7",)}, timeout=20_000)  # torch is imported


def test_without_a_model_what_is_deleted_goes_from_the_disk_with_the_whole_memory(tmp_path: Path, qtbot: QtBot) -> None:
    def broken() -> FakeRecogniser:
        raise OSError("no model")

    service, samples = RecognitionService(broken), Samples(tmp_path / "sheets.sqlite")
    memory = MemoryFile(tmp_path / "memory.safetensors")
    lessons = Lessons(samples, memory, service)
    service.start()
    qtbot.waitUntil(lambda: service.status.state is State.BROKEN)
    number = samples.add(pinned())
    memory.path.write_bytes(b"what was remembered")
    lessons.delete([number])
    qtbot.waitUntil(lambda: not memory.path.exists())
    lessons.close()
    service.close()


def test_confusions_are_counted_symbol_by_symbol() -> None:
    samples = [
        pinned(),
        Sample(("x", "+", "2"), How.TYPED, (stroke(),), None, ("x", "t", "z")),
        Sample(("x", "2"), How.TYPED, (stroke(),), None, ("x",)),
        Sample(("q",), How.COLLECTED, (stroke(),)),
    ]
    assert confusions(samples) == {("z", "2"): 2, ("t", "+"): 1}
