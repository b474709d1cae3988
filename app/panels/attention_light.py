"""The token whose symbol is pointed at elsewhere: in print, in the LaTeX, or in the ink."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

LIGHT_MS = 150  # before a map comes or goes, so that the pointer on its way over ink lets none flash up


class Light(QObject):
    """Follows the pointer with a delay; going from symbol to symbol, it keeps the last one until the next is due.

    Signals: `changed()` when `token` is another.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.token = -1
        self._next = -1
        self._delay = QTimer(self, singleShot=True, interval=LIGHT_MS)
        self._delay.timeout.connect(self._go)

    def point(self, token: int) -> None:
        """The pointer is on a token's symbol, -1 for none."""
        self._next = token
        if token == self.token:
            self._delay.stop()
        else:
            self._delay.start()

    def put_out(self) -> None:
        """There is nothing to show, at once; announces nothing."""
        self._delay.stop()
        self.token = self._next = -1

    def _go(self) -> None:
        self.token = self._next
        self.changed.emit()
