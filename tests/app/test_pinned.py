"""What the user said of a symbol stays with its ink."""

from __future__ import annotations

import numpy as np
import pytest

from app.canvas.content import Content, PlacedPicture, box_of
from app.links import Links
from app.pinned import Pinned, corrections, same_places
from mathnet.ink import Box, Stroke


def stroke(left: float, top: float = 0.0) -> Stroke:
    return Stroke(np.array([[left, top], [left + 10, top + 20]], dtype=np.float32))


X, PLUS, ONE = stroke(0), stroke(30), stroke(60)
INK = Content((X, PLUS, ONE))
LINKS = Links(tuple(frozenset([index]) for index in range(3)), tuple(box_of(each) for each in INK.strokes))
PICTURE = PlacedPicture(np.zeros((20, 100), dtype=np.uint8))
IN_PICTURE = Links((frozenset(),) * 2, (Box(0, 0, 10, 20), Box(30, 0, 40, 20)))


def pinned(token: str, place: int) -> Pinned:
    found = Pinned.of(token, place, LINKS, INK)
    assert found is not None
    return found


def test_a_pin_holds_as_long_as_its_ink_is_there_whatever_else_is_written() -> None:
    pin = pinned("7", 2)
    assert pin.holds_in(Content((ONE, stroke(90), X)))
    assert not pin.holds_in(Content((X, PLUS)))


def test_a_pin_in_a_picture_holds_as_long_as_that_picture_is_there() -> None:
    content = Content(picture=PICTURE)
    pin = Pinned.of("7", 1, IN_PICTURE, content)
    assert pin is not None
    assert pin.holds_in(Content((X,), PICTURE))
    assert not pin.holds_in(Content((X,)))
    assert pin.place_in(("1", "7"), IN_PICTURE, content) == 1


def test_a_pin_is_found_again_in_another_caption_by_its_ink() -> None:
    longer = Links((frozenset(), frozenset([2]), frozenset([0, 1])), (None, box_of(ONE), Box(0, 0, 40, 20)))
    assert pinned("7", 2).place_in(("{", "7", "4"), longer, INK) == 1
    assert pinned("7", 2).place_in(("{", "1", "7"), longer, INK) == -1


def test_what_has_no_ink_cannot_be_pinned() -> None:
    assert Pinned.of("{", 0, Links((frozenset(),), (None,)), INK) is None
    assert Pinned.of("x", 7, LINKS, INK) is None


def test_two_pins_are_about_the_same_symbol_if_they_share_ink() -> None:
    assert pinned("7", 2).is_about(pinned("1", 2))
    assert not pinned("7", 2).is_about(pinned("7", 1))


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("x + 1", "x + 7", [(2, 2, "7")]),
        ("x + 1", "2 x + 7", [(2, 3, "7")]),
        ("x + 1", "y - 1", [(0, 0, "y"), (1, 1, "-")]),
        ("x + 1", "x + 1 0", []),
        ("x + 1", "x 1", []),
        ("x + 1", "x + 1", []),
    ],
)
def test_a_typed_correction_says_what_single_symbols_are(
    before: str, after: str, expected: list[tuple[int, int, str]]
) -> None:
    assert corrections(before.split(), after.split()) == expected


def test_places_of_an_edited_caption_are_those_of_the_same_symbols() -> None:
    assert same_places(["x", "+", "1"], ["2", "x", "+", "7"]) == {1: 0, 2: 1}


def test_the_smallest_symbol_below_the_pointer_is_meant() -> None:
    links = Links((frozenset([0]), frozenset([1])), (Box(0, 0, 100, 40), Box(20, 10, 30, 30)))
    assert links.at(25, 20, 2) == 1
    assert links.at(18.5, 20, 2) == 1
    assert links.at(60, 20, 2) == 0
    assert links.at(60, 50, 2) == -1
