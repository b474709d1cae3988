"""The loop's parts: schedule, moving average, and a state that comes back as it was saved."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch
from torch import nn

from training.loop import (
    Average,
    OptimizerConfig,
    RunState,
    learning_rate,
    make_optimizer,
    set_learning_rate,
    write_json,
)

CPU = torch.device("cpu")


def test_the_learning_rate_warms_up_to_its_peak_and_falls_to_zero() -> None:
    config = OptimizerConfig(steps=100, warmup=10, peak=0.5)
    rates = [learning_rate(step, config) for step in range(101)]
    assert rates[0] == pytest.approx(0.05)
    assert rates[9] == rates[10] == pytest.approx(0.5)
    assert rates[55] == pytest.approx(0.25)
    assert rates[100] == pytest.approx(0.0)
    assert rates[:10] == sorted(rates[:10])
    assert rates[10:] == sorted(rates[10:], reverse=True)
    assert learning_rate(200, config) == pytest.approx(0.0)


def test_without_warm_up_the_peak_comes_first() -> None:
    assert learning_rate(0, OptimizerConfig(steps=1, warmup=0, peak=0.5)) == pytest.approx(0.5)


@pytest.mark.parametrize("wrong", [{"steps": 0}, {"peak": 0.0}, {"average": 1.0}, {"warmup": -1}])
def test_settings_that_train_nothing_are_refused(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="nothing can be trained"):
        OptimizerConfig(**wrong)


def test_matrices_decay_and_biases_do_not() -> None:
    module = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4))
    decayed, free = make_optimizer([(module.parameters(), 1.0)], OptimizerConfig(decay=0.3)).param_groups
    assert (decayed["weight_decay"], free["weight_decay"]) == (0.3, 0.0)
    assert [value.dim() for value in decayed["params"]] == [2]
    assert [value.dim() for value in free["params"]] == [1, 1, 1]


def test_parts_learn_at_their_share_of_the_rate_and_frozen_ones_not_at_all() -> None:
    fast, slow, frozen = (nn.Linear(2, 2, bias=False) for _ in range(3))
    frozen.requires_grad_(False)
    parts = [(fast.parameters(), 1.0), (slow.parameters(), 0.1), (frozen.parameters(), 1.0)]
    optimizer = make_optimizer(parts, OptimizerConfig())
    set_learning_rate(optimizer, 0.5)
    assert [group["lr"] for group in optimizer.param_groups] == [0.5, 0.05]


def test_the_average_forgets_the_start_and_then_follows_slowly() -> None:
    module = nn.Linear(1, 1, bias=False)
    average = Average(module, decay=0.9)
    start = float(module.weight.detach())
    nn.init.constant_(module.weight, 1.0)
    average.update(module, step=0)
    assert float(average.values["weight"]) == pytest.approx(0.1 * start + 0.9)  # a decay of (1 + 0) / (10 + 0) so early
    average.values["weight"].zero_()
    average.update(module, step=1000)
    assert float(average.values["weight"]) == pytest.approx(0.1)


def test_the_average_takes_in_batch_norm_and_goes_back_into_a_module() -> None:
    module = nn.BatchNorm1d(2)
    average = Average(module, decay=0.5)
    module.running_mean.fill_(4.0)
    average.update(module, step=1000)
    other = nn.BatchNorm1d(2)
    average.copy_to(other)
    assert other.running_mean.tolist() == [2.0, 2.0]


def run_state(seed: int) -> RunState:
    torch.manual_seed(seed)
    module = nn.Sequential(nn.Linear(3, 4), nn.BatchNorm1d(4))
    optimizer = make_optimizer([(module.parameters(), 1.0)], OptimizerConfig())
    return RunState({"model": module}, Average(module, 0.9), optimizer)


def take_step(state: RunState) -> None:
    module = state.modules["model"]
    loss = (module(torch.arange(6.0).view(2, 3)) ** 2 * torch.tensor([1.0, 2.0, 3.0, 4.0])).sum()
    state.optimizer.zero_grad()
    loss.backward()
    state.optimizer.step()
    state.step += 1
    state.average.update(module, state.step)


def test_a_loaded_state_goes_on_exactly_as_the_saved_one(tmp_path: Path) -> None:
    first, second = run_state(1), run_state(2)
    take_step(first)
    first.chunk, first.seconds = 7, 12.5
    first.save(tmp_path)
    assert second.load(tmp_path, CPU)
    assert (second.step, second.chunk, second.seconds) == (1, 7, 12.5)
    for state in (first, second):
        take_step(state)
    one, other = first._tensors(), second._tensors()
    assert one.keys() == other.keys()
    assert all(torch.equal(one[name], other[name]) for name in one)
    assert any(name.startswith("optimizer.") for name in one)


def test_a_folder_without_a_state_loads_nothing(tmp_path: Path) -> None:
    state = run_state(1)
    assert not state.load(tmp_path, CPU)
    assert state.step == 0


def test_saving_leaves_no_partial_file_and_replaces_the_old_state(tmp_path: Path) -> None:
    state = run_state(1)
    for _ in range(2):
        take_step(state)
        state.save(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["state.safetensors"]
    fresh = run_state(1)
    fresh.load(tmp_path, CPU)
    assert fresh.step == 2


def test_json_is_written_in_one_step(tmp_path: Path) -> None:
    write_json(tmp_path / "recipe.json", {"seed": 3})
    assert json.loads((tmp_path / "recipe.json").read_text()) == {"seed": 3}
    assert [path.name for path in tmp_path.iterdir()] == ["recipe.json"]
