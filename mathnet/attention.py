"""The attention network: which cells matter.

Looks at the encoder's cells and gives each a focus between 0 and 1. The decoder reads the memory through it: as a rule
the logarithm of the focus is added to the logits of every cross-attention, so that a cell of focus 0 cannot be seen.

Letters: B batch, D width, H W cells.
"""

from __future__ import annotations

from torch import Tensor, nn
from torch.nn import functional as F

from mathnet.encoder import ConvNorm


class AttentionNetwork(nn.Module):
    """Cells to focus logits. Shapes: (B, D, H, W) to (B, H, W); the focus is the sigmoid of the result."""

    def __init__(self, width: int, hidden: int) -> None:
        super().__init__()
        self.look = ConvNorm(width, hidden, 3)
        self.judge = nn.Conv2d(hidden, 1, 1)
        nn.init.constant_(self.judge.bias, 2.0)  # type: ignore[arg-type]  # starts open: focus 0.88 everywhere

    def forward(self, cells: Tensor) -> Tensor:
        logits: Tensor = self.judge(F.relu(self.look(cells)))
        return logits[:, 0]
