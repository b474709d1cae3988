"""A measurement in a process of its own, so that none profits or suffers from what another has loaded."""

from __future__ import annotations

from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from multiprocessing import get_context

from benchmarks.figures import Figure, Options


def run(name: str, options: Options) -> list[Figure]:
    """What the module `benchmarks.NAME` measures; raises `ValueError` with the reason where it cannot."""
    with ProcessPoolExecutor(1, get_context("spawn")) as process:
        return process.submit(_measure, name, options).result()


def _measure(name: str, options: Options) -> list[Figure]:
    figures: list[Figure] = import_module(f"benchmarks.{name}").measure(options)
    return figures
