"""How much memory the program takes once its model is loaded and it has read some expressions."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.figures import Figure, Options
from benchmarks.inks import load_inks
from benchmarks.program import read_in, running


def measure(options: Options) -> list[Figure]:
    """The memory of the real program, window and worker thread in one process."""
    inks = load_inks(options)
    with running(options) as program:
        before = resident_megabytes()
        for ink in inks:
            read_in(program, ink)
        after = resident_megabytes()
    return [
        Figure("memory, model loaded", before, "MB"),
        Figure(f"memory, {len(inks)} expressions read", after, "MB", goal=900),
    ]


def resident_megabytes() -> float:
    """What this process holds in memory now; where the system does not tell, the most it ever held."""
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        import resource

        return pages * resource.getpagesize() / 1e6
    if sys.platform == "darwin":
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
    raise ValueError("memory is measured on Linux and macOS only")
