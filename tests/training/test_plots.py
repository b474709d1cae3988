"""Pictures of runs: every value is drawn, whatever its name; a run without a log is told so."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from numpy.typing import NDArray
from PIL import Image

from training.events import Log, Progress
from training.plots import COLOURS, draw_curves, overlay


def log_run(folder: Path, names: tuple[str, ...] = ("total", "accuracy"), lines: int = 80, rate: float = 1.0) -> Path:
    log = Log(folder)
    for step in range(1, lines + 1):
        values = {name: rate * math.exp(-step / 20) + 0.01 * place for place, name in enumerate(names)}
        log.write(Progress("finetune", 10 * step, 1000, 3.0 * step, values))
    return folder


def picture(path: Path) -> NDArray[np.uint8]:
    with Image.open(path) as file:
        return np.asarray(file.convert("RGB"))


def pixels_of(path: Path, colour: str) -> int:
    """How many pixels have exactly this colour, as only the middle of an opaque line has."""
    return int((picture(path) == np.round(255 * np.array(to_rgb(colour)))).all(axis=2).sum())


def test_the_curves_are_drawn_into_the_folder_of_the_run(tmp_path: Path) -> None:
    assert draw_curves(log_run(tmp_path)) == tmp_path / "curves.png"
    assert pixels_of(tmp_path / "curves.png", COLOURS[0]) > 200
    assert {path.name for path in tmp_path.iterdir()} == {"curves.png", "log.jsonl"}


def test_each_value_of_a_panel_has_its_own_colour(tmp_path: Path) -> None:
    path = draw_curves(log_run(tmp_path, ("total", "caption", "symbol")))
    assert all(pixels_of(path, colour) > 50 for colour in COLOURS[:3])
    assert pixels_of(path, COLOURS[3]) == 0


def test_values_of_unknown_names_are_drawn_too(tmp_path: Path) -> None:
    known = draw_curves(log_run(tmp_path / "known", ("total", "rate")))
    more = draw_curves(log_run(tmp_path / "more", ("total", "rate", "surprise")))
    assert len(picture(more)) > 1.4 * len(picture(known))  # a second row


def test_a_picture_is_drawn_anew_as_the_run_goes_on(tmp_path: Path) -> None:
    before = draw_curves(log_run(tmp_path, lines=3)).read_bytes()
    assert draw_curves(log_run(tmp_path)).read_bytes() != before


@pytest.mark.parametrize("value", [math.nan, math.inf, 0.0, -1.0, 1e12])
def test_odd_values_do_not_spoil_the_picture(tmp_path: Path, value: float) -> None:
    log = Log(tmp_path)
    for step in range(100):
        values = {"total": value, "caption": 1 / (step + 1), "accuracy": value}
        log.write(Progress("finetune", step, 100, float(step), values))
    assert pixels_of(draw_curves(tmp_path), COLOURS[1]) > 50


def test_one_line_of_a_log_is_enough(tmp_path: Path) -> None:
    Log(tmp_path).write(Progress("pretrain", 0, 10, 0.0, {"total": 1.0}))
    assert draw_curves(tmp_path).exists()


def test_a_folder_without_a_log_is_told_so(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"no log\.jsonl.*name the folder of a run"):
        draw_curves(tmp_path)
    with pytest.raises(ValueError, match="no-such-run"):
        overlay([log_run(tmp_path / "run"), tmp_path / "no-such-run"], tmp_path / "both.png")


def test_several_runs_lie_over_each_other_in_their_colours(tmp_path: Path) -> None:
    runs = [log_run(tmp_path / "ours" / "seed0"), log_run(tmp_path / "scratch" / "seed0", rate=2.0)]
    path = overlay(runs, tmp_path / "new" / "both.png")
    assert path == tmp_path / "new" / "both.png"
    assert all(pixels_of(path, colour) > 200 for colour in COLOURS[:2])


def test_runs_that_log_different_values_can_be_laid_over_each_other(tmp_path: Path) -> None:
    runs = [log_run(tmp_path / "a", ("total", "caption")), log_run(tmp_path / "b", ("total", "match"), lines=20)]
    assert overlay(runs, tmp_path / "both.svg").read_text(encoding="utf-8").startswith("<?xml")


def test_wrong_use_of_an_overlay_is_explained(tmp_path: Path) -> None:
    run = log_run(tmp_path / "run")
    with pytest.raises(ValueError, match=r"must end in one of .*\.png"):
        overlay([run], tmp_path / "both.xyz")
    with pytest.raises(ValueError, match="only once"):
        overlay([run, tmp_path / "." / "run"], tmp_path / "both.png")
    with pytest.raises(ValueError, match="at least one run"):
        overlay([], tmp_path / "both.png")
    assert list(tmp_path.iterdir()) == [run]
