"""Evaluation: files to figures, as a user would run it, with the model that ships."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from mathnet.checkpoint import shipped_model
from mathnet.inkml import read
from mathnet.latex import canonical
from mathnet.raster import rasterize
from training.__main__ import main
from training.evaluate import to_picture

SAMPLES = shipped_model().parent.parent / "samples"
TRUTHS = {path.stem: " ".join(canonical(read(path).truth)) for path in sorted(SAMPLES.glob("*.inkml"))}


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A folder of the hand-made samples; their captions beside it."""
    folder = tmp_path / "inks"
    folder.mkdir()
    for stem in TRUTHS:
        (folder / f"{stem}.inkml").write_bytes((SAMPLES / f"{stem}.inkml").read_bytes())
    write_captions(tmp_path, TRUTHS)
    return folder


def write_captions(folder: Path, captions: dict[str, str]) -> None:
    lines = [f"{stem}\t{caption}\n" for stem, caption in captions.items()]
    (folder / "captions.tsv").write_text("".join(lines), encoding="utf-8")


def evaluated(data: Path, *options: str) -> int:
    captions = data.parent / "captions.tsv"
    return main(["evaluate", "--data", str(data), "--captions", str(captions), "--device", "cpu", *options])


def last_line(capsys: pytest.CaptureFixture[str]) -> dict[str, float]:
    return dict(json.loads(capsys.readouterr().out.splitlines()[-1]))


def test_evaluate_prints_the_figures_and_one_json_object_last(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluated(data) == 0
    figures = last_line(capsys)
    assert figures["expressions"] == len(TRUTHS) > 2
    assert figures["exprate"] == figures["at_most_3"] == figures["structure_rate"] == 1.0
    assert figures["token_error_rate"] == figures["unreadable"] == 0
    assert 0 < figures["milliseconds_median"] <= figures["milliseconds_95th"]


def test_wrong_captions_are_counted_as_errors(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_captions(data.parent, TRUTHS | {"square_plus_one": "x ^ { 3 } + 1", "integral": "y"})
    assert evaluated(data, "--beam", "1") == 0
    figures = last_line(capsys)
    assert figures["exprate"] == pytest.approx(1 - 2 / len(TRUTHS), abs=1e-4)
    assert figures["at_most_1"] == figures["structure_rate"] == pytest.approx(1 - 1 / len(TRUTHS), abs=1e-4)


def test_with_json_every_expression_has_its_own_line(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluated(data, "--json", "--pictures") == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]
    assert {line["path"]: line["truth"] for line in lines[:-1]} == {
        f"{stem}.inkml": caption for stem, caption in TRUTHS.items()
    }
    assert sum(line["errors"] for line in lines[:-1]) == sum(line["found"] != line["truth"] for line in lines[:-1]) == 0


def test_a_broken_file_is_reported_and_the_others_are_measured(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / "integral.inkml").write_bytes(b"<ink><trace>1 2")
    assert evaluated(data, "--beam", "1") == 1
    captured = capsys.readouterr()
    assert "integral.inkml, line 1" in captured.err
    figures = json.loads(captured.out.splitlines()[-1])
    assert (figures["expressions"], figures["unreadable"]) == (len(TRUTHS) - 1, 1)


def test_files_without_a_caption_are_passed_over(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_captions(data.parent, {"square_plus_one": TRUTHS["square_plus_one"]})
    (data / "notes.txt").write_text("not ink")
    assert evaluated(data, "--beam", "1") == 0
    assert last_line(capsys)["expressions"] == 1


def test_no_file_with_a_caption_is_an_error_that_says_so(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluated(data, "--within", "elsewhere") == 2
    assert "no InkML file of" in capsys.readouterr().err


def test_a_picture_of_ink_is_dark_on_light_and_holds_its_raster() -> None:
    ink = read(SAMPLES / "square_plus_one.inkml")
    picture = to_picture(ink)
    raster, _ = rasterize(ink)
    assert picture.dtype == np.uint8
    assert picture.shape == raster.shape[1:]
    assert (picture.min(), picture.max()) == (0, 255)
    assert np.abs(picture / 255 - (1 - raster[0])).max() < 0.01
