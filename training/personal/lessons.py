"""Lessons: the stream of personal fine-tuning. Corrections varied in many ways, among replay that keeps the rest alive.

A chunk depends on the seed and on its number alone, see `training.data.stream`. Its parts: the corrections as the
composer draws them; formulas composed of symbols that were cut out of them; and replay, in other hands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from training.augment import augment
from training.data.batching import Batch, Chunk, collate
from training.data.sample import Sample
from training.data.stream import Chunks, Source, corpus_order, grouped, pixels_of
from training.personal.config import MixConfig

_TRIES = 20  # composed formulas, until one is short enough


@dataclass
class LessonBatch(Batch):
    """A batch that knows which of its expressions are replay. Shapes: `replay` (B,), True or False."""

    replay: Tensor

    def to(self, device: torch.device) -> LessonBatch:
        return LessonBatch(**vars(super().to(device)), replay=self.replay.to(device, non_blocking=True))

    def tensors(self) -> tuple[Tensor, ...]:
        return (*super().tensors(), self.replay)


class Draws(Protocol):
    """Where composed expressions come from: `training.synthesis.engine.Engine`."""

    def draw(self, rng: np.random.Generator) -> Sample: ...


@dataclass(frozen=True, eq=False)
class FromCorpus:
    """Expressions of a corpus as its composer draws them, each as likely as any other."""

    composer: Source

    def draw(self, rng: np.random.Generator) -> Sample:
        return self.composer.draw(int(rng.integers(len(self.composer.samples))), rng)


@dataclass(frozen=True, eq=False)
class Lessons(Chunks):
    """The stream; `composer` draws the corrections, `hand` (none where no symbol could be cut out) their symbols."""

    hand: Draws | None
    replays: Sequence[Draws]
    mix: MixConfig

    def __getitem__(self, chunk: int) -> Chunk[Batch]:
        rng = np.random.default_rng([self.seed, chunk])
        members = self._members(chunk, rng)
        sizes = [pixels_of(sample.extent, self.raster) for sample, _ in members]
        groups = list(grouped(members, sizes, self.batch))
        batches: list[Batch] = []
        for at in rng.permutation(len(groups)).tolist():
            canvas, group = groups[at]
            drawn = [self._drawn(sample, canvas, rng) for sample, _ in group]
            plain = collate(drawn, self.vocabulary, canvas)
            batches.append(LessonBatch(**vars(plain), replay=torch.tensor([again for _, again in group])))
        return Chunk.of(batches, LessonBatch.of)

    def _members(self, chunk: int, rng: np.random.Generator) -> list[tuple[Sample, bool]]:
        """The expressions of a chunk, and whether each is replay."""
        counts = shares_of(self.batch.chunk, self.mix, self.hand is not None)
        order = corpus_order(len(self.composer.samples), chunk, counts[0], self.seed)
        own = [self._draw(index, rng) for index in order.tolist()]
        written = [self._composed(self.hand, rng) for _ in range(counts[1]) if self.hand is not None]
        replay = [self._composed(self.replays[number % len(self.replays)], rng) for number in range(counts[2])]
        return [(sample, False) for sample in own + written] + [(sample, True) for sample in replay]

    def _composed(self, source: Draws, rng: np.random.Generator) -> Sample:
        for _ in range(_TRIES):
            sample = source.draw(rng)
            if len(sample.tokens) <= self.batch.most_tokens:
                break
        return augment(sample, self.augment, rng)


def shares_of(chunk: int, mix: MixConfig, has_hand: bool) -> tuple[int, int, int]:
    """How many of a chunk's expressions are corrections, formulas in their symbols, and replay."""
    replay, hand = round(mix.replay * chunk), round(mix.hand * chunk) if has_hand else 0
    return max(chunk - replay - hand, 1), hand, replay
