"""Hershey: single-stroke letters and signs that anyone may use, for symbols that no corpus at hand has.

The glyphs lie in `resources/hershey.json`, with the acknowledgements that go with them: most are from the fonts of
Dr. A. V. Hershey; the rest was drawn on the same grid for this program. A glyph is a few straight lines, so it is
rounded and then distorted, once for each of many hands, lest all of them look alike.
"""

from __future__ import annotations

import json
import zlib
from functools import cache
from importlib import resources

import numpy as np

from training.data.sample import Floats
from training.synthesis.curves import distorted, smoothed, thinned

HANDS = 24  # made-up writers
HAND = "hershey"  # and what their names start with
_CAPITAL = 21.0  # height of a capital in units of the file


@cache
def glyphs() -> dict[str, list[list[Floats]]]:
    """The variants of every token there is, each a list of strokes (N, 2); capitals are 1 high, the baseline is 0."""
    text = (resources.files("resources") / "hershey.json").read_text(encoding="utf-8")
    parts = json.loads(text)
    return {token: [_strokes(variant) for variant in variants]
            for part in ("glyphs", "drawn") for token, variants in parts[part].items()}  # fmt: skip


def _strokes(text: str) -> list[Floats]:
    pairs = [[point.split(",") for point in stroke.split()] for stroke in text.split("|")]
    return [thinned(smoothed(np.array(stroke, dtype=np.float32) / np.float32(_CAPITAL))) for stroke in pairs]


def written(token: str, hand: int) -> list[Floats]:
    """A token as the made-up writer number `hand` would write it, always the same; `KeyError` if there is no glyph."""
    variants = glyphs()[token]
    slips = np.random.default_rng([zlib.crc32(token.encode()), hand])
    return distorted(variants[hand % len(variants)], np.random.default_rng([7, hand]), slips)
