"""The formula in print: its symbols are pointed at and picked by mouse and keys, marked, lit up and scrolled to."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QPalette, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.panels.preview import STALE_MS, FormulaPreview
from app.panels.printed import LARGEST, LEAST
from app.typeset.typesetter import typeset
from tests.app.hand import hover

LONG = "+".join(rf"\frac{{a_{{{number}}}}}{{b}}" for number in range(40))
NONE: frozenset[int] = frozenset()


@pytest.fixture
def preview(qtbot: QtBot) -> FormulaPreview:
    made = FormulaPreview("nothing yet")
    qtbot.addWidget(made)
    made.resize(500, 200)
    made.show()
    qtbot.waitExposed(made)
    show(made, "ab=c")
    hover(made, QPointF(2, 2))  # away from where the test before left the pointer
    return made


def show(preview: FormulaPreview, latex: str) -> None:
    preview.show_formula(latex, typeset(latex))


def centre(preview: FormulaPreview, token: int) -> QPointF:
    box = preview.place(token)
    assert box is not None
    return box.center()


def count(image: QImage, colour: QColor) -> int:
    """Pixels that are nearly of a colour."""
    near = 0
    for y in range(image.height()):
        for x in range(image.width()):
            found = image.pixelColor(x, y)
            away = abs(found.red() - colour.red()) + abs(found.green() - colour.green())
            near += away + abs(found.blue() - colour.blue()) < 60
    return near


def test_the_symbol_under_the_pointer_is_told_and_that_it_left(preview: FormulaPreview) -> None:
    told: list[int] = []
    preview.pointed.connect(told.append)
    hover(preview.viewport(), centre(preview, 1))
    hover(preview.viewport(), centre(preview, 3))
    hover(preview.viewport(), QPointF(3, 3))
    assert told == [1, 3, -1]


def test_thin_signs_are_found_near_them(preview: FormulaPreview) -> None:
    show(preview, "a-b")
    box = preview.place(1)
    assert box is not None
    assert box.height() < 8
    told: list[int] = []
    preview.pointed.connect(told.append)
    hover(preview.viewport(), box.center() + QPointF(0, 5))
    assert told == [1]


def test_under_a_root_the_symbol_comes_before_the_sign_around_it(preview: FormulaPreview) -> None:
    show(preview, r"\sqrt{x}")
    assert preview.token_at(centre(preview, 2)) == 2
    box = preview.place(0)
    assert box is not None
    assert preview.token_at(box.topRight()) == 0


def test_a_click_picks_the_symbol_and_says_where_on_the_screen(preview: FormulaPreview, qtbot: QtBot) -> None:
    with qtbot.waitSignal(preview.picked) as picked:
        QTest.mouseClick(preview.viewport(), Qt.MouseButton.LeftButton, pos=centre(preview, 3).toPoint())
    token, where = picked.args
    assert token == 3
    box = preview.place(3)
    assert box is not None
    assert preview.viewport().mapFromGlobal(where).y() > box.bottom()


def test_a_click_beside_the_formula_picks_nothing(preview: FormulaPreview, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(preview.picked):
        QTest.mouseClick(preview.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(4, 4))


def test_the_keys_walk_the_printed_tokens_and_pick_one(preview: FormulaPreview) -> None:
    show(preview, r"x^{2}+1")  # x ^ { 2 } + 1
    told: list[int] = []
    picked: list[int] = []
    preview.pointed.connect(told.append)
    preview.picked.connect(lambda token, _: picked.append(token))
    Key = Qt.Key  # noqa: N806
    for key in (Key.Key_Right, Key.Key_Right, Key.Key_F2, Key.Key_End, Key.Key_Right, Key.Key_Left, Key.Key_Return):
        QTest.keyClick(preview, key)
    QTest.keyClick(preview, Key.Key_Home)
    QTest.keyClick(preview, Key.Key_Escape)
    assert told == [0, 3, 6, 5, 0, -1]
    assert picked == [3, 5]


def test_the_focus_is_seen(preview: FormulaPreview, qtbot: QtBot) -> None:
    accent = preview.palette().color(QPalette.ColorRole.Highlight)
    preview.clearFocus()
    without = count(preview.grab().toImage(), accent)
    preview.activateWindow()
    preview.setFocus()
    qtbot.waitUntil(preview.hasFocus)
    assert count(preview.grab().toImage(), accent) > without + 500


def test_marks_are_painted_and_gone_with_the_formula(preview: FormulaPreview) -> None:
    palette = preview.palette()
    palette.setColor(QPalette.ColorRole.Link, QColor(255, 0, 0))
    palette.setColor(QPalette.ColorRole.Highlight, QColor(0, 160, 0))
    preview.setPalette(palette)
    preview.clearFocus()
    red, green = QColor(255, 0, 0), QColor(0, 160, 0)
    assert count(preview.grab().toImage(), red) == count(preview.grab().toImage(), green) == 0
    preview.mark(frozenset([0]), frozenset([3]))
    image = preview.grab().toImage()
    assert count(image, red) > 5
    assert count(image, green) > 20
    show(preview, "ab=d")
    image = preview.grab().toImage()
    assert count(image, red) == count(image, green) == 0


def test_a_symbol_lit_from_elsewhere_has_a_box_behind_it(preview: FormulaPreview) -> None:
    before = preview.grab().toImage()
    preview.light(1)
    after = preview.grab().toImage()
    box = preview.place(1)
    assert box is not None
    corner = (box.topLeft() - QPointF(1, 1)).toPoint()
    assert after.pixelColor(corner) != before.pixelColor(corner)
    preview.light(-1)
    assert preview.grab().toImage() == before


def test_the_tooltip_says_how_sure_the_reading_of_a_symbol_is(preview: FormulaPreview) -> None:
    preview.tell([0.31, 0.97, 0.9, 0.9])
    preview.mark(frozenset([0]), frozenset([3]))
    tips = []
    for token in (0, 1, 3):
        hover(preview.viewport(), centre(preview, token))
        tips.append(preview.viewport().toolTip())
    assert "31%" in tips[0]
    assert "Click" in tips[0]
    assert tips[1] == "97% sure"
    assert "by you" in tips[2]


def test_a_small_formula_is_not_blown_up_and_a_large_one_shrinks(preview: FormulaPreview) -> None:
    assert preview.scale == LARGEST
    show(preview, LONG[: LONG.index("a_{6}") - len("+\\frac{")])
    assert LEAST <= preview.scale < LARGEST
    assert preview.horizontalScrollBar().maximum() == 0


def test_what_would_be_too_small_is_scrolled(preview: FormulaPreview, qtbot: QtBot) -> None:
    show(preview, LONG)
    assert preview.scale == LEAST
    bar = preview.horizontalScrollBar()
    qtbot.waitUntil(bar.isVisible)
    assert preview.verticalScrollBar().maximum() == 0
    formula = preview.formula
    assert formula is not None
    last = formula.places[-1].token
    outside = preview.place(last)
    assert outside is not None
    assert outside.left() > preview.viewport().width()
    preview.light(last)
    inside = preview.place(last)
    assert inside is not None
    assert inside.right() < preview.viewport().width()
    QTest.keyClick(preview, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_lighting_up_what_the_pointer_is_on_does_not_scroll_it_away(preview: FormulaPreview) -> None:
    show(preview, LONG)
    preview.horizontalScrollBar().setValue(40)
    formula = preview.formula
    assert formula is not None
    cut = next(place.token for place in formula.places if 0 < centre(preview, place.token).x() < 8)
    hover(preview.viewport(), centre(preview, cut))
    preview.light(cut)
    assert preview.lit == cut
    assert preview.horizontalScrollBar().value() == 40


def test_the_wheel_scrolls_a_wide_formula_sideways(preview: FormulaPreview) -> None:
    show(preview, LONG)
    middle = QPointF(preview.viewport().rect().center())
    wheel = QWheelEvent(
        middle, preview.viewport().mapToGlobal(middle), QPoint(), QPoint(0, -240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(preview.viewport(), wheel)
    assert preview.horizontalScrollBar().value() > 0


def test_while_one_types_the_last_formula_stays_as_it_is_and_fades_only_later(
    preview: FormulaPreview, qtbot: QtBot
) -> None:
    before = preview.grab().toImage()
    preview.grow_stale(r"ab=\frac{c}")
    assert preview.is_stale
    assert preview.grab().toImage() == before
    qtbot.waitUntil(lambda: preview.grab().toImage() != before, timeout=STALE_MS + 2000)
    show(preview, "ab=c")
    assert preview.grab().toImage() == before


def test_an_older_formula_cannot_be_pointed_at(preview: FormulaPreview) -> None:
    where = centre(preview, 1)
    preview.grow_stale(r"\frac{c}")
    assert preview.token_at(where) == -1
