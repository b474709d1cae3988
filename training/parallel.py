"""Several processes as one: the same losses and gradients as a single process that sees all of their batches.

`torchrun --nproc-per-node N -m -- training STAGE …` starts N processes; each draws its own part of the stream,
gradients are averaged by DistributedDataParallel, and what a loss needs of the whole batch is gathered here: batch-norm
statistics, counts, and the embeddings that repel each other. With one process everything is the plain thing.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.nn import functional as F


def world() -> int:
    """The number of processes."""
    return dist.get_world_size() if dist.is_available() and dist.is_initialized() else 1


def rank() -> int:
    """This process's number; the one of number 0 writes the run's files."""
    return dist.get_rank() if world() > 1 else 0


@contextmanager
def processes(device: torch.device) -> Iterator[torch.device]:
    """Joins the processes that torchrun started, if it did, and gives each its device."""
    if int(os.environ.get("WORLD_SIZE", "1")) < 2:
        yield device
        return
    if device.type == "cuda":
        device = torch.device("cuda", int(os.environ["LOCAL_RANK"]))
        torch.cuda.set_device(device)
    dist.init_process_group("nccl" if device.type == "cuda" else "gloo")
    try:
        yield device
        dist.barrier()  # none leaves while another still talks to it
    finally:
        gc.collect()  # what still holds the group would keep its threads alive beyond the interpreter
        dist.destroy_process_group()


class _Total(torch.autograd.Function):
    """The sum over all processes; its gradient is summed likewise."""

    @staticmethod
    def forward(_: Any, value: Tensor) -> Tensor:
        total = value.contiguous().clone()
        dist.all_reduce(total)
        return total

    @staticmethod
    def backward(_: Any, *gradients: Tensor) -> Tensor:
        gradient = gradients[0].contiguous().clone()
        dist.all_reduce(gradient)
        return gradient


def total(value: Tensor) -> Tensor:
    """The sum over all processes, differentiable."""
    if world() == 1:
        return value
    result: Tensor = _Total.apply(value)  # type: ignore[no-untyped-call]
    return result


def gather(value: Tensor) -> Tensor:
    """The rows of all processes, this one's at its rank; differentiable. Rows may differ in number.

    Shapes: (N, ...) to (sum of N, ...).
    """
    if world() == 1:
        return value
    counts = _counts(len(value), value.device)
    before = int(counts[: rank()].sum())
    behind = int(counts.sum()) - before - len(value)
    return total(F.pad(value, (0, 0) * (value.dim() - 1) + (before, behind)))


def offset(count: int, device: torch.device) -> int:
    """Where this process's `count` rows begin among the gathered ones."""
    if world() == 1:
        return 0
    return int(_counts(count, device)[: rank()].sum())


def _counts(count: int, device: torch.device) -> Tensor:
    """The number of rows of each process."""
    counts = torch.zeros(world(), dtype=torch.long, device=device)
    counts[rank()] = count
    dist.all_reduce(counts)
    return counts


def mean(sums: Tensor, count: Tensor) -> Tensor:
    """This process's part of a mean over all: averaged over the processes it is the sum of sums by the sum of counts.

    Nothing counted gives 0.
    """
    if world() == 1:
        return sums / count.clamp(min=1)
    everyone = count.detach().to(torch.float32).clone()
    dist.all_reduce(everyone)
    return sums * world() / everyone.clamp(min=1)


def least(value: int, device: torch.device) -> int:
    """The least of a number over all processes."""
    if world() == 1:
        return value
    table = torch.tensor(value, device=device)
    dist.all_reduce(table, dist.ReduceOp.MIN)
    return int(table)


class SharedBatchNorm(nn.BatchNorm2d):
    """Batch norm whose statistics in training are those of all processes' batches together."""

    def forward(self, x: Tensor) -> Tensor:
        if not self.training:
            return super().forward(x)
        values = x.float()
        sums = torch.stack([values.sum((0, 2, 3)), values.square().sum((0, 2, 3))])  # (2, C)
        count = float(total(torch.tensor(float(x.shape[0] * x.shape[2] * x.shape[3]), device=x.device)))
        average, square = total(sums) / count
        variance = (square - average.square()).clamp(min=0)
        self._remember(average.detach(), variance.detach() * count / max(count - 1, 1))
        scale = self.weight * (variance + self.eps).rsqrt()
        normed = values * scale[:, None, None] + (self.bias - average * scale)[:, None, None]
        result: Tensor = normed.to(x.dtype)
        return result

    def _remember(self, average: Tensor, variance: Tensor) -> None:
        assert self.running_mean is not None
        assert self.running_var is not None
        assert self.momentum is not None
        self.running_mean.lerp_(average, self.momentum)
        self.running_var.lerp_(variance, self.momentum)
        assert self.num_batches_tracked is not None
        self.num_batches_tracked += 1


def share_batch_norm(module: nn.Module) -> None:
    """Makes every batch norm of a module a shared one; its state stays as it is."""
    for part in module.modules():
        if type(part) is nn.BatchNorm2d:
            part.__class__ = SharedBatchNorm
