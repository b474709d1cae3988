"""From starting the process to the window painted, and to the first formula read, the disk warm.

A child process is started several times over, each time with nothing kept from before.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.figures import Figure, Options, percentiles

RUNS = 7
SAMPLE = Path(__file__).resolve().parent.parent / "resources" / "samples" / "quadratic_formula.inkml"


def measure(options: Options) -> list[Figure]:
    """The first run warms the disk and does not count."""
    model = ["--model", str(options.model)] if options.model else []
    window = [_start([]) for _ in range(RUNS + 1)][1:]
    result = [_start([str(SAMPLE), *model]) for _ in range(RUNS + 1)][1:]
    return [
        *percentiles(f"start to window ({RUNS} runs)", window, {50: 800, 100: None}),
        *percentiles(f"start to the first formula read ({RUNS} runs)", result, {50: 3500, 100: None}),
    ]


def _start(arguments: list[str]) -> float:
    with TemporaryDirectory() as folder:
        homes = {f"XDG_{name}_HOME": folder for name in ("DATA", "CONFIG", "CACHE")}
        command = [sys.executable, "-m", "benchmarks.first_paint", repr(time.monotonic()), *arguments]
        answer = subprocess.run(
            command, capture_output=True, text=True, timeout=120, check=False, env={**os.environ, **homes}
        )
    if answer.returncode:
        raise ValueError(f"the window did not open: {answer.stderr.strip()}")
    return float(answer.stdout)
