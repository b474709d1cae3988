"""Ink to the clipboard and back: what is copied, and where it is pasted."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage

from app.canvas.canvas import InkCanvas, Tool
from app.canvas.clip import INKML, MOST_PIXELS
from app.canvas.compose import to_grey
from mathnet.ink import Ink, Stroke
from mathnet.inkml import read
from tests.app.canvas.looks import lines, points, strokes

INK = lines(((100, 100), (150, 150)), ((300, 100), (300, 200)))


def test_nothing_selected_is_nothing_copied(canvas: InkCanvas) -> None:
    canvas.document.open(INK)
    assert canvas.copy_selection() is None


def test_a_copy_is_ink_and_a_picture_of_it_in_black_on_white(canvas: InkCanvas) -> None:
    canvas.document.open(INK)
    canvas.select_all()
    data = canvas.copy_selection()
    assert data is not None
    copied = read(bytes(data.data(INKML).data()))
    assert [stroke.points.tolist() for stroke in copied.strokes] == points(canvas)
    image = QImage(data.imageData())
    pixels = to_grey(image)
    assert image.width() > 2 * 200
    assert pixels.min() < 40
    assert (pixels == 255).mean() > 0.9


def test_the_picture_of_a_copy_does_not_fill_the_memory(canvas: InkCanvas) -> None:
    canvas.document.open(lines(((0, 0), (90_000, 60_000))))
    canvas.select_all()
    data = canvas.copy_selection()
    assert data is not None
    assert QImage(data.imageData()).width() * QImage(data.imageData()).height() < 1.1 * MOST_PIXELS


def test_pasted_ink_is_beside_the_same_ink_and_selected_in_one_step(canvas: InkCanvas) -> None:
    canvas.document.open(INK)
    canvas.paste_ink(INK)
    canvas.paste_ink(INK)
    starts = [stroke[0] for stroke in points(canvas)]
    assert len({tuple(start) for start in starts}) == 6
    assert canvas.tool is Tool.SELECT
    assert canvas.document.undo_stack.count() == 2
    canvas.delete_selection()
    assert [stroke[0] for stroke in points(canvas)] == starts[:4]


def test_cut_ink_is_pasted_where_it_was(canvas: InkCanvas) -> None:
    canvas.document.open(INK)
    canvas.document.erase({0})
    canvas.paste_ink(Ink(INK.strokes[:1]))
    assert points(canvas)[-1] == INK.strokes[0].points.tolist()


def test_ink_from_elsewhere_comes_into_sight_at_the_size_of_what_is_there(canvas: InkCanvas) -> None:
    canvas.document.open(INK)
    canvas.paste_ink(lines(((9000.0, 9000.0), (9000.2, 9000.3))))
    pasted = strokes(canvas)[-1].points
    assert (pasted >= 0).all()
    assert (pasted <= [400, 300]).all()
    assert np.ptp(pasted, axis=0).max() > 30


def test_ink_pasted_on_an_empty_canvas_can_be_seen(canvas: InkCanvas) -> None:
    canvas.paste_ink(lines(((0.0, 0.0), (0.2, 0.3))))
    seen = canvas.view.to_widget(strokes(canvas)[0].points)
    assert (seen >= 0).all()
    assert (seen <= [400, 300]).all()
    assert np.ptp(seen, axis=0).max() > 30


def test_pasting_no_ink_is_no_step(canvas: InkCanvas) -> None:
    canvas.paste_ink(Ink())
    assert canvas.document.undo_stack.count() == 0


def test_pasted_ink_comes_later_than_what_is_there(canvas: InkCanvas) -> None:
    line = np.array([[10, 10], [90, 90]], dtype=np.float32)
    ink = Ink((Stroke(line, np.array([2, 3], dtype=np.float32)),))
    canvas.document.open(ink)
    canvas.paste_ink(ink)
    last = strokes(canvas)[-1].time
    assert last is not None
    assert last.tolist() == pytest.approx([4, 5])


def test_the_view_follows_pasted_ink_that_lies_partly_beyond_what_is_seen(canvas: InkCanvas) -> None:
    bottom = canvas.height() - 1
    canvas.document.open(lines(((100, bottom - 60), (150, bottom))))
    canvas.paste_ink(canvas.document.ink)  # beside the same ink, and so lower
    seen = QRectF(canvas.rect())
    assert seen.contains(canvas.view.rect_of(Ink(canvas.document.content.strokes[1:]).box))
    assert canvas.view.scale == 1.0


def test_ink_that_is_pasted_where_it_is_seen_moves_nothing(canvas: InkCanvas) -> None:
    before = canvas.view
    canvas.paste_ink(INK)
    canvas.paste_ink(INK)
    assert canvas.view is before


def test_all_is_shown_where_pasted_ink_is_larger_than_what_is_seen(canvas: InkCanvas) -> None:
    canvas.document.open(lines(((0, 0), (50, 60))))
    canvas.paste_ink(lines(*(((300 * place, 300 * place), (300 * place + 50, 300 * place + 60)) for place in range(9))))
    assert QRectF(canvas.rect()).contains(canvas.view.rect_of(canvas.document.content.box))
