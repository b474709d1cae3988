"""The copy menu by keyboard and mouse, and what it shows of a formula."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app.panels.copy_menu import CopyMenu
from mathnet.forms import FORMS

# Said by the platform without a display whenever a menu opens.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support (raise|grabbing)")


@pytest.fixture
def menu(qtbot: QtBot) -> CopyMenu:
    made = CopyMenu()
    qtbot.addWidget(made)
    return made


def shown(menu: CopyMenu, form_id: str) -> str:
    return str(menu.forms[form_id].text()).partition("\t")[2]


def test_every_form_is_there_with_the_formula_in_it(menu: CopyMenu) -> None:
    menu.set_latex("a^2")
    menu.popup(QPoint(0, 0))
    assert list(menu.forms) == list(FORMS)
    assert shown(menu, "latex") == "a^2"
    assert shown(menu, "sympy") == "a**2"
    assert shown(menu, "unicode") == "𝑎²"
    menu.set_latex("b")
    assert shown(menu, "sympy") == "b"


def test_a_preview_is_one_line_and_keeps_its_ampersands(menu: CopyMenu) -> None:
    menu.set_latex(r"\begin{aligned}a&=b\\c&=d\end{aligned}")
    menu.popup(QPoint(0, 0))
    assert "\n" not in shown(menu, "align")
    assert "&&=" in shown(menu, "align")
    assert "\n" in menu.forms["align"].toolTip()


def test_a_form_that_cannot_say_it_says_why(menu: CopyMenu) -> None:
    menu.set_latex(r"\pm 1")
    menu.popup(QPoint(0, 0))
    assert "two values" in menu.forms["sympy"].toolTip()
    assert menu.forms["sympy"].isEnabled()  # one may prefer it all the same


def test_one_form_is_preferred(menu: CopyMenu) -> None:
    menu.prefer("typst")
    menu.prefer("mathml")
    assert [form_id for form_id, action in menu.forms.items() if action.isChecked()] == ["mathml"]


def test_a_form_is_chosen_with_the_keyboard(menu: CopyMenu, qtbot: QtBot) -> None:
    menu.popup(QPoint(0, 0))
    with qtbot.waitSignal(menu.form_chosen) as heard:
        QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Down)
        QTest.keyClick(menu, Qt.Key.Key_Return)
    assert heard.args == [list(FORMS)[1]]


def test_a_form_is_chosen_with_the_mouse(menu: CopyMenu, qtbot: QtBot) -> None:
    menu.popup(QPoint(0, 0))
    with qtbot.waitSignal(menu.form_chosen) as heard:
        QTest.mouseClick(menu, Qt.MouseButton.LeftButton, pos=menu.actionGeometry(menu.forms["sympy"]).center())
    assert heard.args == ["sympy"]


def test_there_is_no_picture_of_nothing(menu: CopyMenu, qtbot: QtBot) -> None:
    menu.set_latex("")
    assert not menu.picture.isEnabled()
    menu.set_latex("x")
    with qtbot.waitSignal(menu.picture_wanted):
        menu.picture.trigger()


def test_only_the_user_turns_automatic_copying_on(menu: CopyMenu, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(menu.automatic_changed):
        menu.set_automatic(True)
    with qtbot.waitSignal(menu.automatic_changed) as heard:
        menu.automatic.trigger()
    assert heard.args == [False]
