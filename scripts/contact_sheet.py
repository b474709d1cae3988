"""A sheet of expressions for the documentation: `python scripts/contact_sheet.py --bank FILE [--out FILE]`.

A hundred expressions of the data engine, written with the specimens of a packed symbol bank, are drawn in a grid, each
as large as its cell allows. With `--corpus FILE` instead of `--bank`, a packed corpus' own expressions are drawn, to be
looked at beside them.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from mathnet.vocabulary import Vocabulary  # noqa: E402
from training.data.corpus import Corpus  # noqa: E402
from training.data.sample import Sample  # noqa: E402
from training.formulas.formulas import Formulas, Sources  # noqa: E402
from training.synthesis.engine import Engine  # noqa: E402
from training.synthesis.symbols import SymbolBank  # noqa: E402

CELL = (300, 120)  # width and height, pixels
MARGIN = 12  # pixels around an expression
LARGEST = 44  # pixels a symbol size
_SUBPIXEL_BITS = 4


def main(arguments: Sequence[str] | None = None) -> int:
    """Draw one sheet; returns the exit status."""
    parser = argparse.ArgumentParser(description="Draws a sheet of composed expressions, or of a corpus' own.")
    source = parser.add_mutually_exclusive_group(required=True)
    source.add_argument("--bank", type=Path, help="a packed symbol bank, for expressions of the data engine")
    source.add_argument("--corpus", type=Path, help="a packed corpus, for its own expressions")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images" / "composed.png", help="the picture")
    parser.add_argument("--count", type=int, default=100, help="expressions (default: 100)")
    parser.add_argument("--columns", type=int, default=5, help="expressions side by side (default: 5)")
    parser.add_argument("--seed", type=int, default=2026, help="another seed draws others")
    options = parser.parse_args(arguments)
    rng = np.random.default_rng(options.seed)
    if options.bank is not None:
        samples = composed(SymbolBank.load(options.bank), options.count, rng)
    else:
        samples = written(Corpus.load(options.corpus), options.count, rng)
    if not cv2.imwrite(str(options.out), sheet(samples, options.columns)):
        parser.error(f"{options.out} cannot be written: name a .png in a folder that exists")
    print(f"{len(samples)} expressions in {options.out}")
    return 0


def composed(symbols: SymbolBank, count: int, rng: np.random.Generator) -> list[Sample]:
    """The first expressions of the data engine."""
    vocabulary = Vocabulary.load()
    engine = Engine(Formulas(Sources(), vocabulary=vocabulary), symbols, vocabulary, writers=symbols.writers)
    return [engine.draw(rng) for _ in range(count)]


def written(corpus: Corpus, count: int, rng: np.random.Generator) -> list[Sample]:
    """Some of a corpus' expressions that have strokes."""
    inks = [sample for sample in corpus.samples if sample.picture is None]
    return [inks[at] for at in rng.permutation(len(inks))[:count].tolist()]


def sheet(samples: Sequence[Sample], columns: int) -> NDArray[np.uint8]:
    """Expressions in rows and columns, dark on white. Shapes: (rows of the grid · height, columns · width)."""
    rows = -(-len(samples) // columns)
    paper = np.full((rows * CELL[1], columns * CELL[0]), 255, dtype=np.uint8)
    for number, sample in enumerate(samples):
        corner = np.array([number % columns * CELL[0], number // columns * CELL[1]])
        cv2.polylines(paper, _lines(sample, corner), False, 30, 2, cv2.LINE_AA, _SUBPIXEL_BITS)
    return paper


def _lines(sample: Sample, corner: NDArray[np.int64]) -> list[NDArray[np.int32]]:
    """An expression's strokes in the middle of the cell at `corner`, in fractions of a pixel as OpenCV takes them."""
    extent = np.array(sample.extent)
    room = np.array(CELL) - 2 * MARGIN
    scale = min(LARGEST, float((room / np.maximum(extent, 1e-6)).min()))
    begin = corner + (np.array(CELL) - extent * scale) / 2 - np.concatenate(sample.strokes).min(axis=0) * scale
    strokes = [np.round((stroke * scale + begin) * (1 << _SUBPIXEL_BITS)).astype(np.int32) for stroke in sample.strokes]
    return [np.repeat(stroke, 2, axis=0) if len(stroke) == 1 else stroke for stroke in strokes]


if __name__ == "__main__":
    raise SystemExit(main())
