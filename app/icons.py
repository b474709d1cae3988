"""Icons: our own line drawings in `resources/icons`, coloured to match the theme, sharp at every scale."""

from __future__ import annotations

from functools import cache
from math import ceil

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from app.theme import RESOURCES, Theme

SIZE = 24  # logical pixels


def icon(name: str, theme: Theme, colour: str | None = None) -> QIcon:
    """The icon `name` in `colour` (the theme's text colour unless told), quiet when disabled, accent when checked.

    It is drawn for the screens there are, whose device pixels a logical pixel differ.
    """
    made = QIcon()
    for ratio in {ceil(screen.devicePixelRatio()) for screen in QGuiApplication.screens()}:
        made.addPixmap(_pixmap(name, colour or theme.text, ratio), QIcon.Mode.Normal, QIcon.State.Off)
        made.addPixmap(_pixmap(name, theme.faint, ratio), QIcon.Mode.Disabled, QIcon.State.Off)
        made.addPixmap(_pixmap(name, colour or theme.accent, ratio), QIcon.Mode.Normal, QIcon.State.On)
    return made


def window_icon() -> QIcon:
    return QIcon(str(RESOURCES / "icons" / "mask-match.svg"))


def _pixmap(name: str, colour: str, ratio: int) -> QPixmap:
    pixmap = QPixmap(SIZE * ratio, SIZE * ratio)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    drawing = _drawing(name).replace("currentColor", colour)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(pixmap.rect()))
    painter.end()
    pixmap.setDevicePixelRatio(ratio)
    return pixmap


@cache
def _drawing(name: str) -> str:
    return (RESOURCES / "icons" / f"{name}.svg").read_text(encoding="utf-8")
