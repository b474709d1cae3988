"""A formula in print: a drawing that Qt paints in any colour and at any size."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QPainter
from PySide6.QtSvg import QSvgRenderer

FONT_SIZE = 40.0  # pixels at scale 1
STAND_IN = "#010203"  # stands in drawings for the colour that they are painted in later


class TypesetError(ValueError):
    """LaTeX that cannot be set; the message is for the user."""


@dataclass(frozen=True)
class Place:
    """Where a token is in print: `token` counts among the canonical tokens, `box` is in pixels of the formula."""

    token: int
    box: QRectF


@dataclass(frozen=True)
class Formula:
    """A formula set in a font of `FONT_SIZE` pixels; `width` and `height` in pixels.

    `places` says where its tokens are; it is empty where that cannot be told.
    """

    svg: str
    width: float
    height: float
    places: tuple[Place, ...] = ()

    def scale_in(self, area: QRectF, largest: float) -> float:
        """The scale at which it fits into `area`, at most `largest`."""
        return min(largest, area.width() / self.width, area.height() / self.height)

    def paint(self, painter: QPainter, area: QRectF, colour: QColor, largest: float, centred: bool = True) -> None:
        """Paint it into `area`, in the middle or at the left, no larger than scale `largest`."""
        scale = self.scale_in(area, largest)
        where = QRectF(0, 0, self.width * scale, self.height * scale)
        where.moveCenter(area.center())
        if not centred:
            where.moveLeft(area.left())
        drawing = self.svg.replace(STAND_IN, colour.name())
        QSvgRenderer(QByteArray(drawing.encode())).render(painter, where)
