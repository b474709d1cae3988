"""Losses of supervised fine-tuning: caption, symbol, guided attention and focus.

The caption loss alone finds where to look only slowly. Symbol groups say it outright: each cell learns the class of its
symbol, and each symbol token learns to look at its own symbol's cells. The attention network learns to foresee where
the decoder will look. All are means in nats.

Letters: B batch, T tokens (inputs; targets are one step ahead), L packed cells, A heads, V vocabulary, H W cells.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from mathnet.model import Encoded, Model
from mathnet.vocabulary import Vocabulary
from training import parallel
from training.data.batching import Batch
from training.data.sample import NO_SYMBOL


@dataclass(frozen=True)
class LossConfig:
    """Weights of the auxiliary losses beside the caption loss of weight 1."""

    symbol: float = 0.5
    guided: float = 0.2
    focus: float = 0.1
    smoothing: float = 0.05  # label smoothing of the caption loss

    def __post_init__(self) -> None:
        if min(self.symbol, self.guided, self.focus) < 0 or not 0 <= self.smoothing < 1:
            raise ValueError(f"loss weights must not be negative: {self}")


class SymbolHead(nn.Module):
    """Which symbol does this cell belong to? Used in training only. Shapes: (B, L, D) to (B, L, V)."""

    def __init__(self, width: int, vocabulary: int) -> None:
        super().__init__()
        self.classify = nn.Linear(width, vocabulary)

    def forward(self, packed: Tensor) -> Tensor:
        logits: Tensor = self.classify(packed)
        return logits


def reading_directions(values: Tensor, lengths: Tensor) -> Tensor:
    """Rows as they stand and, below them, with their first `lengths` entries reversed.

    Shapes: (B, T) and (B, 1) to (2B, T).
    """
    place = torch.arange(values.shape[1], device=values.device)[None]
    backward = values.gather(1, torch.where(place < lengths, lengths - 1 - place, place))
    return torch.cat([values, backward])


def caption_loss(logits: Tensor, targets: Tensor, pad: int, smoothing: float) -> Tensor:
    """Shapes: (2B, T, V) and (2B, T)."""
    loss = F.cross_entropy(
        logits.flatten(0, 1).float(), targets.flatten(), ignore_index=pad, label_smoothing=smoothing, reduction="sum"
    )
    return parallel.mean(loss, (targets != pad).sum())


def symbol_loss(logits: Tensor, encoded: Encoded, labels: Tensor) -> Tensor:
    """Cross-entropy of the symbol class over cells with a known symbol. Shapes: (B, L, V) and (B, H, W)."""
    target = labels.flatten(1).gather(1, encoded.where).masked_fill(~encoded.held, NO_SYMBOL)  # (B, L)
    loss = F.cross_entropy(logits.flatten(0, 1).float(), target.flatten(), ignore_index=NO_SYMBOL, reduction="sum")
    return parallel.mean(loss, (target != NO_SYMBOL).sum())


def guided_loss(weights: Tensor, encoded: Encoded, symbols: Tensor, symbol_of_token: Tensor) -> Tensor:
    """Minus the log of the attention that each symbol token spends inside its own symbol.

    Shapes: `weights` (2B, A, T, L), averaged over heads; `symbols` (B, H, W); `symbol_of_token` (2B, T), of targets.
    """
    owner = symbols.flatten(1).gather(1, encoded.where).masked_fill(~encoded.held, -2)  # (B, L)
    inside = owner.repeat(2, 1)[:, None] == symbol_of_token[:, :, None]  # (2B, T, L)
    inside &= (symbol_of_token != NO_SYMBOL)[:, :, None]
    spent = (weights.float().mean(1) * inside).sum(2)  # (2B, T)
    guided = inside.any(2)
    return parallel.mean(-(spent.clamp(min=1e-6).log() * guided).sum(), guided.sum())


def focus_loss(weights: Tensor, encoded: Encoded, known: Tensor) -> Tensor:
    """The attention network foresees the decoder's gaze: a cell's target is the most that any token looked at it,
    against the cell which that token looked at most. Shapes: `weights` (2B, A, T, L); `known` (2B, T), no padding."""
    gaze = weights.detach().float().mean(1)  # (2B, T, L)
    gaze = (gaze / gaze.amax(2, keepdim=True).clamp(min=1e-6) * known[:, :, None]).amax(1)  # (2B, L)
    target = torch.maximum(*gaze.chunk(2))  # (B, L)
    loss = F.binary_cross_entropy_with_logits(encoded.focus.float(), target, reduction="none")
    return parallel.mean((loss * encoded.held).sum(), encoded.held.sum())


class Supervision(nn.Module):
    """One step of fine-tuning: the network, the symbol head, and all losses of a batch in both reading directions."""

    def __init__(self, model: Model, vocabulary: Vocabulary, config: LossConfig) -> None:
        super().__init__()
        self.model, self.vocabulary, self.config = model, vocabulary, config
        self.head = SymbolHead(model.config.width, len(vocabulary))

    def forward(self, batch: Batch) -> dict[str, Tensor]:
        """Losses by name; `total` is what is trained on, `accuracy` the share of target tokens that teacher forcing
        gets right."""
        config, pad = self.config, self.vocabulary.pad
        encoded = self.model.encode(batch.raster(), batch.valid)
        lengths = (batch.tokens != pad).sum(1, keepdim=True)
        tokens = reading_directions(batch.tokens, lengths)  # (2B, T + 1), backward ones run from <eos> to <sos>
        owners = reading_directions(batch.symbol_of_token, lengths)[:, 1:]  # (2B, T)
        targets = tokens[:, 1:]
        known = targets != pad
        logits, weights = self.model(encoded, tokens[:, :-1])
        caption = caption_loss(logits, targets, pad, config.smoothing)
        symbol = symbol_loss(self.head(encoded.packed), encoded, batch.labels())
        guided = guided_loss(weights, encoded, batch.symbols, owners)
        focus = focus_loss(weights, encoded, known)
        total = caption + config.symbol * symbol + config.guided * guided + config.focus * focus
        accuracy = parallel.mean(((logits.argmax(2) == targets) & known).sum().float(), known.sum())
        return {
            **{"total": total, "caption": caption, "symbol": symbol, "guided": guided, "focus": focus},
            "accuracy": accuracy,
        }
