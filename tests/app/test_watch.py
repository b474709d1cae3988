"""The window that watches runs, by real events: what it shows as a log grows, stops, is replaced, or is not there."""

from __future__ import annotations

import math
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import theme, watch
from app.panels.plot import Plot
from app.panels.run import duration
from app.services.run_log import RunLog, State
from app.watch_window import WatchWindow
from tests.app.hand import hover
from training.events import Log, Progress

ROOT = Path(__file__).resolve().parents[2]
LIGHT, DARK = theme.load("light"), theme.load("dark")


def log_run(folder: Path, first: int = 1, last: int = 80, steps: int = 1000, name: str = "total") -> Path:
    log = Log(folder)
    for step in range(first, last + 1):
        values = {name: 9 * math.exp(-step / 15) + 0.1, "accuracy": step / 100, "samples_per_second": 150.0}
        log.write(Progress("finetune", 10 * step, steps, 6.0 * step, values))
    return folder


def text_of(plot: Plot) -> str:
    return plot.legend.text().replace("&nbsp;", " ")


def plots(window: WatchWindow) -> dict[str, Plot]:
    return {panel.title: plot for panel, plot in window.panel.curves.plots.items()}


@pytest.fixture
def opened(qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[WatchWindow]]:
    """Windows put in here are closed afterwards; they look at the log more often than people need."""
    qapp.setStyle("Fusion")
    monkeypatch.setattr("app.watch_window.POLL_MS", 50)
    windows: list[WatchWindow] = []
    yield windows
    for window in windows:
        window.close()
        window.deleteLater()


def watching(folder: Path, opened: list[WatchWindow], qtbot: QtBot) -> WatchWindow:
    window = WatchWindow(folder, LIGHT)
    opened.append(window)
    window.show()
    qtbot.waitExposed(window)
    qtbot.waitUntil(lambda: window.windowTitle() != "")
    return window


def test_a_run_is_shown_with_its_stage_its_steps_and_its_curves(
    tmp_path: Path, opened: list[WatchWindow], qtbot: QtBot
) -> None:
    window = watching(log_run(tmp_path / "ours"), opened, qtbot)
    assert window.windowTitle() == "ours · finetune – Mask & Match"
    assert window.panel.state.text() == "Running"
    assert window.panel.facts.text() == "Step 800 of 1,000 · 8 min so far · 2 min left · 150 samples a second"
    assert window.panel.bar.value() == 800
    assert list(plots(window)) == ["Losses", "Shares", "Speed"]
    assert "accuracy <b>0.8" in text_of(plots(window)["Shares"])


def test_new_lines_and_new_names_appear_by_themselves(tmp_path: Path, opened: list[WatchWindow], qtbot: QtBot) -> None:
    window = watching(log_run(tmp_path), opened, qtbot)
    log_run(tmp_path, 81, 90, name="surprise")
    qtbot.waitUntil(lambda: "Other values" in plots(window), timeout=5000)
    assert window.panel.bar.value() == 900
    assert "surprise" in text_of(plots(window)["Other values"])


def test_a_run_without_a_log_is_waited_for(tmp_path: Path, opened: list[WatchWindow], qtbot: QtBot) -> None:
    window = watching(tmp_path, opened, qtbot)
    assert window.panel.state.text() == "Waiting"
    assert f"No log yet in {tmp_path}" in window.panel.facts.text()
    assert not window.panel.log_button.isEnabled()
    log_run(tmp_path)
    qtbot.waitUntil(lambda: window.panel.state.text() == "Running", timeout=5000)
    assert list(plots(window)) == ["Losses", "Shares", "Speed"]


def test_a_run_at_its_last_step_is_finished(tmp_path: Path, opened: list[WatchWindow], qtbot: QtBot) -> None:
    window = watching(log_run(tmp_path, last=100), opened, qtbot)
    assert window.panel.state.text() == "Finished"
    assert window.panel.facts.text().startswith("Step 1,000 of 1,000 · took 10 min")


