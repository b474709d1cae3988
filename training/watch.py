"""Opens the window that shows a run as it goes on.

The window belongs to `app`, which this package knows nothing of: it is another program, started as a child process.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

INTERRUPTED = 130  # the exit status that shells give a program ended by Ctrl+C


def watch(folder: Path) -> int:
    """Show the run in `folder`, or the runs below it, until the window is closed; returns the window's exit status.

    Raises `ValueError` if there is no such folder.
    """
    if not folder.is_dir():
        raise ValueError(f"there is no folder {folder}: name a run's folder, or one with runs in it")
    try:
        return subprocess.run([sys.executable, "-m", "app.watch", str(folder)], check=False).returncode
    except KeyboardInterrupt:  # it reached the window as well
        return INTERRUPTED
