"""The network: padding, fusing, packing, caching and batching change nothing about what it says."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest
import torch
from torch import Tensor

from mathnet.config import tiny
from mathnet.decoder import Cache
from mathnet.encoder import ink_cells
from mathnet.model import pack
from tests.mathnet.drawings import CROSS, TALL, WIDE, padded, raster_of, untrained

SIZE = 30
MODEL = untrained(SIZE)
RASTERS = [raster_of(strokes) for strokes in (CROSS, WIDE, TALL)]
TOKENS = torch.tensor([[1, 5, 9, 20, 7, 3], [1, 6, 6, 11, 8, 3], [1, 29, 4, 4, 13, 3]])

pytestmark = pytest.mark.usefixtures("_no_gradients")


@pytest.fixture
def _no_gradients(request: pytest.FixtureRequest) -> object:
    with torch.set_grad_enabled("gradient" in request.node.name):
        yield


def close(one: Tensor, other: Tensor) -> bool:
    return one.shape == other.shape and torch.allclose(one, other, atol=2e-5)


def test_padding_does_not_change_the_result() -> None:
    raster, valid = padded(RASTERS)
    together = MODEL.encode(raster, valid)
    logits, weights = MODEL(together, TOKENS)
    looked, focus = together.unpack(weights), together.unpack(together.focus)
    for row, one in enumerate(RASTERS):
        alone = MODEL.encode(one)
        expected, seen = MODEL(alone, TOKENS[row : row + 1])
        rows, columns = alone.grid
        assert close(logits[row], expected[0])
        assert close(looked[row, :, :, :rows, :columns], alone.unpack(seen)[0])
        assert close(focus[row, :rows, :columns], alone.unpack(alone.focus)[0])
        assert float(looked[row].sum()) == pytest.approx(float(alone.unpack(seen).sum()), rel=1e-5)


def test_a_fused_model_answers_as_before() -> None:
    fused = copy.deepcopy(MODEL).fuse()
    assert not any(isinstance(module, torch.nn.BatchNorm2d) for module in fused.modules())
    for raster in RASTERS:
        before, after = MODEL.encode(raster), fused.encode(raster)
        assert close(MODEL(before, TOKENS[:1])[0], fused(after, TOKENS[:1])[0])
        assert close(before.focus, after.focus)


def test_the_memory_holds_exactly_the_cells_at_ink() -> None:
    raster, valid = padded(RASTERS)
    encoded = MODEL.encode(raster, valid)
    kept = encoded.unpack(torch.ones_like(encoded.focus)) > 0
    assert torch.equal(kept, ink_cells(raster, valid))
    assert encoded.held.sum() == kept.sum()
    assert encoded.held.shape[1] == kept.flatten(1).sum(1).max()


def test_packed_cells_are_in_reading_order_and_padding_comes_last() -> None:
    present = torch.tensor([[[False, True, False], [True, True, False]], [[False] * 3, [False, False, True]]])
    where, held = pack(present)
    assert where[held].tolist() == [1, 3, 4, 5]
    assert held.tolist() == [[True, True, True], [True, False, False]]


def test_a_picture_without_ink_still_has_something_to_look_at() -> None:
    encoded = MODEL.encode(torch.zeros(1, 4, 32, 32))
    logits, weights = MODEL(encoded, TOKENS[:1])
    assert encoded.held.tolist() == [[True]]
    assert logits.isfinite().all()
    assert torch.allclose(weights.sum(3), torch.ones(()))


def test_attention_sums_to_one_on_the_grid_and_stays_off_empty_cells() -> None:
    raster, valid = padded(RASTERS)
    encoded = MODEL.encode(raster, valid)
    _, weights = MODEL(encoded, TOKENS)
    maps = encoded.unpack(weights)  # (B, A, T, H, W)
    assert maps.shape == (3, 4, 6, raster.shape[2] // 8, raster.shape[3] // 8)
    assert torch.allclose(maps.sum((3, 4)), torch.ones(()), atol=1e-5)
    assert not (maps * ~ink_cells(raster)[:, None, None]).any()


def test_the_shapes_are_those_that_the_docstrings_state() -> None:
    encoded = MODEL.encode(RASTERS[1])
    count = encoded.held.shape[1]
    assert encoded.grid == (RASTERS[1].shape[2] // 8, RASTERS[1].shape[3] // 8)
    assert encoded.packed.shape == encoded.memory.cells.shape == (1, count, 32)
    logits, weights = MODEL(encoded, TOKENS[:1])
    assert logits.shape == (1, 6, SIZE)
    assert weights.shape == (1, 4, 6, count)


def test_a_second_direction_is_read_as_if_it_were_alone() -> None:
    encoded = MODEL.encode(*padded(RASTERS))
    both, _ = MODEL(encoded, torch.cat([TOKENS, TOKENS.flip(0)]))
    assert close(both[:3], MODEL(encoded, TOKENS)[0])
    assert close(both[3:], MODEL(encoded, TOKENS.flip(0))[0])


@pytest.mark.parametrize("coverage", [0, 8])
@pytest.mark.parametrize("hypotheses", [1, 3])
def test_step_by_step_with_a_cache_equals_teacher_forcing(hypotheses: int, coverage: int) -> None:
    config = replace(tiny(), decoder=replace(tiny().decoder, coverage=coverage))
    model, tokens = untrained(SIZE, config=config), TOKENS[:hypotheses]
    encoded, cache = model.encode(RASTERS[1]), Cache()
    reads, bias = model.decoder.read(encoded.memory), encoded.memory.bias
    expected = [model(encoded, row[None]) for row in tokens]
    for step in range(tokens.shape[1]):
        logits, weights = model.decoder(tokens[:, step : step + 1], reads, bias, cache)
        for row, (all_logits, all_weights) in enumerate(expected):
            assert close(logits[row, 0], all_logits[0, step])
            assert close(weights[row, :, 0], all_weights[0, :, step])


def test_selected_rows_of_a_cache_go_on_as_their_hypotheses() -> None:
    encoded, cache = MODEL.encode(RASTERS[0]), Cache()
    reads, bias = MODEL.decoder.read(encoded.memory), encoded.memory.bias
    for step in range(3):
        MODEL.decoder(TOKENS[:, step : step + 1], reads, bias, cache)
    rows = torch.tensor([2, 0, 2])
    logits, _ = MODEL.decoder(torch.tensor([[9], [10], [11]]), reads, bias, cache.select(rows))
    for at, row in enumerate(rows.tolist()):
        tokens = torch.cat([TOKENS[row, :3], torch.tensor([9 + at])])[None]
        assert close(logits[at, 0], MODEL(encoded, tokens)[0][0, -1])


def test_later_tokens_do_not_change_earlier_answers() -> None:
    encoded = MODEL.encode(RASTERS[0])
    changed = TOKENS[:1].clone()
    changed[0, 4:] = 17
    assert close(MODEL(encoded, TOKENS[:1])[0][:, :4], MODEL(encoded, changed)[0][:, :4])


def test_a_gradient_is_the_same_in_either_memory_format() -> None:
    """A strided 1x1 convolution in channels-last corrupted memory on the CPU; the encoder must do without."""
    raster, valid = padded(RASTERS)
    gradients = []
    for memory in (torch.contiguous_format, torch.channels_last):
        model = copy.deepcopy(MODEL).train().to(memory_format=memory)
        for _ in range(3):
            model.zero_grad()
            logits, _ = model(model.encode(raster.contiguous(memory_format=memory), valid), TOKENS)
            logits.logsumexp(2).mean().backward()
        gradients.append({name: value.grad for name, value in model.named_parameters()})
    for name, gradient in gradients[0].items():
        assert gradient.isfinite().all(), name
        assert torch.allclose(gradient, gradients[1][name], rtol=1e-2, atol=1e-4), name


def test_no_strided_convolution_is_one_pixel_wide() -> None:
    convolutions = [module for module in MODEL.modules() if isinstance(module, torch.nn.Conv2d)]
    assert [conv for conv in convolutions if conv.kernel_size == (1, 1) and conv.stride != (1, 1)] == []
