"""Pictures: photos, scans and screenshots, brought to the look of rasterised ink so that one model reads both.

`load_picture` and `from_array` give a grey picture; `normalise` finds the ink in it, scales it as `mathnet.raster`
scales strokes, and redraws its lines as thick as those. Size is that of connected parts, since a picture does not say
where a stroke began; lines are redrawn from the distance transform, which keeps crossings and dots whole.

Letters: P Q rows and columns.
"""

from __future__ import annotations

import io
import math

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps, UnidentifiedImageError

from mathnet.binarise import ink_evidence, reduced
from mathnet.errors import SpokenError
from mathnet.inkparts import EDGE, Grey, Parts

MAX_MEGAPIXELS = 64
FORMATS = ("PNG", "JPEG", "BMP", "WEBP", "TIFF")
_ANALYSED_PIXELS = 2_000_000  # larger pictures are read at this size: pen strokes still have several pixels
_RASTER_PIXELS = 1_000_000  # the largest raster: a page of small print, or noise, is left smaller than it should be
_FINE = 2  # pixels along a raster pixel while lines are redrawn

Floats = NDArray[np.float32]
_NOTHING = np.zeros((0, 0), np.float32), 1.0, (0.0, 0.0)


class PictureError(SpokenError):
    """A picture that cannot be read; the message names it and says what to do."""


def load_picture(data: bytes, name: str) -> Grey:
    """The grey picture in the bytes of a PNG, JPEG, BMP, WebP or TIFF file called `name`, upright by its EXIF tag.

    What is transparent becomes paper, as in `from_array`. Shapes: (P, Q) from 0 to 255.
    Raises `PictureError` for other formats, broken files and pictures of more than `MAX_MEGAPIXELS`.
    """
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            _check_size(*image.size, name)  # the header tells: nothing is decoded before this
            image.draft("L", image.size)  # a JPEG need not decode its colours
            return from_array(_pixels(ImageOps.exif_transpose(image)), name)
    except PictureError:
        raise
    except UnidentifiedImageError as error:
        kinds = ", ".join(FORMATS)
        raise PictureError("{} is not a picture of a known kind; save it as one of {}", name, kinds) from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(name) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:  # what Pillow's decoders raise for broken files
        raise PictureError("{} is damaged or cut off ({}); export or copy it again", name, error) from error


def from_array(pixels: NDArray[np.uint8], name: str = "the picture") -> Grey:
    """The grey picture in an array of grey (P, Q), RGB (P, Q, 3) or RGBA (P, Q, 4) from 0 to 255.

    Transparent pixels become paper: what the visible ones mostly are where those are most of the picture, else the one
    of black and white that they stand out from. Shapes: to (P, Q). Raises `PictureError` for other arrays and sizes.
    """
    if pixels.dtype != np.uint8 or pixels.ndim not in (2, 3) or (pixels.ndim == 3 and pixels.shape[2] not in (3, 4)):
        told = (name, pixels.dtype, pixels.shape)
        raise PictureError("{} has {} values of shape {}; give bytes of grey, RGB or RGBA", *told)
    _check_size(pixels.shape[1], pixels.shape[0], name)
    if pixels.ndim == 2:
        return pixels
    if pixels.size == 0:
        return np.zeros((0, 0), np.uint8)
    if pixels.shape[2] == 3:
        return np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY), np.uint8)
    return _on_paper(np.asarray(cv2.cvtColor(pixels, cv2.COLOR_RGBA2GRAY), np.uint8), pixels[..., 3])


def normalise(picture: Grey, size: float = 32.0, thickness: float = 2.0) -> tuple[Floats, float, tuple[float, float]]:
    """The ink of a picture as a raster from 0 (paper) to 1 (ink), its scale, and its left upper corner.

    Strokes measure about `size` raster pixels, as `mathnet.raster.stroke_size` measures them, and lines are as thick as
    OpenCV draws them for `thickness`, which is nearly twice that. The scale is in raster pixels a picture pixel, the
    corner (left, top) in picture pixels. A picture without ink gives an empty raster.
    Shapes: (P, Q) to the ink's box, or (0, 0).
    """
    if picture.size == 0:
        return _NOTHING
    small = reduced(picture, (picture.size / _ANALYSED_PIXELS) ** 0.5)
    evidence = ink_evidence(small)
    parts = Parts.of(evidence)
    if len(parts) == 0:
        return _NOTHING
    left, top, right, bottom = parts.box
    scale = min(size / parts.size, (_RASTER_PIXELS / ((right - left) * (bottom - top))) ** 0.5)  # raster pixels a pixel
    margin = math.ceil(2 * thickness / scale)  # the lines of a thin pen grow outwards
    raster = _redrawn(_fine_crop(evidence, parts, scale, margin), _FINE * thickness)
    raster, column, row = _cropped(raster)
    shrunk = picture.shape[1] / small.shape[1]
    corner = (left - margin + column / scale) * shrunk, (top - margin + row / scale) * shrunk
    return raster, scale / shrunk, corner


