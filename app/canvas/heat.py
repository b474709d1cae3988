"""The heatmap: attention as colours that lie between paper and ink; `app.canvas.colours` has them.

Letters: H W cells, P Q pixels of the picture made from them.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

from app.canvas.colours import USUAL, HeatLook, colours

if TYPE_CHECKING:
    from mathnet.reading import Map

ENLARGED = 8  # pixels of the made picture a cell


def heat_image(map_: Map, dark: bool, look: HeatLook = USUAL, factor: int = ENLARGED) -> QImage:
    """The picture (P, Q) of a map (H, W), `factor` pixels a cell, its highest value the strongest colour."""
    levels = enlarge(map_, factor)
    levels /= max(float(levels.max()), 1e-9)
    pixels = colours(dark, look)[(np.clip(levels, 0, 1) * 255).astype(np.uint8)]  # (P, Q, 4)
    rows, columns = pixels.shape[:2]
    image = QImage(np.ascontiguousarray(pixels).data, columns, rows, QImage.Format.Format_RGBA8888)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)  # of its own memory


def enlarge(map_: Map, factor: int) -> Map:
    """A map (H, W) as (H * factor, W * factor), smooth between the cells' centres."""
    down, across = (_weights(length, factor) for length in map_.shape)
    return (down @ map_ @ across.T).astype(np.float32)


@lru_cache(maxsize=64)
def _weights(cells: int, factor: int) -> NDArray[np.float64]:
    """What each of `cells` gives to each of `cells * factor` pixels: a bell of one cell's breadth, summing to 1."""
    pixels = (np.arange(cells * factor) + 0.5) / factor - 0.5
    bell = np.exp(-0.5 * ((pixels[:, None] - np.arange(cells)) / 0.55) ** 2)
    return np.asarray(bell / bell.sum(axis=1, keepdims=True))
