"""Two models are compared from the dialog, by the real process where there is a real model."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.services.comparing import Comparing
from tests.app.bench import Bench


@pytest.fixture
def bench(qtbot: QtBot, tmp_path: Path) -> Iterator[Bench]:
    made = Bench(tmp_path)
    made.start(qtbot)
    yield made
    made.close()


def test_two_models_read_the_bundled_samples(bench: Bench, qtbot: QtBot) -> None:
    """The real models in the real process: the one that ships, twice."""
    dialog = bench.show(qtbot)
    view = dialog.comparison
    for box in view.models:
        box.setCurrentIndex(0)
    view.button.click()
    qtbot.waitUntil(lambda: view.told.text().startswith("They"), timeout=90_000)
    assert view.told.text() == "They differ in 0 of 5 formulas."
    items = [view.table.topLevelItem(row) for row in range(5)]
    assert {str(item.data(1, 257)) for item in items if item} >= {"x^2+1", r"\int_0^1x^2dx"}
    assert all(item is not None and item.data(0, 256) is not None for item in items)


def test_a_folder_without_formulas_is_told(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = bench.show(qtbot)
    bench.answers.folder = tmp_path / "empty"
    bench.answers.folder.mkdir()
    dialog.comparison.source.setCurrentIndex(1)
    dialog.comparison.button.click()
    qtbot.waitUntil(lambda: "no InkML files" in dialog.comparison.told.text())


def test_models_that_cannot_be_compared_are_told(bench: Bench, qtbot: QtBot) -> None:
    dialog = bench.show(qtbot)  # "a" and "b" are no models to anybody but the fake
    for box, place in zip(dialog.comparison.models, (1, 2), strict=True):
        box.setCurrentIndex(place)
    dialog.comparison.button.click()
    qtbot.waitUntil(lambda: "could not be compared" in dialog.comparison.told.text(), timeout=60_000)


def test_a_comparison_ends_with_the_dialog(bench: Bench, qtbot: QtBot) -> None:
    dialog = bench.show(qtbot)
    dialog.comparison.button.click()
    comparing = bench.modelling.findChild(Comparing)
    assert comparing is not None
    qtbot.waitUntil(lambda: comparing.is_running)
    dialog.close()
    assert not comparing.is_running
