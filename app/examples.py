"""Examples to try: ink that comes with the program, by the names that the menu shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication

from app.theme import RESOURCES

SAMPLES = RESOURCES / "samples"


def tr(text: str) -> str:
    return QCoreApplication.translate("Examples", text)


@dataclass(frozen=True)
class Example:
    """Ink to open, and what it is called in the user's language."""

    name: str
    path: Path


def examples(folder: Path = SAMPLES) -> list[Example]:
    """The examples that are there, simple ones first; those without a name here go by their file's, at the end."""
    names = _names()
    order = {stem: place for place, stem in enumerate(names)}
    paths = sorted(folder.glob("*.inkml"), key=lambda path: (order.get(path.stem, len(order)), path.stem))
    return [Example(names.get(path.stem, path.stem.replace("_", " ")), path) for path in paths]


def _names() -> dict[str, str]:
    return {
        "square_plus_one": tr("A square plus one"),
        "quadratic_formula": tr("The quadratic formula"),
        "integral": tr("An integral"),
        "sum": tr("A sum"),
        "limit": tr("A limit"),
        "matrix": tr("A matrix"),
    }
