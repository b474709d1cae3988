"""Ink and pictures to be kept: the same for the same seed, and found nowhere else."""

from __future__ import annotations

import numpy as np

from app.canvas.content import PlacedPicture
from mathnet.ink import Stroke


def stroke(seed: int = 0, points: int = 20) -> Stroke:
    random = np.random.default_rng(seed)
    time = np.arange(points, dtype=np.float32)
    return Stroke(random.random((points, 2), dtype=np.float32) * 300, time, random.random(points, dtype=np.float32))


def picture(seed: int = 0) -> PlacedPicture:
    grey = np.random.default_rng(seed).integers(0, 255, (30, 40), dtype=np.uint8)
    return PlacedPicture(grey, 3.5, -2.0, 0.25)


def same(ink: tuple[Stroke, ...], other: tuple[Stroke, ...]) -> bool:
    """Whether strokes are equal bit by bit."""
    return [_bytes(one) for one in ink] == [_bytes(one) for one in other]


def _bytes(stroke: Stroke) -> list[bytes | None]:
    channels = (stroke.points, stroke.time, stroke.pressure)
    return [None if channel is None else channel.tobytes() for channel in channels]
