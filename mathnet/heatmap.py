"""Heatmaps: where the model looked, laid over what it saw, as one picture that people can read.

A contact sheet shows the ink once for the focus map of the attention network and once for every token of a candidate.
Heat goes from paper white over yellow and orange to red: the light half of the Inferno map backwards, whose lightness
falls evenly with attention and leaves black ink readable.

Letters: P Q rows and columns of the raster in pixels, H W of a map in cells, T tokens. Colours are in OpenCV's order:
blue, green, red.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
from numpy.typing import NDArray

from mathnet.reading import Candidate, Map, Reading

Picture = NDArray[np.uint8]

_PAPER, _SHEET, _EDGE = (255, 255, 255), (246, 243, 241), (222, 214, 210)
_INK, _TEXT, _FAINT = (38, 26, 22), (60, 46, 40), (150, 136, 128)
_FONT = cv2.FONT_HERSHEY_SIMPLEX
_SMALL, _NORMAL, _LARGE = 0.4, 0.5, 0.62  # sizes of text, in units of the font

# In pixels: the area of a panel, its least and greatest width, the sheet's width and what lies around panels.
_PANEL_AREA, _NARROWEST_PANEL, _WIDEST_PANEL, _SHEET_WIDTH = 40_000, 120, 720, 1440
_GAP, _LABEL, _HEADER = 14, 24, 52
_LARGEST_ZOOM = 3.0


@dataclass(frozen=True, eq=False)
class _Panel:
    label: str
    note: str
    heat: Map  # (H, W)


def contact_sheet(reading: Reading, candidate: Candidate | None = None) -> Picture:
    """The focus map and one map a token of a candidate (the best, where none is given), in rows, under the LaTeX.

    Shape of the result: (rows, columns, 3). Raises `ValueError` for a reading without candidates.
    """
    candidate = candidate or reading.best
    if candidate is None:
        raise ValueError("a reading without candidates has no attention to show")
    zoom = _zoom(reading.picture.shape[1], reading.picture.shape[2])
    panels = [_draw(panel, reading, zoom) for panel in _panels(reading, candidate)]
    return _with_header(_grid(panels), candidate)


def overlay(ink: Map, heat: Map, cell_pixels: int, zoom: float = 1.0) -> Picture:
    """A map of attention under the ink it looked at, as strong as its strongest cell.

    Shapes: `ink` (P, Q) from 0 to 1, `heat` (H, W) of cells `cell_pixels` wide, the result (P zoom, Q zoom, 3).
    """
    size = max(1, round(ink.shape[1] * zoom)), max(1, round(ink.shape[0] * zoom))
    strength = _resized(_to_pixels(heat, ink.shape, cell_pixels), size)
    paper = _heat_colours()[np.round(strength * 255).astype(np.uint8)].astype(np.float32)  # (P zoom, Q zoom, 3)
    cover = _resized(ink, size)[..., None]
    inked = paper * (1 - cover) + np.array(_INK, dtype=np.float32) * cover
    return np.round(inked).astype(np.uint8)


def png(picture: Picture) -> bytes:
    """A picture as the bytes of a PNG file."""
    return bytes(cv2.imencode(".png", picture)[1])


def _panels(reading: Reading, candidate: Candidate) -> list[_Panel]:
    tokens = zip(candidate.tokens, candidate.confidences, candidate.attention, strict=True)
    shown = [_Panel(token, f"{confidence:.0%}", heat) for token, confidence, heat in tokens]
    return [_Panel("focus", "where ink matters", reading.focus), *shown]


def _zoom(rows: int, columns: int) -> float:
    """How much larger than the raster a panel is drawn: panels are about equally large, whatever their aspect."""
    return float(min((_PANEL_AREA / (rows * columns)) ** 0.5, _WIDEST_PANEL / columns, _LARGEST_ZOOM))


def _to_pixels(heat: Map, shape: tuple[int, ...], cell_pixels: int) -> Map:
    """A map scaled to its strongest cell and stretched over the raster's pixels. Shapes: (H, W) to (P, Q)."""
    strongest = float(heat.max(initial=0.0))
    scaled = (heat / strongest if strongest > 0 else heat).astype(np.float32)
    stretched = _resized(scaled, (heat.shape[1] * cell_pixels, heat.shape[0] * cell_pixels))
    rows, columns = max(0, shape[0] - stretched.shape[0]), max(0, shape[1] - stretched.shape[1])
    return np.pad(stretched, ((0, rows), (0, columns)))[: shape[0], : shape[1]]


