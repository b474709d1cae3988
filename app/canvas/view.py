"""Where the document lies in the widget: one scale for both axes, and the corner that is at the widget's origin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF

from mathnet.ink import Box, Points

LARGEST_DETAIL = 96.0  # logical pixels: large handwriting
SMALLEST_ZOOM, LARGEST_ZOOM = 4.0, 1600.0  # logical pixels of a typical stroke, beyond which zooming ends


@dataclass(frozen=True)
class Similarity:
    """What moving and scaling ink does to it: `after = before * factor + (right, down)`, in document units."""

    factor: float = 1.0
    right: float = 0.0
    down: float = 0.0

    @classmethod
    def about(cls, anchor: QPointF, factor: float) -> Similarity:
        """Larger by `factor`, with `anchor` staying where it is."""
        return cls(factor, anchor.x() * (1 - factor), anchor.y() * (1 - factor))

    def points(self, points: Points) -> Points:
        """Shapes: (N, 2) to (N, 2)."""
        return np.asarray(points.astype(np.float64) * self.factor + (self.right, self.down), dtype=np.float32)


@dataclass(frozen=True)
class View:
    """`widget = (document - (left, top)) * scale`, the widget in logical pixels."""

    scale: float = 1.0
    left: float = 0.0
    top: float = 0.0

    @classmethod
    def fitting(cls, box: Box, size: QSizeF, margin: float, detail: float) -> View:
        """The view that shows `box` centred, with `margin` logical pixels on each side.

        It is as large as that allows, but a `detail` (a typical stroke, or so much of a picture; in document units)
        is not blown up beyond `LARGEST_DETAIL`.
        """
        width, height = max(size.width() - 2 * margin, 1.0), max(size.height() - 2 * margin, 1.0)
        scale = min(width / max(box.width, 1e-9), height / max(box.height, 1e-9), LARGEST_DETAIL / detail)
        left = (box.left + box.right - size.width() / scale) / 2
        top = (box.top + box.bottom - size.height() / scale) / 2
        return cls(scale, left, top)

    def zoomed(self, factor: float, about: QPointF, detail: float) -> View:
        """Larger by `factor`, the place under `about` (logical pixels) staying there, within what `detail` allows."""
        least, most = min(SMALLEST_ZOOM / detail, self.scale), max(LARGEST_ZOOM / detail, self.scale)
        scale = min(max(self.scale * factor, least), most)
        x, y = self.to_document(about)
        return View(scale, x - about.x() / scale, y - about.y() / scale)

    def moved(self, by: QPointF) -> View:
        """The document `by` so many logical pixels further to the right and down."""
        return View(self.scale, self.left - by.x() / self.scale, self.top - by.y() / self.scale)

    def carrying(self, change: Similarity) -> View:
        """The view that shows ink as this one would after `change`."""
        left, top = (self.left - change.right) / change.factor, (self.top - change.down) / change.factor
        return View(self.scale * change.factor, left, top)

    def way_back(self, box: Box, size: QSizeF, margin: float) -> QPointF:
        """How far the document has to move for `margin` logical pixels of `box` to be in a widget of `size`."""
        seen = self.rect_of(box)
        right = max(margin - seen.right(), 0.0) - max(seen.left() - (size.width() - margin), 0.0)
        down = max(margin - seen.bottom(), 0.0) - max(seen.top() - (size.height() - margin), 0.0)
        return QPointF(right, down)

    def to_widget(self, points: Points) -> Points:
        """Shapes: (N, 2) to (N, 2)."""
        corner = np.array([self.left, self.top], dtype=np.float32)
        return np.asarray((points - corner) * self.scale, dtype=np.float32)

    def to_document(self, point: QPointF) -> tuple[float, float]:
        return point.x() / self.scale + self.left, point.y() / self.scale + self.top

    def place_of(self, point: QPointF) -> QPointF:
        """`point` of the document in the widget."""
        return QPointF((point.x() - self.left) * self.scale, (point.y() - self.top) * self.scale)

    def point_at(self, place: QPointF) -> QPointF:
        """What lies at `place` of the widget, in document units."""
        return QPointF(*self.to_document(place))

    def rect_of(self, box: Box) -> QRectF:
        """`box` in the widget."""
        left, top = (box.left - self.left) * self.scale, (box.top - self.top) * self.scale
        return QRectF(left, top, box.width * self.scale, box.height * self.scale)
