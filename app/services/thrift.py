"""Keeps no more memory than is needed, and gives what is free back to the system.

The C library keeps what was freed. A reading takes and frees some dozens of megabytes in pieces of every size, and
after readings of formulas of various lengths a hundred megabytes lie about that nobody uses.
"""

from __future__ import annotations

import ctypes
import os
import sys
from contextlib import suppress

KERNELS = "32"


def keep_few_kernels() -> None:
    """Have oneDNN keep fewer of the kernels that it makes for every size of picture, before torch is loaded.

    It would keep 1,024, which after 60 expressions are some 70 MB; readings are no slower. A user's own setting stands.
    """
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", KERNELS)


def give_back() -> None:
    """Takes some milliseconds, without Python's lock; does nothing where the C library is not GNU's."""
    if sys.platform == "linux":
        with suppress(AttributeError):  # musl has no such function
            ctypes.CDLL(None).malloc_trim(0)
