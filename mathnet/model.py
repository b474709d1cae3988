"""The network as a whole: raster -> encoder -> attention -> memory -> decoder.

The memory is packed: of all cells only those that hold ink, or touch one that does, are kept. Background has nothing to
say, and the packed memory is what makes results independent of padding.

Letters: B batch, T tokens, H W cells, L cells of the packed memory, D width, A heads, V vocabulary.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from mathnet.attention import AttentionNetwork
from mathnet.config import ModelConfig
from mathnet.decoder import Decoder, Memory, positions
from mathnet.encoder import ConvNorm, Encoder, ink_cells


@dataclass
class Encoded:
    """What the image side knows of a batch.

    Shapes: `packed` (B, L, D) encoder cells; `where` (B, L), their index row * W + column; `held` (B, L), False at
    padding; `focus` (B, L), the attention network's logits; `memory` for the decoder; `grid` is (H, W).
    """

    packed: Tensor
    where: Tensor
    held: Tensor
    focus: Tensor
    memory: Memory
    grid: tuple[int, int]

    def unpack(self, values: Tensor) -> Tensor:
        """Lays packed values out on the grid, 0 where there is no memory. Shapes: (B, ..., L) to (B, ..., H, W)."""
        rows, columns = self.grid
        extra = values.dim() - self.where.dim()
        where = self.where.reshape(len(self.where), *[1] * extra, -1).expand_as(values)
        held = self.held.reshape(len(self.held), *[1] * extra, -1)
        flat = values.new_zeros(*values.shape[:-1], rows * columns)
        return flat.scatter_add_(-1, where, values * held).view(*values.shape[:-1], rows, columns)


def pack(present: Tensor) -> tuple[Tensor, Tensor]:
    """Indices of the present cells in order, padded to the fullest of the batch. Shapes: (B, H, W) to two of (B, L).

    The first cell of a picture without ink counts as present: attention needs something to look at.
    """
    flat = present.flatten(1)
    flat = torch.cat([flat[:, :1] | ~flat.any(1, keepdim=True), flat[:, 1:]], dim=1)
    longest = max(int(flat.sum(1).max()), 1)
    order = flat.to(torch.uint8).argsort(dim=1, descending=True, stable=True)[:, :longest]
    return order, flat.gather(1, order)


class Model(nn.Module):
    """Mask & Match's recogniser. Built from a configuration and the size of its vocabulary."""

    def __init__(self, config: ModelConfig, vocabulary: int) -> None:
        super().__init__()
        self.config = config
        self.encoder = Encoder(config.encoder, config.width)
        self.attention = AttentionNetwork(config.width, config.focus)
        self.norm = nn.LayerNorm(config.width)
        self.decoder = Decoder(config.decoder, config.width, vocabulary)

    def encode(self, raster: Tensor, valid: Tensor | None = None) -> Encoded:
        """Shapes: `raster` (B, 4, P, Q); `valid` (B, 1, P/16, Q/16), 0 in padding, or None for no padding."""
        cells = self.encoder(raster, valid)  # (B, D, H, W)
        where, held = pack(ink_cells(raster, valid))
        packed = _take(cells, where)
        focus = self.attention(cells).flatten(1).gather(1, where)  # (B, L)
        memory = self._memory(packed, where, held, focus, cells.shape[3])
        return Encoded(packed, where, held, focus, memory, (cells.shape[2], cells.shape[3]))

    def _memory(self, packed: Tensor, where: Tensor, held: Tensor, focus: Tensor, columns: int) -> Memory:
        """The cells as the decoder reads them: through the focus, which the configuration's modulation applies."""
        bias, content = torch.zeros_like(focus, dtype=torch.float32), self.norm(packed)
        if self.config.modulation == "bias":
            bias = F.logsigmoid(focus.float())
        elif self.config.modulation == "scale":
            content = content * focus.sigmoid()[:, :, None].to(content.dtype)
        return Memory(content + self._positions(where, columns), bias.masked_fill(~held, -torch.inf))

    def _positions(self, where: Tensor, columns: int) -> Tensor:
        """Two-dimensional sinusoidal positions, half the width for the row and half for the column: (B, L, D)."""
        rows = int(where.max()) // columns + 1
        table = positions(max(rows, columns), self.config.width // 2, where.device)
        return torch.cat([table[where // columns], table[where % columns]], dim=2)

    def forward(self, encoded: Encoded, tokens: Tensor) -> tuple[Tensor, Tensor]:
        """Teacher forcing. Shapes: `tokens` (B, T), or (2B, T) with a second direction below the first.

        Gives logits (…, T, V) and the last layer's cross-attention weights (…, A, T, L).
        """
        reads, bias = self.decoder.read(encoded.memory), encoded.memory.bias
        if len(tokens) == 2 * len(bias):
            reads, bias = (
                [(key.repeat(2, 1, 1, 1), value.repeat(2, 1, 1, 1)) for key, value in reads],
                bias.repeat(2, 1),
            )
        logits, weights = self.decoder(tokens, reads, bias)
        return logits, weights

    def fuse(self) -> Model:
        """Folds batch norm into the convolutions, for inference; returns itself."""
        for module in self.modules():
            if isinstance(module, ConvNorm):
                module.fuse()
        return self

    def parameter_count(self) -> int:
        return sum(parameter.numel() for parameter in self.parameters())


def _take(cells: Tensor, where: Tensor) -> Tensor:
    """Shapes: (B, D, H, W) and (B, L) to (B, L, D)."""
    flat = cells.flatten(2).transpose(1, 2)  # (B, H * W, D)
    return flat.gather(1, where[:, :, None].expand(-1, -1, flat.shape[2]))
