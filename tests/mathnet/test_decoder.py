"""The decoder's refinement in training: another way to compute the same."""

from __future__ import annotations

import torch
from torch import nn

from mathnet.decoder import CrossAttention


def test_the_refinement_in_training_has_the_values_and_gradients_of_the_plain_one() -> None:
    torch.manual_seed(1)
    refine = nn.Sequential(nn.Linear(4, 6), nn.ReLU(), nn.Linear(6, 4, bias=False))
    covered = torch.rand(3, 4, 5, 7, requires_grad=True)  # (B, A, T, L)
    sought = torch.randn(3, 4, 5, 7)
    inputs = [covered, *refine.parameters()]
    with torch.no_grad():
        expected = CrossAttention._refine(refine, covered)
    plain = refine(covered.permute(0, 2, 3, 1)).permute(0, 3, 1, 2)
    assert torch.allclose(expected, plain, atol=1e-5)
    trained = CrossAttention._refine(refine, covered)
    assert torch.allclose(trained, plain, atol=1e-5)
    for one, other in zip(
        torch.autograd.grad((trained * sought).sum(), inputs),
        torch.autograd.grad((plain * sought).sum(), inputs),
        strict=True,
    ):
        assert torch.allclose(one, other, atol=1e-4)
