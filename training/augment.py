"""Augmentation on ink: what other hands, devices and habits would have made of the same expression.

Every change acts on points, before the rasteriser, and is drawn once an expression or once a stroke. A picture has no
points: it is scaled, sheared and turned as a whole.

Letters: N points of a stroke. Units: symbol sizes, radians.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from training.data.sample import NO_SYMBOL, Floats, Sample
from training.data.spans import assemble

Doubles = NDArray[np.float64]
Pixels = NDArray[np.uint8]


@dataclass(frozen=True)
class AugmentConfig:
    """Strengths; each is the half-width of a uniform or the deviation of a normal distribution as said."""

    scale: float = 0.4  # log scale, uniform
    aspect: float = 0.2  # log ratio of width to height, uniform
    shear: float = 0.25  # horizontal shift a unit of height, uniform
    rotation: float = 0.1  # radians, uniform
    warp: float = 0.08  # amplitude of a smooth displacement, symbol sizes
    stroke_shift: float = 0.03  # deviation of each stroke's shift, symbol sizes
    stroke_scale: float = 0.05  # deviation of each stroke's log scale
    stroke_rotation: float = 0.04  # deviation of each stroke's rotation, radians
    thin: float = 0.3  # chance that points are dropped from the strokes
    drop_stroke: float = 0.05  # chance that one stroke of a symbol of three or more is missing
    reverse: float = 0.02  # chance that a stroke was written the other way round
    thickness: tuple[int, ...] = (1, 2, 2, 2, 3)  # pixels, one drawn at random
    pictures: float = 0.3  # chance that direction and order are withheld
    blur: float = 0.3  # chance that a withheld one is blurred as a photo is

    def __post_init__(self) -> None:
        chances = (self.thin, self.drop_stroke, self.reverse, self.pictures, self.blur)
        if not all(0 <= chance <= 1 for chance in chances) or not self.thickness or min(self.thickness) < 1:
            raise ValueError(f"augmentation needs chances from 0 to 1 and a thickness of at least 1: {self}")


def augment(sample: Sample, config: AugmentConfig, rng: np.random.Generator) -> Sample:
    """Another hand's version of an expression; captions and symbol groups stay as they are."""
    if sample.picture is not None:
        return replace(sample, picture=_turned(sample.picture, _affine(config, rng)))
    if rng.random() < config.drop_stroke:
        sample = _without_stroke(sample, rng)
    affine = _affine(config, rng)
    strokes = [_jitter(_thinned(stroke, config, rng), config, rng) @ affine.T for stroke in sample.strokes]
    strokes = _warped(strokes, config.warp, rng)
    return Sample(strokes, sample.symbol_of_stroke, sample.labels, sample.tokens, sample.symbol_of_token)


def _affine(config: AugmentConfig, rng: np.random.Generator) -> Floats:
    """A 2x2 matrix: rotation, shear, aspect and scale of the whole expression."""
    angle, shear = rng.uniform(-config.rotation, config.rotation), rng.uniform(-config.shear, config.shear)
    scale, aspect = math.exp(rng.uniform(-1, 1) * config.scale), math.exp(rng.uniform(-1, 1) * config.aspect / 2)
    stretch = np.diag([scale * aspect, scale / aspect])
    sheared = np.array([[1.0, shear], [0.0, 1.0]])
    return np.asarray(_rotation(angle) @ sheared @ stretch, dtype=np.float32)


def _rotation(angle: float) -> Floats:
    cosine, sine = math.cos(angle), math.sin(angle)
    return np.array([[cosine, -sine], [sine, cosine]], dtype=np.float32)


def _turned(picture: Pixels, affine: Floats) -> Pixels:
    """A picture as the matrix maps it, cut to its ink. Shapes: (P, Q) to others."""
    rows, columns = picture.shape
    corners = np.array([[0, 0], [columns, 0], [0, rows], [columns, rows]]) @ affine.T
    low, high = corners.min(axis=0) - 1, corners.max(axis=0) + 1
    shift = affine @ (0.5, 0.5) - 0.5 - low  # OpenCV counts from the middle of the first pixel
    size = np.ceil(high - low).astype(int).tolist()
    turned = np.asarray(cv2.warpAffine(picture, np.column_stack([affine, shift]), size), dtype=np.uint8)
    row, column = np.flatnonzero(turned.any(axis=1)), np.flatnonzero(turned.any(axis=0))
    return turned[row[0] : row[-1] + 1, column[0] : column[-1] + 1] if len(row) else picture


def _jitter(stroke: Floats, config: AugmentConfig, rng: np.random.Generator) -> Floats:
    """One stroke a little shifted, scaled and turned about its middle; sometimes written backwards."""
    if rng.random() < config.reverse:
        stroke = stroke[::-1]
    middle = (stroke.min(axis=0) + stroke.max(axis=0)) / 2
    turn = _rotation(rng.normal(0, config.stroke_rotation)) * math.exp(rng.normal(0, config.stroke_scale))
    shift = rng.normal(0, config.stroke_shift, 2)
    return np.asarray((stroke - middle) @ turn.T + middle + shift, dtype=np.float32)


def _thinned(stroke: Floats, config: AugmentConfig, rng: np.random.Generator) -> Floats:
    """A stroke as a slower device would have sampled it: every second or third point, both ends kept."""
    if len(stroke) < 8 or rng.random() >= config.thin:
        return stroke
    keep = np.arange(0, len(stroke), rng.integers(2, 4))
    return np.asarray(stroke[np.union1d(keep, [len(stroke) - 1])], dtype=np.float32)


def _warped(strokes: list[Floats], amplitude: float, rng: np.random.Generator) -> list[Floats]:
    """Strokes moved by a smooth random field: two waves a direction, each several symbols long."""
    if not amplitude:
        return strokes
    wave = rng.uniform(-1, 1, (2, 2, 2)) * 2.0  # (direction, wave, axis), radians a symbol size
    phase, height = rng.uniform(0, 2 * math.pi, (2, 2)), rng.normal(0, amplitude, (2, 2))
    return [_displaced(stroke, wave, phase, height) for stroke in strokes]


def _displaced(stroke: Floats, wave: Doubles, phase: Doubles, height: Doubles) -> Floats:
    angle = np.einsum("na,dwa->ndw", stroke, wave) + phase  # (N, 2, 2)
    return np.asarray(stroke + (np.sin(angle) * height).sum(axis=2), dtype=np.float32)


def _without_stroke(sample: Sample, rng: np.random.Generator) -> Sample:
    """One stroke left out, of a symbol that keeps at least two others."""
    owners = sample.symbol_of_stroke
    spare = [at for at, owner in enumerate(owners) if owner != NO_SYMBOL and (owners == owner).sum() > 2]
    if not spare:
        return sample
    gone = int(rng.choice(spare))
    pairs = [pair for at, pair in enumerate(zip(sample.strokes, owners.tolist(), strict=True)) if at != gone]
    tokens = list(zip(sample.tokens.tolist(), sample.symbol_of_token.tolist(), strict=True))
    return assemble(pairs, dict(enumerate(sample.labels.tolist())), tokens)
