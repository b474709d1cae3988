"""Fonts are the system's, in a few sizes relative to what the user set there."""

from __future__ import annotations

from PySide6.QtGui import QFont, QFontDatabase


def scaled(font: QFont, factor: float) -> QFont:
    """The font `factor` times as large, whether the system gives its size in points or in pixels."""
    made = QFont(font)
    if font.pointSizeF() > 0:
        made.setPointSizeF(font.pointSizeF() * factor)
    else:
        made.setPixelSize(round(font.pixelSize() * factor))
    return made


def fixed(factor: float = 1.0) -> QFont:
    """The system's font of fixed width."""
    return scaled(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont), factor)
