"""The strip of tokens: fixing by double click and F2, pins, and what is lit up from elsewhere."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.panels.tokens import TokenStrip
from tests.app.hand import hover


@pytest.fixture
def strip(qtbot: QtBot) -> TokenStrip:
    made = TokenStrip()
    qtbot.addWidget(made)
    made.resize(300, 60)
    made.show_tokens("abc", [0.9, 0.4, 0.9])
    made.show()
    qtbot.waitExposed(made)
    hover(made, QPointF(299, 59))  # away from where the test before left the pointer
    return made


def test_a_double_click_asks_for_the_token_to_be_fixed(strip: TokenStrip, qtbot: QtBot) -> None:
    with qtbot.waitSignal(strip.picked) as picked:
        QTest.mouseDClick(strip, Qt.MouseButton.LeftButton, pos=strip.chip(1).center().toPoint())
    QTest.mouseRelease(strip, Qt.MouseButton.LeftButton, pos=strip.chip(1).center().toPoint())
    token, where = picked.args
    assert token == 1
    assert strip.mapFromGlobal(where).y() >= strip.chip(1).bottom() - 1


def test_f2_asks_for_the_token_reached_to_be_fixed(strip: TokenStrip) -> None:
    picked: list[int] = []
    strip.picked.connect(lambda token, _: picked.append(token))
    QTest.keyClick(strip, Qt.Key.Key_F2)
    QTest.keyClick(strip, Qt.Key.Key_Right)
    QTest.keyClick(strip, Qt.Key.Key_Right)
    QTest.keyClick(strip, Qt.Key.Key_F2)
    assert picked == [1]


def test_pinned_tokens_look_different_and_say_so(strip: TokenStrip) -> None:
    before = strip.grab().toImage()
    strip.mark_pinned(frozenset([1]))
    assert strip.grab().toImage() != before
    hover(strip, strip.chip(1).center())
    assert "by you" in strip.toolTip()
    hover(strip, strip.chip(0).center())
    assert "90%" in strip.toolTip()


def test_new_tokens_have_no_pins_and_none_lit(strip: TokenStrip) -> None:
    plain = strip.grab().toImage()
    strip.mark_pinned(frozenset([0]))
    strip.light(2)
    assert strip.grab().toImage() != plain
    strip.show_tokens("abc", [0.9, 0.4, 0.9])
    assert strip.grab().toImage() == plain


def test_lighting_a_token_up_announces_nothing(strip: TokenStrip, qtbot: QtBot) -> None:
    before = strip.grab().toImage()
    with qtbot.assertNotEmitted(strip.pointed):
        strip.light(1)
    assert strip.grab().toImage() != before
    strip.light(-1)
    assert strip.grab().toImage() == before
