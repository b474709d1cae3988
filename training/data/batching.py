"""Batching: from samples to padded pictures and captions, with little padding and few shapes.

Each expression goes on the smallest of a few canvases that holds it: GPU libraries plan anew for every shape.

Letters: B batch, P Q pixels, H W cells (P/8, Q/8), T tokens, N points.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional as F

from mathnet.encoder import CELL
from mathnet.ink import Box
from mathnet.raster import STRIDE, RasterConfig, Trace, draw, fit, place_picture, resample
from mathnet.vocabulary import Vocabulary
from training.data.sample import NO_SYMBOL, PICTURE_PIXELS, Floats, Ids, Sample

Canvas = tuple[int, int]  # height and width in pixels


@dataclass(frozen=True)
class BatchConfig:
    """Canvases, and how many expressions go on one: as many as `pixels` allow, but at least 16 and at most `size`.

    With `slab`, expressions are sorted instead, and each batch has a canvas that just holds it: faster on a CPU,
    where a new shape costs nothing and padding everything. The canvases then only say the largest.
    """

    size: int = 32
    pixels: int = 1_000_000  # of all pictures of a batch together
    chunk: int = 512  # expressions a chunk
    most_tokens: int = 120  # of longer captions a part is drawn
    slab: int = 0  # batches of like width that are sorted by height together; 0 for fixed canvases
    canvases: tuple[Canvas, ...] = (
        *((64, 128), (96, 256), (96, 512), (128, 384)),
        *((128, 896), (192, 640), (192, 1280), (320, 1792)),
    )

    def __post_init__(self) -> None:
        if min(self.size, self.pixels, self.chunk, self.most_tokens) < 1 or self.slab < 0 or not self.canvases:
            raise ValueError(f"batches need positive sizes: {self}")
        if any(side % STRIDE or side < 2 * STRIDE for canvas in self.canvases for side in canvas):
            raise ValueError(f"the sides of canvases are multiples of {STRIDE}, at least {2 * STRIDE}: {self.canvases}")
        if self.ordered[-1] != tuple(max(canvas[axis] for canvas in self.canvases) for axis in (0, 1)):
            raise ValueError("the largest canvas must be the largest both ways")

    @property
    def ordered(self) -> list[Canvas]:
        """The canvases, smallest area first."""
        return sorted(((height, width) for height, width in self.canvases), key=lambda canvas: canvas[0] * canvas[1])

    def room(self, canvas: Canvas) -> int:
        """How many expressions a batch on this canvas has."""
        return min(max(self.pixels // (canvas[0] * canvas[1]) // 16 * 16, 16), self.size)


@dataclass
class Pictures:
    """Rasters of a batch. Ink is sparse, so only its N pixels travel from the workers, not the canvas.

    Shapes: `pixels` (N,), place in the batch counted as (row of the batch, row, column); `values` (N, 4), the channels
    as bytes; `valid` (B, 1, P/16, Q/16), 1 where a raster reaches.
    """

    pixels: Tensor
    values: Tensor
    valid: Tensor

    def to(self, device: torch.device) -> Pictures:
        return Pictures(*(value.to(device, non_blocking=True) for value in self.tensors()))

    def tensors(self) -> tuple[Tensor, ...]:
        return self.pixels, self.values, self.valid

    def raster(self) -> Tensor:
        """The pictures: ink and order from 0 to 1, dx and dy from -1 to 1. Shapes: (B, 4, P, Q), channels last."""
        count, _, rows, columns = self.valid.shape
        scale = torch.tensor([1 / 255, 1 / 127, 1 / 127, 1 / 255], device=self.values.device)
        offset = torch.tensor([0.0, 128.0, 128.0, 0.0], device=self.values.device)
        canvas = torch.zeros(count * rows * columns * STRIDE**2, 4, device=self.values.device)
        canvas[self.pixels.long()] = (self.values.float() - offset) * scale
        return canvas.view(count, rows * STRIDE, columns * STRIDE, 4).permute(0, 3, 1, 2)


@dataclass
class Batch:
    """Pictures and targets of one step.

    Shapes: `tokens` (B, T), start and end included; `symbols` (B, H, W), number of the symbol that holds most of a
    cell's ink, or -1; `names` (B, K), vocabulary id of each symbol, or -1; `symbol_of_token` (B, T), symbol of each
    token, or -1.
    """

    pictures: Pictures
    tokens: Tensor
    symbols: Tensor
    names: Tensor
    symbol_of_token: Tensor

    def __len__(self) -> int:
        return len(self.tokens)

    @property
    def valid(self) -> Tensor:
        return self.pictures.valid

    def to(self, device: torch.device) -> Batch:
        targets = (self.tokens, self.symbols, self.names, self.symbol_of_token)
        return Batch(self.pictures.to(device), *(value.to(device, non_blocking=True) for value in targets))

    def tensors(self) -> tuple[Tensor, ...]:
        return (*self.pictures.tensors(), self.tokens, self.symbols, self.names, self.symbol_of_token)

    @classmethod
    def of(cls, *tensors: Tensor) -> Batch:
        return cls(Pictures(*tensors[:3]), *tensors[3:])

    def raster(self) -> Tensor:
        """Shapes: (B, 4, P, Q), see `Pictures.raster`."""
        return self.pictures.raster()

    def labels(self) -> Tensor:
        """The vocabulary id of each cell's symbol, or -1. Shapes: (B, H, W)."""
        symbols = self.symbols.long()
        named = self.names.long().gather(1, symbols.clamp(min=0).flatten(1)).view_as(symbols)
        return torch.where(symbols == NO_SYMBOL, NO_SYMBOL, named)


