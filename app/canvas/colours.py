"""The colour scales of the heatmap: matplotlib's inferno, viridis, cividis and greys, at 17 places each.

The lightness of all of them grows evenly, so that they read the same to colour-blind eyes and in grey. Only the part of
a scale that contrasts with the ink is used: on light paper from its light end to the middle, under dark ink; on dark
paper from its dark end to the middle, under light ink.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

FAINTEST, STRONGEST = 0.06, 0.92  # level below which the paper is left clear; opacity of the highest level


@dataclass(frozen=True)
class Scale:
    """`places` are evenly spaced colours as hexadecimal numbers.

    `on_light` and `on_dark` say where the faint and the strong end are on light and on dark paper, from 0 to 1.
    """

    places: str
    on_light: tuple[float, float]
    on_dark: tuple[float, float]


SCALES = {
    "inferno": Scale(
        "000004 0b0724 210c4a 3d0965 57106e 71196e 8a226a a32c61 bc3754"
        " d24644 e45a31 f1731d f98e09 fcac11 f9cb35 f2ea69 fcffa4",
        on_light=(0.92, 0.5),
        on_dark=(0.2, 0.62),
    ),
    "viridis": Scale(
        "440154 48186a 472d7b 424086 3b528b 33638d 2c728e 26828e 21918c"
        " 1fa088 28ae80 3fbc73 5ec962 84d44b addc30 d8e219 fde725",
        on_light=(0.98, 0.4),
        on_dark=(0.04, 0.49),
    ),
    "cividis": Scale(
        "00224e 002e6a 1a386f 32436d 434e6c 535a6d 61656f 6f7073 7d7c78"
        " 8c8878 9b9476 aba072 bcae6c cdbb63 dec958 f0d846 fee838",
        on_light=(0.97, 0.42),
        on_dark=(0.1, 0.52),
    ),
    "greys": Scale(
        "ffffff f7f7f7 f0f0f0 e4e4e4 d9d9d9 cbcbcb bdbdbd a9a9a9 959595"
        " 848484 727272 626262 515151 3a3a3a 242424 111111 000000",
        on_light=(0.2, 0.64),
        on_dark=(0.86, 0.58),
    ),
}


@dataclass(frozen=True)
class HeatLook:
    """How the user wants the heatmap: the name of a scale, and an opacity from 0 to 1."""

    scale: str = "inferno"
    opacity: float = 1.0

    def __post_init__(self) -> None:
        if self.scale not in SCALES or not 0 <= self.opacity <= 1:
            raise ValueError(f"a heatmap cannot look like {self}")


USUAL = HeatLook()


@lru_cache(maxsize=64)
def colours(dark: bool, look: HeatLook = USUAL) -> NDArray[np.uint8]:
    """256 colours (256, 4) as red, green, blue, alpha, from nothing to strong, for dark or for light paper."""
    scale = SCALES[look.scale]
    start, stop = scale.on_dark if dark else scale.on_light
    rgb = np.array([list(bytes.fromhex(place)) for place in scale.places.split()], dtype=float)  # (17, 3)
    places = np.linspace(start, stop, 256) * (len(rgb) - 1)
    between = np.stack([np.interp(places, np.arange(len(rgb)), rgb[:, band]) for band in range(3)], axis=1)
    # The faintest levels are left clear, or the whole box of the map would be tinted.
    alpha = look.opacity * np.clip((np.linspace(0, 1, 256) - FAINTEST) / 0.3, 0, STRONGEST)[:, None]
    table = np.concatenate([between, 255 * alpha], axis=1).round().astype(np.uint8)
    table.setflags(write=False)  # shared by all who ask
    return table
