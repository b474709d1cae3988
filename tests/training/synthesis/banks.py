"""Symbol banks for tests: one of the packaged glyphs alone, built once, and a few hand-made specimens."""

from __future__ import annotations

from functools import cache

import numpy as np

from training.synthesis.specimens import build_bank
from training.synthesis.symbols import Specimen, SymbolBank


@cache
def glyph_bank() -> SymbolBank:
    """The bank without any data but the packaged glyphs."""
    return build_bank()[0]


def bar(token: str, writer: str, lean: float, height: float = 1.0) -> Specimen:
    """A slanted bar that stands on the baseline; `lean` to the right per unit of height."""
    points = np.array([[max(lean, 0) * height, -height], [max(-lean, 0) * height, 0]], dtype=np.float32)
    return Specimen(token, [points], writer, "test")
