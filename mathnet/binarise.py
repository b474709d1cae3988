"""Finds the ink in a picture of paper, a board or a screen, and lets go of everything else.

Light and shadow are estimated by a morphological closing and divided out, so that one level separates ink from paper;
the level follows Otsu (1979) on what stands out from the noise. The lines of ruled and squared paper are dropped
before that.

Letters: P Q rows and columns of the picture.
"""

from __future__ import annotations

import math

import cv2
import numpy as np

from mathnet.inkparts import EDGE, Chosen, Grey, Parts, frames, without, without_clutter

FAINTEST = 14  # contrast that ink must exceed, of 255, however clean the picture
NOISE_MARGIN = 6.0  # standard deviations of pixel noise that ink must exceed
STRONG_NOISE = 5.0  # standard deviation from which a picture is blurred first
SHORTEST = 80  # the largest side of a picture that shows ink is at most so many times its longest stroke
DARKEST_PAPER = 60  # where the light is below this, dividing by it would only amplify noise
CLOSING = 15  # pixels across which the light is estimated, on a picture reduced to suit
THICKEST_RULE = 40  # pixels on average, with blur, slant and ink that touches it
FEWEST_RULES = 2  # lines from side to side that make it ruled paper; a single one may be a fraction bar


def ink_evidence(picture: Grey) -> Grey:
    """How surely each pixel is ink: `EDGE` at the edge of a stroke, more inside; all zero where nothing is written.

    Shapes: (P, Q), not empty, to (P, Q).
    """
    dark, span = _side_and_span(picture)
    paper, noise = _smoothed(picture if dark else np.asarray(cv2.bitwise_not(picture), np.uint8))
    floor = max(FAINTEST, NOISE_MARGIN * noise * 255 / max(DARKEST_PAPER, _median(paper)))
    draft = _evidence(paper, span, floor)
    parts = Parts.of(draft)
    pen = Parts.of(without(draft, parts, frames(parts, sides=1))).thickness
    if not 0 < pen < min(picture.shape) / 2:  # nothing, or a shadow only
        return np.zeros_like(picture)
    # Once the pen is known, the light is followed as closely as the pen allows: even hard shadows vanish.
    evidence = without_clutter(_evidence(paper, 5 * pen, floor))
    noise_only = Parts.of(evidence).extents.max(initial=0) < max(picture.shape) / SHORTEST
    return np.zeros_like(picture) if noise_only else evidence


def _evidence(paper: Grey, span: float, floor: float) -> Grey:
    """Evidence by the light within `span` pixels, without the paper's rules. Shapes: (P, Q) to (P, Q)."""
    return _levelled(_without_rules(_contrast(paper, span), floor), floor)


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


def _smoothed(paper: Grey) -> tuple[Grey, float]:
    """The picture, a little blurred where noise is strong, and the standard deviation of the noise in it."""
    noise = _noise(paper)
    if noise < STRONG_NOISE:
        return paper, noise
    paper = np.asarray(cv2.GaussianBlur(paper, (0, 0), 1.0), np.uint8)
    return paper, max(STRONG_NOISE / 2, noise / 3)


def _noise(paper: Grey) -> float:
    """The standard deviation of noise in the middle, from departures from a local median that is wider than grain."""
    row, column = (max(0, side // 2 - 150) for side in paper.shape)
    sample = paper[row : row + 300, column : column + 300]
    return 1.5 * _median(np.asarray(cv2.absdiff(sample, cv2.medianBlur(sample, 7)), np.uint8))


def _median(values: Grey) -> float:
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
    return np.asarray(cv2.divide(darker, np.maximum(light, DARKEST_PAPER), scale=255), np.uint8)


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
    """Contrast without the lines of ruled or squared paper; ink that crosses them stays."""
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
    rows, columns = contrast.shape
    span = max(15, columns // 20)
    thick = cv2.dilate(contrast, np.ones((3, 1), np.uint8))  # so that a slightly slanting line has long rows, too
    bars = np.asarray(cv2.morphologyEx(thick, cv2.MORPH_OPEN, np.ones((1, span), np.uint8)), np.uint8)
    joined = cv2.dilate((bars > math.ceil(floor)).astype(np.uint8), np.ones((3, span), np.uint8))
    _, labels, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    left, _, width, _, area = boxes.T
    line = (area < min(THICKEST_RULE, rows / 10) * width) & ((left == 0) | (left + width == columns))
    line[0] = False  # label 0 is what is no bar
    where = np.asarray(line[labels], np.bool_)
    found = int((line & (width >= 0.5 * columns)).sum()) >= fewest
    return where, _median(bars[where & (bars > math.ceil(floor))]) if found else 0.0
