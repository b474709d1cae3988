"""Views: other geometry, the same ink, known correspondence, and nothing of captions."""

from __future__ import annotations

from dataclasses import fields, replace

import numpy as np
import pytest
import torch

from mathnet.raster import RasterConfig
from tests.training.inks import samples_of
from training.augment import AugmentConfig
from training.data.batching import BatchConfig
from training.data.sample import Floats
from training.data.views import ViewBatch, ViewChunks, ViewConfig, cell_pairs, make_view

INKS = [sample.strokes for sample in samples_of()]
STILL = AugmentConfig(*(0.0,) * 8, thin=0.0, drop_stroke=0.0, reverse=0.0, thickness=(2,), pictures=0.0, blur=0.0)
WHOLE = ViewConfig(augment=STILL, drop_stroke=0.0, drop_region=0.0)


@pytest.fixture
def chunks() -> ViewChunks:
    batch = BatchConfig(size=4, chunk=8, slab=1, canvases=((64, 128), (256, 1024)))
    return ViewChunks(INKS, RasterConfig(), ViewConfig(), batch, seed=3)


def batches(chunks: ViewChunks, number: int) -> list[ViewBatch]:
    return list(chunks[number].batches())


def dense(ink: list[Floats]) -> list[Floats]:
    return [np.linspace(stroke[0], stroke[-1], 40, dtype=np.float32) for stroke in ink]


def inked(raster: torch.Tensor) -> torch.Tensor:
    """Which cells of pictures hold ink. Shapes: (B, 4, P, Q) to (B, H * W)."""
    return (torch.nn.functional.max_pool2d(raster[:, :1], 8) > 0.05).flatten(1)


def test_views_are_made_of_strokes_and_hold_no_caption_and_no_label(chunks: ViewChunks) -> None:
    assert [entry.name for entry in fields(ViewChunks)] == ["inks", "raster", "views", "batch", "seed"]
    assert [entry.name for entry in fields(ViewBatch)] == ["first", "second", "pairs"]
    for batch in batches(chunks, 0):
        names = [entry.name for side in (batch.first, batch.second) for entry in fields(side)]
        assert names == ["pixels", "values", "valid"] * 2


def test_the_same_seed_and_chunk_give_the_same_views(chunks: ViewChunks) -> None:
    for one, other in zip(batches(chunks, 2), batches(chunks, 2), strict=True):
        assert all(torch.equal(a, b) for a, b in zip(one.tensors(), other.tensors(), strict=True))


def test_the_two_views_differ(chunks: ViewChunks) -> None:
    for batch in batches(chunks, 0):
        assert not torch.equal(batch.first.raster(), batch.second.raster())


def test_paired_cells_hold_ink_in_both_views(chunks: ViewChunks) -> None:
    held, count = 0, 0
    for batch in (batch for number in range(6) for batch in batches(chunks, number)):
        image, number = torch.nonzero(batch.pairs[:, :, 0] >= 0, as_tuple=True)
        pairs = batch.pairs[image, number].long()
        for side, pictures in enumerate((batch.first, batch.second)):
            held += int(inked(pictures.raster())[image, pairs[:, side]].sum())
            count += len(pairs)
    assert count > 300
    assert held / count > 0.97  # a point on the edge of a cell may have its ink beside it


def test_views_without_any_change_pair_every_cell_with_itself() -> None:
    batch = BatchConfig(size=8, chunk=8, slab=1, canvases=((256, 1024),))
    for views in ViewChunks(INKS, RasterConfig(), WHOLE, batch, seed=1)[0].batches():
        pairs = views.pairs[views.pairs[:, :, 0] >= 0]
        assert len(pairs) > 20
        assert torch.equal(pairs[:, 0], pairs[:, 1])


def test_a_shift_of_the_ink_shifts_its_cells() -> None:
    """The same points eight pixels further right lie one column further right: correspondence comes from the points."""
    rng = np.random.default_rng(0)
    view = make_view(dense(INKS[0]), WHOLE, rng)
    column = np.arange(len(view.points)) // 10
    cells, right = (np.stack([np.zeros_like(column), column + shift], axis=1) for shift in (0, 1))
    pairs = cell_pairs((view, cells), (view, right), 50, 24, rng)
    pairs = pairs[pairs[:, 0] >= 0]
    assert len(pairs) == len(np.unique(cells[:, 1]))
    assert (pairs[:, 1] - pairs[:, 0] == 1).all()


def test_what_one_view_lost_is_paired_with_nothing() -> None:
    rng = np.random.default_rng(0)
    view = make_view(dense(INKS[0]), WHOLE, rng)
    half = replace(view, shown=view.stroke == 0)
    cells = np.stack([view.stroke, np.zeros_like(view.stroke)], axis=1)  # a row of cells a stroke
    pairs = cell_pairs((view, cells), (half, cells), 50, 24, rng)
    assert pairs[pairs[:, 0] >= 0].tolist() == [[0, 0]]


def test_strokes_and_regions_are_lost_but_never_all() -> None:
    rng, config = np.random.default_rng(0), ViewConfig(drop_stroke=0.9, drop_region=1.0)
    views = [make_view(dense(ink), config, rng) for ink in INKS for _ in range(20)]
    assert all(view.shown.any() for view in views)
    assert any(not view.shown.all() for view in views)


def test_a_stroke_with_a_hole_is_drawn_as_two() -> None:
    view = make_view(dense(INKS[0][:1]), WHOLE, np.random.default_rng(0))
    shown = np.ones(len(view.points), dtype=bool)
    shown[15:25] = False
    assert [len(stroke) for stroke in replace(view, shown=shown).strokes] == [15, 15]


@pytest.mark.parametrize(
    "wrong",
    [
        {"drop_stroke": 1.0},
        {"pairs": 0},
        {"step": 0.0},
        {"augment": AugmentConfig(thin=0.1)},
        {"augment": AugmentConfig()},
    ],
)
def test_settings_that_cannot_be_drawn_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="views"):
        ViewConfig(**wrong)
