"""Pictures of the screens: parts of them, and what is told where there are none."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from app.services import screen
from app.services.screen import ScreenError, Shot, is_blank, needs_portal


def pixmap(width: int, height: int, dot: tuple[int, int] | None = None) -> QPixmap:
    """White, with one black pixel."""
    made = QPixmap(width, height)
    made.fill(QColor("white"))
    if dot is not None:
        painter = QPainter(made)
        painter.fillRect(*dot, 1, 1, QColor("black"))
        painter.end()
    return made


def test_a_part_of_a_fine_screen_has_all_its_pixels(qapp: QApplication) -> None:
    shot = Shot(pixmap(400, 200, dot=(101, 53)), QRect(1000, 0, 200, 100))
    part = shot.part(QRect(50, 25, 30, 10))
    assert (part.width(), part.height(), shot.ratio) == (60, 20, 2)
    assert part.pixelColor(1, 3) == QColor("black")
    assert part.pixelColor(0, 0) == QColor("white")


def test_a_part_of_a_screen_with_a_fraction_of_pixels_is_never_empty(qapp: QApplication) -> None:
    shot = Shot(pixmap(150, 150), QRect(0, 0, 100, 100))
    assert shot.part(QRect(10, 10, 21, 10)).width() in (31, 32)
    assert not shot.part(QRect(0, 0, 0, 0)).isNull()


def test_one_colour_is_blank_and_a_line_is_not(qapp: QApplication) -> None:
    assert is_blank(QImage())
    assert is_blank(pixmap(3000, 40).toImage())
    lined = pixmap(800, 600)
    painter = QPainter(lined)
    painter.fillRect(0, 300, 800, 4, QColor("black"))
    painter.end()
    assert not is_blank(lined.toImage())


def test_a_refused_picture_says_what_to_do(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "_grab", lambda _: Shot(pixmap(80, 60), QRect(0, 0, 80, 60)))
    with pytest.raises(ScreenError, match="paste it"):
        screen.grab_screens()
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "cocoa")
    with pytest.raises(ScreenError, match="Screen Recording"):
        screen.grab_screens()


def test_every_screen_is_grabbed_in_its_own_place(qapp: QApplication, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screen, "is_blank", lambda _: False)  # nothing is shown where there is no display
    shots = screen.grab_screens()
    assert [shot.place for shot in shots] == [each.geometry() for each in qapp.screens()]
    assert all(shot.pixels.devicePixelRatio() == 1 for shot in shots)


@pytest.mark.parametrize(
    ("platform", "session", "needed"),
    [("wayland", "wayland", True), ("wayland-egl", "", True), ("xcb", "wayland", True), ("xcb", "x11", False)],
)
def test_the_portal_is_asked_under_wayland_alone(platform: str, session: str, needed: bool) -> None:
    assert needs_portal(platform, {"XDG_SESSION_TYPE": session}) == needed
    assert not needs_portal("windows", {})
