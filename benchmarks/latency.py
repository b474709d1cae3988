"""From the pen lifted to the LaTeX there, the pause before reading left out: what `Recognizer.recognize` takes."""

from __future__ import annotations

from benchmarks.figures import Figure, Options, percentiles
from benchmarks.inks import load_inks

WARM_UP = 3  # expressions read before the clock counts


def measure(options: Options) -> list[Figure]:
    """Reads every expression once, with a beam of 5, on the CPU."""
    import torch

    from mathnet.recognizer import Recognizer

    inks = load_inks(options)
    torch.set_num_threads(options.threads)
    recognizer = Recognizer.load(options.model, device="cpu")
    for ink in inks[:WARM_UP]:
        recognizer.recognize(ink, beam=5, top=5)
    milliseconds = [recognizer.recognize(ink, beam=5, top=5).milliseconds for ink in inks]
    return percentiles(f"pen up to LaTeX ({len(inks)} expressions)", milliseconds, {50: 150, 95: 400, 100: None})