def test_a_run_that_logs_nothing_for_a_while_is_stopped(
    tmp_path: Path, opened: list[WatchWindow], qtbot: QtBot
) -> None:
    window = watching(log_run(tmp_path), opened, qtbot)
    written = (tmp_path / "log.jsonl").stat().st_mtime - 600
    os.utime(tmp_path / "log.jsonl", (written, written))
    qtbot.waitUntil(lambda: window.panel.state.text() == "Stopped · no new line for 10 min", timeout=5000)


def test_long_pauses_between_lines_are_no_stop(tmp_path: Path) -> None:
    log, run = Log(tmp_path), RunLog(tmp_path)
    for step in (1, 2, 3):
        log.write(Progress("pretrain", step, 9, 200.0 * step, {"total": 1.0}))
    run.read()
    for idle, state in ((500, State.RUNNING), (700, State.STOPPED)):
        written = (tmp_path / "log.jsonl").stat().st_mtime - idle
        os.utime(tmp_path / "log.jsonl", (written, written))
        assert run.state is state
        os.utime(tmp_path / "log.jsonl")


def test_a_log_that_is_replaced_is_shown_from_its_beginning(
    tmp_path: Path, opened: list[WatchWindow], qtbot: QtBot
) -> None:
    window = watching(log_run(tmp_path), opened, qtbot)
    (tmp_path / "log.jsonl").unlink()
    log_run(tmp_path, last=3, name="surprise")
    qtbot.waitUntil(lambda: window.panel.bar.value() == 30, timeout=5000)
    assert list(plots(window)) == ["Shares", "Speed", "Other values"]


def test_a_long_log_is_read_to_its_end_in_pieces(tmp_path: Path, opened: list[WatchWindow], qtbot: QtBot) -> None:
    lines = (log_run(tmp_path, last=1) / "log.jsonl").read_text(encoding="utf-8")
    (tmp_path / "log.jsonl").write_text(lines * 6000, encoding="utf-8")
    log_run(tmp_path, 2, 50)
    window = watching(tmp_path, opened, qtbot)
    assert window.panel.bar.value() == 500


def test_the_newest_of_several_runs_is_shown_and_another_can_be_chosen(
    tmp_path: Path, opened: list[WatchWindow], qtbot: QtBot
) -> None:
    for age, name in enumerate(("new", "old/seed1")):
        log_run(tmp_path / name, last=80 - age)
        os.utime(tmp_path / name / "log.jsonl", (1e9 - age, 1e9 - age))
    window = watching(tmp_path, opened, qtbot)
    assert [window.list.item(row).text() for row in range(2)] == ["new", "old/seed1"]
    assert window.list.isVisible()
    assert window.panel.bar.value() == 800
    place = window.list.visualItemRect(window.list.item(1)).center()
    QTest.mouseClick(window.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: window.panel.bar.value() == 790)
    assert window.windowTitle().startswith("old/seed1")


def test_a_run_that_begins_later_joins_the_list_and_leaves_the_chosen_one(
    tmp_path: Path, opened: list[WatchWindow], qtbot: QtBot
) -> None:
    log_run(tmp_path / "first")
    window = watching(tmp_path, opened, qtbot)
    log_run(tmp_path / "second", last=5)
    os.utime(tmp_path / "first" / "log.jsonl", (1e9, 1e9))
    window.find_runs()
    assert [window.list.item(row).text() for row in range(2)] == ["second", "first"]
    assert window.list.currentRow() == 1
    assert window.run.folder.name == "first"


def test_a_single_run_needs_no_list(tmp_path: Path, opened: list[WatchWindow], qtbot: QtBot) -> None:
    assert not watching(log_run(tmp_path), opened, qtbot).list.isVisible()


