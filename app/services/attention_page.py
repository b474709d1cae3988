"""The page that attention is exported on: ink over its heat, black on white whatever the theme, with a caption.

Painted by the same code for pictures, drawings and animations, in any thread.

Letters: T tokens, H W cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QImage, QPainter

from app.canvas.colours import HeatLook
from app.canvas.compose import to_image
from app.canvas.content import Content, around
from app.canvas.overlay import HeatLayer, faded
from app.canvas.strokes import Look, paint_stroke
from app.canvas.view import View
from app.fonts import fixed
from app.panels.attention_look import paint_legend
from mathnet.ink import Box

if TYPE_CHECKING:
    from mathnet.raster import Frame
    from mathnet.reading import Map

BROADEST, HIGHEST, NARROWEST = 800.0, 480.0, 460.0  # logical pixels, as are all lengths here
DETAIL = 96.0  # a typical stroke is not blown up beyond this
MARGIN = 20.0
ANIMATED = 640.0  # the broadest that an animation is: each token costs a picture
CAPTION = 40.0
LINE = 26.0  # of the LaTeX below an animation
LEGEND = 190.0  # the words beside it included
GAP, APART = 12.0, 16.0  # within the caption, and from there to the legend
INK, QUIET, MARKED, PAPER = QColor("#000000"), QColor("#595959"), QColor("#e3e3e3"), QColor("#ffffff")


def tr(text: str) -> str:
    return QCoreApplication.translate("AttentionPage", text)


@dataclass(frozen=True, eq=False)
class Exhibit:
    """What is exported: what was read, what the model looked at for each token, and how to show it.

    `box` is where the maps lie and `pen_width` how wide the ink is, both in document units; `source` says which layer
    and head the maps are of, if it is not the reading's own. Shapes: `maps` (T, H, W); `focus` (H, W).
    """

    content: Content
    pen_width: float
    tokens: tuple[str, ...]
    latex: str
    maps: Map
    focus: Map
    box: Box
    frame: Frame
    look: HeatLook
    source: str = ""


class Page:
    """An exhibit laid out; `size` is in logical pixels. For an animation it is smaller, with the LaTeX below."""

    def __init__(self, exhibit: Exhibit, animated: bool = False) -> None:
        self.exhibit = exhibit
        self._area = around([exhibit.content.box, faded(exhibit.focus, exhibit.box)])
        self._scale = _scale(self._area, ANIMATED if animated else BROADEST, exhibit.content.typical_size)
        self._mono, self._font = _sized(fixed(), 15), _sized(QFont(), 12)
        broad = max(self._area.width * self._scale, NARROWEST, 2 * MARGIN + self._caption_width() + APART + LEGEND)
        self._drawing = QSizeF(round(broad), round(self._area.height * self._scale))
        self._chips = self._flow() if animated else []
        below = max((chip.bottom() for chip in self._chips), default=0.0)
        self.size = QSizeF(self._drawing.width(), round(self._drawing.height() + CAPTION + below))

    def paint(self, painter: QPainter, token: int | None) -> None:
        """Paint the page for a token, or for the focus map where it is None."""
        hints = QPainter.RenderHint
        painter.setRenderHints(hints.Antialiasing | hints.SmoothPixmapTransform | hints.TextAntialiasing)
        painter.fillRect(QRectF(0, 0, self.size.width(), self.size.height()), PAPER)
        self._paint_ground(painter, self.exhibit.focus if token is None else self.exhibit.maps[token])
        look = Look(INK, max(self.exhibit.pen_width * self._scale, 1.0))
        for stroke in self.exhibit.content.strokes:
            paint_stroke(painter, stroke, self.view, look)
        self._paint_caption(painter, token)
        if token is not None:
            self._paint_latex(painter, token)

    def image(self, token: int | None, ratio: int) -> QImage:
        """The page as a picture of `ratio` pixels a logical pixel."""
        image = QImage((self.size * ratio).toSize(), QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        painter = QPainter(image)
        self.paint(painter, token)
        painter.end()
        return image

    def title(self, token: int | None) -> str:
        """What the page shows, in words."""
        if token is None:
            return tr("Focus map")
        return tr("Token {} of {}").format(token + 1, len(self.exhibit.tokens))

    @property
    def view(self) -> View:
        """Where the document lies on the page."""
        left = (self._area.left + self._area.right - self._drawing.width() / self._scale) / 2
        return View(self._scale, left, self._area.top)

    def _paint_ground(self, painter: QPainter, map_: Map) -> None:
        """Heat, and the picture that it lies over. Those are flattened first: SVG knows no multiplying of colours."""
        layer = HeatLayer(self.exhibit.look)
        layer.show((map_, self.exhibit.box))
        painter.save()
        painter.setClipRect(QRectF(0, 0, self._drawing.width(), self._drawing.height()))
        picture = self.exhibit.content.picture
        if picture is None:
            layer.paint(painter, self.view, dark=False, over_picture=False)
        else:
            where = self.view.rect_of(picture.box)
            size, smooth = (where.size() * 2).toSize(), Qt.TransformationMode.SmoothTransformation
            flat = to_image(picture.grey).scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
            flat = flat.convertToFormat(QImage.Format.Format_RGB32)
            on_flat = QPainter(flat)
            on_flat.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            view = View(2 * self._scale, picture.box.left, picture.box.top)
            layer.paint(on_flat, view, dark=False, over_picture=True)
            on_flat.end()
            painter.drawImage(where, flat)
        painter.restore()

    def _paint_caption(self, painter: QPainter, token: int | None) -> None:
        area = QRectF(MARGIN, self._drawing.height(), self.size.width() - 2 * MARGIN, CAPTION)
        self._paint_scale(painter, QRectF(area.right() - LEGEND, area.top(), LEGEND, CAPTION))
        room = QRectF(area.left(), area.top(), area.width() - LEGEND - APART, CAPTION)
        taken = 0.0
        if token is not None:
            taken = _write(painter, room, self.exhibit.tokens[token], self._mono, INK) + GAP
        _write(painter, room.adjusted(taken, 0, 0, 0), self._words(token), self._font, QUIET)

    def _words(self, token: int | None) -> str:
        """What the caption says beside the token."""
        source = [self.exhibit.source] if self.exhibit.source and token is not None else []
        return " · ".join([self.title(token), *source])

    def _caption_width(self) -> float:
        """Of the broadest caption, so that all pages are as broad and none is cut off."""
        words, mono = QFontMetricsF(self._font), QFontMetricsF(self._mono)
        tokens = [
            mono.horizontalAdvance(text) + GAP + words.horizontalAdvance(self._words(token))
            for token, text in enumerate(self.exhibit.tokens)
        ]
        return max([words.horizontalAdvance(self._words(None)), *tokens]) + 1  # as what is drawn may be rounded up

    def _paint_scale(self, painter: QPainter, area: QRectF) -> None:
        little = _write(painter, area, tr("little"), self._font, QUIET)
        much = QFontMetricsF(self._font).horizontalAdvance(tr("much"))
        _write(painter, area.adjusted(area.width() - much - 2, 0, 2, 0), tr("much"), self._font, QUIET)
        bar = QRectF(area.left() + little + 8, area.center().y() - 5, area.width() - little - much - 18, 10)
        paint_legend(painter, bar, False, self.exhibit.look, QUIET)

    def _flow(self) -> list[QRectF]:
        """Where each token of the LaTeX stands below the caption, in lines."""
        chips, metrics = [], QFontMetricsF(self._mono)
        left, top = MARGIN, 0.0
        for token in self.exhibit.tokens:
            broad = metrics.horizontalAdvance(token) + 6
            if left > MARGIN and left + broad > self._drawing.width() - MARGIN:
                left, top = MARGIN, top + LINE
            chips.append(QRectF(left, top, broad, LINE))
            left += broad
        return [*chips, QRectF(0, top + LINE, 0, MARGIN / 2)]

    def _paint_latex(self, painter: QPainter, token: int) -> None:
        for index, chip in enumerate(self._chips[: token + 1]):
            place = chip.translated(0, self._drawing.height() + CAPTION)
            if index == token:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(MARKED)
                painter.drawRoundedRect(place.adjusted(0, 2, 0, -2), 4, 4)
            painter.setFont(self._mono)
            painter.setPen(INK)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self.exhibit.tokens[index])


def _scale(area: Box, broadest: float, detail: float) -> float:
    """Logical pixels a document unit: as large as the page allows, but with no `detail` blown up."""
    return min(broadest / max(area.width, 1e-9), HIGHEST / max(area.height, 1e-9), DETAIL / detail)


def _sized(font: QFont, pixels: int) -> QFont:
    made = QFont(font)
    made.setPixelSize(pixels)
    return made


def _write(painter: QPainter, area: QRectF, text: str, font: QFont, colour: QColor) -> float:
    """Write one line, cut off by dots where it is too long; returns how broad it came out."""
    metrics = QFontMetricsF(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(area.width(), 0.0))
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(area, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)
    return metrics.horizontalAdvance(shown)
