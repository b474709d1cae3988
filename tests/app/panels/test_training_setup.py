"""What a new training run is made of, in windows of several widths."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from app import theme
from app.panels.training import TrainingWindow


@pytest.mark.parametrize(("width", "side_by_side"), [(800, False), (1120, True), (1600, True)])
def test_cards_stand_side_by_side_where_there_is_room_and_nothing_scrolls_sideways(
    qtbot: QtBot, width: int, side_by_side: bool
) -> None:
    window = TrainingWindow(theme.load("light"))
    qtbot.addWidget(window)
    window.resize(width, 600)
    with qtbot.waitExposed(window):
        window.show()
    setup = window.setup
    page = setup.findChild(QScrollArea)
    assert isinstance(page, QScrollArea)
    qtbot.waitUntil(lambda: (setup.stages.y() == setup.settings_card.y()) == side_by_side)
    assert page.horizontalScrollBar().maximum() == 0
