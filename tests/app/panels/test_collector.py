"""The collector asks one thing after the other, hands over what is written, and can be left at any time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.panels.collector import Collector
from app.services.wanted import Why, Wish
from tests.app.hand import mouse, pen

WISHES = [Wish(("z", "2"), Why.WEAK), Wish(("x", "+", "1"), Why.FORMULA), Wish(("a", "d"), Why.SYMBOLS)]


class Told:
    """What the collector announced."""

    def __init__(self, collector: Collector) -> None:
        self.written: list[tuple[Wish, int]] = []
        self.more = 0
        collector.written.connect(lambda wish, strokes: self.written.append((wish, len(strokes))))
        collector.more_wanted.connect(self._count)

    def _count(self) -> None:
        self.more += 1


@pytest.fixture
def collector(qtbot: QtBot) -> Collector:
    made = Collector()
    qtbot.addWidget(made)
    made.show_wishes(WISHES)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_it_asks_for_the_first_wish_and_says_why(collector: Collector, qtbot: QtBot) -> None:
    assert collector.asked.latex == "z\\quad 2"
    assert "mixed up" in collector.why.text()
    assert (collector.count.text(), collector.progress.value()) == ("0 of 3", 0)
    qtbot.waitUntil(lambda: is_painted(collector.asked))


def is_painted(widget: QWidget) -> bool:
    image = widget.grab().toImage()
    return len({image.pixel(x, image.height() // 2) for x in range(image.width())}) > 1


def test_what_is_written_is_handed_over_and_the_next_is_asked_for(collector: Collector) -> None:
    told = Told(collector)
    assert not collector.next_button.isEnabled()
    mouse(collector.canvas)
    pen(collector.canvas, [(200, 50), (220, 90), (240, 60)])
    QTest.mouseClick(collector.next_button, Qt.MouseButton.LeftButton)
    assert told.written == [(WISHES[0], 2)]
    assert collector.asked.latex == "x+1"
    assert collector.document.content.is_empty
    assert (collector.count.text(), collector.progress.value()) == ("1 of 3", 1)


def test_return_goes_on_while_the_canvas_has_the_keyboard(collector: Collector) -> None:
    told = Told(collector)
    mouse(collector.canvas)
    QTest.keyClick(collector.canvas, Qt.Key.Key_Return)
    assert told.written == [(WISHES[0], 1)]
    QTest.keyClick(collector.canvas, Qt.Key.Key_Return)
    assert collector.wish is WISHES[1], "nothing was written, so nothing goes on"


def test_what_is_skipped_is_not_handed_over(collector: Collector) -> None:
    told = Told(collector)
    mouse(collector.canvas)
    QTest.mouseClick(collector.skip_button, Qt.MouseButton.LeftButton)
    assert (told.written, collector.wish) == ([], WISHES[1])
    assert collector.document.content.is_empty


def test_ink_can_be_cleared_and_a_stroke_taken_back(collector: Collector) -> None:
    mouse(collector.canvas)
    mouse(collector.canvas, [(200, 50), (220, 90), (240, 60)])
    QTest.keySequence(collector, QKeySequence(QKeySequence.StandardKey.Undo))
    assert len(collector.document.content.strokes) == 1
    QTest.mouseClick(collector.again_button, Qt.MouseButton.LeftButton)
    assert collector.document.content.is_empty
    assert not collector.next_button.isEnabled()


def test_done_keeps_what_is_written_and_ends(collector: Collector) -> None:
    told = Told(collector)
    mouse(collector.canvas)
    QTest.mouseClick(collector.done_button, Qt.MouseButton.LeftButton)
    assert told.written == [(WISHES[0], 1)]
    assert not collector.isVisible()


def test_after_the_last_one_it_says_how_many_were_kept_and_offers_more(collector: Collector) -> None:
    told = Told(collector)
    mouse(collector.canvas)
    QTest.mouseClick(collector.next_button, Qt.MouseButton.LeftButton)
    for _ in range(2):
        QTest.mouseClick(collector.skip_button, Qt.MouseButton.LeftButton)
    assert "Kept: 1." in collector.why.text()
    assert (collector.progress.value(), collector.progress.maximum()) == (3, 3)
    assert not collector.canvas.isEnabled()
    QTest.mouseClick(collector.next_button, Qt.MouseButton.LeftButton)
    assert told.more == 1
    collector.show_wishes(WISHES[2:])
    assert (collector.count.text(), collector.canvas.isEnabled()) == ("0 of 1", True)


def test_every_button_is_explained(collector: Collector) -> None:
    assert all(button.toolTip() for button in collector.findChildren(QPushButton))
