"""A canvas with a store and a history panel, without the rest of the program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSettings
from pytestqt.qtbot import QtBot

from app import theme
from app.canvas.canvas import InkCanvas
from app.canvas.document import Document
from app.controllers.keeping import Keeping
from app.panels.history import HistoryPanel
from app.services.store import Store
from tests.app.hand import pen

if TYPE_CHECKING:
    from tests.app.conftest import FakeQuestions


class Desk:
    """A canvas with a store and a panel, as the program joins them."""

    def __init__(self, path: Path, settings: QSettings, questions: FakeQuestions) -> None:
        self.document = Document()
        self.canvas = InkCanvas(self.document)
        self.canvas.resize(500, 300)
        self.panel = HistoryPanel(theme.load("light"))
        self.store = Store(path)
        self.keeping = Keeping(self.document, self.store, self.panel, questions, settings)
        self.troubles: list[str] = []
        self.latex: list[str] = []
        self._written = 0
        self.keeping.trouble.connect(self.troubles.append)
        self.keeping.opened_latex.connect(self.latex.append)

    def start(self, qtbot: QtBot) -> None:
        for widget in (self.canvas, self.panel):
            widget.show()
            qtbot.waitExposed(widget)
        self.keeping.restore()

    def close(self) -> None:
        self.keeping.close()
        self.document.close()
        self.canvas.close()
        self.panel.close()

    @property
    def points(self) -> list[list[list[float]]]:
        return [stroke.points.tolist() for stroke in self.document.content.strokes]

    def write(self, latex: str) -> None:
        """Write one stroke more, elsewhere than all before, so that the sheet is read as `latex`."""
        self._written += 1
        x = 20 * self._written
        pen(self.canvas, [(x, 40), (x + 20, 90), (x + 25, 60)])
        self.keeping.keep_formula(latex, False)

    @property
    def listed(self) -> list[str]:
        model = self.panel.model
        return [str(model.data(model.index(row))) for row in range(model.rowCount())]
