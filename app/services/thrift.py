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
_ARENA_MAX = -8  # `M_ARENA_MAX` in malloc.h


def keep_few_kernels() -> None:
    """Have oneDNN keep fewer of the kernels that it makes for every size of picture, before torch is loaded.

    It would keep 1,024, which after 60 expressions are some 70 MB; readings are no slower. A user's own setting stands.
    """
    os.environ.setdefault("ONEDNN_PRIMITIVE_CACHE_CAPACITY", KERNELS)


def share_one_arena() -> None:
    """Have all threads take memory from one place, before they take any: `give_back` reaches to the end of that alone.

    The thread that reads would have a place of its own, at whose end some 40 MB stay that nobody uses.
    """
    _ask_c_library("mallopt", _ARENA_MAX, 1)


def give_back() -> None:
    """Takes some milliseconds, without Python's lock."""
    _ask_c_library("malloc_trim", 0)


def _ask_c_library(function: str, *values: int) -> None:
    """Does nothing where the C library is not GNU's: another has no such function."""
    if sys.platform == "linux":
        with suppress(AttributeError):
            getattr(ctypes.CDLL(None), function)(*values)
