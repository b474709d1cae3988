"""The history panel: lists, searches, offers what can be done, and announces what is wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from app import theme
from app.canvas.content import Content, PlacedPicture
from app.panels.history import HistoryPanel
from app.panels.history_model import PAGE, HistoryModel, in_words
from app.panels.history_row import WANTED, Drawing, Drawings, Wish, draw, thumbnail
from app.services.sheet import Entry
from mathnet.ink import Ink
from mathnet.inkml import read

SAMPLES = Path(__file__).resolve().parents[3] / "resources" / "samples"
NOW = datetime(2026, 11, 23, 14, 3)


class FakeSheets:
    """Sheets that count how often they are asked."""

    def __init__(self, *latexes: str, pinned: int = 0) -> None:
        self.all = [
            Entry(number + 1, NOW - timedelta(days=number), "", latex, False, number < pinned)
            for number, latex in enumerate(latexes)
        ]
        self.asked: list[int] = []

    def find(self, query: str) -> list[int]:
        return [entry.id for entry in self.all if query in entry.latex]

    def entries(self, sheets: Sequence[int]) -> list[Entry]:
        self.asked.append(len(sheets))
        return [entry for entry in self.all if entry.id in set(sheets)]


@pytest.fixture
def panel(qtbot: QtBot) -> HistoryPanel:
    made = HistoryPanel(theme.load("light"))
    qtbot.addWidget(made)
    made.resize(340, 600)
    made.show()
    qtbot.waitExposed(made)
    return made


def press(panel: HistoryPanel, row: int, keys: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    place = panel.list.visualRect(panel.model.index(row)).center()
    QTest.mouseClick(panel.list.viewport(), Qt.MouseButton.LeftButton, keys, place)


def test_an_empty_history_says_how_it_fills(panel: HistoryPanel) -> None:
    panel.show_sheets(FakeSheets())
    assert panel.hint.isVisible()
    assert not panel.list.isVisible()
    before = panel.hint.text()
    panel.search.setText("x")
    assert panel.hint.text() != before
    panel.search.clear()
    panel.keep.trigger()
    assert "switched off" in panel.hint.text()


def test_a_click_opens_and_a_click_with_a_modifier_selects(panel: HistoryPanel, qtbot: QtBot) -> None:
    panel.show_sheets(FakeSheets("a", "b", "c"))
    with qtbot.waitSignal(panel.opened) as opened:
        press(panel, 1)
    assert opened.args == [2]
    with qtbot.assertNotEmitted(panel.opened):
        press(panel, 2, Qt.KeyboardModifier.ControlModifier)
    assert panel.chosen == [2, 3]


@pytest.mark.parametrize(
    ("key", "modifier", "signal", "args"),
    [
        (Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "opened", [2]),
        (Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier, "delete_wanted", [[2]]),
        (Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier, "copy_wanted", ["b"]),
        (Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier, "pin_wanted", [[2], True]),
    ],
)
def test_the_list_takes_its_keys_before_the_window_does(
    panel: HistoryPanel,
    qtbot: QtBot,
    key: Qt.Key,
    modifier: Qt.KeyboardModifier,
    signal: str,
    args: list[object],
) -> None:
    shortcut = QShortcut(key | modifier.value if modifier.value else key, panel)
    panel.show_sheets(FakeSheets("a", "b", "c"))
    panel.list.setFocus()
    panel.list.setCurrentIndex(panel.model.index(1))
    with qtbot.assertNotEmitted(shortcut.activated), qtbot.waitSignal(getattr(panel, signal)) as wanted:
        QTest.keyClick(panel.list, key, modifier)
    assert wanted.args == args


def test_the_search_is_left_for_the_list_by_an_arrow_and_emptied_by_escape(panel: HistoryPanel) -> None:
    panel.show_sheets(FakeSheets("x+1", "y", "x"))
    panel.search.setFocus()
    QTest.keyClicks(panel.search, "x")
    assert panel.model.ids == [1, 3]
    QTest.keyClick(panel.search, Qt.Key.Key_Down)
    assert panel.list.hasFocus()
    assert panel.chosen == [1]
    QTest.keyClick(panel.search, Qt.Key.Key_Escape)
    assert panel.model.ids == [1, 2, 3]
    assert panel.chosen == [1]


def test_only_what_can_be_done_is_offered(panel: HistoryPanel) -> None:
    panel.show_sheets(FakeSheets("a", "", pinned=1))
    buttons = (panel.pin_button, panel.copy_button, panel.delete_button)
    assert [button.isEnabled() for button in buttons] == [False, False, False]
    panel.list.setCurrentIndex(panel.model.index(0))
    assert [button.isEnabled() for button in buttons] == [True, True, True]
    assert panel.pin_action.text().replace("&", "") == "Unpin"
    panel.list.setCurrentIndex(panel.model.index(1))
    assert [button.isEnabled() for button in buttons] == [True, False, True]


def test_what_is_exported_is_the_selection_or_all_that_is_listed(panel: HistoryPanel, qtbot: QtBot) -> None:
    panel.show_sheets(FakeSheets("xa", "b", "xc"))
    panel.search.setText("x")
    for chosen, expected in ((None, [1, 3]), (1, [3])):
        if chosen is not None:
            panel.list.setCurrentIndex(panel.model.index(chosen))
        with qtbot.waitSignal(panel.export_wanted) as wanted:
            panel.export_menu.actions()[1].trigger()
        assert wanted.args == [expected, "tex"]


def test_a_hidden_panel_reads_nothing_until_it_is_seen(qtbot: QtBot) -> None:
    panel = HistoryPanel(theme.load("light"))
    qtbot.addWidget(panel)
    panel.show_sheets(FakeSheets("a"))
    assert panel.model.ids == []
    panel.show()
    assert panel.model.ids == [1]


def test_ten_thousand_rows_are_read_a_page_at_a_time() -> None:
    sheets = FakeSheets(*map(str, range(10_000)))
    model = HistoryModel()
    model.show(sheets, "")
    assert model.rowCount() == 10_000
    assert sheets.asked == []
    for row in (5_000, 5_001, 9_999):
        assert model.data(model.index(row)) == str(row)
    assert len(sheets.asked) == 2
    assert max(sheets.asked) <= PAGE


def test_every_control_has_a_name_and_a_tip(panel: HistoryPanel) -> None:
    controls = [panel.search, panel.list, panel.bar.button, *panel.findChildren(QToolButton)]
    own = [control for control in controls if control.parent() is not panel.search]
    assert [control for control in own if not (control.accessibleName() and control.toolTip())] == []
    panel.show_sheets(FakeSheets("x^2", pinned=1))
    said = panel.model.data(panel.model.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert "x^2" in str(said)
    assert "pinned" in str(said)


def test_a_row_is_painted_with_its_formula_and_its_ink_once_they_are_drawn(panel: HistoryPanel, qtbot: QtBot) -> None:
    wishes: list[Wish] = []
    panel.drawings.wanted.connect(wishes.append)
    panel.show_sheets(FakeSheets("x^2"))
    qtbot.waitUntil(lambda: len(wishes) == 1)
    before = panel.list.grab().toImage()
    panel.drawings.take(wishes[0], draw(Content(read(SAMPLES / "integral.inkml").strokes), wishes[0]))
    after = panel.list.grab().toImage()
    halves = [[dark(image, left, left + 90) for left in (10, 100)] for image in (before, after)]
    assert halves[1][0] > halves[0][0] + 30  # ink
    assert halves[1][1] > halves[0][1] + 10  # formula
    assert len(wishes) == 1


def dark(image: object, left: int, right: int) -> int:
    """How many pixels of the first row of the list are dark, between two columns."""
    pixel: Callable[[int, int], QColor] = image.pixelColor  # type: ignore[attr-defined]
    return sum(pixel(x, y).lightness() < 90 for x in range(left, right) for y in range(4, 46))


def test_the_newest_wishes_are_drawn_first_and_those_out_of_sight_are_dropped() -> None:
    drawings, wanted = Drawings(), []
    drawings.wanted.connect(wanted.append)
    wishes = [Wish(number, "", (8, 8), "#000000") for number in range(WANTED + 10)]
    for wish in wishes:
        assert drawings.get(wish) is None
    for _ in range(WANTED + 5):
        if len(wanted) <= WANTED:
            drawings.take(wanted[-1], draw(Content(), wanted[-1]))
    assert wanted == [wishes[0], *reversed(wishes[-WANTED:])]
    assert isinstance(drawings.get(wishes[-1]), Drawing)


def test_a_thumbnail_shows_ink_in_its_colour_and_a_picture_as_it_is() -> None:
    ink = Ink.of([[(0, 0), (100, 50)], [(90, 3)]])
    image = thumbnail(Content(ink.strokes), QSize(84, 56), QColor("#ff0000"))
    colours = {image.pixelColor(x, y).name() for x in range(84) for y in range(56) if image.pixelColor(x, y).alpha()}
    assert "#ff0000" in colours
    grey = np.full((20, 30), 200, np.uint8)
    image = thumbnail(Content((), PlacedPicture(grey)), QSize(84, 56), QColor("#ff0000"))
    assert image.pixelColor(42, 28).name() == "#c8c8c8"
    assert thumbnail(Content(), QSize(84, 56), QColor("red")).pixelColor(42, 28).alpha() == 0


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (NOW, "today 14:03"),
        (datetime(2026, 11, 22, 23, 59), "yesterday 23:59"),
        (datetime(2026, 11, 20, 9, 5), "Friday 09:05"),
        (datetime(2026, 3, 2, 9, 5), "2 March, 09:05"),
        (datetime(2025, 3, 2, 9, 5), "2 March 2025"),
    ],
)
def test_dates_are_said_in_words(then: datetime, words: str) -> None:
    assert in_words(then, NOW) == words


def test_the_offer_to_undo_gathers_deletions_and_ends(panel: HistoryPanel, qtbot: QtBot) -> None:
    bar = panel.bar
    bar._timer.setInterval(60)
    bar.offer([1])
    bar.offer([2, 3])
    assert "3" in bar.text.text()
    with qtbot.waitSignal(bar.over) as over:
        pass
    assert over.args == [[1, 2, 3]]
    assert not bar.isVisible()
    bar.offer([4])
    with qtbot.waitSignal(bar.undone) as undone, qtbot.assertNotEmitted(bar.over, wait=100):
        QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert undone.args == [[4]]


@pytest.mark.qt_log_ignore("raise", "grabbing", extend=True)  # what the platform without a display says of any menu
def test_the_menu_of_a_row_offers_all_that_the_buttons_do(panel: HistoryPanel, qtbot: QtBot) -> None:
    panel.show_sheets(FakeSheets("a"))
    menus = len(panel.children())
    panel.list.customContextMenuRequested.emit(QPoint(5, 500))
    assert len(panel.children()) == menus
    panel.list.setCurrentIndex(panel.model.index(0))
    place = panel.list.visualRect(panel.model.index(0)).center()
    panel.list.customContextMenuRequested.emit(place)
    menu = panel.children()[-1]
    offered = [action.text() for action in menu.actions() if not action.isSeparator()]
    assert [text.replace("&", "") for text in offered] == ["Open", "Pin", "Copy LaTeX", "Export", "Delete"]
    menu.close()
