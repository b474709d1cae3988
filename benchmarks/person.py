"""What a person does with the window, as scripts: writes, points, fixes, edits, computes, copies, takes back.

Everything goes through the events and actions that hand and keys would cause, at the pace of a quick hand.
"""

from __future__ import annotations

import random
import time
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPointF, QSizeF, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QWidget

from app.canvas.content import Content
from app.canvas.view import View
from app.program import Program
from benchmarks.player import Script
from mathnet.ink import Ink

PEN_MS = 8.0  # between two reports of the pen
MARGIN = 56.0  # logical pixels around what is written
Way = Sequence[tuple[float, float]]


class Person:
    """One who uses a program. A script ends when the window shows what it led to."""

    def __init__(self, program: Program, seed: int = 5) -> None:
        self.program = program
        self._random = random.Random(seed)

    def write(self, ink: Ink) -> Script:
        """Write stroke by stroke, with pauses in which the recogniser begins, and wait for the formula."""
        for way in self.ways(ink):
            yield from self.draw(way)
            yield self._random.choice((120, 200, 500))
        yield self.is_read

    def ways(self, ink: Ink) -> list[Way]:
        """The strokes of the ink as large as the canvas lets them be, in its logical pixels."""
        size = QSizeF(self.program.window.canvas.size())
        view = View.fitting(ink.box, size, MARGIN, Content(ink.strokes).typical_size)
        return [[(x, y) for x, y in view.to_widget(stroke.points).tolist()] for stroke in ink.strokes]

    def is_read(self) -> bool:
        """Whether what is on the canvas has been read, and linked to its formula."""
        there = not self.program.document.content.is_empty
        return self.program.recognition.is_idle and (not there or bool(self.program.linking.links.boxes))

    def draw(self, way: Way, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> Script:
        """Down, along the way, and up."""
        yield from self.hold(way, button)
        yield PEN_MS
        self.lift(way[-1], button)

    def hold(self, way: Way, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> Script:
        """Down and along the way, and stay down."""
        canvas = self.program.window.canvas
        mouse(canvas, QEvent.Type.MouseButtonPress, way[0], button, button)
        for place in way[1:]:
            yield PEN_MS
            mouse(canvas, QEvent.Type.MouseMove, place, Qt.MouseButton.NoButton, button)

    def lift(self, place: tuple[float, float], button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
        """Up, where the hand is."""
        mouse(self.program.window.canvas, QEvent.Type.MouseButtonRelease, place, button, Qt.MouseButton.NoButton)

    def point(self) -> Script:
        """Move over the ink, and over some tokens."""
        none, window = Qt.MouseButton.NoButton, self.program.window
        for place in self.symbols()[:6]:
            mouse(window.canvas, QEvent.Type.MouseMove, place, none, none)
            yield 60
        strip = window.attention.strip
        for index in range(min(len(strip.tokens), 6)):
            mouse(strip, QEvent.Type.MouseMove, strip.chip(index).center().toTuple(), none, none)
            yield 120
        QCoreApplication.sendEvent(strip, QEvent(QEvent.Type.Leave))

    def fix(self) -> Script:
        """Tap a symbol, look at its alternatives, and take the second one, if there is one."""
        window, places = self.program.window, self.symbols()
        if not places:
            return
        window.actions_.select.trigger()
        yield from self.draw([self._random.choice(places)])
        window.actions_.pen.trigger()
        menu = self.program.fixing.menu
        if menu is None or not menu.isVisible():
            return
        yield lambda: menu.list.count() > 0 or not menu.isVisible() or self.program.recognition.is_idle
        yield 400
        self.press(menu.list, "2" if menu.list.count() > 1 else "", Qt.Key.Key_2)
        if menu.isVisible():
            self.press(menu, "", Qt.Key.Key_Escape)
        yield 100
        yield self.is_read

    def edit(self) -> Script:
        """Type at the end of the LaTeX."""
        source = self.program.window.formula.source
        source.setFocus()
        self.press(source, "", Qt.Key.Key_End)
        for letter in "+1":
            self.press(source, letter, Qt.Key(ord(letter)))
            yield 150
        yield 600

    def compute(self) -> Script:
        """Turn to the page that computes, do what it offers, and come back by way of the history."""
        window = self.program.window
        window.actions_.compute.trigger()
        panel = window.compute
        yield lambda: panel.operations.isEnabled() or not panel.note.isHidden()
        offered = [button for button in panel.operations.buttons.values() if button.isVisible()]
        for button in offered[:3]:
            button.click()
            yield 50
            yield lambda: not self.program.compute_service.is_busy
        yield 500
        window.actions_.history.trigger()
        yield 800
        window.actions_.reading.trigger()
        yield 200

    def take_back(self) -> Script:
        """Copy, undo and redo, rub a stroke out and take that back, clear and take that back."""
        window = self.program.window
        window.actions_.copy.trigger()
        for action in [window.actions_.undo] * 3 + [window.actions_.redo] * 3:
            action.trigger()
            yield 150
        yield from self.draw([(0.0, 0.0), self._first_place()], Qt.MouseButton.RightButton)
        for action in (window.actions_.undo, window.actions_.clear, window.actions_.undo):
            yield 300
            action.trigger()
        yield self.is_read

    def begin_anew(self) -> Script:
        self.program.window.actions_.new.trigger()
        yield 300

    def press(self, widget: QWidget, text: str, key: Qt.Key) -> None:
        """A key down and up; nothing where the text is empty and the key one that writes."""
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QCoreApplication.sendEvent(widget, QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))

    def _first_place(self) -> tuple[float, float]:
        """Where the ink begins, in the canvas."""
        x, y = self.program.document.content.strokes[0].points[0].tolist()
        place: tuple[float, float] = self.program.window.canvas.view.place_of(QPointF(x, y)).toTuple()
        return place

    def symbols(self) -> list[tuple[float, float]]:
        """A place on the ink of each symbol that was read or, in a picture, in its middle; in the canvas."""
        content, view = self.program.document.content, self.program.window.canvas.view
        links, found = self.program.linking.links, []
        for strokes, box in zip(links.strokes, links.boxes, strict=True):
            if strokes:
                points = content.strokes[min(strokes)].points
                found.append(view.place_of(QPointF(*points[len(points) // 2].tolist())).toTuple())
            elif box is not None:
                found.append(view.rect_of(box).center().toTuple())
        return found


def mouse(
    widget: QWidget, kind: QEvent.Type, place: tuple[float, float], button: Qt.MouseButton, held: Qt.MouseButton
) -> None:
    """An event of the mouse, as the system would send it."""
    at = QPointF(*place)
    event = QMouseEvent(kind, at, widget.mapToGlobal(at), button, held, Qt.KeyboardModifier.NoModifier)
    event.setTimestamp(time.monotonic_ns() // 1_000_000)
    QCoreApplication.sendEvent(widget, event)
