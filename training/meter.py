"""What a run follows of itself: mean losses, expressions a second, and the memory that its process takes."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import torch
from torch import Tensor

Losses = dict[str, Tensor]


class Meter:
    """Means of losses over steps, and expressions a second; values stay on their device until they are asked for."""

    def __init__(self) -> None:
        self.sums: Losses = {}
        self.count, self.samples, self.began = 0, 0, time.monotonic()

    def add(self, losses: Losses, samples: int) -> None:
        for name, loss in losses.items():
            value = loss.detach()
            self.sums[name] = self.sums[name] + value if name in self.sums else value
        self.count += 1
        self.samples += samples

    def pause(self, seconds: float) -> None:
        """Those seconds do not count."""
        self.began += seconds

    def means(self) -> dict[str, float]:
        """The means since the last call."""
        means = {name: round(float(value) / self.count, 5) for name, value in self.sums.items()}
        now = time.monotonic()
        means["samples_per_second"] = round(self.samples / max(now - self.began, 1e-6), 1)
        self.sums, self.count, self.samples, self.began = {}, 0, 0, now
        return means


def memory(device: torch.device) -> dict[str, float]:
    """What this process takes, in MiB: `memory` of the computer, and `memory_gpu` of a GPU."""
    taken = {} if (own := _resident()) is None else {"memory": round(own / 2**20, 1)}
    if device.type == "cuda":
        taken["memory_gpu"] = round(torch.cuda.memory_reserved(device) / 2**20, 1)
    return taken


def _resident() -> int | None:
    """Bytes of this process in memory: those of now on Linux, the most so far on other Unix, None elsewhere."""
    try:
        import resource

        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * resource.getpagesize()
    except ImportError:
        return None
    except OSError:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return most if sys.platform == "darwin" else most * 1024
