"""The hand over the canvas: what it does becomes a gesture, a movement of the view, or a place pointed at."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import QEvent, QObject, QPointF, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent, QNativeGestureEvent, QTabletEvent, QTouchEvent, QWheelEvent

from app.canvas.cropping import Cropping, DraggingFrame
from app.canvas.gestures import ERASER_RADIUS, Gesture, Panning, Rubbing, Writing
from app.canvas.navigation import Navigation
from app.canvas.paper import eraser_cursor, pen_cursor
from app.canvas.pointer import Heard, Phase, Pinch, Pointers, Sample
from app.canvas.proximity import Proximity
from app.canvas.selecting import DraggingInk, DraggingPicture, Lasso
from app.canvas.selection import Selection
from app.canvas.sheet import Sheet
from app.canvas.view import View


class Tool(Enum):
    """What the pen's tip and the left button do."""

    PEN = auto()
    ERASER = auto()
    SELECT = auto()


class Hand(QObject):
    """Chooses the gesture when the hand goes down, and tells it what the hand does until it goes up.

    Signals: `went_down()` and `went_up()` around every gesture that may change ink; `picked(QPointF)` where a symbol
    was tapped; `pointed(object)` where the hand hovers, None once it does not. Places are in document units.
    """

    went_down = Signal()
    went_up = Signal()
    picked = Signal(QPointF)
    pointed = Signal(object)

    def __init__(self, sheet: Sheet, selection: Selection, cropping: Cropping) -> None:
        super().__init__(sheet.widget)
        self.gesture: Gesture | None = None
        self._sheet = sheet
        self._selection = selection
        self._cropping = cropping
        self._pointers = Pointers()
        self._navigation = Navigation(sheet)
        self._moves_view = False  # space is held
        self._points = False  # the last that was said of the pointer is a place
        self._began: float | None = None  # when, in event time, the document's time was 0
        self.choose(Tool.PEN)
        QTimer.singleShot(0, self, self._listen)

    def set_finger_writes(self, on: bool) -> None:
        """Let a single finger write, or move the view."""
        self._pointers.finger_button = Qt.MouseButton.LeftButton if on else Qt.MouseButton.MiddleButton

    def choose(self, tool: Tool) -> None:
        """Take another tool into the hand; something is selected only while one holds the tool for it."""
        self.tool = tool
        self._cropping.let_go()
        if tool is not Tool.SELECT:
            self._selection.choose(frozenset())
        self._set_cursor()

    def hear(self, event: QMouseEvent | QTabletEvent | QTouchEvent) -> None:
        """Do what an event says."""
        if isinstance(event, QMouseEvent | QTabletEvent) and self._is_hovering(event):
            self._hover(event.position())
        heard = self._pointers.hear(event)
        self._take(heard)
        if not any(isinstance(each, Pinch) for each in heard):
            self._navigation.rest()

    def turn(self, event: QWheelEvent | QNativeGestureEvent) -> None:
        """Follow a wheel or a touchpad, unless the hand is doing something."""
        if self.gesture is None:
            its = self._navigation
            self._look_through(its.wheel(event) if isinstance(event, QWheelEvent) else its.touchpad(event))

    def hold_view(self, held: bool) -> None:
        """Move the view by the left button, as long as `held`."""
        self._moves_view = held
        self._set_cursor()

    def let_go(self) -> bool:
        """Take back the gesture under way; False where there is none."""
        if self.gesture is None:
            return False
        gesture, self.gesture = self.gesture, None
        gesture.cancel()
        self._went_up(gesture)
        return True

    def leave(self) -> None:
        """Point at nothing."""
        if self._points:
            self._points = False
            self.pointed.emit(None)

    def repainted(self) -> None:
        """The ink was painted anew, or is seen through another view."""
        if self.gesture:
            self.gesture.repainted()

    def forget_time(self) -> None:
        """Another document's time begins with its first stroke."""
        self._began = None

    def _listen(self) -> None:
        """Once the window is made: all of the application's events pass by, most of them while it is."""
        Proximity(self).told.connect(lambda event: self._take(self._pointers.proximity(event)))

    def _take(self, heard: Heard) -> None:
        for each in heard:
            if isinstance(each, Pinch):
                self._look_through(self._navigation.pinch(each))
            elif each.phase is Phase.BEGIN:
                self._begin(each)
            elif each.phase is Phase.MOVE and self.gesture:
                self.gesture.move(each)
            elif each.phase is Phase.END and self.gesture:
                gesture, self.gesture = self.gesture, None
                gesture.end(each)
                self._went_up(gesture)
            elif each.phase is Phase.CANCEL:
                self.let_go()

    def _begin(self, sample: Sample) -> None:
        self.leave()
        self._sheet.widget.setFocus(Qt.FocusReason.MouseFocusReason)
        if self._moves_view or sample.button is Qt.MouseButton.MiddleButton:
            self.gesture = Panning(self._sheet, sample)
            self._sheet.widget.setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        self.went_down.emit()
        self.gesture = self._gesture(sample)

    def _gesture(self, sample: Sample) -> Gesture:
        if self._cropping.is_active:
            return DraggingFrame(self._sheet, self._cropping, sample)
        if sample.erasing or self.tool is Tool.ERASER:
            return Rubbing(self._sheet, sample)
        if self.tool is Tool.SELECT:
            return self._selecting(sample)
        if self._began is None or self._sheet.document.content.is_empty:
            self._began = sample.seconds - self._sheet.document.content.seconds
        return Writing(self._sheet, sample, self._began)

    def _selecting(self, sample: Sample) -> Gesture:
        corner = self._selection.corner_at(sample.position)
        if corner or self._selection.holds(sample.position):
            anchor = self._sheet.view.point_at(corner[1]) if corner else None
            dragging = DraggingPicture if self._selection.picture else DraggingInk
            return dragging(self._sheet, self._selection, sample, self.picked.emit, anchor)
        return Lasso(self._sheet, self._selection, sample, self.picked.emit)

    def _went_up(self, gesture: Gesture) -> None:
        self._set_cursor()
        if not isinstance(gesture, Panning):
            self.went_up.emit()

    def _look_through(self, view: View) -> None:
        if view != self._sheet.view:
            self._sheet.look_through(view)
            self.repainted()

    def _is_hovering(self, event: QMouseEvent | QTabletEvent) -> bool:
        moves = event.type() in (QEvent.Type.MouseMove, QEvent.Type.TabletMove)
        return moves and self._pointers.is_free and event.buttons() == Qt.MouseButton.NoButton

    def _hover(self, place: QPointF) -> None:
        self._set_cursor(place)
        if not self._cropping.is_active:
            self._points = True
            self.pointed.emit(self._sheet.view.point_at(place))

    def _set_cursor(self, place: QPointF | None = None) -> None:
        widget = self._sheet.widget
        if self._moves_view:
            widget.setCursor(Qt.CursorShape.OpenHandCursor)
        elif self._cropping.is_active:
            widget.setCursor(self._cropping.cursor_at(place))
        elif self.tool is Tool.SELECT:
            widget.setCursor(self._selection.cursor_at(place))
        else:
            widget.setCursor(pen_cursor() if self.tool is Tool.PEN else eraser_cursor(ERASER_RADIUS))
