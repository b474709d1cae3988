"""Layers and heads of the reading shown: asked for when the panel is folded out, never for a reading that is gone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from app.panels.attention import AttentionPanel
from app.services.recognition import RecognitionService

if TYPE_CHECKING:
    from app.services.worker import Material, Recogniser
    from mathnet.reading import Candidate, Map


class Explaining(QObject):
    """Brings the attention panel the maps of all layers and heads."""

    def __init__(self, panel: AttentionPanel, service: RecognitionService, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panel = panel
        self._service = service
        self._subject: Material | None = None
        self._candidate: Candidate | None = None
        self._asked: Candidate | None = None
        panel.unfolded.connect(self._ask)

    def show(self, subject: Material | None, candidate: Candidate | None) -> None:
        """The panel shows this candidate, read from this subject; None where there is nothing."""
        self._subject, self._candidate, self._asked = subject, candidate, None
        self._ask()

    def _ask(self) -> None:
        subject, candidate = self._subject, self._candidate
        if subject is None or candidate is None or candidate is self._asked or not self._panel.heads.is_open:
            return
        self._asked = candidate
        self._service.ask(
            lambda recogniser: self._explain(recogniser, subject, candidate),
            lambda details: self._take(details, candidate),
        )

    def _explain(self, recogniser: Recogniser, subject: Material, candidate: Candidate) -> Map | None:
        """Runs in the worker's thread."""
        if candidate is not self._candidate:  # another reading came in the meantime
            return None
        return recogniser.explain(subject.material(), candidate.tokens)

    def _take(self, details: Map | None, candidate: Candidate) -> None:
        if candidate is not self._candidate:
            return
        trouble = "" if details is not None else self.tr("The model cannot explain this reading.")
        self._panel.show_details(details, trouble)
