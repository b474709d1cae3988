"""Sample: one expression ready for training, its strokes tied to symbols and its symbols tied to caption tokens.

Coordinates are in symbol sizes (1 is the robust stroke size of `mathnet.raster.stroke_size`), origin at the ink's
upper left corner. A sample of a photo or a scan has a picture in place of strokes, as `mathnet.picture.normalise` draws
it at `PICTURE_PIXELS` a symbol size, so that its extent is in symbol sizes, too.

Letters: S strokes, K symbols, T tokens of the caption (start and end left out), P Q pixels of a picture.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ids = NDArray[np.int64]

NO_SYMBOL = -1
PICTURE_PIXELS = 32.0  # pixels of a picture a symbol size, the standard of `mathnet.picture.normalise`


@dataclass(frozen=True, eq=False)
class Sample:
    """An expression. What has no symbol holds `NO_SYMBOL`; where there is a picture, there are no strokes and symbols.

    Shapes: `strokes` S arrays (N, 2); `symbol_of_stroke` (S,) and `symbol_of_token` (T,), a symbol's number; `labels`
    (K,) and `tokens` (T,), vocabulary ids; `picture` (P, Q), from 0 (paper) to 255 (ink).
    """

    strokes: list[Floats]
    symbol_of_stroke: Ids
    labels: Ids
    tokens: Ids
    symbol_of_token: Ids
    picture: NDArray[np.uint8] | None = None

    @property
    def extent(self) -> tuple[float, float]:
        """Width and height in symbol sizes."""
        if self.picture is not None:
            rows, columns = self.picture.shape
            return columns / PICTURE_PIXELS, rows / PICTURE_PIXELS
        points = np.concatenate(self.strokes)
        width, height = np.ptp(points, axis=0).tolist()
        return width, height
