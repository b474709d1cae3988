"""Scoring: what both reading directions think of whole captions, in one pass of teacher forcing, and where they looked.

As in BTTR (Zhao et al., arXiv 2105.02412), each direction scores what the other one found.

Letters: N captions, T tokens, L packed cells, V vocabulary, Y symbols of it, A heads, M layers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import torch
from torch import Tensor, nn

from mathnet.grammar import Grammar
from mathnet.linking import inked
from mathnet.memory import Memory, features, symbols_of
from mathnet.model import Encoded, Model
from mathnet.pins import Guide
from mathnet.reading import Stopped
from mathnet.vocabulary import Vocabulary

_MOST_WEIGHTS = 5_000_000  # of a head's attention in one pass
Stop = Callable[[], bool]


def check(stop: Stop | None) -> None:
    """Raises `Stopped` if `stop` says so."""
    if stop is not None and stop():
        raise Stopped


@dataclass(frozen=True, eq=False)
class Scored:
    """A finished caption, left to right. `score` is the mean log probability of a token (end included), `total` their
    sum, both averaged over the directions. `pins` are those that stand in their places; they would cost the `total` so
    much less if one took them as given, and only that a symbol is there had to be read (`credit`).

    Shapes: `confidences` T values from 0 to 1; `attention` (T, L), for each token where the network looked.
    """

    tokens: tuple[int, ...]
    score: float
    total: float
    confidences: tuple[float, ...]
    attention: Tensor
    pins: int = 0
    credit: float = 0.0


def averaged(found: Sequence[Scored], again: Sequence[Scored]) -> list[Scored]:
    """The captions found, best first by the mean of what two views of the ink say; all else is of the first view."""
    both = [
        replace(first, score=(first.score + second.score) / 2, total=(first.total + second.total) / 2)
        for first, second in zip(found, again, strict=True)
    ]
    return sorted(both, key=lambda scored: -scored.score)


class Scorer:
    """Scores captions with one model and what its memory says. Stateless between calls."""

    def __init__(self, model: Model, vocabulary: Vocabulary, memory: Memory | None = None) -> None:
        self.model, self.vocabulary = model, vocabulary
        self.memory = memory or Memory.empty()
        self.grammar = Grammar(vocabulary)
        self.symbols = symbols_of(vocabulary)

    def score(
        self,
        encoded: Encoded,
        captions: Sequence[tuple[int, ...]],
        guide: Guide | None = None,
        stop: Stop | None = None,
    ) -> list[Scored]:
        """Scores given captions by both directions; where a guide's tokens stand, they are certain.

        Raises `Stopped` once `stop` says True. It is asked more than once for a page that is too much for one pass.
        """
        if not captions:
            return []
        together = max(1, _MOST_WEIGHTS // (2 * (max(map(len, captions)) + 1) * encoded.held.shape[1]))
        found: list[Scored] = []
        for first in range(0, len(captions), together):
            check(stop)
            found += self._score(encoded, captions[first : first + together], guide)
        return found

    def _score(self, encoded: Encoded, captions: Sequence[tuple[int, ...]], guide: Guide | None) -> list[Scored]:
        count, table = len(captions), self._table(encoded, captions)
        chances, weights = self._chances(encoded, table)
        steps = chances.gather(2, table[:, 1:, None])[:, :, 0].cpu()  # (2N, T + 1)
        looked = weights.float().mean(1).cpu()  # (2N, T + 1, L)
        found = [
            _scored(tokens, steps[[at, count + at]], looked[[at, count + at]]) for at, tokens in enumerate(captions)
        ]
        if guide is None:
            return found
        saved = (guide.any_symbol(chances.cpu()) - steps).view(2, count, -1)  # (2, N, T + 1)
        return [_pinned(scored, guide, saved[:, at]) for at, scored in enumerate(found)]

    def _chances(self, encoded: Encoded, table: Tensor) -> tuple[Tensor, Tensor]:
        """What could come at each step of the captions of a table, and where the network looked.

        Shapes: `table` (2N, T + 2); log probabilities (2N, T + 1, V) and weights (2N, A, T + 1, L).
        """
        logits, weights = self.model(encoded, table[:, :-1])
        chances = logits.float().log_softmax(2)
        if not len(self.memory):
            return chances, weights
        forward = len(table) // 2 * chances.shape[1]
        mixed = self.memory.mixed(chances.flatten(0, 1).cpu(), forward, self.symbols)
        return mixed.view(chances.shape).to(chances.device), weights

    def keys(self, encoded: Encoded, tokens: tuple[int, ...]) -> tuple[Tensor, Tensor]:
        """Keys and tokens of a caption's symbols, to remember: see `mathnet.memory.Entries`, which has the shapes."""
        logits, _ = self.model(encoded, self._table(encoded, [tokens])[:, :-1])
        seen = features(logits.float().log_softmax(2).cpu(), self.symbols)  # (2, T + 1, Y)
        places = torch.tensor(inked(self.vocabulary.decode(tokens)), dtype=torch.long)
        keys = torch.stack([seen[0, places], seen[1, len(tokens) - 1 - places]], dim=1)  # (N, 2, Y)
        return keys.half(), torch.tensor(tokens)[places]

    def substitutes(self, encoded: Encoded, tokens: tuple[int, ...], index: int, most: int) -> list[Scored]:
        """Captions with another token in place `index`, and the given one, first: those that make a formula, likeliest
        tokens first."""
        table = self._table(encoded, [tokens])
        steps = self._chances(encoded, table)[0].cpu()  # (2, T + 1, V)
        there = steps[0, index] + steps[1, len(tokens) - 1 - index]  # (V,)
        others = (token for token in there.argsort(descending=True).tolist() if token != tokens[index])
        captions = [tokens]
        for token in others:
            caption = (*tokens[:index], token, *tokens[index + 1 :])
            if len(captions) == most:
                break
            if self.grammar.reads(caption):
                captions.append(caption)
        return self.score(encoded, captions)

    def explain(self, encoded: Encoded, tokens: tuple[int, ...]) -> Tensor:
        """Where every head of every layer looked, averaged over the directions. Shapes: (M, A, T, L)."""
        seen: list[Tensor] = []

        def keep(_: nn.Module, __: object, result: tuple[Tensor, Tensor]) -> None:
            seen.append(result[1])

        hooks = [layer.register_forward_hook(keep) for layer in self.model.decoder.layers]
        try:
            self.model(encoded, self._table(encoded, [tokens])[:, :-1])
        finally:
            for hook in hooks:
                hook.remove()
        forward, backward = torch.stack(seen).float()[:, :, :, : len(tokens)].unbind(1)  # (M, A, T, L) each
        return (forward + backward.flip(2)) / 2

    def _table(self, encoded: Encoded, captions: Sequence[tuple[int, ...]]) -> Tensor:
        """Captions with their ends, left to right and below right to left, padded. Shapes: (2N, T + 2)."""
        longest = max(map(len, captions))
        start, end, pad = self.vocabulary.start, self.vocabulary.end, self.vocabulary.pad
        rows = [(start, *tokens, end) for tokens in captions] + [(end, *tokens[::-1], start) for tokens in captions]
        return torch.tensor([[*row, *[pad] * (longest + 2 - len(row))] for row in rows], device=encoded.held.device)


def _both(values: Tensor, length: int) -> Tensor:
    """The mean over both directions, left to right. Shapes: (2, ≥T + 1, ...) to (T, ...)."""
    return (values[0, :length] + values[1, :length].flip(0)) / 2


def _scored(tokens: tuple[int, ...], steps: Tensor, looked: Tensor) -> Scored:
    """Brings one caption's two directions together. Shapes: `steps` (2, ≥T + 1), `looked` (2, ≥T + 1, L)."""
    length = len(tokens)
    forward, backward = steps[:, : length + 1]
    total = float(forward.sum() + backward.sum()) / 2
    confidences = _both(steps, length).exp()
    return Scored(tokens, total / (length + 1), total, tuple(confidences.tolist()), _both(looked, length))


def _pinned(scored: Scored, guide: Guide, saved: Tensor) -> Scored:
    """The same with what is known of its pins. Shapes: `saved` (2, ≥T + 1), if any symbol were as good."""
    given = guide.given(scored.tokens, scored.attention)
    confidences = torch.tensor(scored.confidences)
    confidences[given] = 1.0
    credit = float(_both(saved, len(scored.tokens))[given].sum())
    return replace(scored, confidences=tuple(confidences.tolist()), pins=len(given), credit=credit)
