"""The colours of a map with the values they stand for, at the right of a plot.

pyqtgraph has one of its own, which is a whole plot with its menu: making that takes the window 60 ms.
"""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF

STEPS, WIDTH, GAP = 256, 10, 5  # colours; logical pixels, the scale and the room before it
ROW, COLUMN = 2, 5  # of a plot's layout: beside the picture, right of its own right axis


class ColourScale:
    """A strip of all colours and an axis, in the layout of `plot`."""

    def __init__(self, plot: pg.PlotItem, colours: pg.ColorMap) -> None:
        self.axis = pg.AxisItem("right")
        self._strip = pg.ImageItem(np.linspace(0.0, 1.0, STEPS)[None, :], colorMap=colours)
        self._box = pg.ViewBox(enableMouse=False, enableMenu=False, defaultPadding=0)
        self._box.setFixedWidth(WIDTH)
        self._box.addItem(self._strip)
        self.axis.linkToView(self._box)
        plot.layout.addItem(self._box, ROW, COLUMN)
        plot.layout.addItem(self.axis, ROW, COLUMN + 1)
        plot.layout.setColumnFixedWidth(COLUMN - 1, GAP)

    def set_levels(self, low: float, high: float) -> None:
        """The values of the first and the last colour."""
        self._strip.setRect(QRectF(0, low, 1, high - low))
        self._box.setRange(xRange=(0, 1), yRange=(low, high), padding=0)

    def set_visible(self, visible: bool) -> None:
        for part in (self._box, self.axis):
            part.setVisible(visible)
