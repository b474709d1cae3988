"""Trace formats: how the text of an InkML trace becomes samples of its channels.

Follows the elements `traceFormat` and `trace` of the W3C recommendation "Ink Markup Language" (2011): channels in any
order, regular ones in every point and intermittent ones at its end when they change; a number may be explicit (`!`), a
first difference (`'`) or a second difference (`"`), and keeps that meaning for its channel until told otherwise; `*`
repeats the last number, `?` is a sample the device did not report, `T` and `F` are booleans. Values need no white space
between them where signs or prefixes part them already.

Letters: N points of a trace, C channels.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from mathnet.errors import SpokenError

Samples = NDArray[np.float64]
Written = tuple[str, str]  # prefix and number as the file has them

_PLAIN = re.compile(r"[0-9eE.,\s+-]*")
_VALUE = re.compile(
    r"""\s*([!'"]?)\s*                                  # how the number is meant
    ([-+]?\s*(?:\#[0-9A-F]{1,16}                        # hexadecimal
       |(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?) # decimal or double
    |[TF*?])\s*""",
    re.VERBOSE,
)
_ORDERS = {"!": 0, "'": 1, '"': 2}
_SECONDS = {"": 1e-3, "ms": 1e-3, "s": 1.0, "us": 1e-6, "ns": 1e-9}  # milliseconds where no unit is named


class TraceError(SpokenError):
    """The text of a trace does not follow its format; `offset` is where, in characters from its start."""

    def __init__(self, template: str, *fields: object, offset: int = 0) -> None:
        super().__init__(template, *fields)
        self.offset = offset


@dataclass(frozen=True)
class Channel:
    """One channel of a format. `sign` is -1 where its axis runs against the usual direction."""

    name: str
    units: str = ""
    minimum: float = 0.0
    maximum: float | None = None
    default: float = 0.0
    sign: float = 1.0


@dataclass(frozen=True, eq=False)
class Trace:
    """The channels of one trace that ink keeps, in double precision.

    Shapes: `points` (N, 2) as x, y; `time` (N,) in seconds; `pressure` (N,), from 0 to 1 where the format names the
    largest. NaN where the device reported nothing; `points` has none.
    """

    points: Samples
    time: Samples | None
    pressure: Samples | None

    def __add__(self, other: Trace) -> Trace:
        """This trace and its continuation."""
        join = np.concatenate
        time = None if self.time is None or other.time is None else join([self.time, other.time])
        pressure = None if self.pressure is None or other.pressure is None else join([self.pressure, other.pressure])
        return Trace(join([self.points, other.points]), time, pressure)


@dataclass(frozen=True)
class TraceFormat:
    """Which channels the points of a trace give, in order. Raises `ValueError` where X or Y is missing."""

    regular: tuple[Channel, ...] = (Channel("X"), Channel("Y"))
    intermittent: tuple[Channel, ...] = ()

    def __post_init__(self) -> None:
        if self._find("X") is None or self._find("Y") is None:
            raise SpokenError("a trace format needs channels X and Y")

    def read(self, text: str) -> Trace:
        """The trace that `text` spells; points of unknown position are left out.

        Raises `TraceError` for text that does not follow this format, and for a trace without a single known point.
        """
        samples = self.samples(text)
        points = np.stack([self._position(samples, "X"), self._position(samples, "Y")], axis=1)  # (N, 2)
        known = ~np.isnan(points).any(axis=1)
        if not known.any():
            raise TraceError("a trace has no points")
        return Trace(points[known], self._time(samples[known]), self._pressure(samples[known]))

    def samples(self, text: str) -> Samples:
        """Every channel of every point as a number, NaN where unknown. Shape: (N, C), regular channels first."""
        text = text.rstrip().removesuffix(",")
        plain = None if self.intermittent else _plain_samples(text)
        if plain is None or not self._fewest <= plain.shape[1] <= len(self.regular):
            return self._spelled_samples(text)
        return np.pad(plain, ((0, 0), (0, len(self.regular) - plain.shape[1])), constant_values=np.nan)

    @property
    def _fewest(self) -> int:
        """How many values a point needs to have a position: some CROHME files announce pressure and lack it."""
        return 1 + max(self._find("X") or 0, self._find("Y") or 0)

    @property
    def _channels(self) -> tuple[Channel, ...]:
        return self.regular + self.intermittent

    def _spelled_samples(self, text: str) -> Samples:
        tracks = [_Track(channel.default, channel.default) for channel in self._channels]
        rows = self._rows(text)
        return np.array([self._sample(tracks, row) for row in rows], dtype=np.float64).reshape(-1, len(tracks))

    def _sample(self, tracks: list[_Track], row: list[Written]) -> list[float]:
        given = [track.take(*value) for track, value in zip(tracks, row, strict=False)]
        unknown = [math.nan] * (len(self.regular) - len(given))
        return given + unknown + [track.value for track in tracks[len(given) + len(unknown) :]]

    def _rows(self, text: str) -> list[list[Written]]:
        if "," not in text:
            return self._split(_values(text, 0))
        rows, offset = [], 0
        for point in text.split(","):
            rows.append(_values(point, offset))
            self._check(rows[-1], point, offset)
            offset += len(point) + 1
        return rows

    def _split(self, values: list[Written]) -> list[list[Written]]:
        """The points of a trace without commas: one, or several as drafts of the recommendation wrote them."""
        width = len(self.regular)
        if self.intermittent or len(values) % width:
            self._check(values, "".join(prefix + number + " " for prefix, number in values), 0)
            return [values]
        return [values[start : start + width] for start in range(0, len(values), width)]

    def _check(self, values: list[Written], point: str, offset: int) -> None:
        if not self._fewest <= len(values) <= len(self._channels):
            names = " ".join(channel.name for channel in self._channels)
            told = (point.strip()[:40], len(values), names)
            place = offset + len(point) - len(point.lstrip())
            raise TraceError("the point {!r} gives {} value(s) for the channels {}", *told, offset=place)

    def _find(self, name: str) -> int | None:
        return next((index for index, channel in enumerate(self._channels) if channel.name == name), None)

    def _position(self, samples: Samples, name: str) -> Samples:
        index = self._find(name) or 0
        return samples[:, index] * self._channels[index].sign

    def _time(self, samples: Samples) -> Samples | None:
        index = self._find("T")
        if index is None:
            return None
        return samples[:, index] * _SECONDS.get(self._channels[index].units, _SECONDS[""])

    def _pressure(self, samples: Samples) -> Samples | None:
        index = self._find("F")
        if index is None:
            return None
        channel = self._channels[index]
        if channel.maximum is None or channel.maximum <= channel.minimum:
            return samples[:, index]
        return (samples[:, index] - channel.minimum) / (channel.maximum - channel.minimum)


@dataclass
class _Track:
    """What a channel remembers from point to point: its value, how fast it changes, and the last number written."""

    value: float
    number: float
    velocity: float = 0.0
    order: int = 0
    started: bool = False

    def take(self, prefix: str, written: str) -> float:
        """The sample that a written value stands for."""
        if written == "?":
            return math.nan
        self.order = _ORDERS.get(prefix, self.order)
        if written != "*":
            self.number = _number(written)
        self._advance()
        return self.value

    def _advance(self) -> None:
        if self.order == 0:
            self.velocity = self.number - self.value if self.started else 0.0
            self.value = self.number
        else:
            self.velocity = self.number if self.order == 1 else self.velocity + self.number
            self.value += self.velocity
        self.started = True


def _plain_samples(text: str) -> Samples | None:
    """All samples at once where every point has as many values, all plain numbers, as in nearly every file."""
    if not _PLAIN.fullmatch(text):
        return None
    points = [point.split() for point in text.split(",")]
    if len({len(point) for point in points}) != 1:
        return None
    try:
        return np.array([float(value) for point in points for value in point]).reshape(len(points), -1)
    except ValueError:
        return None


def _values(point: str, offset: int) -> list[Written]:
    values, position = [], 0
    while position < len(point.rstrip()):
        match = _VALUE.match(point, position)
        if match is None:
            unread = point[position : position + 20].strip()
            raise TraceError("cannot read {!r} in a trace", unread, offset=offset + position)
        values.append((match[1], match[2]))
        position = match.end()
    return values


def _number(written: str) -> float:
    if written in "TF":
        return float(written == "T")
    digits = "".join(written.split())
    if "#" in digits:
        return float(int(digits.replace("#", ""), 16))
    return float(digits)
