"""Scribbling out on the canvas: it is seen while the pen is down, and is one step when it lifts."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest

from app.canvas.canvas import InkCanvas
from tests.app.canvas.looks import has_colour, has_ink, lines, points, strokes
from tests.app.hand import Way, mouse, pen, pen_down, pen_event

LEFT, RIGHT = ((100, 100), (100, 150)), ((300, 100), (300, 150))  # two upright strokes
WARNING = QPalette.ColorRole.Link


def over(x: int, legs: int = 8) -> Way:
    """To and fro over the upright stroke at `x`."""
    corners = [(x + 30 * (-1) ** leg, 95 + 60 * leg // legs) for leg in range(legs + 1)]
    steps = 6
    return [
        (here[0] + (there[0] - here[0]) * step // steps, here[1] + (there[1] - here[1]) * step // steps)
        for here, there in pairwise(corners)
        for step in range(steps)
    ]


def test_scribbling_takes_the_ink_out_in_one_step_and_leaves_nothing_itself(canvas: InkCanvas) -> None:
    canvas.document.open(lines(LEFT, RIGHT))
    pen(canvas, over(100))
    assert [stroke[0] for stroke in points(canvas)] == [[300, 100]]
    assert not has_ink(canvas, 100, 120)
    assert not has_ink(canvas, 80, 120)
    assert canvas.document.undo_stack.count() == 1
    canvas.document.undo_stack.undo()
    assert len(strokes(canvas)) == 2
    assert has_ink(canvas, 100, 120)


def test_a_mouse_scribbles_as_a_pen_does(canvas: InkCanvas) -> None:
    canvas.document.open(lines(LEFT, RIGHT))
    mouse(canvas, over(300))
    assert [stroke[0] for stroke in points(canvas)] == [[100, 100]]


def test_what_will_go_has_the_colour_of_warnings_while_the_pen_is_down(canvas: InkCanvas) -> None:
    canvas.document.open(lines(LEFT, RIGHT))
    pen_down(canvas, over(100))
    assert has_colour(canvas, WARNING, 100, 125)
    assert not has_colour(canvas, WARNING, 300, 125)
    assert len(strokes(canvas)) == 2
    pen_event(canvas, QEvent.Type.TabletRelease, QPointF(100, 155))


def test_drawing_on_takes_a_scribble_back(canvas: InkCanvas) -> None:
    canvas.document.open(lines(LEFT, RIGHT))
    pen_down(canvas, over(100))
    for x in range(100, 400, 10):
        pen_event(canvas, QEvent.Type.TabletMove, QPointF(x, 250))
    assert not has_colour(canvas, WARNING, 100, 125)
    pen_event(canvas, QEvent.Type.TabletMove, QPointF(10, 290))
    pen_event(canvas, QEvent.Type.TabletRelease, QPointF(10, 290))
    assert len(strokes(canvas)) == 3


def test_escape_lets_a_scribble_go(canvas: InkCanvas) -> None:
    canvas.document.open(lines(LEFT, RIGHT))
    ups: list[None] = []
    canvas.pen_went_up.connect(lambda: ups.append(None))
    pen_down(canvas, over(100))
    QTest.keyClick(canvas, Qt.Key.Key_Escape)
    assert len(ups) == 1
    assert not has_ink(canvas, 80, 120)
    assert not has_colour(canvas, WARNING, 100, 125)
    pen_event(canvas, QEvent.Type.TabletMove, QPointF(200, 200))
    pen_event(canvas, QEvent.Type.TabletRelease, QPointF(220, 200))
    assert points(canvas) == [stroke.points.tolist() for stroke in lines(LEFT, RIGHT).strokes]
    assert canvas.document.undo_stack.count() == 0
    assert len(ups) == 1


def test_undo_under_a_scribble_leaves_what_is_still_there_to_it(canvas: InkCanvas) -> None:
    mouse(canvas, [(100, 100), (100, 120), (100, 150)])
    pen_down(canvas, over(100))
    canvas.document.undo_stack.undo()
    pen_event(canvas, QEvent.Type.TabletRelease, QPointF(100, 155))
    assert len(strokes(canvas)) == 1  # nothing was left to take out, so it is a stroke
