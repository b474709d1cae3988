"""What a figure was measured with: the program's commit, the versions of the libraries, processor and GPU."""

from __future__ import annotations

import os
import platform
import subprocess
from functools import cache
from pathlib import Path


@cache
def commit() -> str:
    """The commit of the source, with a plus where files differ from it; "unknown" without git or outside of it."""
    found = _git("rev-parse", "--short=12", "HEAD")
    if not found or _git("rev-parse", "--show-prefix") != "training/study/":  # inside another repository
        return "unknown"
    return found + ("+" if _git("status", "--porcelain", "--untracked-files=no") else "")


def _git(*words: str) -> str:
    command = ["git", "-C", str(Path(__file__).resolve().parent), *words]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


@cache
def machine(device: str) -> dict[str, str]:
    """Hardware and versions by name; `device` is "cpu" or "cuda"."""
    import numpy as np
    import torch

    hardware = f"{_processor()}, {os.cpu_count()} cores"
    if device == "cuda":
        hardware = f"{torch.cuda.get_device_name()}; {hardware}"
    versions = {"python": platform.python_version(), "torch": str(torch.__version__), "numpy": np.__version__}
    return {"hardware": hardware, "system": platform.system(), **versions}


def _processor() -> str:
    """The processor's name as Linux tells it, else what Python knows."""
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        lines = []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, "") or platform.processor() or platform.machine() or "unknown processor"
