"""`reproduce`: a whole study on hand-made ink, stopped and taken up again, killed, refused where it does not fit."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.training.inks import write_crohme
from tests.training.study.studies import STUDY_TOML, TESTS, InProcess, Pretended, make_study
from training.study import reproduce
from training.study.jobs import Job, Place, plan
from training.study.launch import Launch
from training.study.reproduce import ReproduceOptions, found_tests, reproduce_command, write_recipes
from training.study.scheduler import Limits, Scheduler

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import sys
from pathlib import Path
from training.study.reproduce import ReproduceOptions, reproduce_command
study, crohme, out = sys.argv[1:]
sys.exit(reproduce_command(ReproduceOptions(study, Path(out), Path(crohme), jobs=1, device="cpu", only=("scratch",))))
"""


@pytest.fixture
def crohme(tmp_path: Path) -> Path:
    folder = tmp_path / "crohme"
    for part in ("train", *TESTS):
        write_crohme(folder, part)
    return folder


@pytest.fixture
def options(tmp_path: Path, crohme: Path) -> ReproduceOptions:
    make_study(tmp_path)
    return ReproduceOptions(str(tmp_path / "hand.toml"), tmp_path / "out", crohme, jobs=1, device="cpu")


@pytest.fixture
def pretended(monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    """No child process is started; what `Pretended` is given can be set by the test."""
    wanted: dict[str, object] = {}
    monkeypatch.setattr(reproduce, "Launch", lambda place, *_: Pretended(place, **wanted))  # type: ignore[arg-type]
    return wanted


def test_a_study_runs_to_its_end_though_every_run_is_stopped_once(tmp_path: Path, crohme: Path) -> None:
    study, place = make_study(tmp_path), Place(tmp_path / "out")
    jobs = [job for job in plan(study, (), TESTS[:1]) if job.seed < 2 and "s2" not in job.name]
    write_recipes(jobs, place)
    launch, said = Launch(place, crohme), list[str]()
    early = InProcess(launch, seconds=lambda job: 0.0 if job.trains else None)
    for _ in range(len(jobs)):  # of the runs in a row, one more begins each time
        sitting = Scheduler(jobs, place, early, Limits(pause=0.0, seconds=1000), say=said.append)
        if sitting.run():
            break
        assert not sitting.failed
    assert all(place.is_done(job) for job in jobs)
    assert any("stopped after" in line for line in said)
    report = reproduce.write_report(study, jobs, place).read_text(encoding="utf-8")
    assert f"Complete: all {len(jobs)} jobs are done." in report


def test_the_command_runs_what_is_left_and_reports(
    options: ReproduceOptions, pretended: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    assert reproduce_command(options) == 0
    out = capsys.readouterr().out
    assert "37 jobs, 0 of them done; 1 at once" in out
    assert out.splitlines()[-1] == f"report: {options.out / 'results' / 'results.md'}"
    assert reproduce_command(options) == 0
    assert "37 jobs, 37 of them done" in capsys.readouterr().out


def test_failures_are_told_by_the_exit_status(options: ReproduceOptions, pretended: dict[str, object]) -> None:
    pretended["fails"] = ("pretrain-global_local-s1",)
    assert reproduce_command(options) == 1
    assert (options.out / "results" / "results.md").is_file()


def test_the_report_alone_runs_nothing(options: ReproduceOptions, capsys: pytest.CaptureFixture[str]) -> None:
    alone = ReproduceOptions(options.recipe, options.out, report=True)
    assert reproduce_command(alone) == 0
    assert "**Incomplete: 0 of" in (options.out / "results" / "results.md").read_text(encoding="utf-8")
    assert "jobs" not in capsys.readouterr().out


def test_a_folder_of_another_study_is_refused_before_anything_is_changed(
    options: ReproduceOptions, pretended: dict[str, object]
) -> None:
    assert reproduce_command(options) == 0
    make_study(Path(options.recipe).parent, STUDY_TOML.replace("warmup = 1", "warmup = 2"))
    before = {path: path.stat().st_mtime_ns for path in options.out.rglob("*") if path.name != "lock"}
    with pytest.raises(ValueError, match="is of another study: choose a new folder"):
        reproduce_command(options)
    assert before == {path: path.stat().st_mtime_ns for path in options.out.rglob("*") if path.name != "lock"}


def test_more_seeds_may_be_added_to_a_study_that_has_run(
    options: ReproduceOptions, pretended: dict[str, object], capsys: pytest.CaptureFixture[str]
) -> None:
    assert reproduce_command(options) == 0
    make_study(Path(options.recipe).parent, STUDY_TOML.replace("seeds = [1, 2]", "seeds = [1, 2, 3]"))
    capsys.readouterr()
    assert reproduce_command(options) == 0
    assert "54 jobs, 37 of them done" in capsys.readouterr().out


def test_tests_that_the_user_lacks_are_named_and_left_out(
    tmp_path: Path, crohme: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study, place = make_study(tmp_path), Place(tmp_path / "out")
    (crohme / "test2016.tsv").unlink()
    assert found_tests(study, place, ReproduceOptions("small", place.root, crohme)) == ("test2014",)
    assert "no ink is named for it: test2016" in capsys.readouterr().out


@pytest.mark.parametrize("gone", [["train.tsv"], ["test2014.tsv", "test2016.tsv"]])
def test_a_folder_that_is_not_crohme_is_explained(gone: list[str], tmp_path: Path, crohme: Path) -> None:
    for name in gone:
        (crohme / name).unlink()
    with pytest.raises(ValueError, match=r"--crohme names a folder with train\.tsv, test2014\.tsv and ink, or --part"):
        found_tests(make_study(tmp_path), Place(tmp_path / "out"), ReproduceOptions("small", tmp_path, crohme))


def test_parts_may_be_named_one_by_one(tmp_path: Path, crohme: Path) -> None:
    study, place = make_study(tmp_path), Place(tmp_path / "out")
    parts = {"train": crohme / "train", "test2016": crohme / "test2016"}
    assert found_tests(study, place, ReproduceOptions("small", tmp_path, parts=parts)) == ("test2016",)
    with pytest.raises(ValueError, match="no part 'test1999': there are train, test2014"):
        found_tests(study, place, ReproduceOptions("small", tmp_path, crohme, {"test1999": crohme}))
    words = Launch(place, crohme, parts).command(Job("prepare-test2016", "prepare", data="test2016"))
    assert words[5:] == ["--data", str(parts["test2016"]), "--out", str(place.cache("test2016"))]
    words = Launch(place, crohme, parts).command(Job("prepare-test2014", "prepare", data="test2014"))
    assert words[5:9] == ["--crohme", str(crohme), "--parts", "test2014"]


def test_a_bad_number_of_children_is_explained(options: ReproduceOptions) -> None:
    with pytest.raises(ValueError, match="--jobs is -1: at least one"):
        reproduce_command(ReproduceOptions(options.recipe, options.out, options.crohme, jobs=-1, device="cpu"))


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
def test_a_scheduler_that_is_ended_ends_its_child_and_frees_the_folder(options: ReproduceOptions) -> None:
    """Real processes: the scheduler, and the child that packs the ink."""
    words = [sys.executable, "-c", PROGRAM, options.recipe, str(options.crohme), str(options.out)]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as scheduler:
        assert scheduler.stdout is not None
        assert any("prepare-train: begins" in line for line in scheduler.stdout)
        scheduler.send_signal(signal.SIGTERM)
        assert "interrupted; the same command goes on from here" in scheduler.stdout.read()
    assert scheduler.returncode == 130
    with reproduce.alone_in(options.out):  # no child holds the lock any more
        pass
    assert json.loads((options.out / "study.json").read_text(encoding="utf-8"))["name"] == "hand"
