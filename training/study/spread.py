"""Means over seeds, their spread, and what may be said of a difference.

The spread is the sample standard deviation over seeds. Two arms are compared seed by seed, since runs of one seed share
split, captions and order of the data. Two or three seeds say little of their own scatter, so the scatter that a
difference is judged by is that of all arms together: what is left of the figures x of arm a and seed s once the means
of arms and of seeds are taken away, r = x(a, s) - x(a) - x(s) + x, with (arms - 1) (seeds - 1) degrees of freedom (the
analysis of variance of randomised blocks).
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

MISSING = "–"
RULE = (
    "Means ± sample standard deviations of the differences, seed by seed. A gain or a loss is called one only if it is "
    "above the margin: half of the 95 % interval that the scatter of all arms over seeds gives to the difference of "
    "two that are alike. Of twenty such statements, one is expected to be wrong; that the test is a sample, too, is "
    "not in it."
)
_STUDENT = (  # 97.5 % quantile of Student's distribution by degrees of freedom, from 1
    *(12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228),
    *(2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086),
)


@dataclass(frozen=True)
class Spread:
    """Mean, sample standard deviation (none for fewer than two) and number of values."""

    mean: float
    deviation: float | None
    count: int

    def text(self, factor: float = 100.0, signed: bool = False, digits: int = 2) -> str:
        """As a table prints it: `52.40 ± 1.30 (2)`, the number of seeds in brackets."""
        mean = f"{factor * self.mean:{'+' if signed else ''}.{digits}f}"
        spread = "" if self.deviation is None else f" ± {factor * self.deviation:.{digits}f}"
        return f"{mean}{spread} ({self.count})"


def spread(values: Iterable[float]) -> Spread | None:
    """Of all finite values; none if there are none."""
    known = [value for value in values if math.isfinite(value)]
    if not known:
        return None
    return Spread(statistics.fmean(known), statistics.stdev(known) if len(known) > 1 else None, len(known))


def text(values: Sequence[float], factor: float = 100.0, digits: int = 2) -> str:
    """A cell of a table; what is missing is shown as missing."""
    found = spread(values)
    return MISSING if found is None else found.text(factor, digits=digits)


def differences(arm: Mapping[int, float], against: Mapping[int, float]) -> list[float]:
    """By how much the arm is above the other for each seed that both have."""
    return [arm[seed] - against[seed] for seed in sorted(arm.keys() & against.keys())]


@dataclass(frozen=True)
class Scatter:
    """Standard deviation of one figure of one run about what its arm and its seed make one expect."""

    deviation: float
    freedom: int  # degrees

    def margin(self, seeds: int) -> float:
        """Half of the 95 % interval of the mean difference of two arms over so many seeds."""
        quantile = _STUDENT[min(self.freedom, len(_STUDENT)) - 1]
        return quantile * self.deviation * math.sqrt(2 / seeds)


def scatter(arms: Iterable[Mapping[int, float]]) -> Scatter | None:
    """Of figures by seed, a mapping an arm; arms without all of the seeds do not count. None if too few are left."""
    found = [arm for arm in arms if arm]
    seeds = sorted({seed for arm in found for seed in arm})
    whole = [[arm[seed] for seed in seeds] for arm in found if len(arm) == len(seeds)]
    if min(len(whole), len(seeds)) < 2:
        return None
    freedom = (len(whole) - 1) * (len(seeds) - 1)
    across, down = (
        [statistics.fmean(row) for row in whole],
        [statistics.fmean(column) for column in zip(*whole, strict=True)],
    )
    mean = statistics.fmean(across)
    left = [
        value - arm - seed + mean
        for row, arm in zip(whole, across, strict=True)
        for value, seed in zip(row, down, strict=True)
    ]
    return Scatter(math.sqrt(sum(value * value for value in left) / freedom), freedom)


def verdict(values: Sequence[float], noise: Scatter | None, factor: float = 100.0, unit: str = "points") -> str:
    """What the differences of two arms, seed by seed, say in words, whichever way they point."""
    found = spread(values)
    if found is None:
        return "not measured yet"
    figures = f"{factor * found.mean:+.2f} {unit}"
    if found.deviation is None:
        return f"{figures} with one seed, which does not tell it from chance"
    if noise is None:
        return f"{figures} over {found.count} seeds, not judged before two arms have all seeds"
    margin = noise.margin(found.count)
    figures = f"{figures} ± {factor * found.deviation:.2f} over {found.count} seeds, margin {factor * margin:.2f}"
    if abs(found.mean) <= margin:
        return f"no difference beyond the spread of seeds ({figures})"
    return f"a {'gain' if found.mean > 0 else 'loss'} ({figures})"
