"""Several processes: together they do what one process does with all their batches."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import torch
from torch import nn

from mathnet.config import to_dict
from tests.training.inks import ALL, to_corpus
from tests.training.runs import tiny_recipe
from tests.training.test_finetune import ROOT
from training import parallel
from training.events import read_log
from training.loop import write_json
from training.parallel import SharedBatchNorm, share_batch_norm

SCRIPT = Path(__file__).with_name("processes.py")


def losses(folder: Path, processes: int, stage: str) -> list[float]:
    """The losses of a few steps of a stage, one process with a batch of eight or two with four each."""
    program = [sys.executable, str(SCRIPT), stage, str(folder / "out.json")]
    if processes > 1:
        run = ["-m", "torch.distributed.run", "--standalone", f"--nproc-per-node={processes}"]
        program = [sys.executable, *run, *program[1:]]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    done = subprocess.run(program, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    values: list[float] = json.loads((folder / "out.json").read_text())
    return values


@pytest.mark.skipif(not torch.distributed.is_available(), reason="this PyTorch has no torch.distributed")
@pytest.mark.parametrize("stage", ["global_local", "byol", "barlow", "attend", "finetune"])
def test_two_processes_have_the_losses_of_one_with_the_doubled_batch(stage: str, tmp_path: Path) -> None:
    alone, together = losses(tmp_path, 1, stage), losses(tmp_path, 2, stage)
    assert len(alone) == 4
    assert alone[-1] != pytest.approx(alone[0], rel=1e-3)  # something was learned in between
    assert together == pytest.approx(alone, rel=2e-3)


@pytest.mark.skipif(not torch.distributed.is_available(), reason="this PyTorch has no torch.distributed")
def test_a_stage_runs_from_the_command_line_under_torchrun(tmp_path: Path) -> None:
    to_corpus(ALL).save(tmp_path / "corpus.npz")
    write_json(tmp_path / "recipe.json", to_dict(tiny_recipe(steps=6)))
    program = [sys.executable, "-m", "torch.distributed.run", "--standalone", "--nproc-per-node=2", "-m", "--"]
    words = {"--recipe": "recipe.json", "--cache": "corpus.npz", "--run": "run"}
    stage = ["training", "pretrain", *(str(part) for name, file in words.items() for part in (name, tmp_path / file))]
    run = [*program, *stage, "--workers", "0", "--threads", "1", "--device", "cpu"]
    done = subprocess.run(run, cwd=ROOT, capture_output=True, text=True, timeout=180, check=False)
    assert done.returncode == 0, done.stderr[-3000:]
    finished = json.loads((tmp_path / "run" / "finished.json").read_text())
    assert (finished["processes"], finished["steps"]) == (2, 6)
    assert [event.step for event in read_log(tmp_path / "run")][-1] == 6


def test_one_process_needs_no_other() -> None:
    value = torch.arange(6.0).view(3, 2)
    assert (parallel.world(), parallel.rank(), parallel.offset(3, value.device)) == (1, 0, 0)
    assert torch.equal(parallel.gather(value), value)
    assert float(parallel.mean(value.sum(), torch.tensor(3))) == 5.0
    assert float(parallel.mean(torch.tensor(0.0), torch.tensor(0))) == 0.0
    assert parallel.least(7, value.device) == 7


def test_shared_batch_norm_of_one_process_is_the_plain_one() -> None:
    torch.manual_seed(0)
    module, x = nn.Sequential(nn.Conv2d(2, 3, 3), nn.BatchNorm2d(3)), torch.randn(4, 2, 5, 5)
    names, before = list(module.state_dict()), module(x)
    statistics = module[1].running_var.clone()
    module[1].reset_running_stats()
    share_batch_norm(module)
    assert isinstance(module[1], SharedBatchNorm)
    assert list(module.state_dict()) == names
    assert torch.allclose(module(x), before, atol=1e-5)
    assert torch.allclose(module[1].running_var, statistics, atol=1e-5)
    assert int(module[1].num_batches_tracked) == 1
