"""The document: what is on the canvas, and every step that changed it, to be taken back and done again.

Content is immutable and small (strokes are shared, not copied), so one undo command does for all edits: it holds the
content before and after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from app.canvas.content import Content, PlacedPicture
from mathnet.ink import Ink, Stroke


class ChangeContent(QUndoCommand):
    """One edit."""

    def __init__(self, document: Document, after: Content, text: str) -> None:
        super().__init__(text)
        self._document = document
        self._before = document.content
        self._after = after

    # Overrides of Qt

    def undo(self) -> None:
        self._document._set(self._before)

    def redo(self) -> None:
        self._document._set(self._after)


class Document(QObject):
    """Content with its undo stack.

    Signals: `changed()` after the content became another; `opened()` before that, when a file's takes its place.
    """

    changed = Signal()
    opened = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.content = Content()
        self._opened = Ink()

    @property
    def ink(self) -> Ink:
        """The strokes, with what the file said about them; symbol groups and truth only while no stroke changed."""
        if self.content.strokes == self._opened.strokes:
            return self._opened
        kept = {name: value for name, value in self._opened.annotations.items() if name != "truth"}
        return Ink(self.content.strokes, annotations=kept)

    def close(self) -> None:
        """Say nothing from now on: a QUndoStack announces even its own end, when nobody is left to hear it."""
        self.undo_stack.blockSignals(True)

    def open(self, ink: Ink = Ink(), picture: PlacedPicture | None = None) -> None:  # noqa: B008 (Ink is immutable)
        """Start anew with what a file holds; nothing of what was there before can be brought back."""
        self._opened = ink
        self.undo_stack.clear()
        self.opened.emit()
        self._set(Content(ink.strokes, picture))

    def add_stroke(self, stroke: Stroke) -> None:
        self._push(replace(self.content, strokes=(*self.content.strokes, stroke)), self.tr("writing"))

    def add(self, strokes: Sequence[Stroke], text: str) -> None:
        """Add several strokes as one step called `text`."""
        if strokes:
            self._push(replace(self.content, strokes=(*self.content.strokes, *strokes)), text)

    def replace(self, changed: Mapping[int, Stroke], text: str) -> None:
        """Put other strokes in the place of those at some indices, as one step called `text`."""
        if changed:
            strokes = tuple(changed.get(index, stroke) for index, stroke in enumerate(self.content.strokes))
            self._push(replace(self.content, strokes=strokes), text)

    def erase(self, indices: Set[int]) -> None:
        """Take out the strokes at `indices`, as one step."""
        if indices:
            kept = tuple(stroke for index, stroke in enumerate(self.content.strokes) if index not in indices)
            self._push(replace(self.content, strokes=kept), self.tr("erasing"))

    def clear(self) -> None:
        """Take out everything, as one step."""
        if not self.content.is_empty:
            self._push(Content(), self.tr("clearing"))

    def place(self, picture: PlacedPicture | None, text: str = "") -> None:
        """Put a picture, or none, in the place of the one that was under the ink, as one step called `text`."""
        self._push(replace(self.content, picture=picture), text or self.tr("placing a picture"))

    def _push(self, after: Content, text: str) -> None:
        self.undo_stack.push(ChangeContent(self, after, text))

    def _set(self, content: Content) -> None:
        self.content = content
        self.changed.emit()
