"""The controls that show all tokens in turn: a button that plays and pauses, and how fast it goes."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QObject, QSettings, QTimer, Signal
from PySide6.QtGui import QAction, QActionGroup, QIcon
from PySide6.QtWidgets import QMenu, QToolButton

from app.icons import icon
from app.panels.card import small_button
from app.theme import Theme

SPEED_KEY = "attention/speed"
NO_ARROW = "QToolButton::menu-indicator { image: none; }"  # it would lie over so small a button's icon


class Speed(StrEnum):
    """How fast the tokens follow each other."""

    SLOW = "slow"
    NORMAL = "normal"
    FAST = "fast"


STEP_MS = {Speed.SLOW: 1400, Speed.NORMAL: 650, Speed.FAST: 300}  # how long each token's map is shown


class Player(QObject):
    """Goes through the places of a row once. `button` and `speed_button` are for the panel to place.

    Signals: `toggled()` when the button asks to play or to pause; `reached(int)` with the next place, -1 after the last
    one; `paused()` when it is stopped in between; `speed_changed()`.
    """

    toggled = Signal()
    reached = Signal(int)
    paused = Signal()
    speed_changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.button = small_button(self.tr("Show all tokens in turn"), self.tr("Show all tokens in turn (space)"), True)
        self.timer = QTimer(self)
        self._count = 0
        self._place = -1
        self._icons = QIcon(), QIcon()  # to play, to pause
        self.speed_button = QToolButton(popupMode=QToolButton.ToolButtonPopupMode.InstantPopup)
        self.speeds = self._speed_actions(QMenu(self.speed_button))
        self._set_speed(Speed.NORMAL)
        self.button.clicked.connect(self.toggled)
        self.timer.timeout.connect(self._next)

    @property
    def step_ms(self) -> int:
        return STEP_MS[self._speed]

    def set_count(self, count: int) -> None:
        """Stop; there are so many places now."""
        self.stop()
        self._count = count
        self.button.setEnabled(count > 0)
        self.speed_button.setEnabled(count > 0)

    @property
    def is_playing(self) -> bool:
        return bool(self.timer.isActive())

    def toggle(self, start: int) -> None:
        """Pause, or play from the place `start`; from the first where that is none, or the last."""
        if self.is_playing:
            self.stop()
            self.paused.emit()
        elif self._count:
            self.timer.start()
            self._show_playing(True)
            self._go(start if 0 <= start < self._count - 1 else 0)

    def stop(self) -> None:
        """Play no more, and announce nothing."""
        self.timer.stop()
        self._place = -1
        self._show_playing(False)

    def wear(self, theme: Theme) -> None:
        """Colour the icons to match the theme."""
        self._icons = icon("play", theme), icon("pause", theme)
        self._show_playing(self.is_playing)

    def restore(self, settings: QSettings) -> None:
        """Take the speed from the settings; what cannot be understood there is the normal one."""
        stored = str(settings.value(SPEED_KEY, Speed.NORMAL.value))
        self._set_speed(Speed(stored) if stored in list(Speed) else Speed.NORMAL)

    def remember(self, settings: QSettings) -> None:
        settings.setValue(SPEED_KEY, self._speed.value)

    def _next(self) -> None:
        if self._place + 1 < self._count:
            self._go(self._place + 1)
        else:
            self.stop()
            self.reached.emit(-1)

    def _go(self, place: int) -> None:
        self._place = place
        self.reached.emit(place)

    def _show_playing(self, on: bool) -> None:
        self.button.setChecked(on)
        self.button.setIcon(self._icons[on])

    def _set_speed(self, speed: Speed) -> None:
        self._speed = speed
        self.speeds[speed].setChecked(True)
        self.timer.setInterval(STEP_MS[speed])
        self.speed_button.setText({Speed.SLOW: "½×", Speed.NORMAL: "1×", Speed.FAST: "2×"}[speed])
        name = self.tr("Speed: {}").format(self.speeds[speed].text())
        self.speed_button.setAccessibleName(name)
        self.speed_button.setToolTip(name)

    def _choose(self, speed: Speed) -> None:
        self._set_speed(speed)
        self.speed_changed.emit()

    def _speed_actions(self, menu: QMenu) -> dict[Speed, QAction]:
        words = {Speed.SLOW: self.tr("Slow"), Speed.NORMAL: self.tr("Normal"), Speed.FAST: self.tr("Fast")}
        group = QActionGroup(self)
        made: dict[Speed, QAction] = {}
        for speed, text in words.items():
            action = QAction(text, group, checkable=True)
            action.triggered.connect(lambda _, speed=speed: self._choose(speed))
            menu.addAction(action)
            made[speed] = action
        self.speed_button.setMenu(menu)
        self.speed_button.setStyleSheet(NO_ARROW)
        return made
