"""From the pen lifted to the LaTeX there, the pause before reading left out: what `Recognizer.recognize` takes."""

from __future__ import annotations

import time

from benchmarks.figures import Figure, Options, percentiles
from benchmarks.inks import load_inks
from mathnet.ink import Ink
from mathnet.recognizer import Recognizer

WARM_UP = 3  # expressions read before the clock counts


def measure(options: Options) -> list[Figure]:
    """Reads every expression once, with a beam of 5, on the CPU."""
    inks = load_inks(options)
    recognizer = Recognizer.load(options.model, device="cpu")
    milliseconds = [_read(recognizer, ink) for ink in (*inks[:WARM_UP], *inks)][WARM_UP:]
    return percentiles(f"pen up to LaTeX ({len(inks)} expressions)", milliseconds, {50: 150, 95: 400, 100: None})


def _read(recognizer: Recognizer, ink: Ink) -> float:
    began = time.perf_counter()
    recognizer.recognize(ink, beam=5, top=5)
    return (time.perf_counter() - began) * 1000
