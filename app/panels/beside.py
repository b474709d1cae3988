"""Where a popup goes: below what it is about or above it, and over none of what it must not hide, if there is room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize

GAP = 8  # logical pixels, as are all lengths here


def beside(size: QSize, symbol: QRect, ink: QRect, room: QRect) -> QPoint:
    """The corner of a popup of this size in `room` for a `symbol`, which is elsewhere written as `ink`, if not empty.

    It is in the middle below the symbol or above it; if it hid the ink there, it goes below or above that; if all that
    is of no use, to a side of both.
    """
    level = _into(room, symbol.topLeft(), size).y()
    tops = [*_tops(size, symbol), *(_tops(size, ink) if not ink.isEmpty() else []), level]
    places = [QPoint(left, top) for left in _lefts(size, symbol, ink, room) for top in tops]
    boxes = (QRect(place, size) for place in places)
    free = (box for box in boxes if room.contains(box) and not box.intersects(symbol) and not box.intersects(ink))
    found = next(free, None)
    return found.topLeft() if found is not None else _into(room, places[0], size)


def _tops(size: QSize, box: QRect) -> list[int]:
    """Below and above."""
    return [box.bottom() + GAP, box.top() - GAP - size.height()]


def _lefts(size: QSize, symbol: QRect, ink: QRect, room: QRect) -> list[int]:
    """In the middle of the symbol, then right and left of symbol and ink."""
    middle, both = QPoint(symbol.center().x() - size.width() // 2, room.top()), symbol.united(ink)
    return [_into(room, middle, size).x(), both.right() + GAP, both.left() - GAP - size.width()]


def _into(room: QRect, place: QPoint, size: QSize) -> QPoint:
    """The nearest place at which all of it, or at least its beginning, is in the room."""
    left = max(min(place.x(), room.right() + 1 - size.width()), room.left())
    top = max(min(place.y(), room.bottom() + 1 - size.height()), room.top())
    return QPoint(left, top)
