"""The stroke that is being drawn.

It keeps what the pen reported, every point of it, in document units: what the view does meanwhile cannot bend it. What
is seen is the curve through the middles of the points with a straight rest up to the pen, smooth and never late.
"""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from app.canvas.pointer import Sample
from app.canvas.strokes import Look, add_piece, add_tail, whole
from app.canvas.view import View
from mathnet.ink import Points, Stroke


class LiveStroke:
    """Points gathered while the pen is down; hands out each new piece for painting.

    Times are in seconds since the first stroke of the document began.
    """

    def __init__(self, first: Sample, began: float, view: View) -> None:
        self._view = view
        self._places = [first.position]  # in the widget
        self._points = [view.to_document(first.position)]
        self._seconds = [first.seconds - began]
        self._pressures = [first.pressure]
        self._began = began

    def see(self, view: View) -> None:
        """Be seen through another view from now on."""
        self._view = view
        self._places = [view.place_of(QPointF(x, y)) for x, y in self._points]

    def extend(self, sample: Sample) -> bool:
        """Add a sample; False if the pen has not moved since the last one."""
        if sample.position == self._places[-1]:
            return False
        self._places.append(sample.position)
        self._points.append(self._view.to_document(sample.position))
        self._seconds.append(sample.seconds - self._began)
        self._pressures.append(sample.pressure)
        return True

    @property
    def points(self) -> Points:
        """What was drawn so far, (N, 2) in document units."""
        return np.array(self._points, dtype=np.float32)

    def piece(self) -> QPainterPath:
        """The part of the curve that the newest point completed."""
        path = QPainterPath()
        if len(self._places) > 1:
            add_piece(path, self._places, len(self._places) - 1)
        return path

    def tail(self) -> QPainterPath:
        """The straight rest between the completed curve and the pen."""
        path = QPainterPath()
        add_tail(path, self._places)
        return path

    def whole(self) -> QPainterPath:
        """All of it, up to the pen."""
        return whole(self._places)

    @property
    def pressure(self) -> float | None:
        return self._pressures[-1]

    def reach(self, look: Look) -> QRectF:
        """The part of the widget that the newest point changes."""
        xs, ys = [place.x() for place in self._places[-3:]], [place.y() for place in self._places[-3:]]
        margin = look.width + 2
        return QRectF(QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys))).adjusted(-margin, -margin, margin, margin)

    def stroke(self) -> Stroke:
        """The stroke in document units."""
        pressures = [pressure for pressure in self._pressures if pressure is not None]
        has_pressure = len(pressures) == len(self._points)
        return Stroke(
            self.points,
            np.array(self._seconds, dtype=np.float32),
            np.array(pressures, dtype=np.float32) if has_pressure else None,
        )
