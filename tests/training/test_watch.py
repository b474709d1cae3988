"""The window is another program: what it says and how it ended come back."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from training.watch import watch


def test_a_missing_folder_is_told_before_any_window_opens(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no folder .*nowhere"):
        watch(tmp_path / "nowhere")


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux can the display be taken away")
def test_the_exit_status_and_the_words_are_those_of_the_window(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(Path(__file__).resolve().parents[2])
    assert watch(tmp_path) == 2
    said = capfd.readouterr().err
    assert "no display" in said
    assert f"python -m training plot {tmp_path}" in said
