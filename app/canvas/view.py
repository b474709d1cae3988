"""Where the document lies in the widget: one scale for both axes, and the corner that is at the widget's origin."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSizeF

from mathnet.ink import Box, Points

LARGEST_DETAIL = 96.0  # logical pixels: large handwriting


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

    def to_widget(self, points: Points) -> Points:
        """Shapes: (N, 2) to (N, 2)."""
        corner = np.array([self.left, self.top], dtype=np.float32)
        return np.asarray((points - corner) * self.scale, dtype=np.float32)

    def to_document(self, point: QPointF) -> tuple[float, float]:
        return point.x() / self.scale + self.left, point.y() / self.scale + self.top

    def rect_of(self, box: Box) -> QRectF:
        """`box` in the widget."""
        left, top = (box.left - self.left) * self.scale, (box.top - self.top) * self.scale
        return QRectF(left, top, box.width * self.scale, box.height * self.scale)
