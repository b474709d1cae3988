"""The pictures that the documents show: they are there, and every state of the window is among them."""

from __future__ import annotations

import os
import re
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")  # before Qt is imported

from scripts.screenshots import SCALES, THEMES
from scripts.states import BROKEN, WORKING

ROOT = Path(__file__).resolve().parent.parent
SHOWN = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
LARGEST_BYTES = 6_000_000  # of all pictures together: every clone has them


def test_every_picture_that_a_document_shows_is_there() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    shown = [(page, name) for page in pages for name in SHOWN.findall(page.read_text(encoding="utf-8"))]
    assert len(shown) > 10
    assert [(page.name, name) for page, name in shown if not (page.parent / name).is_file()] == []


def test_every_state_of_the_window_is_shown_and_taken_in_both_themes_and_scales() -> None:
    page, folder = (ROOT / "docs" / "window.md").read_text(encoding="utf-8"), ROOT / "docs" / "images"
    for state in (*WORKING, *BROKEN):
        assert f"images/{state}_light_100.png" in page
        for name in (f"{state}_{theme}_{scale}00.png" for theme in THEMES for scale in SCALES):
            assert (folder / name).is_file(), name


def test_the_pictures_are_small() -> None:
    assert sum(path.stat().st_size for path in (ROOT / "docs" / "images").iterdir()) < LARGEST_BYTES
