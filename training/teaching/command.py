"""The command line of teaching: `python -m training memory`."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_memory(parser: argparse.ArgumentParser) -> None:
    """The options of `memory`."""
    parser.add_argument("--model", type=Path, help="the model (the one that ships)")
    parser.add_argument("--cache", type=Path, required=True, help="the packed file that the model was trained from")
    parser.add_argument("--corrections", type=int, nargs="+", default=[10, 20, 50], help="how many a writer (10 20 50)")
    parser.add_argument("--beam", type=int, default=5)
    parser.add_argument("--others", type=int, default=40, help="others' expressions to read with each memory (40)")
    parser.add_argument("--json", action="store_true", help="one JSON object last, too")
    parser.add_argument("--device", default="auto", help="auto, cpu or cuda")


def memory_command(options: argparse.Namespace) -> int:
    """Runs `memory`. Returns 0; raises `ValueError` and `OSError` with what is wrong."""
    from training.teaching.memory import Wanted, measure_memory

    if min(options.corrections) < 1 or options.others < 0:
        raise ValueError("--corrections are at least 1, --others at least 0")
    wanted = Wanted(tuple(options.corrections), options.beam, options.others)
    return measure_memory(options.model, options.cache, wanted, options.device, options.json)
