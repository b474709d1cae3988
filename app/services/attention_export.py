"""Attention for papers and talks: a picture, a drawing, an animation, or the numbers, each as the bytes of a file.

All of it can be made in any thread, and takes too long for the one that draws the window.
"""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from PySide6.QtCore import QBuffer, QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgGenerator

from app.canvas.compose import to_pixels
from app.services.attention_page import Exhibit, Page, tr
from app.services.files import FileError
from app.telling import told

if TYPE_CHECKING:
    from PIL.Image import Image

RATIO = 2  # pixels of an exported picture a logical pixel of the page
COLOURS = 64  # of each frame of an animation
LAST_MS = 1600  # how long an animation rests on its last token


class Form(StrEnum):
    """What attention can be exported as; the value is the ending of the file."""

    PNG = "png"
    SVG = "svg"
    GIF = "gif"
    NPZ = "npz"


def export(exhibit: Exhibit, form: Form, token: int | None, step_ms: int) -> bytes:
    """The file of an exhibit: one token's map, or the focus map for None; animations and numbers have all.

    `step_ms` is how long an animation stays with each token. Raises `FileError` for what cannot be made.
    """
    makers: dict[Form, Callable[[], bytes]] = {
        Form.PNG: lambda: png(exhibit, token),
        Form.SVG: lambda: svg(exhibit, token),
        Form.GIF: lambda: gif(exhibit, step_ms),
        Form.NPZ: lambda: npz(exhibit),
    }
    return makers[form]()


def png(exhibit: Exhibit, token: int | None) -> bytes:
    """Ink and heat of one token as a picture."""
    return _png(Page(exhibit).image(token, RATIO))


def svg(exhibit: Exhibit, token: int | None) -> bytes:
    """The same as a drawing: ink as curves, the heat as an embedded picture."""
    page, buffer = Page(exhibit), QBuffer()
    generator = QSvgGenerator()
    generator.setOutputDevice(buffer)
    generator.setResolution(96)  # pixels an inch, as browsers have it
    generator.setSize(page.size.toSize())
    generator.setViewBox(QRectF(0, 0, page.size.width(), page.size.height()))
    generator.setTitle(exhibit.latex)
    generator.setDescription(page.title(token))
    painter = QPainter(generator)
    page.paint(painter, token)
    painter.end()
    return bytes(buffer.data().data())


def gif(exhibit: Exhibit, step_ms: int) -> bytes:
    """All tokens in turn, the LaTeX so far below, again and again. Raises `FileError` where there is no token."""
    if not exhibit.tokens:
        raise FileError(tr("There are no tokens to animate: write something first."))
    page = Page(exhibit, animated=True)
    frames = [_frame(page.image(token, 1)) for token in range(len(exhibit.tokens))]
    durations = [step_ms] * (len(frames) - 1) + [max(step_ms, LAST_MS)]
    made = io.BytesIO()
    frames[0].save(made, "GIF", save_all=True, append_images=frames[1:], duration=durations, loop=0, disposal=1)
    return made.getvalue()


def npz(exhibit: Exhibit) -> bytes:
    """The maps as NumPy keeps arrays: `maps` (T, H, W), `tokens` (T,), `focus` (H, W), and where the maps lie.

    `frame` is scale, left, top and cell_pixels of `mathnet.raster.Frame`; `box` is left, top, right and bottom of the
    maps in the units of the ink.
    """
    frame, box = exhibit.frame, exhibit.box
    made = io.BytesIO()
    np.savez_compressed(
        made,
        maps=exhibit.maps,
        tokens=np.array(exhibit.tokens, dtype=np.str_),
        focus=exhibit.focus,
        frame=np.array([frame.scale, frame.left, frame.top, frame.cell_pixels]),
        box=np.array([box.left, box.top, box.right, box.bottom]),
        latex=np.array(exhibit.latex),
        source=np.array(exhibit.source),
    )
    return made.getvalue()


def write(data: bytes, path: Path) -> None:
    """Write the bytes of a file, the old one kept whole until the new one is. Raises `FileError`."""
    beside = path.with_name(f".{path.name}.part")
    try:
        beside.write_bytes(data)
        os.replace(beside, path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise FileError(tr("{} cannot be written: {}. Choose another place.").format(path, told(error))) from error


def file_name(exhibit: Exhibit, form: Form, token: int | None) -> str:
    """What the file is called unless the user says otherwise."""
    parts = ["attention"]
    if form in (Form.PNG, Form.SVG):
        parts += ["focus"] if token is None else [f"{token + 1:02}", exhibit.tokens[token]]
    words = [re.sub(r"[^A-Za-z0-9]+", "-", part).strip("-") for part in [*parts, exhibit.source]]
    return "_".join(word for word in words if word) + f".{form}"


def _png(image: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    image.setDevicePixelRatio(1)
    image.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())


def _frame(image: QImage) -> Image:
    """A frame with few colours, no dots strewn in: those would look like attention, and make the file large."""
    from PIL.Image import Dither, Quantize, fromarray

    rgb = np.ascontiguousarray(to_pixels(image)[..., :3])
    return fromarray(rgb).quantize(COLOURS, Quantize.MEDIANCUT, dither=Dither.NONE)
