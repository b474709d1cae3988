"""Pictures of the screens, where the system gives them to any program: X11, Windows and macOS.

Under Wayland it does not; the desktop portal is asked there (`app.services.portal`).
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRect
from PySide6.QtGui import QGuiApplication, QImage, QPixmap, QScreen

if TYPE_CHECKING:
    from app.services.portal import Portal

SAMPLES = 400  # rows and columns that tell whether a picture has one colour


def tr(text: str) -> str:
    return QCoreApplication.translate("Screen", text)


class ScreenError(RuntimeError):
    """There is no picture of the screen; the message says why, and what to do."""


@dataclass(frozen=True, eq=False)
class Shot:
    """What a screen showed, in its own pixels, and where it lies among the others, in logical pixels."""

    pixels: QPixmap
    place: QRect

    @property
    def ratio(self) -> float:
        """Pixels a logical pixel, as they are and not as the screen says they are."""
        return self.pixels.width() / self.place.width()

    def part(self, area: QRect) -> QImage:
        """The pixels in `area`, given in logical pixels from the screen's corner; at least one."""
        ratio = self.ratio
        corner = round(area.x() * ratio), round(area.y() * ratio)
        size = max(round(area.width() * ratio), 1), max(round(area.height() * ratio), 1)
        return self.pixels.copy(QRect(*corner, *size)).toImage()


def needs_portal(platform: str, environment: Mapping[str, str]) -> bool:
    """Whether this is Wayland, be it that Qt runs as an X11 program there, where it would see its own windows only."""
    if platform.startswith("wayland"):
        return True
    return platform == "xcb" and environment.get("XDG_SESSION_TYPE") == "wayland"


def find_portal() -> Portal | None:
    """The desktop portal where it has to be asked, None where `grab_screens` does."""
    if not needs_portal(QGuiApplication.platformName(), os.environ):
        return None
    from app.services.portal import Portal  # D-Bus is needed here alone

    return Portal()


def grab_screens() -> list[Shot]:
    """What all screens show now. Raises `ScreenError` where the system refuses."""
    shots = [_grab(screen) for screen in QGuiApplication.screens()]
    if not shots or all(is_blank(shot.pixels.toImage()) for shot in shots):
        raise ScreenError(_refused())
    return shots


def is_blank(image: QImage) -> bool:
    """Whether an image has no pixels or one colour: what systems give to programs that may not look."""
    from app.canvas.compose import to_pixels

    if image.isNull():
        return True
    small = to_pixels(image.scaled(min(image.width(), SAMPLES), min(image.height(), SAMPLES)))
    return bool((small == small[0, 0]).all())


def _grab(screen: QScreen) -> Shot:
    pixels = screen.grabWindow(0)
    pixels.setDevicePixelRatio(1.0)  # parts of it are meant in its own pixels
    return Shot(pixels, screen.geometry())


def _refused() -> str:
    if QGuiApplication.platformName() == "cocoa":
        return tr(
            "macOS gave an empty picture of the screen. Allow this program under System Settings, Privacy & Security, "
            "Screen Recording, start it again, and try once more."
        )
    return tr("The system gave an empty picture of the screen. {}").format(way_round())


def way_round() -> str:
    """What one can do where the system gives no picture."""
    return tr("Take a screenshot with the system's own tool and paste it here.")
