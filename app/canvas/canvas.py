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
from app.canvas.compose import to_image
from app.canvas.cropping import Cropping
from app.canvas.document import Document
from app.canvas.hand import Hand, Tool
from app.canvas.keys import CROPS, DELETES, nudge
from app.canvas.picture import turned
from app.canvas.selecting import Dragging
from app.canvas.selection import Selection
from app.canvas.sheet import PEN_WIDTH
from app.canvas.surface import Surface
from app.canvas.view import LARGEST_DETAIL, Similarity, View
from mathnet.ink import Box, Ink

__all__ = ["InkCanvas", "Tool"]

ASIDE = 24.0  # logical pixels between ink and its copy


class InkCanvas(Surface):
    """Writes into a document by pen, mouse and touch, selects and moves what is written, and shows it.

    Signals: `pen_went_down()` and `pen_went_up()` around every gesture that may change ink (edits themselves are
    announced by the document); `picked(QPointF)` where a symbol was tapped with the select tool; `pointed(object)`
    where the pointer hovers, None once it has left or writes, both in document units; `selection_changed(bool)` says
    whether something is selected; `cropping_changed(bool)` whether the picture is being cropped; `tool_changed(Tool)`
    after another tool was taken, by whomever.
    """

    pen_went_down = Signal()
    pen_went_up = Signal()
    picked = Signal(QPointF)
    pointed = Signal(object)
    selection_changed = Signal(bool)
    cropping_changed = Signal(bool)
    tool_changed = Signal(object)

    def __init__(self, document: Document, parent: QWidget | None = None) -> None:
        super().__init__(document, parent)
        self._selection = Selection(self._sheet)
        self._cropping = Cropping(self._sheet)
        self._hand = Hand(self._sheet, self._selection, self._cropping)
        self._tool_before = Tool.PEN  # the one in the hand before cropping
        self._connect()
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setMouseTracking(True)
        self.setTabletTracking(True)  # a pen that hovers points, and keeps palms from writing
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Canvas"))
        self._describe()

    def _connect(self) -> None:
        self.document.opened.connect(self._hand.forget_time)
        self._hand.went_down.connect(self.pen_went_down)
        self._hand.went_up.connect(self.pen_went_up)
        self._hand.picked.connect(self.picked)
        self._hand.pointed.connect(self.pointed)
        self._selection.changed.connect(self.selection_changed)
        self._selection.changed.connect(self._describe)
        self._cropping.changed.connect(self.cropping_changed)
        self._cropping.changed.connect(self._describe)
        self._cropping.changed.connect(self._go_back)

    def set_tool(self, tool: Tool) -> None:
        """Write, erase or select from now on."""
        if tool is not self.tool:
            self._hand.choose(tool)
            self.tool_changed.emit(tool)

    @property
    def tool(self) -> Tool:
        return self._hand.tool

    def set_finger_writes(self, on: bool) -> None:
        """Let a single finger write, or move the view; a pen and the mouse always write."""
        self._hand.set_finger_writes(on)

    def _describe(self) -> None:
        if self._cropping.is_active:
            told = self.tr("Arrow keys move the frame, with Alt its lower right corner. Return crops, Escape lets go.")
        elif self._selection.picture:
            told = self.tr("The picture is selected: arrow keys move it, Return crops it, Delete takes it away.")
        elif self.has_selection:
            told = self.tr("Ink is selected: arrow keys move it, Delete erases it, Escape lets it go.")
        else:
            told = self.tr("Write a formula here with pen, mouse or finger. Scribble over ink to erase it.")
        self.setAccessibleDescription(told)

    # The selection

    @property
    def has_selection(self) -> bool:
        return not self._selection.is_empty

    def select_all(self) -> None:
        """Select all ink, or the picture where there is no ink, with the select tool in the hand."""
        self.set_tool(Tool.SELECT)
        if self.document.content.strokes:
            self._selection.choose(frozenset(self.document.content.strokes))
        else:
            self._selection.choose_picture()

    def delete_selection(self) -> None:
        if self._selection.picture:
            self.document.place(None, self.tr("taking the picture away"))
        else:
            self.document.erase(self._selection.indices)

    def copy_selection(self) -> QMimeData | None:
        """What is selected, ink as InkML and as a picture; None where nothing is."""
        if self._selection.picture:
            data = QMimeData()
            data.setImageData(to_image(self._selection.picture.grey))
            return data
        chosen = [self.document.content.strokes[index] for index in sorted(self._selection.indices)]
        return mime_data(chosen, self.view.scale, PEN_WIDTH) if chosen else None

    def paste_ink(self, ink: Ink) -> None:
        """Add ink where it can be seen and not on top of the same ink, and select it; takes the select tool.

        Where it lies beyond what is seen, because the same ink is there or it is too large, the view follows.
        """
        if not ink.strokes:
            return
        seen = Box(*self.view.to_document(QPointF(0, 0)), *self.view.to_document(self.rect().bottomRight().toPointF()))
        scale = self.view.scale
        strokes = placed(ink, self.document.content, seen, LARGEST_DETAIL / scale, ASIDE / scale)
        self.document.add(strokes, self.tr("pasting"))
        self.set_tool(Tool.SELECT)
        self._selection.choose(frozenset(strokes))
        self.bring_into_view(Ink(strokes).box)

    def _nudge(self, by: QPointF) -> None:
        scale = self.view.scale
        self._selection.apply(Similarity(right=by.x() / scale, down=by.y() / scale), self.tr("moving"))

    # The picture

    def crop(self) -> None:
        """Put a frame around the picture to crop it by; if there is one already, crop."""
        if self._cropping.is_active:
            self._cropping.apply()
        else:
            self._tool_before = self.tool
            self.set_tool(Tool.SELECT)
            self._selection.choose(frozenset())
            self._cropping.begin()

    def _go_back(self, is_cropping: bool) -> None:
        """Take the tool from before cropping, unless the user took another one instead of cropping."""
        if not is_cropping and self.tool is Tool.SELECT:
            self.set_tool(self._tool_before)

    def turn_picture(self, quarters: int) -> None:
        """Turn the picture clockwise by so many right angles; the ink stays."""
        picture = self.document.content.picture
        if picture is not None:
            was_seen = self._sees_all
            self.document.place(turned(picture, quarters), self.tr("turning the picture"))
            if was_seen and not self._sees_all:
                self.fit()

    # Overrides of the surface

    def _show_document(self) -> None:
        super()._show_document()
        self._selection.keep_up()
        self._cropping.keep_up()
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
        self._cropping.paint(painter)

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
        key, by = Qt.Key(event.key()), nudge(event)
        if key == Qt.Key.Key_Space:
            self._hand.hold_view(True)
        elif key == Qt.Key.Key_Escape and self._hand.let_go():
            pass  # what is selected stays so: Escape takes one thing back at a time
        elif self._cropping.hear(event):
            pass
        elif key == Qt.Key.Key_Escape and self.has_selection:
            self._selection.choose(frozenset())
        elif key in CROPS and self._selection.picture:
            self.crop()
        elif key in DELETES and self.has_selection:
            self.delete_selection()
        elif by is not None and self.has_selection:
            self._nudge(by)
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
