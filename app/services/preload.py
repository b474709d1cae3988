"""Readies the process for torch, and brings torch's libraries into memory without holding Python's lock.

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

SPINS = "3000"


def settle_threads() -> None:
    """Have torch's threads wait in sleep soon; to be called in the window's thread, before torch is loaded.

    GNU OpenMP lets a thread that waits for another spin 300 000 times. Alone on the machine that wins a few
    milliseconds a reading; beside any other busy program it makes readings twenty times slower. A user's own
    setting stands.
    """
    if "OMP_WAIT_POLICY" not in os.environ:
        os.environ.setdefault("GOMP_SPINCOUNT", SPINS)


def open_torch_libraries() -> list[str]:
    """Open those of torch's libraries that are there, on Linux; returns their names. What fails, `import` will tell."""
    spec = find_spec("torch") if sys.platform == "linux" else None
    if spec is None or spec.origin is None:
        return []
    dlopen = ctypes.CDLL(None).dlopen
    dlopen.argtypes, dlopen.restype = (ctypes.c_char_p, ctypes.c_int), ctypes.c_void_p
    folder = Path(spec.origin).parent / "lib"
    return [name for name in LIBRARIES if dlopen(os.fsencode(folder / name), os.RTLD_LAZY)]
