"""A pipeline that is thought of: its dataset is checked, its settings become `pipeline.json`."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from tests.app.controllers.running import Shop


def test_a_dataset_is_checked_and_read_but_once(shop: Shop, qtbot: QtBot) -> None:
    setup = shop.window.setup
    setup.data.path.setText(str(shop.folder / "good"))
    shop.press(setup.data.check_button)
    qtbot.waitUntil(lambda: bool(setup.data.found.estimate.text()), timeout=10_000)
    assert "1234 expressions" in setup.data.found.summary.text()
    assert "7 known writers; 8 are held out" in setup.data.found.summary.text()
    item = setup.data.found.problems.topLevelItem(0)
    assert item is not None
    assert [item.text(column) for column in range(4)] == ["1", "left out", "empty file", "a.inkml"]
    assert "about 11 min (Learn to read 10 min), up to 1.0 MiB of disk" in setup.data.found.estimate.text()
    assert len(setup.data.found._tiles) == 4
    setup.settings_card.batch.setValue(8)
    assert "check again" in setup.data.found.estimate.text()
    folder = shop.start("good")
    assert (folder / "packed").read_text() == "new"  # the folder that was checked became the run's


def test_a_dataset_that_cannot_be_used_is_told_before_anything_is_started(shop: Shop, qtbot: QtBot) -> None:
    setup = shop.window.setup
    setup.data.path.setText(str(shop.folder / "broken"))
    shop.press(setup.data.check_button)
    qtbot.waitUntil(lambda: "broken is damaged" in setup.data.found.trouble.text(), timeout=10_000)
    assert setup.data.check_button.text() == "&Check"


def test_a_check_can_be_stopped(shop: Shop, qtbot: QtBot) -> None:
    setup = shop.window.setup
    setup.data.path.setText(str(shop.folder / "endless"))
    shop.press(setup.data.check_button)
    qtbot.waitUntil(lambda: shop.training._inspecting.is_running)
    shop.press(setup.data.check_button)
    assert not shop.training._inspecting.is_running
    assert setup.data.found.summary.text() == "Stopped."


def test_settings_become_those_of_the_pipeline(shop: Shop) -> None:
    setup, answers = shop.window.setup, shop.answers
    answers.dataset = shop.folder / "some data.zip"
    shop.press(setup.data.archive_button)
    assert setup.name.text() == "some data"
    setup.stages.ticks["pretrain"].setChecked(False)
    setup.stages.lengths["finetune"].setValue(2.5)
    setup.settings_card.recipe.setCurrentIndex(setup.settings_card.recipe.findData("tiny"))
    setup.settings_card.rate.setValue(0.0005)
    threads = setup.settings_card.threads.value()
    assert setup.settings() == {
        "data": str(shop.folder / "some data.zip"), "stages": ["attend", "finetune", "evaluate"],
        "finetune": {"epochs": 2.5}, "recipe": "tiny", "device": "auto", "rate": 0.0005, "threads": threads,
    }  # fmt: skip
    setup.stages.ticks["finetune"].setChecked(False)
    assert setup.settings()["stages"] == ["attend"]
    setup.stages.ticks["attend"].setChecked(False)
    assert setup.told.text() == "Choose at least one stage."
    assert not setup.start_button.isEnabled()


def test_a_folder_that_cannot_be_written_is_told(shop: Shop, qtbot: QtBot) -> None:
    shop.folder.joinpath("runs").write_text("a file stands where the folder should be")
    shop.window.setup.data.path.setText(str(shop.folder / "good"))
    shop.press(shop.window.setup.start_button)
    qtbot.waitUntil(lambda: "Nothing can be done in" in shop.window.trouble.text())
    shop.folder.joinpath("runs").unlink()
