"""The real `python -m training pipeline`, started from the window, on a handful of hand-made expressions."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from mathnet.config import to_dict
from tests.app.controllers.running import Shop, end_all
from tests.training.pipeline.pipelines import tiny_pipeline


def test_a_pipeline_runs_from_the_window_to_a_model(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    qapp.setStyle("Fusion")
    shop = Shop(tmp_path, qtbot, [sys.executable, "-m", "training"])
    shop.open()
    folder = shop.runs.begin("real", to_dict(tiny_pipeline(tmp_path, threads=1)))
    shop.training._refresh(folder)
    qtbot.waitUntil(lambda: shop.live.state.text() == "finished", timeout=180_000)
    live = shop.live
    assert len(live.stages.buttons) == 5
    assert live.figures.text().startswith("It reads ")
    for stage, page in (("pretrain", live.health), ("attend", live.focus), ("finetune", live.readings)):
        shop.press(live.stages.buttons[stage])
        assert live.tabs.isTabVisible(live.tabs.indexOf(page))
    assert all(not tile.pictures[0]._image.isNull() for tile in live.readings.tiles)
    shop.press(live.use_button)
    assert shop.adopted == [(folder / "finetune" / "model", "real")]
    assert (folder / "finetune" / "model.safetensors").is_file()
    shop.close()
    end_all(tmp_path / "runs")
