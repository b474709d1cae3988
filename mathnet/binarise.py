"""Finds the ink in a picture of paper, a board or a screen, and lets go of everything else.

Light and shadow are estimated by a morphological closing and divided out, so that one level separates ink from paper;
the level follows Otsu (1979) on what stands out from the noise. Ruled lines, specks and blobs are dropped after that.

Letters: P Q rows and columns of the picture, N connected parts of the ink.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.uint8]
Chosen = NDArray[np.bool_]

EDGE = 128  # evidence at the edge of a stroke
FAINTEST = 14  # contrast that ink must exceed, of 255, however clean the picture
NOISE_MARGIN = 6.0  # standard deviations of pixel noise that ink must exceed
DARKEST_PAPER = 60  # where the light is below this, dividing by it would only amplify noise
CLOSING = 15  # pixels across which the light is estimated, on a picture reduced to suit
THICKEST_RULE = 40  # pixels on average, with blur, slant and ink that touches it
FEWEST_RULES = 2  # lines from side to side that make it ruled paper; a single one may be a fraction bar


@dataclass(frozen=True, eq=False)
class Parts:
    """The connected parts of the ink, numbered from 1.

    Shapes: `labels` (P, Q) with 0 for paper; `boxes` (N, 4) as left, top, width, height; `areas` (N,); all in pixels.
    """

    labels: NDArray[np.int32]
    boxes: NDArray[np.int32]
    areas: NDArray[np.int32]

    @classmethod
    def of(cls, evidence: Grey) -> Parts:
        ink = (evidence >= EDGE).astype(np.uint8)
        _, labels, statistics, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
        return cls(np.asarray(labels, np.int32), statistics[1:, :4], statistics[1:, cv2.CC_STAT_AREA])

    def __len__(self) -> int:
        return len(self.areas)

    @cached_property
    def depth(self) -> NDArray[np.float32]:
        """The distance to the nearest paper. Shape: (P, Q)."""
        ink = (self.labels > 0).astype(np.uint8)
        return np.asarray(cv2.distanceTransform(ink, cv2.DIST_L2, cv2.DIST_MASK_3), np.float32)

    @property
    def box(self) -> tuple[int, int, int, int]:
        """Left, top, right and bottom of all ink; right and bottom are just outside. Raises `ValueError` without ink."""
        left, top = self.boxes[:, :2].min(axis=0).tolist()
        right, bottom = (self.boxes[:, :2] + self.boxes[:, 2:]).max(axis=0).tolist()
        return left, top, right, bottom

    @cached_property
    def extents(self) -> NDArray[np.int32]:
        """The larger of width and height. Shape: (N,)."""
        return self.boxes[:, 2:].max(axis=1, initial=0)

    @cached_property
    def thickness(self) -> float:
        """The usual thickness of a stroke; 0 without ink."""
        if len(self) == 0:
            return 0.0
        inside = self.labels > 0
        depths = np.bincount(self.labels[inside], weights=self.depth[inside], minlength=len(self) + 1)[1:]
        thickness = np.maximum(1.0, 4.0 * depths / self.areas - 2.0)  # the mean depth of a bar is thickness / 4 + 1 / 2
        # Counted by length, as far as a part has any, so that neither a thousand specks nor one large shadow decide.
        weights = np.maximum(self.extents - 3.0 * thickness, 0.01 * self.extents)
        order = np.argsort(thickness)
        middle = np.searchsorted(np.cumsum(weights[order]), weights.sum() / 2)
        return float(thickness[order[min(middle, len(self) - 1)]])

    @cached_property
    def size(self) -> float:
        """About what `mathnet.raster.stroke_size` gives for the strokes that drew this ink; 0 without ink.

        Strokes that touch are one part, which makes parts larger than strokes: the 65th percentile of parts was found
        as large as the 75th of strokes on CROHME's training ink (half within 7 %, nine of ten within 36 %).
        """
        lengths = np.maximum(self.extents - self.thickness, 0)
        longest = lengths.max(initial=0.0)
        if longest <= 0:
            return self.thickness
        return max(float(np.percentile(lengths[lengths > 0.1 * longest], 65)), self.thickness)


def ink_evidence(picture: Grey) -> Grey:
    """How surely each pixel is ink: `EDGE` at the edge of a stroke, more inside; all zero where nothing is written.

    Shapes: (P, Q) to (P, Q).
    """
    dark, span = _side_and_span(picture)
    paper = picture if dark else np.asarray(cv2.bitwise_not(picture), np.uint8)
    floor = max(FAINTEST, NOISE_MARGIN * _noise(paper))
    draft = _evidence(paper, span, floor)
    parts = Parts.of(draft)
    pen = Parts.of(_without(draft, parts, _frames(parts))).thickness
    if pen == 0:
        return np.zeros_like(picture)
    # Once the pen is known, the light is followed as closely as the pen allows: even hard shadows vanish.
    return _without_clutter(_evidence(paper, 5 * pen, floor))


def _evidence(paper: Grey, span: float, floor: float) -> Grey:
    """Evidence by the light within `span` pixels, without the paper's rules. Shapes: (P, Q) to (P, Q)."""
    return _levelled(_without_rules(_contrast(paper, span), floor), floor)


