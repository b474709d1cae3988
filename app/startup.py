"""What is settled before Qt is imported: the command line, and whether a window can be opened at all.

Qt aborts the process when it finds no display, with a message about platform plugins. People who come by ssh or in a
container deserve better, so the display is looked for here first, without Qt.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path

NO_DISPLAY = """\
mask-match: there is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set).
Start it from a graphical session, or read files on the command line instead:

    python -m mathnet recognize FILE

FILE is an InkML file, a picture, a folder or an archive; `python -m mathnet recognize --help` says more."""

NO_QT = """\
mask-match: PySide6 is not installed for this Python. Install the program with its dependencies:

    python -m pip install ."""


@dataclass(frozen=True)
class Options:
    """What the command line asks for; `model` None means the model that ships with the program."""

    file: Path | None = None
    model: Path | None = None
    device: str = "auto"


def parse(arguments: Sequence[str]) -> Options:
    """The options in `arguments`; exits with status 0 after --help and --version, with 2 for wrong use."""
    parser = argparse.ArgumentParser(
        prog="mask-match", description="Draw mathematics, get LaTeX, and see what the model attends to. Offline."
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="an InkML file or a picture to open")
    parser.add_argument("--model", type=Path, metavar="PATH", help="a model other than the one that ships")
    parser.add_argument("--device", default="auto", help="where the model runs: auto (the default), cpu or cuda")
    parser.add_argument("--version", action="version", version=f"mask-match {_version()}")
    return Options(**vars(parser.parse_args(arguments)))


def why_no_window(environment: Mapping[str, str], platform: str) -> str:
    """What to tell the user where no window can be opened, or an empty string where one can."""
    if find_spec("PySide6") is None:
        return NO_QT
    if platform != "linux" or environment.get("QT_QPA_PLATFORM"):
        return ""
    return "" if environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY") else NO_DISPLAY


def _version() -> str:
    try:
        return version("mask-match")
    except PackageNotFoundError:
        return "(run from a checkout that is not installed)"
