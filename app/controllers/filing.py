"""New, open, save, paste and drop: what happens to the document when files come and go, and what the user is asked.

Nothing is replaced before its successor has been read, so a broken file costs nothing. Nobody is asked about what was
there: `app.controllers.keeping` has it in the history.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QMimeData, QObject, Signal
from PySide6.QtGui import QImage

from app.canvas.canvas import InkCanvas
from app.canvas.document import Document
from app.services import files
from app.services.background import Background
from app.services.files import FileError, Loaded
from mathnet.ink import Ink

INKML_TYPES = ("application/inkml+xml", "text/xml", "application/xml")


class Questions(Protocol):
    """What the user has to be asked; `app.dialogs` asks in dialogs, tests answer themselves."""

    def open_path(self) -> Path | None: ...

    def save_path(self, suggested: Path) -> Path | None: ...

    def export_file(self, suggested: Path) -> Path | None: ...

    def export_folder(self) -> Path | None: ...

    def delete_all(self) -> bool: ...

    def plot_path(self) -> Path | None: ...


class Filing(QObject):
    """Keeps the document and its file together.

    Signals: `trouble(str)` for the user when something cannot be read or written; `settled()` when something could;
    `named(str, bool)` with the file's name and whether what is on the canvas has changes that the file lacks.
    """

    trouble = Signal(str)
    settled = Signal()
    named = Signal(str, bool)

    def __init__(
        self, document: Document, canvas: InkCanvas, questions: Questions, background: Background | None = None
    ) -> None:
        """Pictures are decoded in the `background`, or at once where there is none."""
        super().__init__(document)
        self._document = document
        self._canvas = canvas
        self._questions = questions
        self._background = background
        self._wanted = 0  # counts what is opened or pasted, so that a picture knows whether it is still wanted
        self._path: Path | None = None
        self._title = ""  # of a picture, which is never saved over
        document.opened.connect(self._forget_file)
        document.undo_stack.cleanChanged.connect(lambda _: self._announce())
        document.undo_stack.indexChanged.connect(lambda _: self._announce())

    @property
    def has_unsaved_ink(self) -> bool:
        """Whether the file lacks strokes that are on the canvas; what has no file is kept all the same."""
        written = self._path is not None and bool(self._document.content.strokes)
        return written and not self._document.undo_stack.isClean()

    def new(self) -> None:
        """Start on an empty canvas."""
        self._show(Loaded(), None)

    def ask_and_open(self) -> None:
        path = self._questions.open_path()
        if path is not None:
            self.open(path)

    def open(self, path: Path) -> bool:
        """Show the file at `path` in place of what is there, a picture a moment later; False if it cannot be read."""
        try:
            data = files.read_bytes(path)
            if files.looks_like_ink(data, path.name):
                self._show(files.decode(data, path.name), path)
                return True
        except FileError as error:
            self.trouble.emit(str(error))
            return False
        self._decode(lambda: files.decode(data, path.name), lambda loaded: self._show_picture(loaded, path.name))
        return True

    def save(self) -> bool:
        """Save to the file the ink came from or went to, or ask for one; False if it is still unsaved."""
        return self._save_to(self._path) if self._path else self.save_as()

    def save_as(self) -> bool:
        suggested = self._path or Path(self._name() or "formula").with_suffix(".inkml")
        path = self._questions.save_path(suggested)
        return path is not None and self._save_to(path)

    def take(self, data: QMimeData) -> bool:
        """Show what was pasted or dropped: a file in place of what is there, a picture under the ink, ink beside it.

        A picture under ink that has one already begins a sheet of its own.
        """
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            return self.open(paths[0])
        try:
            ink = self._ink_from(data)
        except FileError as error:
            self.trouble.emit(str(error))
            return False
        if ink is not None:
            self._canvas.paste_ink(ink)
            self.settled.emit()
        else:
            image = QImage(data.imageData())
            self._decode(lambda: files.from_image(image), self._place)
        return True

    def _ink_from(self, data: QMimeData) -> Ink | None:
        """The ink, None where there is a picture alone. Raises `FileError` where there is neither."""
        texts = [bytes(data.data(kind).data()) for kind in INKML_TYPES if data.hasFormat(kind)]
        texts.append(data.text().encode())
        for text in texts:  # before a picture: ink that was copied comes with one of itself
            if files.looks_like_ink(text, ""):
                return files.decode(text, self.tr("what was pasted")).ink
        if data.hasImage():
            return None
        raise FileError(self.tr("There is no picture and no ink to paste: copy a picture or an InkML file first."))

    def _decode(self, job: Callable[[], Loaded], then: Callable[[Loaded], None]) -> None:
        """Do what takes longer than a frame; a picture that comes after something else was opened is dropped."""
        self._wanted = wanted = self._wanted + 1

        def take(loaded: Loaded) -> None:
            if wanted == self._wanted:
                then(loaded)

        if self._background is not None:
            self._background.run(job, take, self._tell)
            return
        try:
            take(job())
        except FileError as error:
            self._tell(error)

    def _tell(self, error: Exception) -> None:
        self.trouble.emit(str(error))

    def _place(self, loaded: Loaded) -> None:
        """Put a picture under the ink; where there is one already, begin anew with it."""
        if loaded.picture is None:
            return
        if self._document.content.picture is None:
            self._document.place(self._canvas.placed(loaded.picture))
            self.settled.emit()
        else:
            self._show_picture(loaded, "")

    def _show_picture(self, loaded: Loaded, title: str) -> None:
        if loaded.picture is not None:
            self._wanted += 1
            self._canvas.begin_with(loaded.picture)
            self._title = title
            self._settle()

    def _show(self, loaded: Loaded, path: Path | None) -> None:
        self._wanted += 1
        self._document.open(loaded.ink or Ink())
        self._path = path  # only now: opening anything ends the tie to the file before
        self._settle()

    def _settle(self) -> None:
        self._canvas.fit()
        self.settled.emit()
        self._announce()

    def _save_to(self, path: Path) -> bool:
        if not self._document.content.strokes:
            self.trouble.emit(self._nothing_to_save())
            return False
        try:
            files.write(self._document.ink, path)
        except FileError as error:
            self.trouble.emit(str(error))
            return False
        self._path = path
        self._document.undo_stack.setClean()
        self.settled.emit()
        self._announce()
        if self._document.content.picture is not None:
            told = self.tr("The ink was saved without the picture under it: an InkML file holds pen strokes alone. {}")
            self.trouble.emit(told.format(self._kept()))
        return True

    def _nothing_to_save(self) -> str:
        if self._document.content.picture is None:
            return self.tr("There is no ink to save: write something first.")
        told = self.tr("There is no ink to save: an InkML file holds pen strokes, not pictures. {}")
        return told.format(self._kept())

    def _kept(self) -> str:
        return self.tr("The picture stays on this canvas, and later in the history.")

    def _forget_file(self) -> None:
        self._path, self._title = None, ""
        self._announce()

    def _name(self) -> str:
        if self._path is not None:
            return self._path.name
        return self._title if self._document.content.picture is not None else ""

    def _announce(self) -> None:
        self.named.emit(self._name(), self.has_unsaved_ink)
