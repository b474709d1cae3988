"""Inspecting a dataset: what is there, what is wrong with it, and what training on it would take."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import cv2
import numpy as np
import pytest

from mathnet.errors import from_json
from tests.training.inks import ALL
from tests.training.pipeline.pipelines import tiny_pipeline
from training.__main__ import main
from training.pipeline.settings import save_pipeline


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A pipeline under `run`, and beside the good files of its dataset one that is broken."""
    save_pipeline(tmp_path / "run", tiny_pipeline(tmp_path))
    (broken,) = list((tmp_path / "crohme").rglob(f"{ALL[0].stem}.inkml"))
    broken.write_text("<ink><trace>")
    return tmp_path


def inspected(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["inspect", *words, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_counts_problems_and_samples_are_told(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = inspected(capsys, "--pipeline", str(place / "run"), "--quick")
    assert (found["format"], found["expressions"], found["pictures"]) == ("crohme tables", len(ALL) - 1, 0)
    assert found["writers"] == len({written.writer for written in ALL[1:]})
    assert [(row["files"], row["used"], row["reason"]) for row in found["problems"]] == [(1, False, "broken InkML")]
    assert found["left_out"] == 1
    assert found["held_out"] > 0
    assert len(found["samples"]) == len(ALL) - 1
    for sample in found["samples"]:
        picture = cv2.imdecode(np.frombuffer(base64.b64decode(sample["picture"]), np.uint8), cv2.IMREAD_GRAYSCALE)
        assert picture.min() < 100 < picture.max()
        assert sample["latex"]


def test_the_estimate_is_measured_stage_by_stage(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = inspected(capsys, "--pipeline", str(place / "run"))["estimate"]
    assert [row["stage"] for row in found["stages"]] == ["prepare", "pretrain", "attend", "finetune", "evaluate"]
    assert [row["steps"] for row in found["stages"][1:4]] == [2, 2, 6]
    assert all(row["seconds"] > 0 for row in found["stages"][1:])
    assert found["seconds"] == pytest.approx(sum(row["seconds"] for row in found["stages"]), abs=1)
    assert 100_000 < found["bytes"] < 200_000_000
    assert found["free_bytes"] > 0
    assert not any(path.is_dir() for path in (place / "run").iterdir())  # the trials leave nothing


def test_a_pipeline_does_not_read_again_what_was_inspected(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    first = inspected(capsys, "--pipeline", str(place / "run"), "--quick")
    (place / "crohme" / "train.tsv").unlink()
    assert inspected(capsys, "--pipeline", str(place / "run"), "--quick") == first
    packed = inspected(capsys, "--data", str(place / "run" / "corpus.npz"), "--quick")
    assert (packed["format"], packed["expressions"]) == ("packed", first["expressions"])


def test_people_read_the_same_in_lines(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", "--data", str(place / "run" / ".." / "crohme"), "--recipe", "tiny", "--quick"]) == 0
    out = capsys.readouterr().out
    assert "is CROHME with tables of canonical captions" in out
    assert f"{len(ALL) - 1} expressions (0 pictures)" in out
    assert "broken InkML" in out


def test_a_dataset_that_cannot_be_used_is_an_error(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["inspect", "--data", str(tmp_path / "nowhere"), "--json"]) == 2
    told = capsys.readouterr()
    assert from_json(json.loads(told.out)["error"]).template == "there is no file or folder {}"
    assert "there is no file or folder" in told.err
