"""Training from the window, by stand-in children that write the files of the interface: from the start to the end, and
whatever can go wrong between."""

from __future__ import annotations

import os
import signal
from pathlib import Path

from pytestqt.qtbot import QtBot

from app import theme
from app.canvas.document import Document
from app.main_window import MainWindow
from app.panels.training_questions import Leave
from app.services.run_standing import Standing, has_process
from tests.app.controllers.running import Shop
from training.events import State, Status, process_of, read_events


def states(folder: Path) -> list[State]:
    return [event.state for event in read_events(folder) if isinstance(event, Status)]


def test_a_run_is_started_followed_and_its_model_taken_into_use(shop: Shop, qtbot: QtBot) -> None:
    folder = shop.start("good", "My run")
    shop.wait_for("finished")
    assert folder.name == "My run"
    live = shop.live
    assert [button.accessibleName() for button in live.stages.buttons.values()] == [
        "Read the dataset: done", "Learn from ink alone: done", "Learn where to look: done", "Learn to read: done",
        "Evaluate: done",
    ]  # fmt: skip
    assert {button.text()[0] for button in live.stages.buttons.values()} == {"✓"}
    assert live.figures.text() == "It reads 25.0 % of 8 held-out expressions without a mistake (ExpRate)."
    assert not live.pause_button.isVisible()
    assert not live.go_on_button.isVisible()
    shop.press(live.use_button)
    assert shop.adopted == [(folder / "finetune" / "model", "My run")]


def test_what_can_be_seen_of_each_stage_is_shown(shop: Shop, qtbot: QtBot) -> None:
    shop.start("good")
    shop.wait_for("finished")
    live = shop.live

    def tabs() -> list[str]:
        return [live.tabs.tabText(place) for place in range(live.tabs.count()) if live.tabs.isTabVisible(place)]

    seen, told = {}, {}
    for stage in ("pretrain", "attend", "finetune"):
        shop.press(live.stages.buttons[stage])
        qtbot.waitUntil(lambda: live.run_panel.curves.plots != {})
        seen[stage] = tabs()
        told[stage] = [tile.words.text() for page in (live.focus, live.readings) for tile in page.tiles]
    assert seen == {
        "pretrain": ["Progress", "Embeddings", "Log"],
        "attend": ["Progress", "Focus", "Log"],
        "finetune": ["Progress", "Readings", "Log"],
    }
    titles = {"Losses", "Learning rate", "Speed", "Memory"}
    qtbot.waitUntil(lambda: {panel.title for panel in live.run_panel.curves.plots} == titles)
    assert told["attend"] == ["35 % of the ink hidden"] * 3
    assert told["finetune"] == ["it should be:", "right", "right"]
    assert [part.latex for part in live.readings.tiles[0].prints] == ["x^7", "x^2"]
    assert not live.readings.tiles[0].pictures[0]._image.isNull()
    assert live.health.spectrum.accessibleName() == "3 of 4 directions are in use"


def test_a_run_is_paused_and_goes_on(shop: Shop, qtbot: QtBot) -> None:
    folder = shop.start("endless")
    shop.wait_for("running")
    shop.press(shop.live.pause_button)
    shop.wait_for("paused")
    lines = (folder / "pretrain" / "log.jsonl").read_bytes()
    qtbot.wait(150)
    assert (folder / "pretrain" / "log.jsonl").read_bytes() == lines
    shop.press(shop.live.resume_button)
    shop.wait_for("running")
    qtbot.waitUntil(lambda: (folder / "pretrain" / "log.jsonl").read_bytes() != lines)


def test_a_run_is_stopped_and_taken_up_where_it_was(shop: Shop, qtbot: QtBot) -> None:
    folder = shop.start("endless")
    shop.wait_for("running")
    shop.press(shop.live.stop_button)
    shop.wait_for("stopped")
    step = int((folder / "pretrain" / "step").read_text())
    shop.press(shop.live.go_on_button)
    shop.wait_for("running")
    qtbot.waitUntil(lambda: int((folder / "pretrain" / "step").read_text() or 0) > step)
    assert states(folder) == [State.BEGAN, State.STOPPED, State.BEGAN]


def test_a_run_ends_after_its_epoch(shop: Shop, qtbot: QtBot) -> None:
    folder = shop.start("endless")
    shop.wait_for("running")
    shop.press(shop.live.epoch_button)
    shop.wait_for("stopped")
    assert int((folder / "pretrain" / "step").read_text()) % 5 == 0


def test_a_full_disk_is_told_and_the_run_goes_on_once_there_is_room(shop: Shop) -> None:
    shop.start("full")
    shop.wait_for("failed")
    assert "the disk is full: step 4 could not be saved" in shop.live.trouble.text()
    assert "“Go on” takes it up" in shop.live.trouble.text()
    shop.press(shop.live.go_on_button)
    shop.wait_for("finished")
    assert not shop.live.trouble.isVisible()


