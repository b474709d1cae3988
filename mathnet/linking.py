r"""Linking: which ink each token of a caption was written with.

A stroke belongs to the token whose attention lies on it. The attention of a token is sharper than a stroke is long, so
each map is added to its blurred copy: a cell's neighbours count for a ninth each. In a picture the connected parts
of the ink stand for strokes; a part that holds several symbols is shared out cell by cell.

Letters: T tokens with ink, S pieces of ink, N points, H W cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from mathnet.grammar_rules import STRUCTURE_OF_GRIDS
from mathnet.ink import Box, Ink
from mathnet.latex_tree import FENCED, FONTS
from mathnet.pieces import Piece, around, of_ink, of_picture
from mathnet.reading import Candidate, Map, Reading

_OPENING_FENCE, _CLOSING_FENCE = r"\begin{cases}", r"\end{cases}"
_FENCES = frozenset([_OPENING_FENCE, *(f"\\{side}{{{name}}}" for name in FENCED for side in ("begin", "end"))])
_SILENT = frozenset(["{", "}", "_", "^", *FONTS]) | (STRUCTURE_OF_GRIDS - _FENCES)
_WHOLE = 0.7  # of a connected part's points that must be one token's for it to be that token's altogether

_NEARLY = 0.2  # of the attention that a piece's first owner has on it, for another token to take it over


def has_ink(token: str) -> bool:
    r"""Whether a token stands for ink of its own; a matrix's begin and end do, if its fences are theirs."""
    return token not in _SILENT


def inked(tokens: Sequence[str]) -> list[int]:
    """The places of a caption whose tokens were written with ink of their own."""
    brackets = _index_brackets(tokens)
    return [at for at, token in enumerate(tokens) if has_ink(token) and at not in brackets]


def strokes_of(candidate: Candidate, reading: Reading, ink: Ink) -> tuple[frozenset[int], ...]:
    """For each token the strokes, by number, that it was written with; none for tokens without ink of their own.

    `ink` is what the reading was made of.
    """
    places, maps = _maps(candidate)
    if not places:
        return tuple(frozenset() for _ in candidate.tokens)
    pieces = of_ink(ink, reading.frame)
    owners = np.array(places)[_owners(_masses(pieces, maps, reading))]  # (S,)
    return tuple(frozenset(np.flatnonzero(owners == at).tolist()) for at in range(len(candidate.tokens)))


def boxes_of(candidate: Candidate, reading: Reading) -> tuple[Box | None, ...]:
    """For each token a tight box, in ink units, around its ink as the picture shows it; nothing where it has none."""
    places, maps = _maps(candidate)
    found: dict[int, list[Piece]] = {at: [] for at in range(len(candidate.tokens))}
    parts = of_picture(reading.picture[0]) if places else []
    for part, masses in zip(parts, _masses(parts, maps, reading), strict=True):
        if masses.max() >= _WHOLE * masses.sum():
            found[places[int(masses.argmax())]].append(part)
        else:
            for at, points in _shared_out(part, places, maps, reading):
                found[at].append(points)
    return tuple(around(pieces, reading.frame) for pieces in found.values())


def box_of(candidate: Candidate, reading: Reading, index: int) -> Box | None:
    """The box of one token; see `boxes_of`."""
    return boxes_of(candidate, reading)[index]


def _maps(candidate: Candidate) -> tuple[list[int], Map]:
    """The places of tokens with ink, and how strongly each of them looks at a cell. Shapes: (T, H, W)."""
    places = inked(candidate.tokens)
    maps = [candidate.attention[at] for at in places]
    blurred = [each + cv2.blur(each, (3, 3), borderType=cv2.BORDER_CONSTANT) for each in maps]
    return places, np.array(blurred, dtype=np.float32).reshape(len(places), *candidate.attention.shape[1:])


def _masses(pieces: Sequence[Piece], maps: Map, reading: Reading) -> Map:
    """The attention that each token spends on a point of each piece, in the mean. Shapes: (S, T)."""
    masses = np.zeros((len(pieces), len(maps)), dtype=np.float32)
    for row, piece in enumerate(pieces):
        masses[row] = maps[:, *_cells(piece, reading)].mean(axis=1)
    return masses


def _owners(masses: Map) -> NDArray[np.int64]:
    """The token that each piece belongs to: the one that looks at it most, or nearly so if it has no other piece.

    Shapes: `masses` (S, T), the result (S,).
    """
    owners: NDArray[np.int64] = masses.argmax(axis=1)
    likeness = masses / np.maximum(masses.max(axis=1, keepdims=True), 1e-9)  # (S, T)
    for _ in range(masses.shape[1]):
        counts = np.bincount(owners, minlength=masses.shape[1])
        free = (counts[owners] > 1)[:, None] & (counts == 0) & (likeness > _NEARLY)
        if not free.any():
            break
        piece, token = np.unravel_index(np.where(free, likeness, 0.0).argmax(), likeness.shape)
        owners[piece] = token
    return owners


def _shared_out(part: Piece, places: list[int], maps: Map, reading: Reading) -> Iterator[tuple[int, Piece]]:
    """The points of a part by the token that looks at each most."""
    owners = np.array(places)[maps[:, *_cells(part, reading)].argmax(axis=0)]  # (N,)
    for at in np.unique(owners).tolist():
        yield at, Piece(part.points[owners == at])


def _cells(piece: Piece, reading: Reading) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    return piece.cells(reading.focus.shape, reading.frame.cell_pixels)


def _index_brackets(tokens: Sequence[str]) -> set[int]:
    """Where the index of a root opens and closes: it is seen by where it stands."""
    found: set[int] = set()
    for at in (at for at in range(len(tokens) - 1) if tokens[at] == "\\sqrt" and tokens[at + 1] == "["):
        depth = 0
        for place in range(at + 1, len(tokens)):
            depth += {"{": 1, "}": -1}.get(tokens[place], 0)
            if tokens[place] == "]" and depth == 0:
                found |= {at + 1, place}
                break
    return found
