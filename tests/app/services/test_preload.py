"""Torch's libraries are opened ahead of torch, and torch works with them."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from app.services.preload import settle_threads

CODE = """
from app.services.preload import LIBRARIES, open_torch_libraries
assert open_torch_libraries() == list(LIBRARIES), open_torch_libraries()
import sys
assert "torch" not in sys.modules
import torch
assert torch.ones(2).sum() == 2
"""


@pytest.mark.skipif(sys.platform != "linux", reason="libraries are opened ahead on Linux only")
def test_torch_works_with_its_libraries_opened_ahead() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("own", [{"GOMP_SPINCOUNT": "7"}, {"OMP_WAIT_POLICY": "active"}])
def test_what_the_user_set_for_threads_stands(monkeypatch: pytest.MonkeyPatch, own: dict[str, str]) -> None:
    for name in ("GOMP_SPINCOUNT", "OMP_WAIT_POLICY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in own.items():
        monkeypatch.setenv(name, value)
    settle_threads()
    assert {name: os.environ.get(name) for name in own} == own
    assert os.environ.get("GOMP_SPINCOUNT") == own.get("GOMP_SPINCOUNT")


def test_waiting_threads_soon_sleep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GOMP_SPINCOUNT", "")  # so that it is put back afterwards
    monkeypatch.delenv("GOMP_SPINCOUNT")
    monkeypatch.delenv("OMP_WAIT_POLICY", raising=False)
    settle_threads()
    assert 0 < int(os.environ["GOMP_SPINCOUNT"]) < 300_000
