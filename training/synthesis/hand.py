"""The handwriting model: one writer's habits, drawn once an expression, and what they do to its points.

How messy a writer is comes first and scales all disturbances at once: most hands are careful, a few are not. The
figures were set by measuring CROHME: gaps, sizes and heights of scripts, fractions and roots against letters.

Letters: N points. Units: caps, the height of a capital; y points down, the baseline is y = 0.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Doubles = NDArray[np.float64]
Range = tuple[float, float]  # of a uniform distribution


@dataclass(frozen=True)
class HandConfig:
    """How far hands differ, in three parts: disturbances of one writer of middling messiness (deviations of normal
    distributions), habits (ranges that a writer's own figure is drawn from), and chances of doing things out of order.
    """

    messiness: float = 0.55  # deviation of the log of what multiplies all disturbances of a writer
    size: float = 0.13  # log size of each symbol
    aspect: float = 0.07  # log ratio of width to height of each symbol
    turn: float = 0.035  # rotation of each symbol, radians
    baseline: float = 0.085  # height of each symbol's baseline, symbol's own caps
    place: float = 0.09  # sideways place of each symbol, caps
    wobble: float = 0.018  # amplitude of each symbol's smooth deformation, caps
    tremor: float = 0.005  # noise of the points, caps
    centre: float = 0.09  # how far what should be centred is off, share of the free width
    slope: float = 0.022  # rise of the line, radians
    wave: float = 0.07  # amplitude of the line's waviness, caps
    decay: float = 0.01  # change of the log size along the line, one over caps
    slant: float = 0.1  # sideways shift a unit of height, beyond that of the specimens
    stretch: float = 0.1  # log ratio of width to height of the whole expression

    gap: Range = (-0.75, 0.65)  # log of what multiplies all gaps
    relations: Range = (-0.35, 0.6)  # log of what multiplies gaps around relations besides
    unevenness: Range = (0.15, 0.5)  # deviation of the log of single gaps
    script: Range = (0.34, 0.74)  # size of a script, in that of its base
    raised: Range = (-0.14, 0.14)  # superscripts higher than usual, caps of the base
    dropped: Range = (-0.12, 0.14)  # subscripts lower than usual, caps of the base
    fraction: Range = (0.6, 1.05)  # size of a fraction's parts, in that of the line
    leading: Range = (0.12, 0.38)  # gap between the bar of a fraction and its parts, caps
    overhang: Range = (0.0, 0.3)  # by how much bars reach over what they belong to, caps
    rounding: Range = (0.0, 0.7)  # how much corners are smoothed

    limits: float = 0.75  # share of writers who set limits below and above, the others set them at the side
    grows: float = 0.8  # share of writers whose brackets grow with what they enclose
    bar_first: float = 0.12  # chance that a fraction's bar is written before its numerator
    upper_first: float = 0.25  # chance that a superscript is written before the subscript
    late: float = 0.12  # chance that a dot, a bar of t or f, or an accent waits for the next symbols
    tardy: float = 0.02  # chance that a closing bracket or a correction is written at the very end
    reverse: float = 0.02  # chance that a stroke is written the other way round
    joined: float = 0.08  # chance that two strokes of a symbol that nearly touch are written as one

    def __post_init__(self) -> None:
        chances = (self.limits, self.grows, self.bar_first, self.upper_first, self.late)
        if not all(0 <= chance <= 1 for chance in (*chances, self.tardy, self.reverse, self.joined)):
            raise ValueError(f"a hand's chances lie between 0 and 1: {self}")
        ranges = [value for value in vars(self).values() if isinstance(value, tuple)]
        if any(low > high for low, high in ranges) or min(self.script[0], self.fraction[0]) <= 0:
            raise ValueError(f"a hand's ranges go from low to high, and sizes are positive: {self}")


@dataclass(frozen=True)
class Style:
    """One writer: the figures that `HandConfig` describes, drawn once an expression. Units as there."""

    writer: str  # whose specimens are looked for first
    size: float
    aspect: float
    turn: float
    baseline: float
    place: float
    wobble: float
    tremor: float
    centre: float
    slope: float
    wave: float
    wave_length: float  # caps
    wave_phase: float  # radians
    decay: float
    slant: float
    stretch: float  # ratio of width to height
    gap: float  # what multiplies all gaps
    relations: float  # what multiplies gaps around relations besides
    unevenness: float
    script: float
    raised: float
    dropped: float
    fraction: float
    leading: float
    overhang: float
    rounding: float
    limits: bool
    grows: bool
    config: HandConfig  # for what is drawn symbol by symbol

    @classmethod
    def draw(cls, rng: np.random.Generator, config: HandConfig | None = None, writers: Sequence[str] = ()) -> Style:
        """A new writer, who forms letters as one of `writers` does; as a writer of no name if none are given."""
        config = config or HandConfig()
        mess = min(math.exp(rng.normal(0, config.messiness)), 1.8)  # beyond that, nobody reads it
        own = {name: mess * getattr(config, name) * rng.uniform(0.4, 1.4) for name in _DISTURBANCES}
        signed = {name: mess * getattr(config, name) * rng.normal() for name in ("slope", "decay", "wave")}
        habits = {name: rng.uniform(*getattr(config, name)) for name in _HABITS}
        return cls(
            writer=writers[int(rng.integers(len(writers)))] if writers else str(rng.integers(1 << 30)),
            **own,
            **signed,
            **habits,
            gap=math.exp(rng.uniform(*config.gap)),
            relations=math.exp(rng.uniform(*config.relations)),
            slant=rng.normal(0, config.slant),
            stretch=math.exp(rng.normal(0, config.stretch)),
            wave_length=rng.uniform(5, 25),
            wave_phase=rng.uniform(0, 2 * math.pi),
            limits=rng.random() < config.limits,
            grows=rng.random() < config.grows,
            config=config,
        )


_DISTURBANCES = ("size", "aspect", "turn", "baseline", "place", "wobble", "tremor", "centre")
_HABITS = ("unevenness", "script", "raised", "dropped", "fraction", "leading", "overhang", "rounding")


def deformed(local: Doubles, mark: NDArray[np.int64], marks: int, style: Style, rng: np.random.Generator) -> Doubles:
    """Points in the units of their own symbol, each symbol bent by a smooth wave of its own.

    Shapes: `local` and the result (N, 2); `mark` (N,), from 0 to `marks` - 1.
    """
    frequency = rng.uniform(1.5, 4.5, (marks, 2))
    phase = rng.uniform(0, 2 * math.pi, (marks, 2))
    height = rng.normal(0, style.wobble * 1.5, (marks, 2))
    return local + height[mark] * np.sin(local[:, ::-1] * frequency[mark] + phase[mark])


def smoothed(points: Doubles, inner: NDArray[np.bool_], share: float, most: Doubles) -> Doubles:
    """Points moved by a share towards the middle of their neighbours; the ends of strokes, not `inner`, stay.

    None moves by more than `most` (N,): where neighbours are far apart, a corner is a corner.
    """
    shift = np.zeros_like(points)
    shift[1:-1] = (points[:-2] + points[2:]) / 2 - points[1:-1]
    shift *= (share * inner)[:, None]
    allowed = np.minimum(1.0, most / np.maximum(np.hypot(shift[:, 0], shift[:, 1]), 1e-9))
    return np.asarray(points + shift * allowed[:, None], dtype=np.float64)


_KERNEL = np.full(5, 5**-0.5)
_MOST_ROUNDED = 0.05  # caps of the symbol


def shaken(points: Doubles, inner: NDArray[np.bool_], size: Doubles, style: Style, rng: np.random.Generator) -> Doubles:
    """Corners rounded, then the noise of a hand that is not steady. Shapes: `points` (N, 2); `inner`, `size` (N,)."""
    free = rng.normal(0, style.tremor, (2, len(points) + len(_KERNEL) - 1))
    noise = np.stack([np.convolve(axis, _KERNEL, "valid") for axis in free], axis=1)  # neighbours move together
    return smoothed(points, inner, style.rounding, _MOST_ROUNDED * size) + noise * size[:, None]


def lined(points: Doubles, style: Style) -> Doubles:
    """Points of a whole expression as they come to lie on the writer's line. Shapes: (N, 2) to (N, 2).

    The size decays along the line, the line waves and slopes, and all is slanted and stretched.
    """
    x, y = points.T
    most = 0.5 / max(float(np.abs(x).max()), 1.0)  # a long line does not shrink to nothing
    decay = min(max(style.decay, -most), most) or 1e-6
    x, y = -np.expm1(-decay * x) / decay, y * np.exp(-decay * x)
    y = y + style.wave * np.sin(2 * math.pi * x / style.wave_length + style.wave_phase) + style.slope * x
    return np.stack([(x - style.slant * y) * style.stretch, y], axis=1)
