r"""Stretch: symbols that grow with what they belong to, drawn out as a pen would: bars, radicals, brackets, accents.

A radical's hook keeps its size while its bar reaches over the body; a long arrow keeps its head; brackets grow upwards
more than sideways. Units: caps, y points down.
"""

from __future__ import annotations

import math

import numpy as np

from training.synthesis.boxes import Box, Glyph, Mark
from training.synthesis.scribe import Scribe

# Get a little wider as they grow.
_ROUND = frozenset({"(", ")", "\\{", "\\}", "\\langle", "\\rangle"})
_ROUND |= {"\\begin{pmatrix}", "\\end{pmatrix}", "\\begin{cases}"}
_POINTED = frozenset({"\\vec", "\\overrightarrow"})
_WIDE = frozenset({"\\overline", "\\underline", "\\overrightarrow", "\\overbrace", "\\underbrace"})
_DOTS = frozenset({"\\dot", "\\ddot"})
_UNDER = frozenset({"\\underline", "\\underbrace"})
ACCENTS = _WIDE | _DOTS | {"\\hat", "\\bar", "\\vec", "\\tilde"}


def bar(pen: Scribe, label: str, left: float, right: float, y: float, size: float) -> Mark:
    """A line from `left` to `right` at the height `y`; a longer line wavers less than one scaled up would."""
    mark = pen.mark(label, size)
    mark.span(left, right)
    mark.tall = min(mark.tall, 0.12 * (right - left) / max(mark.glyph.height, 0.02))
    mark.turn = pen.error(0.4 * pen.style.turn)
    mark.y += y - (mark.top + mark.bottom) / 2
    return mark


def delimiter(pen: Scribe, label: str, content: tuple[float, float], size: float, ink: str = "") -> Mark:
    """A bracket or bar that encloses what reaches from top to bottom; those who let brackets grow, let them."""
    mark = pen.mark(label, size, ink)
    top, bottom = content
    margin = size * pen.about(0.14, 0.5)
    wanted, own = bottom - top + 2 * margin, mark.bottom - mark.top
    if wanted > own * 0.8 and (pen.style.grows or wanted > 2.2 * own):
        middle = (top + bottom) / 2 - size * pen.about(0.05, 0.8)
        half = max(wanted * pen.about(1.0, 0.1), 0.8 * own) / 2
        mark.rise(middle - half, middle + half)
        growth = max(2 * half / own, 1.0)
        mark.span(0.0, (mark.right - mark.left) * growth ** (0.35 if (ink or label) in _ROUND else 0.15))
    return mark


def radical(pen: Scribe, body: Box, size: float) -> Mark:
    """The sign over and before a body, which stays where it is."""
    mark, style = pen.mark("\\sqrt", size), pen.style
    mark.glyph = _barred(mark.glyph)
    knee = _knee(mark.glyph)
    top = body.top - size * pen.about(0.45, 0.35)
    bottom = body.bottom + size * (0.02 + pen.error(0.14))
    mark.rise(min(top, bottom - 0.7 * size), bottom)
    hook = size * pen.about(0.65, 0.25) * max(mark.tall / size, 1.0) ** 0.3
    mark.near = hook / max(knee - mark.glyph.left, 0.05)
    left = body.left - hook - size * pen.about(0.08, 0.6)
    mark.span(left, body.right + size * (style.overhang + 0.12 + pen.error(0.25)), knee)
    mark.turn *= 0.25  # a long bar shows every turn
    return mark


def _knee(glyph: Glyph) -> float:
    """Where a radical's bar begins: at the corner on the way from its lowest point to its rightmost one."""
    low, end = int(glyph.points[:, 1].argmax()), int(glyph.points[:, 0].argmax())
    way = glyph.points[min(low, end) : max(low, end) + 1]
    across, down = (glyph.points[end] - glyph.points[low]).tolist()
    above = (way - glyph.points[low]) @ np.array([down, -across])  # how far above the straight way, times its length
    return float(way[above.argmax(), 0])


def _barred(glyph: Glyph) -> Glyph:
    """The radical itself or, if it is but a hook, with a bar drawn from where the pen was."""
    if _knee(glyph) < glyph.right - 0.15 * glyph.width:
        return glyph
    x, y = glyph.points[-1].tolist()
    end = np.array([[max(x, glyph.right) + 0.5 * glyph.height, y]], dtype=np.float32)
    return Glyph.of(np.split(np.concatenate([glyph.points, end]), np.cumsum(glyph.lengths)[:-1]))


def accent(pen: Scribe, label: str, base: Box, size: float) -> Mark:
    """An accent, line or brace over or below its base."""
    mark = pen.mark(label, size)
    if label not in _DOTS:
        _widen(pen, mark, base, size)
    middle = base.middle + pen.error(0.7 * pen.style.centre) * size + (0.0 if label in _WIDE else 0.04 * size)
    mark.x += middle - (mark.left + mark.right) / 2
    gap = size * pen.about(0.13, 0.4)
    mark.y += base.bottom + gap - mark.top if label in _UNDER else base.top - gap - mark.bottom
    return mark


def _widen(pen: Scribe, mark: Mark, base: Box, size: float) -> None:
    """Gives an accent about the width of its base, and its own height or less."""
    over = size * pen.style.overhang if mark.label in _WIDE else -0.1 * size
    width = max(base.width + 2 * over, size * pen.about(0.4, 0.2)) * pen.about(1.0, 0.12)
    stretched = width / max(mark.right - mark.left, 0.02)
    glyph = mark.glyph
    if mark.label in _POINTED and stretched > 1.3:  # the tail is drawn out, not the head
        mark.knee, mark.far = glyph.right - min(0.4 * glyph.width, 0.3), mark.near
        mark.near = (width - mark.far * (glyph.right - mark.knee)) / max(mark.knee - glyph.left, 0.02)
    else:
        mark.span(mark.left, mark.left + width)
        mark.tall *= math.sqrt(min(stretched, 1.5))
    least, most = (0.17, 0.45) if mark.label in _POINTED else (0.0, 0.33)  # an arrow without a head is a bar
    height = max(mark.bottom - mark.top, 0.02)
    mark.tall *= min(max(height, least * size), most * size) / height
