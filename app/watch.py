"""Starts the window that shows a run as it goes on: `python -m app.watch RUN`, or `python -m training watch RUN`."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from app import startup

NO_DISPLAY = """\
app.watch: there is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set).
Start it from a graphical session, or have the curves written as a picture instead:

    python -m training plot {run}"""


def main(arguments: Sequence[str] | None = None) -> int:
    """From the command line to the exit status, which is 2 where there is no such folder or no window can be opened."""
    parser = argparse.ArgumentParser(prog="python -m app.watch", description="Shows a training run as it goes on.")
    parser.add_argument("run", type=Path, metavar="RUN", help="a run's folder, or one with runs in it at any depth")
    run: Path = parser.parse_args(arguments).run
    complaint = startup.why_no_window(os.environ, sys.platform)
    if complaint == startup.NO_DISPLAY:
        complaint = NO_DISPLAY.format(run=run)
    if not run.is_dir():
        complaint = f"app.watch: there is no folder {run}: name a run's folder, or one with runs in it"
    if complaint:
        print(complaint, file=sys.stderr)
        return 2
    from app.watch_window import show  # imports Qt, which would abort without a display

    return show(run)


if __name__ == "__main__":
    sys.exit(main())
