"""Linking: tokens own the ink that they looked at, in ink and in pictures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from mathnet.checkpoint import shipped_model
from mathnet.ink import Box, Ink
from mathnet.inkml import read
from mathnet.linking import box_of, boxes_of, has_ink, inked, strokes_of
from mathnet.raster import rasterize
from mathnet.reading import Candidate, Reading
from mathnet.recognizer import Recognizer
from tests.mathnet.drawings import WIDE
from training.evaluate import to_picture

SAMPLES = shipped_model().parent.parent / "samples"
INK = Ink.of(WIDE)
STRUCTURE = {"{", "}", "^", "_"}


@pytest.fixture(scope="module")
def recognizer() -> Recognizer:
    return Recognizer.load(device="cpu")


def looking_at(tokens: str, strokes: list[list[int]]) -> tuple[Candidate, Reading]:
    """A reading of INK whose tokens look at these strokes, at nothing else, and equally at all of each."""
    raster, frame = rasterize(INK)
    shape = raster.shape[1] // 8, raster.shape[2] // 8
    maps = np.zeros((len(strokes), *shape), dtype=np.float32)
    for at, numbers in enumerate(strokes):
        for number in numbers:
            columns, rows = (frame.to_pixels(INK.strokes[number].points).mean(0) // 8).astype(int)
            maps[at, rows, columns] = 1 / len(numbers)
    named = tuple(tokens.split())
    candidate = Candidate(named, tokens, -0.1, 0.9, (0.9,) * len(named), maps)
    return candidate, Reading((candidate,), np.zeros(shape, dtype=np.float32), raster, frame, 1.0)


def test_a_stroke_belongs_to_the_token_that_looks_at_it() -> None:
    candidate, reading = looking_at("x + | /", [[0, 1], [2, 3], [4], [5]])
    assert strokes_of(candidate, reading, INK) == ({0, 1}, {2, 3}, {4}, {5})


def test_every_stroke_has_one_owner_and_structure_owns_none() -> None:
    candidate, reading = looking_at("x ^ { + }", [[0], [2], [3], [4], [5]])
    owned = strokes_of(candidate, reading, INK)
    assert sorted(stroke for strokes in owned for stroke in strokes) == list(range(len(INK)))
    assert [bool(strokes) for strokes in owned] == [True, False, False, True, False]


@pytest.mark.parametrize("tokens", ["{ }", ""])
def test_without_symbols_nothing_owns_anything(tokens: str) -> None:
    candidate, reading = looking_at(tokens, [[0], [1]][: len(tokens.split())])
    assert not any(strokes_of(candidate, reading, INK))
    assert boxes_of(candidate, reading) == (None,) * len(candidate.tokens)


@pytest.mark.parametrize("token", ["{", "}", "^", "_", "&", "\\\\", "\\begin{matrix}", "\\end{aligned}", "\\mathbb"])
def test_structure_has_no_ink(token: str) -> None:
    assert not has_ink(token)


@pytest.mark.parametrize("token", ["x", "\\frac", "\\sqrt", "[", "\\hat", "\\begin{pmatrix}", "\\begin{cases}"])
def test_symbols_bars_signs_and_fences_have_ink(token: str) -> None:
    assert has_ink(token)


def test_brackets_have_ink_unless_they_part_a_roots_index_from_its_body() -> None:
    tokens = ["\\sqrt", "[", "a", "]", "{", "[", "b", "]", "}"]
    assert [tokens[at] for at in inked(tokens)] == ["\\sqrt", "a", "[", "b", "]"]


@pytest.mark.parametrize("name", ["square_plus_one", "integral", "quadratic_formula"])
def test_the_samples_symbols_own_the_strokes_they_were_written_with(name: str, recognizer: Recognizer) -> None:
    ink = read(SAMPLES / f"{name}.inkml")
    reading = recognizer.recognize(ink)
    owned = strokes_of(reading.best, reading, ink)
    assert sorted(stroke for strokes in owned for stroke in strokes) == list(range(len(ink)))
    for token, strokes in zip(reading.best.tokens, owned, strict=True):
        assert bool(strokes) == (token not in STRUCTURE), token


def test_a_fraction_owns_its_bar_and_a_root_its_sign(recognizer: Recognizer) -> None:
    ink = read(SAMPLES / "quadratic_formula.inkml")
    reading = recognizer.recognize(ink)
    owned = dict(zip(reading.best.tokens, strokes_of(reading.best, reading, ink), strict=True))
    bar, sign, letter = (extent(ink, owned[token]) for token in ("\\frac", "\\sqrt", "c"))
    assert bar.width > 8 * bar.height
    assert bar.left < sign.left
    assert bar.right > letter.right
    assert sign.left < letter.left < letter.right < sign.right
    assert sign.top < letter.top


def extent(ink: Ink, strokes: frozenset[int]) -> Box:
    return replace(ink, strokes=tuple(ink.strokes[at] for at in sorted(strokes)), symbols=()).box


@pytest.mark.parametrize("as_picture", [False, True], ids=["ink", "picture"])
def test_boxes_lie_tightly_around_what_was_written(as_picture: bool, recognizer: Recognizer) -> None:
    ink = read(SAMPLES / "square_plus_one.inkml")
    reading = recognizer.recognize(ink)
    subject = to_picture(ink) if as_picture else ink
    seen = recognizer.recognize(subject) if as_picture else reading
    assert seen.best.tokens == reading.best.tokens
    for at, strokes in enumerate(strokes_of(reading.best, reading, ink)):
        box = box_of(seen.best, seen, at)
        if not strokes:
            assert box is None
            continue
        corners = [extent(ink, strokes), box]
        lefts, bottoms = [
            (frame.to_pixels(np.array([[edge.left, edge.bottom]], dtype=np.float32)))[0]
            for frame, edge in zip((reading.frame, seen.frame), corners, strict=True)
        ]
        assert np.abs(lefts - bottoms).max() < 6, seen.best.tokens[at]
