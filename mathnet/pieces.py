"""Pieces: what can be pointed at as a whole, strokes of ink or the connected parts of a picture, in pixels.

Letters: N points, H W cells, P Q pixels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from mathnet.ink import Box, Ink
from mathnet.raster import Floats, Frame, resample

_INKED = 0.3  # of a picture's pixel, from 0 to 1, to be part of a line
_NEAR = 2.0  # pixels: what is off by less is in the same place


@dataclass(frozen=True, eq=False)
class Piece:
    """Points about a pixel apart along the ink, in raster pixels. Shapes: `points` (N, 2) as x, y; N is at least 1."""

    points: Floats

    @property
    def box(self) -> Box:
        return Box(*self.points.min(axis=0).tolist(), *self.points.max(axis=0).tolist())

    def cells(self, shape: tuple[int, ...], cell_pixels: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The row and column of each point's cell, on a map of `shape` (H, W). Shapes: (N,) and (N,)."""
        columns, rows = np.clip(self.points // cell_pixels, 0, [shape[1] - 1, shape[0] - 1]).astype(np.int64).T
        return rows, columns


def of_ink(ink: Ink, frame: Frame) -> list[Piece]:
    """The strokes of ink, in their order."""
    return [Piece(resample([frame.to_pixels(stroke.points)], 1.0).points) for stroke in ink.strokes]


def of_picture(drawn: Floats) -> list[Piece]:
    """The connected parts of a raster's ink channel (P, Q)."""
    count, labels = cv2.connectedComponents((drawn > _INKED).astype(np.uint8))
    rows, columns = np.nonzero(labels)
    order = np.argsort(labels[rows, columns], kind="stable")
    points = np.stack([columns, rows], axis=1)[order].astype(np.float32) + np.float32(0.5)
    sizes = np.bincount(labels[rows, columns], minlength=count)[1:]
    return [Piece(part) for part in np.split(points, np.cumsum(sizes)[:-1]) if len(part)]


def within(pieces: Sequence[Piece], box: Box) -> list[Piece]:
    """What was written in a box (in pixels) that someone drew tightly around a symbol.

    That is the fewest whole pieces that fill the box, largest first, so that a root's sign goes without what stands
    under it; where no whole piece lies in the box, it is the points in it.
    """
    whole = [piece for piece in pieces if _contains(box, piece.box)]
    if not whole:
        return [Piece(points) for points in (_clipped(piece.points, box) for piece in pieces) if len(points)]
    whole.sort(key=lambda piece: -(piece.box.width + piece.box.height))
    chosen = whole[:1]
    for piece in whole[1:]:
        if not _contains(_around(chosen), piece.box):
            chosen.append(piece)
    return chosen


def around(pieces: Sequence[Piece], frame: Frame) -> Box | None:
    """The smallest box around pieces, in ink units; nothing around nothing."""
    if not pieces:
        return None
    box = _around(pieces)
    corners = frame.to_ink(np.array([[box.left, box.top], [box.right, box.bottom]], dtype=np.float32))
    return Box(*corners.flatten().tolist())


def _around(pieces: Sequence[Piece]) -> Box:
    return Piece(np.concatenate([piece.points for piece in pieces])).box


def _contains(outer: Box, inner: Box) -> bool:
    before = outer.left - _NEAR <= inner.left and outer.top - _NEAR <= inner.top
    return before and inner.right <= outer.right + _NEAR and inner.bottom <= outer.bottom + _NEAR


def _clipped(points: Floats, box: Box) -> Floats:
    x, y = points.T
    inside: Floats = points[(box.left <= x) & (x <= box.right) & (box.top <= y) & (y <= box.bottom)]
    return inside
