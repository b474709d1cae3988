"""Sets the program up in `.venv`: `python3 scripts/setup.py`, and with `--dev` what the tests and checks need as well.

Needs Python and its standard library only. PyTorch is chosen with care: on Linux the ordinary package brings several
gigabytes of CUDA libraries, so a machine without an NVIDIA GPU gets the CPU build and never anything else. A second
run finds everything in place and ends at once.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
STAMP = Path(".venv") / "mask-match.json"
OLDEST = (3, 11)
NEWEST_TRIED = (3, 13)
# Gigabytes: what an environment of each kind takes, with room for the downloads while they are unpacked.
NEEDED = {"plain": 4.0, "cpu": 4.0, "gpu": 14.0}


class SetupError(Exception):
    """Something the reader has to put right first; the text says what."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Sets up and returns the exit status: 0 when all is in place, 1 when something has to be put right first."""
    options = parse(arguments)
    try:
        check_python(sys.version_info[:2])
        kind = options.kind or installed_kind(ROOT) or choose_kind(platform.system(), has_nvidia_gpu())
        set_up(ROOT, kind, options.dev)
    except SetupError as error:
        print(f"\nsetup: {error}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nsetup: stopped; run the same command again to go on", file=sys.stderr)
        return 1
    return 0


def parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Sets the program up in .venv beside its sources.")
    parser.add_argument("--dev", action="store_true", help="also install what the tests and checks need")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--cpu", dest="kind", action="store_const", const="cpu", help="PyTorch without CUDA")
    kind.add_argument("--gpu", dest="kind", action="store_const", const="gpu", help="PyTorch with CUDA, several GB")
    return parser.parse_args(arguments)


def check_python(version: tuple[int, int]) -> None:
    """Raises `SetupError` where this Python is too old or has been packaged without venv."""
    running = ".".join(map(str, version))
    if version < OLDEST:
        raise SetupError(f"this is Python {running}; run this script with Python 3.11 or newer, e.g. python3.11")
    if importlib.util.find_spec("ensurepip") is None:
        raise SetupError(f"Python {running} lacks venv; on Debian and Ubuntu: sudo apt install python{running}-venv")
    if version > NEWEST_TRIED:
        print(f"Note: Python {running} is newer than this release was tried with (3.11 to 3.13).")


