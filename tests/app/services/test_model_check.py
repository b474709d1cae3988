"""The child process that looks models through: its answer, its complaint, and its end."""

from __future__ import annotations

import json
import sys
import threading
import time
from pathlib import Path

import pytest

from app.services.model_check import Checker, UnfitError
from app.theme import RESOURCES

SHIPPED = RESOURCES / "models" / "mask-match.safetensors"


def child(code: str) -> list[str]:
    return [sys.executable, "-c", code]


def test_the_model_that_ships_is_found_sound_by_the_real_child() -> None:
    found = Checker()(SHIPPED)
    assert found.read["square_plus_one"] == "x^2+1"
    assert len(found.sha256) == len(found.card_sha256) == 64


def test_a_pickle_in_disguise_is_refused_by_the_real_child_in_words(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"\x80\x04\x95\x1a\x00\x00\x00\x00\x00\x00\x00\x8c\x05posix")
    (tmp_path / "model.json").write_bytes(SHIPPED.with_suffix(".json").read_bytes())
    with pytest.raises(UnfitError, match=r"^This model cannot be used: .*no safetensors file"):
        Checker()(tmp_path / "model.safetensors")


def test_what_the_child_complains_of_is_said_with_its_fields() -> None:
    inner = {"words": "b c", "template": "b {}", "fields": ["c"]}
    answer = json.dumps({"error": {"words": "a b c", "template": "a {}", "fields": [inner]}})
    with pytest.raises(UnfitError, match=r"^This model cannot be used: a b c\.$"):
        Checker(child(f"print({answer!r}); raise SystemExit(1)"))(SHIPPED)


@pytest.mark.parametrize("code", ["", "print('hello')", "print([1])", "print('{}')", "import os; os.abort()"])
def test_a_child_that_says_nothing_of_use_is_no_proof(code: str) -> None:
    with pytest.raises(UnfitError, match="looking it through failed"):
        Checker(child(code))(SHIPPED)


def test_a_child_that_takes_too_long_is_ended() -> None:
    began = time.monotonic()
    with pytest.raises(UnfitError, match="took too long"):
        Checker(child("import time; time.sleep(60)"), seconds=0.3)(SHIPPED)
    assert time.monotonic() - began < 20


def test_a_check_can_be_stopped_from_another_thread() -> None:
    checker = Checker(child("import time; time.sleep(60)"))
    threading.Timer(0.3, checker.stop).start()
    began = time.monotonic()
    with pytest.raises(UnfitError):
        checker(SHIPPED)
    assert time.monotonic() - began < 20


def test_a_program_that_is_not_there_is_said() -> None:
    with pytest.raises(UnfitError, match="cannot be checked: there is no such file"):
        Checker(["no-such-program"])(SHIPPED)
