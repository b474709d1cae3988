"""A bar that offers for some seconds to take a deletion back."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QWidget

from app.panels.card import GRID, label


class UndoBar(QFrame):
    """Hidden unless there is something to take back.

    Signals: `undone(list)` with the numbers of what comes back, `over(list)` with those whose time is over.
    """

    undone = Signal(list)
    over = Signal(list)

    def __init__(self, seconds: float, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pending: list[int] = []
        self._timer = QTimer(self, singleShot=True, interval=round(1000 * seconds))
        self._timer.timeout.connect(self.finish)
        self.text = label("", "quiet")
        self.button = QPushButton(self.tr("Undo"))
        self.button.setAccessibleName(self.tr("Undo the deletion"))
        self.button.setToolTip(self.tr("Bring back what was just deleted"))
        self.button.clicked.connect(self._undo)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID)
        row.addWidget(self.text, 1)
        row.addWidget(self.button)
        self.hide()

    def offer(self, deleted: list[int]) -> None:
        """Offer to bring `deleted` back, together with what is still pending."""
        self.pending += deleted
        count = len(self.pending)
        told = self.tr("One formula deleted") if count == 1 else self.tr("{} formulas deleted").format(count)
        self.text.setText(told)
        self.setAccessibleName(told)
        self.show()
        self._timer.start()

    def finish(self) -> None:
        """The time is over."""
        pending = self._end()
        if pending:
            self.over.emit(pending)

    def _undo(self) -> None:
        self.undone.emit(self._end())

    def _end(self) -> list[int]:
        self._timer.stop()
        self.hide()
        pending, self.pending = self.pending, []
        return pending
