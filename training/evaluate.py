"""Measures a model on ink with captions, as a user would run it: file to LaTeX, one at a time."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
from numpy.typing import NDArray
from tqdm import tqdm

from mathnet import inkml
from mathnet.ink import Ink
from mathnet.raster import rasterize
from mathnet.recognizer import Recognizer
from mathnet.sources import items
from training.data.crohme import caption_of, read_captions
from training.metrics import Score


@dataclass(frozen=True)
class Measure:
    """What is measured: files below `data` (in folders named `within`, if given) against a table of captions."""

    data: Path
    captions: Path
    within: str = ""
    model: Path | None = None
    device: str = "auto"
    beam: int = 5
    pictures: bool = False  # withhold the strokes: draw each ink as a picture and read that
    each: bool = False  # print one JSON object an expression


def evaluate(measure: Measure) -> int:
    """Prints the figures, the last line as one JSON object. Returns 0, or 1 if a captioned file could not be read."""
    recognizer = Recognizer.load(measure.model, measure.device)
    captions = read_captions(measure.captions)
    score, failed = Score(), 0
    for name, data in tqdm(list(_wanted(measure, captions)), unit="file", disable=not sys.stderr.isatty()):
        truth = caption_of(captions, PurePosixPath(name))
        try:
            ink = inkml.read(data, name=name)
        except inkml.InkmlError as error:
            failed += 1
            print(f"{error}", file=sys.stderr)
            continue
        _read_one(recognizer, measure, name, ink, truth, score)
    _print(score, failed)
    return 1 if failed else 0


def _wanted(measure: Measure, captions: dict[str, list[str]]) -> Iterator[tuple[str, bytes]]:
    """Name and bytes of the ink files that have a caption. Raises `ValueError` if there is none."""
    found = 0
    for item in items(measure.data):
        path = PurePosixPath(item.name)
        if not item.is_ink or (measure.within and measure.within not in path.parts):
            continue
        if f"{path.parent.name}/{path.stem}" in captions or path.stem in captions:
            found += 1
            yield item.name, item.read()
    if not found:
        raise ValueError(f"no InkML file of {measure.data} has a caption in {measure.captions}")


def _read_one(recognizer: Recognizer, measure: Measure, name: str, ink: Ink, truth: list[str], score: Score) -> None:
    reading = recognizer.recognize(to_picture(ink) if measure.pictures else ink, measure.beam)
    found = reading.best.tokens if reading.best else ()
    errors = score.add(truth, found, reading.milliseconds)
    if measure.each:
        print(json.dumps({"path": name, "truth": " ".join(truth), "found": " ".join(found), "errors": errors}))


def to_picture(ink: Ink) -> NDArray[np.uint8]:
    """Ink as a grey picture, black on white, as a scanner would give it: the strokes themselves are lost."""
    raster, _ = rasterize(ink)
    return np.asarray(np.round(255 * (1 - raster[0])), dtype=np.uint8)


def _print(score: Score, failed: int) -> None:
    summary = score.summary()
    for name, value in summary.items():
        print(f"{name:20} {value:10.2f}" if "milli" in name or name == "expressions" else f"{name:20} {value:10.2%}")
    print(json.dumps({**{name: round(value, 5) for name, value in summary.items()}, "unreadable": failed}))
