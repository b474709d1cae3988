"""Brings torch's libraries into memory without holding Python's lock.

`import torch` opens some hundreds of megabytes of libraries, and Python holds its lock while it does: on a cold disk
the window would stand still for seconds although the import runs in another thread. A call through ctypes gives the
lock up, and libraries that are open already open at once.
"""

from __future__ import annotations

import ctypes
import os
import sys
from importlib.util import find_spec
from pathlib import Path

LIBRARIES = ("libc10.so", "libtorch_cpu.so", "libtorch_python.so")  # in the order in which they need each other


def open_torch_libraries() -> list[str]:
    """Open those of torch's libraries that are there, on Linux; returns their names. What fails, `import` will tell."""
    spec = find_spec("torch") if sys.platform == "linux" else None
    if spec is None or spec.origin is None:
        return []
    dlopen = ctypes.CDLL(None).dlopen
    dlopen.argtypes, dlopen.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
    folder = Path(spec.origin).parent / "lib"
    return [name for name in LIBRARIES if dlopen(os.fsencode(folder / name), os.RTLD_LAZY)]
