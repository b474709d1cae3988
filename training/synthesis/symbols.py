"""Symbols: written specimens of every symbol, scaled to its shape, and the bank that hands them out by hand.

A hand is one writer. Whoever composes an expression names a hand, and gets that writer's own symbols where there are
some; what the writer never wrote comes from another hand of similar slant, always the same one for the same symbol, so
that an expression looks as if one person had written it. Nothing comes out twice exactly alike.

Letters: N points of one specimen. Units: capitals are 1 high, the baseline is y = 0, x starts at 0, y points down.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from training.data.sample import Floats
from training.synthesis.curves import slant

_QUANTUM = 2048.0  # steps a capital's height in the packed file
_MOST_UNITS = 32767 / _QUANTUM
_FEWEST_TOKENS = 12  # different symbols that make a writer worth naming as a hand
_WINDOW = 0.2  # share of a token's specimens, sorted by slant, that pass as similar
# One pick differs from the next by so much: width, height, slant, turn, and a bend of its lines
_JITTER = np.array([0.03, 0.025, 0.03, 0.012, 0.012], dtype=np.float32)
_SIZE = 0.04  # how much one hand's idea of a symbol's size differs from another's


@dataclass(frozen=True, eq=False)
class Specimen:
    """One written symbol: strokes (N, 2) on the baseline; `writer` is empty where nobody knows."""

    token: str
    strokes: list[Floats]
    writer: str
    source: str


class SymbolBank:
    """Specimens of many tokens, ready to be picked. Immutable; the same generator state picks the same."""

    def __init__(self, specimens: Iterable[Specimen]) -> None:
        ordered = sorted(specimens, key=lambda specimen: (specimen.token, slant(specimen.strokes)))
        self._tokens = [specimen.token for specimen in ordered]
        self._writers = [specimen.writer for specimen in ordered]
        self._sources = [specimen.source for specimen in ordered]
        strokes = [stroke for specimen in ordered for stroke in specimen.strokes]
        self._points: Floats = np.concatenate([np.zeros((0, 2), dtype=np.float32), *strokes])
        self._ends = np.cumsum([0, *map(len, strokes)]).tolist()  # of the points of each stroke
        self._last = np.cumsum([0, *(len(specimen.strokes) for specimen in ordered)]).tolist()  # stroke of each
        self._index()

    def _index(self) -> None:
        """Finds each token's range, each hand's own specimens, and how much each hand leans."""
        self._range: dict[str, tuple[int, int]] = {}
        self._own: dict[tuple[str, str], list[int]] = defaultdict(list)
        for at, (token, writer) in enumerate(zip(self._tokens, self._writers, strict=True)):
            self._range[token] = (self._range.get(token, (at, at))[0], at + 1)
            if writer:
                self._own[writer, token].append(at)
        leans: dict[str, list[float]] = defaultdict(list)
        for (writer, token), places in self._own.items():
            first, last = self._range[token]
            leans[writer] += [(at + 0.5 - first) / (last - first) for at in places]
        known = Counter(writer for writer, _ in self._own)
        self._hands = sorted(writer for writer, count in known.items() if count >= _FEWEST_TOKENS)
        self._lean = {writer: sum(places) / len(places) for writer, places in leans.items()}

    def __len__(self) -> int:
        return len(self._tokens)

    def __contains__(self, token: object) -> bool:
        return token in self._range

    @property
    def tokens(self) -> list[str]:
        return list(self._range)

    @property
    def writers(self) -> list[str]:
        """The hands of which there are at least a dozen different symbols."""
        return list(self._hands)

    @property
    def everyone(self) -> frozenset[str]:
        """All hands, also those of a few symbols."""
        return frozenset(filter(None, self._writers))

    def count(self, token: str) -> int:
        first, last = self._range.get(token, (0, 0))
        return last - first

    def specimens(self, token: str) -> list[Specimen]:
        """All specimens of a token as they were put in, from the one that leans left most to the right most."""
        first, last = self._span(token)
        return [self._specimen(at, self._block(at)) for at in range(first, last)]

    def pick(self, token: str, rng: np.random.Generator, writer: str = "") -> Specimen:
        """A specimen by a hand, or by any hand if none is named; `writer` may also be a name that is not in the bank.

        Raises `KeyError` for a token without specimens.
        """
        at = self._choose(token, rng, writer)
        points = self._block(at) @ _jitter(rng, f"{writer} {token}" if writer else "")
        points += rng.standard_normal(dtype=np.float32) * _JITTER[4] * np.sin(4 * points[:, ::-1] + rng.random() * 6)
        points[:, 0] -= points[:, 0].min()
        return self._specimen(at, points)

    def _span(self, token: str) -> tuple[int, int]:
        if token not in self._range:
            raise KeyError(f"the symbol bank has no specimen of {token!r}")
        return self._range[token]

    def _choose(self, token: str, rng: np.random.Generator, writer: str) -> int:
        first, last = self._span(token)
        if not writer:
            return int(rng.integers(first, last))
        own = self._own.get((writer, token))
        if own is None:
            anchor = self._similar(first, last, writer, token)
            own = self._own.get((self._writers[anchor], token)) or [anchor]
        return own[int(rng.integers(len(own)))]

    def _similar(self, first: int, last: int, writer: str, token: str) -> int:
        """The specimen that stands in for a hand's own: of similar slant, always the same."""
        chance = zlib.crc32(f"{writer} {token}".encode()) / 2**32
        lean = self._lean.get(writer, zlib.crc32(writer.encode()) / 2**32)
        window = max(_WINDOW, min(1.0, 12 / (last - first)))
        place = min(max(lean - window / 2, 0.0), 1.0 - window) + chance * window
        return first + min(int(place * (last - first)), last - first - 1)

    def _block(self, at: int) -> Floats:
        block: Floats = self._points[self._ends[self._last[at]] : self._ends[self._last[at + 1]]]
        return block

    def _specimen(self, at: int, points: Floats) -> Specimen:
        ends = self._ends[self._last[at] : self._last[at + 1] + 1]
        strokes = [points[start - ends[0] : stop - ends[0]] for start, stop in pairwise(ends)]
        return Specimen(self._tokens[at], strokes, self._writers[at], self._sources[at])

    def save(self, path: Path) -> None:
        """Writes the packed file in one step: a reader never sees half of it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_suffix(".partial")
        arrays: dict[str, NDArray[np.generic]] = {
            "points": np.round(self._points * _QUANTUM).astype(np.int16),
            "stroke_lengths": np.diff(self._ends).astype(np.int32),
            "strokes": np.diff(self._last).astype(np.int16),
        }
        for name, column in (("token", self._tokens), ("writer", self._writers), ("source", self._sources)):
            names = sorted(set(column))
            number = {text: at for at, text in enumerate(names)}
            arrays[f"{name}_names"] = np.array(names, dtype=np.str_)
            arrays[name] = np.array([number[text] for text in column], dtype=np.int16)
        with partial.open("wb") as file:
            np.savez_compressed(file, **arrays)  # type: ignore[arg-type]
        os.replace(partial, path)

    @classmethod
    def load(cls, path: Path) -> SymbolBank:
        """Reads a packed file. Raises `OSError` if there is none and `ValueError` if it is not one of ours."""
        try:
            with path.open("rb") as stream, np.load(stream, allow_pickle=False) as file:
                return cls._unpacked({name: file[name] for name in file.files})
        except (KeyError, ValueError, TypeError, IndexError, EOFError, zipfile.BadZipFile, zlib.error) as error:
            raise ValueError(f"{path} is no packed symbol bank ({error}): make it anew from its sources") from None

    @classmethod
    def _unpacked(cls, arrays: dict[str, NDArray[np.generic]]) -> SymbolBank:
        """The bank of packed arrays, which are in order already."""
        bank = cls([])
        bank._points = arrays["points"].astype(np.float32) / np.float32(_QUANTUM)
        bank._ends = np.concatenate([[0], np.cumsum(arrays["stroke_lengths"])]).tolist()
        bank._last = np.concatenate([[0], np.cumsum(arrays["strokes"], dtype=np.int64)]).tolist()
        columns = []
        for name in ("token", "writer", "source"):
            names = arrays[f"{name}_names"].tolist()
            columns.append([names[number] for number in arrays[name].tolist()])
        bank._tokens, bank._writers, bank._sources = columns
        if not len(bank._tokens) + 1 == len(bank._last) or not bank._last[-1] + 1 == len(bank._ends):
            raise ValueError("its tables do not fit together")
        bank._index()
        return bank


def fits(strokes: Iterable[Floats]) -> bool:
    """Whether a packed file can hold the strokes."""
    return all(bool(np.isfinite(stroke).all()) and float(np.abs(stroke).max()) < _MOST_UNITS for stroke in strokes)


def _jitter(rng: np.random.Generator, hand: str) -> Floats:
    """A small change of width, height, slant and turn, as a matrix (2, 2); the hand's own idea of size with it."""
    wide, high, lean, turn = rng.standard_normal(4, dtype=np.float32).clip(-2, 2) * _JITTER[:4]
    size = 1 + _SIZE * ((zlib.crc32(hand.encode()) % 1000) / 500 - 1) if hand else 1.0
    return np.array([[(1 + wide) * size, turn], [lean - turn, (1 + high) * size]], dtype=np.float32)
