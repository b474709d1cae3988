"""Memory that is free goes back to the system, and less is taken than libraries would."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from app.services.thrift import KERNELS, give_back, keep_few_kernels
from benchmarks.memory import resident_megabytes


@pytest.mark.skipif(sys.platform != "linux", reason="memory is given back on Linux only")
def test_memory_that_was_freed_in_small_pieces_goes_back() -> None:
    before = resident_megabytes()
    pieces = [bytearray(50_000) for _ in range(1000)]
    kept = pieces[::100]  # as what stays here and there, which keeps the rest from shrinking
    last = pieces[-1]
    del pieces
    give_back()
    assert resident_megabytes() - before < 25
    assert len(kept) == 10
    assert len(last) == 50_000


_IN_A_THREAD = """
import threading
from app.services.thrift import give_back, share_one_arena
from benchmarks.memory import resident_megabytes

if {shared}:
    share_one_arena()
del (large := [bytearray(30_000_000)])[:]  # from now on the C library keeps what is smaller
before = resident_megabytes()


def fill() -> None:
    pieces = [bytearray(1_000_000) for _ in range(40)]
    pieces.clear()
    done.set()
    over.wait()


done, over = threading.Event(), threading.Event()
thread = threading.Thread(target=fill)
thread.start()
done.wait()
give_back()
print(resident_megabytes() - before)
over.set()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="memory is given back on Linux only")
def test_memory_that_a_thread_has_freed_goes_back_if_it_shares_an_arena() -> None:
    gained = [
        float(subprocess.check_output([sys.executable, "-c", _IN_A_THREAD.format(shared=shared)], text=True))
        for shared in (True, False)
    ]
    assert gained[0] < 8
    assert gained[1] > 30, "no longer needed"


@pytest.mark.parametrize(("own", "then"), [("", KERNELS), ("500", "500")])
def test_few_kernels_are_kept_unless_the_user_says_otherwise(
    own: str, then: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "ONEDNN_PRIMITIVE_CACHE_CAPACITY"
    monkeypatch.setenv(name, own)  # so that it is put back afterwards
    if not own:
        monkeypatch.delenv(name)
    keep_few_kernels()
    assert os.environ[name] == then
