"""The stages of a pipeline in a row of buttons: which are done, which one is under way, which one is shown."""

from __future__ import annotations

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from app.panels.card import GRID
from app.panels.training_words import stage_name, stage_purpose
from training.events import State, Turn


class StageStrip(QWidget):
    """The stages of a pipeline in a row; those that have begun can be looked at. Where there is little room, their
    numbers stand for all but the one that is shown.

    Signals: `chosen(str)`.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[str, QPushButton] = {}
        self._turns: list[Turn] = []
        self._group = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(GRID // 2)
        self._row.addStretch(1)

    def show_turns(self, turns: list[Turn], shown: str) -> None:
        """Show these stages, of which one is `shown`."""
        if [turn.stage for turn in turns] != list(self.buttons):
            self._fill(turns)
        self._turns = turns
        for turn in turns:
            button = self.buttons[turn.stage]
            told = self.tr("{}: done") if turn.state is State.FINISHED else self.tr("{}: under way")
            button.setAccessibleName(told.format(stage_name(turn.stage)))
            button.setChecked(turn.stage == shown)
        self._word()
        self.setVisible(bool(turns))

    def _word(self) -> None:
        """Write names on the buttons, as many as there is room for."""
        for turn in self._turns:
            self.buttons[turn.stage].setText(_mark(turn, in_full=True))
        needed = sum(button.sizeHint().width() + self._row.spacing() for button in self.buttons.values())
        if needed > self.width():
            for turn in self._turns:
                button = self.buttons[turn.stage]
                button.setText(_mark(turn, in_full=button.isChecked()))

    def _fill(self, turns: list[Turn]) -> None:
        for old in self.buttons.values():
            self._group.removeButton(old)
            self._row.removeWidget(old)
            old.deleteLater()
        self.buttons = {}
        for place, turn in enumerate(turns):
            button = QPushButton()
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setToolTip(stage_purpose(turn.stage))
            button.clicked.connect(lambda _, stage=turn.stage: self.chosen.emit(stage))
            self._group.addButton(button)
            self._row.insertWidget(place, button)
            self.buttons[turn.stage] = button

    # Overrides of Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._word()

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())


def _mark(turn: Turn, in_full: bool) -> str:
    """What stands on the button of a stage."""
    sign = "✓" if turn.state is State.FINISHED else str(turn.number)
    return f"{sign} {stage_name(turn.stage)}".replace("&", "&&") if in_full else sign
