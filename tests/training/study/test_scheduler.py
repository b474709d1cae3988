"""The scheduler with pretended children: order, failures, time, and the word on what is left."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.training.study.studies import Pretended, jobs_of, leave_product
from training.events import Log, Progress
from training.study.jobs import Job, Place
from training.study.remaining import seconds_left, spoken
from training.study.scheduler import Limits, Scheduler, last_lines


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def scheduler(study: list[Job], place: Place, children: Pretended, said: list[str], **limits: float) -> Scheduler:
    return Scheduler(study, place, children, Limits(pause=0.0, **limits), say=said.append)  # type: ignore[arg-type]


def test_everything_is_done_in_the_order_of_its_worth_and_noted(place: Place) -> None:
    jobs, children, said = jobs_of(place.root), Pretended(place), list[str]()
    assert scheduler(jobs, place, children, said).run()
    assert children.begun == [job.name for job in jobs]
    note = json.loads(place.record(jobs[0].name).read_text(encoding="utf-8"))
    assert {"seconds", "commit", "hardware", "torch"} <= note.keys()
    assert said[-1].startswith(f"[{len(jobs)}/{len(jobs)}] {jobs[-1].name}: done in ")


def test_what_is_done_stays_done(place: Place) -> None:
    jobs, children = jobs_of(place.root), Pretended(place)
    for job in jobs[:-1]:
        leave_product(place, job)
    assert scheduler(jobs, place, children, []).run()
    assert children.begun == [jobs[-1].name]


def test_as_many_run_side_by_side_as_asked_for_and_none_before_what_it_needs(place: Place) -> None:
    jobs, children = jobs_of(place.root), Pretended(place)
    sitting = scheduler(jobs, place, children, [], jobs=5)
    sitting._start()
    assert children.begun == ["prepare-train", "prepare-test2014", "prepare-test2016"]
    sitting._collect()
    sitting._start()
    assert children.begun[3:] == [
        *("finetune-scratch-s1-100pc", "pretrain-global_local-s1"),
        *("finetune-scratch-s2-100pc", "pretrain-global_local-s2", "finetune-scratch-s1-50pc"),
    ]


def test_a_failed_job_is_reported_and_stops_only_those_that_need_it(place: Place) -> None:
    jobs, said = jobs_of(place.root), list[str]()
    children = Pretended(place, fails=("pretrain-global_local-s1",))
    sitting = scheduler(jobs, place, children, said)
    assert not sitting.run()
    assert sitting.failed == {"pretrain-global_local-s1"}
    assert sitting.done | sitting.failed | sitting.blocked == {job.name for job in jobs}
    assert {job.arm or "paper" for job in jobs if job.name in sitting.blocked} == {"paper"}
    assert "measure-paper-s2-100pc-test2014" in sitting.done
    at = next(number for number, line in enumerate(said) if "FAILED with status 1" in line)
    assert said[at + 1 : at + 3] == ["    step 2", "    ValueError: no ink"]
    assert any(line.startswith("failed: pretrain-global_local-s1; ") for line in said)


def test_a_child_that_ends_well_without_its_product_has_failed(place: Place) -> None:
    jobs = jobs_of(place.root)
    sitting = scheduler(jobs, place, Pretended(place, stops=("prepare-train",)), [])
    assert not sitting.run()
    assert sitting.failed == {"prepare-train"}


def test_a_run_that_stops_at_its_time_limit_has_not_failed(place: Place) -> None:
    jobs, said = jobs_of(place.root), list[str]()
    sitting = scheduler(jobs, place, Pretended(place, stops=("finetune-scratch-s1-100pc",)), said, seconds=100)
    assert not sitting.run()
    assert not sitting.failed
    assert any("finetune-scratch-s1-100pc: stopped after" in line for line in said)


def test_children_that_do_not_stop_when_time_is_up_are_ended(place: Place) -> None:
    children, said = Pretended(place, looks=10**9), list[str]()
    assert not scheduler(jobs_of(place.root), place, children, said, jobs=2, seconds=0.05, grace=0.05).run()
    assert [child.ended for child in children.children] == [["terminated"]] * 2
    assert "time is up: prepare-train, prepare-test2014 ended" in said


def test_children_are_ended_when_the_scheduler_is_interrupted(place: Place) -> None:
    children = Pretended(place, looks=10**9)

    def say(line: str) -> None:
        if "begins" in line:
            raise KeyboardInterrupt

    sitting = Scheduler(jobs_of(place.root), place, children, Limits(pause=0.0), say=say)
    with pytest.raises(KeyboardInterrupt):
        sitting.run()
    assert [child.ended for child in children.children] == [["terminated"]]


def test_what_is_left_is_judged_by_the_runs_so_far(place: Place) -> None:
    jobs = {job.name: job for job in jobs_of(place.root)}
    one, two, other = (
        jobs[name] for name in ("finetune-scratch-s1-100pc", "finetune-scratch-s2-100pc", "pretrain-global_local-s1")
    )
    leave_product(place, one)  # two seconds a step
    assert seconds_left([one, two], place, at_once=1) == (6.0, True)
    assert seconds_left([one, two, other], place, at_once=2) == (3.0, False)
    Log(place.run(two.name)).write(Progress("finetune", 1, 3, 2.0, {}))
    assert seconds_left([one, two], place, at_once=1) == (4.0, True)


def test_times_are_said_shortly() -> None:
    assert [spoken(seconds) for seconds in (12, 600, 36_000)] == ["12 s", "10 min", "10.0 h"]


def test_of_a_progress_bar_the_last_state_is_shown() -> None:
    assert last_lines(b"one\n1%\r50%\r99%\ntwo\r\n\n") == ["one", "99%", "two"]
    assert last_lines(b"") == []
