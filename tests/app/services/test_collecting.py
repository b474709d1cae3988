"""Cyclic garbage is collected in the window's thread alone, and as diligently as Python would."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.services.collecting import Collecting, collect_due


class Knot:
    """Garbage that only the collector finds; notes the thread in which it goes."""

    def __init__(self, gone: list[int]) -> None:
        self.itself = self
        self.gone = gone

    def __del__(self) -> None:
        self.gone.append(threading.get_ident())


@pytest.fixture
def automatic() -> Iterator[None]:
    """As in the program, where Python collects by itself until told otherwise."""
    gc.enable()
    yield
    gc.disable()


def allocate_elsewhere() -> None:
    """Have another thread allocate more than enough to set the automatic collection off."""
    worker = threading.Thread(target=lambda: [[] for _ in range(200_000)])
    worker.start()
    worker.join()


def test_without_it_a_worker_collects_what_the_window_left(automatic: None) -> None:
    gone: list[int] = []
    Knot(gone)
    allocate_elsewhere()
    assert gone
    assert gone[0] != threading.get_ident()


def test_garbage_goes_in_the_thread_of_the_window(automatic: None, qtbot: QtBot) -> None:
    collecting = Collecting()
    gone: list[int] = []
    Knot(gone)
    allocate_elsewhere()
    assert gone == []
    kept = [[] for _ in range(10 * gc.get_threshold()[0])]  # well above it, whatever else goes meanwhile
    qtbot.waitUntil(lambda: bool(gone), timeout=20_000)
    assert kept
    assert gone == [threading.get_ident()]
    collecting.close()


def test_when_closed_python_collects_by_itself_again(automatic: None) -> None:
    Collecting().close()
    assert gc.isenabled()


def test_where_nothing_is_due_nothing_is_collected() -> None:
    gc.collect()
    before = gc.get_stats()
    collect_due()
    assert [each["collections"] for each in gc.get_stats()] == [each["collections"] for each in before]


def test_old_garbage_goes_as_well() -> None:
    gone: list[int] = []
    knot = Knot(gone)
    gc.collect()  # it lives, and is of the oldest generation now
    del knot
    kept = []
    for _ in range(200):
        kept.append([[] for _ in range(gc.get_threshold()[0] + 1)])
        collect_due()
    assert gone
