"""The panel that computes, on its own: what it shows, what it asks for, by mouse and keyboard."""

from __future__ import annotations

import base64
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import theme
from app.compute import words
from app.panels.compute import ComputePanel
from app.panels.results import LARGEST, SMALLEST, FormulaLine
from app.panels.saying import plain, said

LIGHT = theme.load("light")
CURVE = {"kind": "curve", "across": "x", "up": "y", "parameters": ["a"]}


def understood(**changes: Any) -> dict[str, Any]:
    answer = {
        "formulas": ["e^{x}"],
        "assumptions": [[words.EULER, "e"]],
        "constants": ["e"],
        "variables": ["x", "\\alpha"],
        "operations": ["evaluate", "integrate", "limit"],
        "plot": None,
    }
    return answer | changes


def points(**arrays: list[float]) -> dict[str, Any]:
    packed = {name: base64.b64encode(np.array(values, "<f8").tobytes()).decode() for name, values in arrays.items()}
    return {"arrays": packed, "across": [-10, 10], "up": [-10, 10]}


@pytest.fixture
def panel(qtbot: QtBot) -> ComputePanel:
    made = ComputePanel(LIGHT)
    qtbot.addWidget(made)
    made.resize(340, 900)
    made.show()
    return made


def test_at_first_it_says_what_it_can_do(panel: ComputePanel) -> None:
    assert panel.hint.isVisible()
    assert not panel.operations.isVisible()
    assert not panel.plot.isVisible()


def test_what_was_understood_is_shown_with_what_was_assumed(panel: ComputePanel) -> None:
    panel.show_understood(understood())
    (formula,) = panel.formulas
    assert isinstance(formula, FormulaLine)
    assert formula.accessibleName() == "e^{x}"
    assert "Euler" in panel.assumptions.text()
    assert not panel.hint.isVisible()


def test_a_refusal_hides_what_was_understood_before(panel: ComputePanel) -> None:
    panel.show_understood(understood())
    panel.show_refusal([words.CHAIN])
    assert panel.note.text() == words.CHAIN
    assert panel.formulas == []
    assert not panel.operations.isVisible()


def test_only_the_operations_offered_are_there_and_tell_what_was_chosen(qtbot: QtBot, panel: ComputePanel) -> None:
    panel.show_understood(understood())
    shown = [name for name, button in panel.operations.buttons.items() if button.isVisible()]
    assert shown == ["evaluate", "integrate", "limit"]
    panel.operations.variable.setCurrentIndex(1)
    QTest.keyClicks(panel.operations.fields["lower"], "0")
    QTest.keyClicks(panel.operations.fields["upper"], "\\pi")
    with qtbot.waitSignal(panel.operation_wanted) as wanted:
        QTest.mouseClick(panel.operations.buttons["integrate"], Qt.MouseButton.LeftButton)
    name, options = wanted.args
    assert name == "integrate"
    assert (options["variable"], options["lower"], options["upper"]) == ("\\alpha", "0", "\\pi")


def test_operations_are_reached_and_pressed_by_keyboard(qtbot: QtBot, panel: ComputePanel) -> None:
    panel.show_understood(understood())
    panel.activateWindow()
    panel.operations.variable.setFocus()
    for _ in range(2):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is panel.operations.buttons["evaluate"]
    with qtbot.waitSignal(panel.operation_wanted):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)


def test_every_control_has_a_name_and_a_tooltip(panel: ComputePanel) -> None:
    panel.show_understood(understood(plot=CURVE))
    panel.plot.show_plan(CURVE)
    panel.add_result("evaluate", [{"latex": "= 5", "label": []}])
    operations, plot = panel.operations, panel.plot
    controls: list[QWidget] = [operations.variable, operations.digits, operations.cancel_button, plot.sliders.all["a"]]
    controls += [*operations.buttons.values(), *operations.fields.values(), *panel.constants.values()]
    controls += [plot.reset_button, plot.save_button, panel.results.rows[0].copy_button]
    assert [control for control in controls if not control.accessibleName() or not control.toolTip()] == []


