"""Samples of pictures: packed, drawn, augmented and left whole on their way to a batch."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest

from mathnet.encoder import CELL
from mathnet.raster import CHANNELS, STRIDE, RasterConfig
from mathnet.vocabulary import Vocabulary
from tests.training.inks import ALL, FRACTION, POWER, samples_of, to_corpus
from tests.training.packages import photo
from training.augment import AugmentConfig, augment
from training.data.batching import BatchConfig, collate, draw_sample
from training.data.compose import ComposeConfig, Composer
from training.data.corpus import Corpus, fits
from training.data.making import picture_sample
from training.data.sample import NO_SYMBOL, PICTURE_PIXELS, Sample
from training.data.stream import Chunks

STILL = AugmentConfig(scale=0, aspect=0, shear=0, rotation=0)


@pytest.fixture(scope="module")
def pictured(vocabulary: Vocabulary) -> Sample:
    data = cv2.imencode(".png", photo(FRACTION))[1].tobytes()
    return picture_sample(data, "fraction.png", FRACTION.tokens, vocabulary)


@pytest.fixture
def mixed(pictured: Sample, corpus: Corpus) -> Corpus:
    """Every hand-made expression in ink, and one picture between them."""
    picture = Corpus([pictured], ["photo"], ["photos"], [""], corpus.vocabulary)
    return corpus.subset(range(3)).joined(picture).joined(corpus.subset(range(3, len(ALL))))


def drawn(sample: Sample, scale: float = 1.0) -> np.ndarray:
    return draw_sample(sample, scale, RasterConfig(), 2).raster


def test_a_picture_is_about_as_large_as_its_ink(pictured: Sample) -> None:
    ink = samples_of((FRACTION,))[0]
    assert pictured.extent == pytest.approx(ink.extent, rel=0.3)
    assert fits(pictured)


def test_a_corpus_with_pictures_is_loaded_as_it_was_saved(mixed: Corpus, tmp_path: Path) -> None:
    mixed.save(tmp_path / "mixed.npz")
    loaded = Corpus.load(tmp_path / "mixed.npz")
    assert [sample.picture is None for sample in loaded.samples] == [sample.picture is None for sample in mixed.samples]
    for before, after in zip(mixed.samples, loaded.samples, strict=True):
        assert np.array_equal(before.tokens, after.tokens)
        assert len(before.strokes) == len(after.strokes)
        if before.picture is not None:
            assert np.array_equal(before.picture, after.picture)


def test_a_corpus_of_pictures_alone_can_be_saved(pictured: Sample, mixed: Corpus, tmp_path: Path) -> None:
    mixed.subset([3, 3]).save(tmp_path / "pictures.npz")
    loaded = Corpus.load(tmp_path / "pictures.npz")
    assert len(loaded) == 2
    assert all(np.array_equal(sample.picture, pictured.picture) and not sample.strokes for sample in loaded.samples)


def test_a_corpus_without_pictures_is_packed_as_ever(tmp_path: Path) -> None:
    to_corpus(ALL).save(tmp_path / "ink.npz")
    with np.load(tmp_path / "ink.npz") as file:
        assert not [name for name in file.files if "picture" in name]


def test_a_picture_fills_the_ink_channel_alone(pictured: Sample) -> None:
    one = draw_sample(pictured, 1.0, RasterConfig(), 2)
    assert one.raster.shape[0] == len(CHANNELS)
    assert one.raster[0].max() == pytest.approx(1.0, abs=0.05)
    assert not one.raster[1:].any()
    assert one.symbols.shape == (one.raster.shape[1] // CELL, one.raster.shape[2] // CELL)
    assert (one.symbols == NO_SYMBOL).all()
    assert one.raster[0].sum() == pytest.approx(pictured.picture.sum() / 255, rel=0.01)  # type: ignore[union-attr]


@pytest.mark.parametrize("scale", [0.01, 0.4, 1.0, 1.7])
def test_a_picture_is_drawn_to_scale(scale: float, pictured: Sample) -> None:
    raster = drawn(pictured, scale)
    rows, columns = (np.ptp(np.flatnonzero(raster[0].max(axis=axis) > 0.02)) + 1 for axis in (1, 0))
    width, height = (side * 32 * scale for side in pictured.extent)
    assert (columns, rows) == (pytest.approx(width, abs=2), pytest.approx(height, abs=2))
    assert all(side % STRIDE == 0 for side in raster.shape[1:])


def test_another_symbol_size_scales_a_picture_as_it_scales_ink(pictured: Sample) -> None:
    small = draw_sample(pictured, 1.0, RasterConfig(symbol_pixels=16), 2).raster
    assert np.array_equal(small, drawn(pictured, 0.5))


def test_no_augmentation_leaves_a_picture_as_it_is(pictured: Sample) -> None:
    other = augment(pictured, STILL, np.random.default_rng(1))
    assert np.array_equal(other.picture, pictured.picture)


def test_augmentation_changes_the_size_of_a_picture_and_keeps_its_ink_whole(pictured: Sample) -> None:
    assert pictured.picture is not None
    config, sizes = AugmentConfig(rotation=0.3), set()
    for seed in range(30):
        picture = augment(pictured, config, np.random.default_rng(seed)).picture
        assert picture is not None
        assert picture.dtype == np.uint8
        assert picture[0].any()  # cut to its ink on all sides
        assert picture[-1].any()
        assert picture[:, 0].any()
        assert picture[:, -1].any()
        assert (
            cv2.connectedComponents((picture > 60).astype(np.uint8))[0]
            == cv2.connectedComponents((pictured.picture > 60).astype(np.uint8))[0]
        )
        sizes.add(picture.shape)
    assert len(sizes) > 20


def test_a_turned_picture_is_the_picture_of_turned_ink(pictured: Sample) -> None:
    """Twice as large, then drawn half as large, is where it began."""
    assert pictured.picture is not None
    config = AugmentConfig(scale=float(np.log(2)), aspect=0, shear=0, rotation=0)

    class Highest(np.random.Generator):
        def uniform(self, low: float = 0, high: float = 1, size: object = None) -> float:  # type: ignore[override]
            return high

    large = augment(pictured, config, Highest(np.random.PCG64(1)))
    assert large.extent == pytest.approx(np.multiply(pictured.extent, 2), abs=4 / PICTURE_PIXELS)


def test_a_picture_is_neither_cut_nor_gives_parts_to_others(mixed: Corpus, vocabulary: Vocabulary) -> None:
    composer = Composer(mixed.samples, vocabulary, ComposeConfig(cut=0.5, graft=0.5, swap=1.0, swapped=1.0))
    rng = np.random.default_rng(1)
    for _ in range(20):
        assert composer.draw(3, rng) is mixed.samples[3]
        assert composer.cut(mixed.samples[3], rng) is mixed.samples[3]
        assert composer.draw(0, rng).picture is None
    assert all(donor.picture is None for donor in composer.donors)


def test_a_stream_draws_pictures_and_ink_side_by_side(mixed: Corpus, vocabulary: Vocabulary) -> None:
    config = BatchConfig(chunk=32, size=16, canvases=((64, 128), (160, 384)))
    parts = (Composer(mixed.samples, vocabulary, ComposeConfig()), vocabulary, RasterConfig(), AugmentConfig(), config)
    batches = list(Chunks(*parts, 7)[0].batches())
    assert sum(len(batch.tokens) for batch in batches) >= 32
    for batch in batches:
        assert (batch.raster()[:, 0].amax(dim=(1, 2)) > 0.5).all()


def test_pictures_and_ink_share_a_batch(pictured: Sample, vocabulary: Vocabulary) -> None:
    samples = [pictured, *samples_of((POWER,))]
    batch = collate([draw_sample(sample, 1.0, RasterConfig(), 2) for sample in samples], vocabulary)
    assert (batch.symbols[0] == NO_SYMBOL).all()
    assert (batch.symbols[1] != NO_SYMBOL).any()
    assert not batch.raster()[0, 1:3].any()


def test_a_picture_far_larger_than_its_symbols_does_not_fit(pictured: Sample) -> None:
    assert not fits(replace(pictured, picture=np.ones((40, 5000), dtype=np.uint8)))
