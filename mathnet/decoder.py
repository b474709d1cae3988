"""Decoder: a transformer that writes LaTeX from the memory, one set of weights for both reading directions.

Pre-norm layers (Xiong et al., arXiv 2002.04745); two directions as in BTTR (Zhao et al., arXiv 2105.02412); each layer
after the first sees how much earlier steps already looked at each cell in the layer below (the cross-coverage of CoMER,
Zhao and Gao, arXiv 2207.04410), here cell by cell on packed memory. Attention is explicit since its weights are needed.

Letters: B batch, T tokens, L cells of the packed memory, D width, A heads, E = D / A, V vocabulary.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, cast

import torch
from torch import Tensor, nn

from mathnet.config import DecoderConfig


@dataclass
class Memory:
    """What the decoder reads. Shapes: `cells` (B, L, D); `bias` (B, L), log focus, -inf at padding."""

    cells: Tensor
    bias: Tensor


@dataclass
class Cache:
    """What the steps so far left behind, one entry a layer. Row i belongs to hypothesis i.

    Shapes: `keys`, `values` (B, A, T, E) of self-attention; `coverage` (B, A, L), the attention spent so far.
    """

    keys: list[Tensor] = field(default_factory=list)
    values: list[Tensor] = field(default_factory=list)
    coverage: list[Tensor] = field(default_factory=list)

    def select(self, rows: Tensor) -> Cache:
        """The cache of the hypotheses `rows`, in that order, a row as often as it is named."""
        return Cache(*([entry.index_select(0, rows) for entry in part] for part in self._parts()))

    def _parts(self) -> tuple[list[Tensor], list[Tensor], list[Tensor]]:
        return self.keys, self.values, self.coverage


def positions(count: int, width: int, device: torch.device, first: int = 0) -> Tensor:
    """Sinusoidal positions (count, width) from `first` on, Vaswani et al. (arXiv 1706.03762), section 3.5."""
    rate = torch.exp(torch.arange(0, width, 2, device=device) * (-math.log(10000.0) / width))
    angle = torch.arange(first, first + count, device=device)[:, None] * rate  # (T, D/2)
    return torch.stack([angle.sin(), angle.cos()], dim=2).flatten(1)


def split_heads(x: Tensor, heads: int) -> Tensor:
    return x.view(*x.shape[:2], heads, -1).transpose(1, 2)  # (B, T, D) to (B, A, T, E)


def merge_heads(x: Tensor) -> Tensor:
    return x.transpose(1, 2).flatten(2)  # (B, A, T, E) to (B, T, D)


class SelfAttention(nn.Module):
    """Causal self-attention over the tokens written so far."""

    def __init__(self, width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.project = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)

    def forward(self, x: Tensor, cache: Cache | None, layer: int) -> Tensor:
        query, key, value = (split_heads(part, self.heads) for part in self.project(x).chunk(3, dim=2))
        if cache is not None:
            key, value = self._extend(key, value, cache, layer)
        logits = query @ key.transpose(2, 3) / math.sqrt(query.shape[3])  # (B, A, T, T)
        if query.shape[2] > 1:
            later = torch.ones(logits.shape[2:], dtype=torch.bool, device=x.device).triu(1)
            logits = logits.masked_fill(later, -math.inf)
        result: Tensor = self.out(merge_heads(logits.softmax(3) @ value))
        return result

    def _extend(self, key: Tensor, value: Tensor, cache: Cache, layer: int) -> tuple[Tensor, Tensor]:
        if layer == len(cache.keys):
            cache.keys.append(key)
            cache.values.append(value)
        else:
            cache.keys[layer] = torch.cat([cache.keys[layer], key], dim=2)
            cache.values[layer] = torch.cat([cache.values[layer], value], dim=2)
        return cache.keys[layer], cache.values[layer]


class _Refined(torch.autograd.Function):
    """The refinement's two layers on a CPU in training: one picture at a time, in single precision, the hidden layer
    computed twice. Hidden values of a whole batch are by far the largest there are; to write them to memory and read
    them back takes five times as long as the arithmetic.

    Shapes: (B, A, N), (hidden, A), (hidden,) and (A, hidden) to (B, A, N).
    """

    @staticmethod
    def forward(ctx: Any, covered: Tensor, first: Tensor, shift: Tensor, second: Tensor) -> Tensor:
        ctx.save_for_backward(covered, first, shift, second)
        with torch.autocast("cpu", enabled=False):
            return torch.stack([second @ _hidden(one.float(), first, shift) for one in covered])

    @staticmethod
    def backward(ctx: Any, *gradients: Tensor) -> tuple[Tensor, ...]:
        covered, first, shift, second = ctx.saved_tensors
        down = torch.empty_like(covered)
        sums = [torch.zeros_like(value) for value in (first, shift, second)]
        for row, one, above in zip(down, covered.float(), gradients[0].float(), strict=True):
            hidden = _hidden(one, first, shift)
            below = torch.ops.aten.threshold_backward(second.T @ above, hidden, 0)
            for total, part in zip(sums, (below @ one.T, below.sum(1), above @ hidden.T), strict=True):
                total += part
            row.copy_(first.T @ below)
        return (down, *sums)


def _hidden(covered: Tensor, first: Tensor, shift: Tensor) -> Tensor:
    return torch.addmm(shift[:, None], first, covered).relu_()


class CrossAttention(nn.Module):
    """Attention over the memory, refined by what the layer below has already looked at."""

    def __init__(self, width: int, heads: int, coverage: int) -> None:
        super().__init__()
        self.heads = heads
        self.query = nn.Linear(width, width)
        self.memory = nn.Linear(width, 2 * width)
        self.out = nn.Linear(width, width)
        self.refine: nn.Sequential | None = None
        if coverage:
            self.refine = nn.Sequential(nn.Linear(heads, coverage), nn.ReLU(), nn.Linear(coverage, heads, bias=False))

    def read(self, memory: Memory) -> tuple[Tensor, Tensor]:
        """Keys and values of the memory, (B, A, L, E) each; the same at every step."""
        key, value = (split_heads(part, self.heads) for part in self.memory(memory.cells).chunk(2, dim=2))
        return key, value

    def forward(
        self, x: Tensor, read: tuple[Tensor, Tensor], bias: Tensor, covered: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        """Shapes: `x` (B, T, D), `covered` (B, A, T, L); gives (B, T, D) and the weights (B, A, T, L).

        Many hypotheses of one picture, a token each, stand where the tokens of one caption do: one product, no copies.
        """
        refinement = self._refine(self.refine, covered) if self.refine is not None and covered is not None else None
        if len(bias) == 1 and len(x) > 1 and x.shape[1] == 1:
            refinement = None if refinement is None else refinement.transpose(0, 2)  # (1, A, B, L)
            seen, weights = self._attend(x.transpose(0, 1), read, bias, refinement)
            return seen.transpose(0, 1), weights.transpose(0, 2)
        return self._attend(x, read, bias, refinement)

    @staticmethod
    def _refine(refine: nn.Sequential, covered: Tensor) -> Tensor:
        """What to take off the logits, from what all heads spent on a cell so far. Shapes: (B, A, T, L) to the same."""
        first, second = cast(nn.Linear, refine[0]), cast(nn.Linear, refine[2])
        if torch.is_grad_enabled() and covered.device.type == "cpu":
            result: Tensor = _Refined.apply(covered.flatten(2), first.weight, first.bias, second.weight)  # type: ignore[no-untyped-call]
            return result.view(covered.shape)
        hidden = torch.relu(first.weight @ covered.flatten(2) + first.bias[:, None])  # (B, hidden, T * L)
        return (second.weight @ hidden).view(covered.shape)

    def _attend(
        self, x: Tensor, read: tuple[Tensor, Tensor], bias: Tensor, refinement: Tensor | None
    ) -> tuple[Tensor, Tensor]:
        key, value = read
        query = split_heads(self.query(x), self.heads)
        logits = query @ key.transpose(2, 3) / math.sqrt(query.shape[3])  # (B, A, T, L)
        logits = logits + bias[:, None, None, :].to(logits.dtype)
        if refinement is not None:
            logits = logits - refinement
        weights = logits.softmax(3)
        return self.out(merge_heads(weights @ value)), weights


class DecoderLayer(nn.Module):
    """Self-attention, cross-attention and a feed-forward network, each on a normalised copy of the stream."""

    def __init__(self, config: DecoderConfig, width: int, first: bool) -> None:
        super().__init__()
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in range(3))
        self.itself = SelfAttention(width, config.heads)
        self.cross = CrossAttention(width, config.heads, 0 if first else config.coverage)
        self.feedforward = nn.Sequential(
            nn.Linear(width, config.feedforward), nn.ReLU(), nn.Linear(config.feedforward, width)
        )
        self.dropout = nn.Dropout(config.dropout)

    def forward(
        self,
        x: Tensor,
        read: tuple[Tensor, Tensor],
        bias: Tensor,
        covered: Tensor | None,
        cache: Cache | None,
        layer: int,
    ) -> tuple[Tensor, Tensor]:
        x = x + self.dropout(self.itself(self.norms[0](x), cache, layer))
        seen, weights = self.cross(self.norms[1](x), read, bias, covered)
        x = x + self.dropout(seen)
        return x + self.dropout(self.feedforward(self.norms[2](x))), weights


Reads = list[tuple[Tensor, Tensor]]


class Decoder(nn.Module):
    """Tokens so far and memory to logits of the next token."""

    def __init__(self, config: DecoderConfig, width: int, vocabulary: int) -> None:
        super().__init__()
        self.width = width
        self.covers = config.coverage > 0
        self.most_tokens = config.most_tokens
        self.embed = nn.Embedding(vocabulary, width)
        nn.init.normal_(self.embed.weight, std=width**-0.5)
        self.layers = nn.ModuleList(DecoderLayer(config, width, index == 0) for index in range(config.layers))
        self.dropout = nn.Dropout(config.dropout)
        self.norm = nn.LayerNorm(width)
        self.out = nn.Linear(width, vocabulary)

    def read(self, memory: Memory) -> Reads:
        """What every layer takes from the memory, once for all steps."""
        return [cast(DecoderLayer, layer).cross.read(memory) for layer in self.layers]

    def forward(self, tokens: Tensor, reads: Reads, bias: Tensor, cache: Cache | None = None) -> tuple[Tensor, Tensor]:
        """Shapes: `tokens` (B, T), with a cache only the newest (B, 1); gives logits (B, T, V), weights (B, A, T, L).

        The weights are the last layer's: where the network looked when it chose the token after each position.
        """
        x = self._embedded(tokens, cache)
        covered, weights = None, bias.new_zeros(0)
        for index, layer in enumerate(self.layers):
            x, weights = layer(x, reads[index], bias, covered, cache, index)
            covered = _covered(weights, cache, index) if self.covers else None
        return self.out(self.norm(x)), weights

    def _embedded(self, tokens: Tensor, cache: Cache | None) -> Tensor:
        past = cache.keys[0].shape[2] if cache is not None and cache.keys else 0
        where = positions(tokens.shape[1], self.width, tokens.device, past)
        x: Tensor = self.dropout(self.embed(tokens) * math.sqrt(self.width) + where)  # (B, T, D)
        return x


def _covered(weights: Tensor, cache: Cache | None, layer: int) -> Tensor:
    """Attention that earlier steps spent on each cell, (B, A, T, L); the step's own is left out."""
    if cache is None:
        return (weights.float().cumsum(2) - weights).to(weights.dtype)
    now = weights[:, :, 0]
    if layer == len(cache.coverage):
        cache.coverage.append(now)
        return torch.zeros_like(weights)
    before = cache.coverage[layer]
    cache.coverage[layer] = before + now
    return before[:, :, None]
