"""Models are listed, used, imported, exported and deleted from the dialog while the window stays open."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from app.services.models import SHIPPED
from app.services.recognition import State
from tests.app.bench import Bench
from tests.app.modelling import FakeCheck, write_model


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., Bench]]:
    made: list[Bench] = []

    def make_one(given: Path | None = None) -> Bench:
        made.append(Bench(tmp_path, given))
        return made[-1]

    yield make_one
    for bench in made:
        bench.close()


@pytest.fixture
def bench(make: Callable[..., Bench], qtbot: QtBot) -> Bench:
    made = make()
    made.start(qtbot)
    return made


def test_another_model_reads_and_is_kept_as_chosen(bench: Bench, qtbot: QtBot) -> None:
    dialog = bench.show(qtbot)
    dialog.use_wanted.emit("a")
    qtbot.waitUntil(lambda: bench.states().get("a") == "in use")
    assert bench.recognition.status.device == "a"
    assert bench.models.chosen == "a"
    assert bench.swapped == [bench.models.folder / "a" / "model"]
    assert dialog.told.text() == "“a” reads from now on."


def test_going_back_uses_the_one_before_with_one_click(bench: Bench, qtbot: QtBot) -> None:
    dialog = bench.show(qtbot)
    for name in ("a", "b"):
        bench.modelling.use(name)
        qtbot.waitUntil(lambda name=name: bench.states().get(name) == "in use")
    dialog.back_button.click()
    qtbot.waitUntil(lambda: bench.states().get("a") == "in use")
    assert (bench.models.chosen, bench.models.before) == ("a", "b")
    assert bench.opened == [SHIPPED, "a", "b", "a"]


def test_a_model_that_cannot_be_loaded_leaves_the_old_one_in_use_and_says_why(bench: Bench, qtbot: QtBot) -> None:
    dialog = bench.show(qtbot)
    bench.refused = {"a"}
    bench.modelling.use("a")
    qtbot.waitUntil(lambda: dialog.trouble.text() != "")
    assert dialog.trouble.text() == "“a” is not used: its weights are damaged"
    assert (bench.models.chosen, bench.swapped, bench.recognition.status.device) == (SHIPPED, [], "cpu")
    assert bench.recognition.status.state is State.READY


def test_a_model_that_was_changed_on_the_disk_is_not_opened(bench: Bench, qtbot: QtBot) -> None:
    dialog = bench.show(qtbot)
    (bench.models.folder / "a" / "model.safetensors").write_bytes(b"A")
    bench.modelling.use("a")
    qtbot.waitUntil(lambda: "were changed" in dialog.trouble.text())
    assert bench.opened == [SHIPPED]


def test_the_command_line_wins_for_the_session_and_the_choice_is_for_the_next(
    make: Callable[..., Bench], qtbot: QtBot, tmp_path: Path
) -> None:
    bench = make(given=tmp_path / "given" / "own.safetensors")
    bench.start(qtbot)
    dialog = bench.show(qtbot)
    assert "own.safetensors" in dialog.session.text()
    bench.modelling.use("a")
    qtbot.waitUntil(lambda: bench.states().get("a") == "chosen")
    assert "from the next start on" in dialog.told.text()
    assert (bench.opened, bench.swapped, bench.models.chosen) == (["given"], [], "a")


def test_a_chosen_model_that_is_damaged_at_the_start_is_told_and_the_shipped_one_reads(
    make: Callable[..., Bench], qtbot: QtBot
) -> None:
    bench = make()
    bench.models.choose("a")
    (bench.models.folder / "a" / "model.json").write_text("[]")
    bench.start(qtbot)
    assert bench.opened == [SHIPPED]
    assert len(bench.troubles) == 1
    assert "“a” cannot be used" in bench.troubles[0]
    bench.show(qtbot)
    assert bench.states() == {"Mask & Match": "in use", "b": "", "a": "chosen"}


def test_an_import_is_checked_listed_and_selected(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = bench.show(qtbot)
    bench.answers.imports = write_model(tmp_path / "from", "colleague")
    dialog.import_button.click()
    assert dialog.bar.isVisible()
    qtbot.waitUntil(lambda: dialog.table.current == "colleague")
    assert dialog.told.text() == "“colleague” was taken in."
    assert bench.opened == [SHIPPED]  # it is not used for that


def test_a_refused_import_changes_nothing_and_says_why(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = bench.show(qtbot)
    bench.check.trouble = "This model cannot be used: it is a pickle."
    bench.answers.imports = write_model(tmp_path / "from", "evil")
    dialog.import_button.click()
    qtbot.waitUntil(lambda: dialog.trouble.text() == "This model cannot be used: it is a pickle.")
    assert len(bench.states()) == 3
    assert dialog.import_button.isEnabled()


def test_no_answer_imports_and_exports_nothing(bench: Bench, qtbot: QtBot) -> None:
    dialog = bench.show(qtbot)
    dialog.import_button.click()
    dialog.export_button.click()
    assert not dialog.bar.isVisible()


def test_an_export_is_written_where_the_user_says(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    dialog = bench.show(qtbot)
    bench.answers.exports = tmp_path / "out.zip"
    dialog.table.select("b")
    dialog.export_button.click()
    qtbot.waitUntil(lambda: dialog.told.text() == "Exported as out.zip")
    assert bench.answers.suggested == [Path("b.zip")]
    assert (tmp_path / "out.zip").is_file()


def test_a_name_that_is_taken_is_told_and_the_old_name_comes_back(bench: Bench, qtbot: QtBot) -> None:
    dialog = bench.show(qtbot)
    dialog.table.select("a")
    item = dialog.table.currentItem()
    item.setText(0, "b")
    qtbot.waitUntil(lambda: "called “b” already" in dialog.trouble.text())
    qtbot.waitUntil(lambda: set(bench.states()) == {"Mask & Match", "a", "b"})


def test_a_model_in_use_can_be_renamed_and_stays_in_use(bench: Bench, qtbot: QtBot) -> None:
    dialog = bench.show(qtbot)
    bench.modelling.use("a")
    qtbot.waitUntil(lambda: bench.states().get("a") == "in use")
    dialog.rename_wanted.emit("a", "My hand")
    qtbot.waitUntil(lambda: bench.states().get("My hand") == "in use")
    assert bench.models.chosen == "My hand"
    assert dialog.table.current == "My hand"


def test_a_deletion_is_taken_back_or_is_for_good_once_the_dialog_is_closed(bench: Bench, qtbot: QtBot) -> None:
    dialog = bench.show(qtbot)
    dialog.table.select("a")
    dialog.delete_button.click()
    qtbot.waitUntil(dialog.undo_button.isVisible)
    assert "a" not in bench.states()
    dialog.undo_button.click()
    qtbot.waitUntil(lambda: "a" in bench.states())
    dialog.delete_wanted.emit("a")
    qtbot.waitUntil(dialog.undo_button.isVisible)
    dialog.close()
    assert bench.modelling.dialog is None
    qtbot.waitUntil(lambda: sorted(path.name for path in bench.models.folder.iterdir()) == ["b"])


def test_the_model_in_use_is_not_deleted(bench: Bench, qtbot: QtBot) -> None:
    dialog = bench.show(qtbot)
    bench.modelling.use("a")
    qtbot.waitUntil(lambda: bench.states().get("a") == "in use")
    dialog.delete_wanted.emit("a")  # though the dialog does not offer it
    qtbot.waitUntil(lambda: "is in use" in dialog.trouble.text())
    assert "a" in bench.states()


def test_a_model_trained_here_is_taken_in_and_used_without_the_dialog(
    bench: Bench, qtbot: QtBot, tmp_path: Path
) -> None:
    weights = write_model(tmp_path / "run", "model", data={"corrections": 12})
    bench.modelling.adopt(weights.with_suffix(""), "My hand", tmp_path / "run" / "story.json")
    qtbot.waitUntil(lambda: bench.said == ["“My hand” reads from now on."])
    assert bench.models.chosen == "My hand"
    assert {entry.name: entry.story.data for entry in bench.models.list()}["My hand"] == {"corrections": 12}


def test_trouble_is_told_in_the_window_where_there_is_no_dialog(bench: Bench, qtbot: QtBot) -> None:
    bench.modelling.use("never")
    qtbot.waitUntil(lambda: len(bench.troubles) == 1)
    assert "is gone" in bench.troubles[0]


def test_the_window_beats_on_while_a_model_is_checked(bench: Bench, qtbot: QtBot, tmp_path: Path) -> None:
    class Slow(FakeCheck):
        def __call__(self, weights: Path) -> object:  # type: ignore[override]
            time.sleep(0.5)
            return super().__call__(weights)

    bench.models._check = Slow()
    dialog = bench.show(qtbot)
    bench.answers.imports = write_model(tmp_path / "from", "slow")
    beats: list[float] = []
    beat = QTimer(interval=5)
    beat.timeout.connect(lambda: beats.append(time.monotonic()))
    beat.start()
    dialog.import_button.click()
    qtbot.waitUntil(lambda: dialog.table.current == "slow")
    beat.stop()
    assert len(beats) > 20