def test_a_crash_is_reported_with_its_last_words(shop: Shop) -> None:
    shop.start("crash")
    shop.wait_for("broken off")
    assert shop.live.trouble.text().endswith("Traceback (most recent call last):\nSegmentation fault")
    assert "Segmentation fault" in shop.live.output.toPlainText()
    shop.press(shop.live.go_on_button)
    shop.wait_for("finished")


def test_a_process_that_ends_before_it_takes_up_the_run_is_reported(shop: Shop) -> None:
    shop.start("refuses")
    shop.wait_for("broken off")
    assert "no module named torch" in shop.live.trouble.text()


def test_a_dataset_that_turns_out_broken_ends_the_run_in_words(shop: Shop) -> None:
    shop.start("broken")
    shop.wait_for("failed")
    assert "it ends in the middle of a file" in shop.live.trouble.text()


def test_a_run_goes_on_without_the_window_and_is_found_again(
    shop: Shop, shops: list[Shop], qtbot: QtBot, tmp_path: Path
) -> None:
    folder = shop.start("endless")
    shop.wait_for("running")
    assert shop.training.may_close()
    assert shop.answers.asked == ["leave first"]
    shop.close()
    shops.clear()
    assert has_process(folder)
    again = Shop(tmp_path, qtbot)
    shops.append(again)
    again.training.find()
    qtbot.waitUntil(lambda: again.said == ["The training “first” goes on. See Training, Train a model"])
    again.open()
    again.wait_for("running")
    again.press(again.live.stop_button)
    again.wait_for("stopped")


def test_a_run_that_was_killed_while_nobody_looked_is_found_and_taken_up(
    shops: list[Shop], qtbot: QtBot, tmp_path: Path
) -> None:
    first = Shop(tmp_path, qtbot)
    first.open()
    folder = first.start("endless")
    first.wait_for("running")
    first.close()
    process = process_of(folder)
    assert process is not None
    os.kill(process.pid, signal.SIGKILL)
    qtbot.waitUntil(lambda: not has_process(folder))
    os.waitpid(process.pid, 0)
    again = Shop(tmp_path, qtbot)
    shops.append(again)
    again.training.find()
    qtbot.waitUntil(lambda: again.said == ["The training “first” was broken off. See Training, Train a model"])
    again.open()
    qtbot.waitUntil(lambda: again.window.list.list.count() == 1)
    again.window.list.select(folder)
    again.wait_for("broken off")
    again.press(again.live.go_on_button)
    again.wait_for("running")


def test_nothing_is_asked_when_nothing_runs(shop: Shop) -> None:
    assert shop.training.may_close()
    shop.start("good")
    shop.wait_for("finished")
    assert shop.training.may_close()
    assert shop.answers.asked == []


def test_to_stay_keeps_the_program_open_and_to_stop_stops_the_run(shop: Shop) -> None:
    shop.start("endless")
    shop.wait_for("running")
    shop.answers.leaves = Leave.STAY
    assert not shop.training.may_close()
    shop.answers.leaves = Leave.STOP
    assert shop.training.may_close()
    shop.wait_for("stopped")


def test_the_end_of_a_run_is_told_while_its_window_is_closed(shop: Shop, qtbot: QtBot) -> None:
    shop.start("good")
    shop.wait_for("running")
    shop.window.close()
    qtbot.waitUntil(lambda: "The training “first” is finished" in shop.said, timeout=30_000)


def test_a_run_at_work_cannot_be_deleted_and_an_ended_one_is_asked_about(shop: Shop, qtbot: QtBot) -> None:
    folder = shop.start("endless")
    shop.wait_for("running")
    assert not shop.window.list.delete_button.isEnabled()
    shop.press(shop.live.stop_button)
    shop.wait_for("stopped")
    qtbot.waitUntil(shop.window.list.delete_button.isEnabled)
    shop.answers.deletes = False
    shop.press(shop.window.list.delete_button)
    assert folder.is_dir()
    shop.answers.deletes = True
    shop.press(shop.window.list.delete_button)
    qtbot.waitUntil(lambda: not folder.exists())
    qtbot.waitUntil(lambda: shop.window.pages.currentWidget() is shop.window.setup)
    assert shop.answers.asked == ["delete first", "delete first"]


def test_the_states_of_a_run_are_told_by_its_files_alone(shop: Shop, qtbot: QtBot) -> None:
    folder = shop.start("good")
    shop.wait_for("finished")
    assert shop.runs.look(folder).standing is Standing.FINISHED
    assert shop.runs.alive() == ()


def test_the_main_window_stays_when_it_may_not_close(qtbot: QtBot) -> None:
    window = MainWindow(Document(), theme.load("light"))
    window.show()
    window.may_close = lambda: False
    assert not window.close()
    assert window.isVisible()
    window.may_close = lambda: True
    assert window.close()
    window.deleteLater()
