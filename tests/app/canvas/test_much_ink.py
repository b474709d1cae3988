"""Much ink is painted little by little: the hand never waits, what is seen is never torn, and it ends as if at once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPointF, QRectF
from PySide6.QtGui import QPainterPath
from pytestqt.qtbot import QtBot

from app.canvas import strokes as strokes_module
from app.canvas.canvas import InkCanvas, Tool
from app.canvas.compose import to_grey
from app.canvas.layer import MUCH
from app.canvas.strokes import Look
from app.canvas.view import View
from mathnet.ink import Ink, Stroke
from tests.app.canvas.looks import grabbed, has_ink, points, strokes
from tests.app.hand import pen, pen_down, pen_event, turn

POINTS = 40
ROUNDING = 10  # of 255: where strokes cross it can be told which was painted first


def curls(count: int, pressed: bool) -> Ink:
    """Curls beside each other, in rows."""
    angles = np.linspace(0, 4 * np.pi, POINTS)
    curl = np.stack([12 * np.cos(angles) + angles, 12 * np.sin(angles)], axis=1)
    pressure = np.sin(np.linspace(0.3, 2.8, POINTS)).astype(np.float32) if pressed else None
    places = [(40 + 31 * (index % 10), 40 + 23 * (index // 10 % 10)) for index in range(count)]
    return Ink(tuple(Stroke((curl + place).astype(np.float32), None, pressure) for place in places))


@pytest.fixture(params=[False, True], ids=["plain", "pressed"])
def much(canvas: InkCanvas, request: pytest.FixtureRequest, qtbot: QtBot) -> InkCanvas:
    canvas.document.open(curls(MUCH // POINTS + 10, request.param))
    assert canvas._sheet.layer.is_behind
    at_rest(canvas, qtbot)
    return canvas


def at_rest(canvas: InkCanvas, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not canvas._sheet.layer.is_behind and not canvas._sheet._has_moved)


def assert_as_if_painted_at_once(canvas: InkCanvas, qtbot: QtBot) -> None:
    seen = to_grey(grabbed(canvas)).astype(int)
    assert seen.min() < 100
    canvas._renew()
    at_rest(canvas, qtbot)
    assert np.abs(seen - to_grey(grabbed(canvas)).astype(int)).max() <= ROUNDING


def test_what_is_carried_is_painted_beside_and_then_follows_the_hand(much: InkCanvas, qtbot: QtBot) -> None:
    first = points(much)[0][0]
    much.select_all()
    pen_down(much, [(150, 150), (160, 160), (150, 190)])  # the events of a pen alone: nothing is painted between
    assert not much._sheet.is_lifted
    assert has_ink(much, 52, 40)
    qtbot.waitUntil(lambda: much._sheet.is_lifted)
    assert not has_ink(much, 40, 36)
    assert has_ink(much, 52, 80)
    pen_event(much, QEvent.Type.TabletRelease, QPointF(150, 190))
    assert has_ink(much, 52, 80)  # the carried image stands in for what is being painted
    assert much._sheet.layer.is_behind
    assert points(much)[0][0] == [first[0], first[1] + 40]
    at_rest(much, qtbot)
    assert_as_if_painted_at_once(much, qtbot)


def test_much_ink_let_go_again_is_back_where_it_was(much: InkCanvas, qtbot: QtBot) -> None:
    before = to_grey(grabbed(much)).astype(int)
    much.select_all()
    pen_down(much, [(150, 150), (160, 160), (150, 190)])  # the events of a pen alone: nothing is painted between
    qtbot.waitUntil(lambda: much._sheet.is_lifted)
    much._hand.let_go()
    assert has_ink(much, 52, 40)
    at_rest(much, qtbot)
    much.set_tool(Tool.PEN)
    assert np.abs(before - to_grey(grabbed(much)).astype(int)).max() <= ROUNDING


def test_taking_back_a_step_over_much_ink_shows_the_old_until_the_new_is_there(much: InkCanvas, qtbot: QtBot) -> None:
    much.document.clear()
    assert not has_ink(much, 52, 40)
    much.document.undo_stack.undo()
    at_rest(much, qtbot)
    assert has_ink(much, 52, 40)
    assert_as_if_painted_at_once(much, qtbot)


def test_a_stroke_written_while_much_is_painted_is_seen_at_once_and_stays(much: InkCanvas, qtbot: QtBot) -> None:
    much._renew()
    assert much._sheet.layer.is_behind
    pen(much, [(10, 10), (30, 10), (60, 12), (100, 10), (180, 10)])
    assert much._sheet.layer.is_behind
    assert has_ink(much, 45, 11)
    at_rest(much, qtbot)
    assert has_ink(much, 45, 11)
    assert len(strokes(much)) == MUCH // POINTS + 11
    assert_as_if_painted_at_once(much, qtbot)


def test_a_window_that_grows_shows_the_old_image_meanwhile(much: InkCanvas, qtbot: QtBot) -> None:
    much.resize(440, 320)
    qtbot.waitUntil(lambda: much.width() == 440)
    at_rest(much, qtbot)
    assert_as_if_painted_at_once(much, qtbot)


def test_much_ink_that_is_moved_looks_as_if_it_were_painted_there(much: InkCanvas, qtbot: QtBot) -> None:
    for pixels in ((-33, 0), (0, 41), (90, -70), (-15, -8), (60, 30), (-140, 10), (0, 25)):
        turn(much, (50, 50), pixels, pixels=pixels)
        grabbed(much)
    at_rest(much, qtbot)
    assert_as_if_painted_at_once(much, qtbot)


@pytest.fixture
def painted(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many points each part of a stroke had that was painted."""
    counts: list[int] = []
    whole = strokes_module.whole

    def count(points: Sequence[QPointF]) -> QPainterPath:
        counts.append(len(points))
        return whole(points)

    monkeypatch.setattr(strokes_module, "whole", count)
    return counts


def test_of_a_long_stroke_only_what_comes_into_sight_is_painted(canvas: InkCanvas, painted: list[int]) -> None:
    way = [(x, 150 + 40 * np.sin(x / 30)) for x in range(0, 1200, 4)]
    canvas.document.open(Ink.of([way]))
    painted.clear()
    turn(canvas, (50, 50), (-20, 0), pixels=(-20, 0))
    grabbed(canvas)
    assert 0 < sum(painted) < 30
    assert has_ink(canvas, 390, round(150 + 40 * np.sin(410 / 30)))


def test_a_view_is_followed_once_a_frame(canvas: InkCanvas, monkeypatch: pytest.MonkeyPatch) -> None:
    canvas.document.open(curls(10, False))
    shown: list[View] = []
    show = canvas._sheet.layer.show

    def count(strokes: Sequence[Stroke], view: View, look: Look) -> QRectF | None:
        shown.append(view)
        return show(strokes, view, look)

    monkeypatch.setattr(canvas._sheet.layer, "show", count)
    for _ in range(5):
        turn(canvas, (50, 50), (3, 4), pixels=(3, 4))
    assert canvas.view.left == pytest.approx(-15)
    grabbed(canvas)
    assert shown == [canvas.view]
