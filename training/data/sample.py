"""Sample: one expression ready for training, its strokes tied to symbols and its symbols tied to caption tokens.

Coordinates are in symbol sizes (1 is the robust stroke size of `mathnet.raster.stroke_size`), origin at the ink's
upper left corner.

Letters: S strokes, K symbols, T tokens of the caption (start and end left out).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]

NO_SYMBOL = -1


@dataclass(frozen=True, eq=False)
class Sample:
    """An expression. What has no symbol holds `NO_SYMBOL`.

    Shapes: `strokes` S arrays (N, 2); `symbol_of_stroke` (S,) and `symbol_of_token` (T,), a symbol's number; `labels`
    (K,) and `tokens` (T,), vocabulary ids.
    """

    strokes: list[Floats]
    symbol_of_stroke: Ids
    labels: Ids
    tokens: Ids
    symbol_of_token: Ids

    @property
    def extent(self) -> tuple[float, float]:
        """Width and height in symbol sizes."""
        points = np.concatenate(self.strokes)
        width, height = np.ptp(points, axis=0).tolist()
        return width, height
