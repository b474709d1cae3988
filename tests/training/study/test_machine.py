"""What figures are measured with is written down beside them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from training.study.machine import commit, machine

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a checkout: there is no commit to name")
def test_the_commit_is_that_of_the_checkout() -> None:
    done = subprocess.run(["git", "rev-parse", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("git is not here, or refuses this checkout")
    assert re.fullmatch(r"[0-9a-f]{12}\+?", commit())
    assert done.stdout.startswith(commit().rstrip("+"))


def test_hardware_and_versions_are_named() -> None:
    found = machine("cpu")
    assert set(found) == {"hardware", "system", "python", "torch", "numpy"}
    assert all(found.values())
    assert re.search(r"\d+ cores$", found["hardware"])
