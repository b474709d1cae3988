"""What one pen event costs on a canvas that is full already: taking it and painting what it changed."""

from __future__ import annotations

import time

import numpy as np
from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication

from app.canvas.canvas import InkCanvas
from app.canvas.document import Document
from benchmarks.figures import Figure, Options, percentiles
from mathnet.ink import Ink

STROKES_THERE, STROKES_DRAWN, MOVES = 500, 40, 60


def measure(_: Options) -> list[Figure]:
    """Draws strokes by real events into a canvas of 1200 by 800 pixels."""
    application = QApplication.instance() or QApplication(["benchmarks"])
    document = Document()
    canvas = InkCanvas(document)
    canvas.resize(1200, 800)
    canvas.show()
    document.open(Ink.of(_scribble(index, 40) for index in range(STROKES_THERE)))
    application.processEvents()
    milliseconds = [
        cost for index in range(STROKES_DRAWN) for cost in _draw(application, canvas, _scribble(index, MOVES))
    ]
    canvas.close()
    name = f"one pen event, {STROKES_THERE} strokes on the canvas"
    return percentiles(name, milliseconds, {50: None, 99: 8, 100: None})


def _scribble(index: int, points: int) -> list[tuple[float, float]]:
    """A curl somewhere on the canvas, each index at another place."""
    angles = np.linspace(0, 4 * np.pi, points)
    centre_x, centre_y = 80 + 97 * index % 1040, 80 + 61 * index % 640
    return [(centre_x + 30 * np.cos(angle) + 2 * angle, centre_y + 25 * np.sin(angle)) for angle in angles.tolist()]


def _draw(application: QCoreApplication, canvas: InkCanvas, points: list[tuple[float, float]]) -> list[float]:
    """Milliseconds of each event of one stroke: press, moves and release."""
    left, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
    events = [(QEvent.Type.MouseButtonPress, left, left, points[0])]
    events += [(QEvent.Type.MouseMove, none, left, point) for point in points[1:]]
    events += [(QEvent.Type.MouseButtonRelease, left, none, points[-1])]
    return [_send(application, canvas, *event) for event in events]


def _send(
    application: QCoreApplication,
    canvas: InkCanvas,
    kind: QEvent.Type,
    button: Qt.MouseButton,
    buttons: Qt.MouseButton,
    point: tuple[float, float],
) -> float:
    where = QPointF(*point)
    event = QMouseEvent(kind, where, canvas.mapToGlobal(where), button, buttons, Qt.KeyboardModifier.NoModifier)
    event.setTimestamp(time.monotonic_ns() // 1_000_000)
    began = time.perf_counter()
    QCoreApplication.sendEvent(canvas, event)
    QCoreApplication.sendEvent(canvas, QEvent(QEvent.Type.UpdateRequest))  # paints now what Qt would paint soon
    cost = time.perf_counter() - began
    application.processEvents()
    return cost * 1000
