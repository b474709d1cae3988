"""The one check command: which checks run, and what a failure does."""

from __future__ import annotations

import pytest

from scripts import check

OK, BAD = ["-c", ""], ["-c", "raise SystemExit(3)"]


def test_all_checks_run_and_the_failed_ones_are_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(check, "CHECKS", {"first": BAD, "second": OK, "third": BAD})
    assert check.main([]) == 1
    assert capsys.readouterr().out.splitlines()[-1] == "Failed: first, third"


def test_only_the_checks_asked_for_run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(check, "CHECKS", {"first": BAD, "second": OK})
    assert check.main(["second"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "All passed: second"


def test_an_unknown_check_is_wrong_use() -> None:
    with pytest.raises(SystemExit) as end:
        check.main(["spelling"])
    assert end.value.code == 2


def test_windows_are_drawn_in_memory_unless_the_caller_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QT_QPA_PLATFORM", raising=False)
    assert check.environment()["QT_QPA_PLATFORM"] == "offscreen"
    monkeypatch.setenv("QT_QPA_PLATFORM", "xcb")
    assert check.environment()["QT_QPA_PLATFORM"] == "xcb"
