"""The first correction is offered to be kept; each answer does what it says, and nothing is kept before one."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from tests.app.controllers.lesson import Class, copy, pin, type_over_the_end, wait_for
from tests.app.controllers.test_fixing import TOKENS, read_as, symbol
from tests.app.fakes import FakeRecogniser
from tests.app.hand import mouse

# The popup takes the keyboard, which the platform without a display cannot give.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


def test_nothing_is_offered_for_what_was_read_right(written: Class, qtbot: QtBot) -> None:
    copy(written)
    qtbot.wait(60)
    assert (written.offer.isVisible(), written.kept) == (False, [])


def test_a_first_correction_is_offered_and_kept_only_at_the_user_s_word(
    written: Class, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    pin(written, recogniser, qtbot)
    qtbot.waitUntil(written.offer.isVisible)
    copy(written)
    qtbot.wait(60)
    assert written.kept == []
    with qtbot.waitSignal(written.teaching.said):
        written.press("keep")
    wait_for(written, qtbot, ("x+z", "x+1", "pin"))
    assert written.teaching.keeps is None


def test_always_keeps_this_one_and_those_that_come_without_asking(
    written: Class, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    pin(written, recogniser, qtbot)
    qtbot.waitUntil(written.offer.isVisible)
    written.press("always")
    wait_for(written, qtbot, ("x+z", "x+1", "pin"))
    type_over_the_end(written, "7")
    qtbot.wait(60)
    assert not written.offer.isVisible()
    copy(written)
    wait_for(written, qtbot, ("x+7", "x+1", "typed"))


def test_never_keeps_nothing_and_asks_no_more(written: Class, recogniser: FakeRecogniser, qtbot: QtBot) -> None:
    pin(written, recogniser, qtbot)
    qtbot.waitUntil(written.offer.isVisible)
    written.press("never")
    assert written.teaching.keeps is False
    type_over_the_end(written, "7")
    copy(written)
    qtbot.wait(60)
    assert (written.offer.isVisible(), written.kept) == (False, [])


def test_not_now_asks_no_more_about_this_sheet_but_again_about_the_next(
    written: Class, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    pin(written, recogniser, qtbot)
    qtbot.waitUntil(written.offer.isVisible)
    written.press("close")
    type_over_the_end(written, "7")
    qtbot.wait(60)
    assert not written.offer.isVisible()
    written.program.filing.new()
    recogniser.answers = [read_as(*TOKENS)]
    for place in range(3):
        mouse(written.program.window.canvas, symbol(place))
    qtbot.waitUntil(lambda: written.program.window.formula.latex == "x+1")
    type_over_the_end(written, "7")
    qtbot.waitUntil(written.offer.isVisible)


def test_the_offer_goes_with_the_sheet_that_it_is_about(
    written: Class, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    pin(written, recogniser, qtbot)
    qtbot.waitUntil(written.offer.isVisible)
    written.program.document.clear()
    assert not written.offer.isVisible()
    qtbot.wait(60)
    assert written.kept == []


def test_nothing_is_offered_while_the_pen_is_down(written: Class, qtbot: QtBot) -> None:
    type_over_the_end(written, "7")
    written.program.window.canvas.pen_went_down.emit()
    qtbot.wait(60)
    assert not written.offer.isVisible()
