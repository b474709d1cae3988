"""Batching: padded pictures and targets keep what the samples said."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import torch

from mathnet.raster import RasterConfig, Trace
from mathnet.vocabulary import Vocabulary
from tests.training.inks import ALL, samples_of
from training.data.batching import Batch, BatchConfig, Chunk, Drawn, collate, draw_sample, symbol_cells
from training.data.sample import NO_SYMBOL

DRAWN = [draw_sample(sample, 1.0, RasterConfig(), 2) for sample in samples_of()]


@pytest.fixture
def batch(vocabulary: Vocabulary) -> Batch:
    return collate(DRAWN, vocabulary)


def test_pictures_come_back_as_they_were_drawn_with_nothing_around_them(batch: Batch) -> None:
    rasters = batch.raster().numpy()
    for row, one in enumerate(DRAWN):
        _, height, width = one.raster.shape
        inked = one.raster[0] > 0.5 / 255
        assert np.abs(rasters[row, 0, :height, :width] - one.raster[0]).max() <= 0.5 / 255 + 1e-6
        assert np.abs((rasters[row, :, :height, :width] - one.raster) * inked).max() <= 0.5 / 127 + 1e-6
        assert not rasters[row, :, height:].any()
        assert not rasters[row, :, :, width:].any()
        assert batch.valid[row].sum() == height // 16 * (width // 16)
        assert batch.valid[row, 0, : height // 16, : width // 16].all()


def test_captions_have_start_and_end_and_are_padded(batch: Batch, vocabulary: Vocabulary) -> None:
    for row, written in zip(batch.tokens.tolist(), ALL, strict=True):
        length = len(written.tokens)
        assert row[0] == vocabulary.start
        assert vocabulary.decode(row[1 : length + 1]) == tuple(written.tokens)
        assert row[length + 1] == vocabulary.end
        assert set(row[length + 2 :]) <= {vocabulary.pad}


def test_tokens_symbols_and_names_agree(batch: Batch) -> None:
    owners = batch.symbol_of_token
    tied = owners != NO_SYMBOL
    named = batch.names.gather(1, owners.clamp(min=0))
    assert torch.equal(named[tied], batch.tokens[tied])
    assert tied.sum() == sum(len(written.symbols) for written in ALL)


def test_labels_are_the_names_of_the_symbols_of_cells(batch: Batch) -> None:
    labels = batch.labels()
    assert torch.equal(labels == NO_SYMBOL, batch.symbols == NO_SYMBOL)
    for row, drawn in enumerate(DRAWN):
        assert set(labels[row].unique().tolist()) - {NO_SYMBOL} == set(drawn.sample.labels.tolist())


def test_a_cell_belongs_to_the_symbol_with_most_of_its_ink() -> None:
    points = np.array([[1, 1], [2, 1], [3, 1], [4, 4], [12, 3], [3, 12]], dtype=np.float32)
    trace = Trace(points, np.array([0, 0, 0, 1, 1, 2]))
    cells = symbol_cells(trace, np.array([5, 0, NO_SYMBOL]), 16, 16, 6)
    assert cells.tolist() == [[5, 0], [NO_SYMBOL, NO_SYMBOL]]


def test_ink_without_symbols_gives_cells_without_symbols() -> None:
    trace = Trace(np.ones((2, 2), dtype=np.float32), np.array([0, 0]))
    assert (symbol_cells(trace, np.array([NO_SYMBOL]), 16, 32, 0) == np.full((2, 4), NO_SYMBOL)).all()


def test_a_chunk_gives_back_its_batches(vocabulary: Vocabulary) -> None:
    batches = [collate(DRAWN[:3], vocabulary), collate(DRAWN[3:], vocabulary, (128, 384))]
    given = list(Chunk.of(batches, Batch.of).batches())
    assert len(given) == 2
    for before, after in zip(batches, given, strict=True):
        for one, other in zip(before.tensors(), after.tensors(), strict=True):
            assert one.dtype == other.dtype
            assert torch.equal(one, other)


def test_on_a_canvas_every_picture_has_its_size(vocabulary: Vocabulary) -> None:
    batch = collate(DRAWN[:2], vocabulary, (128, 384))
    assert batch.raster().shape == (2, 4, 128, 384)
    assert batch.raster().is_contiguous(memory_format=torch.channels_last)
    assert batch.symbols.shape == (2, 16, 48)
    assert batch.valid.shape == (2, 1, 8, 24)


def test_half_the_scale_gives_half_the_picture() -> None:
    sample = samples_of()[5]

    def inked(drawn: Drawn) -> tuple[int, int]:
        rows, columns = np.nonzero(drawn.raster[0])
        return int(np.ptp(rows)), int(np.ptp(columns))

    large, small = (inked(draw_sample(sample, scale, RasterConfig(), 2)) for scale in (1.0, 0.5))
    assert small == pytest.approx([side / 2 for side in large], abs=3)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"size": 0}, "positive"),
        ({"canvases": ()}, "positive"),
        ({"canvases": ((64, 100),)}, "multiples of 16"),
        ({"canvases": ((16, 64),)}, "at least 32"),
        ({"canvases": ((64, 128), (128, 64))}, "largest both ways"),
        ({"canvases": ((32, 1024), (256, 256))}, "largest both ways"),
    ],
)
def test_canvases_that_cannot_be_used_are_refused(wrong: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        BatchConfig(**wrong)


def test_a_canvas_has_room_for_as_many_as_the_pixels_allow() -> None:
    config = BatchConfig(size=64, pixels=1_000_000, canvases=((64, 128), (128, 256), (512, 1024)))
    assert [config.room(canvas) for canvas in config.ordered] == [64, 16, 16]
    assert BatchConfig(size=4).room((64, 128)) == 4
    assert BatchConfig(size=64, pixels=1_600_000).room((128, 256)) == 48
