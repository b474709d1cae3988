"""Threads that wait leave the processor to others, unless the user says otherwise."""

from __future__ import annotations

import os

import pytest

from mathnet.threads import settle_threads


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
