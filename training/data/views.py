"""Two views of one expression, for learning without labels: other geometry, the same ink, and which cell is which.

Takes strokes and nothing else, so no caption or symbol label can reach the first two stages. Each stroke is resampled
to points, every view moves those points by its own affine map, per-stroke jitter and smooth warp and may lose strokes,
a region, or direction and order of writing; a point that both views still show ties a cell of one to a cell of the
other.

Letters: B batch, K pairs of cells, N points, P Q pixels, H W cells (P/8, Q/8).
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.utils.data import Dataset

from mathnet.encoder import CELL
from mathnet.ink import Box
from mathnet.raster import STRIDE, RasterConfig, draw, fit, resample, stroke_size
from training.augment import AugmentConfig, augment
from training.data.batching import BatchConfig, Canvas, Chunk, Pictures, place
from training.data.sample import Floats, Ids, Sample
from training.data.stream import corpus_order, grouped, pixels_of, withhold

_NONE = np.zeros(0, dtype=np.int64)


def _strong() -> AugmentConfig:
    return AugmentConfig(
        *(0.5, 0.4, 0.4, 0.15, 0.12, 0.06, 0.1, 0.08), thin=0.0, drop_stroke=0.0, reverse=0.0, pictures=0.3, blur=0.3
    )


@dataclass(frozen=True)
class ViewConfig:
    """How different two views of one expression are."""

    augment: AugmentConfig = field(default_factory=_strong)
    drop_stroke: float = 0.08  # chance of each stroke to be missing
    drop_region: float = 0.5  # chance that a square of the view is empty
    region: float = 1.5  # its side, symbol sizes
    step: float = 0.1  # between points, symbol sizes
    pairs: int = 24  # most pairs of corresponding cells an expression

    def __post_init__(self) -> None:
        if self.augment.thin or self.augment.reverse or self.augment.drop_stroke:
            raise ValueError("views drop strokes themselves and keep points in order: thin, reverse, drop_stroke are 0")
        if not 0 <= self.drop_stroke < 1 or not 0 <= self.drop_region <= 1 or min(self.step, self.pairs) <= 0:
            raise ValueError(f"views cannot be drawn with {self}")


@dataclass
class ViewBatch:
    """Shapes: `pairs` (B, K, 2), the place row * W + column of one ink's cell in each view, -1 where there is none."""

    first: Pictures
    second: Pictures
    pairs: Tensor

    def __len__(self) -> int:
        return len(self.pairs)

    def to(self, device: torch.device) -> ViewBatch:
        return ViewBatch(self.first.to(device), self.second.to(device), self.pairs.to(device, non_blocking=True))

    def tensors(self) -> tuple[Tensor, ...]:
        return (*self.first.tensors(), *self.second.tensors(), self.pairs)

    @classmethod
    def of(cls, *tensors: Tensor) -> ViewBatch:
        return cls(Pictures(*tensors[:3]), Pictures(*tensors[3:6]), tensors[6])


@dataclass(frozen=True, eq=False)
class View:
    """One view before it is drawn. Shapes: `points` (N, 2) in symbol sizes; `stroke` (N,); `shown` (N,), kept ink."""

    points: Floats
    stroke: Ids
    shown: NDArray[np.bool_]

    @property
    def strokes(self) -> list[Floats]:
        """The ink that is left: a stroke that a region was cut out of falls apart."""
        at = np.flatnonzero(self.shown)
        breaks = np.flatnonzero((np.diff(at) > 1) | (np.diff(self.stroke[at]) > 0)) + 1
        return np.split(self.points[at], breaks)

    @property
    def extent(self) -> tuple[float, float]:
        width, height = np.ptp(self.points[self.shown], axis=0).tolist()
        return width, height


def make_view(points: list[Floats], config: ViewConfig, rng: np.random.Generator) -> View:
    """One view of strokes given as points at equal steps."""
    ink = Sample(points, np.full(len(points), -1), _NONE, _NONE, _NONE)
    moved = augment(ink, config.augment, rng).strokes
    stroke = np.repeat(np.arange(len(moved)), [len(one) for one in moved])
    flat = np.concatenate(moved)
    return View(flat, stroke, _shown(flat, stroke, config, rng))


def _shown(points: Floats, stroke: Ids, config: ViewConfig, rng: np.random.Generator) -> NDArray[np.bool_]:
    """Which points are kept; all of them if nothing would be left."""
    kept = (rng.random(int(stroke[-1]) + 1) >= config.drop_stroke)[stroke]
    if rng.random() < config.drop_region:
        middle = points[rng.integers(len(points))]
        kept &= np.abs(points - middle).max(axis=1) > config.region / 2
    return kept if kept.any() else np.ones(len(points), dtype=bool)


