"""What tests ask about a canvas: its strokes, and the colours of its pixels."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QColor, QImage, QPalette

from app.canvas.canvas import InkCanvas
from app.canvas.compose import to_grey, to_pixels
from mathnet.ink import Ink, Stroke


def strokes(canvas: InkCanvas) -> tuple[Stroke, ...]:
    return canvas.document.content.strokes


def points(canvas: InkCanvas) -> list[list[list[float]]]:
    return [stroke.points.tolist() for stroke in strokes(canvas)]


def grabbed(canvas: InkCanvas) -> QImage:
    return canvas.grab().toImage()


def has_ink(canvas: InkCanvas, x: int, y: int) -> bool:
    """Whether the pixels around a place are darker than the paper."""
    pixels = to_grey(grabbed(canvas))
    return bool(pixels[y - 2 : y + 3, x - 2 : x + 3].min() < 128)


def has_colour(canvas: InkCanvas, role: QPalette.ColorRole, x: int, y: int, reach: int = 2) -> bool:
    """Whether a pixel around a place has about the colour of a role."""
    colour: QColor = canvas.palette().color(role)
    seen = to_pixels(grabbed(canvas))[y - reach : y + reach + 1, x - reach : x + reach + 1, :3].astype(int)
    return bool((np.abs(seen - (colour.red(), colour.green(), colour.blue())).max(axis=2) < 24).any())


def lines(*ways: tuple[tuple[float, float], tuple[float, float]]) -> Ink:
    """Ink of straight strokes, each of eleven points."""
    shares = np.linspace(0, 1, 11)[:, None]
    return Ink.of(np.array([start]) * (1 - shares) + np.array([end]) * shares for start, end in ways)
