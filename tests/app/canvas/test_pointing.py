"""What is pointed at, what glows and what is marked; the pen and the palm on the canvas."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QPalette, QPointingDevice
from PySide6.QtWidgets import QApplication

from app.canvas import pointer
from app.canvas.canvas import InkCanvas
from mathnet.ink import Box
from tests.app.canvas.looks import grabbed, has_colour, lines, strokes
from tests.app.hand import hover, mouse, pen_down, pen_event, pen_hovers, pen_proximity, touch

INK = lines(((100, 100), (200, 100)), ((300, 100), (300, 200)))
ACCENT, WARNING = QPalette.ColorRole.Highlight, QPalette.ColorRole.Link


def test_the_pointer_points_in_document_units_until_it_leaves(canvas: InkCanvas) -> None:
    canvas.document.open(INK)
    canvas.zoom_in()
    pointed: list[QPointF | None] = []
    canvas.pointed.connect(pointed.append)
    hover(canvas, QPointF(120, 90))
    QApplication.sendEvent(canvas, QEvent(QEvent.Type.Leave))
    assert pointed == [canvas.view.point_at(QPointF(120, 90)), None]


def test_writing_points_at_nothing(canvas: InkCanvas) -> None:
    pointed: list[QPointF | None] = []
    hover(canvas, QPointF(60, 90))
    canvas.pointed.connect(pointed.append)
    mouse(canvas, [(60, 90), (80, 90), (100, 95)])
    assert pointed == [None]


def test_a_pen_that_hovers_points_and_writes_nothing(canvas: InkCanvas) -> None:
    pointed: list[QPointF | None] = []
    canvas.pointed.connect(pointed.append)
    pen_hovers(canvas, QPointF(40, 50))
    assert pointed == [QPointF(40, 50)]
    assert not strokes(canvas)


def test_a_finger_writes_only_once_the_pen_has_gone(
    canvas: InkCanvas, finger: QPointingDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pointer, "NEAR_AT_MOST_MS", 10**9)  # whatever the clock of QTest says
    monkeypatch.setattr(pointer, "PALM_REST_MS", 0)
    pen_proximity(near=True)
    touch(canvas, finger)
    assert not strokes(canvas)
    pen_proximity(near=False)
    touch(canvas, finger)
    assert len(strokes(canvas)) == 1


def test_every_place_that_a_fast_pen_reports_is_kept(canvas: InkCanvas) -> None:
    pen_down(canvas, [(10, 10)])
    places = [QPointF(10 + index / 4, 10 + index / 8) for index in range(1, 400)]
    for place in places:
        pen_event(canvas, QEvent.Type.TabletMove, place)
    pen_event(canvas, QEvent.Type.TabletRelease, places[-1])
    (stroke,) = strokes(canvas)
    assert stroke.points.tolist() == [[10, 10], *[list(place.toTuple()) for place in places]]


def test_strokes_that_are_lit_glow_and_stop_glowing(canvas: InkCanvas) -> None:
    canvas.document.open(INK)
    before = grabbed(canvas)
    canvas.light(frozenset({1}))
    lit = grabbed(canvas)
    assert lit.pixelColor(304, 150) != before.pixelColor(304, 150)
    assert lit.pixelColor(150, 104) == before.pixelColor(150, 104)
    assert lit.pixelColor(300, 150) == before.pixelColor(300, 150)
    canvas.light()
    assert grabbed(canvas) == before


def test_a_box_is_lit_where_there_are_no_strokes_to_light(canvas: InkCanvas) -> None:
    canvas.document.open(INK)
    before = grabbed(canvas)
    canvas.light(frozenset(), Box(50, 200, 90, 240))
    assert grabbed(canvas).pixelColor(70, 220) != before.pixelColor(70, 220)


def test_lighting_strokes_that_have_gone_lights_nothing(canvas: InkCanvas) -> None:
    canvas.document.open(INK)
    before = grabbed(canvas)
    canvas.light(frozenset({7}))
    assert grabbed(canvas) == before


def test_uncertain_symbols_carry_dots_and_pinned_ones_a_line(canvas: InkCanvas) -> None:
    canvas.document.open(INK)
    canvas.mark([Box(100, 60, 200, 100)], [Box(290, 100, 310, 200)])
    assert has_colour(canvas, WARNING, 150, 106, reach=6)
    assert has_colour(canvas, ACCENT, 300, 206)
    assert not has_colour(canvas, ACCENT, 150, 106, reach=6)
    image = grabbed(canvas)
    row = [image.pixelColor(x, 106) == canvas.palette().color(QPalette.ColorRole.Base) for x in range(105, 195)]
    assert any(row)
    assert not all(row)


def test_marks_stay_while_one_writes_on_and_go_with_the_ink(canvas: InkCanvas) -> None:
    canvas.document.open(INK)
    canvas.mark([], [Box(290, 100, 310, 200)])
    mouse(canvas, [(20, 20), (30, 40), (50, 45)])
    assert has_colour(canvas, ACCENT, 300, 206)
    canvas.document.erase({0})
    assert not has_colour(canvas, ACCENT, 300, 206)