def _resized(channel: Map, size: tuple[int, int]) -> Map:
    """A channel at another size (width, height), kept from 0 to 1."""
    smaller = size[0] < channel.shape[1]
    resized = cv2.resize(channel, size, interpolation=cv2.INTER_AREA if smaller else cv2.INTER_CUBIC)
    return np.clip(np.asarray(resized, dtype=np.float32), 0.0, 1.0)


@cache
def _heat_colours() -> NDArray[np.float32]:
    """The colour of each strength from 0 to 255. Shape: (256, 3)."""
    strength = np.linspace(0.0, 1.0, 256, dtype=np.float32)
    places = np.round(255 - 118 * strength).astype(np.uint8)
    inferno = np.asarray(cv2.applyColorMap(places[:, None], cv2.COLORMAP_INFERNO), dtype=np.float32)[:, 0]
    opacity = np.minimum(1.0, 1.6 * strength)[:, None]
    paper = np.array(_PAPER, dtype=np.float32)
    return np.asarray(paper * (1 - opacity) + inferno * opacity, dtype=np.float32)


def _draw(panel: _Panel, reading: Reading, zoom: float) -> Picture:
    """One panel under its label; panels of one sheet are equally large."""
    picture = overlay(reading.picture[0], panel.heat, reading.frame.cell_pixels, zoom)
    height, width = picture.shape[0], max(picture.shape[1], _NARROWEST_PANEL)
    card = np.full((_LABEL + height + 2, width + 2, 3), _SHEET, dtype=np.uint8)
    card[_LABEL:] = _EDGE
    card[_LABEL + 1 : -1, 1:-1] = _PAPER
    left = 1 + (width - picture.shape[1]) // 2
    card[_LABEL + 1 : -1, left : left + picture.shape[1]] = picture
    note = width - _text_width(panel.note, _SMALL)
    _write(card, _shortened(panel.label, note - 12, _NORMAL), 1, _NORMAL, _TEXT)
    _write(card, panel.note, note, _SMALL, _FAINT)
    return card


def _grid(panels: list[Picture]) -> Picture:
    """Panels in rows from the left, on a sheet about as wide as a screen."""
    height, width, _ = panels[0].shape
    columns = min(len(panels), max(1, (_SHEET_WIDTH - _GAP) // (width + _GAP)))
    rows = -(-len(panels) // columns)
    sheet = np.full((rows * (height + _GAP), columns * (width + _GAP) + _GAP, 3), _SHEET, dtype=np.uint8)
    for place, panel in enumerate(panels):
        top, left = place // columns * (height + _GAP), _GAP + place % columns * (width + _GAP)
        sheet[top : top + height, left : left + width] = panel
    return sheet


def _with_header(sheet: Picture, candidate: Candidate) -> Picture:
    header = np.full((_HEADER, sheet.shape[1], 3), _SHEET, dtype=np.uint8)
    latex = _shortened(candidate.latex, sheet.shape[1] - 2 * _GAP, _LARGE)
    _write(header, latex, _GAP, _LARGE, _TEXT, baseline=_HEADER - 20)
    return np.concatenate([header, sheet])


def _text_width(text: str, scale: float) -> int:
    return int(cv2.getTextSize(text, _FONT, scale, 1)[0][0])


def _shortened(text: str, width: int, scale: float) -> str:
    """Text that fits a width in pixels, its end left out where it does not."""
    if _text_width(text, scale) <= width:
        return text
    while text and _text_width(text + "...", scale) > width:
        text = text[:-1]
    return text + "..."


def _write(
    picture: Picture, text: str, left: int, scale: float, colour: tuple[int, int, int], baseline: int = _LABEL - 8
) -> None:
    cv2.putText(picture, text, (left, baseline), _FONT, scale, colour, 1, cv2.LINE_AA)
