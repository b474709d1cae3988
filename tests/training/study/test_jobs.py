"""Jobs of a study: work that is shared is done once, the most telling comes first, nothing before what it needs."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.training.study.studies import TESTS, jobs_of, make_study
from training.study.config import load_study
from training.study.jobs import Place, plan
from training.study.launch import Launch, alone_in


def test_every_job_stands_behind_those_that_it_needs_and_none_stands_twice() -> None:
    jobs = plan(load_study("small"), (), TESTS)
    place = {job.name: number for number, job in enumerate(jobs)}
    assert len(place) == len(jobs)
    assert all(place[needed] < place[job.name] for job in jobs for needed in job.needs)


def test_an_encoder_is_pretrained_once_for_each_objective_and_seed() -> None:
    study = load_study("small")
    names = [job.name for job in plan(study, (), TESTS)]
    pretrained = {name for name in names if name.startswith("pretrain-global_local-")}
    assert pretrained == {f"pretrain-global_local-s{seed}" for seed in study.seeds}
    assert sum(name.startswith("attend-linear-") for name in names) == len(study.seeds)


def test_the_arms_of_one_seed_come_before_the_next_seed_then_fewer_captions_then_missing_ink(tmp_path: Path) -> None:
    names = [job.name for job in jobs_of(tmp_path) if job.stage == "measure" and job.data == "test2014"]
    assert names == [
        "measure-scratch-s1-100pc-test2014",
        "measure-paper-s1-100pc-test2014",
        "attention-attend-linear-global_local-s1-test2014",
        "measure-scratch-s2-100pc-test2014",
        "measure-paper-s2-100pc-test2014",
        "attention-attend-linear-global_local-s2-test2014",
        *(f"measure-{arm}-s{seed}-50pc-test2014" for seed in (1, 2) for arm in ("scratch", "paper")),
        "robustness-scratch-s1-100pc-test2014",
        "robustness-scratch-s2-100pc-test2014",
    ]


def test_stage_3_starts_from_stage_2_of_the_same_seed_whatever_the_share(tmp_path: Path) -> None:
    jobs = {job.name: job for job in jobs_of(tmp_path)}
    assert jobs["finetune-paper-s2-50pc"].of == "attend-linear-global_local-s2"
    assert jobs["attend-linear-global_local-s2"].of == "pretrain-global_local-s2"
    assert jobs["finetune-scratch-s2-50pc"].of == ""


def test_only_the_chosen_arms_have_jobs(tmp_path: Path) -> None:
    jobs = plan(make_study(tmp_path), ["scratch"], TESTS)
    assert {job.stage for job in jobs} == {"prepare", "finetune", "measure"}
    assert {job.arm for job in jobs if job.stage == "measure"} == {"scratch"}


def test_the_command_of_a_run_names_its_recipe_start_and_time(tmp_path: Path) -> None:
    launch = Launch(Place(tmp_path), device="cpu", threads=3, workers=2)
    job = next(job for job in jobs_of(tmp_path) if job.name == "finetune-paper-s1-100pc")
    words = launch.command(job, 90.4)
    assert words[:5] == [sys.executable, "-u", "-m", "training", "finetune"]
    options = dict(zip(words[5::2], words[6::2], strict=True))
    assert options == {
        "--recipe": str(tmp_path / "recipes" / f"{job.name}.json"),
        "--run": str(tmp_path / "runs" / job.name),
        "--cache": str(tmp_path / "caches" / "train.npz"),
        "--init": str(tmp_path / "runs" / "attend-linear-global_local-s1"),
        **{"--device": "cpu", "--workers": "2", "--threads": "3", "--seconds": "90"},
    }
    assert "--seconds" not in launch.command(job)


@pytest.mark.skipif(sys.platform == "win32", reason="has no such locks")
def test_two_schedulers_do_not_work_in_one_folder(tmp_path: Path) -> None:
    with (
        alone_in(tmp_path),
        pytest.raises(ValueError, match="is in use by another `reproduce`"),
        alone_in(tmp_path),
    ):
        pass
    with alone_in(tmp_path) as lock:
        assert lock is not None