def draw_view(
    view: View, canvas: Canvas, config: ViewConfig, raster: RasterConfig, rng: np.random.Generator
) -> tuple[Floats, Ids]:
    """The view as a picture (4, P, Q) no larger than its canvas, and each point's row and column of cells (N, 2)."""
    low, high = (edge(view.points[view.shown], axis=0).tolist() for edge in (np.min, np.max))
    usable = [(side - STRIDE - 1) / raster.symbol_pixels for side in canvas]
    scale = min(1.0, usable[0] / max(high[1] - low[1], 1e-6), usable[1] / max(high[0] - low[0], 1e-6))
    frame, height, width = fit(Box(low[0], low[1], high[0], high[1]), scale * raster.symbol_pixels, raster)
    trace = resample([frame.to_pixels(stroke) for stroke in view.strokes], step=1.0)
    picture = draw(trace, height, width, int(rng.choice(config.augment.thickness)))
    if rng.random() < config.augment.pictures:
        picture = withhold(picture, config.augment, rng)
    cells = np.clip(frame.to_pixels(view.points) // CELL, 0, [width // CELL - 1, height // CELL - 1])
    return picture, cells[:, ::-1].astype(np.int64)


def cell_pairs(
    first: tuple[View, Ids], second: tuple[View, Ids], columns: int, count: int, rng: np.random.Generator
) -> Ids:
    """Up to `count` pairs of places that hold the same point, each place of the first view once. Shapes: (K, 2)."""
    (one, here), (other, there) = first, second
    common = rng.permutation(np.flatnonzero(one.shown & other.shown))
    places = np.stack([cells[common, 0] * columns + cells[common, 1] for cells in (here, there)], axis=1)
    chosen = rng.permutation(np.unique(places[:, 0], return_index=True)[1])[:count]
    pairs = np.full((count, 2), -1, dtype=np.int64)
    pairs[: len(chosen)] = places[chosen]
    return pairs


@dataclass(frozen=True, eq=False)
class ViewChunks(Dataset[Chunk[ViewBatch]]):
    """The stream of the stages without labels: item k is the k-th chunk of batches. `inks` are strokes, no captions."""

    inks: list[list[Floats]]
    raster: RasterConfig
    views: ViewConfig
    batch: BatchConfig
    seed: int

    def __getitem__(self, chunk: int) -> Chunk[ViewBatch]:
        rng = np.random.default_rng([self.seed, chunk, 2])
        order = corpus_order(len(self.inks), chunk, self.batch.chunk, self.seed)
        pairs = [self._two_views(self.inks[index], rng) for index in order.tolist()]
        sizes = [self._pixels(pair) for pair in pairs]
        groups = list(grouped(pairs, sizes, self.batch))
        batches = [self._batch(groups[at], rng) for at in rng.permutation(len(groups)).tolist()]
        return Chunk.of(batches, ViewBatch.of)

    def _two_views(self, strokes: list[Floats], rng: np.random.Generator) -> tuple[View, View]:
        size = stroke_size(strokes)
        trace = resample([stroke / np.float32(size) for stroke in strokes], self.views.step)
        points = np.split(trace.points, np.flatnonzero(np.diff(trace.stroke)) + 1)
        return make_view(points, self.views, rng), make_view(points, self.views, rng)

    def _pixels(self, pair: tuple[View, View]) -> tuple[int, int]:
        width, height = np.max([view.extent for view in pair], axis=0).tolist()
        return pixels_of((width, height), self.raster)

    def _batch(self, group: tuple[Canvas, list[tuple[View, View]]], rng: np.random.Generator) -> ViewBatch:
        canvas, members = group
        pictures: tuple[list[Floats], list[Floats]] = ([], [])
        pairs = []
        for views in members:
            drawn = [draw_view(view, canvas, self.views, self.raster, rng) for view in views]
            for side, (picture, _) in zip(pictures, drawn, strict=True):
                side.append(picture)
            ends = [(view, cells) for view, (_, cells) in zip(views, drawn, strict=True)]
            pairs.append(cell_pairs(ends[0], ends[1], canvas[1] // CELL, self.views.pairs, rng))
        table = torch.from_numpy(np.stack(pairs).astype(np.int32))
        return ViewBatch(place(pictures[0], *canvas), place(pictures[1], *canvas), table)
