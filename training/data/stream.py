"""The training stream: the same expressions for the same seed, whoever draws them.

The stream is cut into chunks of several batches. Chunk k depends on the seed and on k alone: any number of worker
processes gives the same stream, and a resumed run continues where it stopped. A chunk draws its expressions, augments
them and makes one batch of each canvas that is full.

Letters: P Q pixels, H W cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from torch.utils.data import Dataset

from mathnet.raster import STRIDE, RasterConfig
from mathnet.vocabulary import Vocabulary
from training.augment import AugmentConfig, augment
from training.data.batching import BatchConfig, Canvas, Chunk, Drawn, collate, draw_sample
from training.data.compose import Composer
from training.data.sample import Floats, Ids, Sample


def withhold(raster: Floats, config: AugmentConfig, rng: np.random.Generator) -> Floats:
    """The raster as a picture would give it: ink alone, at times as soft as a photo."""
    raster = raster.copy()
    raster[1:] = 0
    if rng.random() < config.blur:
        soft = cv2.GaussianBlur(raster[0], (0, 0), rng.uniform(0.4, 1.0)) * rng.uniform(1.0, 1.6)
        raster[0] = np.clip(soft + rng.normal(0, 0.03, soft.shape) * (soft > 0.05), 0, 1)
    return raster


@dataclass(frozen=True, eq=False)
class Chunks(Dataset[Chunk]):
    """The training stream: item k is the k-th chunk of batches."""

    composer: Composer
    vocabulary: Vocabulary
    raster: RasterConfig
    augment: AugmentConfig
    batch: BatchConfig
    seed: int

    def __getitem__(self, chunk: int) -> Chunk:
        rng = np.random.default_rng([self.seed, chunk])
        samples = [self._draw(index, rng) for index in self._indices(chunk)]
        groups = list(self._grouped(samples))
        batches = []
        for at in rng.permutation(len(groups)).tolist():
            canvas, members = groups[at]
            drawn = [self._drawn(sample, canvas, rng) for sample in members]
            batches.append(collate(drawn, self.vocabulary, canvas))
        return Chunk.of(batches)

    def _indices(self, chunk: int) -> Ids:
        """Expressions of a chunk: the corpus in a new random order for each pass through it."""
        total, count = len(self.composer.samples), self.batch.chunk
        places = np.arange(chunk * count, (chunk + 1) * count)
        turns = set((places // total).tolist())
        orders = {turn: np.random.default_rng([self.seed, turn, 1]).permutation(total) for turn in turns}
        return np.array([orders[place // total][place % total] for place in places.tolist()])

    def _draw(self, index: int, rng: np.random.Generator) -> Sample:
        sample = self.composer.draw(index, rng)
        if len(sample.tokens) > self.batch.most_tokens:
            sample = self.composer.cut(sample, rng)
        return augment(sample, self.augment, rng)

    def _grouped(self, samples: list[Sample]) -> Iterator[tuple[Canvas, list[Sample]]]:
        """Full batches, smallest canvas first. What does not fill a canvas moves to the next that is larger both ways;
        on the largest, expressions stand twice to fill it."""
        canvases = self.batch.ordered
        waiting: dict[Canvas, list[Sample]] = {canvas: [] for canvas in canvases}
        for sample in samples:
            waiting[self._smallest(sample)].append(sample)
        for at, canvas in enumerate(canvases):
            room, held = self.batch.room(canvas), waiting[canvas]
            while len(held) >= room:
                yield canvas, [held.pop() for _ in range(room)]
            larger = [other for other in canvases[at + 1 :] if other[0] >= canvas[0] and other[1] >= canvas[1]]
            if held and larger:
                waiting[larger[0]] += held
            elif held:
                yield canvas, [held[number % len(held)] for number in range(room)]

    def _smallest(self, sample: Sample) -> Canvas:
        """The smallest canvas that holds a sample, else the largest."""
        width, height = (extent * self.raster.symbol_pixels + 2 * self.raster.margin for extent in sample.extent)
        canvases = self.batch.ordered
        return next((canvas for canvas in canvases if height <= canvas[0] and width <= canvas[1]), canvases[-1])

    def _drawn(self, sample: Sample, canvas: Canvas, rng: np.random.Generator) -> Drawn:
        """A sample as a picture, made smaller if need be to fit its canvas; at times with the strokes withheld."""
        width, height = sample.extent
        usable = [side / self.raster.symbol_pixels for side in (canvas[0] - STRIDE - 1, canvas[1] - STRIDE - 1)]
        scale = min(1.0, usable[0] / max(height, 1e-6), usable[1] / max(width, 1e-6))
        one = draw_sample(sample, scale, self.raster, int(rng.choice(self.augment.thickness)))
        if rng.random() < self.augment.pictures:
            one = Drawn(one.sample, withhold(one.raster, self.augment, rng), one.symbols)
        return one
