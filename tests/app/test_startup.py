"""The command line, and what is said where no window can be opened."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from app import startup
from app.startup import Options, missing_libraries, parse, why_no_window

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    kept.pop("QT_QPA_PLATFORM", None)
    return subprocess.run(
        [sys.executable, "main.py", *arguments],
        cwd=ROOT, env={**kept, **environment}, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux does Qt abort without a display")
def test_without_a_display_the_program_explains_itself_and_offers_the_command_line() -> None:
    done = run()
    assert done.returncode == 2
    assert "no display" in done.stderr
    assert "python -m mathnet recognize FILE" in done.stderr


def test_help_needs_no_display() -> None:
    done = run("--help")
    assert done.returncode == 0
    assert "--model" in done.stdout
    assert "--device" in done.stdout


def test_the_version_is_said() -> None:
    done = run("--version")
    assert done.returncode == 0
    assert done.stdout.startswith("mask-match ")


def test_a_wrong_option_is_wrong_use() -> None:
    assert run("--no-such-option").returncode == 2


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux does Qt abort without a display")
def test_a_display_that_does_not_answer_is_named_instead_of_a_crash() -> None:
    done = run(DISPLAY=":9876")
    assert done.returncode == 2
    assert "the display :9876 does not answer" in done.stderr


def test_a_platform_that_was_asked_for_is_taken_at_its_word() -> None:
    assert why_no_window({"QT_QPA_PLATFORM": "offscreen"}, "linux") == ""


@pytest.mark.skipif(sys.platform != "linux", reason="Wayland is found by a socket of Unix")
def test_one_display_that_answers_will_do(tmp_path: Path) -> None:
    where = {"WAYLAND_DISPLAY": "wayland-7", "XDG_RUNTIME_DIR": str(tmp_path), "DISPLAY": ":9876"}
    assert "wayland-7 or :9876 does not answer" in why_no_window(where, "linux")
    with socket.socket(socket.AF_UNIX) as desktop:
        desktop.bind(str(tmp_path / "wayland-7"))
        desktop.listen()
        assert why_no_window(where, "linux") == ""


def test_other_systems_always_have_a_display() -> None:
    assert why_no_window({}, "win32") == ""
    assert why_no_window({}, "darwin") == ""


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux does Qt leave libraries to the system")
def test_a_missing_library_is_named_with_the_package_that_has_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert missing_libraries({"libc.so.6": "libc6", "libnowhere.so.1": "nowhere1"}) == {"libnowhere.so.1": "nowhere1"}
    monkeypatch.setitem(startup.QT_NEEDS, "libnowhere.so.1", "nowhere1")
    said = why_no_window({"WAYLAND_DISPLAY": "wayland-0"}, "linux")
    assert "libnowhere.so.1" in said
    assert "nowhere1" in said.splitlines()[3]


def test_the_command_line_is_understood() -> None:
    assert parse([]) == Options()
    assert parse(["a.inkml", "--model", "m", "--device", "cpu"]) == Options(Path("a.inkml"), Path("m"), "cpu")
