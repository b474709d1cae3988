"""About the program: version, licence, what the model is, and that nothing leaves the computer."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, Qt
from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.icons import window_icon
from app.panels.card import GRID, label
from app.startup import program_version
from app.theme import RESOURCES

SHIPPED = RESOURCES / "models" / "mask-match.json"
ICON_SIZE = 64  # logical pixels
_MARKER = re.compile("<[a-z]+>")  # a token that stands for nothing one could write


def tr(text: str) -> str:
    return QCoreApplication.translate("AboutDialog", text)


def model_facts(path: Path | None = None) -> list[tuple[str, str]]:
    """What the card of a model says, for people: a name and a value each. Without a card, only where it was sought."""
    card_path = SHIPPED if path is None else path.with_suffix(".json")
    facts = [(tr("Model"), card_path.stem)]
    try:
        card: Any = json.loads(card_path.read_text(encoding="utf-8"))
        tokens = [token for token in card["vocabulary"] if not _MARKER.fullmatch(token)]
        facts.append((tr("LaTeX tokens it knows"), QLocale().toString(len(tokens))))
        size = card_path.with_suffix(".safetensors").stat().st_size
        facts.append((tr("Size"), QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)))
        calibrated = tr("yes, on ink it was not trained on") if card.get("calibration") else tr("no")
        facts.append((tr("Probabilities calibrated"), calibrated))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        facts.append((tr("Card"), tr("{} cannot be read.").format(card_path.name)))
    return facts


class AboutDialog(QDialog):
    """Says what this is; `model` is the model in use, None the one that ships."""

    def __init__(self, model: Path | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("About Mask & Match"))
        self.facts = [(tr("Version"), program_version()), (tr("Licence"), self._licence(model)), *model_facts(model)]
        self.close_button = QPushButton(tr("Close"))
        self.close_button.setToolTip(tr("Close this window"))
        self.close_button.setDefault(True)
        self.close_button.clicked.connect(self.accept)
        self._lay_out()

    def _licence(self, model: Path | None) -> str:
        if model is None:
            return tr("MIT; the model for research and personal use (CC BY-NC-SA 3.0)")
        return tr("MIT; this model under the terms of the data it was trained on and of the model it began from")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(3 * GRID, 3 * GRID, 3 * GRID, 2 * GRID)
        column.setSpacing(2 * GRID)
        column.addLayout(self._head())
        column.addLayout(self._facts())
        private = label(tr("Works offline and sends nothing: what you write stays on this computer."), "text")
        private.setWordWrap(True)
        column.addWidget(private)
        column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        column.addLayout(buttons)
        self.setMinimumWidth(480)

    def _head(self) -> QHBoxLayout:
        picture = QLabel()
        picture.setPixmap(window_icon().pixmap(ICON_SIZE, ICON_SIZE))
        words = QVBoxLayout()
        words.addWidget(label("Mask & Match", "heading"))
        told = label(tr("Reads handwritten mathematics and writes it as LaTeX."), "quiet")
        words.addWidget(told)
        row = QHBoxLayout()
        row.setSpacing(2 * GRID)
        row.addWidget(picture)
        row.addLayout(words, 1)
        return row

    def _facts(self) -> QFormLayout:
        form = QFormLayout()
        form.setHorizontalSpacing(2 * GRID)
        form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        for name, value in self.facts:
            said = label(value, "text")
            said.setWordWrap(True)
            said.setTextInteractionFlags(
                Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
            )
            said.setAccessibleName(f"{name}: {value}")
            form.addRow(label(name, "key"), said)
        return form
