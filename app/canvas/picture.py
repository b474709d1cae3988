"""The picture under the ink, scaled once for the screen and kept so: scaling a photo takes longer than a frame."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from app.canvas.compose import to_image
from app.canvas.content import PlacedPicture
from app.canvas.view import View


class PictureLayer:
    """Paints the placed picture, if there is one."""

    def __init__(self) -> None:
        self._placed: PlacedPicture | None = None
        self._scaled = QImage()

    def show(self, placed: PlacedPicture | None) -> bool:
        """Show another picture, or none; False for the one that is shown already."""
        if placed is self._placed:
            return False
        self._placed = placed
        self._scaled = QImage()
        return True

    def paint(self, painter: QPainter, view: View, ratio: float) -> None:
        """Paint the picture where `view` sees it, on a screen of `ratio` device pixels a logical pixel."""
        if self._placed is None:
            return
        where = view.rect_of(self._placed.box)
        painter.drawImage(where, self._scaled_to(where, ratio))

    def _scaled_to(self, where: QRectF, ratio: float) -> QImage:
        assert self._placed is not None
        size = (where.size() * ratio).toSize()
        if self._scaled.size() != size:
            smooth = Qt.TransformationMode.SmoothTransformation
            whole = to_image(self._placed.grey)
            self._scaled = whole.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
        return self._scaled
