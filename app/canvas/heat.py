"""The heatmap: attention as colours that lie between paper and ink.

The colours are matplotlib's inferno, whose lightness grows evenly, so that it reads the same to colour-blind eyes and
in grey. Only the part of it that contrasts with the ink is used: on light paper from yellow to a dark rose under dark
ink, on dark paper from purple to red under light ink.

Letters: H W cells, P Q pixels of the picture made from them.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QImage

if TYPE_CHECKING:
    from mathnet.reading import Map

INFERNO = (
    (0, 0, 4), (11, 7, 36), (33, 12, 74), (61, 9, 101), (87, 16, 110), (113, 25, 110), (138, 34, 106), (163, 44, 97),
    (188, 55, 84), (210, 70, 68), (228, 90, 49), (241, 115, 29), (249, 142, 9), (252, 172, 17), (249, 203, 53),
    (242, 234, 105), (252, 255, 164),
)  # fmt: skip
ON_LIGHT = (0.92, 0.5)  # from faint to strong, as places on the scale
ON_DARK = (0.2, 0.62)
ENLARGED = 8  # pixels of the made picture a cell


@cache
def colours(dark: bool) -> NDArray[np.uint8]:
    """256 colours (256, 4) as red, green, blue, alpha, from nothing to strong."""
    start, stop = ON_DARK if dark else ON_LIGHT
    scale = np.array(INFERNO, dtype=float)  # (17, 3)
    places = np.linspace(start, stop, 256) * (len(scale) - 1)
    rgb = np.stack([np.interp(places, np.arange(len(scale)), scale[:, band]) for band in range(3)], axis=1)
    # The faintest tenth is left clear, or the whole box of the map would be tinted.
    alpha = np.clip((np.linspace(0, 1, 256) - 0.06) / 0.3, 0, 0.92)[:, None]
    return np.concatenate([rgb, 255 * alpha], axis=1).round().astype(np.uint8)


def heat_image(map_: Map, dark: bool) -> QImage:
    """The picture (P, Q) of a map (H, W), its highest value the strongest colour."""
    levels = enlarge(map_ / max(float(map_.max()), 1e-9), ENLARGED)
    pixels = colours(dark)[(np.clip(levels, 0, 1) * 255).astype(np.uint8)]  # (P, Q, 4)
    rows, columns = pixels.shape[:2]
    image = QImage(np.ascontiguousarray(pixels).data, columns, rows, QImage.Format.Format_RGBA8888)
    return image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)  # of its own memory


def enlarge(map_: Map, factor: int) -> Map:
    """A map (H, W) as (H * factor, W * factor), smooth between the cells' centres."""
    down, across = (_weights(length, factor) for length in map_.shape)
    return (down @ map_ @ across.T).astype(np.float32)


def _weights(cells: int, factor: int) -> NDArray[np.float64]:
    """What each of `cells` gives to each of `cells * factor` pixels: a bell of one cell's breadth, summing to 1."""
    pixels = (np.arange(cells * factor) + 0.5) / factor - 0.5
    bell = np.exp(-0.5 * ((pixels[:, None] - np.arange(cells)) / 0.55) ** 2)
    return np.asarray(bell / bell.sum(axis=1, keepdims=True))
