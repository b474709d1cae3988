"""Corpus: a list of samples in one packed file, fast to load and small enough to carry along.

The file is a plain `.npz` without pickles. Points are 16-bit integers in 1/256 of a symbol size, which is finer than a
tenth of a pixel at any size we train with. Pictures lie end to end as bytes, with rows and columns of each; a file
without pictures has no such arrays.

Letters: M samples, N points.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mathnet.errors import SpokenError
from training.data.sample import Floats, Sample

_QUANTUM = 256.0  # steps a symbol size
_MOST_UNITS = 32767 / _QUANTUM
_NO_POINTS = np.zeros((0, 2), dtype=np.float32)
_NO_PICTURE = np.zeros((0, 0), dtype=np.uint8)


@dataclass(frozen=True, eq=False)
class Corpus:
    """Samples with the name, source and writer of each, and the vocabulary their ids belong to."""

    samples: list[Sample]
    names: list[str]
    sources: list[str]
    writers: list[str]  # empty where the source has no usable writer
    vocabulary: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.samples)

    def subset(self, keep: Sequence[int]) -> Corpus:
        return Corpus(
            [self.samples[index] for index in keep],
            [self.names[index] for index in keep],
            [self.sources[index] for index in keep],
            [self.writers[index] for index in keep],
            self.vocabulary,
        )

    def joined(self, other: Corpus) -> Corpus:
        """Both corpora as one; they must share a vocabulary."""
        if self.vocabulary != other.vocabulary:
            raise ValueError("corpora of different vocabularies cannot be joined: prepare both anew")
        return Corpus(
            self.samples + other.samples,
            self.names + other.names,
            self.sources + other.sources,
            self.writers + other.writers,
            self.vocabulary,
        )

    def save(self, path: Path) -> None:
        """Writes the packed file in one step: a reader never sees half of it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        with partial.open("wb") as file:
            np.savez_compressed(file, **self._arrays())  # type: ignore[arg-type]
        os.replace(partial, path)

    def _arrays(self) -> dict[str, NDArray[np.generic]]:
        strokes = [stroke for sample in self.samples for stroke in sample.strokes]
        points = np.round(np.concatenate([_NO_POINTS, *strokes]) * _QUANTUM).astype(np.int16)
        arrays: dict[str, NDArray[np.generic]] = {"points": points, "stroke_lengths": _lengths(strokes)}
        for name in ("symbol_of_stroke", "labels", "tokens", "symbol_of_token"):
            parts = [getattr(sample, name) for sample in self.samples]
            arrays[name] = np.concatenate(parts).astype(np.int16)
            arrays[f"{name}_lengths"] = _lengths(parts)
        for name in ("names", "sources", "writers", "vocabulary"):
            arrays[name] = np.array(getattr(self, name), dtype=np.str_)
        return arrays | _picture_arrays(self.samples)

    @classmethod
    def load(cls, path: Path) -> Corpus:
        """Reads a packed file. Raises `OSError` if there is none and `ValueError` if it is not one of ours."""
        try:
            with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
                arrays = {name: file[name] for name in file.files}
            names, sources, writers, tokens = (
                arrays[name].tolist() for name in ("names", "sources", "writers", "vocabulary")
            )
            return cls(list(_samples(arrays)), names, sources, writers, tuple(tokens))
        except (KeyError, ValueError, TypeError, EOFError, zipfile.BadZipFile, zlib.error) as error:
            raise SpokenError("{} is no packed corpus ({}): make it by `training prepare`", path, error) from None


def fits(sample: Sample) -> bool:
    """Whether a packed file can hold the sample's coordinates."""
    return max(sample.extent) < _MOST_UNITS


def _lengths(parts: Sequence[NDArray[np.generic]]) -> NDArray[np.int32]:
    return np.array([len(part) for part in parts], dtype=np.int32)


def _picture_arrays(samples: Sequence[Sample]) -> dict[str, NDArray[np.generic]]:
    """The pixels of all pictures (one after the other, row by row) and their sizes (M, 2), 0 by 0 where none is."""
    if all(sample.picture is None for sample in samples):
        return {}
    pictures = [_NO_PICTURE if sample.picture is None else sample.picture for sample in samples]
    sizes = np.array([picture.shape for picture in pictures], dtype=np.int32)
    return {"pictures": np.concatenate([picture.ravel() for picture in pictures]), "picture_sizes": sizes}


def _pictures(arrays: dict[str, NDArray[np.generic]], count: int) -> list[NDArray[np.uint8] | None]:
    """The picture of each of `count` samples, None where it has strokes."""
    if "pictures" not in arrays:
        return [None] * count
    sizes = arrays["picture_sizes"].astype(np.int64)
    parts = _split(arrays["pictures"].astype(np.uint8, copy=False), sizes.prod(axis=1))
    return [part.reshape(size) if part.size else None for part, size in zip(parts, sizes, strict=True)]


def _split(values: NDArray[np.generic], lengths: NDArray[np.generic]) -> list[NDArray[np.generic]]:
    return np.split(values, np.cumsum(lengths)[:-1])


def _samples(arrays: dict[str, NDArray[np.generic]]) -> Iterator[Sample]:
    points = arrays["points"].astype(np.float32) / np.float32(_QUANTUM)
    strokes: list[Floats] = _split(points, arrays["stroke_lengths"])  # type: ignore[assignment]
    columns = [
        _split(arrays[name].astype(np.int64), arrays[f"{name}_lengths"])
        for name in ("symbol_of_stroke", "labels", "tokens", "symbol_of_token")
    ]
    begin = 0
    pictures = _pictures(arrays, len(columns[0]))
    for symbol_of_stroke, labels, tokens, symbol_of_token, picture in zip(*columns, pictures, strict=True):
        end = begin + len(symbol_of_stroke)
        yield Sample(strokes[begin:end], symbol_of_stroke, labels, tokens, symbol_of_token, picture)
        begin = end
