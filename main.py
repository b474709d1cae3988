"""Starts the window of Mask & Match."""

import os
import sys

from app import startup


def main() -> int:
    """The program from its command line to its exit status, which is 2 where no window can be opened."""
    options = startup.parse(sys.argv[1:])
    complaint = startup.why_no_window(os.environ, sys.platform)
    if complaint:
        print(complaint, file=sys.stderr)
        return 2
    if sys.platform == "win32":
        # On Windows torch's libraries fail to initialise once Qt's are loaded, so they come first there and only there:
        # everywhere else the window appears before torch.
        import torch  # noqa: F401
    # The window's own sums are small: numpy's threads would wait for each other for longer than they work.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from app.application import main as run  # imports Qt, which would abort without a display

    return run(options)


if __name__ == "__main__":
    sys.exit(main())
