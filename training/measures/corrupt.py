"""Damage to ink, for measuring how well a model reads what is not all there: strokes missing, blocks of ink missing,
thinner and thicker lines, writing larger and smaller than the model is used to.

Damage depends on the seed and the expression's name alone, so every model meets the same, and it is nested: what is
missing at 10 % is missing at 20 %, too.

Letters: N points, S strokes. Units: symbol sizes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from mathnet.raster import RasterConfig, resample
from training.data.batching import Drawn, draw_sample
from training.data.sample import Floats, Ids, Sample

KINDS = ("nothing", "strokes", "blocks", "thickness", "scale")
_STEP = 1 / 32  # between points when blocks are cut out: a pixel at the usual scale
_BLOCK = 1.0  # side of a block
_LEAST_POINTS = 2  # what is left of a stroke must have, or it would be drawn as a dot that nobody wrote


@dataclass(frozen=True)
class Condition:
    """One kind of damage: `amount` is a share of strokes or of ink, pixels of thickness, or a factor of scale."""

    name: str
    kind: str = "nothing"
    amount: float = 0.0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"damage is one of {', '.join(KINDS)}, not {self.kind!r}")
        if self.kind in ("strokes", "blocks") and not 0 <= self.amount < 1:
            raise ValueError(f"the share of missing ink is from 0 to below 1, not {self.amount}")
        if (self.kind == "scale" and self.amount <= 0) or (self.kind == "thickness" and self.amount < 1):
            raise ValueError(f"{self.kind} of {self.amount} cannot be drawn")

    @property
    def scale(self) -> float:
        """Times the usual pixels a symbol size; that of the whole ink even where ink is missing, so that missing ink
        is measured and not a misjudged size of symbols."""
        return self.amount if self.kind == "scale" else 1.0

    def draw(self, sample: Sample, raster: RasterConfig) -> Drawn:
        """A damaged sample as a model of this raster sees it."""
        thickness = int(self.amount) if self.kind == "thickness" else raster.thickness
        return draw_sample(sample, self.scale, raster, thickness)


AS_WRITTEN = Condition("as written")
CONDITIONS = (
    AS_WRITTEN,
    *(Condition(f"strokes dropped {share} %", "strokes", share / 100) for share in (10, 20, 30, 40, 50)),
    *(Condition(f"blocks hidden {share} %", "blocks", share / 100) for share in (10, 20, 30, 40, 50)),
    *(Condition(f"thickness {pixels} px", "thickness", pixels) for pixels in (1, 3, 4)),
    *(Condition(f"scale x{factor}", "scale", factor) for factor in (0.5, 0.7, 1.4, 2.0)),
)


def conditions_named(names: Iterable[str]) -> list[Condition]:
    """The conditions of these names. Raises `ValueError` that names one there is not."""
    known = {condition.name: condition for condition in CONDITIONS}
    unknown = [name for name in names if name not in known]
    if unknown:
        raise ValueError(f"there is no condition {unknown[0]!r}: choose from {', '.join(known)}")
    return [known[name] for name in names]


def damage(sample: Sample, name: str, condition: Condition, seed: int) -> Sample:
    """What a condition leaves of the expression called `name`: the same for all models, see `corrupted`."""
    chance = zlib.crc32(f"{condition.kind} {name}".encode())  # one for all amounts of a kind, so that damage is nested
    return corrupted(sample, condition, np.random.default_rng([seed, chance]))


def corrupted(sample: Sample, condition: Condition, rng: np.random.Generator) -> Sample:
    """The sample without the ink that the condition takes; some ink is always left.

    Symbols and captions stay as they are, even of symbols that lost all ink. Thickness and scale are a matter of
    drawing and change nothing here. Raises `ValueError` if ink is to be taken from a picture.
    """
    if condition.kind not in ("strokes", "blocks"):
        return sample
    if sample.picture is not None:
        raise ValueError(f"{condition.name!r} needs strokes, and this expression is a picture: leave the condition out")
    without = _without_strokes if condition.kind == "strokes" else _without_blocks
    return without(sample, condition.amount, rng)


def _without_strokes(sample: Sample, share: float, rng: np.random.Generator) -> Sample:
    """A share of the strokes left out; where it is no whole number, chance decides between the two next to it."""
    count = len(sample.strokes)
    dropped = min(int(share * count + rng.random()), count - 1)
    kept = np.sort(rng.permutation(count)[dropped:])
    return _with_strokes(sample, [sample.strokes[at] for at in kept.tolist()], sample.symbol_of_stroke[kept])


def _without_blocks(sample: Sample, share: float, rng: np.random.Generator) -> Sample:
    """A share of the ink's length left out, square block by square block; strokes are cut where a block begins."""
    trace = resample(sample.strokes, _STEP)
    shown = np.ones(len(trace.points), dtype=np.bool_)
    shown[_blockwise(trace.points, rng)[: round(share * len(shown))]] = False
    kept = np.flatnonzero(shown)
    breaks = np.flatnonzero((np.diff(kept) > 1) | (np.diff(trace.stroke[kept]) > 0)) + 1
    runs = np.split(kept, breaks)
    least = min(_LEAST_POINTS, max(map(len, runs)))
    runs = [run for run in runs if len(run) >= least]
    owners = sample.symbol_of_stroke[trace.stroke[[run[0] for run in runs]]]
    return _with_strokes(sample, [trace.points[run] for run in runs], owners)


def _blockwise(points: Floats, rng: np.random.Generator) -> Ids:
    """All points (N, 2) in the order in which growing damage takes them: blocks around chance points of what is still
    there, one after the other, each from its middle outwards. Shapes: (N,)."""
    left = np.ones(len(points), dtype=np.bool_)
    order = []
    while left.any():
        distance = np.abs(points - points[rng.choice(np.flatnonzero(left))]).max(axis=1)
        block = np.flatnonzero(left & (distance <= _BLOCK / 2))
        order.append(block[np.argsort(distance[block], kind="stable")])
        left[block] = False
    return np.concatenate(order)


def _with_strokes(sample: Sample, strokes: list[Floats], owners: Ids) -> Sample:
    return replace(sample, strokes=strokes, symbol_of_stroke=owners)
