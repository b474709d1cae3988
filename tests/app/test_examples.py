"""The examples can be opened, and each has a name."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.examples import Example, examples
from mathnet.inkml import read


def test_there_are_several_examples_and_the_first_is_simple() -> None:
    assert len(examples()) >= 5
    assert examples()[0].path.stem == "square_plus_one"


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.path.stem)
def test_every_example_holds_ink_and_says_what_it_is(example: Example) -> None:
    ink = read(example.path)
    assert len(ink.strokes) > 3
    assert ink.annotations["truth"]
    assert example.name[0].isupper()


def test_a_file_without_a_name_goes_by_its_own_and_comes_last(tmp_path: Path) -> None:
    for stem in ("a_new_one", "integral"):
        (tmp_path / f"{stem}.inkml").touch()
    assert [example.name for example in examples(tmp_path)] == ["An integral", "a new one"]
