"""The formula as a picture for documents: SVG of outlines, and PNG at a resolution that is written into it.

Both are black whatever the theme, and as large as text of 12 points when they are placed in a document.
"""

from __future__ import annotations

import re
from enum import Enum
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSaveFile, QSize, Qt
from PySide6.QtGui import QColor, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

from app.typeset.formula import FONT_SIZE, Formula
from app.typeset.typesetter import typeset

TEXT_POINTS = 12.0
POINTS_AN_INCH, INCHES_A_METRE = 72.0, 1 / 0.0254
PRINT_DPI, PASTED_DPI = 384, 576  # four and six times the 96 of a plain screen; chats show what is pasted by pixels
LONGEST = 16_000  # pixels; a formula that is longer gets fewer pixels an inch
_COLOUR = re.compile(r'\b(fill|stroke)="#[0-9a-fA-F]{6}"')
_SIZE = re.compile(r'(<svg\b[^>]*?) width="[^"]*" height="[^"]*"')


class Ground(Enum):
    """What is behind the formula."""

    TRANSPARENT = Qt.GlobalColor.transparent
    WHITE = Qt.GlobalColor.white


def svg(latex: str) -> bytes:
    """The formula as SVG. Raises `TypesetError` for what cannot be set."""
    return _black(typeset(latex)).encode()


def png(latex: str, dpi: int = PRINT_DPI, ground: Ground = Ground.TRANSPARENT) -> bytes:
    """The formula as PNG with `dpi` pixels an inch. Raises `TypesetError` for what cannot be set."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image(latex, dpi, ground))
    return bytes(data.data())


def image(latex: str, dpi: int = PRINT_DPI, ground: Ground = Ground.TRANSPARENT) -> QImage:
    """The formula with `dpi` pixels an inch. Raises `TypesetError` for what cannot be set."""
    formula = typeset(latex)
    longest = max(formula.width, formula.height) * TEXT_POINTS / FONT_SIZE / POINTS_AN_INCH  # inches
    dpi = min(dpi, int(LONGEST / longest))
    scale = TEXT_POINTS / POINTS_AN_INCH * dpi / FONT_SIZE
    size = QSize(max(round(formula.width * scale), 1), max(round(formula.height * scale), 1))
    made = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(QColor(ground.value))
    painter = QPainter(made)
    QSvgRenderer(QByteArray(_black(formula).encode())).render(painter, QRectF(made.rect()))
    painter.end()
    # Set last: a painter on the image would take it for a device of that resolution.
    made.setDotsPerMeterX(round(dpi * INCHES_A_METRE))
    made.setDotsPerMeterY(round(dpi * INCHES_A_METRE))
    return made


def save(latex: str, path: Path, ground: Ground = Ground.TRANSPARENT) -> None:
    """Write the formula as SVG or as PNG, as the path ends; a file that is there stays whole until the new one is.

    Raises `TypesetError` for what cannot be set, and `OSError` if it cannot be written.
    """
    data = svg(latex) if path.suffix.lower() == ".svg" else png(latex, ground=ground)
    file = QSaveFile(str(path))
    if not (file.open(QIODevice.OpenModeFlag.WriteOnly) and file.write(data) == len(data) and file.commit()):
        raise OSError(file.errorString())


def _black(formula: Formula) -> str:
    """Its SVG in black, of its size in a document."""
    width, height = (f"{length * TEXT_POINTS / FONT_SIZE:.2f}pt" for length in (formula.width, formula.height))
    drawing = _COLOUR.sub(r'\1="#000000"', formula.svg)
    return _SIZE.sub(rf'\1 width="{width}" height="{height}"', drawing, count=1)
