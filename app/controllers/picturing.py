"""Pictures: taking a part of the screen, and cropping and turning what lies under the ink.

While the screen is looked at the window is hidden; it comes back whatever happens.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from PySide6.QtWidgets import QWidget

from app.canvas.canvas import InkCanvas
from app.panels.region import RegionPicker
from app.services import files
from app.services.background import Background
from app.services.files import Loaded
from app.services.screen import ScreenError, Shot, find_portal, grab_screens

if TYPE_CHECKING:
    from app.services.portal import Portal

SETTLE_MS = 300  # until a hidden window is gone from the screen, its fading included
LONGEST_MS = 180_000  # that the window stays hidden for a desktop that does not answer


class Picturing(QObject):
    """Joins the canvas's picture to the screen and to what can be done with it.

    Signals: `trouble(str)` for the user; `settled()` when a picture came; `there(bool)` says whether there is one,
    after that changed.
    """

    trouble = Signal(str)
    settled = Signal()
    there = Signal(bool)

    def __init__(
        self,
        window: QWidget,
        canvas: InkCanvas,
        background: Background,
        parent: QObject | None = None,
        portal: Callable[[], Portal | None] = find_portal,
        grab: Callable[[], list[Shot]] = grab_screens,
    ) -> None:
        """`portal` gives the desktop's portal where that has to be asked, `grab` what the screens show elsewhere."""
        super().__init__(parent)
        self._window, self._canvas, self._background = window, canvas, background
        self._find_portal, self._grab = portal, grab
        self._portal: Portal | None = None
        self._pickers: list[RegionPicker] = []
        self._is_there = False
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self._look)
        self._waiting = QTimer(self, singleShot=True, interval=LONGEST_MS)
        self._waiting.timeout.connect(self._come_back)
        canvas.document.changed.connect(self._announce)

    @property
    def pickers(self) -> tuple[RegionPicker, ...]:
        """What lies over the screens now."""
        return tuple(self._pickers)

    def take_region(self) -> None:
        """Have the user choose a part of the screen, and put it on the canvas in place of what is there."""
        if not self._waiting.isActive() and not self._pickers:
            self._window.hide()
            self._settling.start()
            self._waiting.start()

    def crop(self) -> None:
        """Begin to crop the picture, or crop it; `there` says whether there is one."""
        self._canvas.crop()
        self._canvas.setFocus()

    def turn(self, quarters: int) -> None:
        """Turn the picture clockwise by so many right angles."""
        self._canvas.turn_picture(quarters)

    def _look(self) -> None:
        """Look at the screen, or have the desktop do it, now that the window is gone from it."""
        is_left_to_user = False
        try:
            is_left_to_user = self._ask_portal() or self._show_pickers()
        except ScreenError as error:
            self.trouble.emit(str(error))
        finally:
            if not is_left_to_user:
                self._come_back()

    def _ask_portal(self) -> bool:
        portal = self._portal = self._find_portal()
        if portal is None:
            return False
        portal.taken.connect(self._read)
        portal.cancelled.connect(self._come_back)
        portal.refused.connect(self._tell)
        portal.ask()
        return True

    def _show_pickers(self) -> bool:
        for shot in self._grab():
            picker = RegionPicker(shot.pixels, shot.place)
            picker.setPalette(self._window.palette())
            picker.picked.connect(lambda area, shot=shot: self._take(shot, area))
            picker.cancelled.connect(self._come_back)
            self._pickers.append(picker)
        for picker in self._pickers:
            picker.cover()
        self._waiting.stop()  # Escape ends it now, not the clock
        return True

    def _come_back(self) -> None:
        """End looking at the screen, and show the window as it was."""
        self._settling.stop()
        self._waiting.stop()
        if self._window.isHidden():
            self._window.show()
            self._window.raise_()
            self._window.activateWindow()
        pickers, self._pickers = self._pickers, []
        for picker in pickers:
            picker.hide()
            picker.deleteLater()

    def _tell(self, trouble: str) -> None:
        self._come_back()
        self.trouble.emit(trouble)

    def _take(self, shot: Shot, area: QRect) -> None:
        image, ratio = shot.part(area), shot.ratio
        self._come_back()
        self._background.run(lambda: files.from_image(image), lambda loaded: self._place(loaded, ratio), self._fail)

    def _read(self, path: Path) -> None:
        self._come_back()
        ratio = self._canvas.devicePixelRatioF()
        self._background.run(lambda: files.read(path), lambda loaded: self._place(loaded, ratio), self._fail)

    def _place(self, loaded: Loaded, ratio: float) -> None:
        """Put it on the canvas; what was there gives way to it, as to any other document."""
        if loaded.picture is None:
            return
        if self._canvas.document.content.is_empty:
            self._canvas.document.place(self._canvas.placed(loaded.picture, ratio))
        else:
            self._canvas.begin_with(loaded.picture, ratio)
        self.settled.emit()

    def _fail(self, error: Exception) -> None:
        self.trouble.emit(str(error))

    def _announce(self) -> None:
        is_there = self._canvas.document.content.picture is not None
        if is_there != self._is_there:
            self._is_there = is_there
            self.there.emit(is_there)
