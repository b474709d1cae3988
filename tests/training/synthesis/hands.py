"""A symbol bank of plain shapes for tests of the layout: every symbol fills its shape as a few straight lines."""

from __future__ import annotations

import numpy as np

from mathnet.latex import parse
from mathnet.vocabulary import Vocabulary
from training.data.sample import Floats, Sample
from training.synthesis.engine import compose
from training.synthesis.hand import HandConfig, Style
from training.synthesis.symbols import Specimen
from training.synthesis.typography import shape_of

VOCABULARY = Vocabulary.load()
# No errors and no disorder: what is left is the layout as it is meant.
CAREFUL = HandConfig(
    **dict.fromkeys(("messiness", "slant", "stretch", "late", "tardy", "reverse", "joined", "bar_first"), 0.0),
    **dict.fromkeys(("size", "aspect", "turn", "baseline", "place", "wobble", "tremor", "centre"), 0.0),
    **dict.fromkeys(("slope", "wave", "decay"), 0.0),
    gap=(0.0, 0.0),
    relations=(0.0, 0.0),
    unevenness=(0.0, 0.0),
)
WIDTH = 0.5  # caps, of what has no width of its own
_DOTTED = frozenset("ij")


class PlainBank:
    """Boxes with a diagonal, of two strokes where a symbol has a late one."""

    def pick(self, token: str, rng: np.random.Generator, writer: str = "") -> Specimen:
        shape = shape_of(token)
        width = shape.width or WIDTH
        if token == "\\sqrt":
            strokes = [line((0.0, -0.5), (0.2, shape.bottom), (0.4, shape.top), (1.0, shape.top))]
        elif shape.height < 0.05:
            strokes = [line((0.0, shape.top), (width, shape.top))]
        elif token in _DOTTED:
            strokes = [line((0.0, -0.6), (width, shape.bottom)), line((0.2, shape.top), (0.25, shape.top))]
        else:
            strokes = [line((0.0, shape.top), (width, shape.top), (0.0, shape.bottom), (width, shape.bottom))]
        return Specimen(token, strokes, writer, "plain")


def line(*corners: tuple[float, float], steps: int = 6) -> Floats:
    """Corners joined by straight lines of several points."""
    where = np.linspace(0, len(corners) - 1, steps * (len(corners) - 1) + 1)
    x, y = (np.interp(where, range(len(corners)), [corner[axis] for corner in corners]) for axis in (0, 1))
    return np.stack([x, y], axis=1).astype(np.float32)


def composed(latex: str, config: HandConfig = CAREFUL, seed: int = 0) -> Sample:
    rng = np.random.default_rng(seed)
    return compose(parse(latex), PlainBank(), Style.draw(rng, config), VOCABULARY, rng)
