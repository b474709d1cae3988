"""Making samples: ink or a picture with its caption tokens, brought to symbol sizes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mathnet.ink import Ink
from mathnet.picture import load_picture, normalise
from mathnet.raster import stroke_size
from mathnet.vocabulary import Vocabulary
from training.data.align import align
from training.data.report import UnusableError
from training.data.sample import NO_SYMBOL, PICTURE_PIXELS, Ids, Sample


def to_sample(ink: Ink, tokens: Sequence[str], vocabulary: Vocabulary) -> Sample:
    """A sample in symbol sizes. Raises `ValueError` for ink without strokes and for tokens the vocabulary lacks."""
    size = stroke_size([stroke.points for stroke in ink.strokes])
    corner = np.array([ink.box.left, ink.box.top], dtype=np.float32)
    symbol_of_stroke = np.full(len(ink), NO_SYMBOL, dtype=np.int64)
    symbol_of_token = np.array(align(tokens, ink), dtype=np.int64)
    for index, symbol in enumerate(ink.symbols):
        symbol_of_stroke[list(symbol.strokes)] = index
    return Sample(
        [(stroke.points - corner) / np.float32(size) for stroke in ink.strokes],
        symbol_of_stroke,
        _labels(tokens, symbol_of_token, len(ink.symbols), vocabulary),
        np.array(encode(tokens, vocabulary), dtype=np.int64),
        symbol_of_token,
    )


def picture_sample(data: bytes, name: str, tokens: Sequence[str], vocabulary: Vocabulary) -> Sample:
    """A sample of the picture in a file's bytes. Raises `ValueError` for pictures that are broken or without ink, and
    for tokens the vocabulary lacks."""
    ids = np.array(encode(tokens, vocabulary), dtype=np.int64)
    raster, _, _ = normalise(load_picture(data, name), PICTURE_PIXELS)
    if not raster.size:
        raise UnusableError("picture without ink")
    none = np.zeros(0, dtype=np.int64)
    picture = np.round(raster * 255).astype(np.uint8)
    return Sample([], none, none, ids, np.full(len(ids), NO_SYMBOL, dtype=np.int64), picture)


def encode(tokens: Sequence[str], vocabulary: Vocabulary) -> list[int]:
    """The ids of a caption. Raises `UnusableError` for an empty one, and for one with tokens the vocabulary lacks."""
    if not tokens:
        raise UnusableError("empty caption")
    unknown = dict.fromkeys(token for token in tokens if token not in vocabulary)
    if unknown:
        raise UnusableError("token that the vocabulary lacks", next(iter(unknown)))
    return vocabulary.encode(tokens)


def _labels(tokens: Sequence[str], symbol_of_token: Ids, symbols: int, vocabulary: Vocabulary) -> Ids:
    """The caption token of every aligned symbol (so a fraction's bar is `\\frac`), -1 for the others."""
    labels = np.full(symbols, NO_SYMBOL, dtype=np.int64)
    for token, symbol in zip(tokens, symbol_of_token, strict=True):
        if symbol != NO_SYMBOL:
            labels[symbol] = encode([token], vocabulary)[0]
    return labels
