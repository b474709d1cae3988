"""The canvas: the widget one writes on.

Ink comes from a cached layer; only the rest between the last finished piece and the pen is painted directly, so the
line always reaches the pen. What pen, mouse and touch do is told to `Hand`; keys and the selection are seen to here.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QPointF, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QTabletEvent,
    QTouchEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from app.canvas.clip import mime_data, placed
from app.canvas.document import Document
from app.canvas.hand import Hand, Tool
from app.canvas.selecting import Dragging
from app.canvas.selection import Selection
from app.canvas.sheet import PEN_WIDTH
from app.canvas.surface import Surface
from app.canvas.view import LARGEST_DETAIL, Similarity, View
from mathnet.ink import Box, Ink

__all__ = ["InkCanvas", "Tool"]

ASIDE = 24.0  # logical pixels between ink and its copy
NUDGES = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}
FAR = 10  # times as far goes a nudge with Shift


class InkCanvas(Surface):
    """Writes into a document by pen, mouse and touch, selects and moves what is written, and shows it.

    Signals: `pen_went_down()` and `pen_went_up()` around every gesture that may change ink (edits themselves are
    announced by the document); `picked(QPointF)` where a symbol was tapped with the select tool; `pointed(object)`
    where the pointer hovers, None once it has left or writes, both in document units; `selection_changed(bool)` says
    whether something is selected; `tool_changed(Tool)` after another tool was taken, by whomever.
    """

    pen_went_down = Signal()
    pen_went_up = Signal()
    picked = Signal(QPointF)
    pointed = Signal(object)
    selection_changed = Signal(bool)
    tool_changed = Signal(object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self._selection = Selection(self._sheet)
        self._hand = Hand(self._sheet, self._selection)
        self._connect()
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setMouseTracking(True)
        self.setTabletTracking(True)  # a pen that hovers points, and keeps palms from writing
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Canvas"))
        self._describe(False)

    def _connect(self) -> None:
        self.document.opened.connect(self._hand.forget_time)
        self._hand.went_down.connect(self.pen_went_down)
        self._hand.went_up.connect(self.pen_went_up)
        self._hand.picked.connect(self.picked)
        self._hand.pointed.connect(self.pointed)
        self._selection.changed.connect(self.selection_changed)
        self._selection.changed.connect(self._describe)

    def set_tool(self, tool: Tool) -> None:
        """Write, erase or select from now on."""
        if tool is not self.tool:
            self._hand.choose(tool)
            self.tool_changed.emit(tool)

    @property
    def tool(self) -> Tool:
        return self._hand.tool

    def _describe(self, selected: bool) -> None:
        told = self.tr("Write a formula here with pen, mouse or finger. Scribble over ink to erase it.")
        chosen = self.tr("Ink is selected: arrow keys move it, Delete erases it, Escape lets it go.")
        self.setAccessibleDescription(chosen if selected else told)

    # The selection

    @property
    def has_selection(self) -> bool:
        return bool(self._selection.strokes)

    def select_all(self) -> None:
        """Select all ink, with the select tool in the hand."""
        self.set_tool(Tool.SELECT)
        self._selection.choose(frozenset(self.document.content.strokes))

    def delete_selection(self) -> None:
        self.document.erase(self._selection.indices)

    def copy_selection(self) -> QMimeData | None:
        """What is selected, as InkML and as a picture; None where nothing is."""
        chosen = [self.document.content.strokes[index] for index in sorted(self._selection.indices)]
        return mime_data(chosen, self.view.scale, PEN_WIDTH) if chosen else None

    def paste_ink(self, ink: Ink) -> None:
        """Add ink where it can be seen and not on top of the same ink, and select it; takes the select tool."""
        if not ink.strokes:
            return
        seen = Box(*self.view.to_document(QPointF(0, 0)), *self.view.to_document(self.rect().bottomRight().toPointF()))
        scale = self.view.scale
        strokes = placed(ink, self.document.content, seen, LARGEST_DETAIL / scale, ASIDE / scale)
        self.document.add(strokes, self.tr("pasting"))
        self.set_tool(Tool.SELECT)
        self._selection.choose(frozenset(strokes))

    def _nudge(self, by: QPointF) -> None:
        scale = self.view.scale
        self._selection.apply(Similarity(right=by.x() / scale, down=by.y() / scale), self.tr("moving"))

    # Overrides of the surface

    def _show_document(self) -> None:
        super()._show_document()
        self._selection.keep_up()
        self._hand.repainted()

    def _renew(self) -> None:
        super()._renew()
        self._hand.repainted()

    def _look_through(self, view: View) -> None:
        super()._look_through(view)
        self._hand.repainted()

    def _paint_behind(self, painter: QPainter) -> None:
        gesture = self._hand.gesture
        # While it is dragged, the box is seen where the ink is going to be.
        view = self.view.carrying(gesture.change) if isinstance(gesture, Dragging) else self.view
        self._selection.paint(painter, view)

    def _paint_in_front(self, painter: QPainter) -> None:
        if self._hand.gesture:
            self._hand.gesture.paint(painter)
        else:
            super()._paint_in_front(painter)

    # Overrides of Qt

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent | QTabletEvent | QTouchEvent):
            self._hand.hear(event)
        elif isinstance(event, QWheelEvent | QNativeGestureEvent):
            self._hand.turn(event)
        else:
            return super().event(event)
        event.accept()  # a pen's or a finger's event that is not accepted comes again as a mouse's
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, far = Qt.Key(event.key()), event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        if key == Qt.Key.Key_Space:
            self._hand.hold_view(True)
        elif key == Qt.Key.Key_Escape and self._hand.let_go():
            pass  # what is selected stays so: Escape takes one thing back at a time
        elif key == Qt.Key.Key_Escape and self.has_selection:
            self._selection.choose(frozenset())
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.has_selection:
            self.delete_selection()
        elif key in NUDGES and self.has_selection:
            self._nudge(NUDGES[key] * (FAR if far else 1))
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._hand.hold_view(False)
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._hand.hold_view(False)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hand.leave()