def _without_clutter(evidence: Grey) -> Grey:
    """Evidence without specks, frames, shadows and far-away dirt; dots as thick as the pen stay."""
    parts = Parts.of(evidence)
    clutter = (parts.areas < 0.4 * parts.thickness**2) | _blobs(parts) | _frames(parts)
    return _without(evidence, parts, clutter | _far_dots(parts, clutter))


def _without(evidence: Grey, parts: Parts, unwanted: Chosen) -> Grey:
    """Evidence without the `unwanted` (N,) parts; all of it where nothing would be left."""
    if not unwanted.any() or unwanted.all():
        return evidence
    return np.where(np.append(False, unwanted)[parts.labels], 0, evidence).astype(np.uint8)


def reduced(picture: Grey, factor: float) -> Grey:
    """The picture made smaller by about `factor`, by averaging; as it is for a factor up to 1."""
    if factor <= 1:
        return picture
    rows, columns = (max(1, round(side / factor)) for side in picture.shape)
    return np.asarray(cv2.resize(picture, (columns, rows), interpolation=cv2.INTER_AREA), np.uint8)


def _side_and_span(picture: Grey) -> tuple[bool, float]:
    """Whether ink is darker than paper, and a width in pixels that is larger than its strokes are thick.

    Whatever is thin departs from a local median: where nearly all departures lie on one side, that is ink. The
    narrowest window that says so is the best one, since wide windows see shadows and the edges of the sheet as well.
    """
    factor = max(1.0, max(picture.shape) / 512)
    small = reduced(picture, factor)
    for window in (17, 33, 65, 129, 257):
        departure = small.astype(np.float32) - cv2.medianBlur(small, window)
        departure[np.abs(departure) < FAINTEST] = 0
        balance, total = float((departure * np.abs(departure)).sum()), float((departure**2).sum())
        if abs(balance) > 0.5 * total:
            break
    return balance <= 0, window * factor


def _noise(paper: Grey) -> float:
    """The standard deviation of pixel noise, from the median departure from a 3 by 3 median."""
    return 1.8 * _median(cv2.absdiff(paper, cv2.medianBlur(paper, 3)))


