"""Exporting attention from the panel: the path is asked for, the file is made beside the window, trouble is told."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app import theme
from app.canvas.content import Content
from app.controllers.exhibiting import Exhibiting
from app.panels.attention import AttentionPanel
from mathnet.ink import Box, Ink
from mathnet.reading import Candidate, Map, Reading
from tests.app.fakes import candidate, reading

CHOSEN = candidate(" ".join("abcdefghijklmnopqrst"), 1.0)
STALL_S = 0.05


class Drawn:
    """A subject with some ink."""

    content = Content(Ink.of([[(x, 20), (x + 6, 30)] for x in range(4, 150, 8)]).strokes)
    pen_width = 1.5

    def box_of(self, reading: Reading, map_: Map) -> Box:
        return reading.frame.map_box(*map_.shape)


class Asked:
    """Answers what path to export to."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self.suggested: list[str] = []

    def __call__(self, suggested: Path) -> Path | None:
        self.suggested.append(suggested.name)
        return None if self.folder is None else self.folder / suggested.name


@pytest.fixture
def asked(tmp_path: Path) -> Asked:
    return Asked(tmp_path)


@pytest.fixture
def panel(qtbot: QtBot) -> AttentionPanel:
    made = AttentionPanel(theme.load("light"))
    qtbot.addWidget(made)
    return made


@pytest.fixture
def exhibiting(panel: AttentionPanel, asked: Asked) -> Iterator[Exhibiting]:
    made = Exhibiting(panel, asked, panel)
    yield made
    made.close()


def show(panel: AttentionPanel, exhibiting: Exhibiting, chosen: Candidate = CHOSEN) -> None:
    answer = reading()
    panel.show_reading(chosen, answer.focus)
    exhibiting.show(Drawn(), answer, chosen)


def choose(panel: AttentionPanel, kind: int) -> None:
    panel.export_button.menu().actions()[kind].trigger()


def test_every_kind_is_written_where_the_user_says(
    exhibiting: Exhibiting, panel: AttentionPanel, asked: Asked, tmp_path: Path, qtbot: QtBot
) -> None:
    show(panel, exhibiting)
    panel.strip.pressed.emit(2)
    for kind in range(4):
        with qtbot.waitSignal(exhibiting.exported):
            choose(panel, kind)
    names = ["attention_03_c.png", "attention_03_c.svg", "attention.gif", "attention.npz"]
    assert asked.suggested == names
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(names)


def test_the_maps_of_the_head_chosen_are_exported(
    exhibiting: Exhibiting, panel: AttentionPanel, tmp_path: Path, qtbot: QtBot
) -> None:
    show(panel, exhibiting)
    details = np.random.default_rng(3).random((3, 8, *CHOSEN.attention.shape), dtype=np.float32)
    panel.heads.fold.click()
    panel.show_details(details)
    panel.heads.grid.chosen.emit(1, 4)
    with qtbot.waitSignal(exhibiting.exported):
        choose(panel, 3)
    with np.load(tmp_path / "attention_layer-2-head-5.npz") as kept:
        assert np.array_equal(kept["maps"], details[1, 4])
        assert str(kept["source"]) == "layer 2, head 5"


def test_a_user_who_thinks_better_of_it_gets_no_file(
    exhibiting: Exhibiting, panel: AttentionPanel, asked: Asked, tmp_path: Path, qtbot: QtBot
) -> None:
    folder, asked.folder = asked.folder, None
    show(panel, exhibiting)
    with qtbot.assertNotEmitted(exhibiting.exported, wait=60):
        choose(panel, 0)
    assert folder == tmp_path
    assert list(tmp_path.iterdir()) == []


def test_trouble_is_told_in_words(
    exhibiting: Exhibiting, panel: AttentionPanel, asked: Asked, tmp_path: Path, qtbot: QtBot
) -> None:
    asked.folder = tmp_path / "missing"
    show(panel, exhibiting)
    with qtbot.waitSignal(exhibiting.trouble) as told:
        choose(panel, 0)
    assert told.args is not None
    assert "Choose another place" in told.args[0]


def test_without_a_reading_there_is_nothing_to_export(
    exhibiting: Exhibiting, panel: AttentionPanel, asked: Asked, qtbot: QtBot
) -> None:
    show(panel, exhibiting)
    exhibiting.show(None, None, None)
    with qtbot.waitSignal(exhibiting.trouble):
        panel.export_wanted.emit("png")
    assert asked.suggested == []


def test_the_window_stays_alive_while_an_animation_is_made(
    exhibiting: Exhibiting, panel: AttentionPanel, qtbot: QtBot
) -> None:
    import PIL.GifImagePlugin  # noqa: F401  # the first import is not what is measured

    show(panel, exhibiting)
    beats: list[float] = []
    heart = QTimer(interval=2)
    heart.timeout.connect(lambda: beats.append(time.perf_counter()))
    heart.start()
    with qtbot.waitSignal(exhibiting.exported, timeout=20_000):
        choose(panel, 2)
    heart.stop()
    assert len(beats) > 20
    assert np.percentile(np.diff(beats), 98) < STALL_S  # a busy machine may hold any of them up
