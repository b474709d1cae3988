"""Pins: what somebody said is written in a place, as the search keeps to it.

The attention of a hypothesis says which ink it is about to write. When most of it lies on pinned ink, all that the
network would spend on symbols goes to the pinned one; tokens without ink of their own keep what they have, so that it
is still the network that opens and closes groups.

Letters: K pins, R hypotheses alive, T tokens, L packed cells, V vocabulary, A heads, H W cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
import torch
from torch import Tensor

from mathnet.ink import Box
from mathnet.linking import has_ink, inked
from mathnet.model import Encoded
from mathnet.pieces import Piece, within
from mathnet.raster import Frame
from mathnet.reading import Map, Pin
from mathnet.vocabulary import SPECIALS, Vocabulary

# Of a step's attention, what lies on pinned ink. Most of it: the pin is being written (so for 99.7 % of pins, and 0.3 %
# of other symbols). Some of it: if the pinned token was written, it was the pin (99.9 %, and 2 % of others).
_MOST, _SOME = 0.5, 0.2


@dataclass(frozen=True, eq=False)
class Guide:
    """The pins of one picture. Shapes: `tokens` K ids; `shares` (K, L), how much of each cell's ink is the pin's."""

    tokens: tuple[int, ...]
    shares: Tensor
    vocabulary: Vocabulary

    def looked(self, weights: Tensor) -> Tensor:
        """The attention of a step that each hypothesis has on each pin. Shapes: `weights` (R, A, 1, L), to (R, K)."""
        return weights[:, :, 0].float().mean(1).cpu() @ self.shares.T

    def steered(self, log_probabilities: Tensor, looked: Tensor, held: Sequence[frozenset[int]]) -> Tensor:
        """The log probabilities with those of all symbols on the pinned one, where a pin is written that was not yet.

        Shapes: `log_probabilities` (R, V), `looked` (R, K), `held` R sets of pins.
        """
        result = log_probabilities.clone()
        for row, (on_pins, done) in enumerate(zip(looked.tolist(), held, strict=True)):
            pin = _foremost(on_pins, done, _MOST)
            if pin is not None:
                symbols = self._symbols & ~self._brackets if pin in self._roots else self._symbols
                result[row, symbols] = -torch.inf
                result[row, self.tokens[pin]] = log_probabilities[row, symbols].logsumexp(0)
        return result

    def holding(self, held: frozenset[int], looked: Tensor, token: int) -> frozenset[int]:
        """The pins that a hypothesis has written once it wrote `token`. Shapes: `looked` (K,)."""
        others = held | {pin for pin, pinned in enumerate(self.tokens) if pinned != token}
        pin = _foremost(looked.tolist(), others, _SOME)
        return held if pin is None else held | {pin}

    def any_symbol(self, log_probabilities: Tensor) -> Tensor:
        """The log probability of all symbols together. Shapes: (..., V) to (...)."""
        return log_probabilities[..., self._symbols].logsumexp(-1)

    def __len__(self) -> int:
        return len(self.tokens)

    def place(self, pin: int, tokens: Sequence[int], attention: Tensor) -> int | None:
        """The place of a caption whose token looks most at the pinned ink. Shapes: `attention` (≥T, L)."""
        places = inked(self.vocabulary.decode(tokens))
        on_pin = (attention[places] @ self.shares[pin]).tolist()
        return max(zip(on_pin, places, strict=True))[1] if places else None

    def given(self, tokens: Sequence[int], attention: Tensor) -> list[int]:
        """The places of a caption whose tokens are what their pins say."""
        places = [(self.place(pin, tokens, attention), token) for pin, token in enumerate(self.tokens)]
        return [at for at, token in places if at is not None and tokens[at] == token]

    def put(self, tokens: Sequence[int], attention: Tensor) -> tuple[int, ...]:
        """The caption with the pinned tokens in their places, well-formed or not."""
        result = list(tokens)
        for pin, token in enumerate(self.tokens):
            at = self.place(pin, tokens, attention)
            if at is not None:
                result[at] = token
        return tuple(result)

    @cached_property
    def _symbols(self) -> Tensor:
        """Which tokens have ink of their own. Shapes: (V,)"""
        return torch.tensor([has_ink(token) and token not in SPECIALS for token in self.vocabulary.tokens])

    @cached_property
    def _brackets(self) -> Tensor:
        """Those that also part a root's index from its body, and then are seen at its sign. Shapes: (V,)"""
        return torch.tensor([token in ("[", "]") for token in self.vocabulary.tokens])

    @cached_property
    def _roots(self) -> frozenset[int]:
        """The pins of roots."""
        return frozenset(pin for pin, token in enumerate(self.tokens) if self.vocabulary.tokens[token] == "\\sqrt")


def _foremost(on_pins: Sequence[float], done: frozenset[int], least: float) -> int | None:
    """The pin, of those not done, that has the most attention, if it has more than `least`."""
    open_pins = [(mass, pin) for pin, mass in enumerate(on_pins) if pin not in done and mass > least]
    return max(open_pins)[1] if open_pins else None


def guide(
    pins: Sequence[Pin], pieces: Sequence[Piece], frame: Frame, encoded: Encoded, vocabulary: Vocabulary
) -> Guide | None:
    """The pins that lie on ink, brought to the cells of an encoded picture; None if none does.

    Raises `ValueError` for a token that the vocabulary lacks and for one without ink of its own.
    """
    for pin in pins:
        if not has_ink(pin.token):
            raise ValueError(f"{pin.token!r} cannot be pinned: it has no ink of its own")
    tokens = vocabulary.encode(pin.token for pin in pins)
    regions = [within(pieces, _in_pixels(pin.box, frame)) for pin in pins]
    kept = [at for at, region in enumerate(regions) if region]
    if not kept:
        return None
    total = _counts(pieces, encoded.grid, frame)
    shares = np.stack([_share(_counts(regions[at], encoded.grid, frame), total) for at in kept])  # (K, H, W)
    packed = torch.from_numpy(shares).flatten(1)[:, encoded.where[0].cpu()]
    return Guide(tuple(tokens[at] for at in kept), packed, vocabulary)


def _in_pixels(box: Box, frame: Frame) -> Box:
    corners = frame.to_pixels(np.array([[box.left, box.top], [box.right, box.bottom]], dtype=np.float32))
    return Box(*corners.flatten().tolist())


def _counts(pieces: Sequence[Piece], grid: tuple[int, int], frame: Frame) -> Map:
    """How many points lie in each cell. Shapes: (H, W)."""
    counts = np.zeros(grid, dtype=np.float32)
    for piece in pieces:
        np.add.at(counts, piece.cells(grid, frame.cell_pixels), 1.0)
    return counts


def _share(mine: Map, total: Map) -> Map:
    """The share of the ink of each cell, or of those around it where it has none. Shapes: (H, W)."""
    near_mine, near_total = (cv2.blur(counts, (3, 3), borderType=cv2.BORDER_CONSTANT) for counts in (mine, total))
    near = near_mine / np.maximum(near_total, 1e-6)
    return np.asarray(np.where(total > 0, mine / np.maximum(total, 1e-6), near), dtype=np.float32)
