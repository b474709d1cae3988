"""`python -m benchmarks [NAME…] [--data DIR_OR_ARCHIVE]`: measures this machine and prints a table."""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from benchmarks.figures import Options, table
from benchmarks.process import run
from mathnet.threads import settle_threads

NAMES = ("latency", "pen", "stall", "startup", "memory", "session")
NEED_DATA = frozenset({"latency", "stall", "memory"})
LIMITS = {"stall": 50, "memory": 50, "session": 50}  # expressions, where no other limit is given


def main(arguments: Sequence[str] | None = None) -> int:
    """Returns 0, or 1 where something could not be measured."""
    options = parse(arguments)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # no window pops up
    os.environ["OMP_NUM_THREADS"] = str(options.threads)  # for torch, in the processes that measure
    settle_threads()  # as the window does, and main.py
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    figures, trouble = [], False
    for name in options.names:
        try:
            figures += run(name, asked(name, options))
        except ValueError as error:
            trouble = True
            print(f"{name}: {error}", file=sys.stderr)
    print(json.dumps([asdict(figure) for figure in figures]) if options.json else table(figures))
    return int(trouble)


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description="How fast and how large the program is.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"{', '.join(NAMES)}; without a name, all of them")
    parser.add_argument(
        "--data", type=Path, help="folder or archive of InkML files; without it, no latency, stall, memory"
    )
    parser.add_argument("--within", default="", help="of the data, only what lies below a folder of this name")
    parser.add_argument("--limit", type=int, help="read so many expressions at most, evenly spread")
    parser.add_argument("--model", type=Path, help="a model other than the one that ships")
    parser.add_argument("--session-minutes", type=float, default=10.0, help="how long the session lasts (10)")
    parser.add_argument("--threads", type=int, default=2, help="processor threads for the model (2)")
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    options = parser.parse_args(arguments)
    unknown = sorted(set(options.names) - set(NAMES))
    if unknown:
        parser.error(f"no benchmark is called {unknown[0]!r}; there are {', '.join(NAMES)}")
    if options.data is None and NEED_DATA & set(options.names):
        parser.error("latency, stall and memory read ink: give a folder or archive of InkML files by --data")
    options.names = options.names or [name for name in NAMES if options.data or name not in NEED_DATA]
    return options


def asked(name: str, options: argparse.Namespace) -> Options:
    """What one measurement is asked, from the command line's options."""
    limit = options.limit or LIMITS.get(name)
    return Options(options.data, options.within, limit, options.model, options.session_minutes)


if __name__ == "__main__":
    sys.exit(main())
