"""Files in and out: InkML and pictures, by what they are rather than by what they are called.

All errors that a file can cause leave here as `FileError`, with a message for the user.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage

from app.canvas.compose import to_pixels
from app.canvas.content import Grey
from app.telling import told
from mathnet.ink import Ink

PICTURES = ("png", "jpg", "jpeg", "bmp", "webp", "tif", "tiff")
LARGEST_FILE = 64 * 2**20  # bytes
MOST_PIXELS = 6_000_000  # a page is well read at that, and all that is done with it is done before the next frame


def tr(text: str) -> str:
    return QCoreApplication.translate("Files", text)


class FileError(ValueError):
    """A file could not be read or written; the message says which, why, and what to do."""


@dataclass(frozen=True, eq=False)
class Loaded:
    """What a file or the clipboard held: ink, or a grey picture (P, Q)."""

    ink: Ink | None = None
    picture: Grey | None = None


def read(path: Path) -> Loaded:
    """The ink or the picture in a file. Raises `FileError`."""
    return decode(read_bytes(path), path.name)


def read_bytes(path: Path) -> bytes:
    """What is in a file. Raises `FileError` for one that is too large, too."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            largest = tr("{} is larger than {} MB, too large for ink or a picture.")
            raise FileError(largest.format(path.name, LARGEST_FILE // 2**20))
        return path.read_bytes()
    except OSError as error:
        raise FileError(tr("{} cannot be opened: {}.").format(path.name, told(error))) from error


def decode(data: bytes, name: str) -> Loaded:
    """The ink or the picture in the bytes of a file called `name`. Raises `FileError`."""
    return Loaded(ink=_ink(data, name)) if looks_like_ink(data, name) else Loaded(picture=_picture(data, name))


def from_image(image: QImage) -> Loaded:
    """The picture in an image from the clipboard. Raises `FileError`."""
    from mathnet.picture import PictureError, from_array

    if image.isNull():
        raise FileError(tr("The clipboard holds a picture that cannot be read."))
    try:
        return Loaded(picture=on_light(small_enough(from_array(to_pixels(image), tr("The picture")))))
    except PictureError as error:
        raise FileError(told(error)) from error


def small_enough(grey: Grey) -> Grey:
    """The picture, or a smaller one of `MOST_PIXELS`."""
    from mathnet.binarise import reduced

    return reduced(grey, (grey.size / MOST_PIXELS) ** 0.5)


def on_light(grey: Grey) -> Grey:
    """The picture as dark writing on light ground, turned over if it is the other way: one goes on writing in dark."""
    sample = grey[:: 1 + grey.shape[0] // 500, :: 1 + grey.shape[1] // 500]  # some hundreds of rows tell as well as all
    return 255 - grey if sample.size and np.median(sample) < 110 else grey


def write(ink: Ink, path: Path) -> None:
    """Write ink as InkML, the old file kept whole until the new one is. Raises `FileError`."""
    from mathnet.inkml import InkmlError
    from mathnet.inkml import write as write_ink

    beside = path.with_name(f".{path.name}.part")
    try:
        write_ink(ink, beside)
        os.replace(beside, path)
    except InkmlError as error:
        raise FileError(told(error)) from error
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise FileError(tr("{} cannot be written: {}. Choose another place.").format(path, told(error))) from error


def looks_like_ink(data: bytes, name: str) -> bool:
    """Whether this is meant to be InkML: by its name, or because it starts as XML does."""
    start = data[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    return name.lower().endswith((".inkml", ".xml")) or start.startswith((b"<?xml", b"<ink"))


def _picture(data: bytes, name: str) -> Grey:
    from mathnet.picture import PictureError, load_picture  # brings OpenCV, which the start need not wait for

    try:
        return on_light(small_enough(load_picture(data, name)))
    except PictureError as error:
        raise FileError(told(error)) from error


def _ink(data: bytes, name: str) -> Ink:
    from mathnet.inkml import InkmlError
    from mathnet.inkml import read as read_ink

    try:
        ink = read_ink(data, name)
    except InkmlError as error:
        raise FileError(told(error)) from error
    if not ink.strokes:
        raise FileError(tr("{} holds no strokes.").format(name))
    return ink
