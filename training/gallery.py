"""The gallery of a run: what people can see of it, as small pictures that each validation adds to.

`gallery/` holds a few expressions that stay the same over the run, and pictures of them at each step; of the latter the
newest are kept.

Letters: P Q pixels, H W cells.
"""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mathnet.encoder import CELL
from mathnet.heatmap import overlay, png
from mathnet.raster import RasterConfig
from training.data.batching import Drawn, draw_sample
from training.data.sample import NO_SYMBOL, Floats, Sample

EXPRESSIONS = 8
_STEPS = 24  # that are kept
_LARGEST = 0.9  # of all expressions by size, the share that the largest one shown is larger than
_MOST_PIXELS = 900  # a side of a picture
_STEP = re.compile(r"-(\d{7,})")

Picture = NDArray[np.uint8]


class Gallery:
    """Writes pictures, each in one step, and says where: the path below the run's folder."""

    def __init__(self, folder: Path, steps: int = _STEPS) -> None:
        self.folder, self.steps = folder / "gallery", steps

    def ink(self, number: int, drawn: Drawn) -> str:
        """An expression itself, the same at every step."""
        name = f"ink-{number}.png"
        if not (self.folder / name).exists():
            self._write(name, np.round(255 * (1 - drawn.raster[0])).astype(np.uint8))
        return f"{self.folder.name}/{name}"

    def add(self, kind: str, step: int, picture: Picture, number: int = 0) -> str:
        """A picture of a step."""
        name = f"{kind}-{step:07d}-{number}.png"
        self._write(name, picture)
        return f"{self.folder.name}/{name}"

    def heat(self, kind: str, step: int, drawn: Drawn, heat: Floats, number: int) -> str:
        """An expression with a map of cells (H, W), which may reach beyond it, laid under its ink."""
        rows, columns = (side // CELL for side in drawn.raster.shape[1:])
        shown = np.nan_to_num(heat[:rows, :columns])  # a run that is going wrong is to say so itself
        return self.add(kind, step, overlay(drawn.raster[0], shown, CELL), number)

    def prune(self) -> None:
        """Takes away the pictures of all but the newest steps."""
        found = [(int(step[1]), path) for path in self.folder.glob("*.png") if (step := _STEP.search(path.name))]
        kept = sorted({step for step, _ in found})[-self.steps :]
        for path in [path for step, path in found if step not in kept]:
            path.unlink(missing_ok=True)

    def _write(self, name: str, picture: Picture) -> None:
        self.folder.mkdir(exist_ok=True)
        partial = self.folder / f"{name}.partial"
        partial.write_bytes(png(picture))
        os.replace(partial, self.folder / name)


def chosen(samples: Sequence[Sample], count: int = EXPRESSIONS) -> list[Sample]:
    """A few expressions from small to large, always the same ones."""
    by_size = sorted(samples, key=lambda sample: sample.extent)
    last = len(by_size) - 1 if len(by_size) <= count else _LARGEST * (len(by_size) - 1)
    places = np.linspace(0, max(last, 0), min(count, len(by_size)))
    return [by_size[place] for place in sorted(set(places.round().astype(int).tolist()))]


def unlabelled_sample(strokes: list[Floats]) -> Sample:
    """Ink of which nothing else is known."""
    none = np.zeros(0, dtype=np.int64)
    return Sample(strokes, np.full(len(strokes), NO_SYMBOL), none, none, none)


def drawn_for_show(samples: Sequence[Sample], raster: RasterConfig) -> list[Drawn]:
    """Expressions as the model sees them, no larger than a picture is to be."""
    scales = [min(1.0, _MOST_PIXELS / max(*sample.extent, 1.0) / raster.symbol_pixels) for sample in samples]
    return [draw_sample(one, scale, raster, raster.thickness) for one, scale in zip(samples, scales, strict=True)]