def test_the_pointer_reads_the_values_of_all_plots(tmp_path: Path, opened: list[WatchWindow], qtbot: QtBot) -> None:
    window = watching(log_run(tmp_path), opened, qtbot)
    losses, shares = plots(window)["Losses"], plots(window)["Shares"]

    def point(step: float) -> bool:
        hover(losses.view, losses.view.getPlotItem().vb.mapViewToScene(QPointF(step, 0)))
        return shares.marker.isVisible() and abs(shares.marker.value() - step) < 5

    qtbot.waitUntil(lambda: point(400))  # not at once: the plots are new and still being laid out
    assert losses.marker.isVisible()
    assert "accuracy <b>0.4" in text_of(shares)
    assert shares.step.text().startswith(("step 39", "step 40"))
    hover(window.panel.log_button, QPointF(5, 5))
    qtbot.waitUntil(lambda: not losses.marker.isVisible())
    assert "accuracy <b>0.8" in text_of(shares)


def test_zooming_one_plot_zooms_all_until_a_double_click(
    tmp_path: Path, opened: list[WatchWindow], qtbot: QtBot
) -> None:
    window = watching(log_run(tmp_path), opened, qtbot)
    losses, shares = plots(window)["Losses"], plots(window)["Shares"]
    turn_wheel(losses.view.viewport(), losses.view.viewport().rect().center())
    first, last = shown_steps(shares)
    assert (first, last) == pytest.approx(shown_steps(losses))
    assert last - first < 700
    log_run(tmp_path, 81, 82)
    qtbot.waitUntil(lambda: window.panel.bar.value() == 820, timeout=5000)
    assert shown_steps(shares) == pytest.approx((first, last))
    QTest.mouseDClick(losses.view.viewport(), Qt.MouseButton.LeftButton)
    assert shown_steps(shares) == pytest.approx((0, 1.01 * 820))


def shown_steps(plot: Plot) -> tuple[float, float]:
    first, last = plot.view.getPlotItem().vb.viewRange()[0]
    return first, last


def turn_wheel(widget: QWidget, place: QPoint) -> None:
    event = QWheelEvent(
        QPointF(place), QPointF(widget.mapToGlobal(place)), QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(widget, event)


def test_the_log_is_one_click_away(tmp_path: Path, opened: list[WatchWindow], qtbot: QtBot) -> None:
    window = watching(log_run(tmp_path), opened, qtbot)
    QTest.mouseClick(window.panel.log_button, Qt.MouseButton.LeftButton)
    assert window.panel.log.isVisible()
    assert window.panel.log.toPlainText().splitlines()[-1].split() == (
        ["step", "800", "8", "min", "total", "0.1435", "accuracy", "0.8", "samples_per_second", "150"]
    )
    log_run(tmp_path, 81, 81)
    qtbot.waitUntil(lambda: "step     810" in window.panel.log.toPlainText(), timeout=5000)
    QTest.mouseClick(window.panel.log_button, Qt.MouseButton.LeftButton)
    assert window.panel.curves.isVisible()


def test_the_plots_wear_the_theme(tmp_path: Path, opened: list[WatchWindow], qtbot: QtBot) -> None:
    window = watching(log_run(tmp_path), opened, qtbot)
    view = plots(window)["Losses"].view
    for worn in (LIGHT, DARK):
        window.wear(worn)
        ground = view.grab().toImage().pixelColor(2, 2)
        assert ground == QColor(worn.card)


@pytest.mark.parametrize(
    ("seconds", "words"), [(0, "0 s"), (59.4, "59 s"), (59.9, "1 min"), (3590, "1 h 00 min"), (11100, "3 h 05 min")]
)
def test_times_are_said_as_people_say_them(seconds: float, words: str) -> None:
    assert duration(seconds) == words


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert watch.main([str(tmp_path / "nowhere")]) == 2
    assert "there is no folder" in capsys.readouterr().err


@pytest.mark.skipif(sys.platform != "linux", reason="only on Linux does Qt abort without a display")
def test_without_a_display_the_picture_is_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert watch.main([str(tmp_path)]) == 2
    assert f"python -m training plot {tmp_path}" in capsys.readouterr().err


def test_the_program_itself_starts_without_the_plotting_library() -> None:
    code = "import sys, main, app.application, app.watch; print('pyqtgraph' in sys.modules)"
    answer = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (answer.stdout.strip(), answer.stderr) == ("False", "")
