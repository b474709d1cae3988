"""The objectives of stage 1, one module each: what the encoder learns from two views of the same ink.

`global_local` is the method; the others are the baselines that it is measured against, on the same views, encoder,
batches and schedule. Each module's `forward` takes a batch of views and gives its losses by name, `total` among them.

Letters: B batch, C size of an embedding, D width, H W cells, K pairs of cells an image, P Q pixels.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field, replace

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from mathnet.encoder import CELL, Encoder, ink_cells
from mathnet.raster import CHANNELS
from training import parallel
from training.contrast import barlow_twins, byol, health, local_nt_xent, nt_xent, reconstruction
from training.data.batching import BatchConfig, Pictures
from training.data.views import ViewBatch, ViewConfig
from training.loop import OptimizerConfig
from training.masking import random_field

OBJECTIVES = ("global_local", "global", "local", "byol", "barlow", "reconstruction")


@dataclass(frozen=True)
class PretrainConfig:
    """Stage 1. Of the sizes, temperatures and weights, each objective uses those that it has."""

    objective: str = "global_local"
    hidden: int = 512  # units of a projection's hidden layer
    embedding: int = 128  # size of a projected embedding
    global_weight: float = 1.0
    local_weight: float = 1.0
    global_temperature: float = 0.2
    local_temperature: float = 0.2
    queue: int = 0  # embeddings of earlier batches that repel, too
    momentum: float = 0.99  # of BYOL's teacher
    redundancy: float = 0.005  # weight of the off-diagonal in Barlow Twins
    hidden_share: float = 0.5  # of all cells, in masked reconstruction
    block: int = 4  # side of a hidden block there, cells
    views: ViewConfig = field(default_factory=ViewConfig)
    batch: BatchConfig = field(default_factory=BatchConfig)
    optimizer: OptimizerConfig = field(default_factory=OptimizerConfig)

    def __post_init__(self) -> None:
        if self.objective not in OBJECTIVES:
            raise ValueError(f"the objective is {self.objective!r}, not one of {', '.join(OBJECTIVES)}")
        if min(self.global_temperature, self.local_temperature) <= 0 or self.queue < 0 or self.embedding < 1:
            raise ValueError(f"temperatures and sizes are positive: {self}")
        if not 0 <= self.momentum < 1 or not 0 < self.hidden_share < 1 or self.block < 1:
            raise ValueError(f"momentum and hidden_share lie between 0 and 1, a block has cells: {self}")
        if min(self.global_weight, self.local_weight) < 0 or self.global_weight + self.local_weight == 0:
            raise ValueError("one of global_weight and local_weight is above 0, and neither is below")


def projection(width: int, hidden: int, embedding: int) -> nn.Sequential:
    """The head that a contrastive loss looks through; thrown away afterwards. Layer norm needs no large batch."""
    return nn.Sequential(
        nn.Linear(width, hidden), nn.LayerNorm(hidden), nn.ReLU(inplace=True), nn.Linear(hidden, embedding)
    )


def pooled(cells: Tensor, inked: Tensor, weight: Tensor | None = None) -> Tensor:
    """The mean over ink cells, weighted if asked. Shapes: (B, D, H, W), (B, H, W) twice to (B, D)."""
    share = inked.to(torch.float32) if weight is None else inked * weight
    share = share / share.sum((1, 2), keepdim=True).clamp(min=1e-6)
    return torch.einsum("bdhw,bhw->bd", cells.float(), share)


class Objective(nn.Module):
    """What the objectives share: the encoder, both views through it at once, and the last embeddings for `health`."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.seen: tuple[Tensor, Tensor] | None = None  # pooled cells of both views of the last batch

    def encode(self, views: ViewBatch, encoder: Encoder | None = None) -> tuple[Tensor, Tensor]:
        """Cells (2B, D, H, W) and where ink is (2B, H, W), the first views above the second."""
        raster = torch.cat([views.first.raster(), views.second.raster()])
        valid = torch.cat([views.first.valid, views.second.valid])
        return (encoder or self.encoder)(raster, valid), ink_cells(raster, valid)

    def embed(self, views: ViewBatch) -> tuple[Tensor, Tensor, Tensor]:
        """Cells (2B, D, H, W), and pooled cells of the first and of the second views (B, D)."""
        cells, inked = self.encode(views)
        first, second = pooled(cells, inked).chunk(2)
        self.seen = (first.detach(), second.detach())
        return cells, first, second

    def after_step(self) -> None:
        """Called after each step of the optimizer: teachers follow."""

    def health(self) -> dict[str, float]:
        """See `contrast.health`, of the last batch."""
        return health(*self.seen) if self.seen is not None else {}