def _median(values: NDArray[np.generic]) -> float:
    """The median of about ten thousand of the values: all of a picture's would take longer and say the same."""
    flat = values.reshape(-1)
    return float(np.median(flat[:: max(1, flat.size // 10_007)]))


def _contrast(paper: Grey, span: float) -> Grey:
    """How much darker each pixel is than the paper within `span` pixels, as a share of the light there (255 is all)."""
    small = reduced(paper, span / CLOSING)
    light = cv2.copyMakeBorder(small, CLOSING, CLOSING, CLOSING, CLOSING, cv2.BORDER_REFLECT)
    light = cv2.morphologyEx(light, cv2.MORPH_CLOSE, np.ones((CLOSING, CLOSING), np.uint8))
    light = light[CLOSING:-CLOSING, CLOSING:-CLOSING]
    light = cv2.erode(light, np.ones((3, 3), np.uint8))  # or the edges of paper and shadow would show as lines
    light = cv2.resize(light, paper.shape[::-1], interpolation=cv2.INTER_LINEAR)
    darker = cv2.subtract(light, paper)
    return np.asarray(cv2.divide(darker, cv2.max(light, DARKEST_PAPER), scale=255), np.uint8)


def _levelled(contrast: Grey, floor: float) -> Grey:
    """Evidence from contrast: `EDGE` lies at a little under half of what ink usually has, and above the floor."""
    bare = _median(contrast)  # a closing follows the brightest noise, so bare paper has some contrast
    standing_out = contrast[contrast > math.ceil(bare + floor)]
    if standing_out.size == 0:
        return np.zeros_like(contrast)
    split, _ = cv2.threshold(standing_out.reshape(1, -1), 0, 255, cv2.THRESH_OTSU)
    ink = _median(standing_out[standing_out >= int(split)])
    level = bare + max(floor, 0.45 * (ink - bare))
    return np.asarray(cv2.convertScaleAbs(contrast, alpha=EDGE / level), np.uint8)


def _without_rules(contrast: Grey, floor: float) -> Grey:
    """Contrast without the lines of ruled or squared paper; ink that crosses them stays where it is darker or goes on."""
    plain = _without_lines_across(contrast, floor, FEWEST_RULES)
    if plain is contrast:
        return contrast
    return np.ascontiguousarray(_without_lines_across(np.ascontiguousarray(plain.T), floor, fewest=1).T)


def _without_lines_across(contrast: Grey, floor: float, fewest: int) -> Grey:
    """Contrast without the lines that run from side to side, where there are at least `fewest`."""
    where, strength = _lines_across(contrast, floor, fewest)
    if strength == 0:
        return contrast
    darker = contrast[~where & (contrast > math.ceil(1.2 * strength))]
    ink = _median(darker) if darker.size else 255.0
    weak = contrast < math.ceil(max(1.3 * strength, (strength + ink) / 2))
    kept = np.where(where & weak, 0, contrast).astype(np.uint8)
    bridged = cv2.morphologyEx(kept, cv2.MORPH_CLOSE, np.ones((9, 1), np.uint8))
    return np.asarray(cv2.max(kept, cv2.min(contrast, bridged)), np.uint8)


def _lines_across(contrast: Grey, floor: float, fewest: int) -> tuple[Chosen, float]:
    """The surroundings (P, Q) of lines from side to side and their usual contrast, 0 for fewer lines than `fewest`."""
    columns = contrast.shape[1]
    span = max(25, columns // 20)
    thick = cv2.dilate(contrast, np.ones((3, 1), np.uint8))  # so that a slightly slanting line has long rows, too
    bars = np.asarray(cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, span), np.uint8)), np.uint8)
    joined = cv2.dilate((bars > math.ceil(floor)).astype(np.uint8), np.ones((3, span), np.uint8))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    left, _, width, _, area = boxes.T
    line = (area < THICKEST_RULE * width) & ((left == 0) | (left + width == columns))
    line[0] = False  # label 0 is what is no bar
    where = np.asarray(line[labels], np.bool_)
    found = int((line & (width >= 0.5 * columns)).sum()) >= fewest
    return where, _median(bars[where & (bars > math.ceil(floor))]) if found else 0.0


def _blobs(parts: Parts) -> Chosen:
    """Which parts are somewhere much thicker than a stroke: shadows, thumbs, the edge of the desk. Shape: (N,)."""
    thick = parts.depth > max(2.5 * parts.thickness, 0.15 * parts.size)
    return np.isin(np.arange(1, len(parts) + 1), parts.labels[thick])


def _frames(parts: Parts) -> Chosen:
    """Which parts run along at least half a side of the picture. Shape: (N,)."""
    labels = parts.labels
    counts = [
        np.bincount(side, minlength=len(parts) + 1) / len(side)
        for side in (labels[0], labels[-1], labels[:, 0], labels[:, -1])
    ]
    return np.asarray(np.max(counts, axis=0)[1:] >= 0.5)


def _far_dots(parts: Parts, clutter: Chosen) -> Chosen:
    """Which parts are small and far from anything larger, as no dot of a formula is. Shape: (N,)."""
    small = parts.extents < 0.3 * parts.size
    anchor = np.append(False, ~small & ~clutter)[parts.labels]
    if not anchor.any() or not small.any():
        return np.zeros(len(parts), np.bool_)
    away = cv2.distanceTransform((~anchor).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_3)
    column, row = (parts.boxes[:, :2] + parts.boxes[:, 2:] // 2).T
    return np.asarray(small & (away[row, column] > 4 * parts.size))
