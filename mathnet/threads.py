"""Readies the process for torch's threads; needs the standard library alone."""

from __future__ import annotations

import os

SPINS = "3000"


def settle_threads() -> None:
    """Have torch's threads wait in sleep soon; to be called in the first thread, before torch is loaded.

    GNU OpenMP lets a thread that waits for another spin 300 000 times. Alone on the machine that wins a few
    milliseconds a reading; beside any other busy program it makes readings twenty times slower. A user's own
    setting stands.
    """
    if "OMP_WAIT_POLICY" not in os.environ:
        os.environ.setdefault("GOMP_SPINCOUNT", SPINS)