def test_a_constant_can_be_made_a_variable(qtbot: QtBot, panel: ComputePanel) -> None:
    panel.show_understood(understood())
    with qtbot.waitSignal(panel.variables_changed):
        QTest.mouseClick(panel.constants["e"], Qt.MouseButton.LeftButton)
    assert panel.read_as_variables == ["e"]
    panel.show_understood(understood(constants=[], assumptions=[]))
    assert panel.read_as_variables == ["e"]
    panel.forget()
    assert panel.read_as_variables == []


def test_while_another_formula_is_coming_nothing_can_be_pressed(panel: ComputePanel) -> None:
    panel.show_understood(understood())
    assert panel.operations.buttons["evaluate"].isEnabled()
    panel.forget()
    assert not panel.operations.buttons["evaluate"].isEnabled()


def test_the_newest_result_is_on_top_and_can_be_copied(qtbot: QtBot, panel: ComputePanel) -> None:
    panel.show_understood(understood())
    panel.add_result("evaluate", [{"latex": "= 5", "label": []}])
    panel.add_result("solve", [{"latex": "x = 2", "label": []}, {"latex": "x = 3", "label": [words.ABOUT, "6"]}])
    assert [row.title for row in panel.results.rows] == ["Solve", "Evaluate"]
    with qtbot.waitSignal(panel.copy_wanted) as copied:
        QTest.mouseClick(panel.results.rows[0].copy_button, Qt.MouseButton.LeftButton)
    assert copied.args == [r"\begin{aligned} x = 2 \\ x = 3 \end{aligned}"]
    assert panel.results.rows[1].latex == "5"


def test_a_long_result_is_shown_as_text_and_a_wide_one_fits(panel: ComputePanel) -> None:
    panel.show_understood(understood())
    panel.add_result("evaluate", [{"latex": "1" * 600, "label": []}])
    panel.add_result("expand", [{"latex": "+".join(["x"] * 60), "label": []}])
    assert not panel.grab().isNull()
    assert panel.minimumSizeHint().width() <= 340


def test_a_result_too_broad_for_the_panel_is_scrolled_at_a_size_that_can_be_read(panel: ComputePanel) -> None:
    panel.show_understood(understood())
    panel.add_result("expand", [{"latex": "=" + "+".join(f"{n}x^{{{n}}}" for n in range(2, 20)), "label": []}])
    panel.add_result("evaluate", [{"latex": "= 5", "label": [words.ABOUT, "6"]}])
    QTest.qWait(1)
    short, broad = (row.findChild(FormulaLine) for row in panel.results.rows)
    assert isinstance(short, FormulaLine)
    assert isinstance(broad, FormulaLine)
    assert (round(short.scale, 1), round(broad.scale, 2)) == (round(LARGEST, 1), SMALLEST)
    assert short.horizontalScrollBar().maximum() == 0
    assert short.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert broad.horizontalScrollBar().maximum() > 100
    assert broad.verticalScrollBar().maximum() == 0
    broad.setFocus()
    QTest.keyClick(broad, Qt.Key.Key_Right)
    assert broad.horizontalScrollBar().value() > 0


def test_what_is_said_of_a_broad_result_stands_below_it(panel: ComputePanel) -> None:
    panel.show_understood(understood())
    panel.add_result("integrate", [{"latex": r"= - x^{2} \cos(x) + 2 x \sin(x)", "label": [words.PLUS_CONSTANT]}])
    QTest.qWait(1)
    (row,) = panel.results.rows
    formula = row.findChild(FormulaLine)
    (note,) = (each for each in row.findChildren(QLabel) if each.text() == words.PLUS_CONSTANT)
    assert isinstance(formula, FormulaLine)
    assert note.geometry().top() >= formula.geometry().bottom()
    assert formula.scale == pytest.approx(LARGEST, abs=0.02)


def test_no_more_than_twenty_results_are_kept(panel: ComputePanel) -> None:
    for _ in range(25):
        panel.add_refusal("solve", [words.UNSOLVED])
    assert len(panel.results.rows) == 20


