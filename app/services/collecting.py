"""Python's collector of cyclic garbage, kept to the window's thread.

Python collects in whichever thread happens to allocate. Where a cycle holds a Qt object and a worker comes upon it, a
widget is destroyed outside its thread: the program then hangs or crashes. So the automatic collection is switched off,
and a timer of the window's thread does the same work by the same thresholds.
"""

from __future__ import annotations

import gc

from PySide6.QtCore import QObject, QTimer

EVERY = 500  # ms


class Collecting(QObject):
    """Collects in the thread that made this, from now until `close`, when things are again as they were."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._was_automatic = gc.isenabled()
        gc.disable()
        self._timer = QTimer(self, interval=EVERY)
        self._timer.timeout.connect(collect_due)
        self._timer.start()

    def close(self) -> None:
        self._timer.stop()
        if self._was_automatic:
            gc.enable()


def collect_due() -> None:
    """Collect the oldest generation that is due, and with it the younger ones, as Python itself would."""
    due = [limit and count > limit for count, limit in zip(gc.get_count(), gc.get_threshold(), strict=True)]
    if any(due):
        gc.collect(max(generation for generation, is_due in enumerate(due) if is_due))
