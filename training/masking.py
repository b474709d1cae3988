"""Progressive spatial masking: how much ink is hidden as training goes on, and which.

The abstract asks for a progressive curriculum and says no more. Chosen here: the hidden share of ink cells grows from
`first` to `last`, and the choice moves from random blocks to the cells which the attention network looks at most, so
that a map which found one telling region has to find the others, too.

Letters: B batch, H W cells, P Q pixels (8 H, 8 W).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional as F

from mathnet.encoder import CELL

SCHEDULES = ("linear", "cosine", "steps", "constant")
_STAIRS = 4  # of the schedule "steps"


@dataclass(frozen=True)
class MaskingConfig:
    """The curriculum. With `progress` p from 0 to 1, the hidden share is first + (last - first) * schedule(p)."""

    schedule: str = "linear"  # "constant" hides `last` from the start, in random blocks: the ablation
    first: float = 0.1  # share of ink cells hidden at the start
    last: float = 0.6  # and at the end
    guided: float = 0.7  # weight of the focus against chance in choosing what to hide, at the end
    block: int = 3  # side of a random block, cells

    def __post_init__(self) -> None:
        if self.schedule not in SCHEDULES:
            raise ValueError(f"the masking schedule is {self.schedule!r}, not one of {', '.join(SCHEDULES)}")
        if not 0 <= self.first <= self.last < 1 or not 0 <= self.guided <= 1 or self.block < 1:
            raise ValueError(f"masking needs 0 <= first <= last < 1, guided from 0 to 1 and a block: {self}")

    def level(self, progress: float) -> float:
        """How far the curriculum is, from 0 to 1."""
        progress = min(max(progress, 0.0), 1.0)
        if self.schedule == "cosine":
            return 0.5 - 0.5 * math.cos(math.pi * progress)
        if self.schedule == "steps":
            return min(math.floor(progress * _STAIRS) / (_STAIRS - 1), 1.0)
        return progress

    def share(self, progress: float) -> float:
        """The share of ink cells that is hidden."""
        level = 1.0 if self.schedule == "constant" else self.level(progress)
        return self.first + (self.last - self.first) * level

    def guidance(self, progress: float) -> float:
        """The weight of the focus in choosing them."""
        return 0.0 if self.schedule == "constant" else self.guided * self.level(progress)


def random_field(like: Tensor, block: int, generator: torch.Generator | None = None) -> Tensor:
    """Uniform noise that is constant on blocks, each picture's blocks shifted at random. Shapes: (B, H, W) to same."""
    count, rows, columns = like.shape
    coarse = torch.rand(count, 1, rows // block + 2, columns // block + 2, generator=generator, device=like.device)
    fine = F.interpolate(coarse, scale_factor=float(block), mode="nearest")[:, 0]
    down, right = torch.randint(block, (2,), generator=generator, device=like.device).tolist()
    return fine[:, down : down + rows, right : right + columns]


def ranks(values: Tensor, present: Tensor) -> Tensor:
    """Each present cell's rank among its picture's, from 0 (least) to 1. Shapes: (B, H, W) twice to the same."""
    flat, there = values.flatten(1), present.flatten(1)
    order = flat.masked_fill(~there, math.inf).argsort(1).argsort(1)
    count = there.sum(1, keepdim=True)
    return (order / (count - 1).clamp(min=1)).masked_fill(~there, 0.0).view_as(values)


def choose_hidden(focus: Tensor, inked: Tensor, share: float, guidance: float, block: int) -> Tensor:
    """The ink cells to hide: the `share` with the highest mixture of chance and focus.

    Shapes: `focus` (B, H, W) in any monotone scale; `inked` (B, H, W), cells with ink; gives (B, H, W), True if hidden.
    """
    score = (1 - guidance) * random_field(focus, block) + guidance * ranks(focus, inked)
    count = (inked.flatten(1).sum(1, keepdim=True) * share).round()  # (B, 1)
    place = (1 - ranks(score, inked)).flatten(1) * (inked.flatten(1).sum(1, keepdim=True) - 1)  # 0 is the highest score
    return (place.round() < count).view_as(inked) & inked


def hide(raster: Tensor, hidden: Tensor) -> Tensor:
    """The raster without the ink of hidden cells. Shapes: (B, 4, P, Q) and (B, H, W) to (B, 4, P, Q)."""
    shown = (~hidden).to(raster.dtype)[:, None]
    return raster * F.interpolate(shown, scale_factor=float(CELL), mode="nearest")
