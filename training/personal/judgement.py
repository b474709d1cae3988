"""Judgement: old and new model side by side, in figures and in formulas, for whoever decides between them.

`judgement.json` has the figures of each set, and formulas that both have read, those where they differ first; the new
model's calibration is the old one's, moved as its scores have moved.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import numpy as np

from mathnet.calibration import Calibration
from mathnet.latex import pretty
from mathnet.raster import RasterConfig
from training.calibrate import fit
from training.gallery import Gallery, drawn_for_show
from training.metrics import edit_distance
from training.personal.judging import CORRECTIONS, Answer, Task

JUDGEMENT = "judgement.json"
MOST_SHOWN = 12
_ENOUGH = 40  # readings to judge by how scores have moved
_MOST = 1.5  # as many times as temperature and slope may change, and as far as offset and shift may move

Judged = tuple[Task, Answer, Answer]  # what was read before and after


def judged(tasks: Sequence[Task], before: Sequence[Answer], after: Sequence[Answer]) -> list[Judged]:
    """What both models have read."""
    return list(zip(tasks, before, after, strict=False))


def figures(pairs: Sequence[Judged]) -> dict[str, dict[str, Any]]:
    """For each set how many expressions it has, and of each model the share read without a mistake (`exprate`), the
    mistakes in tokens, and those a token of truth."""
    by_set = sorted(pairs, key=lambda pair: pair[0].of)
    return {name: _figures(list(group)) for name, group in groupby(by_set, key=lambda pair: pair[0].of)}


def _figures(pairs: Sequence[Judged]) -> dict[str, Any]:
    tokens = sum(len(task.truth) for task, _, _ in pairs)

    def of(which: int) -> dict[str, float]:
        errors = [edit_distance(pair[0].truth, pair[which].found) for pair in pairs]  # type: ignore[union-attr]
        rate = sum(not error for error in errors) / len(pairs)
        return {"exprate": round(rate, 5), "token_errors": sum(errors), "rate": round(sum(errors) / tokens, 5)}

    return {"count": len(pairs), "tokens": tokens, "before": of(1), "after": of(2)}


def formulas(pairs: Sequence[Judged], raster: RasterConfig, gallery: Gallery, step: int) -> list[dict[str, Any]]:
    """Some formulas with a picture of each: those that the models read differently first, corrections before others,
    what only one has right before what neither has."""

    def rank(pair: Judged) -> tuple[bool, bool, bool]:
        task, old, new = pair
        return old.found == new.found, (old.found == task.truth) == (new.found == task.truth), task.of != CORRECTIONS

    shown = sorted(pairs, key=rank)[:MOST_SHOWN]
    drawn = drawn_for_show([task.sample for task, _, _ in shown], raster)
    told = []
    for number, ((task, old, new), one) in enumerate(zip(shown, drawn, strict=True)):
        paper = np.round(255 * (1 - one.raster[0])).astype(np.uint8)
        told.append(
            {
                **{"set": task.of, "name": task.name, "picture": gallery.add("formula", step, paper, number)},
                **{"truth": pretty(task.truth), "before": pretty(old.found), "after": pretty(new.found)},
                **{"before_right": old.found == task.truth, "after_right": new.found == task.truth},
            }
        )
    return told


def recalibrated(base: Calibration, pairs: Sequence[Judged]) -> Calibration:
    """The old model's calibration, moved by the difference between a fit to what the old and to what the new one reads.

    It was fitted to much real ink; what is read here is too little, and too neat, to fit one to it alone.
    """
    sides = [[answer.outcome for answer in side if answer.outcome] for side in list(zip(*pairs, strict=True))[1:]]
    if min(map(len, sides), default=0) < _ENOUGH:
        return base
    old, new = (fit(side) for side in sides)

    def times(name: str) -> float:
        ratio = getattr(new, name) / getattr(old, name)
        return float(getattr(base, name) * min(max(ratio, 1 / _MOST), _MOST))

    def plus(name: str) -> float:
        moved = getattr(new, name) - getattr(old, name)
        return float(getattr(base, name) + (min(max(moved, -_MOST), _MOST) if math.isfinite(moved) else 0.0))

    moved = {"temperature": times("temperature"), "slope": times("slope")}
    return replace(base, **moved, offset=plus("offset"), shift=plus("shift"))


def story_figures(told: dict[str, dict[str, Any]]) -> dict[str, dict[str, float]]:
    """The figures of each set as a model's story has them."""
    return {
        name: {"before": each["before"]["exprate"], "after": each["after"]["exprate"], "count": each["count"]}
        for name, each in told.items()
    }
