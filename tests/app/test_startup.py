"""The command line, and what is said where no window can be opened."""

from __future__ import annotations

import os
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


@pytest.mark.parametrize(
    "environment", [{"DISPLAY": ":0"}, {"WAYLAND_DISPLAY": "wayland-0"}, {"QT_QPA_PLATFORM": "offscreen"}]
)
def test_any_way_to_show_a_window_will_do(environment: dict[str, str]) -> None:
    assert why_no_window(environment, "linux") == ""


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
