"""The objective of stage 2: a focus map learned without labels, under progressive masking.

The student sees a view with ink hidden, pools its cells by its focus and must name which image of the batch the slow
teacher saw whole, in another geometry: L = -log exp(p . t+ / tau) / sum_k exp(p . t_k / tau). What the map looks at is
what gets hidden next, so one telling region is not enough. Two regularisers keep the map from covering everything or
one dot, and from staying undecided.

Letters: B batch, D width, H W cells, E size of an embedding.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from mathnet.attention import AttentionNetwork
from mathnet.encoder import Encoder, ink_cells
from training import parallel
from training.contrast import health
from training.data.batching import BatchConfig
from training.data.views import ViewBatch, ViewConfig
from training.loop import OptimizerConfig
from training.masking import MaskingConfig, choose_hidden, hide
from training.objectives import follow, pooled, projection


@dataclass(frozen=True)
class AttendConfig:
    """Stage 2."""

    masking: MaskingConfig = field(default_factory=MaskingConfig)
    hidden: int = 512  # units of a projection's hidden layer
    embedding: int = 128
    temperature: float = 0.2
    momentum: float = 0.99  # of the teacher
    area: float = 0.4  # the mean focus of ink cells that the map is held to
    area_weight: float = 2.0
    entropy_weight: float = 0.05
    encoder_rate: float = 1.0  # learning rate of the encoder as a share of the attention network's; 0 freezes it
    views: ViewConfig = field(default_factory=ViewConfig)
    batch: BatchConfig = field(default_factory=BatchConfig)
    optimizer: OptimizerConfig = field(default_factory=OptimizerConfig)

    def __post_init__(self) -> None:
        if self.temperature <= 0 or not 0 <= self.momentum < 1 or not 0 < self.area < 1:
            raise ValueError(f"stage 2 needs a temperature above 0, a momentum and an area between 0 and 1: {self}")
        if min(self.area_weight, self.entropy_weight, self.encoder_rate) < 0:
            raise ValueError(f"weights and rates must not be negative: {self}")


class Seer(nn.Module):
    """Encoder, attention network and projection: what student and teacher are both made of."""

    def __init__(self, encoder: Encoder, attention: AttentionNetwork, width: int, config: AttendConfig) -> None:
        super().__init__()
        self.encoder, self.attention = encoder, attention
        self.project = projection(width, config.hidden, config.embedding)

    def forward(self, raster: Tensor, valid: Tensor, inked: Tensor) -> tuple[Tensor, Tensor]:
        """The focus logits (B, H, W), and the projection (B, E) of the cells pooled by the focus."""
        cells = self.encoder(raster, valid)  # (B, D, H, W)
        focus = self.attention(cells).float()  # (B, H, W)
        return focus, self.project(pooled(cells, inked, focus.sigmoid()))


class Matching(nn.Module):
    """One step of stage 2. `progress`, from 0 to 1, is set by the stage before each."""

    def __init__(self, encoder: Encoder, attention: AttentionNetwork, width: int, config: AttendConfig) -> None:
        super().__init__()
        self.config, self.progress = config, 0.0
        self.student = Seer(encoder, attention, width, config)
        self.teacher = copy.deepcopy(self.student).requires_grad_(False)
        self.predict = projection(config.embedding, config.hidden, config.embedding)
        self.seen: tuple[Tensor, Tensor] | None = None
        if not config.encoder_rate:
            encoder.requires_grad_(False)

    def forward(self, views: ViewBatch) -> dict[str, Tensor]:
        focus, target = self._watched(views)
        raster, valid = views.first.raster(), views.first.valid
        inked = ink_cells(raster, valid)
        share, guidance = self.config.masking.share(self.progress), self.config.masking.guidance(self.progress)
        hidden = choose_hidden(focus, inked, share, guidance, self.config.masking.block)
        masked = hide(raster, hidden)
        shown = inked & ~hidden
        logits, embedding = self.student(masked, valid, shown)
        prediction = self.predict(embedding)
        self.seen = (prediction.detach(), target)
        losses = {"match": self._match(prediction, target), **self._regularisers(logits, shown)}
        weights = {"match": 1.0, "area": self.config.area_weight, "entropy": self.config.entropy_weight}
        total = torch.stack([weights[name] * loss for name, loss in losses.items()]).sum()
        return {"total": total, **losses, **_followed(logits, shown, hidden, inked)}

    @torch.no_grad()
    def _watched(self, views: ViewBatch) -> tuple[Tensor, Tensor]:
        """The teacher's focus on the first view (B, H, W), and its embedding of the second (B, E)."""
        pictures = [(side.raster(), side.valid) for side in (views.first, views.second)]
        inked = [ink_cells(*side) for side in pictures]
        raster, valid = (torch.cat(side) for side in zip(*pictures, strict=True))
        focus, embedding = self.teacher(raster, valid, torch.cat(inked))
        count = len(views)
        return focus[:count], embedding[count:]

    def _match(self, prediction: Tensor, target: Tensor) -> Tensor:
        start = parallel.offset(len(target), target.device)
        own, everyone = F.normalize(prediction.float(), dim=1), F.normalize(parallel.gather(target.float()), dim=1)
        row = torch.arange(len(own), device=own.device) + start
        loss = F.cross_entropy(own @ everyone.T / self.config.temperature, row, reduction="sum")
        return parallel.mean(loss, torch.tensor(len(own), device=own.device))

    def _regularisers(self, logits: Tensor, shown: Tensor) -> dict[str, Tensor]:
        """`area`: square distance of each picture's mean focus from the target; `entropy`: of each cell's yes or no."""
        focus, count = logits.sigmoid(), shown.sum((1, 2)).clamp(min=1)
        area = ((focus * shown).sum((1, 2)) / count - self.config.area).square().sum()
        undecided = F.binary_cross_entropy_with_logits(logits, focus, reduction="none")
        entropy = ((undecided * shown).sum((1, 2)) / count).sum()
        pictures = torch.tensor(len(logits), device=logits.device)
        return {"area": parallel.mean(area, pictures), "entropy": parallel.mean(entropy, pictures)}

    def after_step(self) -> None:
        """The teacher follows."""
        follow(self.teacher, self.student, self.config.momentum)

    def health(self) -> dict[str, float]:
        """See `contrast.health`, of predictions and targets of the last batch."""
        return health(*self.seen) if self.seen is not None else {}


@torch.no_grad()
def _followed(logits: Tensor, shown: Tensor, hidden: Tensor, inked: Tensor) -> dict[str, Tensor]:
    """What the log follows besides losses: the share of ink hidden, the mean focus, and how far it varies."""
    focus, count = logits.sigmoid(), shown.sum().clamp(min=1)
    average = (focus * shown).sum() / count
    deviation = (((focus - average).square() * shown).sum() / count).sqrt()
    return {
        "hidden_share": hidden.sum() / inked.sum().clamp(min=1),
        "focus_share": average,
        "focus_deviation": deviation,
    }
