"""Frame: where a raster lies on the ink. (The rasteriser itself is being written.)"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mathnet.ink import Box


@dataclass(frozen=True)
class Frame:
    """Where a raster lies on the ink: `ink = (left, top) + pixel / scale`.

    `scale` is in pixels an ink unit; `left` and `top` are the ink coordinates of the raster's upper left corner;
    an encoder cell is `cell_pixels` wide and high.
    """

    scale: float
    left: float
    top: float
    cell_pixels: int = 8

    def to_pixels(self, points: NDArray[np.float32]) -> NDArray[np.float32]:
        """Ink units to raster pixels. Shapes: (N, 2) to (N, 2)."""
        return ((points - np.float32([self.left, self.top])) * np.float32(self.scale)).astype(np.float32)

    def to_ink(self, pixels: NDArray[np.float32]) -> NDArray[np.float32]:
        """Raster pixels to ink units. Shapes: (N, 2) to (N, 2)."""
        return (pixels / np.float32(self.scale) + np.float32([self.left, self.top])).astype(np.float32)

    def map_box(self, rows: int, columns: int) -> Box:
        """The ink rectangle that a map of `rows` by `columns` cells covers."""
        side = self.cell_pixels / self.scale
        return Box(self.left, self.top, self.left + columns * side, self.top + rows * side)
