"""A screen of its own for the whole program: Xvfb, a hand that xdotool moves on it, and a clipboard read by others.

Everything that the program keeps goes into a folder of the test. Coordinates are pixels of the screen; the window lies
in its corner, since there is no window manager to put it elsewhere.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from app.startup import QT_NEEDS, X11_NEEDS, missing_libraries

ROOT = Path(__file__).resolve().parents[2]
TITLE = "Mask & Match"
STEP_SECONDS = 0.004  # between two places of the pen: a quick hand
LONGEST_STROKE_SECONDS = 30

Place = tuple[int, int]

CLIPBOARD = """\
from PySide6.QtGui import QGuiApplication
application = QGuiApplication(["clipboard"])
print(application.clipboard().text(), end="")
"""


def what_is_missing() -> str:
    """What this machine lacks for such a screen, or an empty string."""
    if sys.platform != "linux":
        return "an X screen, which only Linux has here"
    tools = [tool for tool in ("Xvfb", "xdotool") if shutil.which(tool) is None]
    return ", ".join([*tools, *missing_libraries(QT_NEEDS | X11_NEEDS)])


@contextmanager
def screen(folder: Path) -> Iterator[Screen]:
    """A screen that goes when it is left, with all that was started on it."""
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", "1", "-screen", "0", "1400x900x24", "-nolisten", "tcp"],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert server.stdout is not None
    opened = Screen(f":{server.stdout.readline().strip()}", folder)
    try:
        yield opened
    finally:
        opened.kill()
        server.terminate()
        server.wait(10)
        server.stdout.close()


class Screen:
    """One program at a time on a screen, and what a person does there."""

    def __init__(self, display: str, folder: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if name not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")}
        homes = {f"XDG_{name}_HOME": str(folder / name.lower()) for name in ("DATA", "CONFIG", "CACHE")}
        self._environment = {**kept, **homes, "DISPLAY": display, "LC_ALL": "C.UTF-8"}
        self._process: subprocess.Popen[bytes] | None = None
        self._window = ""

    def start(self) -> None:
        """Start the program as its user does, and wait for the window."""
        self._process = subprocess.Popen([sys.executable, "main.py"], cwd=ROOT, env=self._environment)
        wait_until(lambda: bool(self._find_window()), 30)
        self._xdotool("windowfocus", "--sync", self._window)

    def kill(self) -> None:
        """End the program as a crash would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def draw(self, stroke: Sequence[Place], step_seconds: float = STEP_SECONDS) -> None:
        """Draw with the left button held."""
        (x, y), *rest = stroke
        wait = f"sleep {step_seconds}"
        commands = [f"mousemove {x} {y}", "mousedown 1", *(f"{wait} mousemove {x} {y}" for x, y in rest)]
        self._xdotool(*" ".join([*commands, wait, "mouseup 1"]).split())

    def press(self, key: str) -> None:
        """Press keys, such as `ctrl+c`."""
        self._xdotool("key", key)

    def clipboard(self) -> str:
        """The text that another program finds on the clipboard."""
        return self._run([sys.executable, "-c", CLIPBOARD])

    def _find_window(self) -> str:
        found = self._run(["xdotool", "search", "--onlyvisible", "--name", TITLE], check=False).split()
        self._window = found[0] if found else ""
        return self._window

    def _xdotool(self, *arguments: str) -> None:
        self._run(["xdotool", *arguments])

    def _run(self, command: list[str], check: bool = True) -> str:
        """What a command on this screen prints."""
        limit = LONGEST_STROKE_SECONDS
        done = subprocess.run(
            command, env=self._environment, check=check, capture_output=True, text=True, timeout=limit
        )
        return done.stdout


def wait_until(comes_true: Callable[[], bool], seconds: float) -> None:
    """Raises `TimeoutError` if it does not."""
    deadline = time.monotonic() + seconds
    while not comes_true():
        if time.monotonic() > deadline:
            raise TimeoutError(f"it did not come true within {seconds:g} seconds")
        time.sleep(0.1)
