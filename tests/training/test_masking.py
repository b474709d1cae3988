"""The masking curriculum: how much is hidden when, and that it is the ink which the map looks at."""

from __future__ import annotations

import pytest
import torch
from torch import Tensor

from training.masking import SCHEDULES, MaskingConfig, choose_hidden, hide, random_field, ranks

INKED = torch.rand(3, 6, 10, generator=torch.Generator().manual_seed(0)) < 0.5
FOCUS = torch.randn(3, 6, 10, generator=torch.Generator().manual_seed(1))


@pytest.mark.parametrize("schedule", SCHEDULES[:-1])
def test_a_progressive_schedule_runs_from_first_to_last_and_never_back(schedule: str) -> None:
    config = MaskingConfig(schedule=schedule, first=0.1, last=0.6, guided=0.8)
    shares = [config.share(step / 50) for step in range(51)]
    assert shares[0] == pytest.approx(0.1)
    assert shares[-1] == pytest.approx(0.6)
    assert shares == sorted(shares)
    assert (config.guidance(0.0), config.guidance(1.0)) == (0.0, pytest.approx(0.8))


def test_schedules_differ_on_the_way() -> None:
    halfway = {name: MaskingConfig(schedule=name).level(0.3) for name in ("linear", "cosine", "steps")}
    assert len({round(value, 4) for value in halfway.values()}) == 3
    assert len({MaskingConfig(schedule="steps").level(step / 100) for step in range(101)}) == 4


def test_the_constant_schedule_hides_the_last_share_at_random_throughout() -> None:
    config = MaskingConfig(schedule="constant", first=0.1, last=0.6, guided=0.8)
    assert {config.share(step / 10) for step in range(11)} == {0.6}
    assert {config.guidance(step / 10) for step in range(11)} == {0.0}


def counts(hidden: Tensor) -> list[int]:
    return hidden.flatten(1).sum(1).tolist()


@pytest.mark.parametrize("guidance", [0.0, 0.5, 1.0])
@pytest.mark.parametrize("share", [0.0, 0.3, 0.9])
def test_the_share_of_ink_is_hidden_and_ink_only(share: float, guidance: float) -> None:
    hidden = choose_hidden(FOCUS, INKED, share, guidance, block=2)
    assert not (hidden & ~INKED).any()
    assert counts(hidden) == [round(share * count) for count in counts(INKED)]


def test_full_guidance_hides_exactly_the_cells_of_most_focus() -> None:
    hidden = choose_hidden(FOCUS, INKED, 0.4, 1.0, block=2)
    for row in range(3):
        assert FOCUS[row][hidden[row]].min() > FOCUS[row][INKED[row] & ~hidden[row]].max()


def test_without_guidance_the_focus_does_not_matter() -> None:
    torch.manual_seed(0)
    one = choose_hidden(FOCUS, INKED, 0.4, 0.0, block=2)
    torch.manual_seed(0)
    assert torch.equal(one, choose_hidden(-FOCUS, INKED, 0.4, 0.0, block=2))
    assert not torch.equal(one, choose_hidden(FOCUS, INKED, 0.4, 0.0, block=2))  # other chance, other cells


def test_random_blocks_hang_together() -> None:
    field = random_field(torch.zeros(4, 12, 12), block=4)
    assert field.shape == (4, 12, 12)
    same = (field[:, :, 1:] == field[:, :, :-1]).float().mean()
    assert float(same) > 0.7
    assert [len(values.unique()) > 6 for values in field] == [True] * 4


def test_ranks_run_from_zero_to_one_among_present_cells() -> None:
    order = ranks(FOCUS, INKED)
    for row in range(3):
        mine = order[row][INKED[row]]
        assert (float(mine.min()), float(mine.max())) == (0.0, 1.0)
        assert torch.equal(mine.argsort(), FOCUS[row][INKED[row]].argsort())
        assert not order[row][~INKED[row]].any()


def test_a_picture_without_ink_hides_nothing() -> None:
    nothing = torch.zeros_like(INKED)
    assert not choose_hidden(FOCUS, nothing, 0.5, 0.5, block=2).any()


def test_hidden_cells_lose_their_pixels_and_no_others() -> None:
    raster, hidden = torch.rand(2, 4, 16, 24) + 0.1, torch.zeros(2, 2, 3, dtype=torch.bool)
    hidden[0, 1, 2] = True
    left = hide(raster, hidden)
    assert not left[0, :, 8:, 16:].any()
    left[0, :, 8:, 16:] = raster[0, :, 8:, 16:]
    assert torch.equal(left, raster)


@pytest.mark.parametrize(
    "wrong", [{"schedule": "sudden"}, {"first": 0.7}, {"last": 1.0}, {"guided": 2.0}, {"block": 0}]
)
def test_a_curriculum_that_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="mask"):
        MaskingConfig(**wrong)
