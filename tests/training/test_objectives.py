"""The objectives of the stages without labels: each learns, reaches every weight, and keeps its teacher apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import Tensor, nn

from mathnet.attention import AttentionNetwork
from mathnet.config import tiny
from mathnet.encoder import Encoder
from mathnet.raster import RasterConfig
from tests.training.inks import samples_of
from training.data.batching import BatchConfig
from training.data.views import ViewBatch, ViewChunks, ViewConfig
from training.masking import MaskingConfig
from training.matching import AttendConfig, Matching
from training.objectives import OBJECTIVES, Byol, GlobalLocal, Objective, PretrainConfig, make_objective, pooled

CONFIG = PretrainConfig(hidden=32, embedding=16)
WIDTH = tiny().width


@pytest.fixture(scope="module")
def views() -> ViewBatch:
    batch = BatchConfig(size=8, chunk=8, slab=1, canvases=((192, 640),))
    inks = [sample.strokes for sample in samples_of()]
    (made,) = ViewChunks(inks, RasterConfig(symbol_pixels=16.0), ViewConfig(), batch, seed=1)[0].batches()
    return made


def objective(name: str, **changes: object) -> Objective:
    torch.manual_seed(0)
    return make_objective(Encoder(tiny().encoder, WIDTH), WIDTH, replace(CONFIG, objective=name, **changes))


def matching(**changes: object) -> Matching:
    torch.manual_seed(0)
    config = replace(AttendConfig(hidden=32, embedding=16), **changes)
    return Matching(Encoder(tiny().encoder, WIDTH), AttentionNetwork(WIDTH, tiny().focus), WIDTH, config)


def learn(module: nn.Module, views: ViewBatch, steps: int) -> list[float]:
    """Totals before each of some steps on one batch."""
    optimizer = torch.optim.AdamW([value for value in module.parameters() if value.requires_grad], 3e-3)
    totals = []
    for step in range(steps):
        torch.manual_seed(step)
        optimizer.zero_grad()
        total = module(views)["total"]
        total.backward()
        optimizer.step()
        module.after_step()
        totals.append(float(total.detach()))
    return totals


@pytest.mark.parametrize("name", OBJECTIVES)
def test_an_objective_learns_one_batch(name: str, views: ViewBatch) -> None:
    totals = learn(objective(name), views, 25)
    assert sum(totals[-3:]) < 0.8 * sum(totals[:3])


@pytest.mark.parametrize("name", OBJECTIVES)
def test_an_objective_reaches_every_weight_that_it_trains(name: str, views: ViewBatch) -> None:
    module = objective(name)
    losses = module(views)
    losses["total"].backward()
    trained = [(at, value) for at, value in module.named_parameters() if value.requires_grad]
    assert [at for at, value in trained if value.grad is None or not value.grad.isfinite().all()] == []
    assert any("encoder" in at for at, _ in trained)
    assert set(module.health()) >= {"deviation", "alignment", "uniformity", "effective_rank"}


def test_the_total_is_the_weighted_sum_of_global_and_local(views: ViewBatch) -> None:
    losses = objective("global_local", global_weight=0.5, local_weight=2.0)(views)
    assert torch.allclose(losses["total"], 0.5 * losses["global"] + 2.0 * losses["local"])
    assert set(objective("global")(views)) == {"total", "global"}
    assert set(objective("local")(views)) == {"total", "local"}


def test_the_queue_keeps_the_newest_embeddings_and_raises_the_loss(views: ViewBatch) -> None:
    module = objective("global", queue=12)
    assert isinstance(module, GlobalLocal)
    first = float(module(views)["total"].detach())
    assert int(module.queued) == 8
    assert float(module(views)["total"].detach()) > first
    assert int(module.queued) == 12
    assert torch.allclose(module.queue.norm(dim=1), torch.ones(12), atol=1e-3)


def state(module: nn.Module) -> dict[str, Tensor]:
    return {name: value.clone() for name, value in module.state_dict().items()}


def test_teachers_are_not_trained_but_follow() -> None:
    batch = BatchConfig(size=8, chunk=8, slab=1, canvases=((192, 640),))
    inks = [sample.strokes for sample in samples_of()]
    (made,) = ViewChunks(inks, RasterConfig(symbol_pixels=16.0), ViewConfig(), batch, seed=1)[0].batches()
    for module in (objective("byol"), matching()):
        assert isinstance(module, Byol | Matching)
        before = state(module.teacher)
        optimizer = torch.optim.SGD([value for value in module.parameters() if value.requires_grad], 0.1)
        module(made)["total"].backward()
        optimizer.step()
        weights = [name for name, _ in module.teacher.named_parameters()]
        assert all(torch.equal(module.teacher.state_dict()[name], before[name]) for name in weights)
        module.after_step()
        assert any(not torch.equal(module.teacher.state_dict()[name], before[name]) for name in weights)


def test_the_mean_over_ink_takes_no_part_of_the_background() -> None:
    cells, inked = torch.randn(2, 3, 4, 5), torch.zeros(2, 4, 5, dtype=torch.bool)
    inked[:, 1, 2] = inked[:, 2, 3] = True
    expected = (cells[:, :, 1, 2] + cells[:, :, 2, 3]) / 2
    assert torch.allclose(pooled(cells, inked), expected)
    weight = torch.zeros(2, 4, 5)
    weight[:, 1, 2] = 0.3
    assert torch.allclose(pooled(cells, inked, weight), cells[:, :, 1, 2], atol=1e-5)


def test_matching_learns_and_reaches_every_weight(views: ViewBatch) -> None:
    module = matching(masking=MaskingConfig(first=0.1, last=0.3))
    totals = learn(module, views, 25)
    assert sum(totals[-3:]) < 0.9 * sum(totals[:3])
    trained = [(at, value) for at, value in module.named_parameters() if value.requires_grad]
    assert [at for at, value in trained if value.grad is None or not value.grad.isfinite().all()] == []


def test_more_ink_is_hidden_as_matching_goes_on(views: ViewBatch) -> None:
    module = matching(masking=MaskingConfig(first=0.1, last=0.6))
    shares = []
    for progress in (0.0, 0.5, 1.0):
        module.progress = progress
        shares.append(float(module(views)["hidden_share"]))
    assert shares == pytest.approx([0.1, 0.35, 0.6], abs=0.03)


def test_a_rate_of_zero_freezes_the_encoder(views: ViewBatch) -> None:
    module = matching(encoder_rate=0.0)
    module(views)["total"].backward()
    assert all(value.grad is None for value in module.student.encoder.parameters())
    assert all(value.grad is not None for value in module.student.attention.parameters())


def test_the_area_is_the_square_distance_from_its_target() -> None:
    module = matching(area=0.4)
    logits, shown = torch.zeros(2, 3, 3), torch.ones(2, 3, 3, dtype=torch.bool)
    losses = module._regularisers(logits, shown)
    assert float(losses["area"]) == pytest.approx(0.01)
    assert float(losses["entropy"]) == pytest.approx(0.6931, abs=1e-3)
    decided = module._regularisers(torch.where(shown, 20.0, 0.0), shown)
    assert float(decided["entropy"]) == pytest.approx(0.0, abs=1e-4)


@pytest.mark.parametrize(
    ("kind", "wrong", "message"),
    [
        (PretrainConfig, {"objective": "magic"}, "the objective is 'magic', not one of global_local"),
        (PretrainConfig, {"global_temperature": 0.0}, "positive"),
        (PretrainConfig, {"global_weight": 0.0, "local_weight": 0.0}, "one of global_weight"),
        (PretrainConfig, {"hidden_share": 1.0}, "between 0 and 1"),
        (AttendConfig, {"area": 0.0}, "an area between 0 and 1"),
        (AttendConfig, {"area_weight": -1.0}, "must not be negative"),
    ],
)
def test_settings_that_make_no_sense_are_refused(kind: type, wrong: dict[str, object], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        kind(**wrong)
