"""The losses without labels: each against its formula written out, and what must not matter does not."""

from __future__ import annotations

import math

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from training.contrast import barlow_twins, byol, health, local_nt_xent, nt_xent, reconstruction


def unit(*shape: int, seed: int = 0) -> Tensor:
    return F.normalize(torch.randn(*shape, generator=torch.Generator().manual_seed(seed)), dim=-1)


def written_out(first: Tensor, second: Tensor, temperature: float, others: Tensor | None = None) -> float:
    """NT-Xent as in the paper: a sum over all k that are not i."""
    rows = torch.cat([first, second])
    count, total = len(first), 0.0
    for i in range(2 * count):
        partner = (i + count) % (2 * count)
        near = [math.exp(float(rows[i] @ rows[k]) / temperature) for k in range(2 * count) if k != i]
        near += [math.exp(float(rows[i] @ other) / temperature) for other in (others if others is not None else ())]
        total -= math.log(math.exp(float(rows[i] @ rows[partner]) / temperature) / sum(near))
    return total / (2 * count)


def test_nt_xent_is_its_formula() -> None:
    first, second = unit(5, 8), unit(5, 8, seed=1)
    assert float(nt_xent(first, second, 0.3)) == pytest.approx(written_out(first, second, 0.3), rel=1e-5)


def test_a_queue_adds_what_repels() -> None:
    first, second, queue = unit(4, 8), unit(4, 8, seed=1), unit(6, 8, seed=2)
    expected = written_out(first, second, 0.3, queue)
    assert float(nt_xent(first, second, 0.3, queue)) == pytest.approx(expected, rel=1e-5)


def test_nobody_is_compared_to_itself() -> None:
    """With the diagonal left in, embeddings that agree perfectly would still compete with themselves."""
    rows = torch.eye(4)
    assert float(nt_xent(rows, rows, 0.02)) == pytest.approx(0.0, abs=1e-6)


def test_right_partners_cost_less_than_wrong_ones() -> None:
    rows = unit(6, 16)
    assert float(nt_xent(rows, rows, 0.2)) < float(nt_xent(rows, rows.roll(1, 0), 0.2)) - 1


def far_cells(count: int) -> Tensor:
    place = torch.arange(count) * 5
    return torch.stack([place, place], dim=1)[:, None].repeat(1, 2, 1)  # (N, 2, 2)


def test_local_loss_of_distant_cells_is_cross_entropy_both_ways() -> None:
    first, second, image = unit(6, 8), unit(6, 8, seed=1), torch.tensor([0, 0, 0, 1, 1, 1])
    logits, target = first @ second.T / 0.3, torch.arange(6)
    expected = (F.cross_entropy(logits, target) + F.cross_entropy(logits.T, target)) / 2
    assert float(local_nt_xent(first, second, image, far_cells(6), 0.3)) == pytest.approx(float(expected), rel=1e-5)


def test_cells_beside_the_partner_do_not_repel_unless_they_are_of_another_picture() -> None:
    first, second = unit(2, 8), unit(2, 8, seed=1)
    beside = torch.tensor([[[3, 3], [3, 3]], [[4, 3], [3, 4]]])
    assert float(local_nt_xent(first, second, torch.tensor([0, 0]), beside, 0.3)) == pytest.approx(0.0, abs=1e-6)
    assert float(local_nt_xent(first, second, torch.tensor([0, 1]), beside, 0.3)) > 0.1


def test_byol_is_zero_for_the_same_direction_and_four_for_the_opposite() -> None:
    rows = unit(5, 8)
    assert float(byol(3 * rows, rows)) == pytest.approx(0.0, abs=1e-5)
    assert float(byol(-rows, rows)) == pytest.approx(4.0, abs=1e-5)


def test_barlow_twins_wants_agreement_and_no_redundancy() -> None:
    signs = torch.tensor([[1.0, 1.0], [1.0, -1.0], [-1.0, 1.0], [-1.0, -1.0]])  # uncorrelated coordinates
    assert float(barlow_twins(signs, signs, 0.1)) == pytest.approx(0.0, abs=1e-4)
    double = signs[:, :1].repeat(1, 2)  # both coordinates say the same
    assert float(barlow_twins(double, double, 0.1)) == pytest.approx(0.1, abs=1e-4)  # two off the diagonal, by size 2
    assert float(barlow_twins(signs, -signs, 0.1)) == pytest.approx(4.0, abs=1e-3)


def test_reconstruction_counts_hidden_pixels_only_and_ink_as_much_as_paper() -> None:
    raster = torch.zeros(1, 4, 8, 8)
    raster[:, 0, 2] = 1.0
    hidden = torch.zeros(1, 1, 8, 8)
    hidden[:, :, :4] = 1.0
    assert float(reconstruction(raster, raster, hidden)) == 0.0
    elsewhere = raster.clone()
    elsewhere[:, :, 5:] = 9.0
    assert float(reconstruction(elsewhere, raster, hidden)) == 0.0
    blank = torch.zeros_like(raster)  # 8 inked pixels of 32 hidden ones, each wrong by 1 in one of 4 channels
    assert float(reconstruction(blank, raster, hidden)) == pytest.approx((0.25 + 0.0) / 2)


def test_health_tells_a_collapse_from_a_spread() -> None:
    spread, point = unit(64, 16), F.normalize(torch.ones(64, 16) + 1e-4 * unit(64, 16), dim=1)
    good, bad = health(spread, spread), health(point, point)
    assert good["deviation"] == pytest.approx(1.0, abs=0.1)
    assert bad["deviation"] < 0.01
    assert good["effective_rank"] > 12
    assert good["uniformity"] < -2 < bad["uniformity"]
    assert good["retrieval"] == 1.0
    assert good["alignment"] == pytest.approx(0.0, abs=1e-6)


def test_effective_rank_is_the_number_of_directions_in_use() -> None:
    line = torch.zeros(32, 16)
    line[:, 0] = torch.linspace(-1, 1, 32)
    line[:, 1] = 1.0
    assert health(line, line)["effective_rank"] < 3
