"""Contact sheet: specimens of symbols side by side, on their lines, to be looked at.

One row a token; the blue line is the baseline, the green ones are x-height and capital height.
"""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from training.data.sample import Floats
from training.synthesis.symbols import Specimen, SymbolBank

_NAME = 110  # pixels for the token's name
_LINES = ((0.0, (220, 120, 60)), (-0.57, (150, 220, 150)), (-1.0, (150, 220, 150)))  # height, blue green red


def contact_sheet(
    bank: SymbolBank, tokens: Sequence[str], columns: int = 20, seed: int = 0, capital: int = 24
) -> NDArray[np.uint8]:
    """A picture (P, Q, 3) of up to `columns` specimens of each token, as different hands; `capital` in pixels.

    Raises `KeyError` for a token that the bank does not have.
    """
    rng = np.random.default_rng(seed)
    rows = [_row(token, _some(bank, token, columns, rng), columns, capital) for token in tokens]
    return np.concatenate(rows)


def _some(bank: SymbolBank, token: str, columns: int, rng: np.random.Generator) -> list[Specimen]:
    found = bank.specimens(token)
    return [found[at] for at in rng.permutation(len(found))[:columns]]


def _row(token: str, specimens: Sequence[Specimen], columns: int, capital: int) -> NDArray[np.uint8]:
    width, height, baseline = int(2.2 * capital), int(2.6 * capital), int(1.85 * capital)
    image = np.full((height, _NAME + columns * width, 3), 255, dtype=np.uint8)
    for level, colour in _LINES:
        y = baseline + round(level * capital)
        cv2.line(image, (_NAME, y), (image.shape[1], y), colour, 1)
    cv2.putText(image, token, (2, baseline), cv2.FONT_HERSHEY_SIMPLEX, 0.4, (0, 0, 0), 1, cv2.LINE_AA)
    for column, specimen in enumerate(specimens):
        wide = max(float(stroke[:, 0].max()) for stroke in specimen.strokes)
        scale = min(capital, 0.9 * width / wide) if wide > 0 else capital
        origin = np.array([_NAME + column * width + 2, baseline])
        for stroke in specimen.strokes:
            points = np.round((_visible(stroke) * scale + origin) * 8).astype(np.int32)
            cv2.polylines(image, [points], False, (0, 0, 0), 1, cv2.LINE_AA, 3)
    return image


def _visible(stroke: Floats) -> Floats:
    """The stroke, or a short dash for a single point, of which nothing would be drawn."""
    return np.concatenate([stroke, stroke + np.float32(0.04)]) if len(stroke) == 1 else stroke
