"""What of a file survives editing."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

from app.canvas.document import Document
from mathnet.ink import Ink, Stroke, Symbol

OPENED = Ink(
    strokes=Ink.of([[(0, 0), (1, 1)], [(2, 0), (3, 1)]]).strokes,
    symbols=(Symbol("x", (0, 1)),),
    annotations=MappingProxyType({"truth": "x", "writer": "me"}),
)


def test_an_untouched_file_is_saved_with_all_it_came_with() -> None:
    document = Document()
    document.open(OPENED)
    assert document.ink is OPENED


def test_changed_ink_loses_what_was_said_about_its_strokes_and_keeps_the_rest() -> None:
    document = Document()
    document.open(OPENED)
    document.add_stroke(Stroke(np.zeros((1, 2), dtype=np.float32)))
    assert document.ink.symbols == ()
    assert dict(document.ink.annotations) == {"writer": "me"}
    document.undo_stack.undo()
    assert document.ink is OPENED


def test_opening_starts_a_new_history() -> None:
    document = Document()
    document.add_stroke(Stroke(np.zeros((1, 2), dtype=np.float32)))
    document.open(OPENED)
    assert not document.undo_stack.canUndo()
    assert document.undo_stack.isClean()
