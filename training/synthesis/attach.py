r"""Attach: scripts at the side of a base, limits below and above it, and the parts of a fraction.

Heights follow what CROHME's writers do: a superscript's baseline lies 0.6 above that of an x and 0.75 above that of a
capital, and with tall bases it rises as they do. Units: caps, y points down.
"""

from __future__ import annotations

from training.synthesis.boxes import Box, Mark, grouped
from training.synthesis.scribe import Scribe

Tokens = list[tuple[str, Mark | None]]


def script_tokens(base: Box, sub: Box | None, sup: Box | None) -> Tokens:
    """Tokens in canonical order."""
    tokens = list(base.tokens)
    for sign, script in (("_", sub), ("^", sup)):
        if script is not None:
            tokens += [(sign, None), *grouped(script)]
    return tokens


def beside(pen: Scribe, base: Box, sub: Box | None, sup: Box | None, size: float, primes: bool = False) -> Box:
    """Scripts at the right of the base; `primes` are set with their tops a little above the base's."""
    if sup is not None:
        top = min(base.top, -0.85 * size) - 0.1 * size + size * pen.error(0.06)
        sup.moved(
            base.right - sup.left + size * (0.12 + pen.error(0.12)),
            top - sup.top if primes else -_rise(pen, base, size),
        )
    if sub is not None:
        depth = max(base.bottom, 0.0) / size
        drop = 0.17 + max(depth - 0.1, 0.0) * 0.8 + pen.style.dropped + pen.error(0.06)
        tucked = 0.4 * base.width if depth > 0.4 and base.height > 3 * base.width else 0.0  # under an integral's top
        sub.moved(base.right - tucked - sub.left + size * (0.1 + pen.error(0.09)), size * drop)
        if sup is not None and sup.bottom > sub.top:  # neither writes into the other
            sub.moved(0.0, min(sup.bottom - sub.top, 0.5 * size))
    return Box.around(base.marks + _in_order(pen, sub, sup), script_tokens(base, sub, sup))


def _rise(pen: Scribe, base: Box, size: float) -> float:
    """How far above the base's line a superscript's line is, caps of the top line."""
    height = max(-base.top / size, 0.3)
    usual = 0.46 + 0.28 * min(height, 1.0) + max(height - 1.0, 0.0)
    return size * (usual + pen.style.raised + pen.error(0.09))


def _in_order(pen: Scribe, sub: Box | None, sup: Box | None) -> list[Mark]:
    lower, upper = [] if sub is None else sub.marks, [] if sup is None else sup.marks
    return upper + lower if pen.chance(pen.style.config.upper_first) else lower + upper


def limits(pen: Scribe, base: Box, sub: Box | None, sup: Box | None, size: float) -> Box:
    """Limits below and above the base, or a label at a brace."""
    for script, upwards in ((sub, False), (sup, True)):
        if script is not None:
            off = pen.error(pen.style.centre) * max(base.width, script.width)
            gap = size * pen.about(0.17, 0.45)
            height = base.top - gap - script.bottom if upwards else base.bottom + gap - script.top
            script.moved(base.middle + off - script.middle, height)
    scripts = _in_order(pen, sub, sup)
    marks = scripts + base.marks if pen.chance(0.03) else base.marks + scripts
    return Box.around(marks, script_tokens(base, sub, sup))


def stacked(pen: Scribe, upper: Box, lower: Box, size: float, axis: float, gap: float) -> None:
    """Moves one box above the axis and one below it, about one over the other."""
    free = pen.style.centre * max(upper.width, lower.width) + 0.05 * size
    upper.moved(pen.error(free) - upper.middle, axis - size * pen.about(gap, 0.3) - upper.bottom)
    lower.moved(pen.error(free) - lower.middle, axis + size * pen.about(gap, 0.3) - lower.top)
