"""The expressions of a measurement: which files are taken, and how a limit is spread over them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.figures import Options
from benchmarks.inks import load_inks
from mathnet import inkml
from mathnet.ink import Ink


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten inks, of which each has one more stroke than the last, one in another folder, and a broken file."""
    for count in range(1, 11):
        place = tmp_path / ("other" if count == 10 else "wanted")
        place.mkdir(exist_ok=True)
        inkml.write(Ink.of([[(0, 0), (1, index)] for index in range(count)]), place / f"{count}.inkml")
    (tmp_path / "wanted" / "broken.inkml").write_text("<ink>")
    return tmp_path


def test_broken_files_are_left_out(folder: Path) -> None:
    assert len(load_inks(Options(folder))) == 10


def test_only_the_folder_asked_for_is_read(folder: Path) -> None:
    assert [len(ink) for ink in load_inks(Options(folder, within="other"))] == [10]


def test_a_limit_takes_from_all_over(folder: Path) -> None:
    assert [len(ink) for ink in load_inks(Options(folder, within="wanted", limit=3))] == [1, 4, 7]


def test_nothing_to_read_is_an_error_that_names_the_folder(folder: Path) -> None:
    with pytest.raises(ValueError, match="elsewhere"):
        load_inks(Options(folder, within="elsewhere"))
