"""The training stream: a function of the seed and the chunk's number alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch

from mathnet.latex import parse
from mathnet.raster import RasterConfig
from mathnet.vocabulary import Vocabulary
from tests.training.inks import samples_of
from training.augment import AugmentConfig
from training.data.batching import Batch, BatchConfig
from training.data.compose import ComposeConfig, Composer
from training.data.sample import NO_SYMBOL
from training.data.stream import Chunks, corpus_order


@pytest.fixture
def chunks(vocabulary: Vocabulary) -> Chunks:
    composer = Composer(samples_of(), vocabulary, ComposeConfig())
    batch = BatchConfig(size=8, chunk=48, canvases=((64, 128), (96, 256), (192, 640)))
    return Chunks(composer, vocabulary, RasterConfig(), AugmentConfig(), batch, seed=4)


def batches(chunks: Chunks, number: int) -> list[Batch]:
    return list(chunks[number].batches())


def same(first: list[Batch], second: list[Batch]) -> bool:
    pairs = [pair for a, b in zip(first, second, strict=False) for pair in zip(a.tensors(), b.tensors(), strict=True)]
    return len(first) == len(second) and all(torch.equal(a, b) for a, b in pairs)


def test_the_same_seed_and_chunk_give_the_same_batches_in_any_order(chunks: Chunks) -> None:
    later, first = batches(chunks, 5), batches(chunks, 0)
    assert same(first, batches(chunks, 0))
    assert same(later, batches(chunks, 5))


def test_another_chunk_and_another_seed_give_other_batches(chunks: Chunks) -> None:
    assert not same(batches(chunks, 0), batches(chunks, 1))
    assert not same(batches(chunks, 0), batches(replace(chunks, seed=5), 0))


def test_every_batch_is_a_full_canvas(chunks: Chunks) -> None:
    made = [batch for number in range(3) for batch in batches(chunks, number)]
    for batch in made:
        canvas = tuple(8 * side for side in batch.symbols.shape[1:])
        assert canvas in chunks.batch.ordered
        assert len(batch.tokens) == chunks.batch.room(canvas)
    assert len({batch.symbols.shape for batch in made}) > 1


def test_sorted_batches_waste_less_and_lose_no_expression(chunks: Chunks) -> None:
    made = batches(replace(chunks, batch=replace(chunks.batch, slab=2)), 0)
    assert sum(map(len, made)) == chunks.batch.chunk
    assert all(len(batch) <= chunks.batch.size for batch in made)

    def used(some: list[Batch]) -> float:
        return sum(int(batch.valid.sum()) for batch in some) / sum(batch.valid.numel() for batch in some)

    assert used(made) > used(batches(chunks, 0))


def test_symbols_labels_and_captions_of_a_batch_belong_together(chunks: Chunks, vocabulary: Vocabulary) -> None:
    for batch in (batch for number in range(4) for batch in batches(chunks, number)):
        owners, labels = batch.symbol_of_token.long(), batch.labels()
        tied = owners != NO_SYMBOL
        assert torch.equal(batch.names.long().gather(1, owners.clamp(min=0))[tied], batch.tokens[tied])
        for row, tokens in enumerate(batch.tokens.tolist()):
            parse(vocabulary.decode(tokens))
            assert set(labels[row].unique().tolist()) - {NO_SYMBOL} <= set(tokens)


def test_ink_and_symbol_cells_lie_on_each_other(chunks: Chunks) -> None:
    for batch in batches(chunks, 0):
        inked = torch.nn.functional.max_pool2d(batch.raster()[:, :1], 8)[:, 0] > 0
        assert inked[batch.symbols != NO_SYMBOL].float().mean() > 0.98
        assert (batch.symbols != NO_SYMBOL).flatten(1).any(1).all()


def test_no_ink_lies_outside_of_what_is_valid(chunks: Chunks) -> None:
    for batch in batches(chunks, 0):
        valid = batch.valid.repeat_interleave(16, 2).repeat_interleave(16, 3)
        assert not (batch.raster() * (1 - valid)).any()


def test_one_pass_draws_every_expression_once() -> None:
    first, second = [corpus_order(8, chunk, 4, seed=4).tolist() for chunk in (0, 1)]
    assert sorted(first + second) == list(range(8))
    again = [index for chunk in (2, 3) for index in corpus_order(8, chunk, 4, seed=4).tolist()]
    assert first + second != again
    assert sorted(again) == list(range(8))


def test_longer_captions_are_cut_to_parts(chunks: Chunks) -> None:
    composer = replace_config(chunks.composer, ComposeConfig(cut=0, graft=0, swap=0))
    whole, short = (
        replace(chunks, composer=composer, batch=replace(chunks.batch, most_tokens=most)) for most in (120, 4)
    )
    assert mean_length(batches(short, 0)) < mean_length(batches(whole, 0)) - 1


def replace_config(composer: Composer, config: ComposeConfig) -> Composer:
    vocabulary = Vocabulary.load()
    return Composer(composer.samples, vocabulary, config)


def mean_length(made: list[Batch]) -> float:
    counts = [float((batch.tokens != 0).sum(1).float().mean()) for batch in made]
    return sum(counts) / len(counts)


def test_some_pictures_come_without_strokes(chunks: Chunks) -> None:
    shares = []
    for share in (0.0, 1.0):
        made = batches(replace(chunks, augment=AugmentConfig(pictures=share)), 0)
        shares.append({bool(picture[1:].any()) for batch in made for picture in batch.raster()})
    assert shares == [{True}, {False}]
