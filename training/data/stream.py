"""The training stream: the same expressions for the same seed, whoever draws them.

The stream is cut into chunks of several batches. Chunk k depends on the seed and on k alone: any number of worker
processes gives the same stream, and a resumed run continues where it stopped. A chunk draws its expressions, augments
them and makes one batch of each canvas that is full.

Letters: P Q pixels, H W cells.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

import cv2
import numpy as np
from torch.utils.data import DataLoader, Dataset

from mathnet.raster import STRIDE, RasterConfig
from mathnet.vocabulary import Vocabulary
from training.augment import AugmentConfig, augment
from training.data.batching import Batch, BatchConfig, Canvas, Chunk, Drawn, collate, draw_sample
from training.data.sample import Floats, Ids, Sample

Member = TypeVar("Member")


def withhold(raster: Floats, config: AugmentConfig, rng: np.random.Generator) -> Floats:
    """The raster as a picture would give it: ink alone, at times as soft as a photo."""
    raster = raster.copy()
    raster[1:] = 0
    if rng.random() < config.blur:
        soft = cv2.GaussianBlur(raster[0], (0, 0), rng.uniform(0.4, 1.0)) * rng.uniform(1.0, 1.6)
        raster[0] = np.clip(soft + rng.normal(0, 0.03, soft.shape) * (soft > 0.05), 0, 1)
    return raster


def corpus_order(total: int, chunk: int, count: int, seed: int) -> Ids:
    """The `count` expressions of a chunk: the corpus in a new random order for each pass through it."""
    places = np.arange(chunk * count, (chunk + 1) * count)
    turns = set((places // total).tolist())
    orders = {turn: np.random.default_rng([seed, turn, 1]).permutation(total) for turn in turns}
    return np.array([orders[place // total][place % total] for place in places.tolist()])


class Source(Protocol):
    """Where a stream's expressions come from: `Composer`, or `Mixture` of it and the data engine."""

    @property
    def samples(self) -> list[Sample]: ...
    def draw(self, index: int, rng: np.random.Generator) -> Sample: ...
    def cut(self, sample: Sample, rng: np.random.Generator) -> Sample: ...


Size = tuple[int, int]  # rows and columns of pixels


def grouped(
    members: Sequence[Member], sizes: Sequence[Size], batch: BatchConfig
) -> Iterator[tuple[Canvas, list[Member]]]:
    """Batches of members, given the pixels that each needs, with the canvas of each batch."""
    order = _sorted(sizes, batch) if batch.slab else _on_canvases(sizes, batch)
    return ((canvas, [members[at] for at in places]) for canvas, places in order)


def _sorted(sizes: Sequence[Size], batch: BatchConfig) -> Iterator[tuple[Canvas, list[int]]]:
    """Slabs of like width, cut by height; what a batch has of pixels is limited as on fixed canvases."""
    most, slab = batch.ordered[-1], batch.slab * batch.size
    by_width = sorted(range(len(sizes)), key=lambda at: sizes[at][1])
    for begin in range(0, len(by_width), slab):
        left = sorted(by_width[begin : begin + slab], key=lambda at: sizes[at][0])
        while left:
            canvas = _tight([sizes[at] for at in left[-batch.size :]], most)
            room = batch.room(canvas)
            yield _tight([sizes[at] for at in left[-room:]], most), left[-room:]
            left = left[:-room]


def _tight(sizes: Sequence[Size], most: Canvas) -> Canvas:
    """The least canvas that holds all, as far as any does."""
    height, width = (min(-(-max(size[axis] for size in sizes) // STRIDE) * STRIDE, most[axis]) for axis in (0, 1))
    return max(height, 2 * STRIDE), max(width, 2 * STRIDE)


def _on_canvases(sizes: Sequence[Size], batch: BatchConfig) -> Iterator[tuple[Canvas, list[int]]]:
    """Full batches, smallest canvas first. What does not fill a canvas moves to the next that is larger both ways; on
    the largest, expressions stand twice to fill it."""
    canvases = batch.ordered
    waiting: dict[Canvas, list[int]] = {canvas: [] for canvas in canvases}
    for at, (height, width) in enumerate(sizes):
        fitting = (canvas for canvas in canvases if height <= canvas[0] and width <= canvas[1])
        waiting[next(fitting, canvases[-1])].append(at)
    for at, canvas in enumerate(canvases):
        room, held = batch.room(canvas), waiting[canvas]
        while len(held) >= room:
            yield canvas, [held.pop() for _ in range(room)]
        larger = [other for other in canvases[at + 1 :] if other[0] >= canvas[0] and other[1] >= canvas[1]]
        if held and larger:
            waiting[larger[0]] += held
        elif held:
            yield canvas, [held[number % len(held)] for number in range(room)]


def pixels_of(extent: tuple[float, float], raster: RasterConfig) -> Size:
    """Rows and columns of pixels that ink of so many symbol sizes (width, height) needs."""
    width, height = (math.ceil(side * raster.symbol_pixels) + 2 * raster.margin for side in extent)
    return height, width


@dataclass(frozen=True, eq=False)
class Chunks(Dataset[Chunk[Batch]]):
    """The training stream: item k is the k-th chunk of batches."""

    composer: Source
    vocabulary: Vocabulary
    raster: RasterConfig
    augment: AugmentConfig
    batch: BatchConfig
    seed: int

    def __getitem__(self, chunk: int) -> Chunk[Batch]:
        rng = np.random.default_rng([self.seed, chunk])
        order = corpus_order(len(self.composer.samples), chunk, self.batch.chunk, self.seed)
        samples = [self._draw(index, rng) for index in order]
        sizes = [pixels_of(sample.extent, self.raster) for sample in samples]
        groups = list(grouped(samples, sizes, self.batch))
        batches = []
        for at in rng.permutation(len(groups)).tolist():
            canvas, members = groups[at]
            drawn = [self._drawn(sample, canvas, rng) for sample in members]
            batches.append(collate(drawn, self.vocabulary, canvas))
        return Chunk.of(batches, Batch.of)

    def _draw(self, index: int, rng: np.random.Generator) -> Sample:
        sample = self.composer.draw(index, rng)
        if len(sample.tokens) > self.batch.most_tokens:
            sample = self.composer.cut(sample, rng)
        return augment(sample, self.augment, rng)

    def _drawn(self, sample: Sample, canvas: Canvas, rng: np.random.Generator) -> Drawn:
        """A sample as a picture, made smaller if need be to fit its canvas; at times with the strokes withheld."""
        width, height = sample.extent
        usable = [side / self.raster.symbol_pixels for side in (canvas[0] - STRIDE - 1, canvas[1] - STRIDE - 1)]
        scale = min(1.0, usable[0] / max(height, 1e-6), usable[1] / max(width, 1e-6))
        one = draw_sample(sample, scale, self.raster, int(rng.choice(self.augment.thickness)))
        if rng.random() < self.augment.pictures:
            one = Drawn(one.sample, withhold(one.raster, self.augment, rng), one.symbols)
        return one


Piece = TypeVar("Piece")


def drawn(stream: Dataset[Piece], numbers: range, workers: int, pinned: bool) -> Iterator[Piece]:
    """The pieces of a stream in the order of their numbers, drawn ahead by worker processes; by none, as they come."""
    loader: DataLoader[Piece] = DataLoader(
        stream,
        batch_size=None,
        sampler=numbers,
        num_workers=workers,
        worker_init_fn=_start_worker,
        pin_memory=pinned,
        prefetch_factor=2 if workers else None,
    )
    return iter(loader)


def _start_worker(_: int) -> None:
    cv2.setNumThreads(0)
