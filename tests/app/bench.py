"""Models of a few bytes with all that is joined to them: service, controller and dialog."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.controllers.modelling import Modelling
from app.panels.models import ModelsDialog
from app.services.loading import Loading
from app.services.models import SHIPPED, Models
from app.services.recognition import RecognitionService, State
from tests.app.fakes import FakeRecogniser
from tests.app.modelling import FakeCheck, take


@dataclass
class Answers:
    """What the user answers."""

    imports: Path | None = None
    exports: Path | None = None
    folder: Path | None = None
    suggested: list[Path] = field(default_factory=list)

    def model_to_import(self) -> Path | None:
        return self.imports

    def model_to_export(self, suggested: Path) -> Path | None:
        self.suggested.append(suggested)
        return self.exports

    def samples_folder(self) -> Path | None:
        return self.folder


class Bench:
    """Models of a few bytes, "a" and "b", with all that is joined to them."""

    def __init__(self, folder: Path, given: Path | None = None) -> None:
        self.check, self.answers = FakeCheck(), Answers()
        self.models = Models(folder / "models", self.check)
        for name in ("a", "b"):
            take(self.models, folder, name)
        self.opened: list[str] = []
        self.refused: set[str] = set()
        self.loading = Loading(self.models, self._open, given)
        self.recognition = RecognitionService(self.loading.first, pause_ms=0)
        self.window = QWidget()
        self.modelling = Modelling(self.window, self.recognition, self.loading, self.answers)
        self.troubles: list[str] = []
        self.said: list[str] = []
        self.swapped: list[Path | None] = []
        self.modelling.trouble.connect(self.troubles.append)
        self.modelling.said.connect(self.said.append)
        self.modelling.swapped.connect(self.swapped.append)

    def _open(self, path: Path | None) -> FakeRecogniser:
        name = path.parent.name if path is not None else SHIPPED
        if name in self.refused:
            raise ValueError("its weights are damaged")
        self.opened.append(name)
        return FakeRecogniser(device=name or "cpu")

    def start(self, qtbot: QtBot) -> None:
        self.recognition.start()
        qtbot.waitUntil(lambda: self.recognition.status.state is State.READY)

    def close(self) -> None:
        self.modelling.close()
        self.recognition.close()
        self.window.deleteLater()

    @property
    def dialog(self) -> ModelsDialog:
        assert self.modelling.dialog is not None
        return self.modelling.dialog

    def states(self) -> dict[str, str]:
        table = self.dialog.table
        items = [table.topLevelItem(row) for row in range(table.topLevelItemCount())]
        return {item.text(0): item.text(1) for item in items if item is not None}

    def show(self, qtbot: QtBot) -> ModelsDialog:
        self.modelling.show()
        qtbot.waitUntil(lambda: len(self.states()) == 3)
        return self.dialog
