"""Scribe: draws marks of one writer's hand, and all the small errors of that hand.

Units: caps, the height of a capital; y points down, the baseline is y = 0.
"""

from __future__ import annotations

import math

import numpy as np

from training.synthesis.boxes import Bank, Glyph, Mark
from training.synthesis.hand import Style


class Scribe:
    """One writer at work on one expression. What it draws depends on the generator's state alone."""

    def __init__(self, bank: Bank, style: Style, rng: np.random.Generator) -> None:
        self.bank, self.style, self.rng = bank, style, rng

    def chance(self, share: float) -> bool:
        return bool(self.rng.random() < share)

    def error(self, deviation: float) -> float:
        """A normal error; of two deviations at the most, for beyond that a writer would start over."""
        return float(min(max(self.rng.normal(), -2.0), 2.0) * deviation)

    def about(self, value: float, spread: float = 0.25) -> float:
        """A size near a usual one; `spread` is the deviation of its log."""
        return value * math.exp(self.error(spread))

    def mark(self, label: str, size: float, ink: str = "") -> Mark:
        """A symbol on the baseline with its left edge at x = 0; `ink` is what is drawn, where that is not the label."""
        style, glyph = self.style, Glyph.of(self.bank.pick(ink or label, self.rng, self.style.writer).strokes)
        even, wide = math.exp(self.error(style.size)), math.exp(self.error(style.aspect) / 2)
        near, tall = size * even * wide, size * even / wide
        turn, lifted = self.error(style.turn), self.error(style.baseline) * size
        return Mark(label, glyph, size, near, tall, x=-near * glyph.left, y=lifted, turn=turn)
