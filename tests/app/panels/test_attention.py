"""The attention panel: which map is shown, how it looks, playing, and what is remembered."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QComboBox, QSlider, QWidget
from pytestqt.qtbot import QtBot

from app.canvas.colours import HeatLook
from app.panels.attention_player import Speed
from tests.app.hand import hover
from tests.app.panels.shown import ABC, FOCUS, Shown


@pytest.fixture
def shown(qtbot: QtBot) -> Shown:
    made = Shown(qtbot)
    made.panel.show_reading(ABC, FOCUS)
    return made


@pytest.fixture
def stored(tmp_path: Path) -> QSettings:
    return QSettings(str(tmp_path / "settings.ini"), QSettings.Format.IniFormat)


def test_a_token_pointed_at_comes_before_the_focus_map_and_that_before_nothing(shown: Shown) -> None:
    strip = shown.panel.strip
    assert shown.maps[-1] is None
    QTest.mouseClick(shown.panel.focus_button, Qt.MouseButton.LeftButton)
    assert shown.map is FOCUS
    hover(strip, strip.chip(1).center())
    assert np.array_equal(shown.map, ABC.attention[1])
    hover(strip, QPointF(strip.width() - 1, strip.chip(1).center().y()))
    assert shown.map is FOCUS


def test_a_clicked_token_stays_until_it_is_clicked_again(shown: Shown) -> None:
    strip = shown.panel.strip
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.chip(2).center().toPoint())
    assert np.array_equal(shown.map, ABC.attention[2])
    assert shown.panel.token == 2
    QTest.mouseClick(strip, Qt.MouseButton.LeftButton, pos=strip.chip(2).center().toPoint())
    assert shown.maps[-1] is None


def test_writing_lets_the_map_go(shown: Shown) -> None:
    shown.panel.strip.pressed.emit(1)
    QTest.keyClick(shown.panel.strip, Qt.Key.Key_Space)
    shown.panel.rest()
    assert shown.maps[-1] is None
    assert not shown.panel.player.is_playing


def test_playing_shows_all_tokens_in_turn_and_ends(shown: Shown, qtbot: QtBot) -> None:
    shown.panel.player.timer.setInterval(5)
    shown.maps.clear()
    QTest.mouseClick(shown.panel.play_button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not shown.panel.play_button.isChecked())
    seen = [each for each in shown.maps if isinstance(each, np.ndarray)]
    assert len(seen) == 3
    assert all(np.array_equal(one, other) for one, other in zip(seen, ABC.attention, strict=True))
    assert shown.maps[-1] is None


def test_playing_and_the_focus_map_let_each_other_go(shown: Shown) -> None:
    panel = shown.panel
    QTest.mouseClick(panel.focus_button, Qt.MouseButton.LeftButton)
    QTest.mouseClick(panel.play_button, Qt.MouseButton.LeftButton)
    assert (panel.focus_button.isChecked(), panel.player.is_playing) == (False, True)
    assert np.array_equal(shown.map, ABC.attention[0])
    QTest.mouseClick(panel.focus_button, Qt.MouseButton.LeftButton)
    assert (panel.focus_button.isChecked(), panel.player.is_playing) == (True, False)
    assert shown.map is FOCUS


def test_arrows_step_and_space_plays_on_from_there_and_pauses(shown: Shown) -> None:
    strip = shown.panel.strip
    strip.setFocus()
    for _ in range(2):
        QTest.keyClick(strip, Qt.Key.Key_Right)
    assert np.array_equal(shown.map, ABC.attention[1])
    QTest.keyClick(strip, Qt.Key.Key_Space)
    assert shown.panel.player.is_playing
    shown.panel.player.timer.timeout.emit()
    assert np.array_equal(shown.map, ABC.attention[2])
    QTest.keyClick(strip, Qt.Key.Key_Space)
    assert not shown.panel.player.is_playing
    assert np.array_equal(shown.map, ABC.attention[2])


def test_playing_takes_the_time_that_was_chosen(shown: Shown) -> None:
    player = shown.panel.player
    times = []
    for speed in (Speed.SLOW, Speed.NORMAL, Speed.FAST):
        player.speeds[speed].trigger()
        times.append(player.timer.interval())
    assert times[0] > times[1] > times[2]
    assert player.step_ms == times[2]
    assert player.speed_button.accessibleName() == "Speed: Fast"


def test_there_is_nothing_to_play_or_export_before_something_is_read(qtbot: QtBot) -> None:
    panel = Shown(qtbot).panel
    controls = (panel.play_button, panel.player.speed_button, panel.focus_button, panel.export_button)
    assert not any(control.isEnabled() for control in controls)
    QTest.keyClick(panel.strip, Qt.Key.Key_Space)
    assert not panel.player.is_playing
    panel.show_reading(ABC, FOCUS)
    assert all(control.isEnabled() for control in controls)


def test_colours_and_opacity_are_announced_and_shown_by_the_legend(shown: Shown) -> None:
    looks: list[HeatLook] = []
    shown.panel.look_changed.connect(looks.append)
    row = shown.panel.look_row
    before = row.legend.grab().toImage()
    QTest.keyClick(row.scale, Qt.Key.Key_Down)
    QTest.keyClick(row.opacity, Qt.Key.Key_PageDown)
    assert looks == [HeatLook("viridis"), HeatLook("viridis", 0.8)]
    assert row.legend.grab().toImage() != before


def test_choices_are_remembered(shown: Shown, stored: QSettings, qtbot: QtBot) -> None:
    panel = shown.panel
    panel.choices_changed.connect(lambda: panel.remember(stored))
    panel.look_row.scale.setCurrentIndex(2)
    panel.look_row.opacity.setValue(45)
    panel.player.speeds[Speed.FAST].trigger()
    QTest.mouseClick(panel.heads.fold, Qt.MouseButton.LeftButton)
    stored.sync()
    again = Shown(qtbot).panel
    kept = QSettings(stored.fileName(), QSettings.Format.IniFormat)
    again.choices_changed.connect(lambda: again.remember(kept))
    with qtbot.waitSignal(again.look_changed) as told:
        again.restore(kept)
    assert told.args == [HeatLook("cividis", 0.45)]
    assert again.look == HeatLook("cividis", 0.45)
    assert again.player.step_ms == panel.player.step_ms
    assert again.heads.is_open


@pytest.mark.parametrize(
    ("key", "value"), [("colours", "jet"), ("opacity", "much"), ("opacity", 7), ("opacity", "nan")]
)
def test_settings_that_make_no_sense_leave_the_usual_look(
    shown: Shown, stored: QSettings, key: str, value: object
) -> None:
    stored.setValue(f"attention/{key}", value)
    stored.setValue("attention/speed", "breakneck")
    shown.panel.restore(stored)
    assert shown.panel.look == HeatLook()
    assert shown.panel.player.timer.interval() == 650


def test_the_menu_asks_for_each_kind_of_file(shown: Shown) -> None:
    wanted: list[str] = []
    shown.panel.export_wanted.connect(wanted.append)
    menu = shown.panel.export_button.menu()
    for action in menu.actions():
        action.trigger()
    assert wanted == ["png", "svg", "gif", "npz"]


def test_the_token_to_export_is_the_one_shown_or_none_for_the_focus_map(shown: Shown) -> None:
    panel = shown.panel
    assert panel.token == 0
    panel.strip.pressed.emit(2)
    assert panel.token == 2
    panel.focus_button.click()
    assert panel.token is None


def test_every_control_has_a_name_a_tooltip_and_the_keyboard(shown: Shown) -> None:
    shown.unfold()
    kinds = (QAbstractButton, QComboBox, QSlider)
    controls = [control for kind in kinds for control in shown.panel.findChildren(kind)]
    assert len(controls) == 9
    for control in controls:
        assert control.accessibleName(), control
        assert control.toolTip(), control
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus, control


@pytest.mark.parametrize("width", [280, 340, 400])
def test_nothing_is_cut_off_in_a_narrow_panel(shown: Shown, qtbot: QtBot, width: int) -> None:
    shown.unfold()
    shown.panel.resize(width, shown.panel.heightForWidth(width))
    qtbot.waitUntil(lambda: shown.panel.width() == width)
    for part in shown.panel.findChildren(QWidget):
        if part.isVisible() and part.window() is shown.panel.window():
            corner = part.mapTo(shown.panel, QPoint(part.width(), 0))
            assert corner.x() <= width, part
            assert part.width() >= part.minimumSizeHint().width(), part
