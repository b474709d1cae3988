"""The heatmap as a layer of the canvas: one map and the part of the document that it covers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtGui import QImage, QPainter

from app.canvas.colours import USUAL, HeatLook
from app.canvas.heat import heat_image
from app.canvas.view import View
from mathnet.ink import Box

if TYPE_CHECKING:
    from mathnet.reading import Map

FADE = 1  # cells beyond the map in which it fades out; without them its edge is a hard line across the paper


class HeatLayer:
    """Paints the map that is shown, if there is one, as `look` says.

    `shown` is that map (H, W) with its box in document units.
    """

    def __init__(self, look: HeatLook = USUAL) -> None:
        self.shown: tuple[Map, Box] | None = None
        self.look = look
        self._image = QImage()
        self._made_for: tuple[bool, HeatLook] | None = None  # dark paper or not, and the look

    def show(self, shown: tuple[Map, Box] | None) -> None:
        self.shown = shown
        self._image = QImage()

    def paint(self, painter: QPainter, view: View, dark: bool, over_picture: bool) -> None:
        """Paint on dark or light paper; over a picture, whose ink lies below, so that this stays as dark as it is."""
        if self.shown is None:
            return
        if self._image.isNull() or self._made_for != (dark, self.look):
            self._image = heat_image(np.pad(self.shown[0], FADE), dark, self.look)
            self._made_for = (dark, self.look)
        modes = QPainter.CompositionMode
        painter.setCompositionMode(modes.CompositionMode_Multiply if over_picture else modes.CompositionMode_SourceOver)
        painter.drawImage(view.rect_of(faded(*self.shown)), self._image)
        painter.setCompositionMode(modes.CompositionMode_SourceOver)


def faded(map_: Map, box: Box) -> Box:
    """What a map (H, W), which covers `box`, covers with the cells in which it fades out."""
    rows, columns = map_.shape
    across, down = FADE * box.width / columns, FADE * box.height / rows
    return Box(box.left - across, box.top - down, box.right + across, box.bottom + down)
