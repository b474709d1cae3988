"""Setting up: which PyTorch a machine gets, when a second run has nothing to do, and what is said when it cannot go on.

No test here installs anything: commands are recorded instead of run.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
from collections import namedtuple
from pathlib import Path

import pytest

from scripts import setup

PYTHON = Path("env") / "bin" / "python"
WANTED = {"python": "3.11", "root": "here", "kind": "cpu", "project": "a hash", "dev": False}


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """Every command that would have run; all of them succeed."""
    commands: list[list[str]] = []

    def record(command: list[str], quiet: bool) -> bool:
        commands.append(command)
        return True

    monkeypatch.setattr(setup, "succeeds", record)
    return commands


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text('[project]\ndependencies = ["numpy>=1", "torch==2.13.0"]\n')
    (tmp_path / ".venv").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("system", "gpu", "kind"),
    [
        ("Linux", False, "cpu"),
        ("Linux", True, "gpu"),
        ("Windows", False, "plain"),
        ("Windows", True, "gpu"),
        ("Darwin", False, "plain"),
        ("Darwin", True, "plain"),
    ],
)
def test_cuda_comes_only_with_an_nvidia_gpu(system: str, gpu: bool, kind: str) -> None:
    assert setup.choose_kind(system, gpu) == kind


def test_no_way_to_the_cpu_build_can_end_in_cuda_packages() -> None:
    for way in setup.torch_ways(PYTHON, "cpu", "torch==2.13.0"):
        fetch = way[-1]
        assert "--no-deps" in fetch
        assert "torch==2.13.0+cpu" in fetch or "--torch-backend=cpu" in fetch


def test_the_second_way_is_tried_when_the_first_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[list[str]] = []

    def fail_at_first(command: list[str], quiet: bool) -> bool:
        tried.append(command)
        return len(tried) > 1

    monkeypatch.setattr(setup, "succeeds", fail_at_first)
    setup.install_torch(PYTHON, "cpu", "torch==2.13.0")
    assert "--torch-backend=cpu" in tried[-1]


def test_when_every_way_fails_the_error_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(setup, "succeeds", lambda command, quiet: False)
    with pytest.raises(setup.SetupError, match=r"online.*--gpu"):
        setup.install_torch(PYTHON, "cpu", "torch==2.13.0")


def test_the_version_of_torch_comes_from_the_project_file(root: Path) -> None:
    assert setup.torch_requirement(root) == "torch==2.13.0"
    assert setup.torch_requirement(setup.ROOT).startswith("torch==")


def test_a_second_run_has_nothing_to_do(root: Path, ran: list[list[str]], capsys: pytest.CaptureFixture[str]) -> None:
    setup.set_up(root, "plain", dev=True)
    assert ran
    ran.clear()
    setup.set_up(root, "plain", dev=True)
    assert ran == []
    assert "check.py" in capsys.readouterr().out


def test_changed_dependencies_are_installed_into_the_same_environment(root: Path, ran: list[list[str]]) -> None:
    setup.set_up(root, "plain", dev=False)
    with (root / "pyproject.toml").open("a") as project:
        project.write("# changed\n")
    ran.clear()
    setup.set_up(root, "plain", dev=False)
    assert ran
    assert not any("--clear" in command for command in ran)


def test_another_kind_of_torch_needs_a_fresh_environment(root: Path, ran: list[list[str]]) -> None:
    setup.set_up(root, "plain", dev=False)
    ran.clear()
    setup.set_up(root, "cpu", dev=False)
    assert "--clear" in ran[0]


def test_a_kind_once_chosen_stays_until_another_is_asked_for(root: Path, ran: list[list[str]]) -> None:
    assert setup.installed_kind(root) == ""
    setup.set_up(root, "gpu", dev=False)
    assert setup.installed_kind(root) == "gpu"


def test_an_environment_for_development_serves_the_program_but_not_the_reverse() -> None:
    assert setup.is_current({**WANTED, "dev": True}, WANTED)
    assert not setup.is_current(WANTED, {**WANTED, "dev": True})


@pytest.mark.parametrize("text", ["", "{", "[1]"])
def test_a_broken_note_of_the_last_run_counts_as_none(tmp_path: Path, text: str) -> None:
    (tmp_path / "stamp.json").write_text(text)
    assert setup.read_stamp(tmp_path / "stamp.json") == {}


def test_an_old_python_is_turned_away() -> None:
    with pytest.raises(setup.SetupError, match=r"3\.10.*3\.11"):
        setup.check_python((3, 10))


def test_a_python_without_venv_is_told_the_package_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(setup.SetupError, match=r"apt install python3\.11-venv"):
        setup.check_python((3, 11))


def test_a_full_disk_is_noticed_before_anything_is_fetched(
    root: Path, ran: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage(10**12, 10**12, 10**9))
    with pytest.raises(setup.SetupError, match=r"1\.0 GB are free"):
        setup.set_up(root, "cpu", dev=False)
    assert ran == []


@pytest.mark.parametrize(
    ("status", "output", "expected"),
    [(0, "GPU 0: NVIDIA H100\n", True), (0, "", False), (9, "could not communicate with the driver", False)],
)
def test_a_gpu_counts_only_when_its_driver_answers(
    monkeypatch: pytest.MonkeyPatch, status: int, output: str, expected: bool
) -> None:
    monkeypatch.setattr(shutil, "which", lambda tool: tool)
    answer = subprocess.CompletedProcess([], status, output, "")
    monkeypatch.setattr(subprocess, "run", lambda *arguments, **options: answer)
    assert setup.has_nvidia_gpu() is expected


def test_a_failed_command_ends_the_setup_with_status_1(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*arguments: object) -> None:
        raise setup.SetupError("this command failed")

    monkeypatch.setattr(setup, "set_up", fail)
    assert setup.main(["--cpu"]) == 1
    assert "this command failed" in capsys.readouterr().err
