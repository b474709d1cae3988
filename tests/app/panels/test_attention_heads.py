"""Layers and heads in the attention panel: folded in, chosen by thumbnails and by name, gone with their reading."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.panels.attention_grid import pooled
from app.panels.attention_heads import MEAN, Choice
from tests.app.fakes import candidate
from tests.app.panels.shown import ABC, DETAILS, FOCUS, LAYERS, Shown


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    made = Shown(qtbot)
    made.panel.show_reading(ABC, FOCUS)
    return made


def test_layers_and_heads_are_folded_in_until_asked_for(shown: Shown, qtbot: QtBot) -> None:
    heads = shown.panel.heads
    assert not heads.grid.isVisible()
    with qtbot.waitSignal(shown.panel.unfolded) as unfolded:
        QTest.mouseClick(heads.fold, Qt.MouseButton.LeftButton)
    assert unfolded.args == [True]
    shown.panel.show_details(DETAILS)
    assert heads.grid.isVisible()
    assert heads.choice == Choice(LAYERS - 1, MEAN)  # what the reading itself shows


def test_the_map_of_the_layer_and_head_chosen_is_shown(shown: Shown) -> None:
    shown.unfold()
    heads = shown.panel.heads
    shown.panel.strip.pressed.emit(2)
    heads.layer.setCurrentIndex(1 + 1)
    heads.head.setCurrentIndex(1 + 4)
    assert np.array_equal(shown.map, DETAILS[1, 4, 2])
    heads.head.setCurrentIndex(0)
    assert np.allclose(shown.map, DETAILS[1, :, 2].mean(axis=0))
    heads.layer.setCurrentIndex(0)
    assert np.allclose(shown.map, DETAILS[:, :, 2].mean(axis=(0, 1)))
    assert heads.words() == "all layers, mean of heads"


def test_a_thumbnail_is_chosen_by_a_click_and_left_by_another(shown: Shown) -> None:
    shown.unfold()
    heads = shown.panel.heads
    where = heads.grid.cell(0, 6).center().toPoint()
    QTest.mouseClick(heads.grid, Qt.MouseButton.LeftButton, pos=where)
    assert heads.choice == Choice(0, 6)
    assert np.array_equal(shown.map, DETAILS[0, 6, 0])  # of the token looked at last, without pointing at it again
    QTest.mouseClick(heads.grid, Qt.MouseButton.LeftButton, pos=where)
    assert heads.choice == Choice(0, MEAN)


def test_thumbnails_are_reached_by_the_arrow_keys(shown: Shown) -> None:
    shown.unfold()
    heads = shown.panel.heads
    for key in (Qt.Key.Key_Right, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Left, Qt.Key.Key_Left):
        QTest.keyClick(heads.grid, key)
    assert heads.choice == Choice(LAYERS - 2, 0)
    assert heads.grid.accessibleDescription() == "Layer 2, head 1"


def test_thumbnails_differ_between_tokens_and_heads(shown: Shown) -> None:
    shown.unfold()
    grid = shown.panel.heads.grid

    def thumbnail(head: int) -> bytes:
        image = grid.grab(grid.cell(0, head).adjusted(3, 3, -3, -3).toRect()).toImage()
        return bytes(image.constBits())

    first = thumbnail(0)
    assert thumbnail(1) != first
    shown.panel.strip.pressed.emit(2)
    assert thumbnail(0) != first


def test_the_thumbnail_of_a_large_map_keeps_every_spot() -> None:
    maps = np.zeros((2, 50, 130), dtype=np.float32)
    maps[0, 49, 129], maps[1, 0, 64] = 0.5, 0.25
    small = pooled(maps, 32)
    assert small.shape == (2, 10, 26)
    assert np.unravel_index(small[0].argmax(), small[0].shape) == (9, 25)
    assert (small[0].max(), small[1].max()) == (0.5, 0.25)
    assert pooled(small, 32) is small


def test_folded_in_the_readings_own_map_is_shown_again(shown: Shown) -> None:
    shown.unfold()
    shown.panel.strip.pressed.emit(1)
    assert not np.array_equal(shown.map, ABC.attention[1])
    QTest.mouseClick(shown.panel.heads.fold, Qt.MouseButton.LeftButton)
    assert np.array_equal(shown.map, ABC.attention[1])
    assert shown.panel.heads.words() == ""


def test_a_new_reading_has_its_own_maps_until_its_heads_come_and_keeps_the_choice(shown: Shown) -> None:
    shown.unfold()
    heads, other = shown.panel.heads, candidate("x y", 1.0)
    heads.layer.setCurrentIndex(1)
    shown.panel.show_reading(other, FOCUS)
    assert heads.details is None
    shown.panel.strip.pressed.emit(1)
    assert np.array_equal(shown.map, other.attention[1])
    shown.panel.show_details(DETAILS[:, :, :2])
    assert heads.choice == Choice(0, MEAN)
    assert np.allclose(shown.map, DETAILS[0, :, 1].mean(axis=0))


def test_nothing_jumps_while_the_heads_of_a_new_reading_are_waited_for(shown: Shown) -> None:
    shown.unfold()
    height = shown.panel.sizeHint().height()
    shown.panel.show_reading(candidate("x y z", 1.0), FOCUS)
    assert shown.panel.heads.grid.isVisible()
    assert not shown.panel.heads.hint.isVisible()
    assert shown.panel.sizeHint().height() == height


def test_thumbnails_of_an_old_reading_are_not_unfolded(shown: Shown) -> None:
    shown.unfold()
    QTest.mouseClick(shown.panel.heads.fold, Qt.MouseButton.LeftButton)
    shown.panel.show_reading(candidate("x y z", 1.0), FOCUS)
    QTest.mouseClick(shown.panel.heads.fold, Qt.MouseButton.LeftButton)
    assert not shown.panel.heads.grid.isVisible()
    assert shown.panel.heads.hint.isVisible()


def test_an_empty_canvas_has_no_heads(shown: Shown) -> None:
    shown.unfold()
    shown.panel.show_reading(None, None)
    assert not shown.panel.heads.grid.isVisible()
    assert shown.panel.heads.hint.isVisible()


def test_a_model_of_another_build_offers_its_own_layers_and_heads(shown: Shown) -> None:
    shown.unfold()
    shown.panel.show_details(DETAILS[:2, :4])
    assert (shown.panel.heads.layer.count(), shown.panel.heads.head.count()) == (1 + 2, 1 + 4)
    assert shown.panel.heads.choice == Choice(1, MEAN)


def test_why_there_is_nothing_is_said_in_words(shown: Shown) -> None:
    shown.unfold()
    shown.panel.show_details(None, "Not today.")
    assert shown.panel.heads.hint.isVisible()
    assert shown.panel.heads.hint.text() == "Not today."
    assert not shown.panel.heads.grid.isVisible()
