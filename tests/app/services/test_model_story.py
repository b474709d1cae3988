"""The story of a model comes from elsewhere: what can be understood is read, nonsense is passed over."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from app.services import model_story
from app.services.model_story import Figure, Story, read, seal

WHOLE = {
    "made": "2026-05-17T14:03:00",
    "from": "abc",
    "data": {"corrections": 24, "composed": 3000, "crohme": 0, "other": 7},
    "figures": {"check": {"before": 0.61, "after": 0.62, "count": 120}, "corrections": {"after": 1}},
    "sha256": {"model.safetensors": "def"},
}


def write(folder: Path, content: object) -> Path:
    (folder / "story.json").write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return folder


def test_a_story_is_read(tmp_path: Path) -> None:
    story = read(write(tmp_path, WHOLE))
    assert (story.made, story.parent) == (datetime(2026, 5, 17, 14, 3), "abc")
    assert story.data == {"corrections": 24, "composed": 3000}
    assert story.figures == {"check": Figure(0.62, 0.61, 120), "corrections": Figure(1.0)}
    assert story.hashes == {"model.safetensors": "def"}


@pytest.mark.parametrize("content", ["", "{", "[1]", "null", "[" * 100_000])
def test_what_is_no_story_is_none(content: str, tmp_path: Path) -> None:
    assert read(write(tmp_path, content)) == Story()
    assert read(tmp_path / "nowhere") == Story()


@pytest.mark.parametrize(
    "content",
    [
        {"made": "yesterday", "data": [1], "figures": 3, "sha256": "x"},
        {"made": 10**30, "data": {"corrections": "many"}, "figures": {"check": 0.5}},
        {"data": {"corrections": -3, "composed": True, "crohme": 1e400}, "figures": {"check": {"after": "good"}}},
        {"figures": {"check": {"after": 61.0}, "corrections": {"before": 0.5}}},
    ],
)
def test_nonsense_in_a_story_is_passed_over(content: object, tmp_path: Path) -> None:
    assert read(write(tmp_path, content)) == Story()


def test_a_story_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, WHOLE)
    monkeypatch.setattr(model_story, "LARGEST", 50)
    assert read(tmp_path) == Story()


def test_times_of_another_zone_become_local(tmp_path: Path) -> None:
    made = read(write(tmp_path, {"made": "2026-05-17T14:03:00+00:00"})).made
    assert made is not None
    assert made.tzinfo is None
    assert made.astimezone() == datetime.fromisoformat("2026-05-17T14:03:00+00:00")


def test_sealing_keeps_what_is_there_and_dates_what_has_no_date(tmp_path: Path) -> None:
    before = read(write(tmp_path, WHOLE))
    seal(tmp_path, {"model.json": "x"})
    assert read(tmp_path) == replace(before, hashes={"model.json": "x"})
    assert json.loads((tmp_path / "story.json").read_text())["data"] == WHOLE["data"]
    (tmp_path / "story.json").unlink()
    seal(tmp_path, {})
    assert read(tmp_path).made is not None
    assert [path.name for path in tmp_path.iterdir()] == ["story.json"]
