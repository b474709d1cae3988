"""What the user said of a symbol stays with its ink."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from app.canvas.content import Content, PlacedPicture, box_of
from app.canvas.picture import changed, cropped, turned
from app.canvas.view import Similarity
from app.controllers.links import Links
from app.controllers.pinned import Pinned, corrections, same_places, typed_over
from mathnet.ink import Box, Stroke
from mathnet.latex import canonical


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
    assert pin.on(Content((ONE, stroke(90), X))) is pin
    assert pin.on(Content((X, PLUS))) is None


def test_a_pin_in_a_picture_holds_as_long_as_that_picture_is_there() -> None:
    content = Content(picture=PICTURE)
    pin = Pinned.of("7", 1, IN_PICTURE, content)
    assert pin is not None
    assert pin.on(Content((X,), PICTURE)) is pin
    assert pin.on(Content((X,))) is None
    assert pin.on(Content(picture=PlacedPicture(PICTURE.grey))) is None
    assert pin.place_in(("1", "7"), IN_PICTURE, content) == 1


def marked(box: Box) -> PlacedPicture:
    """A white picture (60, 100) that lies somewhere, black in a box of it in pixels."""
    grey = np.full((60, 100), 255, dtype=np.uint8)
    grey[int(box.top) : int(box.bottom), int(box.left) : int(box.right)] = 0
    return PlacedPicture(grey, 7.0, -3.0, 0.5)


def black(picture: PlacedPicture) -> Box:
    """Where the black pixels of a picture lie, in document units."""
    rows, columns = np.nonzero(picture.grey == 0)
    return picture.to_document(Box(columns.min(), rows.min(), columns.max() + 1, rows.max() + 1))


STEPS: dict[str, Callable[[PlacedPicture], PlacedPicture]] = {
    "moved": lambda picture: changed(picture, Similarity(1.0, 40.0, -15.0)),
    "scaled": lambda picture: changed(picture, Similarity(1.7, 3.0, 4.0)),
    "turned clockwise": lambda picture: turned(picture, 1),
    "turned the other way": lambda picture: turned(picture, -1),
    "cropped": lambda picture: cropped(picture, Box(10, 5, 90, 55)),
}


@pytest.mark.parametrize("steps", [*((name,) for name in STEPS), tuple(STEPS), ("cropped", "turned clockwise") * 2])
def test_a_pin_goes_with_its_picture_and_comes_back_with_it(steps: Sequence[str]) -> None:
    picture = marked(Box(30, 20, 42, 29))
    pin = Pinned("7", black(picture), frozenset(), picture)
    stages = [picture]
    for step in steps:
        if step == "cropped" and len(stages) > 2:
            stages.append(cropped(stages[-1], Box(2, 2, stages[-1].grey.shape[1], stages[-1].grey.shape[0])))
        else:
            stages.append(STEPS[step](stages[-1]))
    for stage in (*stages, *reversed(stages)):
        there = pin.on(Content(picture=stage))
        assert there is not None
        assert sides(there.box) == pytest.approx(sides(black(stage)))
        pin = there


def test_a_pin_that_was_kept_is_about_the_same_ink_of_the_same_content() -> None:
    content = Content((X, PLUS, ONE), PICTURE)
    in_ink, in_picture = pinned("7", 2), Pinned("\\pi", Box(30, 0, 40, 20), frozenset(), PICTURE, typed=True)
    for pin in (in_ink, in_picture):
        back = Pinned.back(pin.kept(content), content)
        assert back is not None
        assert (back.token, back.box, back.strokes, back.typed) == (pin.token, pin.box, pin.strokes, pin.typed)
    assert Pinned.back(in_ink.kept(content), Content((X, PLUS))) is None
    assert Pinned.back(in_picture.kept(content), INK) is None


def test_a_pin_is_let_go_once_most_of_it_is_cropped_off() -> None:
    picture = marked(Box(30, 20, 42, 30))
    pin = Pinned("7", black(picture), frozenset(), picture)
    kept = cropped(picture, Box(34, 0, 100, 60))
    there = pin.on(Content(picture=kept))
    assert there is not None
    assert sides(there.box) == pytest.approx(sides(black(kept)))
    assert pin.on(Content(picture=cropped(picture, Box(38, 0, 100, 60)))) is None


def test_a_pin_with_ink_over_it_is_let_go_when_the_picture_goes_from_under_the_ink() -> None:
    picture = marked(Box(30, 20, 42, 30))
    pin = Pinned("7", black(picture), frozenset(), picture)
    dash = Stroke(np.array([[20, 10], [60, 10]], dtype=np.float32))
    assert pin.on(Content((dash,), picture)) is pin
    assert pin.on(Content((dash,), turned(picture, 1))) is None
    assert pin.on(Content((stroke(500),), turned(picture, 1))) is not None


def sides(box: Box) -> tuple[float, float, float, float]:
    return box.left, box.top, box.right, box.bottom


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


@pytest.mark.parametrize(
    ("read", "typed", "expected"),
    [
        ("x+1", "x+7", {2: "7"}),
        ("x+1", "2x+7", {2: "7"}),
        ("3", "8", {0: "8"}),
        (r"x^2+y^2", r"x^2-y^3", {5: "-", 9: "3"}),
        (r"\frac{\pi}{3}", r"\frac{x}{3}", {2: "x"}),
        (r"\frac{\pi}{3}", r"x^2\sin(x)", {}),
        (r"\frac{\pi}{3}", r"x^2", {}),
        ("x+1", "y-1", {}),
        ("a+b+c+d+e+f+g+h", "a+b+k=l+e+f+g+h", {}),
        ("x^2", "x_2", {}),
    ],
)
def test_only_an_edit_of_the_caption_says_what_symbols_are_and_only_of_those_with_ink(
    read: str, typed: str, expected: dict[int, str]
) -> None:
    assert {place: token for place, _, token in typed_over(canonical(read), canonical(typed))} == expected


def test_another_formula_has_no_places_of_the_caption() -> None:
    """Else the caret in it would light ink that has nothing to do with it."""
    assert same_places(canonical(r"\frac{\pi}{3}"), canonical("x^2-y^2")) == {}
    assert same_places(canonical(r"\frac{\pi}{3}"), canonical("3")) == {0: 5}


def test_places_of_an_edited_caption_are_those_of_the_same_symbols() -> None:
    assert same_places(["x", "+", "1"], ["2", "x", "+", "7"]) == {1: 0, 2: 1}


def test_the_smallest_symbol_below_the_pointer_is_meant() -> None:
    links = Links((frozenset([0]), frozenset([1])), (Box(0, 0, 100, 40), Box(20, 10, 30, 30)))
    assert links.at(25, 20, 2) == 1
    assert links.at(18.5, 20, 2) == 1
    assert links.at(60, 20, 2) == 0
    assert links.at(60, 50, 2) == -1
