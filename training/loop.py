"""The loop's parts that every stage shares: schedule, moving average, and a run's state on disk.

A run is a folder: `recipe.json`, `log.jsonl`, and `state.safetensors` with weights, averages and the optimizer's
moments. The state is replaced in one step, so that a run killed at any time goes on from the last one saved.
"""

from __future__ import annotations

import json
import math
import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor, nn

from mathnet.errors import SpokenError
from training.events import is_full


@dataclass(frozen=True)
class OptimizerConfig:
    """AdamW with linear warm-up and a cosine to zero; the weights that ship are an exponential moving average."""

    steps: int = 20_000
    warmup: int = 500
    peak: float = 1e-3  # learning rate after warm-up
    decay: float = 0.02  # weight decay of matrices; biases and norms have none
    clip: float = 1.0  # largest gradient norm
    average: float = 0.999  # decay of the moving average

    def __post_init__(self) -> None:
        if self.steps < 1 or self.warmup < 0 or self.peak <= 0 or not 0 <= self.average < 1:
            raise ValueError(f"nothing can be trained with {self}")


def learning_rate(step: int, config: OptimizerConfig) -> float:
    """Linear warm-up to the peak, then half a cosine to zero at the last step."""
    if step < config.warmup:
        return config.peak * (step + 1) / config.warmup
    share = (step - config.warmup) / max(config.steps - config.warmup, 1)
    return config.peak * 0.5 * (1 + math.cos(math.pi * min(share, 1.0)))


Rated = tuple[Iterable[nn.Parameter], float]  # parameters, and their share of the learning rate


def make_optimizer(parts: Iterable[Rated], config: OptimizerConfig) -> torch.optim.AdamW:
    """AdamW; weight decay for matrices and kernels only. Each group's `rate` multiplies the learning rate."""
    groups = []
    for parameters, rate in parts:
        trained = [parameter for parameter in parameters if parameter.requires_grad]
        for decay, chosen in ((config.decay, True), (0.0, False)):
            members = [parameter for parameter in trained if (parameter.dim() > 1) == chosen]
            groups.append({"params": members, "weight_decay": decay, "rate": rate})
    return torch.optim.AdamW(
        [group for group in groups if group["params"]], lr=config.peak, betas=(0.9, 0.98), fused=True
    )


def set_learning_rate(optimizer: torch.optim.Optimizer, rate: float) -> None:
    for group in optimizer.param_groups:
        group["lr"] = rate * group["rate"]


def mixed_precision(device: torch.device) -> torch.autocast:
    """bfloat16 where the hardware has it, else single precision."""
    quick = torch.cuda.is_bf16_supported() if device.type == "cuda" else torch.cpu._is_avx512_bf16_supported()
    return torch.autocast(device.type, torch.bfloat16, enabled=quick)


class Average:
    """Exponential moving average of a module's floating-point state, batch-norm statistics included."""

    def __init__(self, module: nn.Module, decay: float) -> None:
        self.decay = decay
        self.values = {name: value.detach().clone() for name, value in module.state_dict().items()}

    def update(self, module: nn.Module, step: int) -> None:
        """Early on the average follows faster, so that it forgets the random start."""
        decay = min(self.decay, (1 + step) / (10 + step))
        state = module.state_dict()
        floating = [name for name, value in state.items() if value.is_floating_point()]
        torch._foreach_lerp_([self.values[name] for name in floating], [state[name] for name in floating], 1 - decay)

    def copy_to(self, module: nn.Module) -> None:
        module.load_state_dict(self.values)


class DiskFullError(SpokenError):
    """There is no room for the state of a run; the message says what is kept, and what to do."""


