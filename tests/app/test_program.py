"""The whole program by real events: drawing, reading, choosing, copying, looking at attention, themes."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QToolButton
from pytestqt.qtbot import QtBot

from app.program import Program
from app.services.recognition import State
from app.services.worker import Recogniser
from tests.app.fakes import FakeRecogniser, reading
from tests.app.hand import hover, mouse

ROOT = Path(__file__).resolve().parents[2]


def wait_for_reading(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: program.window.candidates.list.count() > 0)


def clipboard() -> str:
    return QGuiApplication.clipboard().text()


def test_drawing_shows_the_formula_its_candidates_and_its_tokens(program: Program, qtbot: QtBot) -> None:
    mouse(program.window.canvas)
    wait_for_reading(program, qtbot)
    window = program.window
    assert window.formula.latex == "x^{2}+1"
    assert window.formula.preview.formula is not None
    assert window.candidates.list.count() == 2
    assert window.attention.strip.tokens == ("x^", "{", "2", "}", "+1")
    assert "Read in 42 ms" in window._state.text()


def test_the_window_is_there_before_the_model_is_loaded(
    qapp: QApplication, settings: QSettings, store_path: Path, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    may_load = threading.Event()

    def load() -> Recogniser:
        assert may_load.wait(10)
        return recogniser

    program = Program(load, settings, store=store_path)
    program.start()
    qtbot.waitExposed(program.window)
    mouse(program.window.canvas)
    qtbot.wait(300)
    assert len(program.document.content.strokes) == 1
    assert "Loading" in program.window._state.text()
    may_load.set()
    wait_for_reading(program, qtbot)
    program.close()


def test_starting_the_window_imports_neither_torch_nor_opencv_nor_ziamath() -> None:
    code = (
        "import sys, app.application\n"
        "late = {'torch', 'cv2', 'ziamath', 'mathnet.recognizer'} & set(sys.modules)\n"
        "sys.exit(f'imported too early: {late}' if late else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_the_copy_key_puts_the_latex_on_the_clipboard(program: Program, qtbot: QtBot) -> None:
    mouse(program.window.canvas)
    wait_for_reading(program, qtbot)
    QGuiApplication.clipboard().clear()
    QTest.keyClick(
        program.window, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    )
    assert clipboard() == "x^{2}+1"


def test_the_copy_button_copies_what_was_edited(program: Program, qtbot: QtBot) -> None:
    mouse(program.window.canvas)
    wait_for_reading(program, qtbot)
    program.window.formula.source.setPlainText("x^{2}+y")
    QTest.mouseClick(program.window.formula.copy_button, Qt.MouseButton.LeftButton)
    assert clipboard() == "x^{2}+y"


def test_another_candidate_changes_latex_and_tokens(program: Program, qtbot: QtBot) -> None:
    mouse(program.window.canvas)
    wait_for_reading(program, qtbot)
    program.window.candidates.list.setCurrentRow(1)
    assert program.window.formula.latex == "x^{2}+i"
    assert program.window.attention.strip.tokens[-1] == "+i"


def test_pointing_at_a_token_lays_its_attention_over_the_ink(program: Program, qtbot: QtBot) -> None:
    mouse(program.window.canvas)
    wait_for_reading(program, qtbot)
    strip = program.window.attention.strip
    qtbot.waitUntil(lambda: strip.isVisible() and strip.width() > 100)
    hover(strip, strip.chip(2).center())
    heat = program.window.canvas.heat
    assert heat is not None
    assert np.argmax(heat[0]) == 3 * 20 + 2
    assert (heat[1].left, heat[1].right) == (0, 160)
    mouse(program.window.canvas, [(20, 20), (40, 40)])
    assert program.window.canvas.heat is None


def test_a_stale_reading_is_given_up_and_never_reaches_the_window(
    program: Program, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    recogniser.answers = [reading(["new"])]
    recogniser.gate.clear()
    mouse(program.window.canvas)
    qtbot.waitUntil(lambda: len(recogniser.seen) == 1)
    shown: list[str] = []
    program.window.formula.source.textChanged.connect(lambda: shown.append(program.window.formula.latex))
    mouse(program.window.canvas, [(200, 50), (250, 90)])
    qtbot.waitUntil(lambda: len(recogniser.seen) == 2)  # though the gate is still closed
    assert shown == []
    recogniser.gate.set()
    qtbot.waitUntil(lambda: program.window.formula.latex == "new")
    assert shown == ["new"]


def test_clearing_empties_everything_and_undo_brings_the_ink_back(program: Program, qtbot: QtBot) -> None:
    mouse(program.window.canvas)
    wait_for_reading(program, qtbot)
    program.window.actions_.clear.trigger()
    assert program.window.formula.latex == ""
    assert program.window.candidates.list.count() == 0
    assert program.window.attention.strip.tokens == ()
    program.window.actions_.undo.trigger()
    assert len(program.document.content.strokes) == 1
    wait_for_reading(program, qtbot)


def test_the_theme_is_switched_at_once_and_remembered(
    program: Program, settings: QSettings, qapp: QApplication
) -> None:
    program.window.actions_.dark_theme.trigger()
    assert program.themes.theme.is_dark
    dark = program.window.grab().toImage().pixelColor(2, 300)
    program.window.actions_.light_theme.trigger()
    light = program.window.grab().toImage().pixelColor(2, 300)
    assert dark.lightness() < 60 < 200 < light.lightness()
    assert settings.value("view/theme") == "light"


def test_ink_drawn_in_the_light_is_light_in_the_dark_and_read_the_same(
    program: Program, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    program.window.actions_.light_theme.trigger()
    mouse(program.window.canvas, [(100, 100), (300, 100)])
    in_light = program.window.canvas.grab().toImage().pixelColor(200, 100)
    program.window.actions_.dark_theme.trigger()
    in_dark = program.window.canvas.grab().toImage().pixelColor(200, 100)
    assert in_light.lightness() < 60 < 200 < in_dark.lightness()


def test_a_model_that_is_missing_is_told_and_writing_goes_on(
    qapp: QApplication, settings: QSettings, store_path: Path, qtbot: QtBot
) -> None:
    def load() -> Recogniser:
        raise FileNotFoundError("no model was found.")

    program = Program(load, settings, store=store_path)
    program.start()
    qtbot.waitExposed(program.window)
    qtbot.waitUntil(lambda: program.recognition.status.state is State.BROKEN)
    assert "no model was found" in program.window.message.text.text()
    mouse(program.window.canvas)
    assert len(program.document.content.strokes) == 1
    program.close()


def test_every_button_has_a_name_and_a_tooltip(program: Program) -> None:
    buttons = [button for button in program.window.findChildren(QToolButton) if button.isVisible()]
    assert len(buttons) > 10
    assert all(button.toolTip() and button.accessibleName() for button in buttons)


def test_a_failed_reading_is_told_until_the_next_one_works(
    program: Program, recogniser: FakeRecogniser, qtbot: QtBot
) -> None:
    recogniser.answers = [ValueError("the ink is too wide"), reading()]
    mouse(program.window.canvas)
    qtbot.waitUntil(program.window.message.isVisible)
    assert "too wide" in program.window.message.text.text()
    mouse(program.window.canvas, [(200, 50), (250, 90)])
    wait_for_reading(program, qtbot)
    assert program.window.message.isHidden()


def test_a_reading_that_found_nothing_says_so(program: Program, recogniser: FakeRecogniser, qtbot: QtBot) -> None:
    recogniser.answers = [reading([])]
    mouse(program.window.canvas)
    qtbot.waitUntil(lambda: "Nothing to read" in program.window._state.text())
    assert program.window.formula.latex == ""
    assert not program.window.attention.play_button.isEnabled()


@pytest.mark.parametrize("bar", ["message", "offer"])
def test_the_canvas_has_the_focus_once_a_bar_was_closed(program: Program, bar: str) -> None:
    window = program.window
    if bar == "message":
        window.message.say("The file x cannot be read.")
        button: QAbstractButton = window.message.close_button
    else:
        window.offer.offer()
        button = window.offer.never_button
    button.setFocus()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not button.isVisible()
    assert QApplication.focusWidget() is window.canvas
