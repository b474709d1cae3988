"""The popup of alternatives: it opens at once, fills later, and is used by mouse and keys alike."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPalette, QRegion
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app import theme
from app.panels.alternatives import AlternativesMenu
from app.panels.setting import sample
from app.typeset.typesetter import typeset
from mathnet.latex_names import GRIDS
from mathnet.reading import Alternative
from mathnet.vocabulary import SPECIALS, Vocabulary

FOUND = [Alternative("z", 0.6), Alternative("2", 0.3), Alternative("\\frac", 0.004), Alternative("}", 0.001)]
# Said by the platform without a display whenever a popup is shown.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Told:
    """What the popup announced."""

    def __init__(self, menu: AlternativesMenu) -> None:
        self.chosen: list[str] = []
        self.let_go = self.closed = 0
        menu.chosen.connect(self.chosen.append)
        menu.let_go.connect(self._count_let_go)
        menu.closed.connect(self._count_closed)

    def _count_let_go(self) -> None:
        self.let_go += 1

    def _count_closed(self) -> None:
        self.closed += 1


@pytest.fixture
def menu(qtbot: QtBot) -> AlternativesMenu:
    made = AlternativesMenu()
    qtbot.addWidget(made)
    made.open_at(QPoint(300, 200), "Z", pinned=False)
    qtbot.waitExposed(made)
    qtbot.waitUntil(made.list.hasFocus)
    return made


def test_it_opens_at_once_and_stays_where_it_is_when_the_alternatives_come(menu: AlternativesMenu) -> None:
    assert menu.isVisible()
    assert "Z" in menu.heading.text()
    assert "Looking" in menu.list.accessibleDescription()
    before, place = menu.pos(), menu.list.pos()
    menu.show_alternatives(FOUND)
    assert (menu.pos(), menu.list.pos()) == (before, place)
    assert [menu.list.item(row).text() for row in range(menu.list.count())] == ["z", "2", "\\frac"]
    assert menu.list.hasFocus()


def test_nothing_else_likely_is_said(menu: AlternativesMenu) -> None:
    menu.show_alternatives([])
    assert "Nothing" in menu.list.accessibleDescription()


@pytest.mark.parametrize(
    ("keys", "token"),
    [
        ([Qt.Key.Key_2], "2"),
        ([Qt.Key.Key_Return], "z"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Up, Qt.Key.Key_Return], "2"),
        ([Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Enter], "\\frac"),
    ],
)
def test_digits_arrows_and_return_choose(menu: AlternativesMenu, keys: list[Qt.Key], token: str) -> None:
    told = Told(menu)
    menu.show_alternatives(FOUND)
    for key in keys:
        QTest.keyClick(menu.list, key)
    assert told.chosen == [token]
    assert told.closed == 1
    assert not menu.isVisible()


def test_a_click_chooses(menu: AlternativesMenu) -> None:
    told = Told(menu)
    menu.show_alternatives(FOUND)
    row = menu.list.visualItemRect(menu.list.item(1)).center()
    QTest.mouseClick(menu.list.viewport(), Qt.MouseButton.LeftButton, pos=row)
    assert told.chosen == ["2"]


def test_a_digit_without_a_row_chooses_nothing(menu: AlternativesMenu) -> None:
    told = Told(menu)
    QTest.keyClick(menu.list, Qt.Key.Key_1)
    menu.show_alternatives(FOUND)
    QTest.keyClick(menu.list, Qt.Key.Key_9)
    assert told.chosen == []
    assert menu.isVisible()


def test_escape_closes_and_chooses_nothing(menu: AlternativesMenu) -> None:
    told = Told(menu)
    menu.show_alternatives(FOUND)
    QTest.keyClick(menu.list, Qt.Key.Key_Escape)
    assert not menu.isVisible()
    assert (told.chosen, told.let_go, told.closed) == ([], 0, 1)


def test_alternatives_that_come_too_late_do_not_open_it_again(menu: AlternativesMenu) -> None:
    menu.hide()
    menu.show_alternatives(FOUND)
    assert not menu.isVisible()
    assert menu.list.count() == 0


@pytest.mark.parametrize(
    ("typed", "token"), [("\\alpha", "\\alpha"), ("y", "y"), ("\\le", "\\leq"), ("\\frac", "\\frac"), ("{q}", "q")]
)
def test_any_one_symbol_can_be_typed(menu: AlternativesMenu, typed: str, token: str) -> None:
    told = Told(menu)
    menu.show_alternatives(FOUND)
    menu.other.setFocus()
    QTest.keyClicks(menu.other, typed)
    QTest.keyClick(menu.other, Qt.Key.Key_Return)
    assert told.chosen == [token]


@pytest.mark.parametrize("typed", ["", "xy", "\\frac{1}{2}", "x^{", "\\nosuch", "}", "\\end{matrix}"])
def test_what_is_not_one_symbol_is_refused_in_words(menu: AlternativesMenu, typed: str) -> None:
    told = Told(menu)
    menu.show_alternatives(FOUND)
    places, size = (menu.pos(), menu.list.geometry(), menu.other.geometry()), menu.size()
    menu.other.setFocus()
    QTest.keyClicks(menu.other, typed)
    QTest.keyClick(menu.other, Qt.Key.Key_Return)
    assert told.chosen == []
    assert menu.isVisible()
    assert menu.trouble.text()
    assert (menu.pos(), menu.list.geometry(), menu.other.geometry()) == places
    QTest.keyClicks(menu.other, "a")
    assert menu.trouble.text() == ""
    assert menu.size() == size


def test_a_letter_typed_in_the_list_begins_another_symbol(menu: AlternativesMenu) -> None:
    told = Told(menu)
    menu.show_alternatives(FOUND)
    QTest.keyClicks(menu.list, "\\")
    assert menu.other.hasFocus()
    QTest.keyClicks(menu.other, "pi")
    QTest.keyClick(menu.other, Qt.Key.Key_Return)
    assert told.chosen == ["\\pi"]


def test_only_the_tokens_of_the_model_can_be_typed(qtbot: QtBot) -> None:
    menu = AlternativesMenu(known=["a", "b"])
    qtbot.addWidget(menu)
    menu.open_at(QPoint(10, 10), "a", pinned=False)
    QTest.keyClicks(menu.other, "c")
    QTest.keyClick(menu.other, Qt.Key.Key_Return)
    assert "c" in menu.trouble.text()
    assert menu.isVisible()
    menu.hide()


def test_a_pinned_symbol_can_be_let_go(menu: AlternativesMenu) -> None:
    assert menu.release.isHidden()
    menu.hide()
    told = Told(menu)
    menu.open_at(QPoint(300, 200), "Z", pinned=True)
    assert "You chose" in menu.heading.text()
    QTest.mouseClick(menu.release, Qt.MouseButton.LeftButton)
    assert (told.let_go, told.chosen, told.closed) == (1, [], 1)


def test_it_stays_on_the_screen(menu: AlternativesMenu) -> None:
    room = QGuiApplication.primaryScreen().availableGeometry()
    for corner in (room.topLeft(), room.bottomRight()):
        menu.hide()
        menu.open_at(corner, "Z", pinned=True)
        assert room.contains(menu.geometry())


def test_opened_again_it_has_forgotten_what_was_typed(menu: AlternativesMenu) -> None:
    menu.show_alternatives(FOUND)
    QTest.keyClicks(menu.other, "xy")
    menu.hide()
    menu.open_at(QPoint(300, 200), "a", pinned=False)
    assert menu.other.text() == ""
    assert menu.list.count() == 0


def test_every_token_of_the_vocabulary_that_can_be_seen_has_a_sample_that_is_set() -> None:
    unseen = {"{", "}", "&", "\\\\", *(f"\\end{{{name}}}" for name in GRIDS)}
    for token in Vocabulary.load().tokens:
        if token not in SPECIALS:
            assert bool(sample(token)) == (token not in unseen)
            assert token in unseen or typeset(sample(token)).width > 2


def test_where_there_is_no_room_below_a_symbol_it_opens_above_it(menu: AlternativesMenu) -> None:
    room = menu.screen().availableGeometry()
    where = QPoint(room.center().x(), room.bottom() - 20)
    menu.open_at(where, "x", pinned=False)
    assert menu.geometry().bottom() < where.y() - 40
    assert room.contains(menu.geometry())


@pytest.mark.parametrize("count", [2, 5, 8])
def test_all_alternatives_are_seen_without_scrolling_and_nothing_is_empty(menu: AlternativesMenu, count: int) -> None:
    menu.show_alternatives([Alternative(token, 0.1) for token in "abcdefgh"[:count]])
    assert menu.list.verticalScrollBar().maximum() == 0
    last = menu.list.visualItemRect(menu.list.item(count - 1)).bottom()
    assert menu.list.viewport().height() - last <= 2
    assert menu.height() - menu.other.geometry().bottom() < 20


def test_above_a_symbol_it_shrinks_towards_it(menu: AlternativesMenu) -> None:
    room = menu.screen().availableGeometry()
    menu.open_at(QPoint(room.center().x(), room.bottom() - 20), "x", pinned=False)
    bottom, high = menu.geometry().bottom(), menu.height()
    menu.show_alternatives(FOUND)
    assert menu.height() < high
    assert menu.geometry().bottom() == bottom


def test_its_corners_are_painted_whole(menu: AlternativesMenu) -> None:
    """What is left to the desktop to mix is black where it does not."""
    assert not menu.testAttribute(Qt.WidgetAttribute.WA_TranslucentBackground)
    menu.setPalette(theme.palette(theme.load("light")))
    image = QImage(menu.size(), QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    menu.render(image, QPoint(), QRegion(), QWidget.RenderFlag.DrawChildren)
    right, bottom = image.width() - 1, image.height() - 1
    corners = {image.pixelColor(x, y).name() for x in (0, right) for y in (0, bottom)}
    assert corners == {menu.palette().color(QPalette.ColorRole.PlaceholderText).name()}
