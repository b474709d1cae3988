"""What keys mean on the canvas, for the ink, the picture and the frame that one crops by."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QKeyEvent

FAR = 10  # times as far goes a nudge with Shift
CROPS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
DELETES = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_NUDGES = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


def nudge(event: QKeyEvent) -> QPointF | None:
    """How far an arrow key moves something, in logical pixels; None for other keys."""
    by = _NUDGES.get(Qt.Key(event.key()))
    if by is None:
        return None
    return by * (FAR if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
