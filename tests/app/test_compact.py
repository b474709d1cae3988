"""A window on a small screen: nothing is cut off, all can be reached, and room that comes back is used again."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QLocale, QPoint, QRect
from PySide6.QtWidgets import QApplication, QScrollArea, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app import theme
from app.canvas.document import Document
from app.languages import Language, install
from app.main_window import MainWindow
from app.panels.about import AboutDialog
from app.panels.message import LINES
from app.panels.settings import SettingsDialog
from app.panels.shortcuts import ShortcutSheet
from app.preferences import Preferences
from mathnet.ink import Ink

SIZES = [(640, 360), (800, 500), (1024, 640), (1280, 800)]
LONG = "This is a message that says what went wrong and what can be done about it, at great length. " * 6


@pytest.fixture(params=[Language.ENGLISH, Language.GERMAN], ids=lambda language: language.name)
def window(qapp: QApplication, qtbot: QtBot, request: pytest.FixtureRequest) -> Iterator[MainWindow]:
    locale = QLocale()
    qapp.setStyle("Fusion")
    dress = theme.ThemeSwitch(qapp, theme.Choice.LIGHT)
    translators = install(qapp, request.param)
    document = Document()
    made = MainWindow(document, dress.theme)
    made.formula.copy_more.show()
    made.show()
    qtbot.waitExposed(made)
    yield made
    document.close()
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for translator in translators:
        qapp.removeTranslator(translator)
    QLocale.setDefault(locale)


def settle(window: MainWindow, size: tuple[int, int], qtbot: QtBot) -> None:
    window.resize(*size)
    qtbot.wait(30)
    assert window.size().toTuple() == size


def place(widget: QWidget, window: MainWindow) -> QRect:
    """Where a widget is in the window."""
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def cut_off(window: MainWindow) -> list[str]:
    """The names of the controls that are smaller than they need to be, or reach over the edge of the window."""
    below = window.formula
    controls = [below.copy_button, below.copy_more, window.canvas, window.side]
    controls += [button for action in window.bar.actions() if (button := window.bar.widgetForAction(action))]
    seen = [widget for widget in controls if widget.isVisible()]
    assert len(seen) > 10
    return [
        widget.accessibleName() or type(widget).__name__
        for widget in seen
        if widget.width() < widget.minimumSizeHint().width() or not window.rect().contains(place(widget, window))
    ]


def test_nothing_is_cut_off(window: MainWindow, qtbot: QtBot) -> None:
    pages = range(window.side.count())
    for size, side, page in [*product(SIZES, [True], pages), *product(SIZES, [False], [0])]:
        window.actions_.side.setChecked(side)
        window.side.setCurrentIndex(page)
        settle(window, size, qtbot)
        assert window.minimumSizeHint().width() <= size[0]
        assert window.minimumSizeHint().height() <= size[1]
        assert cut_off(window) == []
        assert window.formula.visibleRegion().boundingRect() == window.formula.rect()


@pytest.mark.parametrize("side", [True, False], ids=["with the side panel", "without"])
def test_a_mistake_and_a_long_message_can_be_scrolled_to(window: MainWindow, qtbot: QtBot, side: bool) -> None:
    window.actions_.side.setChecked(side)
    window.message.say(LONG)
    window.formula.set_latex("\\frac{x^2}{2")
    settle(window, SIZES[0], qtbot)
    assert cut_off(window) == []
    assert window.message.height() < (LINES + 1) * window.message.text.fontMetrics().lineSpacing() + 8
    for widget, area in ((window.formula.note, window.formula), (window.message.text, window.message.text)):
        room = next(room for room in window.findChildren(QScrollArea) if room.widget() is area)
        room.verticalScrollBar().setValue(room.verticalScrollBar().maximum())
        corner = widget.mapTo(room.viewport(), widget.rect().bottomLeft())
        assert room.viewport().rect().contains(corner)
        assert widget.height() >= widget.heightForWidth(widget.width())


def test_bars_are_thin_only_while_there_is_little_room(window: MainWindow, qtbot: QtBot) -> None:
    window.say_state("Ready · CPU")

    def heights() -> tuple[int, int, int]:
        return window.bar.height(), window.statusBar().height(), window.formula.minimumSizeHint().height()

    settle(window, SIZES[3], qtbot)
    roomy = heights()
    settle(window, SIZES[0], qtbot)
    qtbot.waitUntil(lambda: all(small < large for small, large in zip(heights(), roomy, strict=True)))
    settle(window, SIZES[3], qtbot)
    qtbot.waitUntil(lambda: heights() == roomy)


def test_in_a_low_window_the_latex_stands_beside_its_print(window: MainWindow, qtbot: QtBot) -> None:
    formula = window.formula
    window.actions_.side.setChecked(False)
    settle(window, SIZES[0], qtbot)
    assert formula.source.x() >= formula.preview.geometry().right()
    assert window.canvas.height() > 120
    settle(window, SIZES[1], qtbot)
    assert formula.source.y() >= formula.preview.geometry().bottom()


def test_ink_that_no_longer_fits_stays_as_large_as_the_canvas_allows(window: MainWindow, qtbot: QtBot) -> None:
    settle(window, SIZES[3], qtbot)
    window.canvas.document.open(Ink.of([[(0, 0), (300, 300)]]))
    window.message.say(LONG)
    settle(window, SIZES[0], qtbot)
    seen = window.canvas.view.rect_of(window.canvas.document.content.box)
    assert window.canvas.height() / 2 < seen.height() < window.canvas.height()


def test_dialogs_fit_on_a_small_screen_and_show_all_on_a_large_one(qtbot: QtBot) -> None:
    settings = SettingsDialog(Preferences())
    for dialog in (settings, AboutDialog(), ShortcutSheet({})):
        qtbot.addWidget(dialog)
        dialog.resize(*SIZES[0])
        dialog.show()
        qtbot.waitExposed(dialog)
        assert dialog.size().toTuple() == SIZES[0]
        assert dialog.rect().contains(dialog.close_button.geometry())
    settings.resize(settings.sizeHint())
    qtbot.wait(30)
    (options,) = settings.findChildren(QScrollArea)
    assert options.verticalScrollBar().maximum() == 0
    settings.resize(*SIZES[0])
    qtbot.wait(30)
    assert options.verticalScrollBar().maximum() > 0


def test_every_tool_is_on_the_bar_of_a_narrow_window(window: MainWindow, qtbot: QtBot) -> None:
    settle(window, SIZES[0], qtbot)
    buttons = [window.bar.widgetForAction(action) for action in window.bar.actions() if not action.isSeparator()]
    assert [button for button in buttons if isinstance(button, QToolButton) and not button.isVisible()] == []
