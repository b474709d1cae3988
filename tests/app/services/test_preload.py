"""Torch's libraries are opened ahead of torch, and torch works with them."""

from __future__ import annotations

import subprocess
import sys

import pytest

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
