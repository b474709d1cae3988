"""What a personal fine-tuning was found to be worth: `judgement.json` in its folder, with some formulas to look at."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from mathnet.errors import Spoken, from_json

FILE = "judgement.json"
SETS = ("corrections", "check", "crohme")  # in the order in which they are shown


@dataclass(frozen=True)
class Figures:
    """The share of `count` formulas that each model reads without a mistake; `of` names the set."""

    of: str
    count: int
    before: float
    after: float


@dataclass(frozen=True, eq=False)
class Judged:
    """A formula that both models have read, LaTeX all of it, and its ink."""

    truth: str
    before: str
    after: str
    before_is_right: bool
    after_is_right: bool
    ink: QImage


@dataclass(frozen=True)
class Judgement:
    """Both models side by side."""

    figures: tuple[Figures, ...]
    formulas: tuple[Judged, ...]
    words: tuple[Spoken, ...] = ()  # what else should be known


def read(folder: Path, size: QSize, colour: QColor) -> Judgement:
    """The judgement of the run in `folder`, its inks drawn in `size` pixels; decodes, so for another thread.

    Raises `OSError` and `ValueError`.
    """
    values = json.loads((folder / FILE).read_text(encoding="utf-8"))
    try:
        figures = sorted((_figures(name, told) for name, told in values["sets"].items()), key=_place)
        formulas = tuple(_judged(told, folder, size, colour) for told in values.get("formulas", ()))
        words = tuple(map(from_json, values.get("words", ())))
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError(f"{folder / FILE} is no judgement: {error}") from error
    return Judgement(tuple(figures), formulas, words)


def _place(figures: Figures) -> int:
    """The user's own formulas first."""
    return SETS.index(figures.of) if figures.of in SETS else len(SETS)


def _figures(name: str, told: dict[str, Any]) -> Figures:
    return Figures(name, int(told["count"]), _share(told["before"]), _share(told["after"]))


def _share(told: Any) -> float:
    """A share, alone or among further figures."""
    return float(told["exprate"] if isinstance(told, dict) else told)


def _judged(told: dict[str, Any], folder: Path, size: QSize, colour: QColor) -> Judged:
    picture = Path(str(told.get("picture", "")))
    is_below = picture.name and not picture.is_absolute() and ".." not in picture.parts
    ink = recoloured(QImage(str(folder / picture)), size, colour) if is_below else QImage()
    latexes = (str(told["truth"]), str(told["before"]), str(told["after"]))
    return Judged(*latexes, bool(told["before_right"]), bool(told["after_right"]), ink)


def recoloured(image: QImage, size: QSize, colour: QColor) -> QImage:
    """Dark ink on light ground, in another colour on none, in the middle of `size` pixels."""
    made = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    made.fill(Qt.GlobalColor.transparent)
    if image.isNull():
        return made
    grey = image.convertToFormat(QImage.Format.Format_Grayscale8)
    grey.invertPixels()
    small = grey.scaled(size, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
    ink = QImage(small.size(), QImage.Format.Format_ARGB32)
    ink.fill(colour)
    ink.setAlphaChannel(small)
    painter = QPainter(made)
    painter.drawImage(QPoint((size.width() - ink.width()) // 2, (size.height() - ink.height()) // 2), ink)
    painter.end()
    return made
