"""Calibration: scores of the search as probabilities that mean what they say.

A network trained with label smoothing is never sure, and knows nothing of what its beam did not find. So the total log
probability s_i of a candidate, with n_i tokens, gets a temperature (Guo et al., arXiv 1706.04599), an allowance a
token, and a rival: that none of the candidates is right.

    p_i = exp(z_i) / (1 + sum_j exp(z_j)),    z_i = (s_i + allowance * n_i) / temperature + offset

A token's confidence c becomes sigmoid(slope * logit(c) + shift) (Platt 1999). All six are fitted on validation by
`python -m training calibrate`, and stand in the model's JSON.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from mathnet.errors import SpokenError

_LEAST = 1e-6  # of a probability whose logit is taken


@dataclass(frozen=True)
class Calibration:
    """The fitted numbers; as they stand they leave tokens alone and share the whole among the candidates."""

    temperature: float = 1.0
    allowance: float = 0.0  # nats a token
    offset: float = math.inf  # of a candidate against "none of them"; infinite: there is no such rival
    slope: float = 1.0
    shift: float = 0.0

    def __post_init__(self) -> None:
        if self.temperature <= 0 or self.slope <= 0:
            raise SpokenError("temperature and slope of a calibration are above 0: {}", self)

    def probabilities(self, totals: Sequence[float], lengths: Sequence[int]) -> list[float]:
        """The probability of each candidate to be right, given total log probabilities in nats and tokens of each."""
        scores = [
            (total + self.allowance * length) / self.temperature for total, length in zip(totals, lengths, strict=True)
        ]
        most = max(scores, default=0.0)
        shares = [math.exp(score - most) for score in scores]
        rival = math.exp(min(-self.offset - most, 700.0))
        return [share / (sum(shares) + rival) for share in shares]

    def confidences(self, values: Sequence[float]) -> tuple[float, ...]:
        """The probability of each token to be right."""
        if (self.slope, self.shift) == (1.0, 0.0):
            return tuple(values)
        return tuple(_sigmoid(self.slope * _logit(value) + self.shift) for value in values)


def _logit(value: float) -> float:
    value = min(max(value, _LEAST), 1 - _LEAST)
    return math.log(value / (1 - value))


def _sigmoid(value: float) -> float:
    return 1 / (1 + math.exp(-value)) if value >= 0 else math.exp(value) / (1 + math.exp(value))
