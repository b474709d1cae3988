"""Attention on its way into a file: what the panel shows, made in a thread of its own, written where the user says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Signal

from app.panels.attention import AttentionPanel
from app.services.attention_export import Form, export, file_name, write
from app.services.attention_page import Exhibit
from app.services.background import Background
from app.services.files import FileError
from app.telling import told

if TYPE_CHECKING:
    from app.canvas.content import Content
    from mathnet.ink import Box
    from mathnet.reading import Candidate, Map, Reading


class Drawn(Protocol):
    """What is needed of the subject of a reading."""

    @property
    def content(self) -> Content: ...

    @property
    def pen_width(self) -> float: ...

    def box_of(self, reading: Reading, map_: Map) -> Box: ...


class Exhibiting(QObject):
    """Exports what the attention panel shows.

    `ask` asks the user for the path of a new file, given one to suggest. Signals: `trouble(str)` for the user when it
    cannot be done; `exported(Path)` when it is.
    """

    trouble = Signal(str)
    exported = Signal(object)

    def __init__(
        self, panel: AttentionPanel, ask: Callable[[Path], Path | None], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._panel = panel
        self._ask = ask
        self._folder = Path()
        self._shown: tuple[Drawn, Reading, Candidate] | None = None
        self._background = Background("exhibiting", self)
        panel.export_wanted.connect(self._export)

    def show(self, subject: Drawn | None, reading: Reading | None, candidate: Candidate | None) -> None:
        """The panel shows this candidate of this reading of this subject; None where there is nothing."""
        self._shown = (subject, reading, candidate) if subject and reading and candidate else None

    def close(self) -> None:
        """Finish what is being made; nothing is announced after this."""
        self._background.close()

    def _export(self, kind: str) -> None:
        if self._shown is None:
            self.trouble.emit(self.tr("There is nothing to export yet: write something first."))
            return
        # Taken before the dialog: it may be open for long, and the panel goes on.
        exhibit, form, token = self._exhibit(*self._shown), Form(kind), self._panel.token
        maps = self._maps()
        path = self._ask(self._folder / file_name(exhibit, form, token))
        if path is None:
            return
        self._folder = path.parent
        step_ms = self._panel.player.step_ms

        def make() -> Path:
            """Runs in the thread of its own."""
            write(export(replace(exhibit, maps=maps()), form, token, step_ms), path)
            return path

        self._background.run(make, self.exported.emit, self._fail)

    def _maps(self) -> Callable[[], Map]:
        """What gives the maps of the layer and head chosen, or the reading's own; of long formulas it takes a while."""
        assert self._shown is not None
        details, choice, own = self._panel.heads.details, self._panel.heads.choice, self._shown[2].attention
        return lambda: own if details is None else choice.of(details)

    def _exhibit(self, subject: Drawn, reading: Reading, candidate: Candidate) -> Exhibit:
        return Exhibit(
            subject.content,
            subject.pen_width,
            candidate.tokens,
            candidate.latex,
            candidate.attention,
            reading.focus,
            subject.box_of(reading, reading.focus),
            reading.frame,
            self._panel.look,
            self._panel.heads.words(),
        )

    def _fail(self, error: Exception) -> None:
        sentence = "{}" if isinstance(error, FileError) else self.tr("This could not be exported: {}.")
        self.trouble.emit(sentence.format(told(error)))