class RunState:
    """What a run needs to go on: modules, average, optimizer and the number of steps done."""

    def __init__(self, modules: dict[str, nn.Module], average: Average, optimizer: torch.optim.Optimizer) -> None:
        self.modules, self.average, self.optimizer = modules, average, optimizer
        self.step = 0
        self.chunk = 0  # of the training stream, the next one to be drawn or gone on with
        self.batch = 0  # of that chunk, the next one
        self.kept: int | None = None  # the step that is saved
        self.seconds = 0.0  # spent on the steps so far, over all sittings

    def count(self, batches: int) -> None:
        """One more batch of a chunk of so many is done."""
        self.batch += 1
        if self.batch == batches:
            self.chunk, self.batch = self.chunk + 1, 0

    def save(self, folder: Path) -> None:
        """Replaces the saved state in one step. Raises `DiskFullError` if there is no room; the old state stays."""
        partial = folder / "state.partial"
        counts = {name: str(getattr(self, name)) for name in ("step", "chunk", "batch")}
        try:
            save_file(self._tensors(), partial, metadata=counts | {"seconds": str(round(self.seconds, 1))})
            os.replace(partial, folder / "state.safetensors")
        except (OSError, SafetensorError) as error:
            partial.unlink(missing_ok=True)  # what was written takes the room that the words about it need
            if is_full(error):
                raise self._full(folder) from error
            raise
        self.kept = self.step

    @property
    def size(self) -> int:
        """Bytes of the saved state."""
        return sum(value.nbytes for value in self._tensors().values())

    def _full(self, folder: Path) -> DiskFullError:
        size = math.ceil(self.size / 2**20)
        if self.kept is None:
            return DiskFullError(
                "the disk is full: step {} could not be saved in {}, nothing was saved before. Make room for {} MiB "
                "and start the run again",
                *(self.step, folder, size),
            )
        return DiskFullError(
            "the disk is full: step {} could not be saved in {}, what was saved after step {} is kept. Make room for "
            "{} MiB and start the run again: it goes on from there",
            *(self.step, folder, self.kept, size),
        )

    def load(self, folder: Path, device: torch.device) -> bool:
        """Takes up the saved state; False if there is none."""
        path = folder / "state.safetensors"
        if not path.exists():
            return False
        with safe_open(path, "pt", device=str(device)) as file:
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118  # no iterator there
            counts = {"batch": "0", **file.metadata()}  # older states were saved between chunks alone
            self.step, self.chunk, self.batch = (int(counts[name]) for name in ("step", "chunk", "batch"))
            self.seconds, self.kept = float(counts["seconds"]), self.step
        for name, module in self.modules.items():
            module.load_state_dict(_under(tensors, f"{name}."))
        self.average.values = _under(tensors, "average.")
        self._load_moments(_under(tensors, "optimizer."))
        return True

    def _tensors(self) -> dict[str, Tensor]:
        tensors = {f"average.{name}": value for name, value in self.average.values.items()}
        for prefix, module in self.modules.items():
            tensors |= {f"{prefix}.{name}": value for name, value in module.state_dict().items()}
        for index, moments in self.optimizer.state_dict()["state"].items():
            tensors |= {f"optimizer.{index}.{name}": value for name, value in moments.items()}
        return {name: value.contiguous() for name, value in tensors.items()}

    def _load_moments(self, moments: dict[str, Tensor]) -> None:
        """The fused optimizer goes through memory as it lies: moments are laid out as their parameters are."""
        parameters = [parameter for group in self.optimizer.param_groups for parameter in group["params"]]
        state: dict[int, dict[str, Tensor]] = {}
        for name, value in moments.items():
            index, _, kind = name.partition(".")
            laid = torch.empty_like(parameters[int(index)]).copy_(value) if value.dim() else value
            state.setdefault(int(index), {})[kind] = laid
        self.optimizer.load_state_dict({"state": state, "param_groups": self.optimizer.state_dict()["param_groups"]})


def _under(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name[len(prefix) :]: value for name, value in tensors.items() if name.startswith(prefix)}


def write_json(path: Path, value: Any) -> None:
    """Writes a JSON file in one step."""
    partial = path.with_suffix(".partial")
    partial.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
    os.replace(partial, path)