class GlobalLocal(Objective):
    """Both contrastive losses: whole expressions, and cells that show the same ink (as in DenseCL, arXiv 2011.09157,
    but with the correspondence known from the geometry and not guessed from features)."""

    queue: Tensor
    queued: Tensor

    def __init__(self, encoder: Encoder, width: int, config: PretrainConfig) -> None:
        super().__init__(encoder)
        self.config = config
        self.whole = projection(width, config.hidden, config.embedding) if config.global_weight else None
        self.part = projection(width, config.hidden, config.embedding) if config.local_weight else None
        self.register_buffer("queue", torch.zeros(config.queue, config.embedding))
        self.register_buffer("queued", torch.zeros((), dtype=torch.long))

    def forward(self, views: ViewBatch) -> dict[str, Tensor]:
        cells, first, second = self.embed(views)
        losses: dict[str, Tensor] = {}
        if self.whole is not None:
            losses["global"] = self._global(*(F.normalize(self.whole(side), dim=1) for side in (first, second)))
        if self.part is not None:
            losses["local"] = self._local(self.part, cells, views.pairs.long())
        weights = {"global": self.config.global_weight, "local": self.config.local_weight}
        return {"total": torch.stack([weights[name] * loss for name, loss in losses.items()]).sum(), **losses}

    def _global(self, first: Tensor, second: Tensor) -> Tensor:
        waiting = self.queue[: int(self.queued)] if self.config.queue else None
        loss = nt_xent(first, second, self.config.global_temperature, None if waiting is None else waiting.clone())
        if self.training and self.config.queue:
            self._enqueue(parallel.gather(first.detach()))
        return loss

    def _enqueue(self, embeddings: Tensor) -> None:
        """The newest go to the front."""
        rows = torch.cat([embeddings.to(self.queue.dtype), self.queue])[: len(self.queue)]
        self.queue.copy_(rows)
        self.queued.add_(len(embeddings)).clamp_(max=len(self.queue))

    def _local(self, head: nn.Module, cells: Tensor, pairs: Tensor) -> Tensor:
        columns = cells.shape[3]
        image, number = torch.nonzero(pairs[:, :, 0] >= 0, as_tuple=True)  # (N,) each
        at = pairs[image, number]  # (N, 2)
        flat = cells.flatten(2)  # (2B, D, H * W)
        sides = [flat[image + side * len(pairs), :, at[:, side]] for side in (0, 1)]  # (N, D) each
        first, second = (F.normalize(head(side), dim=1) for side in sides)
        where = torch.stack([at // columns, at % columns], dim=2)  # (N, 2, 2)
        return local_nt_xent(first, second, image, where, self.config.local_temperature)


class Byol(Objective):
    """The online network foresees what its slow copy makes of the other view (BYOL)."""

    def __init__(self, encoder: Encoder, width: int, config: PretrainConfig) -> None:
        super().__init__(encoder)
        self.momentum = config.momentum
        self.whole = projection(width, config.hidden, config.embedding)
        self.predict = projection(config.embedding, config.hidden, config.embedding)
        self.teacher = nn.ModuleList([copy.deepcopy(encoder), copy.deepcopy(self.whole)]).requires_grad_(False)

    def forward(self, views: ViewBatch) -> dict[str, Tensor]:
        _, first, second = self.embed(views)
        predictions = [self.predict(self.whole(side)) for side in (first, second)]
        targets = self._targets(views)
        loss = (byol(predictions[0], targets[1]) + byol(predictions[1], targets[0])) / 2
        return {"total": loss, "byol": loss}

    @torch.no_grad()
    def _targets(self, views: ViewBatch) -> tuple[Tensor, Tensor]:
        encoder, whole = self.teacher
        assert isinstance(encoder, Encoder)
        cells, inked = self.encode(views, encoder)
        first, second = whole(pooled(cells, inked)).chunk(2)
        return first, second

    def after_step(self) -> None:
        follow(self.teacher, nn.ModuleList([self.encoder, self.whole]), self.momentum)


class Barlow(Objective):
    """Embeddings of two views agree in every coordinate, and no two coordinates say the same (Barlow Twins)."""

    def __init__(self, encoder: Encoder, width: int, config: PretrainConfig) -> None:
        super().__init__(encoder)
        self.redundancy = config.redundancy
        self.whole = projection(width, config.hidden, config.embedding)

    def forward(self, views: ViewBatch) -> dict[str, Tensor]:
        _, first, second = self.embed(views)
        loss = barlow_twins(self.whole(first), self.whole(second), self.redundancy)
        return {"total": loss, "barlow": loss}


class Reconstruction(Objective):
    """Hidden blocks are drawn from what is left (SimMIM): a learned token stands where a block was."""

    def __init__(self, encoder: Encoder, width: int, config: PretrainConfig) -> None:
        super().__init__(encoder)
        self.share, self.block = config.hidden_share, config.block
        self.token = nn.Parameter(torch.zeros(len(CHANNELS)))
        nn.init.normal_(self.token, std=0.1)
        self.draw = nn.Conv2d(width, len(CHANNELS) * CELL**2, 1)

    def forward(self, views: ViewBatch) -> dict[str, Tensor]:
        losses = [self._drawn(pictures) for pictures in (views.first, views.second)]
        self.seen = (losses[0][1], losses[1][1])
        loss = (losses[0][0] + losses[1][0]) / 2
        return {"total": loss, "reconstruction": loss}

    def _drawn(self, pictures: Pictures) -> tuple[Tensor, Tensor]:
        """The loss of one view, and its pooled cells (B, D)."""
        raster, inside = pictures.raster(), _pixels(pictures.valid, 2 * CELL)
        noise = random_field(raster[:, 0, ::CELL, ::CELL], self.block)
        hidden = _pixels((noise < self.share)[:, None], CELL) * inside  # (B, 1, P, Q)
        cells = self.encoder(raster * (1 - hidden) + self.token[:, None, None] * hidden, pictures.valid)
        drawn = F.pixel_shuffle(self.draw(cells), CELL)  # (B, 4, P, Q)
        return reconstruction(drawn, raster, hidden), pooled(cells, ink_cells(raster, pictures.valid)).detach()


def _pixels(cells: Tensor, side: int) -> Tensor:
    return F.interpolate(cells.float(), scale_factor=float(side), mode="nearest")


@torch.no_grad()
def follow(teacher: nn.Module, student: nn.Module, momentum: float) -> None:
    """Moves a teacher towards its student: parameters by the moving average, batch-norm statistics likewise."""
    slow, fast = teacher.state_dict(), student.state_dict()
    floating = [name for name, value in slow.items() if value.is_floating_point()]
    torch._foreach_lerp_([slow[name] for name in floating], [fast[name] for name in floating], 1 - momentum)


def make_objective(encoder: Encoder, width: int, config: PretrainConfig) -> Objective:
    """The objective that the configuration names, around an encoder."""
    weights = {"global": (1.0, 0.0), "local": (0.0, 1.0)}.get(config.objective)
    if weights is not None or config.objective == "global_local":
        return GlobalLocal(encoder, width, _weighted(config, weights))
    return {"byol": Byol, "barlow": Barlow, "reconstruction": Reconstruction}[config.objective](encoder, width, config)


def _weighted(config: PretrainConfig, weights: tuple[float, float] | None) -> PretrainConfig:
    return config if weights is None else replace(config, global_weight=weights[0], local_weight=weights[1])
