"""About: what the card of the model says, whatever model is in use."""

from __future__ import annotations

import json
from pathlib import Path

from pytestqt.qtbot import QtBot

from app.panels.about import AboutDialog, model_facts


def test_the_facts_of_a_model_come_from_its_card(tmp_path: Path) -> None:
    (tmp_path / "mine.json").write_text(json.dumps({"vocabulary": ["<pad>", "<", "x"], "calibration": {}}))
    (tmp_path / "mine.safetensors").write_bytes(bytes(2_500_000))
    facts = dict(model_facts(tmp_path / "mine"))
    assert facts["Model"] == "mine"
    assert facts["LaTeX tokens it knows"] == "2"
    assert facts["Size"] == "2.5 MB"
    assert facts["Probabilities calibrated"] == "no"


def test_a_model_without_a_card_says_so(tmp_path: Path) -> None:
    assert dict(model_facts(tmp_path / "gone")) == {"Model": "gone", "Card": "gone.json cannot be read."}
    (tmp_path / "odd.json").write_text("[]")
    assert dict(model_facts(tmp_path / "odd"))["Card"] == "odd.json cannot be read."


def test_the_dialog_shows_version_licence_and_model(qtbot: QtBot) -> None:
    dialog = AboutDialog()
    qtbot.addWidget(dialog)
    facts = dict(dialog.facts)
    assert facts["Model"] == "mask-match"
    assert "MIT" in facts["Licence"]
    assert facts["Version"]