def test_the_plot_asks_for_points_draws_them_and_asks_again_when_zoomed(qtbot: QtBot, panel: ComputePanel) -> None:
    panel.show_understood(understood(plot=CURVE))
    with qtbot.waitSignal(panel.plot.points_wanted) as asked:
        panel.plot.show_plan(CURVE)
    first = asked.args[0]
    assert first["parameters"] == {"a": 1.0}
    panel.plot.take(points(x=[-10, 0, 1, 10], y=[1, np.nan, 2, 3]))
    assert panel.plot.line.getData()[1][2] == 2
    assert panel.plot.view is not None
    with qtbot.waitSignal(panel.plot.points_wanted) as asked:
        _wheel(panel.plot.view.viewport())
    now = asked.args[0]["across"]
    assert now[1] - now[0] < first["across"][1] - first["across"][0]


def _wheel(widget: QWidget) -> None:
    place = QPointF(widget.rect().center())
    event = QWheelEvent(
        place, widget.mapToGlobal(place), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_a_slider_moved_by_keyboard_asks_for_other_points(qtbot: QtBot, panel: ComputePanel) -> None:
    panel.show_understood(understood(plot=CURVE))
    panel.plot.show_plan(CURVE)
    with qtbot.waitSignal(panel.plot.points_wanted) as asked:
        QTest.keyClick(panel.plot.sliders.all["a"], Qt.Key.Key_Right)
    assert asked.args[0]["parameters"] == {"a": 1.1}


def test_a_surface_is_a_map_of_colours(panel: ComputePanel) -> None:
    surface = {"kind": "surface", "across": "x", "up": "y", "parameters": []}
    panel.show_understood(understood(plot=surface))
    panel.plot.show_plan(surface)
    panel.plot.take(points(x=[0, 1], y=[0, 1], values=[0, 1, 2, 3]))
    scale = panel.plot.scale
    assert scale is not None
    assert panel.plot.image.isVisible()
    assert scale.axis.isVisible()
    assert scale.axis.range == pytest.approx(panel.plot.image.getLevels())
    panel.plot.show_plan(CURVE)
    panel.plot.take(points(x=[0, 1], y=[0, 1]))
    assert not panel.plot.image.isVisible()
    assert not scale.axis.isVisible()
    panel.plot.show_plan(None)
    panel.resize(400, 700)
    assert not panel.plot.isVisible()


def test_a_plot_without_points_says_so(panel: ComputePanel) -> None:
    panel.show_understood(understood(plot=CURVE))
    panel.plot.show_plan(CURVE)
    panel.plot.take(points(x=[0, 1], y=[np.nan, np.nan]))
    assert panel.plot.note.isVisible()
    assert panel.plot.note.text()


def test_the_plot_follows_the_palette(panel: ComputePanel) -> None:
    panel.show_understood(understood(plot=CURVE))
    panel.plot.show_plan(CURVE)
    panel.setPalette(theme.palette(theme.load("dark")))
    assert panel.plot.line.opts["pen"].color().name() == theme.load("dark").accent


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_the_plot_is_saved_as_a_drawing_or_a_picture(panel: ComputePanel, tmp_path: Path, ending: str) -> None:
    panel.show_understood(understood(plot=CURVE))
    panel.plot.show_plan(CURVE)
    panel.plot.take(points(x=[-10, 10], y=[0, 1]))
    path = tmp_path / f"plot.{ending}"
    panel.plot.save(path)
    assert b"<svg" in path.read_bytes() if ending == "svg" else QImage(str(path)).width() > 100
    with pytest.raises(OSError, match=r"."):
        panel.plot.save(tmp_path / "no folder" / f"plot.{ending}")


def test_sentences_name_variables_as_people_do() -> None:
    assert said([words.PRODUCT, "\\alpha_{1}"]) == "α_1 before a bracket is a factor"
    assert [plain(name) for name in ("\\Omega", "\\lambda", "x", "\\varphi", "\\sum", "\\unknown")] == [
        "Ω",
        "λ",
        "x",
        "φ",
        "∑",
        "\\unknown",
    ]
