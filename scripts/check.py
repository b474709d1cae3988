"""Runs every check of this repository, or the named ones: `python scripts/check.py [lint format types imports tests]`.

All of them run even when an early one fails; the last lines say which failed, and the exit status is then 1.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

CHECKS: dict[str, list[str]] = {
    "lint": ["-m", "ruff", "check", "."],
    "format": ["-m", "ruff", "format", "--check", "."],
    "types": ["-m", "mypy"],
    "imports": ["-c", "from importlinter.cli import lint_imports_command; lint_imports_command()"],
    "tests": ["-m", "pytest", "--numprocesses=auto", "--maxprocesses=8", "--dist=loadfile"],
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the checks asked for and returns the exit status: 0 when all passed, else 1."""
    names = parse(arguments)
    failed = [name for name in names if not passes(name)]
    print(f"\nFailed: {', '.join(failed)}" if failed else f"\nAll passed: {', '.join(names)}")
    return 1 if failed else 0


def parse(arguments: Sequence[str] | None) -> list[str]:
    parser = argparse.ArgumentParser(description="Runs the checks of this repository.")
    parser.add_argument("names", nargs="*", metavar="CHECK", help=f"{', '.join(CHECKS)}; without a name, all of them")
    names: list[str] = parser.parse_args(arguments).names
    unknown = [name for name in names if name not in CHECKS]
    if unknown:
        parser.error(f"no check is called {unknown[0]!r}; there are {', '.join(CHECKS)}")
    return names or list(CHECKS)


def passes(name: str) -> bool:
    """Runs one check in the repository's folder, with this interpreter, and says how it went."""
    print(f"\n== {name}", flush=True)
    began = time.monotonic()
    status = subprocess.run([sys.executable, *CHECKS[name]], cwd=ROOT, env=environment(), check=False).returncode
    print(f"== {name}: {'passed' if status == 0 else 'FAILED'} in {time.monotonic() - began:.1f} s", flush=True)
    return status == 0


def environment() -> dict[str, str]:
    """The environment for the checks: windows are drawn in memory, so that none pops up and no display is needed."""
    return {"QT_QPA_PLATFORM": "offscreen", **os.environ}


if __name__ == "__main__":
    sys.exit(main())
