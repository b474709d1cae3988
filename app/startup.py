"""What is settled before Qt is imported: the command line, and whether a window can be opened at all.

Qt aborts the process when it finds no display, or lacks a system library to use it, with a message about plugins.
People who come by ssh or to a bare machine deserve better, so both are looked for here first, without Qt.
"""

from __future__ import annotations

import argparse
import ctypes
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

NO_DISPLAY = """\
mask-match: there is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set).
Start it from a graphical session, or read files on the command line instead:

    python -m mathnet recognize FILE

FILE is an InkML file, a picture, a folder or an archive; `python -m mathnet recognize --help` says more."""

DEAF_DISPLAY = """\
mask-match: the display {display} does not answer, so no window can be opened.
Check that it is running and that you may use it, or read files on the command line instead:

    python -m mathnet recognize FILE"""

NO_QT = """\
mask-match: PySide6 is not installed for this Python. Install the program with its dependencies:

    python -m pip install ."""


NO_LIBRARY = """\
mask-match: the window needs system libraries that are missing here: {libraries}.
On Debian and Ubuntu this installs them:

    sudo apt install {packages}

Reading files works without them: python -m mathnet recognize FILE"""

# What Qt's wheels leave to the system, with the package of Debian that has it.
QT_NEEDS = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11.so.6": "libx11-6",
    "libxcb.so.1": "libxcb1",
    "libfreetype.so.6": "libfreetype6",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libglib-2.0.so.0": "libglib2.0-0",
}
X11_NEEDS = {
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}


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
    parser.add_argument("--version", action="store_true", help="say which version this is, and end")
    given = parser.parse_args(arguments)
    if given.version:
        print(f"mask-match {program_version()}")
        parser.exit()
    return Options(given.file, given.model, given.device)


def why_no_window(environment: Mapping[str, str], platform: str) -> str:
    """What to tell the user where no window can be opened, or an empty string where one can."""
    if find_spec("PySide6") is None:
        return NO_QT
    if platform != "linux":
        return ""
    wayland, chosen = environment.get("WAYLAND_DISPLAY"), environment.get("QT_QPA_PLATFORM")
    if not (wayland or chosen or environment.get("DISPLAY")):
        return NO_DISPLAY
    missing = missing_libraries(QT_NEEDS if wayland or chosen else QT_NEEDS | X11_NEEDS)
    if missing:
        return NO_LIBRARY.format(libraries=", ".join(missing), packages=" ".join(missing.values()))
    return "" if chosen else _why_deaf(environment)


def _why_deaf(environment: Mapping[str, str]) -> str:
    """What to tell the user where no display that is named answers."""
    wayland, x11 = environment.get("WAYLAND_DISPLAY"), environment.get("DISPLAY")
    if (wayland and _wayland_answers(wayland, environment)) or (x11 and _x11_answers(x11)):
        return ""
    return DEAF_DISPLAY.format(display=" or ".join(filter(None, (wayland, x11))))


def _wayland_answers(name: str, environment: Mapping[str, str]) -> bool:
    path = Path(environment.get("XDG_RUNTIME_DIR", "")) / name  # an absolute name stays as it is
    try:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(path))
    except OSError:
        return False
    return True


def _x11_answers(name: str) -> bool:
    """Whether the X server lets this program in; asked as Qt will ask it, by libxcb."""
    xcb = ctypes.CDLL("libxcb.so.1")
    xcb.xcb_connect.restype = ctypes.c_void_p
    connection = ctypes.c_void_p(xcb.xcb_connect(name.encode(), None))
    failed = xcb.xcb_connection_has_error(connection)
    xcb.xcb_disconnect(connection)
    return not failed


def missing_libraries(needed: Mapping[str, str]) -> dict[str, str]:
    """Those of the `needed` libraries that the system does not have, with their packages."""
    return {library: package for library, package in needed.items() if not _opens(library)}


def _opens(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def program_version() -> str:
    """The version that is installed."""
    from importlib.metadata import PackageNotFoundError, version  # takes 20 ms, which the window would come later

    try:
        return version("mask-match")
    except PackageNotFoundError:
        return "(run from a checkout that is not installed)"
