"""Gives memory that is free back to the system.

The C library keeps what was freed. A reading takes and frees some dozens of megabytes in pieces of every size, and
after readings of formulas of various lengths a hundred megabytes lie about that nobody uses.
"""

from __future__ import annotations

import ctypes
import sys
from contextlib import suppress


def give_back() -> None:
    """Takes some milliseconds, without Python's lock; does nothing where the C library is not GNU's."""
    if sys.platform == "linux":
        with suppress(AttributeError):  # musl has no such function
            ctypes.CDLL(None).malloc_trim(0)
