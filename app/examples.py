"""Examples to try: ink that comes with the program, by the names that the menu shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QT_TRANSLATE_NOOP, QCoreApplication

from app.theme import RESOURCES

SAMPLES = RESOURCES / "samples"
# Simple ones first; files without a name here go by their own.
_NAMES = {
    "square_plus_one": QT_TRANSLATE_NOOP("Examples", "A square plus one"),
    "quadratic_formula": QT_TRANSLATE_NOOP("Examples", "The quadratic formula"),
    "integral": QT_TRANSLATE_NOOP("Examples", "An integral"),
    "sum": QT_TRANSLATE_NOOP("Examples", "A sum"),
    "limit": QT_TRANSLATE_NOOP("Examples", "A limit"),
    "matrix": QT_TRANSLATE_NOOP("Examples", "A matrix"),
}


@dataclass(frozen=True)
class Example:
    """Ink to open, and what it is called in the user's language."""

    name: str
    path: Path


def examples(folder: Path = SAMPLES) -> list[Example]:
    """The examples that are there, in the order in which they are to be shown."""
    order = {stem: place for place, stem in enumerate(_NAMES)}
    paths = sorted(folder.glob("*.inkml"), key=lambda path: (order.get(path.stem, len(order)), path.stem))
    return [Example(_name(path.stem), path) for path in paths]


def _name(stem: str) -> str:
    return QCoreApplication.translate("Examples", _NAMES[stem]) if stem in _NAMES else stem.replace("_", " ")
