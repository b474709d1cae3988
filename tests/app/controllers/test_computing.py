"""Panel and process together: a formula is understood when it can be seen, and old answers are never shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from app import theme
from app.compute import words
from app.controllers.computing import Computing
from app.panels.compute import ComputePanel
from app.services.background import Background
from app.services.computing import ComputingService

PATIENCE_MS = 30_000


@dataclass
class Desk:
    """The panel, joined to a real process."""

    panel: ComputePanel
    service: ComputingService
    computing: Computing
    saves: list[Path] = field(default_factory=list)

    def formula(self) -> str:
        return " ".join(formula.accessibleName() for formula in self.panel.formulas)

    def press(self, operation: str) -> None:
        QTest.mouseClick(self.panel.operations.buttons[operation], Qt.MouseButton.LeftButton)


@pytest.fixture
def desk(qtbot: QtBot) -> Iterator[Desk]:
    panel = ComputePanel(theme.load("light"))
    qtbot.addWidget(panel)
    panel.resize(340, 900)
    service = ComputingService(seconds=20)
    saves: list[Path] = []
    background = Background("setting")
    computing = Computing(panel, service, background, lambda: saves.pop() if saves else None, pause_ms=20)
    yield Desk(panel, service, computing, saves)
    service.close()
    background.close()


def test_nothing_is_started_before_the_panel_is_seen(qtbot: QtBot, desk: Desk) -> None:
    desk.computing.show_formula("x^2")
    qtbot.wait(100)
    assert desk.service.process_id == 0
    desk.panel.show()
    qtbot.waitUntil(lambda: desk.formula() == "x^{2}", timeout=PATIENCE_MS)


def test_a_formula_is_understood_solved_and_plotted(qtbot: QtBot, desk: Desk) -> None:
    desk.panel.show()
    desk.computing.show_formula("x^2-5x+6=0")
    qtbot.waitUntil(lambda: desk.panel.operations.buttons["solve"].isVisible(), timeout=PATIENCE_MS)
    desk.press("solve")
    assert desk.panel.operations.busy.isVisible()
    qtbot.waitUntil(lambda: bool(desk.panel.results.rows), timeout=PATIENCE_MS)
    assert [latex for latex, _ in desk.panel.results.rows[0].lines] == ["x = 2", "x = 3"]
    assert not desk.panel.operations.busy.isVisible()
    qtbot.waitUntil(lambda: desk.panel.plot.view is not None, timeout=PATIENCE_MS)
    qtbot.waitUntil(lambda: desk.panel.plot.line.getData()[0] is not None, timeout=PATIENCE_MS)
    x, y = desk.panel.plot.line.getData()
    assert np.allclose(y, x**2 - 5 * x + 6)


def test_what_is_typed_fast_is_understood_once(qtbot: QtBot, desk: Desk) -> None:
    desk.panel.show()
    for latex in ("x", "x+", "x+1"):
        desk.computing.show_formula(latex)
    qtbot.waitUntil(lambda: desk.formula() == "x + 1", timeout=PATIENCE_MS)


def test_another_formula_stops_what_is_computed_for_the_old_one(qtbot: QtBot, desk: Desk) -> None:
    desk.panel.show()
    desk.computing.show_formula("9^{9^{9^9}}")
    qtbot.waitUntil(lambda: desk.panel.operations.buttons["evaluate"].isVisible(), timeout=PATIENCE_MS)
    desk.press("evaluate")
    qtbot.waitUntil(lambda: desk.service.is_busy)
    desk.computing.show_formula("2+3")
    qtbot.waitUntil(lambda: desk.formula() == "2 + 3", timeout=PATIENCE_MS)
    assert desk.panel.results.rows == []


def test_computing_can_be_stopped_by_the_button(qtbot: QtBot, desk: Desk) -> None:
    desk.panel.show()
    desk.computing.show_formula("9^{9^{9^9}}")
    qtbot.waitUntil(lambda: desk.panel.operations.buttons["evaluate"].isVisible(), timeout=PATIENCE_MS)
    desk.press("evaluate")
    qtbot.waitUntil(lambda: desk.service.is_busy)
    QTest.mouseClick(desk.panel.operations.cancel_button, Qt.MouseButton.LeftButton)
    assert not desk.panel.operations.busy.isVisible()
    assert desk.panel.results.rows[0].lines == [("", "Stopped.")]


def test_a_constant_made_a_variable_is_understood_anew(qtbot: QtBot, desk: Desk) -> None:
    desk.panel.show()
    desk.computing.show_formula("e^x")
    qtbot.waitUntil(lambda: "e" in desk.panel.constants, timeout=PATIENCE_MS)
    QTest.mouseClick(desk.panel.constants["e"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.panel.operations.variable.count() == 2, timeout=PATIENCE_MS)
    assert not desk.panel.assumptions.isVisible()


def test_no_formula_brings_the_hint_back(qtbot: QtBot, desk: Desk) -> None:
    desk.panel.show()
    desk.computing.show_formula("a=b=c")
    qtbot.waitUntil(lambda: desk.panel.note.isVisible(), timeout=PATIENCE_MS)
    desk.computing.show_formula("")
    assert desk.panel.hint.isVisible()


def test_a_plot_that_cannot_be_saved_is_said(qtbot: QtBot, desk: Desk, tmp_path: Path) -> None:
    desk.panel.show()
    desk.computing.show_formula("x")
    qtbot.waitUntil(lambda: desk.panel.plot.save_button.isEnabled(), timeout=PATIENCE_MS)
    QTest.mouseClick(desk.panel.plot.save_button, Qt.MouseButton.LeftButton)  # thought better of it
    desk.saves[:] = [tmp_path / "plot.svg", tmp_path / "no folder" / "plot.svg"]
    with qtbot.waitSignal(desk.computing.trouble) as said:
        QTest.mouseClick(desk.panel.plot.save_button, Qt.MouseButton.LeftButton)
    assert "plot.svg" in said.args[0]
    QTest.mouseClick(desk.panel.plot.save_button, Qt.MouseButton.LeftButton)
    assert (tmp_path / "plot.svg").exists()


def test_a_plot_is_gone_as_soon_as_another_formula_is_asked(qtbot: QtBot, desk: Desk) -> None:
    desk.panel.show()
    desk.computing.show_formula("x^2-y^2")
    qtbot.waitUntil(lambda: desk.panel.plot.save_button.isEnabled(), timeout=PATIENCE_MS)
    view = desk.panel.plot.view
    assert view is not None
    plot, empty = view.getPlotItem(), view.grab().toImage()
    empty.fill(view.backgroundBrush().color())
    assert plot.isVisible()
    desk.computing.show_formula("x^{9^{9^{9^9}}}")
    assert not plot.isVisible()
    assert view.grab().toImage() == empty
    assert not desk.panel.plot.save_button.isEnabled()


def test_a_plot_that_takes_too_long_leaves_nothing_of_the_one_before(qtbot: QtBot, desk: Desk) -> None:
    desk.panel.show()
    desk.computing.show_formula("x^2-y^2")
    qtbot.waitUntil(lambda: desk.panel.plot.save_button.isEnabled(), timeout=PATIENCE_MS)
    desk.computing.show_formula("x^2")
    qtbot.waitUntil(lambda: desk.formula() == "x^{2}" and desk.panel.understood.isEnabled(), timeout=PATIENCE_MS)
    desk.service.refused.emit(desk.computing._sampling, [words.TOOK_TOO_LONG, "10"])
    assert desk.panel.plot.note.text() == "This took longer than 10 seconds and was stopped."
    assert desk.panel.plot.view is not None
    assert not desk.panel.plot.view.isVisible()


def test_a_panel_that_is_opened_says_that_the_formula_is_being_understood(qtbot: QtBot, desk: Desk) -> None:
    desk.computing.show_formula("x+1")
    desk.panel.show()
    assert desk.panel.heading.text() == "Understanding the formula…"
    assert not desk.panel.hint.isVisible()
    qtbot.waitUntil(lambda: desk.formula() == "x + 1", timeout=PATIENCE_MS)
    assert desk.panel.heading.text() == "Understood as"
    desk.computing.show_formula("x+2")
    assert desk.panel.heading.text() == "Understanding the formula…"
    assert not desk.panel.formulas[0].isEnabled()


def test_a_result_says_by_what_and_where_it_was_computed(qtbot: QtBot, desk: Desk) -> None:
    desk.panel.show()
    desk.computing.show_formula("a x^2")
    qtbot.waitUntil(lambda: desk.panel.operations.buttons["limit"].isVisible(), timeout=PATIENCE_MS)
    chooser, fields = desk.panel.operations.variable, desk.panel.operations.fields
    chooser.setCurrentIndex(chooser.findText("x"))
    desk.press("limit")
    for name, bound in (("lower", "0"), ("upper", "\\frac{\\pi}{2}"), ("point", "\\sqrt{3}")):
        fields[name].setText(bound)
    for operation in ("limit", "integrate", "solve", "differentiate", "evaluate"):
        desk.press(operation)
    qtbot.waitUntil(lambda: len(desk.panel.results.rows) == 6, timeout=PATIENCE_MS)
    assert [row.title for row in reversed(desk.panel.results.rows)] == [
        "Limit for x → 0",
        "Limit for x → √3",
        "Integral over x from 0 to π/2",
        "Solve for x",
        "Derivative by x",
        "Evaluate",
    ]


def test_a_system_is_not_said_to_be_solved_for_one_variable(qtbot: QtBot, desk: Desk) -> None:
    desk.panel.show()
    desk.computing.show_formula("\\begin{cases} x+y=3 \\\\ x-y=1 \\end{cases}")
    qtbot.waitUntil(lambda: desk.panel.operations.buttons["solve"].isVisible(), timeout=PATIENCE_MS)
    desk.press("solve")
    qtbot.waitUntil(lambda: bool(desk.panel.results.rows), timeout=PATIENCE_MS)
    assert [row.title for row in desk.panel.results.rows] == ["Solve"]


def test_an_operation_that_fails_says_by_what_it_was_tried(qtbot: QtBot, desk: Desk) -> None:
    desk.panel.show()
    desk.computing.show_formula("x+2")
    qtbot.waitUntil(lambda: desk.panel.operations.buttons["limit"].isVisible(), timeout=PATIENCE_MS)
    desk.panel.operations.fields["point"].setText("a=b")
    desk.press("limit")
    qtbot.waitUntil(lambda: bool(desk.panel.results.rows), timeout=PATIENCE_MS)
    assert desk.panel.results.rows[0].title == "Limit for x → a = b"