def has_nvidia_gpu() -> bool:
    """Whether NVIDIA's driver answers and lists a GPU."""
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return False
    try:
        answer = subprocess.run([tool, "-L"], capture_output=True, text=True, timeout=30, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and "GPU" in answer.stdout


def choose_kind(system: str, gpu: bool) -> str:
    """Which PyTorch fits: `gpu`, `cpu`, or `plain` where the ordinary package has no CUDA in it anyway."""
    if system == "Darwin":
        return "plain"
    if gpu:
        return "gpu"
    return "cpu" if system == "Linux" else "plain"


def installed_kind(root: Path) -> str:
    """The kind that is there already, so that a choice once made by `--cpu` or `--gpu` stays; empty where none is."""
    kind = read_stamp(root / STAMP).get("kind")
    return kind if kind in NEEDED else ""


def set_up(root: Path, kind: str, dev: bool) -> None:
    """Brings `.venv` under `root` to the wanted state; raises `SetupError` where that fails."""
    began = time.monotonic()
    wanted, found = describe(root, kind, dev), read_stamp(root / STAMP)
    if not is_current(found, wanted):
        fresh = needs_fresh_start(found, wanted)
        if fresh:
            check_space(root, kind)
        python = make_environment(root / ".venv", clear=fresh and bool(found))
        install_torch(python, kind, torch_requirement(root))
        run([*pip(python), "install", "--editable", f"{root}[dev]" if dev else str(root)])
        (root / STAMP).write_text(json.dumps(wanted), encoding="utf-8")
    print(f"Ready in {time.monotonic() - began:.0f} s. {next_step(dev)}")


def describe(root: Path, kind: str, dev: bool) -> dict[str, Any]:
    """What an environment is made from; it is up to date while this stays the same."""
    project = hashlib.sha256((root / "pyproject.toml").read_bytes()).hexdigest()
    python = ".".join(platform.python_version_tuple()[:2])
    return {"python": python, "root": str(root), "kind": kind, "project": project, "dev": dev}


def read_stamp(stamp: Path) -> dict[str, Any]:
    """What the last completed run left behind, or nothing after none or a broken one."""
    try:
        found = json.loads(stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def is_current(found: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """An environment for development serves the plain program too."""
    return bool(found) and {**found, "dev": True} == {**wanted, "dev": True} and found["dev"] >= wanted["dev"]


def needs_fresh_start(found: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """pip would keep a PyTorch of the other kind, and an environment cannot change its Python or its place."""
    return any(found.get(name) != wanted[name] for name in ("python", "root", "kind"))


def check_space(root: Path, kind: str) -> None:
    free = shutil.disk_usage(root).free / 1e9
    if free < NEEDED[kind]:
        raise SetupError(f"{free:.1f} GB are free on the disk of {root}; make room for {NEEDED[kind]:.0f} GB first")


def make_environment(place: Path, clear: bool) -> Path:
    """Makes the virtual environment and returns its interpreter."""
    print(f"Making the environment {place}")
    run([sys.executable, "-m", "venv", *(["--clear"] if clear else []), str(place)])
    return place / ("Scripts/python.exe" if platform.system() == "Windows" else "bin/python")


def torch_requirement(root: Path) -> str:
    """The line of pyproject.toml that names PyTorch, so that its version stands in one place only."""
    import tomllib  # not in the Pythons that `check_python` turns away

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines: list[str] = project["dependencies"]
    return next(line for line in lines if line.startswith("torch=="))


def install_torch(python: Path, kind: str, requirement: str) -> None:
    """Installs PyTorch of the wanted kind by the first way that works; raises `SetupError` when none does."""
    ways = torch_ways(python, kind, requirement)
    for number, way in enumerate(ways, start=1):
        print(f"Fetching PyTorch ({kind}), way {number} of {len(ways)}", flush=True)
        # Most machines have no CPU build for pip to see: that is no error, while uv is still to be asked.
        quiet = kind == "cpu" and number == 1
        if all(succeeds(command, quiet) for command in way):
            return
    if ways:
        raise SetupError(f"could not fetch PyTorch ({kind}). The lines above say why; {TORCH_ADVICE[kind]}")


TORCH_ADVICE = {
    "cpu": "is this machine online? Or let --gpu take the CUDA build: several GB more, but it runs without a GPU too.",
    "gpu": "is this machine online? Or let --cpu take the build without CUDA.",
}


def torch_ways(python: Path, kind: str, requirement: str) -> list[list[list[str]]]:
    """Ways to PyTorch, best first, each as commands to run in turn.

    A CPU build that pip itself can see (a mirror, a folder of wheels) is told by the label `+cpu`; failing that, uv
    knows where the builds of each kind are published. Neither way of kind `cpu` can end in CUDA packages: the label
    and `--no-deps` see to that.
    """
    install = [*pip(python), "install", "--no-deps"]
    uv = [str(python), "-m", "uv", "pip", "install", "--python", str(python), "--no-deps"]
    get_uv = [*pip(python), "install", "--quiet", "uv>=0.7.14,<1"]
    if kind == "cpu":
        return [[[*install, f"{requirement}+cpu"]], [get_uv, [*uv, "--torch-backend=cpu", requirement]]]
    if kind == "gpu":
        return [[get_uv, [*uv, "--torch-backend=auto", requirement]], [[*install, requirement]]]
    return []


def pip(python: Path) -> list[str]:
    return [str(python), "-m", "pip", "--disable-pip-version-check"]


def succeeds(command: list[str], quiet: bool) -> bool:
    """Runs a command; a quiet one keeps its complaints to itself."""
    return subprocess.run(command, stderr=subprocess.DEVNULL if quiet else None, check=False).returncode == 0


def run(command: list[str]) -> None:
    if not succeeds(command, quiet=False):
        raise SetupError(f"this command failed, and the lines above say why: {' '.join(command)}")


def next_step(dev: bool) -> str:
    """What to type next, as seen from the folder that holds `.venv`."""
    folder, slash = (".venv\\Scripts", "\\") if platform.system() == "Windows" else (".venv/bin", "/")
    if dev:
        return f"Check with: {folder}{slash}python scripts{slash}check.py"
    return f"Start with: {folder}{slash}mask-match"


if __name__ == "__main__":
    sys.exit(main())
