"""Memory that is free goes back to the system, and less is taken than libraries would."""

from __future__ import annotations

import os
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