class Packable(Protocol):
    """A batch that can be taken apart into tensors."""

    def __len__(self) -> int: ...

    def tensors(self) -> tuple[Tensor, ...]: ...


Kind = TypeVar("Kind", bound=Packable)


@dataclass
class Chunk(Generic[Kind]):
    """Batches in one buffer: a worker process hands over one block of shared memory and not dozens of small ones, each
    of which would make it stop and answer. `layout` has the type and shape of each tensor of each batch, and `build`
    makes a batch of its tensors."""

    buffer: Tensor
    layout: list[list[tuple[torch.dtype, tuple[int, ...]]]]
    build: Callable[..., Kind]

    @classmethod
    def of(cls, batches: list[Kind], build: Callable[..., Kind]) -> Chunk[Kind]:
        layout = [[(value.dtype, tuple(value.shape)) for value in batch.tensors()] for batch in batches]
        parts = [_bytes_of(value) for batch in batches for value in batch.tensors()]
        return cls(torch.cat(parts), layout, build)

    def __len__(self) -> int:
        """Batches."""
        return len(self.layout)

    def pin_memory(self) -> Chunk[Kind]:
        return Chunk(self.buffer.pin_memory(), self.layout, self.build)

    def batches(self) -> Iterator[Kind]:
        at = 0
        for entries in self.layout:
            tensors = []
            for kind, shape in entries:
                size = math.prod(shape) * kind.itemsize
                tensors.append(self.buffer[at : at + size].view(kind).view(shape))
                at += size + -size % _ALIGNMENT
            yield self.build(*tensors)


_ALIGNMENT = 16  # bytes


def _bytes_of(value: Tensor) -> Tensor:
    flat = value.contiguous().view(-1).view(torch.uint8)
    return F.pad(flat, (0, -len(flat) % _ALIGNMENT))


@dataclass(frozen=True, eq=False)
class Drawn:
    """One sample as a picture with its targets, before padding. Shapes: `raster` (4, P, Q), `symbols` (H, W)."""

    sample: Sample
    raster: Floats
    symbols: Ids


