"""The heatmap on the canvas: it covers its box, ends softly, and looks as the user wants it."""

from __future__ import annotations

import numpy as np
from PySide6.QtGui import QImage, QPainter
from pytestqt.qtbot import QtBot

from app.canvas.colours import HeatLook
from app.canvas.overlay import HeatLayer
from app.canvas.view import View
from mathnet.ink import Box


def painted(layer: HeatLayer) -> QImage:
    image = QImage(120, 90, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    painter = QPainter(image)
    layer.paint(painter, View(), dark=False, over_picture=False)
    painter.end()
    return image


def a_layer() -> HeatLayer:
    layer = HeatLayer()
    layer.show((np.ones((3, 4), dtype=np.float32), Box(40, 30, 80, 60)))  # cells of 10 by 10
    return layer


def test_a_map_fades_out_beyond_its_box_instead_of_ending_in_a_line(qtbot: QtBot) -> None:
    image = painted(a_layer())
    alphas = np.array([image.pixelColor(x, 45).alpha() for x in range(120)])
    assert alphas[50:70].min() > 200
    assert 0 < alphas[88] < alphas[84] < alphas[76]
    assert np.abs(np.diff(alphas)).max() < 80
    assert alphas[:28].max() == alphas[92:].max() == 0


def test_another_look_is_seen_at_the_next_painting(qtbot: QtBot) -> None:
    layer = a_layer()
    usual = painted(layer).pixelColor(60, 45)
    layer.look = HeatLook("viridis", 0.5)
    other = painted(layer).pixelColor(60, 45)
    assert usual.red() > usual.green()
    assert other.green() > other.red()
    assert abs(other.alpha() - usual.alpha() / 2) <= 2
