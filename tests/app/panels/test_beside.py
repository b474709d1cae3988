"""Where a popup goes: in sight of the symbol and of its ink."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, QSize

from app.panels.beside import GAP, beside

ROOM = QRect(0, 0, 1000, 800)
SIZE = QSize(300, 380)


def placed(symbol: QRect, ink: QRect | None = None, room: QRect = ROOM) -> QRect:
    return QRect(beside(SIZE, symbol, ink or QRect(), room), SIZE)


def test_it_goes_below_the_symbol() -> None:
    found = placed(QRect(500, 100, 20, 40))
    assert found.top() == 139 + GAP
    assert abs(found.center().x() - 510) <= 2


def test_without_room_below_it_goes_above() -> None:
    assert placed(QRect(500, 600, 20, 40)).bottom() < 600


@pytest.mark.parametrize("symbol", [QRect(2, 100, 20, 40), QRect(990, 100, 20, 40)])
def test_near_a_side_of_the_screen_it_is_moved_in(symbol: QRect) -> None:
    assert ROOM.contains(placed(symbol))


@pytest.mark.parametrize("symbol", [QRect(500, 100, 20, 40), QRect(500, 700, 20, 40), QRect(100, 380, 20, 40)])
@pytest.mark.parametrize("ink", [QRect(480, 300, 60, 90), QRect(30, 500, 60, 90), QRect(900, 20, 60, 90)])
def test_it_hides_neither_the_symbol_nor_its_ink(symbol: QRect, ink: QRect) -> None:
    found = placed(symbol, ink)
    assert ROOM.contains(found)
    assert not found.intersects(symbol)
    assert not found.intersects(ink)


def test_large_ink_that_leaves_room_only_beside_it_is_not_hidden() -> None:
    ink = QRect(300, 100, 200, 600)
    found = placed(QRect(390, 630, 20, 70), ink)
    assert ROOM.contains(found)
    assert not found.intersects(ink)


def test_on_a_screen_too_small_its_beginning_is_seen() -> None:
    assert placed(QRect(100, 100, 20, 20), room=QRect(0, 0, 200, 200)).topLeft() == QPoint(0, 0)