def symbol_cells(trace: Trace, symbol_of_stroke: Ids, height: int, width: int, symbols: int) -> Ids:
    """The symbol that holds most of each cell's ink, -1 for none. Shapes: (H, W)."""
    rows, columns = height // CELL, width // CELL
    owner = symbol_of_stroke[trace.stroke]
    column, row = np.clip(trace.points.astype(np.int64) // CELL, 0, [columns - 1, rows - 1]).T
    flat = ((row * columns + column) * symbols + owner)[owner != NO_SYMBOL]
    counts = np.bincount(flat, minlength=rows * columns * symbols).reshape(rows, columns, -1)
    if not symbols:
        return np.full((rows, columns), NO_SYMBOL, dtype=np.int64)
    return np.where(counts.max(axis=2) > 0, counts.argmax(axis=2), NO_SYMBOL)


def draw_sample(sample: Sample, scale: float, config: RasterConfig, thickness: int) -> Drawn:
    """Draws a sample with `scale` times the usual pixels a symbol; a picture has lines of its own thickness."""
    if sample.picture is not None:
        return _draw_picture(sample, scale * config.symbol_pixels / PICTURE_PIXELS, config)
    points = np.concatenate(sample.strokes)
    (left, top), (right, bottom) = points.min(axis=0).tolist(), points.max(axis=0).tolist()
    frame, height, width = fit(Box(left, top, right, bottom), scale * config.symbol_pixels, config)
    trace = resample([frame.to_pixels(stroke) for stroke in sample.strokes], step=1.0)
    symbols = symbol_cells(trace, sample.symbol_of_stroke, height, width, len(sample.labels))
    return Drawn(sample, draw(trace, height, width, thickness), symbols)


def place(rasters: list[Floats], height: int, width: int) -> Pictures:
    """Rasters in the upper left corners of canvases of one size."""
    pixels, values = zip(*(_ink_pixels(one, row, height, width) for row, one in enumerate(rasters)), strict=True)
    valid = np.zeros((len(rasters), 1, height // STRIDE, width // STRIDE), dtype=np.uint8)
    for row, one in enumerate(rasters):
        valid[row, :, : one.shape[1] // STRIDE, : one.shape[2] // STRIDE] = 1
    return Pictures(*(torch.from_numpy(array) for array in (np.concatenate(pixels), np.concatenate(values), valid)))


def _draw_picture(sample: Sample, scale: float, config: RasterConfig) -> Drawn:
    """Lays a picture into the ink channel; `scale` is in pixels of the raster a pixel of the picture."""
    assert sample.picture is not None
    rows, columns = (max(1, round(side * scale)) for side in sample.picture.shape)
    smoothly = cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR
    sized = cv2.resize(sample.picture, (columns, rows), interpolation=smoothly)
    raster, _ = place_picture(sized.astype(np.float32) / np.float32(255), 1.0, (0.0, 0.0), config)
    cells = (raster.shape[1] // CELL, raster.shape[2] // CELL)
    return Drawn(sample, raster, np.full(cells, NO_SYMBOL, dtype=np.int64))


def collate(drawn: list[Drawn], vocabulary: Vocabulary, canvas: Canvas | None = None) -> Batch:
    """Pads pictures to the canvas or, without one, to the largest of the batch; captions to the longest."""
    height, width = canvas or (max(one.raster.shape[1] for one in drawn), max(one.raster.shape[2] for one in drawn))
    symbols = np.full((len(drawn), height // CELL, width // CELL), NO_SYMBOL, dtype=np.int16)
    for row, one in enumerate(drawn):
        held_rows, held_columns = one.symbols.shape
        symbols[row, :held_rows, :held_columns] = one.symbols
    samples = [one.sample for one in drawn]
    ends = (vocabulary.start, vocabulary.end)
    tokens = _padded([np.concatenate([ends[:1], sample.tokens, ends[1:]]) for sample in samples], vocabulary.pad)
    owners = _padded([np.pad(sample.symbol_of_token, 1, constant_values=NO_SYMBOL) for sample in samples], NO_SYMBOL)
    names = _padded([np.append(sample.labels, NO_SYMBOL) for sample in samples], NO_SYMBOL)
    pictures = place([one.raster for one in drawn], height, width)
    return Batch(pictures, *(torch.from_numpy(array) for array in (tokens, symbols, names, owners)))


def _ink_pixels(raster: Floats, row: int, height: int, width: int) -> tuple[NDArray[np.int32], NDArray[np.uint8]]:
    """Where a picture has ink, once it is row `row` of a batch of canvases, and its channels there as bytes."""
    at_row, at_column = np.nonzero(raster[0])
    values = raster[:, at_row, at_column].T * np.array([255, 127, 127, 255], dtype=np.float32)  # (N, 4)
    offset = np.array([0, 128, 128, 0], dtype=np.float32)
    return ((row * height + at_row) * width + at_column).astype(np.int32), np.round(values + offset).astype(np.uint8)


def _padded(rows: list[Ids], fill: int) -> Ids:
    """Rows of different lengths as one array."""
    table = np.full((len(rows), max(map(len, rows))), fill, dtype=np.int64)
    for at, row in enumerate(rows):
        table[at, : len(row)] = row
    return table
