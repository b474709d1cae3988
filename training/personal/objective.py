"""The objective of personal fine-tuning: corrections are learned by their captions, replay is not forgotten.

On replay the model is held to what the old one would have said, by the Kullback-Leibler divergence at every token in
both reading directions (Hinton et al., arXiv 1503.02531; Li and Hoiem, arXiv 1606.09282).

Letters: B batch, T tokens (targets), V vocabulary.
"""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from mathnet.model import Model
from mathnet.vocabulary import Vocabulary
from training.data.batching import Batch
from training.losses import reading_directions
from training.personal.config import MixConfig
from training.personal.lessons import LessonBatch


class Tuning(nn.Module):
    """One step. The old model, `teacher`, is no part of what is trained or saved."""

    def __init__(self, model: Model, teacher: Model, vocabulary: Vocabulary, mix: MixConfig, smoothing: float) -> None:
        super().__init__()
        self.model, self.vocabulary, self.mix, self.smoothing = model, vocabulary, mix, smoothing
        self._teacher = (teacher.requires_grad_(False).eval(),)  # a tuple, lest it become a submodule

    def train(self, mode: bool = True) -> Tuning:
        """Batch norm stays as it is: a few corrections say nothing of all ink."""
        super().train(mode)
        self.model.encoder.eval()
        self.model.attention.eval()
        return self

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        """Losses by name, in nats a token; `total` is what is trained on."""
        assert isinstance(batch, LessonBatch)
        raster, pad = batch.raster(), self.vocabulary.pad
        lengths = (batch.tokens != pad).sum(1, keepdim=True)
        tokens = reading_directions(batch.tokens, lengths)
        logits, _ = self.model(self.model.encode(raster, batch.valid), tokens[:, :-1])  # (2B, T, V)
        targets = tokens[:, 1:]
        known, again = targets != pad, batch.replay.repeat(2)[:, None]
        caption = F.cross_entropy(
            logits.flatten(0, 1).float(), targets.flatten(), reduction="none", label_smoothing=self.smoothing
        ).view(targets.shape)
        own, replayed = caption * (known & ~again), caption * (known & again)
        apart = self._apart(batch, raster, tokens, logits, known)
        mix, count = self.mix, known.sum()
        total = (own.sum() + mix.captioned * replayed.sum() + mix.distilled * apart.sum()) / count
        accuracy = ((logits.argmax(2) == targets) & known & ~again).sum() / (known & ~again).sum().clamp(min=1)
        return {
            **{"total": total, "caption": own.sum() / (known & ~again).sum().clamp(min=1)},
            **{"forgotten": apart.sum() / (known & again).sum().clamp(min=1), "accuracy": accuracy.float()},
        }

    def _apart(self, batch: LessonBatch, raster: Tensor, tokens: Tensor, logits: Tensor, known: Tensor) -> Tensor:
        """How far the model is from the old one, at each token of replay."""
        rows = batch.replay.nonzero()[:, 0]
        if not len(rows):
            return logits.new_zeros(1)
        both = torch.cat([rows, rows + len(batch)])
        with torch.no_grad():
            teacher = self._teacher[0]
            before, _ = teacher(teacher.encode(raster[rows], batch.valid[rows]), tokens[both, :-1])
        now = logits[both].float().log_softmax(2)
        divergence = F.kl_div(now, before.float().log_softmax(2), reduction="none", log_target=True).sum(2)
        return divergence * known[both]
