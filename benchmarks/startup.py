"""From starting the process to the window painted, the disk warm: a child process is started several times over."""

from __future__ import annotations

import subprocess
import sys
import time

from benchmarks.figures import Figure, Options, percentiles

RUNS = 7


def measure(_: Options) -> list[Figure]:
    """The first run warms the disk and does not count."""
    milliseconds = [_start() for _ in range(RUNS + 1)][1:]
    return percentiles(f"start to window ({RUNS} runs)", milliseconds, {50: 1000, 100: None})


def _start() -> float:
    command = [sys.executable, "-m", "benchmarks.first_paint", repr(time.monotonic())]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if answer.returncode:
        raise ValueError(f"the window did not open: {answer.stderr.strip()}")
    return float(answer.stdout)
