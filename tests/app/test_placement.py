"""The window comes back as it was left."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QMainWindow, QSplitter, QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from app.placement import TAB_KEY, remember, restore


class Divided(QMainWindow):
    """A window with a divider and a side panel."""

    def __init__(self) -> None:
        super().__init__()
        self.across, self.side = QSplitter(), QTabWidget()
        for name in ("one", "two", "three"):
            self.side.addTab(QWidget(), name)
        self.across.addWidget(QWidget())
        self.across.addWidget(self.side)
        self.setCentralWidget(self.across)
        self.resize(800, 500)


@pytest.fixture
def windows(qtbot: QtBot) -> tuple[Divided, Divided]:
    made = Divided(), Divided()
    for window in made:
        qtbot.addWidget(window)
        window.show()
        qtbot.waitExposed(window)
    return made


def test_size_dividers_and_tab_come_back(windows: tuple[Divided, Divided], settings: QSettings, qtbot: QtBot) -> None:
    before, after = windows
    before.resize(640, 480)
    before.across.setSizes([300, 340])
    before.side.setCurrentIndex(2)
    remember(settings, before, {"across": before.across}, before.side)
    assert restore(settings, after, {"across": after.across}, after.side)
    qtbot.waitUntil(lambda: after.size() == before.size())
    assert after.across.sizes() == before.across.sizes()
    assert after.side.currentIndex() == 2


def test_a_hidden_side_panel_is_told(windows: tuple[Divided, Divided], settings: QSettings) -> None:
    before, after = windows
    before.side.hide()
    remember(settings, before, {}, before.side)
    assert not restore(settings, after, {}, after.side)


def test_nonsense_in_the_settings_changes_nothing(windows: tuple[Divided, Divided], settings: QSettings) -> None:
    settings.setValue("window/geometry", "nonsense")
    settings.setValue(TAB_KEY, "17")
    window = windows[0]
    assert restore(settings, window, {"across": window.across}, window.side)
    assert (window.width(), window.side.currentIndex()) == (800, 0)
