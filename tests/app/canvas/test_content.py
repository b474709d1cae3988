"""What the recogniser is given of ink and picture, and how its maps come back."""

from __future__ import annotations

import numpy as np
import pytest

from app.canvas.compose import compose
from app.canvas.content import Content, PlacedPicture, Subject
from mathnet.ink import Ink, Stroke
from tests.app.fakes import reading


def line(*points: tuple[float, float]) -> Stroke:
    return Stroke(np.array(points, dtype=np.float32))


def white(rows: int, columns: int) -> np.ndarray:
    return np.full((rows, columns), 255, dtype=np.uint8)


def test_ink_alone_is_read_as_it_is() -> None:
    stroke = line((0, 0), (5, 5))
    material = Subject(Content((stroke,)), 2.0).material()
    assert isinstance(material, Ink)
    assert material.strokes == (stroke,)


def test_a_picture_alone_is_read_as_it_is() -> None:
    picture = PlacedPicture(white(30, 50), left=100, top=20, unit=0.5)
    assert Subject(Content((), picture), 2.0).material() is picture.grey


def test_ink_over_a_picture_is_drawn_black_where_it_lies() -> None:
    picture = PlacedPicture(white(100, 100), left=1000, top=2000, unit=0.5)
    drawn = compose(Content((line((1010, 2025), (1040, 2025)),), picture), pen_width=1.0)
    assert drawn.grey.shape == (100, 100)
    assert drawn.grey[50, 50] < 60
    assert drawn.grey[20, 50] == 255


def test_ink_that_leaves_the_picture_makes_it_larger_and_white() -> None:
    picture = PlacedPicture(np.full((40, 40), 90, dtype=np.uint8))
    drawn = compose(Content((line((60, 20), (80, 20)),), picture), pen_width=2.0)
    assert drawn.grey.shape == (40, 80)
    assert drawn.grey[5, 50] == 255
    assert drawn.grey[5, 20] == 90
    assert drawn.grey[20, 70] < 60


def test_ink_far_away_does_not_make_a_picture_that_fills_the_memory() -> None:
    picture = PlacedPicture(white(40, 40))
    drawn = compose(Content((line((100_000, 100_000), (100_010, 100_000)),), picture), pen_width=2.0)
    assert drawn.grey.size < 30_000_000
    assert drawn.unit > 1


def test_maps_of_a_picture_come_back_to_where_it_lies() -> None:
    picture = PlacedPicture(white(48, 160), left=300, top=100, unit=2.0)
    subject = Subject(Content((), picture), 2.0)
    subject.material()
    answer = reading()
    box = subject.box_of(answer, answer.candidates[0].attention[0])
    assert (box.left, box.top, box.right, box.bottom) == (300, 100, 300 + 160 * 2, 100 + 48 * 2)


def test_an_empty_canvas_has_no_box() -> None:
    with pytest.raises(ValueError, match="empty"):
        _ = Content().box