def _fine_crop(evidence: Grey, parts: Parts, scale: float, margin: int) -> Grey:
    """The ink's box with `margin` pixels around it, at `_FINE` pixels a raster pixel."""
    left, top, right, bottom = parts.box
    crop = np.pad(evidence[top:bottom, left:right], margin)
    fine = _FINE * scale
    lacking = math.ceil(2 / fine - parts.thickness)  # pixels by which the lines are too thin to be made smaller
    if lacking > 0:
        pen = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (lacking + 1, lacking + 1))
        crop = np.asarray(cv2.dilate(crop, pen), np.uint8)
    columns, rows = (max(1, round(side * fine)) for side in crop.shape[::-1])
    smoothly = cv2.INTER_AREA if fine < 1 else cv2.INTER_CUBIC
    return np.asarray(cv2.resize(crop, (columns, rows), interpolation=smoothly), np.uint8)


def _redrawn(evidence: Grey, half_line: float) -> Floats:
    """Lines of twice `half_line` fine pixels along the middle of all strokes, from 0 to 1, `_FINE` times smaller.

    How far a pixel is from the middle of its stroke is told by two distance transforms: inside, by how much less deep
    it is than the stroke about it, which counts as no deeper than usual, so that crossings do not fade the lines near
    them; outside, by the distance to the ink and half the usual thickness. Shapes: (P, Q) to (P, Q) / `_FINE`.
    """
    ink = (evidence >= EDGE).astype(np.uint8)
    depth = cv2.distanceTransform(ink, cv2.DIST_L2, cv2.DIST_MASK_5)
    usual = float(np.median(depth[(ink > 0) & (depth >= cv2.dilate(depth, np.ones((3, 3), np.uint8)))]))
    reach = 2 * math.ceil(usual) + 1
    around = cv2.dilate(depth, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (reach, reach)))
    inside = np.maximum(np.minimum(around, usual) - depth, 0.0)
    outside = cv2.distanceTransform(1 - ink, cv2.DIST_L2, cv2.DIST_MASK_5) + (usual - 0.5)
    away = np.where(ink > 0, inside, outside)
    away = cv2.resize(away, None, fx=1 / _FINE, fy=1 / _FINE, interpolation=cv2.INTER_AREA)
    return np.asarray(np.clip((half_line - away) / _FINE + 0.5, 0.0, 1.0), np.float32)


def _cropped(raster: Floats) -> tuple[Floats, int, int]:
    """The raster's ink without the empty pixels around it, and the column and row where it begins."""
    rows, columns = np.flatnonzero(raster.any(axis=1)), np.flatnonzero(raster.any(axis=0))
    return raster[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1], int(columns[0]), int(rows[0])


def _pixels(image: Image.Image) -> NDArray[np.uint8]:
    """Grey or RGBA bytes of a decoded image of any mode; deeper images lose their finest shades."""
    if image.mode[0] in "IF":
        values = np.nan_to_num(np.asarray(image, np.float32))
        brightest = 65535.0 if image.mode[0] == "I" else max(1.0, float(values.max(initial=0.0)))
        return (values.clip(0, brightest) * (255 / brightest)).astype(np.uint8)
    return np.asarray(image.convert("RGBA" if image.has_transparency_data else "L"), np.uint8)


def _on_paper(grey: Grey, alpha: NDArray[np.uint8]) -> Grey:
    """Lays a picture on the paper that `from_array` describes. Shapes: (P, Q) both, and the result."""
    if alpha.min() == 255:
        return grey
    if not alpha.any():
        return np.full_like(grey, 255)
    if alpha.mean() > 127:
        paper = int(np.median(grey[alpha > 127]))
    else:
        paper = 255 if np.average(grey, weights=alpha) < 128 else 0
    covered = grey.astype(np.uint16) * alpha + np.uint16(paper) * (255 - alpha).astype(np.uint16)
    return (covered // 255).astype(np.uint8)


def _check_size(columns: int, rows: int, name: str) -> None:
    if columns * rows > MAX_MEGAPIXELS * 1_000_000:
        raise _too_large(name)


def _too_large(name: str) -> PictureError:
    told = (name, MAX_MEGAPIXELS)
    return PictureError("{} has more than {} megapixels; crop it to the formula or save it smaller", *told)
