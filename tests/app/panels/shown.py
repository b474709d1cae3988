"""An attention panel as the tests look at it: shown, with all that it has announced."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app import theme
from app.panels.attention import AttentionPanel
from tests.app.fakes import COLUMNS, ROWS, candidate

ABC = candidate("a b c", 1.0)
FOCUS = np.ones((ROWS, COLUMNS), dtype=np.float32)
LAYERS, HEADS = 3, 8
DETAILS = np.random.default_rng(5).random((LAYERS, HEADS, 3, ROWS, COLUMNS), dtype=np.float32)


class Shown:
    """A panel with all that it has announced."""

    def __init__(self, qtbot: QtBot) -> None:
        self.panel = AttentionPanel(theme.load("light"))
        self.panel.resize(340, 600)
        self.maps: list[object] = []
        qtbot.addWidget(self.panel)
        self.panel.map_changed.connect(self.maps.append)
        self.panel.show()
        qtbot.waitExposed(self.panel)

    @property
    def map(self) -> np.ndarray:
        assert isinstance(self.maps[-1], np.ndarray)
        return self.maps[-1]

    def unfold(self) -> None:
        QTest.mouseClick(self.panel.heads.fold, Qt.MouseButton.LeftButton)
        self.panel.show_details(DETAILS)
