"""Losses: each is small exactly when what it asks for is so."""

from __future__ import annotations

import math
from types import SimpleNamespace

import pytest
import torch
from torch import Tensor

from mathnet.config import tiny
from mathnet.model import Model
from mathnet.vocabulary import Vocabulary
from tests.training.inks import samples_of
from training.data.batching import collate, draw_sample
from training.losses import (
    LossConfig,
    Supervision,
    caption_loss,
    focus_loss,
    guided_loss,
    reading_directions,
    symbol_loss,
)

# One picture of 2 x 2 cells, symbol 0 in the first two, symbol 1 in the third; the fourth is empty.
SYMBOLS = torch.tensor([[[0, 0], [1, -1]]])
ENCODED = SimpleNamespace(where=torch.tensor([[0, 1, 2, 3]]), held=torch.ones(1, 4, dtype=torch.bool))
OWNERS = torch.tensor([[0, -1, 1], [1, -1, 0]])  # both directions


def gaze(*cells: list[int]) -> Tensor:
    """Attention weights (2, A = 1, T, L = 4) that rest on one cell a token."""
    return torch.nn.functional.one_hot(torch.tensor(cells), 4).float()[:, None]


def test_looking_at_its_own_symbol_costs_nothing() -> None:
    assert float(guided_loss(gaze([1, 3, 2], [2, 0, 0]), ENCODED, SYMBOLS, OWNERS)) == pytest.approx(0, abs=1e-6)


def test_looking_elsewhere_costs_much() -> None:
    assert float(guided_loss(gaze([2, 3, 0], [0, 0, 2]), ENCODED, SYMBOLS, OWNERS)) > 10


def test_half_the_attention_inside_costs_the_log_of_two() -> None:
    weights = (gaze([0, 0, 2], [2, 0, 1]) + gaze([3, 0, 3], [3, 0, 3])) / 2
    assert float(guided_loss(weights, ENCODED, SYMBOLS, OWNERS)) == pytest.approx(math.log(2), rel=1e-5)


def test_without_a_symbol_to_look_at_the_guided_loss_is_zero() -> None:
    assert float(guided_loss(gaze([0, 0, 0], [0, 0, 0]), ENCODED, SYMBOLS, torch.full((2, 3), -1))) == 0


def test_the_caption_loss_ignores_padding() -> None:
    targets = torch.tensor([[3, 4, 0, 0], [4, 3, 5, 0]])
    logits = torch.randn(2, 4, 6, generator=torch.Generator().manual_seed(0))
    changed = logits + 100 * torch.randn_like(logits) * (targets == 0)[:, :, None]
    assert torch.equal(caption_loss(logits, targets, 0, 0.1), caption_loss(changed, targets, 0, 0.1))


def test_a_certain_and_right_caption_costs_nothing() -> None:
    targets = torch.tensor([[3, 4, 5]])
    logits = 100.0 * torch.nn.functional.one_hot(targets, 6)
    assert float(caption_loss(logits, targets, 0, 0.0)) == pytest.approx(0, abs=1e-6)
    assert float(caption_loss(-logits, targets, 0, 0.0)) > 50


def test_the_symbol_loss_counts_cells_with_a_known_symbol_alone() -> None:
    labels = torch.tensor([[[3, 3], [4, -1]]])
    right = 100.0 * torch.nn.functional.one_hot(torch.tensor([[3, 3, 4, 5]]), 6)
    assert float(symbol_loss(right, ENCODED, labels)) == pytest.approx(0, abs=1e-6)
    assert float(symbol_loss(right.roll(1, 2), ENCODED, labels)) == pytest.approx(100, rel=1e-3)
    assert float(symbol_loss(right, ENCODED, torch.full_like(labels, -1))) == 0


def test_the_focus_learns_the_cells_that_some_token_looked_at() -> None:
    weights, known = gaze([0, 2, 3], [2, 0, 0]), torch.tensor([[True, True, False], [True, True, True]])
    open_ = torch.tensor([[20.0, -20.0, 20.0, -20.0]])  # the look at cell 3 was from padding
    right = SimpleNamespace(**vars(ENCODED), focus=open_)
    wrong = SimpleNamespace(**vars(ENCODED), focus=-open_)
    assert float(focus_loss(weights, right, known)) == pytest.approx(0, abs=1e-6)
    assert float(focus_loss(weights, wrong, known)) == pytest.approx(20, rel=1e-3)


def test_the_second_direction_is_the_first_reversed_without_its_padding() -> None:
    rows = torch.tensor([[1, 5, 6, 2, 0], [1, 7, 2, 0, 0]])
    both = reading_directions(rows, torch.tensor([[4], [3]]))
    assert both.tolist() == [[1, 5, 6, 2, 0], [1, 7, 2, 0, 0], [2, 6, 5, 1, 0], [2, 7, 1, 0, 0]]


def test_a_step_adds_its_losses_by_their_weights_and_reaches_every_weight(vocabulary: Vocabulary) -> None:
    torch.manual_seed(0)
    drawn = [draw_sample(sample, 1.0, tiny().raster, 2) for sample in samples_of()[:3]]
    weights = LossConfig(symbol=0.5, guided=0.25, focus=2.0, smoothing=0.0)
    supervision = Supervision(Model(tiny(), len(vocabulary)), vocabulary, weights)
    losses = supervision(collate(drawn, vocabulary))
    expected = losses["caption"] + 0.5 * losses["symbol"] + 0.25 * losses["guided"] + 2.0 * losses["focus"]
    assert float(losses["total"].detach()) == pytest.approx(float(expected.detach()), rel=1e-5)
    losses["total"].backward()
    parameters = supervision.named_parameters()
    assert [name for name, value in parameters if value.grad is None or not value.grad.isfinite().all()] == []


@pytest.mark.parametrize("wrong", [{"symbol": -1.0}, {"smoothing": 1.0}])
def test_weights_below_zero_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="must not be negative"):
        LossConfig(**wrong)
